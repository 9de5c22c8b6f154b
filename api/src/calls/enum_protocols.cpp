// SPDX-License-Identifier: MIT
#include <algorithm>
#include <vector>

#include "calls/protocol_info.hpp"
#include "runtime/catalog_view.hpp"
#include "runtime/errors.hpp"
#include "runtime/runtime.hpp"
#include "wosa/spi/user_memory.hpp"
#include "ws2spi.h"

namespace wosa::runtime {

namespace {

enum class Scope { kApplication, kInstaller };

bool is_listed(const catalog::Entry& entry, Scope scope) noexcept {
  if (!entry.enabled) return false;
  if (scope == Scope::kInstaller) return true;
  return entry.kind != catalog::Kind::layer && (entry.info.dwProviderFlags & PFL_HIDDEN) == 0;
}

// The program's filter: protocol numbers up to a 0; none means all. False: not readable.
bool read_filter(const INT* protocols, std::vector<INT>& filter) {
  if (protocols == nullptr) return true;
  for (;; ++protocols) {
    INT protocol = 0;
    if (spi::copy_in(&protocol, protocols, sizeof protocol) != 0) return false;
    if (protocol == 0) return true;
    filter.push_back(protocol);
  }
}

const WSAPROTOCOL_INFOW& as(const WSAPROTOCOL_INFOW& info, WSAPROTOCOL_INFOW*) { return info; }
WSAPROTOCOL_INFOA as(const WSAPROTOCOL_INFOW& info, WSAPROTOCOL_INFOA*) { return to_narrow(info); }

struct Answer {
  int count = SOCKET_ERROR;
  INT error = 0;
};

template <typename Info>
Answer enumerate(const INT* protocols, Info* buffer, DWORD* length, Scope scope) noexcept {
  try {
    std::vector<INT> filter;
    DWORD available = 0;
    if (!read_filter(protocols, filter) || spi::copy_in(&available, length, sizeof available) != 0) {
      return {SOCKET_ERROR, WSAEFAULT};
    }
    if (const INT error = prepare_runtime(); error != 0) return {SOCKET_ERROR, error};
    const auto snapshot = the_runtime.catalog.load()->refresh();
    std::vector<Info> found;
    for (const auto& entry : snapshot->entries()) {
      if (!is_listed(entry, scope)) continue;
      const auto wanted = [&](INT protocol) { return protocol == entry.info.iProtocol; };
      if (protocols != nullptr && std::none_of(filter.begin(), filter.end(), wanted)) continue;
      found.push_back(as(entry.info, static_cast<Info*>(nullptr)));
    }
    const auto needed = static_cast<DWORD>(found.size() * sizeof(Info));
    if (buffer == nullptr || available < needed) {
      if (spi::copy_out(length, &needed, sizeof needed) != 0) return {SOCKET_ERROR, WSAEFAULT};
      return {SOCKET_ERROR, WSAENOBUFS};
    }
    if (spi::copy_out(buffer, found.data(), needed) != 0) return {SOCKET_ERROR, WSAEFAULT};
    return {static_cast<int>(found.size()), 0};
  } catch (...) {
    return {SOCKET_ERROR, WSAENOBUFS};
  }
}

template <typename Info>
int enumerate_for_application(const INT* protocols, Info* buffer, DWORD* length,
                              CallName name = {__builtin_FUNCTION()}) noexcept {
  if (!the_runtime.started()) return fail(WSANOTINITIALISED, name);
  const Answer answer = enumerate(protocols, buffer, length, Scope::kApplication);
  return answer.error == 0 ? answer.count : fail(static_cast<DWORD>(answer.error), name);
}

}  // namespace

}  // namespace wosa::runtime

using namespace wosa::runtime;

extern "C" int WSAAPI WSAEnumProtocolsW(LPINT protocols, LPWSAPROTOCOL_INFOW buffer, LPDWORD length) {
  return enumerate_for_application(protocols, buffer, length);
}

extern "C" int WSAAPI WSAEnumProtocolsA(LPINT protocols, LPWSAPROTOCOL_INFOA buffer, LPDWORD length) {
  return enumerate_for_application(protocols, buffer, length);
}

extern "C" int WSAAPI WSCEnumProtocols(LPINT protocols, LPWSAPROTOCOL_INFOW buffer, LPDWORD length,
                                       LPINT error) {
  const Answer answer = enumerate(protocols, buffer, length, Scope::kInstaller);
  if (answer.error != 0) wosa::spi::copy_out(error, &answer.error, sizeof answer.error);
  return answer.count;
}
