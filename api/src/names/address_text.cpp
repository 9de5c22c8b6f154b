// SPDX-License-Identifier: MIT
#include "names/address_text.hpp"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>

#include <charconv>
#include <cstdint>

namespace wosa::runtime::names {

namespace {

// One number in C's notation; takes it from the text.
std::optional<std::uint32_t> take_number(std::string_view& text) noexcept {
  int base = 10;
  std::string_view digits = text;
  if (digits.size() > 1 && digits[0] == '0') {
    const bool hexadecimal = digits[1] == 'x' || digits[1] == 'X';
    base = hexadecimal ? 16 : 8;
    if (hexadecimal) digits.remove_prefix(2);
  }
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

std::optional<ULONG> parse_scope(const std::string& text) {
  ULONG number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc{} && stop == end) return number;
  const unsigned index = text.empty() ? 0 : if_nametoindex(text.c_str());
  if (index == 0) return std::nullopt;
  return index;
}

}  // namespace

std::optional<Address> parse_loose_ipv4(std::string_view text) noexcept {
  std::uint32_t value = 0;
  for (unsigned part = 0; part < 4; ++part) {
    const auto number = take_number(text);
    if (!number) return std::nullopt;
    const unsigned bits_left = 32 - 8 * part;
    if (text.empty()) {  // the last number, which fills what is left
      if (bits_left < 32 && *number >> bits_left != 0) return std::nullopt;
      value |= *number;
      return ipv4(static_cast<UCHAR>(value >> 24), static_cast<UCHAR>(value >> 16),
                  static_cast<UCHAR>(value >> 8), static_cast<UCHAR>(value));
    }
    if (text[0] != '.' || *number > 255) return std::nullopt;
    value |= *number << (bits_left - 8);
    text.remove_prefix(1);
  }
  return std::nullopt;
}

std::optional<Address> parse_strict(int family, const std::string& text) noexcept {
  Address address;
  address.family = family;
  if (inet_pton(address.is_ipv6() ? AF_INET6 : AF_INET, text.c_str(), address.bytes.data()) != 1)
    return std::nullopt;
  return address;
}

std::optional<Address> parse_numeric_host(const std::string& text) {
  if (const auto address = parse_loose_ipv4(text)) return address;
  const auto percent = text.find('%');
  auto address = parse_strict(WS_AF_INET6, text.substr(0, percent));
  if (!address || percent == std::string::npos) return address;
  const auto scope = parse_scope(text.substr(percent + 1));
  if (!scope) return std::nullopt;
  address->scope = *scope;
  return address;
}

std::string to_text(const Address& address) {
  char text[INET6_ADDRSTRLEN];
  const char* written =
      inet_ntop(address.is_ipv6() ? AF_INET6 : AF_INET, address.bytes.data(), text, sizeof text);
  return written != nullptr ? written : std::string();
}

std::string to_scoped_text(const Address& address) {
  std::string text = to_text(address);
  if (address.is_ipv6() && address.scope != 0) text += '%' + std::to_string(address.scope);
  return text;
}

}  // namespace wosa::runtime::names
