// SPDX-License-Identifier: MIT
#include "kernel/apc.hpp"

#include <utility>

namespace wosa::kernel {

namespace {

// Stands at the head of a closed queue; never run.
constinit Apc closed_mark;

}  // namespace

bool ApcQueue::push(Apc& apc) noexcept {
  Apc* head = incoming_.load(std::memory_order_relaxed);
  do {
    if (head == &closed_mark) return false;
    apc.next = head;
  } while (!incoming_.compare_exchange_weak(head, &apc, std::memory_order_seq_cst));
  return true;
}

void ApcQueue::push_own(Apc& apc) noexcept {
  collect();
  apc.next = nullptr;
  (last_ == nullptr ? first_ : last_->next) = &apc;
  last_ = &apc;
}

bool ApcQueue::collect() noexcept {
  if (incoming_.load(std::memory_order_seq_cst) != nullptr) {
    Apc* oldest = nullptr;
    Apc* const newest = incoming_.exchange(nullptr, std::memory_order_acquire);
    for (Apc* one = newest; one != nullptr;) {
      Apc* const next = std::exchange(one->next, oldest);
      oldest = std::exchange(one, next);
    }
    (last_ == nullptr ? first_ : last_->next) = oldest;
    last_ = newest;
  }
  return first_ != nullptr;
}

void ApcQueue::run_all() {
  while (collect()) {
    Apc& apc = *first_;
    first_ = apc.next;
    if (first_ == nullptr) last_ = nullptr;
    apc.run(apc);
  }
}

void ApcQueue::close() noexcept {
  collect();
  Apc* rest = incoming_.exchange(&closed_mark, std::memory_order_acquire);
  while (rest != nullptr) {
    Apc* const next = rest->next;
    rest->discard(*rest);
    rest = next;
  }
  for (rest = std::exchange(first_, nullptr); rest != nullptr;) {
    Apc* const next = rest->next;
    rest->discard(*rest);
    rest = next;
  }
  last_ = nullptr;
}

void ApcQueue::close_after_fork() noexcept {
  incoming_.store(&closed_mark, std::memory_order_relaxed);
  first_ = nullptr;
  last_ = nullptr;
}

}  // namespace wosa::kernel
