// SPDX-License-Identifier: MIT
// How a wait goes: everything that is signalled already is tried; then calls are run, if the wait is
// alertable; then the thread links itself to the objects and sleeps until its word changes. See object.hpp
// for the locks and waiter.hpp for the word.
#include "kernel/wait.hpp"

#include <algorithm>
#include <mutex>

#include "kernel/event.hpp"
#include "kernel/mutex.hpp"
#include "kernel/objects.hpp"
#include "kernel/semaphore.hpp"
#include "kernel/thread.hpp"
#include "kernel/timer.hpp"
#include "runtime/thread_block.hpp"
#include "winerror.h"
#include "wosa/spi/user_memory.hpp"

namespace wosa::kernel {

DWORD Targets::hold(std::span<const HANDLE> handles) noexcept {
  for (const HANDLE handle : handles) {
    references_[count_] = find_object(handle);
    if (!references_[count_]) return ERROR_INVALID_HANDLE;
    ++count_;
  }
  return ERROR_SUCCESS;
}

bool Targets::has_duplicates() const noexcept {
  std::array<const Object*, MAXIMUM_WAIT_OBJECTS> sorted{};
  for (std::size_t i = 0; i < count_; ++i) sorted[i] = &*references_[i];
  const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(count_);
  std::sort(sorted.begin(), end, std::less<>());
  return std::adjacent_find(sorted.begin(), end) != end;
}

namespace {

constexpr DWORD kNotYet = WAIT_TIMEOUT;

Attempt try_unguarded(Object& object, Thread* thread, bool& abandoned) noexcept {
  switch (object.type()) {
    case Type::kEvent: return static_cast<Event&>(object).try_take();
    case Type::kSemaphore: return static_cast<Semaphore&>(object).try_take();
    case Type::kMutex: return static_cast<Mutex&>(object).try_take(*thread, abandoned);
    default: return Attempt::kGuarded;
  }
}

// WAIT_OBJECT_0 or WAIT_ABANDONED if the object could be taken at once.
DWORD try_one(Object& object, Thread* thread) noexcept {
  bool abandoned = false;
  auto attempt = try_unguarded(object, thread, abandoned);
  if (attempt == Attempt::kGuarded) {
    object.guard();
    attempt = object.is_signalled_for(*thread) ? Attempt::kTaken : Attempt::kNotSignalled;
    if (attempt == Attempt::kTaken) abandoned = object.take_for(*thread);
    object.unguard();
    if (attempt == Attempt::kTaken && object.type() == Type::kMutex)
      static_cast<Mutex&>(object).note_owned(*thread);
  }
  if (attempt != Attempt::kTaken) return kNotYet;
  return abandoned ? WAIT_ABANDONED : WAIT_OBJECT_0;
}

// One wait of the calling thread that may sleep.
class Wait {
 public:
  Wait(Targets& targets, runtime::ThreadBlock& block, const WaitKind& kind) noexcept
      : targets_(targets), waiter_(block.waiter), thread_(*block.thread), kind_(kind) {}

  DWORD run() {
    const std::int64_t end = kind_.milliseconds == 0 ? 0 : deadline_after(kind_.milliseconds);
    for (;;) {
      if (const DWORD result = try_now(); result != kNotYet) return result;
      if (kind_.alertable && run_calls()) return WAIT_IO_COMPLETION;
      if (kind_.milliseconds == 0) return WAIT_TIMEOUT;
      const DWORD result = sleep(end);
      if (result != WAIT_IO_COMPLETION) return result;
      // Somebody queued a call, perhaps one that ran already: then the wait goes on.
    }
  }

 private:
  // The calls may do anything, also end the thread.
  bool run_calls() {
    queue_due_calls(thread_);
    if (!thread_.apcs.collect()) return false;
    targets_.release();
    thread_.apcs.run_all();
    return true;
  }

  DWORD try_now() noexcept {
    if (kind_.all) return try_all(nullptr);
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      const DWORD result = try_one(targets_[i], &thread_);
      if (result != kNotYet) return result + static_cast<DWORD>(i);
    }
    return kNotYet;
  }

  // Takes all if all are signalled; else links the wait, if there is one.
  DWORD try_all(WaitSet* set) noexcept {
    const std::lock_guard lock(gate);
    const std::size_t count = targets_.size();
    for (std::size_t i = 0; i < count; ++i) targets_[i].guard();
    bool satisfied = true;
    for (std::size_t i = 0; i < count; ++i) satisfied = targets_[i].is_signalled_for(thread_) && satisfied;
    // A wait that is ended by a call takes nothing.
    if (satisfied && set != nullptr) satisfied = waiter_.reserve();
    bool abandoned = false;
    for (std::size_t i = 0; i < count; ++i) {
      if (satisfied) {
        abandoned = targets_[i].take_for(thread_) || abandoned;
      } else if (set != nullptr) {
        targets_[i].link(set->blocks[i]);
      }
      targets_[i].unguard();
    }
    if (!satisfied) return kNotYet;
    const DWORD result = abandoned ? WAIT_ABANDONED : WAIT_OBJECT_0;
    if (set != nullptr) waiter_.finish_own(result);
    note_owned(0, count);
    return result;
  }

