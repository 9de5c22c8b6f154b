// SPDX-License-Identifier: MIT
#include "memory/connection.hpp"

#include <algorithm>

#include "engine/readiness_core.hpp"

namespace wosa::spi::memory {
namespace {

constexpr std::size_t kLeastLimit = 512;
constexpr DWORD kEverything = WOSA_READY_READ | WOSA_READY_DATA | WOSA_READY_WRITE | WOSA_READY_OOB |
                              WOSA_READY_FAILED | WOSA_READY_HANGUP | WOSA_READY_ERROR;

void set_up(ByteRing& ring, std::size_t send_part, std::size_t receive_part, SegmentStore& store) noexcept {
  // Even without any buffer something has to move.
  if (send_part + receive_part < kLeastLimit) send_part = kLeastLimit - receive_part;
  ring.set_up(send_part, receive_part, store);
}

}  // namespace

Connection::Connection(const End& client, const End& server, Phase phase, SegmentStore& store) noexcept
    : ends_{Kept{client.name, client.readiness}, Kept{server.name, server.readiness}}, phase_(phase) {
  set_up(rings_[kServer], client.send_part, server.receive_part, store);
  set_up(rings_[kClient], server.send_part, client.receive_part, store);
}

void Connection::tell(Role role, DWORD conditions) const noexcept {
  ends_[role].readiness.core()->changed(conditions);
}

bool Connection::has_sleeper(Role role) const noexcept {
  return ends_[role].readiness.core()->has_interest();
}

void Connection::establish() noexcept {
  Phase offered = Phase::offered;
  if (phase_.compare_exchange_strong(offered, Phase::established, std::memory_order_acq_rel))
    tell(kClient, kEverything);
}

void Connection::refuse() noexcept {
  Phase offered = Phase::offered;
  if (phase_.compare_exchange_strong(offered, Phase::refused, std::memory_order_acq_rel))
    tell(kClient, kEverything);
}

void Connection::finish(Role role) noexcept {
  const std::uint32_t before = rings_[other(role)].add_state(ByteRing::kEnded);
  if ((before & ByteRing::kEnded) == 0)
    tell(other(role), WOSA_READY_READ | WOSA_READY_OOB | WOSA_READY_HANGUP);
}

// A writer publishes and then looks at the state, the other side here does the reverse: data that comes at
// this moment is noticed by one of the two.
void Connection::stop_receiving(Role role) noexcept {
  ByteRing& ring = rings_[role];
  ring.add_state(ByteRing::kRefusing);
  if (ring.occupied() != 0 || ring.urgent() != 0) reset(role);
  // Its sends fail from now on, and one that waits for room has its answer.
  tell(other(role), WOSA_READY_WRITE);
}

void Connection::reset(Role by) noexcept {
  if (broken_.exchange(true, std::memory_order_acq_rel)) return;
  errors_[other(by)].store(WSAECONNRESET, std::memory_order_release);
  errors_[by].store(WSAECONNABORTED, std::memory_order_release);
  for (ByteRing& ring : rings_) ring.reset();
  tell(kClient, kEverything);
  tell(kServer, kEverything);
}

void Connection::close(Role role, bool hard) noexcept {
  if (hard) {
    if (role == kServer) refuse();
    reset(role);
    return;
  }
  stop_receiving(role);
  finish(role);
}

}  // namespace wosa::spi::memory
