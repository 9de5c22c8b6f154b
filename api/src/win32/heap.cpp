// SPDX-License-Identifier: MIT
// Heaps over malloc. A block is preceded by its heap and by the size that was asked for, which HeapSize
// reports and malloc does not know; blocks of a private heap also stand in a list, by which HeapDestroy frees
// them.
//
// `registry` guards the list of private heaps; a heap's own mutex guards its block list and its sum. The
// process heap has neither: malloc is thread-safe, and nobody destroys it. All of them are held across a
// fork, so that the child finds whole heaps.

#include "heapapi.h"

#include <malloc.h>
#include <pthread.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>

#include "win32/guard.hpp"

namespace {

using wosa::runtime::fail;

struct Heap;

// Directly before the memory that the program sees; 16 bytes keep its alignment.
struct alignas(16) Block {
  Heap* heap;
  SIZE_T size;
};

// A block of a private heap.
struct alignas(16) ListedBlock {
  ListedBlock* previous;
  ListedBlock* next;
  Block block;
};

struct Heap {
  SIZE_T maximum = 0;  // bytes with bookkeeping; 0: it grows
  std::mutex mutex;
  ListedBlock* first = nullptr;
  SIZE_T used = 0;
  Heap* next = nullptr;
};

constinit Heap process_heap;
constinit std::mutex registry;
constinit Heap* first_heap = nullptr;

// No block of a heap with a maximum is larger, as on Windows, however large the heap.
constexpr SIZE_T kLargestFixedBlock = 0xFF000;
constexpr SIZE_T kLargestBlock = PTRDIFF_MAX - sizeof(ListedBlock);

bool is_private(const Heap& heap) noexcept { return &heap != &process_heap; }

Heap* find_heap(HANDLE handle) noexcept {
  if (handle == &process_heap) return &process_heap;
  const std::lock_guard lock(registry);
  Heap* heap = first_heap;
  while (heap != nullptr && heap != handle) heap = heap->next;
  return heap;
}

SIZE_T overhead(const Heap& heap) noexcept { return is_private(heap) ? sizeof(ListedBlock) : sizeof(Block); }

void* memory_of(Heap& heap, void* base) noexcept { return static_cast<char*>(base) + overhead(heap); }

Block& block_of(void* memory) noexcept { return *(static_cast<Block*>(memory) - 1); }

// What malloc returned for a block.
void* base_of(Heap& heap, void* memory) noexcept { return static_cast<char*>(memory) - overhead(heap); }

ListedBlock& listed(Heap& heap, void* memory) noexcept {
  return *static_cast<ListedBlock*>(base_of(heap, memory));
}

// Both with the heap's mutex held.
void link(Heap& heap, ListedBlock& block) noexcept {
  block.previous = nullptr;
  block.next = heap.first;
  if (heap.first != nullptr) heap.first->previous = &block;
  heap.first = &block;
}

void unlink(Heap& heap, ListedBlock& block) noexcept {
  if (block.previous != nullptr) block.previous->next = block.next;
  if (block.next != nullptr) block.next->previous = block.previous;
  if (heap.first == &block) heap.first = block.next;
}

// Whether the heap may hold `more` bytes beside the `used` ones.
bool has_room(const Heap& heap, SIZE_T used, SIZE_T more) noexcept {
  return heap.maximum == 0 || (used <= heap.maximum && more <= heap.maximum - used);
}

bool is_allowed(const Heap& heap, SIZE_T bytes) noexcept {
  return bytes <= kLargestBlock && (heap.maximum == 0 || bytes <= kLargestFixedBlock);
}

void* allocate(Heap& heap, SIZE_T bytes, bool zero) noexcept {
  if (!is_allowed(heap, bytes)) return nullptr;
  const SIZE_T total = overhead(heap) + bytes;
  void* base = zero ? std::calloc(1, total) : std::malloc(total);
  if (base == nullptr) return nullptr;
  void* memory = memory_of(heap, base);
  block_of(memory) = {&heap, bytes};
  if (is_private(heap)) {
    const std::lock_guard lock(heap.mutex);
    if (!has_room(heap, heap.used, total)) {
      std::free(base);
      return nullptr;
    }
    heap.used += total;
    link(heap, listed(heap, memory));
  }
  return memory;
}

// A block's new memory. A private heap's mutex is held.
void* resize(Heap& heap, void* memory, SIZE_T bytes, DWORD flags) noexcept {
  const SIZE_T old_size = block_of(memory).size;
  if (is_private(heap) && !has_room(heap, heap.used - old_size, bytes)) return nullptr;
  if ((flags & HEAP_REALLOC_IN_PLACE_ONLY) != 0) {
    if (bytes > malloc_usable_size(base_of(heap, memory)) - overhead(heap)) return nullptr;
  } else {
    // Unlinked first, since realloc may free the place that its neighbours point to.
    if (is_private(heap)) unlink(heap, listed(heap, memory));
    void* base = std::realloc(base_of(heap, memory), overhead(heap) + bytes);
    if (base != nullptr) memory = memory_of(heap, base);
    if (is_private(heap)) link(heap, listed(heap, memory));
    if (base == nullptr) return nullptr;
  }
  block_of(memory).size = bytes;
  heap.used = is_private(heap) ? heap.used - old_size + bytes : 0;
  if ((flags & HEAP_ZERO_MEMORY) != 0 && bytes > old_size) {
    std::memset(static_cast<char*>(memory) + old_size, 0, bytes - old_size);
  }
  return memory;
}

void lock_all() {
  registry.lock();
  for (Heap* heap = first_heap; heap != nullptr; heap = heap->next) heap->mutex.lock();
}

void unlock_all() {
  for (Heap* heap = first_heap; heap != nullptr; heap = heap->next) heap->mutex.unlock();
  registry.unlock();
}

void install_fork_handlers() noexcept {
  static std::once_flag once;
  std::call_once(once, [] { pthread_atfork(&lock_all, &unlock_all, &unlock_all); });
}

SIZE_T in_pages(SIZE_T bytes) noexcept {
  const auto page = static_cast<SIZE_T>(sysconf(_SC_PAGESIZE));
  return bytes > SIZE_MAX - page ? bytes : (bytes + page - 1) / page * page;
}

}  // namespace

