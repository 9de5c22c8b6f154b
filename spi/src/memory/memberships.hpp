// SPDX-License-Identifier: MIT
#pragma once

// The groups that a datagram socket has joined, each on an interface and with a filter of sources, after the
// rules of the documented pairs of options (join and leave, block and unblock, source join and leave). The
// network has one link, so the interface tells memberships apart and does not matter for delivery. Not
// thread-safe.

#include <vector>

#include "memory/host.hpp"

namespace wosa::spi::memory {

/// What a membership is looked up by.
struct GroupOnInterface {
  Host group;
  Host interface_address;             // IPv4's way to name an interface; the wildcard is any
  std::uint32_t interface_index = 0;  // the other way

  friend bool operator==(const GroupOnInterface&, const GroupOnInterface&) = default;
};

class Memberships {
 public:
  // 0, WSAEADDRNOTAVAIL (joined already, not joined, such a source is not there), WSAEINVAL (no group, or a
  // filter of the other kind). Throw std::bad_alloc.
  int join(const GroupOnInterface& where);
  int leave(const GroupOnInterface& where) noexcept;
  int join_source(const GroupOnInterface& where, const Host& source);
  int leave_source(const GroupOnInterface& where, const Host& source) noexcept;
  int block(const GroupOnInterface& where, const Host& source);
  int unblock(const GroupOnInterface& where, const Host& source) noexcept;

  /// Whether a datagram from source to group is let through.
  bool let_through(const Host& group, const Host& source) const noexcept;

 private:
  struct Membership {
    GroupOnInterface where;
    bool only_listed;  // sources: those wanted, or those not wanted
    std::vector<Host> sources;
  };

  std::vector<Membership>::iterator find(const GroupOnInterface& where) noexcept;

  std::vector<Membership> joined_;
};

}  // namespace wosa::spi::memory
