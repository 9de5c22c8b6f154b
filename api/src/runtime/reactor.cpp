// SPDX-License-Identifier: MIT
#include "runtime/reactor.hpp"

#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <new>

#include "runtime/scheduler.hpp"

namespace wosa::runtime {

constinit Reactor the_reactor;

namespace {

// What the bell's events are named; no slot has this number.
constexpr std::uint64_t kBell = ~std::uint64_t{0};
constexpr unsigned kGenerationShift = 32;

// epoll speaks of the same events as poll.
static_assert(EPOLLIN == WOSA_POLLIN && EPOLLPRI == WOSA_POLLPRI && EPOLLOUT == WOSA_POLLOUT);

// Of our own counting: the kernel's number of a thread is another one after a fork.
std::uint32_t this_thread() noexcept {
  static constinit std::atomic<std::uint32_t> last{0};
  static constinit thread_local std::uint32_t mine = 0;
  if (mine == 0) mine = last.fetch_add(1, std::memory_order_relaxed) + 1;
  return mine;
}

const std::uint32_t* futex_word(const std::atomic<std::uint32_t>& word) noexcept {
  static_assert(sizeof word == sizeof(std::uint32_t));
  return reinterpret_cast<const std::uint32_t*>(&word);
}

class ErrnoKeeper {
 public:
  ErrnoKeeper() noexcept : saved_(errno) {}
  ~ErrnoKeeper() { errno = saved_; }
  ErrnoKeeper(const ErrnoKeeper&) = delete;
  ErrnoKeeper& operator=(const ErrnoKeeper&) = delete;

