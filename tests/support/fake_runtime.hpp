// SPDX-License-Identifier: MIT
#pragma once

// A runtime small enough to read, for unit tests of a provider: the upcall table, the extension table of
// wosa/spi/extension.h with its pins and its close protocol, handles made of an eventfd, and a scheduler over
// the real clock.
//
// One object at a time; its tables are plain functions that find it through a static pointer. All state is
// guarded by one mutex, which is never held while the provider is called.

#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "wosa/spi/extension.h"

namespace wosa::test {

class FakeRuntime {
 public:
  FakeRuntime() {
    current() = this;
    scheduler_.cbSize = sizeof scheduler_;
    scheduler_.lpNow = now;
    scheduler_.lpWait = wait;
    scheduler_.lpWake = wake;
    scheduler_.lpPoll = poll_descriptors;
    scheduler_.lpStartThread = start_thread;
    scheduler_.lpJoinThread = join_thread;
    extension_.cbSize = sizeof extension_;
    extension_.dwVersion = WOSA_EXTENSION_VERSION;
    extension_.lpRegisterProvider = register_provider;
    extension_.pScheduler = &scheduler_;
    extension_.lpBindSocket = bind_socket;
    extension_.lpPin = pin;
    extension_.lpUnpin = unpin;
    extension_.lpBeginClose = begin_close;
    extension_.lpIsClosing = is_closing;
    extension_.lpLogEnabled = [](DWORD) -> BOOL { return TRUE; };
    extension_.lpLog = [](DWORD, const char* text) {
      const std::lock_guard guard(current()->mutex_);
      current()->log_.emplace_back(text);
    };
  }
  ~FakeRuntime() { current() = nullptr; }
  FakeRuntime(const FakeRuntime&) = delete;
  FakeRuntime& operator=(const FakeRuntime&) = delete;

  /// What WSPStartup is given. Without extension it is another runtime's table.
  WSPUPCALLTABLE upcalls(bool with_extension = true) const {
    WSPUPCALLTABLE table{};
    table.lpWPUQueryBlockingCallback = with_extension ? query_extension : refuse_query;
    table.lpWPUCreateSocketHandle = create_handle;
    table.lpWPUSetEvent = set_event;
    table.lpWPUResetEvent = reset_event;
    return table;
  }

  /// What the provider registered; nullptr before its WSPStartup.
  const WOSA_PROVIDER_EXTENSION* provider() const { return provider_; }

  std::size_t open_sockets() const {
    const std::lock_guard guard(mutex_);
    return slots_.size();
  }

  bool is_open(SOCKET s) const {
    const std::lock_guard guard(mutex_);
    const auto slot = slots_.find(s);
    return slot != slots_.end() && !slot->second.closing;
  }

  /// Threads that are inside a procedure on s.
  bool somebody_inside(SOCKET s) const {
    const std::lock_guard guard(mutex_);
    const auto slot = slots_.find(s);
    return slot != slots_.end() && !slot->second.holders.empty();
  }

  DWORD entry_of(SOCKET s) const {
    const std::lock_guard guard(mutex_);
    return slots_.at(s).entry;
  }

  /// Makes the next lpBindSocket or WPUCreateSocketHandle fail with this code.
  void refuse_next_bind(INT code) {
    const std::lock_guard guard(mutex_);
    refuse_bind_ = code;
  }

  /// Makes the next lpBindSocket give the socket another number than its descriptor had.
  void move_next_bind() {
    const std::lock_guard guard(mutex_);
    move_bind_ = true;
  }

  /// Says at release that the program closed the descriptor behind our back.
  void lose_descriptor(SOCKET s) {
    const std::lock_guard guard(mutex_);
    slots_.at(s).lost = true;
  }

  /// In the child of a fork: forgets what other threads hold, and tells the provider.
  void forked() {
    {
      const std::lock_guard guard(mutex_);
      for (auto& [s, slot] : slots_) {
        const auto mine = slot.holders.find(std::this_thread::get_id());
        const int count = mine == slot.holders.end() ? 0 : mine->second;
        slot.holders.clear();
        if (count != 0) slot.holders[std::this_thread::get_id()] = count;
      }
    }
    if (provider() != nullptr && provider()->lpForked != nullptr) provider()->lpForked();
  }

  /// An event object of this runtime.
  WSAEVENT make_event() {
    const std::lock_guard guard(mutex_);
    events_.push_back(std::make_unique<Event>());
    return events_.back().get();
  }
  bool is_set(WSAEVENT event) const {
    const std::lock_guard guard(mutex_);
    return static_cast<const Event*>(event)->set;
  }
  int times_set(WSAEVENT event) const {
    const std::lock_guard guard(mutex_);
    return static_cast<const Event*>(event)->times;
  }

