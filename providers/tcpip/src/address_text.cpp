// SPDX-License-Identifier: MIT

// WSPAddressToString and WSPStringToAddress over the SDK's text of addresses, for the families of this
// provider.

#include "wosa/spi/address_text.hpp"

#include <array>

#include "errors.hpp"
#include "procedures.hpp"
#include "sockaddr.hpp"

namespace wosa::tcpip {
namespace {

using Text = std::array<wchar_t, spi::kAddressText>;

int read_address(LPSOCKADDR address, DWORD length, spi::Address& out) noexcept {
  ADDRESS_FAMILY given;
  if (length < sizeof given) return WSAEINVAL;
  if (const int code = read_value(given, address); code != 0) return code;
  const int family = kernel_family(given);
  if (family < 0 || length < static_cast<DWORD>(address_length(family))) return WSAEINVAL;
  std::array<std::byte, sizeof(SOCKADDR_STORAGE)> bytes;
  const auto usable = static_cast<std::size_t>(address_length(family));
  if (const int code = copy_in(bytes.data(), address, usable); code != 0) return code;
  out = spi::Address(std::span(bytes).first(usable));
  return 0;
}

// The needed length is told when there is no room.
int give_address(const spi::Address& address, LPSOCKADDR out, INT* length) noexcept {
  INT room = 0;
  if (const int code = read_value(room, length); code != 0) return code;
  const INT needed = address.length();
  if (room < needed || out == nullptr) {
    write_value(length, needed);
    return WSAEFAULT;
  }
  if (const int code = copy_out(out, address.get(), static_cast<std::size_t>(needed)); code != 0) return code;
  return write_value(length, needed);
}

}  // namespace

INT WSPAPI wsp_address_to_string(LPSOCKADDR address, DWORD length, LPWSAPROTOCOL_INFOW, LPWSTR text,
                                 LPDWORD text_length, LPINT error) noexcept {
  spi::Address copy;
  if (const int code = read_address(address, length, copy); code != 0) return fail(error, code);
  Text room;
  const auto written = spi::address_to_text(copy, room);
  if (!written) return fail(error, written.error());
  return finish(error, spi::text_to_caller(*written, text, text_length));
}

INT WSPAPI wsp_string_to_address(LPWSTR text, INT family, LPWSAPROTOCOL_INFOW, LPSOCKADDR address,
                                 LPINT length, LPINT error) noexcept {
  Text room;
  const auto given = spi::text_from_caller(text, room);
  if (!given) return fail(error, given.error());
  if (kernel_family(family) < 0) return fail(error, WSAEINVAL);
  const auto parsed = spi::text_to_address(*given, family);
  if (!parsed) return fail(error, parsed.error());
  return finish(error, give_address(*parsed, address, length));
}

}  // namespace wosa::tcpip
