// SPDX-License-Identifier: MIT
#pragma once

// A set of sockets that one thread waits for: the common part of select and WSAPoll. Each socket stands in it
// once, whatever sets name it, and is held as long as the set lives.
//
// Sockets without a kernel object are waited for by one word in this object, which their changes count up.
// As soon as a kernel object is among them, all are waited for by their descriptors, which the others arm.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "engine/socket.hpp"

namespace wosa::spi::engine {

class WaitSet {
 public:
  explicit WaitSet(Provider& provider) noexcept
      : provider_(provider), runtime_(*provider.runtime.load(std::memory_order_relaxed)) {}
  ~WaitSet();
  WaitSet(const WaitSet&) = delete;
  WaitSet& operator=(const WaitSet&) = delete;

  /// Makes room for count sockets. False when memory is short. Call once, first.
  bool reserve(std::size_t count) noexcept;
  /// Adds conditions of a socket to what is waited for. Its index in *index. 0, WSAENOTSOCK, WSAENETDOWN.
  int add(SOCKET s, DWORD conditions, std::size_t* index) noexcept;
  /// Waits until a condition holds, a socket is closed or the time (nanoseconds; below 0: for ever) is over.
  /// 0 or the code.
  int wait(std::int64_t timeout) noexcept;

  DWORD ready(std::size_t index) const noexcept { return entries_[index].ready; }
  bool closed(std::size_t index) const noexcept { return entries_[index].closed; }
  bool any_closed() const noexcept;

 private:
  struct Entry {
    WOSA_PIN pin{};
    SOCKET handle = INVALID_SOCKET;
    Socket* socket = nullptr;
    DWORD wanted = 0;
    DWORD ready = 0;
    bool closed = false;
    Watch watch;
  };

  static constexpr std::size_t kInline = 16;

  std::size_t* bucket(SOCKET s) noexcept;
  std::size_t find(SOCKET s) noexcept;
  /// Looks at one socket; true when it ends the wait.
  bool look(Entry& entry) noexcept;
  bool look_at_all() noexcept;
  bool look_at_hit() noexcept;
  int wait_by_watches(std::int64_t deadline) noexcept;
  int wait_by_descriptors(std::int64_t deadline) noexcept;
  std::int64_t left_until(std::int64_t deadline) const noexcept;

  Provider& provider_;
  const WOSA_RUNTIME_EXTENSION& runtime_;
  Entry inline_entries_[kInline];
  std::unique_ptr<Entry[]> heap_entries_;
  std::unique_ptr<std::size_t[]> buckets_;  // open hashing: index + 1, 0 for empty
  std::size_t bucket_count_ = 0;
  Entry* entries_ = inline_entries_;
  std::size_t count_ = 0;
  std::atomic<std::uint32_t> signal_{0};
};

}  // namespace wosa::spi::engine
