// SPDX-License-Identifier: MIT
// IPv4 and IPv6 addresses as text, without sockets, ports or providers. None of these needs WSAStartup.
#include <algorithm>
#include <cstring>

#include "names/address_text.hpp"
#include "names/boundary.hpp"
#include "names/user_values.hpp"

namespace wosa::runtime::names {

namespace {

// inet_ntoa's buffer: plain bytes, so that it needs no making and no freeing.
constinit thread_local char dotted[WS_INET_ADDRSTRLEN];

bool is_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }

// What stands behind a blank is not looked at; a text that begins with one, or is empty, means 0.
ULONG parse_dotted(const std::string& text) noexcept {
  const std::string_view word(text.begin(), std::find_if(text.begin(), text.end(), is_space));
  if (word.empty()) return WS_INADDR_ANY;
  const auto address = parse_loose_ipv4(word);
  if (!address) return WS_INADDR_NONE;
  ULONG value;
  std::memcpy(&value, address->bytes.data(), sizeof value);
  return value;
}

bool is_internet(INT family) noexcept { return family == WS_AF_INET || family == WS_AF_INET6; }

template <typename Char>
INT to_address(INT family, const Char* text, void* result, CallName name = {__builtin_FUNCTION()}) {
  if (!is_internet(family)) return fail(WSAEAFNOSUPPORT, -1, name);
  bool found = false;
  const INT code = code_of([&]() -> INT {
    if (text == nullptr || result == nullptr) return WSAEFAULT;
    const auto copy = read_text(text, 0);  // no address is that long
    if (!copy) return copy.error();
    const auto address = parse_strict(family, *copy);
    if (!address) return 0;
    found = true;
    return write_bytes(result, address->bytes.data(), address->size()) ? 0 : WSAEFAULT;
  });
  if (code != 0) return fail(static_cast<DWORD>(code), -1, name);
  return found ? 1 : 0;
}

template <typename Char>
const Char* to_characters(INT family, const void* address_bytes, Char* buffer, std::size_t size,
                          CallName name = {__builtin_FUNCTION()}) {
  const Char* failure = nullptr;
  if (!is_internet(family)) return fail(WSAEAFNOSUPPORT, failure, name);
  const INT code = code_of([&]() -> INT {
    Address address;
    address.family = family;
    if (!read_bytes(address.bytes.data(), address_bytes, address.size())) return ERROR_INVALID_PARAMETER;
    return write_text(buffer, size, to_text(address)) ? 0 : ERROR_INVALID_PARAMETER;
  });
  return code == 0 ? buffer : fail(static_cast<DWORD>(code), failure, name);
}

}  // namespace

}  // namespace wosa::runtime::names

using namespace wosa::runtime::names;

extern "C" WS_u_long WSAAPI WS_inet_addr(const char* text) {
  ULONG value = WS_INADDR_NONE;
  code_of([&]() -> INT {
    const auto copy = read_text(text, WSAEINVAL);
    if (copy) value = parse_dotted(*copy);
    return 0;
  });
  return value;
}

extern "C" char* WSAAPI WS_inet_ntoa(WS_in_addr address) {
  char* out = dotted;
  const auto& bytes = address.S_un.S_un_b;
  for (const UCHAR number : {bytes.s_b1, bytes.s_b2, bytes.s_b3, bytes.s_b4}) {
    if (out != dotted) *out++ = '.';
    if (number >= 100) *out++ = static_cast<char>('0' + number / 100);
    if (number >= 10) *out++ = static_cast<char>('0' + number / 10 % 10);
    *out++ = static_cast<char>('0' + number % 10);
  }
  *out = '\0';
  return dotted;
}

extern "C" INT WSAAPI WS_inet_pton(INT family, PCSTR text, PVOID address) {
  return to_address(family, text, address);
}
extern "C" INT WSAAPI InetPtonW(INT family, PCWSTR text, PVOID address) {
  return to_address(family, text, address);
}

extern "C" PCSTR WSAAPI WS_inet_ntop(INT family, const VOID* address, PSTR buffer, size_t size) {
  return to_characters(family, address, buffer, size);
}

extern "C" PCWSTR WSAAPI InetNtopW(INT family, const VOID* address, PWSTR buffer, size_t size) {
  return to_characters(family, address, buffer, size);
}
