// SPDX-License-Identifier: MIT
#pragma once

// One in-memory network: the ports of TCP and UDP, memory for streams, and what everything in it waits with.
// Two networks know nothing of each other.
//
// A network belongs to one process: the child of a fork makes a new one, and leaves the sockets of the old
// one alone. So the fork generation of its locks never changes.

#include <atomic>
#include <cstdint>

#include "wosa/spi/control_lock.hpp"
#include "wosa/spi/transport.hpp"

#include "memory/port_space.hpp"
#include "memory/ref.hpp"
#include "memory/segment.hpp"

namespace wosa::spi::memory {

class Network : public Counted<Network> {
 public:
  explicit Network(const Environment& environment) noexcept;

  const LockContext& locks() const noexcept { return locks_; }
  PortSpace& tcp() noexcept { return tcp_; }
  PortSpace& udp() noexcept { return udp_; }
  SegmentStore& segments() noexcept { return segments_; }
  std::int64_t now() const noexcept { return locks_.scheduler->lpNow(); }

 private:
  LockContext locks_;
  PortSpace tcp_;
  PortSpace udp_;
  SegmentStore segments_;
};

}  // namespace wosa::spi::memory
