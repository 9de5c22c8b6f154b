// SPDX-License-Identifier: MIT
#pragma once

// Watches descriptors that poll(2) calls ready for a reason that Winsock does not count, for example an idle
// unconnected stream (writable and hung up, says the kernel). Polled as they are they would make a wait spin;
// in edge-triggered mode they report only when something changes. The watch is itself a descriptor to poll.

namespace wosa::tcpip {

class EdgeWatch {
 public:
  EdgeWatch() noexcept = default;
  ~EdgeWatch();
  EdgeWatch(const EdgeWatch&) = delete;
  EdgeWatch& operator=(const EdgeWatch&) = delete;

  /// Adds a descriptor with poll events. Opens the watch when it is the first. errno or 0.
  int add(int descriptor, short events) noexcept;
  /// Forgets the changes so far; look at the descriptors afterwards.
  void drain() noexcept;
  /// To poll for POLLIN; -1 as long as nothing is watched.
  int descriptor() const noexcept { return epoll_; }

 private:
  int epoll_ = -1;
};

}  // namespace wosa::tcpip
