// SPDX-License-Identifier: MIT
#include "edge_watch.hpp"

#include <sys/epoll.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace wosa::tcpip {

EdgeWatch::~EdgeWatch() {
  if (epoll_ >= 0) ::close(epoll_);
}

int EdgeWatch::add(int descriptor, short events) noexcept {
  if (epoll_ < 0) {
    epoll_ = epoll_create1(EPOLL_CLOEXEC);
    if (epoll_ < 0) return errno;
  }
  epoll_event event{};
  // The bits of poll and epoll are the same numbers.
  event.events = static_cast<std::uint32_t>(static_cast<unsigned short>(events)) | EPOLLET;
  return epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) == 0 || errno == EEXIST ? 0 : errno;
}

void EdgeWatch::drain() noexcept {
  epoll_event events[32];
  constexpr int kRoom = sizeof events / sizeof *events;
  while (epoll_wait(epoll_, events, kRoom, 0) == kRoom) {
  }
}

}  // namespace wosa::tcpip
