// SPDX-License-Identifier: MIT
#pragma once

// Asynchronous procedure calls of one thread. Any thread adds one, without a lock: the newest stands at the
// head of a list that the owner takes as a whole and turns round. So the queue is consistent at every moment,
// also at that of a fork. A thread that has ended leaves a mark at the head, and nothing can be added.

#include <atomic>

namespace wosa::kernel {

// One call. Whoever queues it decides what memory it lives in: run and discard give that back.
struct Apc {
  Apc* next = nullptr;
  // Called by its thread, in an alertable wait. The APC is the function's, which may free it before it calls
  // the program.
  void (*run)(Apc& self) = nullptr;
  // The thread ended first.
  void (*discard)(Apc& self) noexcept = nullptr;
};

class ApcQueue {
 public:
  // Any thread. False: the thread has ended.
  [[nodiscard]] bool push(Apc& apc) noexcept;

  // The owner: adds one that comes after all that were added before.
  void push_own(Apc& apc) noexcept;

  // The owner: whether there is anything to run. What other threads added is now in order.
  bool collect() noexcept;

  // The owner: runs everything, also what is added meanwhile, first come first served. A call that waits
  // alertably runs the rest itself. Nothing of the library's may be held.
  void run_all();

  // The owner ends: discards everything and refuses what comes.
  void close() noexcept;

  // In the child of a fork, for an owner that is gone: refuses what comes. What is queued stays allocated,
  // since the owner may have been at it.
  void close_after_fork() noexcept;

 private:
  std::atomic<Apc*> incoming_{nullptr};  // newest first
  Apc* first_ = nullptr;
  Apc* last_ = nullptr;
};

}  // namespace wosa::kernel