  /// From now on descriptors can be watched. Nobody looks at them: fire() is what a leader would do.
  void offer_watches() {
    extension_.lpWatch = watch;
    extension_.lpChangeWatch = change_watch;
    extension_.lpEndWatch = end_watch;
  }
  /// The events that a descriptor is watched for; -1 without a watch.
  int watched(int descriptor) const {
    const std::lock_guard guard(mutex_);
    const auto found = watches_.find(descriptor);
    return found == watches_.end() ? -1 : found->second->events;
  }
  /// Runs the routine of a descriptor's watch.
  void fire(int descriptor, short events) {
    Watch* fired = nullptr;
    {
      const std::lock_guard guard(mutex_);
      fired = watches_.at(descriptor).get();
    }
    fired->routine(fired->context, events);
  }

  /// How often lpPoll was called: a wait that spins shows here.
  int polls() const { return polls_; }

  std::vector<std::string> log() const {
    const std::lock_guard guard(mutex_);
    return log_;
  }

 private:
  struct Slot {
    void* context = nullptr;
    DWORD entry = 0;
    bool closing = false;
    bool lost = false;
    bool own_descriptor = false;  // made by WPUCreateSocketHandle: the runtime closes it
    std::map<std::thread::id, int> holders;
  };

  struct Event {
    bool set = false;
    int times = 0;
  };

  struct Watch {
    int descriptor;
    short events;
    WOSA_WATCH_ROUTINE routine;
    void* context;
  };

  static BOOL change_event(WSAEVENT event, bool set) {
    const std::lock_guard guard(current()->mutex_);
    for (const auto& known : current()->events_) {
      if (known.get() != event) continue;
      known->set = set;
      if (set) ++known->times;
      return TRUE;
    }
    return FALSE;
  }
  static BOOL set_event(WSAEVENT event, LPINT) { return change_event(event, true); }
  static BOOL reset_event(WSAEVENT event, LPINT) { return change_event(event, false); }

  static int watch(int descriptor, short events, WOSA_WATCH_ROUTINE routine, void* context,
                   WOSA_WATCH** made) {
    const std::lock_guard guard(current()->mutex_);
    auto& watch = current()->watches_[descriptor];
    if (watch != nullptr) return WSAEINVAL;
    watch = std::make_unique<Watch>(Watch{descriptor, events, routine, context});
    *made = reinterpret_cast<WOSA_WATCH*>(watch.get());
    return 0;
  }
  static int change_watch(WOSA_WATCH* watch, short events) {
    const std::lock_guard guard(current()->mutex_);
    reinterpret_cast<Watch*>(watch)->events = events;
    return 0;
  }
  static void end_watch(WOSA_WATCH* watch, BOOL) {
    const std::lock_guard guard(current()->mutex_);
    current()->watches_.erase(reinterpret_cast<Watch*>(watch)->descriptor);
  }

  static FakeRuntime*& current() {
    static FakeRuntime* runtime = nullptr;
    return runtime;
  }

  static int query_extension(DWORD entry, LPBLOCKINGCALLBACK* callback, PDWORD_PTR context, LPINT error) {
    *callback = nullptr;
    if (entry != WOSA_EXTENSION_CATALOG_ID) return refuse_query(entry, callback, context, error);
    *context = reinterpret_cast<DWORD_PTR>(&current()->extension_);
    return 0;
  }

  static int refuse_query(DWORD, LPBLOCKINGCALLBACK*, PDWORD_PTR, LPINT error) {
    *error = WSAEINVAL;
    return SOCKET_ERROR;
  }

  static int register_provider(const GUID*, const WOSA_PROVIDER_EXTENSION* table) {
    if (table == nullptr) return WSAEFAULT;
    if (table->dwVersion != WOSA_EXTENSION_VERSION) return WSAEINVAL;
    current()->provider_ = table;
    return 0;
  }

  static SOCKET bind_socket(DWORD entry, int descriptor, void* context, INT* error) {
    FakeRuntime& self = *current();
    const std::lock_guard guard(self.mutex_);
    if (self.refuse_bind_ != 0) {
      *error = self.refuse_bind_;
      self.refuse_bind_ = 0;
      return INVALID_SOCKET;
    }
    if (std::exchange(self.move_bind_, false)) {
      const int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, descriptor + 1);
      ::close(descriptor);
      descriptor = moved;
    }
    Slot slot;
    slot.context = context;
    slot.entry = entry;
    self.slots_[static_cast<SOCKET>(descriptor)] = slot;
    return static_cast<SOCKET>(descriptor);
  }

