// SPDX-License-Identifier: MIT
#include "message.hpp"

#include <sys/socket.h>

#include <new>

#include "caller_memory.hpp"
#include "errors.hpp"

namespace wosa::tcpip {

int IoVectors::assign(const WSABUF* buffers, DWORD count) noexcept {
  if (count == 0) return WSAEINVAL;
  if (!can_read(buffers, std::size_t{count} * sizeof(WSABUF))) return WSAEFAULT;
  if (count > kInline) {
    heap_.reset(new (std::nothrow) iovec[count]);
    if (heap_ == nullptr) return WSAENOBUFS;
    vectors_ = heap_.get();
  }
  for (DWORD i = 0; i < count; ++i) {
    vectors_[i] = {buffers[i].buf, buffers[i].len};
    bytes_ += buffers[i].len;
  }
  count_ = count;
  return 0;
}

void IoVectors::advance(std::size_t bytes) noexcept {
  bytes_ -= bytes;
  while (count_ > 0 && bytes >= vectors_->iov_len) {
    bytes -= vectors_->iov_len;
    ++vectors_;
    --count_;
  }
  if (count_ > 0) {
    vectors_->iov_base = static_cast<char*>(vectors_->iov_base) + bytes;
    vectors_->iov_len -= bytes;
  }
}

int send_flags(bool stream, DWORD flags, int& kernel) noexcept {
  constexpr DWORD kKnown = WS_MSG_OOB | WS_MSG_DONTROUTE;
  kernel = MSG_NOSIGNAL;
  if (flags == 0) return 0;
  if ((flags & ~kKnown) != 0 || (!stream && (flags & WS_MSG_OOB) != 0)) return WSAEOPNOTSUPP;
  if ((flags & WS_MSG_OOB) != 0) kernel |= MSG_OOB;
  return 0;  // MSG_DONTROUTE may be ignored, and is: routing is always consulted
}

int receive_flags(bool stream, DWORD flags, int& kernel) noexcept {
  constexpr DWORD kKnown = WS_MSG_OOB | WS_MSG_PEEK | WS_MSG_WAITALL | WS_MSG_PUSH_IMMEDIATE;
  kernel = stream ? 0 : MSG_TRUNC;
  if (flags == 0) return 0;
  if ((flags & ~kKnown) != 0) return WSAEOPNOTSUPP;
  if (!stream && (flags & (WS_MSG_OOB | WS_MSG_WAITALL)) != 0) return WSAEOPNOTSUPP;
  if ((flags & WS_MSG_WAITALL) != 0 && (flags & (WS_MSG_OOB | WS_MSG_PEEK)) != 0) return WSAEOPNOTSUPP;
  if ((flags & WS_MSG_OOB) != 0) kernel |= MSG_OOB;
  if ((flags & WS_MSG_PEEK) != 0) kernel |= MSG_PEEK;
  if ((flags & WS_MSG_WAITALL) != 0) kernel |= MSG_WAITALL;
  return 0;
}

}  // namespace wosa::tcpip