 private:
  int saved_;
};

bool never(void*) noexcept { return false; }

}  // namespace

bool Reactor::open() noexcept {
  if (epoll_ >= 0) return true;
  epoll_ = epoll_create1(EPOLL_CLOEXEC);
  bell_ = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  epoll_event event{};
  event.events = EPOLLIN | EPOLLET;
  event.data.u64 = kBell;
  if (epoll_ >= 0 && bell_ >= 0 && epoll_ctl(epoll_, EPOLL_CTL_ADD, bell_, &event) == 0) return true;
  close_descriptors();
  return false;
}

void Reactor::close_descriptors() noexcept {
  if (epoll_ >= 0) ::close(epoll_);
  if (bell_ >= 0) ::close(bell_);
  epoll_ = bell_ = -1;
}

// The thread takes no signals: those are the program's threads' to handle.
void Reactor::ensure_progress() noexcept {
  if (progress_started_) return;
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  progress_started_ = start_detached_thread(&Reactor::progress, this, 0) == 0;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

int Reactor::control(int operation, const WOSA_WATCH& watch) noexcept {
  epoll_event event{};
  event.events = static_cast<std::uint16_t>(watch.events) | EPOLLET;
  event.data.u64 = std::uint64_t{watch.generation} << kGenerationShift | watch.slot;
  return epoll_ctl(epoll_, operation, watch.descriptor, &event) == 0 ? 0 : errno;
}

bool Reactor::take_slot(WOSA_WATCH& watch) noexcept {
  try {
    if (slots_ == nullptr) slots_ = new std::vector<Slot>;
    if (first_free_ == kNoSlot) {
      slots_->emplace_back();
      first_free_ = static_cast<std::uint32_t>(slots_->size() - 1);
    }
    watch.slot = first_free_;
    Slot& taken = (*slots_)[watch.slot];
    first_free_ = taken.next_free;
    taken.watch = &watch;
    watch.generation = ++taken.generation;
    return true;
  } catch (...) {
    return false;
  }
}

void Reactor::free_slot(std::uint32_t slot) noexcept {
  Slot& freed = (*slots_)[slot];
  freed.watch = nullptr;
  freed.next_free = first_free_;
  first_free_ = slot;
}

int Reactor::watch(int descriptor, short events, WOSA_WATCH_ROUTINE routine, void* context,
                   WOSA_WATCH** made) noexcept {
  if (descriptor < 0 || routine == nullptr || made == nullptr) return WSAEINVAL;
  const ErrnoKeeper keep;
  resume();
  auto* watch = new (std::nothrow) WOSA_WATCH;
  if (watch == nullptr) return WSAENOBUFS;
  watch->descriptor = descriptor;
  watch->events = events;
  watch->routine = routine;
  watch->context = context;
  const std::lock_guard lock(mutex_);
  int code = WSAENOBUFS;
  if (open() && take_slot(*watch)) {
    *made = watch;
    const int error = control(EPOLL_CTL_ADD, *watch);
    if (error == 0) {
      ensure_progress();
      if (progress_started_) return 0;
      control(EPOLL_CTL_DEL, *watch);
    }
    code = error == EPERM || error == EBADF || error == EEXIST ? WSAEINVAL : WSAENOBUFS;
    free_slot(watch->slot);
    *made = nullptr;
  }
  delete watch;
  return code;
}

int Reactor::change(WOSA_WATCH& watch, short events) noexcept {
  const ErrnoKeeper keep;
  resume();
  const std::lock_guard lock(mutex_);
  watch.events = events;
  if (epoll_ < 0) return 0;
  return control(EPOLL_CTL_MOD, watch) == 0 ? 0 : WSAEINVAL;
}

void Reactor::end(WOSA_WATCH& watch, bool descriptor_lost) noexcept {
  const ErrnoKeeper keep;
  {
    const std::lock_guard lock(mutex_);
    if (epoll_ >= 0 && !descriptor_lost) control(EPOLL_CTL_DEL, watch);
    free_slot(watch.slot);
    if (watch.running.load(std::memory_order_relaxed) == this_thread()) {
      watch.ended = true;
      return;
    }
  }
  for (std::uint32_t runner = watch.running.load(std::memory_order_acquire); runner != 0;
       runner = watch.running.load(std::memory_order_acquire)) {
    scheduler().lpWait(futex_word(watch.running), runner, -1);
  }
  // The leader's last touch of the watch is under the mutex.
  { const std::lock_guard lock(mutex_); }
  delete &watch;
}

void Reactor::dispatch(std::uint64_t name, std::uint32_t events) noexcept {
  WOSA_WATCH* watch = nullptr;
  {
    const std::lock_guard lock(mutex_);
    const auto slot = static_cast<std::uint32_t>(name);
    if (slots_ == nullptr || slot >= slots_->size()) return;
    const Slot& named = (*slots_)[slot];
    if (named.watch == nullptr || named.generation != name >> kGenerationShift) return;
    watch = named.watch;
    watch->running.store(this_thread(), std::memory_order_relaxed);
  }
  watch->routine(watch->context, static_cast<short>(events));
  const std::lock_guard lock(mutex_);
  if (watch->ended) {
    delete watch;
    return;
  }
  watch->running.store(0, std::memory_order_release);
  scheduler().lpWake(futex_word(watch->running), INT_MAX);
}

bool Reactor::lead(bool (*until)(void*), void* context) noexcept {
  if (led_.exchange(true, std::memory_order_acquire)) return false;
  int epoll = -1;
  int bell = -1;
  {
    const std::lock_guard lock(mutex_);
    epoll = epoll_;
    bell = bell_;
  }
  std::array<epoll_event, 64> events;
  while (epoll >= 0 && !until(context)) {
    const int count = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), -1);
    if (count < 0 && errno != EINTR) break;
    for (int i = 0; i < count; ++i) {
      const epoll_event& event = events[static_cast<std::size_t>(i)];
      if (event.data.u64 != kBell) {
        dispatch(event.data.u64, event.events);
        continue;
      }
      std::uint64_t rung;
      while (::read(bell, &rung, sizeof rung) > 0) continue;
    }
  }
  led_.store(false, std::memory_order_release);
  return true;
}

void Reactor::interrupt() noexcept {
  const ErrnoKeeper keep;
  const std::lock_guard lock(mutex_);
  const std::uint64_t one = 1;
  // A bell that is full is rung already.
  if (bell_ >= 0 && ::write(bell_, &one, sizeof one) < 0) return;
}

void Reactor::progress(void* reactor) noexcept { static_cast<Reactor*>(reactor)->lead(&never, nullptr); }

// Async-signal-safe: the descriptors are closed, and nothing is removed from what they name.
void Reactor::renew_in_child() noexcept {
  close_descriptors();
  progress_started_ = false;
  led_.store(false, std::memory_order_relaxed);
  if (slots_ != nullptr) {
    for (const Slot& slot : *slots_) {
      if (slot.watch == nullptr) continue;
      slot.watch->running.store(0, std::memory_order_relaxed);
      interrupted_by_fork_.store(true, std::memory_order_relaxed);
    }
  }
  mutex_.unlock();
}

void Reactor::resume_slowly() noexcept {
  const ErrnoKeeper keep;
  const std::lock_guard lock(mutex_);
  if (!interrupted_by_fork_.load(std::memory_order_relaxed) || !open()) return;
  for (const Slot& slot : *slots_) {
    // One whose descriptor was closed meanwhile waits for nothing but its end.
    if (slot.watch != nullptr) control(EPOLL_CTL_ADD, *slot.watch);
  }
  ensure_progress();
  if (progress_started_) interrupted_by_fork_.store(false, std::memory_order_relaxed);
}

}  // namespace wosa::runtime
