// SPDX-License-Identifier: MIT
#include "kernel/local_storage.hpp"

#include <array>
#include <atomic>
#include <memory>
#include <new>

#include "kernel/thread.hpp"
#include "winerror.h"

namespace wosa::kernel {

namespace {

struct Value {
  void* value = nullptr;
  std::uint32_t serial = 0;  // 0 is no index's
};

constexpr DWORD kChunk = 64;
using Chunk = std::array<Value, kChunk>;

// Odd while the index is in use; counts uses and frees.
constinit std::array<std::atomic<std::uint32_t>, kStorageIndexes> serials{};

}  // namespace

struct LocalStorage {
  std::array<std::unique_ptr<Chunk>, kStorageIndexes / kChunk> chunks;
};

DWORD allocate_storage() noexcept {
  for (DWORD index = 0; index < kStorageIndexes; ++index) {
    auto serial = serials[index].load(std::memory_order_relaxed);
    if (serial % 2 == 0 && serials[index].compare_exchange_strong(serial, serial + 1)) return index;
  }
  return kStorageIndexes;
}

bool free_storage(DWORD index) noexcept {
  if (index >= kStorageIndexes) return false;
  auto serial = serials[index].load(std::memory_order_relaxed);
  return serial % 2 == 1 && serials[index].compare_exchange_strong(serial, serial + 1);
}

void* stored_value(DWORD index) noexcept {
  const Thread* thread = current_thread();
  if (index >= kStorageIndexes || thread == nullptr || thread->local_storage == nullptr) return nullptr;
  const auto& chunk = thread->local_storage->chunks[index / kChunk];
  if (chunk == nullptr) return nullptr;
  const Value& stored = (*chunk)[index % kChunk];
  return stored.serial == serials[index].load(std::memory_order_relaxed) ? stored.value : nullptr;
}

DWORD store_value(DWORD index, void* value) noexcept {
  if (index >= kStorageIndexes) return ERROR_INVALID_PARAMETER;
  const auto serial = serials[index].load(std::memory_order_relaxed);
  if (serial % 2 == 0) return ERROR_INVALID_PARAMETER;
  Thread* thread = current_thread();
  if (thread == nullptr) return ERROR_NOT_ENOUGH_MEMORY;
  if (thread->local_storage == nullptr) thread->local_storage = new (std::nothrow) LocalStorage;
  if (thread->local_storage == nullptr) return ERROR_NOT_ENOUGH_MEMORY;
  auto& chunk = thread->local_storage->chunks[index / kChunk];
  if (chunk == nullptr) chunk.reset(new (std::nothrow) Chunk);
  if (chunk == nullptr) return ERROR_NOT_ENOUGH_MEMORY;
  (*chunk)[index % kChunk] = {value, serial};
  return ERROR_SUCCESS;
}

void release_local_storage(Thread& thread) noexcept { delete std::exchange(thread.local_storage, nullptr); }

}  // namespace wosa::kernel