  static SOCKET create_handle(DWORD entry, DWORD_PTR context, LPINT error) {
    const int descriptor = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    const SOCKET s = bind_socket(entry, descriptor, reinterpret_cast<void*>(context), error);
    if (s == INVALID_SOCKET) {
      ::close(descriptor);
      return s;
    }
    FakeRuntime& self = *current();
    const std::lock_guard guard(self.mutex_);
    self.slots_.at(s).own_descriptor = true;
    return s;
  }

  static BOOL pin(SOCKET s, WOSA_PIN* out) {
    FakeRuntime& self = *current();
    const std::lock_guard guard(self.mutex_);
    out->Socket = s;
    out->Taken = FALSE;
    const auto found = self.slots_.find(s);
    if (found == self.slots_.end()) return FALSE;
    Slot& slot = found->second;
    const auto me = std::this_thread::get_id();
    if (slot.closing && slot.holders.count(me) == 0) return FALSE;
    ++slot.holders[me];
    out->Context = slot.context;
    out->Owner = current()->provider_;
    out->Taken = TRUE;
    return TRUE;
  }

  static void unpin(WOSA_PIN* held) {
    FakeRuntime& self = *current();
    void* context = nullptr;
    bool lost = false;
    bool own = false;
    {
      const std::lock_guard guard(self.mutex_);
      Slot& slot = self.slots_.at(held->Socket);
      const auto me = std::this_thread::get_id();
      if (--slot.holders[me] == 0) slot.holders.erase(me);
      if (!slot.closing || !slot.holders.empty()) return;
      context = slot.context;
      lost = slot.lost;
      own = slot.own_descriptor;
      self.slots_.erase(held->Socket);
    }
    self.provider()->lpRelease(held->Socket, context, lost ? TRUE : FALSE);
    if (own && !lost) ::close(static_cast<int>(held->Socket));
  }

  static int begin_close(SOCKET s) {
    FakeRuntime& self = *current();
    void* context = nullptr;
    {
      const std::lock_guard guard(self.mutex_);
      Slot& slot = self.slots_.at(s);
      if (slot.closing) return WSAENOTSOCK;
      slot.closing = true;
      context = slot.context;
    }
    while (self.others_inside(s) && self.provider()->lpInterrupt(s, context)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return 0;
  }

  bool others_inside(SOCKET s) const {
    const std::lock_guard guard(mutex_);
    for (const auto& holder : slots_.at(s).holders) {
      if (holder.first != std::this_thread::get_id()) return true;
    }
    return false;
  }

  static BOOL is_closing(SOCKET s) {
    const FakeRuntime& self = *current();
    const std::lock_guard guard(self.mutex_);
    const auto slot = self.slots_.find(s);
    return slot != self.slots_.end() && slot->second.closing;
  }

  // -- Scheduler
  // ----------------------------------------------------------------------------------------------

  static constexpr int64_t kSecond = 1'000'000'000;

  static int64_t now() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * kSecond + time.tv_nsec;
  }

  static int wait(const uint32_t* address, uint32_t expected, int64_t timeout) {
    timespec time{timeout / kSecond, timeout % kSecond};
    const long result =
        syscall(SYS_futex, address, FUTEX_WAIT_PRIVATE, expected, timeout < 0 ? nullptr : &time, nullptr, 0);
    return result == 0 || errno == EINTR ? 0 : errno;
  }

  static void wake(const uint32_t* address, int count) {
    syscall(SYS_futex, address, FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0);
  }

  static int poll_descriptors(pollfd* fds, unsigned count, int64_t timeout, int* ready) {
    ++current()->polls_;
    timespec time{timeout / kSecond, timeout % kSecond};
    int result;
    do {
      result = ppoll(fds, count, timeout < 0 ? nullptr : &time, nullptr);
    } while (result < 0 && errno == EINTR);
    *ready = result < 0 ? 0 : result;
    return result < 0 ? errno : 0;
  }

  static int start_thread(void (*routine)(void*), void* argument, WOSA_THREAD** thread) {
    *thread = reinterpret_cast<WOSA_THREAD*>(new std::thread(routine, argument));
    return 0;
  }

  static void join_thread(WOSA_THREAD* thread) {
    auto* real = reinterpret_cast<std::thread*>(thread);
    real->join();
    delete real;
  }

  mutable std::mutex mutex_;
  std::map<SOCKET, Slot> slots_;
  std::vector<std::string> log_;
  std::vector<std::unique_ptr<Event>> events_;
  std::map<int, std::unique_ptr<Watch>> watches_;
  std::atomic<const WOSA_PROVIDER_EXTENSION*> provider_{nullptr};
  INT refuse_bind_ = 0;
  bool move_bind_ = false;
  std::atomic<int> polls_{0};
  WOSA_SCHEDULER scheduler_{};
  WOSA_RUNTIME_EXTENSION extension_{};
};

}  // namespace wosa::test
