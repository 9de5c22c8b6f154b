// SPDX-License-Identifier: MIT
#include "urgent.hpp"

#include <linux/sockios.h>
#include <poll.h>
#include <sys/ioctl.h>

#include "provider.hpp"

namespace wosa::tcpip {

bool no_urgent_ahead(const Socket& socket, int descriptor) noexcept {
  pollfd now{descriptor, POLLPRI, 0};
  int ready = 0;
  scheduler().lpPoll(&now, 1, 0, &ready);
  if ((now.revents & POLLPRI) == 0) return true;
  if (!socket.has(kOobInline)) return false;
  int at_mark = 0;
  return ioctl(descriptor, SIOCATMARK, &at_mark) == 0 && at_mark != 0;
}

}  // namespace wosa::tcpip
