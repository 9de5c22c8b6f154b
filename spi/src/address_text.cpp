// SPDX-License-Identifier: MIT
#include "wosa/spi/address_text.hpp"

#include <arpa/inet.h>

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstring>

#include "afunix.h"
#include "ws2ipdef.h"

#include "wosa/spi/user_memory.hpp"
#include "wosa/spi/utf8.hpp"

namespace wosa::spi {
namespace {

// inet_ntop and inet_pton speak the C library's numbers.
constexpr int kLibcInet = 2;
constexpr int kLibcInet6 = 10;

using Narrow = std::array<char, kAddressText>;

// -- To text ------------------------------------------------------------------------------------------------

std::string_view format_ipv4(const SOCKADDR_IN& address, Narrow& text) noexcept {
  char host[16];
  inet_ntop(kLibcInet, &address.sin_addr, host, sizeof host);
  const unsigned port = ntohs(address.sin_port);
  const int size = port == 0 ? std::snprintf(text.data(), text.size(), "%s", host)
                             : std::snprintf(text.data(), text.size(), "%s:%u", host, port);
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string_view format_ipv6(const SOCKADDR_IN6& address, Narrow& text) noexcept {
  char host[46];
  inet_ntop(kLibcInet6, &address.sin6_addr, host, sizeof host);
  char scope[16] = "";
  if (address.sin6_scope_id != 0) std::snprintf(scope, sizeof scope, "%%%u", address.sin6_scope_id);
  const unsigned port = ntohs(address.sin6_port);
  const int size = port == 0 ? std::snprintf(text.data(), text.size(), "%s%s", host, scope)
                             : std::snprintf(text.data(), text.size(), "[%s%s]:%u", host, scope, port);
  return {text.data(), static_cast<std::size_t>(size)};
}

// The bytes behind the length are zero, so a path without NUL ends where the address does.
std::string_view path_of(const SOCKADDR_UN& address, Narrow& text) noexcept {
  const std::size_t size = strnlen(address.sun_path, sizeof address.sun_path);
  std::memcpy(text.data(), address.sun_path, size);
  return {text.data(), size};
}

Result<std::string_view> format(const Address& address, Narrow& text) noexcept {
  switch (address.family()) {
    case WS_AF_INET:
      if (address.length() < int{sizeof(SOCKADDR_IN)}) break;
      return format_ipv4(address.as<SOCKADDR_IN>(), text);
    case WS_AF_INET6:
      if (address.length() < int{sizeof(SOCKADDR_IN6)}) break;
      return format_ipv6(address.as<SOCKADDR_IN6>(), text);
    case WS_AF_UNIX: return path_of(address.as<SOCKADDR_UN>(), text);
    default: break;
  }
  return failure(WSAEINVAL);
}

// -- From text ----------------------------------------------------------------------------------------------

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

bool parse_host(int libc_family, std::string_view text, void* address) noexcept {
  Narrow host;
  if (text.size() >= host.size()) return false;
  std::memcpy(host.data(), text.data(), text.size());
  host[text.size()] = 0;
  return inet_pton(libc_family, host.data(), address) == 1;
}

bool parse_port(std::string_view text, USHORT& port) noexcept {
  std::uint32_t value;
  if (!parse_number(text, 65535, value)) return false;
  port = htons(static_cast<USHORT>(value));
  return true;
}

bool parse_ipv4(std::string_view text, SOCKADDR_IN& address) noexcept {
  address.sin_family = WS_AF_INET;
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos && !parse_port(text.substr(colon + 1), address.sin_port)) return false;
  return parse_host(kLibcInet, text.substr(0, colon), &address.sin_addr);
}

bool parse_ipv6(std::string_view text, SOCKADDR_IN6& address) noexcept {
  address.sin6_family = WS_AF_INET6;
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
  return parse_host(kLibcInet6, text.substr(0, percent), &address.sin6_addr);
}

// ASCII, which is all that an address with numbers can be.
bool to_ascii(std::wstring_view text, Narrow& narrow) noexcept {
  if (text.size() >= narrow.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] <= 0 || text[i] > 0x7E) return false;
    narrow[i] = static_cast<char>(text[i]);
  }
  return true;
}

// A NUL always fits behind the path, so that a program may take it for a C string.
bool parse_path(std::wstring_view text, SOCKADDR_UN& address) noexcept {
  address.sun_family = WS_AF_UNIX;
  std::size_t size = 0;
  for (const wchar_t character : text) {
    const auto code = static_cast<char32_t>(character);
    if (code == 0 || !is_scalar(code)) return false;
    char bytes[4];
    const std::size_t length = encode_utf8(code, bytes);
    if (length >= sizeof address.sun_path - size) return false;
    std::memcpy(address.sun_path + size, bytes, length);
    size += length;
  }
  return size != 0;
}

template <typename Structure, typename Text>
Result<Address> parsed(bool (*parse)(Text, Structure&) noexcept, Text text) noexcept {
  Structure structure{};
  if (!parse(text, structure)) return failure(WSAEINVAL);
  return Address::of(structure);
}

}  // namespace

Result<std::wstring_view> address_to_text(const Address& address, std::span<wchar_t> room) noexcept {
  Narrow narrow;
  const auto text = format(address, narrow);
  if (!text) return failure(text.error());
  std::size_t size = 0;
  for (std::string_view rest = *text; !rest.empty();) {
    const Utf8Step step = decode_utf8(rest);
    if (size == room.size()) return failure(WSAEFAULT);
    room[size++] = static_cast<wchar_t>(step.code);
    rest.remove_prefix(step.length);
  }
  if (size == room.size()) return failure(WSAEFAULT);
  room[size] = 0;
  return std::wstring_view(room.data(), size);
}

Result<Address> text_to_address(std::wstring_view text, int family) noexcept {
  if (family == WS_AF_UNIX) return parsed(parse_path, text);
  Narrow narrow;
  if (!to_ascii(text, narrow)) return failure(WSAEINVAL);
  const std::string_view ascii(narrow.data(), text.size());
  switch (family) {
    case WS_AF_INET: return parsed(parse_ipv4, ascii);
    case WS_AF_INET6: return parsed(parse_ipv6, ascii);
    default: return failure(WSAEINVAL);
  }
}

Result<std::wstring_view> text_from_caller(const WCHAR* text,
                                           std::span<wchar_t, kAddressText> room) noexcept {
  for (std::size_t i = 0; i < room.size(); ++i) {
    if (const int code = read_value(room[i], text + i); code != 0) return failure(code);
    if (room[i] == 0) return std::wstring_view(room.data(), i);
  }
  return failure(WSAEINVAL);
}

int text_to_caller(std::wstring_view text, WCHAR* out, DWORD* length) noexcept {
  const auto needed = static_cast<DWORD>(text.size() + 1);
  DWORD room = 0;
  if (const int code = read_value(room, length); code != 0) return code;
  if (const int code = write_value(length, needed); code != 0) return code;
  if (room < needed) return WSAEFAULT;
  constexpr WCHAR kEnd = 0;
  if (const int code = copy_out(out, text.data(), text.size() * sizeof(WCHAR)); code != 0) return code;
  return write_value(out + text.size(), kEnd);
}

}  // namespace wosa::spi
