// SPDX-License-Identifier: MIT
#pragma once

// lpPoll of the extension table: WSAPoll for an array of one provider's sockets, over a WaitSet as in
// select_call.hpp that also tells bool closed(std::size_t) const.

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>

#include "wosa/spi/extension.h"
#include "wosa/spi/user_memory.hpp"

namespace wosa::spi {

/// The conditions that answer an entry with these events.
inline DWORD poll_conditions(SHORT events) noexcept {
  DWORD conditions = WOSA_READY_HANGUP | WOSA_READY_ERROR | WOSA_READY_FAILED;
  if ((events & WS_POLLRDNORM) != 0) conditions |= WOSA_READY_DATA;
  if ((events & WS_POLLRDBAND) != 0) conditions |= WOSA_READY_OOB;
  if ((events & WS_POLLWRNORM) != 0) conditions |= WOSA_READY_WRITE;
  return conditions;
}

/// What WSAPoll reports of conditions that hold.
inline SHORT poll_answer(DWORD ready, SHORT asked) noexcept {
  int events = 0;
  if ((ready & WOSA_READY_DATA) != 0) events |= WS_POLLRDNORM;
  if ((ready & WOSA_READY_OOB) != 0) events |= WS_POLLRDBAND;
  if ((ready & WOSA_READY_WRITE) != 0) events |= WS_POLLWRNORM;
  events &= asked;
  if ((ready & WOSA_READY_HANGUP) != 0) events |= WS_POLLHUP;
  if ((ready & WOSA_READY_ERROR) != 0) events |= WS_POLLERR | WS_POLLHUP;
  if ((ready & WOSA_READY_FAILED) != 0) events |= WS_POLLERR | WS_POLLHUP | (asked & WS_POLLWRNORM);
  return static_cast<SHORT>(events);
}

namespace detail {

constexpr std::size_t kNoIndex = ~std::size_t{0};

struct PollWork {
  static constexpr ULONG kInline = 32;
  WSAPOLLFD inline_entries[kInline];
  std::size_t inline_indexes[kInline];
  std::unique_ptr<WSAPOLLFD[]> heap_entries;
  std::unique_ptr<std::size_t[]> heap_indexes;
  WSAPOLLFD* entries = inline_entries;
  std::size_t* indexes = inline_indexes;

  bool reserve(ULONG count) noexcept {
    if (count <= kInline) return true;
    heap_entries.reset(new (std::nothrow) WSAPOLLFD[count]);
    heap_indexes.reset(new (std::nothrow) std::size_t[count]);
    entries = heap_entries.get();
    indexes = heap_indexes.get();
    return entries != nullptr && indexes != nullptr;
  }
};

// Adds every entry that names a socket. WSAEINVAL for events that cannot be asked for, or without any socket.
template <typename WaitSet>
int join_poll(PollWork& work, ULONG count, WaitSet& wait, bool& invalid) noexcept {
  constexpr SHORT kAskable = WS_POLLRDNORM | WS_POLLRDBAND | WS_POLLWRNORM;
  bool valid = false;
  for (ULONG i = 0; i < count; ++i) {
    WSAPOLLFD& entry = work.entries[i];
    if ((entry.events & ~kAskable) != 0) return WSAEINVAL;
    entry.revents = 0;
    work.indexes[i] = kNoIndex;
    // Sockets are unsigned; an entry to skip is one that would be negative.
    if (static_cast<INT_PTR>(entry.fd) < 0) continue;
    std::size_t index;
    if (wait.add(entry.fd, poll_conditions(entry.events), &index) == 0) {
      work.indexes[i] = index;
      valid = true;
    } else {
      entry.revents = WS_POLLNVAL;
      invalid = true;
    }
  }
  return valid ? 0 : WSAEINVAL;
}

}  // namespace detail

/// WSAPoll's contract. 0 with the total, or the code.
template <typename WaitSet>
int poll_call(WaitSet& wait, WSAPOLLFD* caller, ULONG count, INT timeout_ms, int& total) noexcept {
  constexpr std::int64_t kNanosecondsPerMillisecond = 1'000'000;
  constexpr ULONG kMost = 1u << 24;
  if (count == 0 || count > kMost) return WSAEINVAL;
  const std::size_t bytes = std::size_t{count} * sizeof(WSAPOLLFD);
  if (!readable(caller, bytes)) return WSAEFAULT;
  detail::PollWork work;
  if (!work.reserve(count)) return WSAENOBUFS;
  std::memcpy(work.entries, caller, bytes);
  if (!wait.reserve(count)) return WSAENOBUFS;
  bool invalid = false;
  if (const int code = detail::join_poll(work, count, wait, invalid); code != 0) return code;
  // An entry that answers POLLNVAL is an answer already.
  const std::int64_t timeout =
      invalid ? 0 : (timeout_ms < 0 ? -1 : std::int64_t{timeout_ms} * kNanosecondsPerMillisecond);
  if (const int code = wait.wait(timeout); code != 0) return code;
  total = 0;
  for (ULONG i = 0; i < count; ++i) {
    WSAPOLLFD& entry = work.entries[i];
    if (const std::size_t index = work.indexes[i]; index != detail::kNoIndex) {
      entry.revents = wait.closed(index) ? SHORT{WS_POLLNVAL} : poll_answer(wait.ready(index), entry.events);
    }
    if (entry.revents != 0) ++total;
  }
  return copy_out(caller, work.entries, bytes);
}

}  // namespace wosa::spi