  // Links the wait to its objects one by one, unless one of them satisfies it.
  void link_any(WaitSet& set) noexcept {
    for (auto& block : set.blocks) {
      Object& object = *block.object;
      object.guard();
      if (!object.is_signalled_for(thread_)) {
        object.link(block);
        object.unguard();
        continue;
      }
      const bool reserved = waiter_.reserve();
      const bool abandoned = reserved && object.take_for(thread_);
      object.unguard();
      if (reserved) waiter_.finish_own((abandoned ? WAIT_ABANDONED_0 : WAIT_OBJECT_0) + block.index);
      return;
    }
  }

  void unlink(WaitSet& set) noexcept {
    for (auto& block : set.blocks) {
      block.object->guard();
      block.object->unlink(block);
      block.object->unguard();
    }
  }

  // Mutexes that the wait got, handed over by another thread or taken while linking.
  void note_owned(std::size_t first, std::size_t count) noexcept {
    for (std::size_t i = first; i < first + count; ++i) {
      if (targets_[i].type() == Type::kMutex) static_cast<Mutex&>(targets_[i]).note_owned(thread_);
    }
  }

  DWORD sleep(std::int64_t end) noexcept {
    std::array<WaitBlock, MAXIMUM_WAIT_OBJECTS> blocks;
    WaitSet set{&waiter_, {blocks.data(), targets_.size()}, kind_.all};
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      blocks[i].object = &targets_[i];
      blocks[i].set = &set;
      blocks[i].index = static_cast<DWORD>(i);
      timed_ = timed_ || targets_[i].type() == Type::kTimer;
    }
    waiter_.begin(kind_.alertable);
    if (kind_.alertable && thread_.apcs.collect()) waiter_.alert();
    if (kind_.all) {
      if (try_all(&set) != kNotYet) return Waiter::result(waiter_.word());
    } else {
      link_any(set);
    }
    const DWORD result = sleep_until_done(end);
    return conclude(set, result);
  }

  DWORD sleep_until_done(std::int64_t end) noexcept {
    for (;;) {
      const auto word = waiter_.word();
      if (Waiter::is_done(word)) return Waiter::result(word);
      if (Waiter::is_reserved(word)) {
        waiter_.sleep(word, kNever);
        continue;
      }
      const auto next = std::min(end, next_moment());
      waiter_.sleep(word, next);
      if (next == kNever || now() < next) continue;
      look_at_timers();
      if (now() < end || !waiter_.reserve()) continue;
      waiter_.finish_own(WAIT_TIMEOUT);
    }
  }

  // When a timer of this wait, or one whose routine this thread runs, is due.
  std::int64_t next_moment() noexcept {
    std::int64_t next = kNever;
    if (timed_) {
      for (std::size_t i = 0; i < targets_.size(); ++i) {
        if (targets_[i].type() == Type::kTimer)
          next = std::min(next, static_cast<const Timer&>(targets_[i]).due());
      }
    }
    if (kind_.alertable && thread_.timer_calls != nullptr) {
      next = std::min(next, queue_due_calls(thread_));
      if (thread_.apcs.collect()) waiter_.alert();
    }
    return next;
  }

  void look_at_timers() noexcept {
    for (std::size_t i = 0; timed_ && i < targets_.size(); ++i) {
      if (targets_[i].type() == Type::kTimer) change_and_satisfy(targets_[i], [] { return 0; });
    }
  }

  DWORD conclude(WaitSet& set, DWORD result) noexcept {
    constexpr DWORD kIndexes = MAXIMUM_WAIT_OBJECTS - 1;
    const bool satisfied = result != WAIT_TIMEOUT && result != WAIT_IO_COMPLETION;
    if (!satisfied || (!kind_.all && targets_.size() > 1)) unlink(set);
    if (satisfied) {
      if (kind_.all) {
        note_owned(0, targets_.size());
      } else {
        note_owned(result & kIndexes, 1);
      }
    }
    return result;
  }

  Targets& targets_;
  Waiter& waiter_;
  Thread& thread_;
  const WaitKind kind_;
  bool timed_ = false;
};

WaitResult run_wait(Targets& targets, const WaitKind& kind) {
  auto* block = runtime::thread_block();
  if (block == nullptr) return {WAIT_FAILED, ERROR_NOT_ENOUGH_MEMORY};
  return {Wait(targets, *block, kind).run(), 0};
}

}  // namespace

WaitResult wait_for_one(HANDLE handle, DWORD milliseconds, bool alertable) {
  {
    const ObjectReference reference = handle_table.find(handle);
    if (auto* event = reference.as<Event>(); event != nullptr && event->try_take() == Attempt::kTaken)
      return {WAIT_OBJECT_0, 0};
  }
  Targets targets;
  if (const DWORD error = targets.hold({&handle, 1}); error != 0) return {WAIT_FAILED, error};
  return run_wait(targets, {milliseconds, false, alertable});
}

WaitResult wait_for_several(const HANDLE* handles, DWORD count, const WaitKind& kind) {
  if (count == 0 || count > MAXIMUM_WAIT_OBJECTS) return {WAIT_FAILED, ERROR_INVALID_PARAMETER};
  if (!spi::plausible(handles, count * sizeof(HANDLE))) return {WAIT_FAILED, ERROR_NOACCESS};
  Targets targets;
  if (const DWORD error = targets.hold({handles, count}); error != 0) return {WAIT_FAILED, error};
  if (kind.all && targets.has_duplicates()) return {WAIT_FAILED, ERROR_INVALID_PARAMETER};
  return run_wait(targets, kind);
}

WaitResult wait_for_calls(DWORD milliseconds) {
  Targets targets;
  return run_wait(targets, {milliseconds, false, true});
}

}  // namespace wosa::kernel
