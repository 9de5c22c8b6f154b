// SPDX-License-Identifier: MIT
#include "kernel/handle_table.hpp"

#include <mutex>
#include <new>

#include "kernel/names.hpp"
#include "runtime/runtime.hpp"

namespace wosa::kernel {

constinit HandleTable handle_table;

bool HandleTable::make_page() noexcept {
  if (pages_made_ == kPages) return false;
  auto* page = new (std::nothrow) HandleSlot[kPageSlots];
  if (page == nullptr) return false;
  const std::uint32_t first = pages_made_ * kPageSlots;
  for (std::uint32_t i = 0; i < kPageSlots; ++i) {
    page[i].index = first + i;
    page[i].next_free = i + 1 < kPageSlots ? first + i + 1 : kNoSlot;
  }
  pages_[pages_made_++].store(page, std::memory_order_release);
  first_free_ = first;
  last_free_ = first + kPageSlots - 1;
  return true;
}

HandleSlot* HandleTable::take_free_slot() noexcept {
  const std::lock_guard lock(free_lock_);
  if (first_free_ == kNoSlot && !make_page()) return nullptr;
  HandleSlot& slot = slot_at(first_free_);
  first_free_ = slot.next_free;
  if (first_free_ == kNoSlot) last_free_ = kNoSlot;
  return &slot;
}

HANDLE HandleTable::insert(Object& object) noexcept {
  runtime::install_fork_handlers();
  HandleSlot* slot = take_free_slot();
  if (slot == nullptr) return nullptr;
  slot->object.store(&object, std::memory_order_relaxed);
  object.handles.fetch_add(1, std::memory_order_relaxed);
  const auto generation = slot->word.load(std::memory_order_relaxed) >> HandleSlot::kGenerationShift;
  slot->word.store(generation << HandleSlot::kGenerationShift | HandleSlot::kOpen | 1,
                   std::memory_order_release);
  const std::uint64_t bits =
      kMark << kMarkShift | generation << (kTagBits + kIndexBits) | std::uint64_t{slot->index} << kTagBits;
  return reinterpret_cast<HANDLE>(bits);
}

bool HandleTable::close(HANDLE handle) noexcept {
  // The reference keeps the object until its name is gone too.
  const ObjectReference reference = find(handle);
  if (!reference) return false;
  const auto bits = reinterpret_cast<std::uint64_t>(handle);
  HandleSlot& slot = slot_at(static_cast<std::uint32_t>(bits >> kTagBits & (kPages * kPageSlots - 1)));
  auto word = slot.word.load(std::memory_order_relaxed);
  do {
    if (word >> HandleSlot::kGenerationShift != generation_of(bits) || (word & HandleSlot::kOpen) == 0)
      return false;  // another thread was first
  } while (!slot.word.compare_exchange_weak(word, (word & ~HandleSlot::kOpen) - 1, std::memory_order_acq_rel,
                                            std::memory_order_relaxed));
  if (reference->handles.fetch_sub(1, std::memory_order_acq_rel) == 1 &&
      reference->named.load(std::memory_order_acquire)) {
    forget_name(*reference);
  }
  return true;
}

void HandleTable::recycle(HandleSlot& slot) noexcept {
  Object* object = slot.object.load(std::memory_order_relaxed);
  const auto generation = slot.word.load(std::memory_order_relaxed) >> HandleSlot::kGenerationShift;
  if (generation != kLastGeneration) {
    slot.word.store((generation + 1) << HandleSlot::kGenerationShift, std::memory_order_release);
    const std::lock_guard lock(free_lock_);
    slot.next_free = kNoSlot;
    if (last_free_ == kNoSlot) {
      first_free_ = slot.index;
    } else {
      slot_at(last_free_).next_free = slot.index;
    }
    last_free_ = slot.index;
  }
  object->release();
}

void HandleTable::forget_other_threads(const Thread* self) noexcept {
  for (std::uint32_t i = 0; i < pages_made_; ++i) {
    HandleSlot* page = pages_[i].load(std::memory_order_relaxed);
    for (std::uint32_t j = 0; j < kPageSlots; ++j) {
      HandleSlot& slot = page[j];
      const auto word = slot.word.load(std::memory_order_relaxed);
      if ((word & HandleSlot::kReferences) == 0) continue;
      slot.object.load(std::memory_order_relaxed)->forget_other_threads(self);
      // The other threads' references went with them. What they alone still held stays allocated.
      if ((word & HandleSlot::kOpen) != 0)
        slot.word.store((word & ~HandleSlot::kReferences) | 1, std::memory_order_relaxed);
    }
  }
}

HANDLE open_handle(Object* object) noexcept {
  if (object == nullptr) return nullptr;
  HANDLE handle = handle_table.insert(*object);
  if (handle == nullptr) object->release();
  return handle;
}

}  // namespace wosa::kernel
