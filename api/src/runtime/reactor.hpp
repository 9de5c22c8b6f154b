// SPDX-License-Identifier: MIT
#pragma once

// The reactor: descriptors that are watched, and whoever waits for them.
//
// One thread at a time leads: it sleeps in epoll_wait and runs the routines of what happened. As long as no
// thread of the program offers itself, a progress thread of our own leads, started with the first watch.
// Registrations are edge-triggered, so that a condition that goes on holding costs nothing.
//
// `mutex_` guards everything but the leader's list of events; it is held for system calls that do not block,
// never while a routine runs. A watch that is running is marked with its thread, so that end() can wait for
// it; an event names its watch by slot and generation, so that one which was fetched before a watch ended
// finds nothing. The mutex is held across a fork; the child closes its copies of the descriptors, which are
// the parent's objects, and makes its own when a thread next waits or watches.

#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

#include "wosa/spi/extension.h"

struct WOSA_WATCH {
  int descriptor = -1;
  short events = 0;
  WOSA_WATCH_ROUTINE routine = nullptr;
  void* context = nullptr;
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;
  std::atomic<std::uint32_t> running{0};  // the thread that runs the routine
  bool ended = false;                     // inside its routine, whose caller frees it
};

namespace wosa::runtime {

class Reactor {
 public:
  constexpr Reactor() noexcept = default;

  // Members 8 of the runtime's extension table.
  [[nodiscard]] int watch(int descriptor, short events, WOSA_WATCH_ROUTINE routine, void* context,
                          WOSA_WATCH** made) noexcept;
  int change(WOSA_WATCH& watch, short events) noexcept;
  void end(WOSA_WATCH& watch, bool descriptor_lost) noexcept;

  // Leads until until(context) is true; it is asked after every batch of events, and after interrupt().
  // False at once if another thread leads.
  bool lead(bool (*until)(void*), void* context) noexcept;
  // Makes the leader ask.
  void interrupt() noexcept;

  // Around a fork.
  void lock_for_fork() noexcept { mutex_.lock(); }
  void unlock_in_parent() noexcept { mutex_.unlock(); }
  void renew_in_child() noexcept;
  // Goes on in the child of a fork, if watches wait for that.
  void resume() noexcept {
    if (interrupted_by_fork_.load(std::memory_order_relaxed)) [[unlikely]]
      resume_slowly();
  }

 private:
  struct Slot {
    WOSA_WATCH* watch = nullptr;
    std::uint32_t generation = 0;
    std::uint32_t next_free = kNoSlot;
  };
  static constexpr std::uint32_t kNoSlot = 0xFFFFFFFF;

  // With the mutex.
  bool open() noexcept;
  void close_descriptors() noexcept;
  void ensure_progress() noexcept;
  int control(int operation, const WOSA_WATCH& watch) noexcept;
  bool take_slot(WOSA_WATCH& watch) noexcept;
  void free_slot(std::uint32_t slot) noexcept;

  void dispatch(std::uint64_t name, std::uint32_t events) noexcept;
  void resume_slowly() noexcept;
  static void progress(void* reactor) noexcept;

  std::mutex mutex_;
  int epoll_ = -1;
  int bell_ = -1;
  bool progress_started_ = false;
  std::vector<Slot>* slots_ = nullptr;  // made with the first watch, kept
  std::uint32_t first_free_ = kNoSlot;
  std::atomic<bool> led_{false};
  std::atomic<bool> interrupted_by_fork_{false};
};

// The process's one.
extern constinit Reactor the_reactor;

}  // namespace wosa::runtime
