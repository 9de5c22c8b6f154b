// SPDX-License-Identifier: MIT
#pragma once

// Flags and scatter/gather lists: WSABUF says length first, iovec address first.

#include <sys/uio.h>

#include <cstddef>
#include <memory>

#include "ws2spi.h"

namespace wosa::tcpip {

/// The caller's buffers as the kernel wants them. A few stand on the stack, more on the heap.
class IoVectors {
 public:
  /// 0, WSAEFAULT (the array cannot be memory), WSAEINVAL (no buffer), WSAENOBUFS.
  int assign(const WSABUF* buffers, DWORD count) noexcept;

  iovec* data() noexcept { return vectors_; }
  std::size_t size() const noexcept { return count_; }
  std::size_t bytes() const noexcept { return bytes_; }

  /// Steps over bytes that were transferred.
  void advance(std::size_t bytes) noexcept;

 private:
  static constexpr std::size_t kInline = 16;
  iovec inline_[kInline];
  std::unique_ptr<iovec[]> heap_;
  iovec* vectors_ = inline_;
  std::size_t count_ = 0;
  std::size_t bytes_ = 0;
};

/// Most buffers that one system call takes (IOV_MAX).
constexpr std::size_t kMostVectors = 1024;

/// The kernel's flags for a send or a receive on this type of socket. 0, or WSAEOPNOTSUPP for one that it
/// does not have.
int send_flags(bool stream, DWORD flags, int& kernel) noexcept;
int receive_flags(bool stream, DWORD flags, int& kernel) noexcept;

}  // namespace wosa::tcpip
