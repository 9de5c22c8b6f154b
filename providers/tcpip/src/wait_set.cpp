// SPDX-License-Identifier: MIT
#include "wait_set.hpp"

#include <new>

#include "errors.hpp"
#include "provider.hpp"
#include "readiness.hpp"

namespace wosa::tcpip {

WaitSet::~WaitSet() {
  while (count_ > 0) {
    --count_;
    if (entries_[count_].pin.Taken) runtime().lpUnpin(&entries_[count_].pin);
  }
}

bool WaitSet::reserve(std::size_t count) noexcept {
  if (count <= kInline) return true;
  bucket_count_ = 64;
  while (bucket_count_ < count * 2) bucket_count_ *= 2;
  heap_entries_.reset(new (std::nothrow) Entry[count]);
  heap_polls_.reset(new (std::nothrow) pollfd[count + 1]);
  buckets_.reset(new (std::nothrow) std::size_t[bucket_count_]());
  if (!heap_entries_ || !heap_polls_ || !buckets_) return false;
  entries_ = heap_entries_.get();
  polls_ = heap_polls_.get();
  return true;
}

// The bucket of a socket: where it stands, or the empty one where it belongs.
std::size_t* WaitSet::bucket(SOCKET s) noexcept {
  constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15u;
  std::size_t at = (static_cast<std::uint64_t>(s) * kGolden >> 32) & (bucket_count_ - 1);
  while (buckets_[at] != 0 && entries_[buckets_[at] - 1].handle != s) at = (at + 1) & (bucket_count_ - 1);
  return &buckets_[at];
}

std::size_t WaitSet::find(SOCKET s) noexcept {
  if (buckets_) {
    const std::size_t found = *bucket(s);
    return found == 0 ? count_ : found - 1;
  }
  std::size_t index = 0;
  while (index < count_ && entries_[index].handle != s) ++index;
  return index;
}

int WaitSet::add(SOCKET s, DWORD conditions, std::size_t* index) noexcept {
  *index = find(s);
  if (*index < count_) {
    entries_[*index].wanted |= conditions;
    return 0;
  }
  Entry& entry = entries_[count_];
  entry = Entry{};
  if (!runtime().lpPin(s, &entry.pin)) return WSAENOTSOCK;
  entry.handle = s;
  entry.socket = socket_of(entry.pin);
  if (entry.socket == nullptr) {
    if (entry.pin.Taken) runtime().lpUnpin(&entry.pin);
    return WSAENOTSOCK;
  }
  entry.wanted = conditions;
  if (buckets_) *bucket(s) = count_ + 1;
  ++count_;
  return 0;
}

bool WaitSet::any_closed() const noexcept {
  for (std::size_t i = 0; i < count_; ++i) {
    if (entries_[i].closed) return true;
  }
  return false;
}

// Takes poll's answer for one socket; true when it ends the wait.
bool WaitSet::judge(std::size_t index, short revents) noexcept {
  Entry& entry = entries_[index];
  const SOCKET s = entry.handle;
  // Closing shuts the socket down in both directions, which shows as a hang-up.
  if ((revents & POLLNVAL) != 0 || ((revents & POLLHUP) != 0 && is_closing(s))) {
    entry.closed = true;
    return true;
  }
  entry.ready = ready_conditions(*entry.socket, descriptor_of(s), entry.wanted, revents);
  return entry.ready != 0;
}

bool WaitSet::judge_polled() noexcept {
  bool any = false;
  for (std::size_t i = 0; i < count_; ++i) {
    if (!entries_[i].watched && polls_[i].revents != 0) any = judge(i, polls_[i].revents) || any;
  }
  return any;
}

bool WaitSet::judge_watched() noexcept {
  watch_.drain();
  bool any = false;
  for (std::size_t i = 0; i < count_; ++i) {
    if (!entries_[i].watched) continue;
    pollfd now{descriptor_of(entries_[i].handle), polls_[i].events, 0};
    int ready = 0;
    if (scheduler().lpPoll(&now, 1, 0, &ready) == 0 && ready != 0) any = judge(i, now.revents) || any;
  }
  return any;
}

int WaitSet::move_to_watch(std::size_t index) noexcept {
  const int error = watch_.add(polls_[index].fd, polls_[index].events);
  if (error != 0) return wsa_error(error);
  entries_[index].watched = true;
  polls_[index].fd = -1;
  return 0;
}

int WaitSet::wait(std::int64_t timeout) noexcept {
  bool known = false;
  for (std::size_t i = 0; i < count_; ++i) {
    Entry& entry = entries_[i];
    polls_[i] = {descriptor_of(entry.handle), poll_events(*entry.socket, entry.wanted), 0};
    entry.ready = ready_already(*entry.socket, entry.wanted);
    known = known || entry.ready != 0;
  }
  if (known) timeout = 0;
  const std::int64_t deadline = timeout > 0 ? scheduler().lpNow() + timeout : 0;
  for (;;) {
    polls_[count_] = {watch_.descriptor(), POLLIN, 0};
    int ready = 0;
    const auto polled = static_cast<unsigned>(count_ + (watch_.descriptor() >= 0 ? 1 : 0));
    if (const int error = scheduler().lpPoll(polls_, polled, timeout, &ready); error != 0)
      return wsa_error(error);
    bool done = judge_polled() || known;
    if (polls_[count_].revents != 0) done = judge_watched() || done;
    if (done || timeout == 0 || ready == 0) return 0;
    // Ready for no reason that counts. What would say so again and again is watched for changes instead.
    bool moved = false;
    for (std::size_t i = 0; i < count_; ++i) {
      if (entries_[i].watched || polls_[i].revents == 0) continue;
      if (const int code = move_to_watch(i); code != 0) return code;
      moved = true;
    }
    // What changed between the poll and the watch.
    if (moved && judge_watched()) return 0;
    if (timeout > 0) {
      timeout = deadline - scheduler().lpNow();
      if (timeout <= 0) timeout = 0;
    }
  }
}

}  // namespace wosa::tcpip
