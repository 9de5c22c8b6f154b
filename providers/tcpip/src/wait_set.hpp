// SPDX-License-Identifier: MIT
#pragma once

// A set of sockets that one thread waits for: the common part of select and WSAPoll. Each socket stands in it
// once, whatever sets name it, is held as long as the set lives, and is polled with one poll(2) for all.

#include <poll.h>

#include <cstddef>
#include <cstdint>
#include <memory>

#include "edge_watch.hpp"
#include "socket.hpp"

namespace wosa::tcpip {

class WaitSet {
 public:
  WaitSet() noexcept = default;
  ~WaitSet();
  WaitSet(const WaitSet&) = delete;
  WaitSet& operator=(const WaitSet&) = delete;

  /// Makes room for count sockets. False when memory is short. Call once, first.
  bool reserve(std::size_t count) noexcept;

  /// Adds conditions of a socket to what is waited for. Its index in *index. 0 or WSAENOTSOCK.
  int add(SOCKET s, DWORD conditions, std::size_t* index) noexcept;

  /// Waits until a condition holds, a socket is closed or the time (nanoseconds; below 0: for ever) is over.
  /// 0 or the code.
  int wait(std::int64_t timeout) noexcept;

  std::size_t size() const noexcept { return count_; }
  DWORD ready(std::size_t index) const noexcept { return entries_[index].ready; }
  /// Closed by another thread meanwhile.
  bool closed(std::size_t index) const noexcept { return entries_[index].closed; }
  bool any_closed() const noexcept;

 private:
  struct Entry {
    WOSA_PIN pin;
    SOCKET handle;
    Socket* socket;
    DWORD wanted;
    DWORD ready;
    bool closed;
    bool watched;  // by the edge watch instead of poll
  };

  static constexpr std::size_t kInline = 32;

  std::size_t* bucket(SOCKET s) noexcept;
  std::size_t find(SOCKET s) noexcept;
  bool judge(std::size_t index, short revents) noexcept;
  bool judge_polled() noexcept;
  bool judge_watched() noexcept;
  int move_to_watch(std::size_t index) noexcept;

  Entry inline_entries_[kInline];
  pollfd inline_polls_[kInline + 1];
  std::unique_ptr<Entry[]> heap_entries_;
  std::unique_ptr<pollfd[]> heap_polls_;
  std::unique_ptr<std::size_t[]> buckets_;  // open hashing: index + 1, 0 for empty
  std::size_t bucket_count_ = 0;
  Entry* entries_ = inline_entries_;
  pollfd* polls_ = inline_polls_;
  std::size_t count_ = 0;
  EdgeWatch watch_;
};

}  // namespace wosa::tcpip
