// SPDX-License-Identifier: MIT

// lpPoll of the extension table: WSAPoll for an array of our sockets.

#include "poll.hpp"

#include <cstring>
#include <memory>
#include <new>

#include "errors.hpp"
#include "wait_set.hpp"

namespace wosa::tcpip {
namespace {

constexpr std::int64_t kNanosecondsPerMillisecond = 1'000'000;
constexpr SHORT kAskable = WS_POLLRDNORM | WS_POLLRDBAND | WS_POLLWRNORM;
constexpr ULONG kInline = 32;
constexpr ULONG kMost = 1u << 24;
constexpr std::size_t kNone = ~std::size_t{0};

DWORD conditions_of(SHORT events) noexcept {
  DWORD conditions = WOSA_READY_HANGUP | WOSA_READY_ERROR | WOSA_READY_FAILED;
  if ((events & WS_POLLRDNORM) != 0) conditions |= WOSA_READY_DATA;
  if ((events & WS_POLLRDBAND) != 0) conditions |= WOSA_READY_OOB;
  if ((events & WS_POLLWRNORM) != 0) conditions |= WOSA_READY_WRITE;
  return conditions;
}

SHORT events_of(DWORD ready, SHORT asked) noexcept {
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

// Sockets are unsigned; an entry to skip is one that would be negative.
bool is_skipped(SOCKET s) noexcept { return static_cast<INT_PTR>(s) < 0; }

struct Work {
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
int join(Work& work, ULONG count, WaitSet& wait, bool& invalid) noexcept {
  bool valid = false;
  for (ULONG i = 0; i < count; ++i) {
    WSAPOLLFD& entry = work.entries[i];
    if ((entry.events & ~kAskable) != 0) return WSAEINVAL;
    entry.revents = 0;
    work.indexes[i] = kNone;
    if (is_skipped(entry.fd)) continue;
    std::size_t index;
    if (wait.add(entry.fd, conditions_of(entry.events), &index) == 0) {
      work.indexes[i] = index;
      valid = true;
    } else {
      entry.revents = WS_POLLNVAL;
      invalid = true;
    }
  }
  return valid ? 0 : WSAEINVAL;
}

int poll_sockets(WSAPOLLFD* caller, ULONG count, INT timeout_ms, int& total) noexcept {
  if (count == 0 || count > kMost) return WSAEINVAL;
  const std::size_t bytes = std::size_t{count} * sizeof(WSAPOLLFD);
  if (!spi::readable(caller, bytes)) return WSAEFAULT;
  Work work;
  if (!work.reserve(count)) return WSAENOBUFS;
  std::memcpy(work.entries, caller, bytes);
  WaitSet wait;
  if (!wait.reserve(count)) return WSAENOBUFS;
  bool invalid = false;
  if (const int code = join(work, count, wait, invalid); code != 0) return code;
  // An entry that answers POLLNVAL is an answer already.
  const std::int64_t timeout =
      invalid ? 0 : (timeout_ms < 0 ? -1 : std::int64_t{timeout_ms} * kNanosecondsPerMillisecond);
  if (const int code = wait.wait(timeout); code != 0) return code;
  for (ULONG i = 0; i < count; ++i) {
    WSAPOLLFD& entry = work.entries[i];
    if (const std::size_t index = work.indexes[i]; index != kNone) {
      entry.revents = wait.closed(index) ? SHORT{WS_POLLNVAL} : events_of(wait.ready(index), entry.events);
    }
    if (entry.revents != 0) ++total;
  }
  return copy_out(caller, work.entries, bytes);
}

}  // namespace

int WSAAPI poll_array(WSAPOLLFD* fds, ULONG count, INT timeout_ms, INT* error) noexcept {
  int total = 0;
  if (const int code = poll_sockets(fds, count, timeout_ms, total); code != 0) return fail(error, code);
  return total;
}

}  // namespace wosa::tcpip
