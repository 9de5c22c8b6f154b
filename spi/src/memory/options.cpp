// SPDX-License-Identifier: MIT
#include "memory/options.hpp"

#include <arpa/inet.h>

#include <algorithm>

#include "ws2ipdef.h"

#include "memory/host_addresses.hpp"

namespace wosa::spi::memory {
namespace {

constexpr DWORD kForever = 0xFFFFFFFF;
constexpr DWORD kMillisecondsPerSecond = 1000;
constexpr DWORD kMinusOne = 0xFFFFFFFF;

// Levels of protocols that are not here; their options are known and refused.
constexpr int kForeignLevels[] = {113, 1000, 0xFF, 3, 0xA000};

Result<std::span<const Option>> options_of(const OptionOwner& owner, int level) noexcept {
  switch (level) {
    case WS_IPPROTO_IP:
      // An IPv6 socket has IPv4's options while it serves IPv4 too.
      if (!owner.ipv4) return failure(WSAEINVAL);
      return ip_options();
    case WS_IPPROTO_IPV6:
      if (!owner.ipv6) return failure(WSAEINVAL);
      return ipv6_options();
    case WS_IPPROTO_TCP: return tcp_options();
    case WS_IPPROTO_UDP: return udp_options();
    default: break;
  }
  const bool foreign =
      std::find(std::begin(kForeignLevels), std::end(kForeignLevels), level) != std::end(kForeignLevels);
  return failure(foreign ? WSAENOPROTOOPT : WSAEINVAL);
}

bool is_interface_of_ipv4(std::uint32_t network_address) noexcept {
  const std::uint32_t address = ntohl(network_address);
  if (const std::uint32_t index = interface_index(network_address); index != 0 || address == 0)
    return is_interface(index);
  return is_own_address(Host::ipv4(address));
}

Result<DWORD> stored(const Option& option, DWORD value) noexcept {
  switch (option.form) {
    case Form::flag: return DWORD{value != 0};
    case Form::inverse: return DWORD{value == 0};
    case Form::number_or_own:
      if (value == kMinusOne) return option.own;
      [[fallthrough]];
    case Form::number:
      if (value < option.least || value > option.most) return failure(WSAEINVAL);
      return value;
    case Form::low_byte: return value & 0xFFu;
    case Form::milliseconds: return value;
    case Form::seconds:
      return value > kForever / kMillisecondsPerSecond ? kForever : value * kMillisecondsPerSecond;
    case Form::path_mode:
      if (value >= static_cast<DWORD>(IP_PMTUDISC_MAX)) return failure(WSAEINVAL);
      return value;
    case Form::dont_fragment: return static_cast<DWORD>(value != 0 ? WS_IP_PMTUDISC_DO : WS_IP_PMTUDISC_DONT);
    case Form::protection:
      if (value != PROTECTION_LEVEL_UNRESTRICTED && value != PROTECTION_LEVEL_EDGERESTRICTED &&
          value != PROTECTION_LEVEL_RESTRICTED)
        return failure(WSAEINVAL);
      return value;
    case Form::interface:
      if (!is_interface(value)) return failure(WSAEADDRNOTAVAIL);
      return value;
    case Form::network_index:
      if (!is_interface(ntohl(value))) return failure(WSAEADDRNOTAVAIL);
      return value;
    case Form::interface_ipv4:
      if (!is_interface_of_ipv4(value)) return failure(WSAEADDRNOTAVAIL);
      return value;
    case Form::special:
    case Form::refused: break;
  }
  return failure(WSAENOPROTOOPT);
}

DWORD told(const Option& option, DWORD value) noexcept {
  switch (option.form) {
    case Form::inverse: return DWORD{value == 0};
    case Form::seconds: return value == kForever ? kForever : value / kMillisecondsPerSecond;
    case Form::dont_fragment:
      return DWORD{value == static_cast<DWORD>(WS_IP_PMTUDISC_DO) ||
                   value == static_cast<DWORD>(WS_IP_PMTUDISC_PROBE)};
    case Form::network_index: return ntohl(value);
    default: return value;
  }
}

}  // namespace

std::uint32_t interface_index(std::uint32_t network_address) noexcept {
  constexpr std::uint32_t kFirstAddress = 0x01000000;
  const std::uint32_t value = ntohl(network_address);
  return value < kFirstAddress ? value : 0;
}

Result<const Option*> find_option(const OptionOwner& owner, int level, int name) noexcept {
  const auto options = options_of(owner, level);
  if (!options) return failure(options.error());
  const unsigned kind = owner.stream ? kStreams : kDatagrams;
  for (const Option& option : *options) {
    if (option.name != name) continue;
    if ((option.kinds & kind) == 0 || option.form == Form::refused) break;
    return &option;
  }
  return failure(WSAENOPROTOOPT);
}

Result<std::size_t> read_option(const Option& option, const OptionValues& values,
                                std::span<std::byte> value) noexcept {
  return give(value, told(option, values.get(option.slot)));
}

Result<void> write_option(const Option& option, OptionValues& values,
                          std::span<const std::byte> value) noexcept {
  if (value.size() < option.size) return failure(WSAEFAULT);
  const auto number = stored(option, option_value<DWORD>(value));
  if (!number) return failure(number.error());
  values.set(option.slot, *number);
  return {};
}

}  // namespace wosa::spi::memory
