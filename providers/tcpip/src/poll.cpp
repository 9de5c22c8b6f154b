// SPDX-License-Identifier: MIT

// lpPoll of the extension table: WSAPoll for an array of our sockets.

#include "poll.hpp"

#include "wosa/spi/poll_call.hpp"

#include "errors.hpp"
#include "wait_set.hpp"

namespace wosa::tcpip {

int WSAAPI poll_array(WSAPOLLFD* fds, ULONG count, INT timeout_ms, INT* error) noexcept {
  WaitSet wait;
  int total = 0;
  const int code = spi::poll_call(wait, fds, count, timeout_ms, total);
  return code == 0 ? total : fail(error, code);
}

}  // namespace wosa::tcpip
