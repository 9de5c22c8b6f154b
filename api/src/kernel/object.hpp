// SPDX-License-Identifier: MIT
#pragma once

// What can be waited for. Concurrency:
//
// An object's state is one atomic word. Without waiters it is changed by compare-and-swap alone. Its bit
// kGuarded says that somebody waits (or is about to look): then the state, and the list of waiters always,
// belong to the holder of the object's lock. Whoever waits sets the bit under the lock before looking, so a
// signal is either seen by that look or finds the bit and comes for the lock.
//
// A thread that holds one object's lock waits for no other lock, with one exception: waits for all of several
// objects, and signals to objects that such a wait is linked to, take the gate first and may then hold any
// number of objects' locks. Only one thread at a time is behind the gate, and everybody else holds one lock
// and waits for nothing, so the order in which it takes them does not matter. So the order is: gate, then
// objects. No lock is held while code of the program or of a provider runs.

#include <atomic>
#include <cstdint>
#include <span>

#include "kernel/lock.hpp"
#include "kernel/waiter.hpp"

namespace wosa::kernel {

enum class Type : std::uint8_t { kEvent, kSemaphore, kMutex, kTimer, kThread, kProcess };

class Object;
struct WaitSet;

// One object of one wait, in the waiting thread's frame. Guarded by the object's lock while it is linked.
struct WaitBlock {
  Object* object = nullptr;
  WaitSet* set = nullptr;
  WaitBlock* previous = nullptr;
  WaitBlock* next = nullptr;
  DWORD index = 0;
  bool linked = false;
};

struct WaitSet {
  Waiter* waiter = nullptr;
  std::span<WaitBlock> blocks;
  bool all = false;
};

// Whether an object could be taken without its lock.
enum class Attempt : std::uint8_t { kTaken, kNotSignalled, kGuarded };

class Object {
 public:
  static constexpr std::uint64_t kGuarded = std::uint64_t{1} << 63;

  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  virtual ~Object() = default;

  [[nodiscard]] Type type() const noexcept { return type_; }

  // References: one for each handle slot, and others' own. The last one to go deletes the object.
  void retain() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
  void release() noexcept {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

  // Open handles. An object with a name loses it with the last one (names.hpp).
  std::atomic<std::uint32_t> handles{0};
  std::atomic<bool> named{false};

  // Takes the lock and the state; gives both back.
  void guard() noexcept;
  void unguard() noexcept;

  // Guarded: whether a wait of this thread would be satisfied.
  [[nodiscard]] virtual bool is_signalled_for(const Thread& thread) noexcept = 0;
  // Guarded and signalled: what satisfying a wait changes. True: the object was a mutex that its owner had
  // abandoned.
  virtual bool take_for(Thread& /*thread*/) noexcept { return false; }

  // Guarded: adds to and takes from the waiters.
  void link(WaitBlock& block) noexcept;
  void unlink(WaitBlock& block) noexcept;

  // Guarded, behind the gate too if a wait for all is linked: satisfies those who wait, first come first
  // served.
  void satisfy_waiters() noexcept;
  [[nodiscard]] bool has_waits_for_all() const noexcept { return waits_for_all_ != 0; }
  // Guarded: makes every waiter look at the clock again.
  void nudge_waiters() noexcept;

  // In the child of a fork, whose only thread is `self`: waiters are gone, and so is who held the lock.
  virtual void forget_other_threads(const Thread* self) noexcept;

 protected:
  constexpr Object(Type type, std::uint64_t state, bool always_guarded = false) noexcept
      : state_(state | (always_guarded ? kGuarded : 0)), type_(type), always_guarded_(always_guarded) {}

  // Guarded: the state without and with the guard's bit. An event is also set by who has not come for the
  // lock yet; whoever sees that it is set sees what was done before.
  [[nodiscard]] std::uint64_t value() const noexcept {
    return state_.load(std::memory_order_acquire) & ~kGuarded;
  }
  void set_value(std::uint64_t value) noexcept { state_.store(value | kGuarded, std::memory_order_release); }

  std::atomic<std::uint64_t> state_;

 private:
  void try_satisfy_all(WaitSet& set) noexcept;

  std::atomic<std::uint32_t> references_{1};
  Lock lock_;
  std::uint32_t waits_for_all_ = 0;
  const Type type_;
  const bool always_guarded_;  // the state is not the word alone
  WaitBlock* first_ = nullptr;
  WaitBlock* last_ = nullptr;
};

// Held by whoever takes the locks of several objects.
extern constinit Lock gate;

// Carries out `change` on a guarded object and satisfies who can be satisfied then. Answers what it answers.
template <typename Change>
auto change_and_satisfy(Object& object, Change&& change) noexcept {
  object.guard();
  const bool gated = object.has_waits_for_all();
  if (gated) {  // the gate comes first
    object.unguard();
    gate.lock();
    object.guard();
  }
  const auto result = change();
  object.satisfy_waiters();
  object.unguard();
  if (gated) gate.unlock();
  return result;
}

}  // namespace wosa::kernel
