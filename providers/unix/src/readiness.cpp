// SPDX-License-Identifier: MIT
#include <poll.h>

#include <sys/ioctl.h>

#include <linux/sockios.h>

#include "stream.hpp"

namespace wosa::af_unix {
namespace {

bool has_data(int descriptor) noexcept {
  int bytes = 0;
  return ::ioctl(descriptor, SIOCINQ, &bytes) == 0 && bytes > 0;
}

}  // namespace

// The kernel calls a stream that was never connected hung up and writable, and shows the end of a direction
// alike whichever side ended it; so this side's own shutdown is told apart by memory. After SD_BOTH nothing
// is left to tell the peer's end by.
DWORD Stream::ready(DWORD conditions) const noexcept {
  if (is(State::fresh)) return 0;
  pollfd state{descriptor_, POLLIN | POLLOUT | POLLRDHUP, 0};
  if (::poll(&state, 1, 0) < 0) return 0;
  const short seen = state.revents;
  if (is(State::listening))
    return (seen & POLLIN) != 0 ? conditions & (WOSA_READY_READ | WOSA_READY_DATA) : 0;

  const bool reset = (seen & POLLERR) != 0 || reset_.load(std::memory_order_acquire);
  const bool shut_receive = shut_receive_.load(std::memory_order_acquire);
  const bool shut_send = shut_send_.load(std::memory_order_acquire);
  const short end = static_cast<short>(shut_receive ? (shut_send ? 0 : POLLHUP) : POLLRDHUP | POLLHUP);

  DWORD ready = 0;
  if (reset) ready |= WOSA_READY_READ | WOSA_READY_WRITE | WOSA_READY_HANGUP | WOSA_READY_ERROR;
  if ((seen & end) != 0) ready |= WOSA_READY_HANGUP;
  if ((seen & (POLLIN | POLLHUP)) != 0) ready |= WOSA_READY_READ;
  if ((seen & (POLLOUT | POLLHUP)) != 0) ready |= WOSA_READY_WRITE;
  if ((conditions & WOSA_READY_DATA) != 0 && (seen & POLLIN) != 0) {
    const bool only_data = (seen & (POLLRDHUP | POLLHUP | POLLERR)) == 0;
    if (only_data || has_data(descriptor_)) ready |= WOSA_READY_DATA;
  }
  return ready & conditions;
}

}  // namespace wosa::af_unix
