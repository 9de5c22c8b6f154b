// SPDX-License-Identifier: MIT
#pragma once

// The values of the options of the IP, TCP and UDP levels: one word each, atomic, since any thread may ask
// while another sets. Most of them change nothing in a network of memory; they are remembered and told.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "ws2spi.h"

namespace wosa::spi::memory {

enum class Slot : std::uint8_t {
  protection_level,
  ip_tos,
  ip_ttl,
  ip_path_mode,
  ip_unicast_if,
  ip_multicast_if,
  ip_multicast_ttl,
  ip_multicast_loop,
  ip_packet_info,
  ip_receive_ttl,
  ip_receive_tos,
  ipv6_hops,
  ipv6_traffic_class,
  ipv6_path_mode,
  ipv6_dont_fragment,
  ipv6_unicast_if,
  ipv6_multicast_if,
  ipv6_multicast_hops,
  ipv6_multicast_loop,
  ipv6_packet_info,
  ipv6_receive_hops,
  ipv6_receive_class,
  tcp_no_delay,
  tcp_keep_idle,
  tcp_keep_interval,
  tcp_keep_count,
  tcp_patience_ms,
  udp_no_checksum,
  udp_segment,
  count
};

class OptionValues {
 public:
  OptionValues() noexcept;

  DWORD get(Slot slot) const noexcept { return values_[index(slot)].load(std::memory_order_relaxed); }
  void set(Slot slot, DWORD value) noexcept { values_[index(slot)].store(value, std::memory_order_relaxed); }
  /// What an accepted socket has from its listener.
  void inherit(const OptionValues& from) noexcept;

 private:
  static constexpr std::size_t index(Slot slot) noexcept { return static_cast<std::size_t>(slot); }

  std::array<std::atomic<DWORD>, static_cast<std::size_t>(Slot::count)> values_{};
};

}  // namespace wosa::spi::memory
