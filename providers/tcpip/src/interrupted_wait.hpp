// SPDX-License-Identifier: MIT
#pragma once

// The time-out of a blocking call that signals interrupt. The kernel's SO_RCVTIMEO and SO_SNDTIMEO begin anew
// with each system call, so a program whose timer ticks faster than the time-out would never see it. From the
// first signal on the time is kept here; until then nobody needs to read a clock.

#include <cstdint>

#include "provider.hpp"
#include "socket.hpp"

namespace wosa::tcpip {

class InterruptedWait {
 public:
  /// After EINTR: 0 to make the call again, or WSAETIMEDOUT. timeout is in milliseconds, 0 for none.
  int resume(const Socket& socket, DWORD timeout) noexcept {
    constexpr std::int64_t kNanosecondsPerMillisecond = 1'000'000;
    if (timeout == 0 || socket.has(kNonBlocking) || !socket.has(kOverlapped)) return 0;
    const std::int64_t now = scheduler().lpNow();
    if (end_ == 0) end_ = now + std::int64_t{timeout} * kNanosecondsPerMillisecond;
    return now < end_ ? 0 : WSAETIMEDOUT;
  }

  /// Something was moved: the time begins anew.
  void restart() noexcept { end_ = 0; }

 private:
  std::int64_t end_ = 0;  // of the scheduler's clock; 0: no signal came yet
};

}  // namespace wosa::tcpip