HANDLE WINAPI GetProcessHeap(void) { return &process_heap; }

HANDLE WINAPI HeapCreate(DWORD flOptions, SIZE_T dwInitialSize, SIZE_T dwMaximumSize) {
  if ((flOptions & HEAP_CREATE_ENABLE_EXECUTE) != 0) return fail(ERROR_NOT_SUPPORTED, HANDLE{});
  if (dwMaximumSize != 0 && dwInitialSize > dwMaximumSize) return fail(ERROR_INVALID_PARAMETER, HANDLE{});
  Heap* heap = new (std::nothrow) Heap;
  if (heap == nullptr) return fail(ERROR_NOT_ENOUGH_MEMORY, HANDLE{});
  install_fork_handlers();
  heap->maximum = in_pages(dwMaximumSize);
  const std::lock_guard lock(registry);
  heap->next = first_heap;
  first_heap = heap;
  return heap;
}

BOOL WINAPI HeapDestroy(HANDLE hHeap) {
  Heap* heap = nullptr;
  {
    const std::lock_guard lock(registry);
    Heap** place = &first_heap;
    while (*place != nullptr && *place != hHeap) place = &(*place)->next;
    heap = *place;
    if (heap != nullptr) *place = heap->next;
  }
  if (heap == nullptr) return fail(ERROR_INVALID_HANDLE, FALSE);
  for (ListedBlock* block = heap->first; block != nullptr;) {
    ListedBlock* next = block->next;
    std::free(block);
    block = next;
  }
  delete heap;
  return TRUE;
}

LPVOID WINAPI HeapAlloc(HANDLE hHeap, DWORD dwFlags, SIZE_T dwBytes) {
  Heap* heap = find_heap(hHeap);
  return heap == nullptr ? nullptr : allocate(*heap, dwBytes, (dwFlags & HEAP_ZERO_MEMORY) != 0);
}

LPVOID WINAPI HeapReAlloc(HANDLE hHeap, DWORD dwFlags, LPVOID lpMem, SIZE_T dwBytes) {
  Heap* heap = find_heap(hHeap);
  if (heap == nullptr || lpMem == nullptr || !is_allowed(*heap, dwBytes)) return nullptr;
  if (block_of(lpMem).heap != heap) return nullptr;
  if (!is_private(*heap)) return resize(*heap, lpMem, dwBytes, dwFlags);
  const std::lock_guard lock(heap->mutex);
  return resize(*heap, lpMem, dwBytes, dwFlags);
}

BOOL WINAPI HeapFree(HANDLE hHeap, DWORD, LPVOID lpMem) {
  Heap* heap = find_heap(hHeap);
  if (heap == nullptr) return fail(ERROR_INVALID_PARAMETER, FALSE);
  if (lpMem == nullptr) return TRUE;
  Block& block = block_of(lpMem);
  if (block.heap != heap) return fail(ERROR_INVALID_PARAMETER, FALSE);
  if (is_private(*heap)) {
    const std::lock_guard lock(heap->mutex);
    heap->used -= overhead(*heap) + block.size;
    unlink(*heap, listed(*heap, lpMem));
  }
  std::free(base_of(*heap, lpMem));
  return TRUE;
}

SIZE_T WINAPI HeapSize(HANDLE hHeap, DWORD, LPCVOID lpMem) {
  const Heap* heap = find_heap(hHeap);
  if (heap == nullptr || lpMem == nullptr) return MAXSIZE_T;
  const Block& block = *(static_cast<const Block*>(lpMem) - 1);
  return block.heap == heap ? block.size : MAXSIZE_T;
}
