// SPDX-License-Identifier: MIT
// WSAAddressToStringA/W and WSAStringToAddressA/W: what an address looks like is its provider's knowledge. A
// provider gets copies only, and buffers of ours, so that the program's pointers are not its concern.
#include <algorithm>
#include <cstring>
#include <vector>

#include "calls/protocol_info.hpp"
#include "names/address_chain.hpp"
#include "names/boundary.hpp"
#include "names/user_values.hpp"
#include "win32/text.hpp"

namespace wosa::runtime::names {

namespace {

constexpr DWORD kLongestAddress = 4096;
constexpr DWORD kLongestString = 64 * 1024;
constexpr DWORD kUsualString = 128;
constexpr DWORD kUsualAddress = sizeof(SOCKADDR_STORAGE);

// Sixteen-byte units, so that every address is aligned.
class AddressBuffer {
 public:
  explicit AddressBuffer(std::size_t size) : units_(size / sizeof(Unit) + 1) {}
  [[nodiscard]] LPSOCKADDR address() noexcept { return reinterpret_cast<LPSOCKADDR>(units_.data()); }

 private:
  struct alignas(16) Unit {
    UCHAR bytes[16];
  };
  std::vector<Unit> units_;
};

const WSAPROTOCOL_INFOW& widened(const WSAPROTOCOL_INFOW& info) noexcept { return info; }
WSAPROTOCOL_INFOW widened(const WSAPROTOCOL_INFOA& info) noexcept { return runtime::to_wide(info); }

// The program's record in `wide`; false for a bad pointer.
template <typename Info>
bool read_info(const Info* from_user, WSAPROTOCOL_INFOW& wide) noexcept {
  Info info;
  if (!read_value(info, from_user)) return false;
  wide = widened(info);
  return true;
}

std::string text_for(std::wstring_view text, const char*) { return to_utf8(text); }
std::wstring text_for(std::wstring_view text, const wchar_t*) { return std::wstring(text); }

// Calls a procedure of a provider. One that throws has failed without a code.
template <typename Procedure>
INT run(Procedure&& procedure, INT& error) {
  try {
    return procedure(&error);
  } catch (abi::__forced_unwind&) {
    throw;  // the thread is being cancelled
  } catch (...) {
    error = WSASYSCALLFAILURE;
    return SOCKET_ERROR;
  }
}

// The provider's text for an address.
Answer<std::wstring> ask_for_string(const Chain& chain, LPSOCKADDR address, DWORD size) {
  WSAPROTOCOL_INFOW info = chain.info;
  std::wstring text;
  DWORD room = kUsualString;
  for (;;) {
    text.assign(room, L'\0');
    DWORD length = room;
    INT error = 0;
    const INT result = run(
        [&](INT* code) {
          return chain.provider->procs.lpWSPAddressToString(address, size, &info, text.data(), &length, code);
        },
        error);
    if (result != SOCKET_ERROR) {
      text.resize(wcsnlen(text.data(), std::min(length, room)));
      return text;
    }
    if (error != WSAEFAULT || length <= room || length > kLongestString) {
      return tl::unexpected(static_cast<INT>(provider_error(error)));
    }
    room = length;
  }
}

template <typename Info, typename Char>
INT address_to_string(LPSOCKADDR address, DWORD size, const Info* info, Char* string, DWORD* length,
                      CallName name = {__builtin_FUNCTION()}) {
  const INT code = code_of_started([&]() -> INT {
    if (address == nullptr || length == nullptr || size < sizeof(ADDRESS_FAMILY)) return WSAEINVAL;
    if (size > kLongestAddress) return WSAEINVAL;
    DWORD room = 0;
    AddressBuffer copy(size);
    WSAPROTOCOL_INFOW wide{};
    if (!read_bytes(copy.address(), address, size) || !read_value(room, length)) return WSAEFAULT;
    if (info != nullptr && !read_info(info, wide)) return WSAEFAULT;
    const auto chain = address_chain(copy.address()->sa_family, info != nullptr ? &wide : nullptr);
    if (!chain) return chain.error();
    const auto text = ask_for_string(**chain, copy.address(), size);
    if (!text) return text.error();
    const auto characters = text_for(*text, string);
    const auto needed = static_cast<DWORD>(characters.size() + 1);
    if (!write_value(length, needed) || room < needed) return WSAEFAULT;
    return write_bytes(string, characters.c_str(), needed * sizeof(Char)) ? 0 : WSAEFAULT;
  });
  if (code == WSA_NOT_ENOUGH_MEMORY) return fail(WSAENOBUFS, name);  // this function's word for it
  return code == 0 ? 0 : fail(static_cast<DWORD>(code), name);
}

// The provider's address for a text, at the front of a buffer, and its size.
Answer<std::pair<AddressBuffer, DWORD>> ask_for_address(const Chain& chain, std::wstring text, int family) {
  WSAPROTOCOL_INFOW info = chain.info;
  DWORD room = kUsualAddress;
  for (;;) {
    AddressBuffer buffer(room);
    INT size = static_cast<INT>(room);
    INT error = 0;
    const INT result = run(
        [&](INT* code) {
          return chain.provider->procs.lpWSPStringToAddress(text.data(), family, &info, buffer.address(),
                                                            &size, code);
        },
        error);
    const auto needed = static_cast<DWORD>(size);
    if (result != SOCKET_ERROR) return std::pair(std::move(buffer), std::min(needed, room));
    if (error != WSAEFAULT || size < 0 || needed <= room || needed > kLongestAddress) {
      return tl::unexpected(static_cast<INT>(provider_error(error)));
    }
    room = needed;
  }
}

template <typename Char, typename Info>
INT string_to_address(const Char* string, INT family, const Info* info, LPSOCKADDR address, INT* length,
                      CallName name = {__builtin_FUNCTION()}) {
  const INT code = code_of_started([&]() -> INT {
    if (string == nullptr) return WSAEINVAL;
    const auto text = read_text(string, WSAEINVAL);
    if (!text) return text.error();
    INT room = 0;
    WSAPROTOCOL_INFOW wide{};
    if (!read_value(room, length)) return WSAEFAULT;
    if (info != nullptr && !read_info(info, wide)) return WSAEFAULT;
    const auto chain = address_chain(family, info != nullptr ? &wide : nullptr);
    if (!chain) return chain.error();
    auto found = ask_for_address(**chain, runtime::to_wide(*text), family);
    if (!found) return found.error();
    const auto needed = static_cast<INT>(found->second);
    if (!write_value(length, needed) || room < needed) return WSAEFAULT;
    return write_bytes(address, found->first.address(), found->second) ? 0 : WSAEFAULT;
  });
  return code == 0 ? 0 : fail(static_cast<DWORD>(code), name);
}

}  // namespace

}  // namespace wosa::runtime::names

using namespace wosa::runtime::names;

extern "C" INT WSAAPI WSAAddressToStringA(LPSOCKADDR address, DWORD size, LPWSAPROTOCOL_INFOA info,
                                          LPSTR string, LPDWORD length) {
  return address_to_string(address, size, info, string, length);
}

extern "C" INT WSAAPI WSAAddressToStringW(LPSOCKADDR address, DWORD size, LPWSAPROTOCOL_INFOW info,
                                          LPWSTR string, LPDWORD length) {
  return address_to_string(address, size, info, string, length);
}

extern "C" INT WSAAPI WSAStringToAddressA(LPSTR string, INT family, LPWSAPROTOCOL_INFOA info,
                                          LPSOCKADDR address, LPINT length) {
  return string_to_address(string, family, info, address, length);
}

extern "C" INT WSAAPI WSAStringToAddressW(LPWSTR string, INT family, LPWSAPROTOCOL_INFOW info,
                                          LPSOCKADDR address, LPINT length) {
  return string_to_address(string, family, info, address, length);
}
