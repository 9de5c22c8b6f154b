// SPDX-License-Identifier: MIT
#include "memory/option_values.hpp"

#include "ws2ipdef.h"

namespace wosa::spi::memory {

// The defaults that are not 0.
OptionValues::OptionValues() noexcept {
  constexpr DWORD kHops = 128;
  constexpr DWORD kIdleSeconds = 7200;
  constexpr DWORD kIntervalSeconds = 1;
  constexpr DWORD kProbes = 10;
  set(Slot::protection_level, static_cast<DWORD>(PROTECTION_LEVEL_DEFAULT));
  set(Slot::ip_ttl, kHops);
  set(Slot::ip_multicast_ttl, 1);
  set(Slot::ip_multicast_loop, 1);
  set(Slot::ipv6_hops, kHops);
  set(Slot::ipv6_multicast_hops, 1);
  set(Slot::ipv6_multicast_loop, 1);
  set(Slot::tcp_keep_idle, kIdleSeconds);
  set(Slot::tcp_keep_interval, kIntervalSeconds);
  set(Slot::tcp_keep_count, kProbes);
}

void OptionValues::inherit(const OptionValues& from) noexcept {
  for (std::size_t i = 0; i < values_.size(); ++i) {
    values_[i].store(from.values_[i].load(std::memory_order_relaxed), std::memory_order_relaxed);
  }
}

}  // namespace wosa::spi::memory
