// SPDX-License-Identifier: MIT
#include "runtime/thread_block.hpp"

#include <pthread.h>

#include <new>

#include "kernel/thread.hpp"
#include "runtime/fence.hpp"
#include "runtime/runtime.hpp"

namespace wosa::runtime {

constinit thread_local ThreadBlock* current_block __attribute__((tls_model("initial-exec"))) = nullptr;
constinit thread_local DWORD last_error __attribute__((tls_model("initial-exec"))) = 0;

namespace {

constinit std::atomic<ThreadBlock*> first_block{nullptr};
constinit std::atomic<bool> key_made{false};
pthread_key_t key;
pthread_once_t key_once = PTHREAD_ONCE_INIT;

void release_block(void* argument) {
  auto* block = static_cast<ThreadBlock*>(argument);
  current_block = block;  // providers may pin while they clean up
  notify_thread_exit();
  kernel::detach_thread(*block);
  current_block = nullptr;
  block->in_use.store(false, std::memory_order_release);
}

// Once, before the first block: how a block makes pins depends on the fences.
void prepare() {
  register_fence();
  key_made.store(pthread_key_create(&key, &release_block) == 0);
}

ThreadBlock* take_free_block() noexcept {
  for (auto* block = first_block.load(std::memory_order_acquire); block != nullptr; block = block->next) {
    bool expected = false;
    if (block->in_use.compare_exchange_strong(expected, true, std::memory_order_acquire)) return block;
  }
  return nullptr;
}

}  // namespace

ThreadBlock* first_thread_block() noexcept { return first_block.load(std::memory_order_acquire); }

ThreadBlock* acquire_thread_block() noexcept {
  pthread_once(&key_once, &prepare);
  if (!key_made.load()) return nullptr;
  ThreadBlock* block = take_free_block();
  if (block == nullptr) {
    block = new (std::nothrow) ThreadBlock;
    if (block == nullptr) return nullptr;
    block->in_use.store(true, std::memory_order_relaxed);
    block->next = first_block.load(std::memory_order_relaxed);
    while (!first_block.compare_exchange_weak(block->next, block, std::memory_order_release)) {
    }
  }
  if (!kernel::attach_thread(*block)) {
    block->in_use.store(false, std::memory_order_release);
    return nullptr;
  }
  if (pthread_setspecific(key, block) != 0) {
    kernel::detach_thread(*block);
    block->in_use.store(false, std::memory_order_release);
    return nullptr;
  }
  own_fence();  // see the head of thread_block.hpp
  for (auto& pin : block->pins) pin.store(full_fences.load() ? &kNoPlace : nullptr);
  block->creating = nullptr;
  block->open_type = 0;
  block->id = WSATHREADID{block->thread->id, 0};
  current_block = block;
  return block;
}

void forget_other_threads() noexcept {
  for (auto* block = first_block.load(); block != nullptr; block = block->next) {
    if (block == current_block) continue;
    for (auto& pin : block->pins) pin.store(nullptr);
    block->bulk_count.store(0);
    block->in_use.store(false);
  }
}

bool other_threads_exist() noexcept {
  for (auto* block = first_block.load(std::memory_order_seq_cst); block != nullptr; block = block->next) {
    if (block != current_block && block->in_use.load(std::memory_order_seq_cst)) return true;
  }
  return false;
}

}  // namespace wosa::runtime
