// SPDX-License-Identifier: MIT

// WSPAddressToString and WSPStringToAddress: "a.b.c.d[:port]" and "address[%scope]", in brackets where a port
// follows. Text is parsed strictly: decimal numbers, nothing before or behind.

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstdio>
#include <cstring>
#include <string_view>

#include "errors.hpp"
#include "procedures.hpp"
#include "sockaddr.hpp"

namespace wosa::tcpip {
namespace {

constexpr std::size_t kLongest = 128;

// -- To text
// ------------------------------------------------------------------------------------------------------

int format_ipv4(const sockaddr_in& address, char* text) noexcept {
  char host[INET_ADDRSTRLEN];
  inet_ntop(AF_INET, &address.sin_addr, host, sizeof host);
  const unsigned port = ntohs(address.sin_port);
  return port == 0 ? std::snprintf(text, kLongest, "%s", host)
                   : std::snprintf(text, kLongest, "%s:%u", host, port);
}

int format_ipv6(const sockaddr_in6& address, char* text) noexcept {
  char host[INET6_ADDRSTRLEN];
  inet_ntop(AF_INET6, &address.sin6_addr, host, sizeof host);
  char scope[16] = "";
  if (address.sin6_scope_id != 0) std::snprintf(scope, sizeof scope, "%%%u", address.sin6_scope_id);
  const unsigned port = ntohs(address.sin6_port);
  return port == 0 ? std::snprintf(text, kLongest, "%s%s", host, scope)
                   : std::snprintf(text, kLongest, "[%s%s]:%u", host, scope, port);
}

// -- From text
// ----------------------------------------------------------------------------------------------------

// The caller's text in ASCII; anything else cannot be an address.
int read_text(const WCHAR* text, char (&out)[kLongest]) noexcept {
  for (std::size_t i = 0; i < kLongest; ++i) {
    WCHAR character;
    if (const int code = read_value(character, text + i); code != 0) return code;
    if (character < 0 || character > 0x7E) return WSAEINVAL;
    out[i] = static_cast<char>(character);
    if (character == 0) return 0;
  }
  return WSAEINVAL;
}

bool parse_number(std::string_view text, std::uint32_t most, std::uint32_t& value) noexcept {
  if (text.empty()) return false;
  std::uint64_t number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return false;
    number = number * 10 + static_cast<unsigned>(digit - '0');
    if (number > most) return false;
  }
  value = static_cast<std::uint32_t>(number);
  return true;
}

bool parse_host(int family, std::string_view text, void* address) noexcept {
  char host[kLongest];
  if (text.size() >= sizeof host) return false;
  std::memcpy(host, text.data(), text.size());
  host[text.size()] = 0;
  return inet_pton(family, host, address) == 1;
}

bool parse_port(std::string_view text, std::uint16_t& port) noexcept {
  std::uint32_t value;
  if (!parse_number(text, 65535, value)) return false;
  port = htons(static_cast<std::uint16_t>(value));
  return true;
}

bool parse_ipv4(std::string_view text, sockaddr_in& address) noexcept {
  address.sin_family = AF_INET;
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos && !parse_port(text.substr(colon + 1), address.sin_port)) return false;
  return parse_host(AF_INET, text.substr(0, colon), &address.sin_addr);
}

bool parse_ipv6(std::string_view text, sockaddr_in6& address) noexcept {
  address.sin6_family = AF_INET6;
  if (!text.empty() && text.front() == '[') {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return false;
    const std::string_view rest = text.substr(end + 1);
    if (!rest.empty() && (rest.front() != ':' || !parse_port(rest.substr(1), address.sin6_port)))
      return false;
    text = text.substr(1, end - 1);
  }
  const std::size_t percent = text.find('%');
  if (percent != std::string_view::npos) {
    std::uint32_t scope;
    if (!parse_number(text.substr(percent + 1), 0xFFFFFFFF, scope)) return false;
    address.sin6_scope_id = scope;
  }
  return parse_host(AF_INET6, text.substr(0, percent), &address.sin6_addr);
}

int parse(const char* text, int family, Address& address) noexcept {
  switch (kernel_family(family)) {
    case AF_INET: return parse_ipv4(text, reinterpret_cast<sockaddr_in&>(address.storage)) ? 0 : WSAEINVAL;
    case AF_INET6: return parse_ipv6(text, reinterpret_cast<sockaddr_in6&>(address.storage)) ? 0 : WSAEINVAL;
    default: return WSAEINVAL;
  }
}

// The needed length is told when there is no room.
int give_address(const Address& address, LPSOCKADDR out, INT* length) noexcept {
  INT room = 0;
  if (const int code = read_value(room, length); code != 0) return code;
  const INT needed = address_length(address.storage.ss_family);
  if (room < needed || out == nullptr) {
    write_value(length, needed);
    return WSAEFAULT;
  }
  return address_to_caller(address, out, length);
}

int give_text(const char* text, std::size_t size, LPWSTR out, DWORD* length) noexcept {
  WCHAR wide[kLongest];
  for (std::size_t i = 0; i <= size; ++i) wide[i] = static_cast<WCHAR>(text[i]);
  const auto needed = static_cast<DWORD>(size + 1);
  DWORD room = 0;
  if (const int code = read_value(room, length); code != 0) return code;
  if (const int code = write_value(length, needed); code != 0) return code;
  if (room < needed) return WSAEFAULT;
  return copy_out(out, wide, needed * sizeof(WCHAR));
}

}  // namespace

INT WSPAPI wsp_address_to_string(LPSOCKADDR address, DWORD length, LPWSAPROTOCOL_INFOW, LPWSTR text,
                                 LPDWORD text_length, LPINT error) noexcept {
  ADDRESS_FAMILY given;
  if (length < sizeof given) return fail(error, WSAEINVAL);
  if (const int code = read_value(given, address); code != 0) return fail(error, code);
  const int family = kernel_family(given);
  if (family < 0 || length < static_cast<DWORD>(address_length(family))) return fail(error, WSAEINVAL);
  Address copy;
  const int usable = address_length(family);
  if (const int code = address_from_caller(family, address, usable, copy); code != 0)
    return fail(error, code);
  char buffer[kLongest];
  const int size = family == AF_INET ? format_ipv4(reinterpret_cast<sockaddr_in&>(copy.storage), buffer)
                                     : format_ipv6(reinterpret_cast<sockaddr_in6&>(copy.storage), buffer);
  return finish(error, give_text(buffer, static_cast<std::size_t>(size), text, text_length));
}

INT WSPAPI wsp_string_to_address(LPWSTR text, INT family, LPWSAPROTOCOL_INFOW, LPSOCKADDR address,
                                 LPINT length, LPINT error) noexcept {
  char buffer[kLongest];
  if (const int code = read_text(text, buffer); code != 0) return fail(error, code);
  Address parsed;
  if (const int code = parse(buffer, family, parsed); code != 0) return fail(error, code);
  return finish(error, give_address(parsed, address, length));
}

}  // namespace wosa::tcpip
