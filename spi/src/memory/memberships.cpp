// SPDX-License-Identifier: MIT
#include "memory/memberships.hpp"

#include <algorithm>

#include "ws2spi.h"

namespace wosa::spi::memory {
namespace {

bool holds(const std::vector<Host>& list, const Host& host) noexcept {
  return std::find(list.begin(), list.end(), host) != list.end();
}

bool remove(std::vector<Host>& list, const Host& host) noexcept {
  const auto found = std::find(list.begin(), list.end(), host);
  if (found == list.end()) return false;
  list.erase(found);
  return true;
}

}  // namespace

std::vector<Memberships::Membership>::iterator Memberships::find(const GroupOnInterface& where) noexcept {
  return std::find_if(joined_.begin(), joined_.end(),
                      [&](const Membership& one) { return one.where == where; });
}

int Memberships::join(const GroupOnInterface& where) {
  if (!where.group.is_multicast()) return WSAEINVAL;
  if (find(where) != joined_.end()) return WSAEADDRNOTAVAIL;
  joined_.push_back({where, false, {}});
  return 0;
}

int Memberships::leave(const GroupOnInterface& where) noexcept {
  const auto found = find(where);
  if (found == joined_.end()) return WSAEADDRNOTAVAIL;
  joined_.erase(found);
  return 0;
}

int Memberships::join_source(const GroupOnInterface& where, const Host& source) {
  if (!where.group.is_multicast()) return WSAEINVAL;
  const auto found = find(where);
  if (found == joined_.end()) {
    joined_.push_back({where, true, {source}});
    return 0;
  }
  if (!found->only_listed) return WSAEINVAL;  // every source is let through already
  if (holds(found->sources, source)) return WSAEADDRNOTAVAIL;
  found->sources.push_back(source);
  return 0;
}

// The last wanted source that goes takes the membership with it.
int Memberships::leave_source(const GroupOnInterface& where, const Host& source) noexcept {
  const auto found = find(where);
  if (found == joined_.end()) return WSAEADDRNOTAVAIL;
  if (!found->only_listed) return WSAEINVAL;
  if (!remove(found->sources, source)) return WSAEADDRNOTAVAIL;
  if (found->sources.empty()) joined_.erase(found);
  return 0;
}

int Memberships::block(const GroupOnInterface& where, const Host& source) {
  const auto found = find(where);
  if (found == joined_.end() || found->only_listed) return WSAEINVAL;
  if (holds(found->sources, source)) return WSAEADDRNOTAVAIL;
  found->sources.push_back(source);
  return 0;
}

int Memberships::unblock(const GroupOnInterface& where, const Host& source) noexcept {
  const auto found = find(where);
  if (found == joined_.end() || found->only_listed) return WSAEINVAL;
  return remove(found->sources, source) ? 0 : WSAEADDRNOTAVAIL;
}

bool Memberships::let_through(const Host& group, const Host& source) const noexcept {
  return std::any_of(joined_.begin(), joined_.end(), [&](const Membership& one) {
    return one.where.group == group && holds(one.sources, source) == one.only_listed;
  });
}

}  // namespace wosa::spi::memory
