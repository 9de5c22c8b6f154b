// SPDX-License-Identifier: MIT
#include "engine/direction.hpp"

#include <poll.h>

#include <algorithm>
#include <cerrno>

#include "engine/socket.hpp"

namespace wosa::spi::engine {
namespace {

constexpr std::int64_t kNanosecondsPerMillisecond = 1'000'000;

void pause_processor() noexcept {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

}  // namespace

void Direction::append(Operation& operation) noexcept {
  (first_ == nullptr ? first_ : last_->next) = &operation;
  last_ = &operation;
}

void Direction::remove(Operation& operation) noexcept {
  Operation* previous = nullptr;
  for (Operation* one = first_; one != &operation; one = one->next) previous = one;
  (previous == nullptr ? first_ : previous->next) = operation.next;
  if (last_ == &operation) last_ = previous;
}

std::int64_t Direction::deadline_after(const Socket& socket, DWORD timeout) noexcept {
  return timeout == 0 ? -1 : socket.scheduler().lpNow() + timeout * kNanosecondsPerMillisecond;
}

int Direction::sleep(Socket& socket, DWORD conditions, std::uint32_t ticket, std::int64_t deadline,
                     bool first) noexcept {
  if (socket.is_closing()) return WSAEINTR;
  std::int64_t left = -1;
  if (deadline >= 0) {
    left = deadline - socket.scheduler().lpNow();
    if (left <= 0) return WSAETIMEDOUT;
  }
  if (first && socket.descriptor >= 0) {
    // The kernel knows when its object changes. Another thread's close shuts it down, which wakes this too.
    pollfd waiting{socket.descriptor, socket.endpoint->poll_events(conditions), 0};
    int ready = 0;
    socket.scheduler().lpPoll(&waiting, 1, left, &ready);
  } else {
    socket.core.sleep(side_, ticket, left);
  }
  return socket.is_closing() ? WSAEINTR : 0;
}

// How long pays off is learnt: a look that finds something doubles the time, one that finds nothing halves
// it. The clock is read only when the answer is not nearly there.
bool Direction::spin(const Socket& socket, DWORD conditions) noexcept {
  constexpr int kLooksPerReading = 128;
  if (side_ == Side::in) conditions |= kAboutToReceive;
  const std::uint32_t budget = spin_ns_.load(std::memory_order_relaxed);
  std::int64_t end = 0;
  do {
    for (int i = 0; i < kLooksPerReading; ++i) {
      if (socket.endpoint->ready(conditions) != 0) {
        if (budget < kMostSpin) spin_ns_.store(std::min(budget * 2, kMostSpin), std::memory_order_relaxed);
        return true;
      }
      pause_processor();
    }
    const std::int64_t now = socket.scheduler().lpNow();
    if (end == 0) end = now + budget;
    if (now >= end) break;
  } while (socket.endpoint->worth_spinning());
  spin_ns_.store(std::max(budget / 2, kLeastSpin), std::memory_order_relaxed);
  return false;
}

}  // namespace wosa::spi::engine
