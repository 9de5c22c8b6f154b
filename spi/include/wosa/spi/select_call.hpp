// SPDX-License-Identifier: MIT
#pragma once

// WSPSelect over any set of sockets that one thread can wait for. The sets are counted arrays of any size;
// what is ready is moved to the front of each.
//
// A WaitSet holds sockets and waits for them:
//   bool reserve(std::size_t count)                    room; false when memory is short. Once, first.
//   int add(SOCKET, DWORD conditions, std::size_t*)    0 with its index, or WSAENOTSOCK
//   int wait(std::int64_t nanoseconds)                 below 0: for ever; 0 or the code
//   DWORD ready(std::size_t) const, bool any_closed() const

#include <sys/time.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>

#include "wosa/spi/extension.h"
#include "wosa/spi/user_memory.hpp"

namespace wosa::spi {

/// One of the caller's sets, copied.
class SelectSet {
 public:
  SelectSet(WS_fd_set* caller, DWORD conditions) noexcept : caller_(caller), conditions_(conditions) {}

  int load() noexcept {
    if (caller_ == nullptr) return 0;
    if (const int code = read_value(count_, &caller_->fd_count); code != 0) return code;
    if (count_ > kInline) {
      // First, so that a count of rubbish does not ask for memory.
      if (!readable(array(), std::size_t{count_} * sizeof(SOCKET))) return WSAEFAULT;
      heap_sockets_.reset(new (std::nothrow) SOCKET[count_]);
      heap_indexes_.reset(new (std::nothrow) std::size_t[count_]);
      if (!heap_sockets_ || !heap_indexes_) return WSAENOBUFS;
      sockets_ = heap_sockets_.get();
      indexes_ = heap_indexes_.get();
    }
    return copy_in(sockets_, array(), std::size_t{count_} * sizeof(SOCKET));
  }

  template <typename WaitSet>
  int join(WaitSet& wait) noexcept {
    for (unsigned i = 0; i < count_; ++i) {
      if (const int code = wait.add(sockets_[i], conditions_, &indexes_[i]); code != 0) return code;
    }
    return 0;
  }

  /// Keeps what is ready and counts it.
  template <typename WaitSet>
  int store(const WaitSet& wait, int& total) noexcept {
    if (caller_ == nullptr) return 0;
    u_int kept = 0;
    for (unsigned i = 0; i < count_; ++i) {
      if ((wait.ready(indexes_[i]) & conditions_) != 0) sockets_[kept++] = sockets_[i];
    }
    total += static_cast<int>(kept);
    if (kept == count_) return 0;
    if (const int code = copy_out(array(), sockets_, std::size_t{kept} * sizeof(SOCKET)); code != 0)
      return code;
    return write_value(&caller_->fd_count, kept);
  }

  unsigned size() const noexcept { return count_; }

 private:
  static constexpr unsigned kInline = 64;

  // The program's FD_SETSIZE may be larger than ours.
  SOCKET* array() noexcept {
    return reinterpret_cast<SOCKET*>(reinterpret_cast<char*>(caller_) + offsetof(WS_fd_set, fd_array));
  }

  WS_fd_set* caller_;
  DWORD conditions_;
  u_int count_ = 0;
  SOCKET inline_sockets_[kInline];
  std::size_t inline_indexes_[kInline];
  std::unique_ptr<SOCKET[]> heap_sockets_;
  std::unique_ptr<std::size_t[]> heap_indexes_;
  SOCKET* sockets_ = inline_sockets_;
  std::size_t* indexes_ = inline_indexes_;
};

/// The caller's time-out in nanoseconds, -1 for none. 0, WSAEFAULT, WSAEINVAL.
inline int read_timeout(const timeval* timeout, std::int64_t& nanoseconds) noexcept {
  constexpr std::int64_t kPerSecond = 1'000'000'000;
  constexpr std::int64_t kPerMicrosecond = 1'000;
  constexpr std::int64_t kLongestSeconds = std::int64_t{1} << 32;
  nanoseconds = -1;
  if (timeout == nullptr) return 0;
  timeval value;
  if (const int code = read_value(value, timeout); code != 0) return code;
  if (value.tv_sec < 0 || value.tv_usec < 0 || value.tv_usec >= 1'000'000) return WSAEINVAL;
  const std::int64_t seconds = value.tv_sec < kLongestSeconds ? value.tv_sec : kLongestSeconds;
  nanoseconds = seconds * kPerSecond + value.tv_usec * kPerMicrosecond;
  return 0;
}

/// WSPSelect. 0 with the total, or the code.
template <typename WaitSet>
int select_call(WaitSet& wait, WS_fd_set* read, WS_fd_set* write, WS_fd_set* except, const timeval* timeout,
                int& total) noexcept {
  std::int64_t nanoseconds;
  if (const int code = read_timeout(timeout, nanoseconds); code != 0) return code;
  SelectSet sets[] = {
      {read, WOSA_READY_READ}, {write, WOSA_READY_WRITE}, {except, WOSA_READY_OOB | WOSA_READY_FAILED}};
  std::size_t sockets = 0;
  for (SelectSet& set : sets) {
    if (const int code = set.load(); code != 0) return code;
    sockets += set.size();
  }
  if (sockets == 0) return WSAEINVAL;
  if (!wait.reserve(sockets)) return WSAENOBUFS;
  for (SelectSet& set : sets) {
    if (const int code = set.join(wait); code != 0) return code;
  }
  if (const int code = wait.wait(nanoseconds); code != 0) return code;
  if (wait.any_closed()) return WSAENOTSOCK;
  total = 0;
  for (SelectSet& set : sets) {
    if (const int code = set.store(wait, total); code != 0) return code;
  }
  return 0;
}

}  // namespace wosa::spi
