// SPDX-License-Identifier: MIT
#include "memory/inbox.hpp"

namespace wosa::spi::memory {
namespace {

constexpr DWORD kArrived = WOSA_READY_READ | WOSA_READY_DATA;

}  // namespace

Inbox::Outcome Inbox::deliver(const Point& from, Buffers& data, std::size_t size) noexcept {
  {
    const Hold hold(lock_, locks_);
    if (closed_.load(std::memory_order_relaxed)) return Outcome::closed;
    if (has_peer_.load(std::memory_order_relaxed) && !(peer_ == from)) return Outcome::not_heard;
    // The last one that is let in may be larger than what is left.
    const bool room = queue_.charge() < limit_.load(std::memory_order_relaxed);
    if (!room || shut_.load(std::memory_order_relaxed) || !queue_.push(from, data, size))
      return Outcome::taken;
    waiting_.fetch_add(1, std::memory_order_release);
  }
  readiness_.changed(kArrived);
  return Outcome::taken;
}

bool Inbox::hears(const Point& source) const noexcept {
  if (!has_peer()) return true;
  const Hold hold(lock_, locks_);
  return !has_peer_.load(std::memory_order_relaxed) || peer_ == source;
}

bool Inbox::wants(const Host& group, const Host& source) const noexcept {
  const auto& loop = group.is_ipv4() ? loop_ipv4_ : loop_ipv6_;
  if (!loop.load(std::memory_order_relaxed)) return false;
  const Hold hold(lock_, locks_);
  return memberships_.let_through(group, source);
}

void Inbox::report_unreachable() noexcept {
  if (!reports_.load(std::memory_order_relaxed)) return;
  unreachable_.store(true, std::memory_order_release);
  readiness_.changed(kArrived);
}

Result<Datagram> Inbox::receive(Buffers room, bool peek, int family) noexcept {
  if (unreachable_.load(std::memory_order_acquire) && unreachable_.exchange(false, std::memory_order_acq_rel))
    return failure(WSAECONNRESET);
  const Hold hold(lock_, locks_);
  if (queue_.empty()) return would_block();
  const DatagramQueue::Head head = queue_.front(room);
  if (!peek) {
    queue_.pop();
    waiting_.fetch_sub(1, std::memory_order_release);
  }
  return Datagram{head.size, address_of(head.from, family)};
}

std::size_t Inbox::bytes() const noexcept {
  const Hold hold(lock_, locks_);
  return queue_.bytes();
}

void Inbox::set_peer(const Point& peer) noexcept {
  const Hold hold(lock_, locks_);
  peer_ = peer;
  has_peer_.store(true, std::memory_order_release);
  queue_.keep_from(peer);
  waiting_.store(queue_.count(), std::memory_order_release);
}

void Inbox::clear_peer() noexcept {
  const Hold hold(lock_, locks_);
  has_peer_.store(false, std::memory_order_release);
}

void Inbox::set_reports(bool on) noexcept {
  reports_.store(on, std::memory_order_relaxed);
  // What came before the switch was turned off is not reported any more.
  if (!on) unreachable_.store(false, std::memory_order_release);
}

void Inbox::shut() noexcept {
  const Hold hold(lock_, locks_);
  shut_.store(true, std::memory_order_relaxed);
}

void Inbox::close() noexcept {
  const Hold hold(lock_, locks_);
  closed_.store(true, std::memory_order_relaxed);
  queue_.clear();
  waiting_.store(0, std::memory_order_release);
}

}  // namespace wosa::spi::memory
