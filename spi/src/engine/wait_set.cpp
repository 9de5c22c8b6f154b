// SPDX-License-Identifier: MIT
#include "engine/wait_set.hpp"

#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <gsl/gsl>
#include <new>
#include <span>

#include "wosa/spi/errno_map.hpp"

#include "engine/connection.hpp"

namespace wosa::spi::engine {

WaitSet::~WaitSet() {
  while (count_ > 0) {
    --count_;
    if (entries_[count_].pin.Taken != FALSE) runtime_.lpUnpin(&entries_[count_].pin);
  }
}

bool WaitSet::reserve(std::size_t count) noexcept {
  if (count <= kInline) return true;
  bucket_count_ = 64;
  while (bucket_count_ < count * 2) bucket_count_ *= 2;
  heap_entries_.reset(new (std::nothrow) Entry[count]);
  buckets_.reset(new (std::nothrow) std::size_t[bucket_count_]());
  if (!heap_entries_ || !buckets_) return false;
  entries_ = heap_entries_.get();
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
  if (runtime_.lpPin(s, &entry.pin) == FALSE) return WSAENOTSOCK;
  auto* socket = static_cast<Socket*>(entry.pin.Context);
  const bool ours = entry.pin.Owner == provider_.extension.load(std::memory_order_relaxed);
  int code = ours ? 0 : WSAENOTSOCK;
  if (ours && socket->generation != socket->fork_generation()) code = socket->admit_after_fork();
  if (code != 0) {
    if (entry.pin.Taken != FALSE) runtime_.lpUnpin(&entry.pin);
    entry.pin = WOSA_PIN{};
    return code;
  }
  entry.handle = s;
  entry.socket = socket;
  entry.wanted = conditions;
  if (buckets_) *bucket(s) = count_ + 1;
  ++count_;
  return 0;
}

bool WaitSet::any_closed() const noexcept {
  return std::any_of(entries_, entries_ + count_, [](const Entry& entry) { return entry.closed; });
}

bool WaitSet::look(Entry& entry) noexcept {
  entry.closed = entry.socket->is_closing();
  entry.ready = entry.closed ? 0 : conditions_now(*entry.socket, entry.wanted);
  return entry.closed || entry.ready != 0;
}

bool WaitSet::look_at_all() noexcept {
  bool any = false;
  for (Entry& entry : std::span(entries_, count_)) any = look(entry) || any;
  return any;
}

bool WaitSet::look_at_hit() noexcept {
  bool any = false;
  for (Entry& entry : std::span(entries_, count_)) {
    if (entry.watch.hit.exchange(false, std::memory_order_acquire)) any = look(entry) || any;
  }
  return any;
}

std::int64_t WaitSet::left_until(std::int64_t deadline) const noexcept {
  if (deadline < 0) return -1;
  return std::max(deadline - runtime_.pScheduler->lpNow(), std::int64_t{0});
}

int WaitSet::wait(std::int64_t timeout) noexcept {
  if (look_at_all() || timeout == 0) return 0;
  const std::int64_t deadline = timeout < 0 ? -1 : runtime_.pScheduler->lpNow() + timeout;
  const bool kernel = std::any_of(entries_, entries_ + count_,
                                  [](const Entry& entry) { return entry.socket->descriptor >= 0; });
  return kernel ? wait_by_descriptors(deadline) : wait_by_watches(deadline);
}

int WaitSet::wait_by_watches(std::int64_t deadline) noexcept {
  const std::span<Entry> all(entries_, count_);
  for (Entry& entry : all) {
    entry.watch.conditions = entry.wanted;
    entry.watch.signal = &signal_;
    entry.socket->core.watch(entry.watch);
  }
  const auto unwatch = gsl::finally([&] {
    for (Entry& entry : all) entry.socket->core.unwatch(entry.watch);
  });
  std::uint32_t seen = signal_.load(std::memory_order_acquire);
  bool done = look_at_all();  // what changed before the watches stood
  while (!done) {
    const std::int64_t left = left_until(deadline);
    if (left == 0) {
      look_at_all();  // a transport that forgot to speak is late, not silent for ever
      return 0;
    }
    runtime_.pScheduler->lpWait(reinterpret_cast<const std::uint32_t*>(&signal_), seen, left);
    seen = signal_.load(std::memory_order_acquire);
    done = look_at_hit();
  }
  return 0;
}

namespace {

// Descriptors are watched for changes (edge-triggered): some are ready all the time for no reason that
// counts, as an unconnected stream is in the kernel's eyes, and must not keep us awake.
class EdgeWatch {
 public:
  EdgeWatch() noexcept : epoll_(epoll_create1(EPOLL_CLOEXEC)) {}
  ~EdgeWatch() {
    if (epoll_ >= 0) ::close(epoll_);
  }
  EdgeWatch(const EdgeWatch&) = delete;
  EdgeWatch& operator=(const EdgeWatch&) = delete;

  bool add(int descriptor, short events, std::size_t index) noexcept {
    epoll_event event{};
    event.events = static_cast<std::uint32_t>(static_cast<unsigned short>(events)) | EPOLLET;
    event.data.u64 = index;
    return epoll_ >= 0 && epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) == 0;
  }

  template <typename Visit>
  void for_each_change(Visit&& visit) noexcept {
    epoll_event events[64];
    constexpr int kRoom = sizeof events / sizeof *events;
    int count = kRoom;
    while (count == kRoom) {
      count = epoll_wait(epoll_, events, kRoom, 0);
      for (int i = 0; i < count; ++i) visit(static_cast<std::size_t>(events[i].data.u64));
    }
  }

  int descriptor() const noexcept { return epoll_; }

 private:
  int epoll_;
};

}  // namespace

int WaitSet::wait_by_descriptors(std::int64_t deadline) noexcept {
  EdgeWatch changes;
  std::size_t armed = 0;
  const auto disarm = gsl::finally([&] {
    for (Entry& entry : std::span(entries_, armed)) {
      if (entry.socket->descriptor < 0) entry.socket->core.disarm();
    }
  });
  for (; armed < count_; ++armed) {
    const Entry& entry = entries_[armed];
    Socket& socket = *entry.socket;
    short events = POLLIN;
    if (socket.descriptor >= 0) {
      events = socket.endpoint->poll_events(entry.wanted);
    } else {
      socket.core.arm(entry.wanted);
    }
    if (!changes.add(static_cast<int>(entry.handle), events, armed)) return wsa_error(errno);
  }
  bool done = look_at_all();
  while (!done) {
    const std::int64_t left = left_until(deadline);
    if (left == 0) {
      look_at_all();
      return 0;
    }
    pollfd changed{changes.descriptor(), POLLIN, 0};
    int awake = 0;
    if (const int error = runtime_.pScheduler->lpPoll(&changed, 1, left, &awake); error != 0)
      return wsa_error(error);
    changes.for_each_change([&](std::size_t index) { done = look(entries_[index]) || done; });
  }
  return 0;
}

}  // namespace wosa::spi::engine
