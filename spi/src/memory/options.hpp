// SPDX-License-Identifier: MIT
#pragma once

// Options of the IP, TCP and UDP levels as tables, one file a level: which sockets have an option, in which
// form its value is, or with which code it is refused. The answers are those of the TCP/IP provider.

#include <cstddef>
#include <cstring>
#include <span>

#include "wosa/spi/result.hpp"

#include "memory/option_values.hpp"

namespace wosa::spi::memory {

/// Which sockets have an option.
enum Kinds : unsigned { kStreams = 1, kDatagrams = 2, kAllKinds = kStreams | kDatagrams };

/// The form of a value.
enum class Form : std::uint8_t {
  flag,            // a BOOL
  inverse,         // a BOOL, stored the other way round
  number,          // from least to most
  number_or_own,   // the same, or -1 for the default
  low_byte,        // any number, of which the lowest eight bits count
  milliseconds,    // all ones is for ever
  seconds,         // the same value in seconds
  path_mode,       // a PMTUD_STATE
  dont_fragment,   // two of these states as a BOOL
  protection,      // a PROTECTION_LEVEL_
  interface,       // an index in host byte order
  network_index,   // an index, set in network byte order, told in host byte order
  interface_ipv4,  // an IPv4 address of an interface, or 0.x.x.x with an index, in network byte order
  special,         // the socket itself reads and writes it
  refused,
};

struct Option {
  int name;
  unsigned kinds;
  Form form;
  Slot slot = Slot::count;
  DWORD least = 0;
  DWORD most = ~DWORD{0};
  DWORD own = 0;                     // what -1 stands for
  std::size_t size = sizeof(DWORD);  // bytes of a value to set
};

/// One that the socket itself reads or writes.
constexpr Option special(int name, unsigned kinds, std::size_t size = sizeof(DWORD)) noexcept {
  return {name, kinds, Form::special, Slot::count, 0, 0, 0, size};
}

/// What decides which levels a socket has.
struct OptionOwner {
  bool stream;
  bool ipv4;  // serves IPv4: an IPv4 socket or a dual-mode one
  bool ipv6;
};

/// WSAEINVAL for a level that the socket does not have, WSAENOPROTOOPT for an option.
Result<const Option*> find_option(const OptionOwner& owner, int level, int name) noexcept;

/// For every form but special. WSAEFAULT, WSAEINVAL, WSAEADDRNOTAVAIL, WSAENOPROTOOPT.
Result<std::size_t> read_option(const Option& option, const OptionValues& values,
                                std::span<std::byte> value) noexcept;
Result<void> write_option(const Option& option, OptionValues& values,
                          std::span<const std::byte> value) noexcept;

template <typename T>
Result<std::size_t> give(std::span<std::byte> room, const T& value) noexcept {
  if (room.size() < sizeof value) return failure(WSAEFAULT);
  std::memcpy(room.data(), &value, sizeof value);
  return sizeof value;
}

/// value is large enough.
template <typename T>
T option_value(std::span<const std::byte> value) noexcept {
  T out;
  std::memcpy(&out, value.data(), sizeof out);
  return out;
}

/// The index in 0.x.x.x; 0 for an address. network_address is in network byte order.
std::uint32_t interface_index(std::uint32_t network_address) noexcept;

std::span<const Option> ip_options() noexcept;
std::span<const Option> ipv6_options() noexcept;
std::span<const Option> tcp_options() noexcept;
std::span<const Option> udp_options() noexcept;

}  // namespace wosa::spi::memory
