// SPDX-License-Identifier: MIT
#include "memory/network.hpp"

namespace wosa::spi::memory {
namespace {

// Two networks that are made at the same moment start their port numbers at different places.
std::uint64_t seed_of(const void* object, std::int64_t now) noexcept {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;
  return (static_cast<std::uint64_t>(now) ^ reinterpret_cast<std::uintptr_t>(object)) * kOdd;
}

}  // namespace

Network::Network(const Environment& environment) noexcept
    : locks_{environment.runtime->pScheduler, environment.fork_generation()},
      tcp_(locks_, seed_of(&tcp_, environment.runtime->pScheduler->lpNow())),
      udp_(locks_, seed_of(&udp_, environment.runtime->pScheduler->lpNow())),
      segments_(locks_) {}

}  // namespace wosa::spi::memory
