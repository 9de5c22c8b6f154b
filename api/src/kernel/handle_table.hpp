// SPDX-License-Identifier: MIT
#pragma once

// HANDLEs of kernel objects.
//
// A handle says which slot it stands for and in which generation of that slot. Its top byte is a mark that no
// descriptor, no address and no pseudo handle has; its two lowest bits are the program's, as on Windows (the
// lowest one of an OVERLAPPED's event has a meaning). So whatever else a program passes is recognised, and a
// handle that was closed never means the slot's next object. A slot whose generations are used up is left.
//
// Pages of slots are never freed, so looking a handle up needs no lock: one word of the slot has generation,
// "open" and the count of references, and a reference is taken by a compare-and-swap that checks the other
// two. An open handle is a reference; whoever gives up the last one frees the slot. `free_lock_` guards the
// list of free slots and the making of pages; nothing else is taken while it is held.

#include <array>
#include <atomic>
#include <cstdint>
#include <utility>

#include "kernel/object.hpp"
#include "winnt.h"

namespace wosa::kernel {

struct HandleSlot {
  static constexpr std::uint64_t kOpen = std::uint64_t{1} << 29;
  static constexpr std::uint64_t kReferences = kOpen - 1;
  static constexpr unsigned kGenerationShift = 30;

  std::atomic<std::uint64_t> word{0};    // generation, open, references
  std::atomic<Object*> object{nullptr};  // set before the slot is open
  std::uint32_t index = 0;
  std::uint32_t next_free = 0;
};

// An object that stays while this lives.
class ObjectReference {
 public:
  ObjectReference() noexcept = default;
  ObjectReference(Object& object, HandleSlot* slot) noexcept : object_(&object), slot_(slot) {}
  ObjectReference(ObjectReference&& other) noexcept
      : object_(std::exchange(other.object_, nullptr)), slot_(other.slot_) {}
  ObjectReference& operator=(ObjectReference&& other) noexcept {
    if (this != &other) {
      reset();
      object_ = std::exchange(other.object_, nullptr);
      slot_ = other.slot_;
    }
    return *this;
  }
  ~ObjectReference() { reset(); }

  void reset() noexcept {
    if (object_ == nullptr) return;
    if (slot_ == nullptr) {
      object_->release();
    } else if ((slot_->word.fetch_sub(1, std::memory_order_acq_rel) & HandleSlot::kReferences) == 1)
        [[unlikely]] {
      recycle(*slot_);
    }
    object_ = nullptr;
  }

  [[nodiscard]] explicit operator bool() const noexcept { return object_ != nullptr; }
  [[nodiscard]] Object& operator*() const noexcept { return *object_; }
  [[nodiscard]] Object* operator->() const noexcept { return object_; }

  // The object as one of its kind; nullptr for another kind.
  template <typename Kind>
  [[nodiscard]] Kind* as() const noexcept {
    if (object_ == nullptr || object_->type() != Kind::kType) return nullptr;
    return static_cast<Kind*>(object_);
  }

 private:
  static void recycle(HandleSlot& slot) noexcept;

  Object* object_ = nullptr;
  HandleSlot* slot_ = nullptr;  // none: the reference is the object's own
};

class HandleTable {
 public:
  constexpr HandleTable() noexcept = default;

  // A handle for an object, whose reference the table takes over. nullptr: no memory or no slot; the
  // reference is still the caller's.
  [[nodiscard]] HANDLE insert(Object& object) noexcept;

  // The object of an open handle; nothing for anything else.
  [[nodiscard]] ObjectReference find(HANDLE handle) noexcept {
    const auto bits = reinterpret_cast<std::uint64_t>(handle);
    if (bits >> kMarkShift != kMark) [[unlikely]]
      return {};
    HandleSlot* page = pages_[bits >> (kTagBits + kPageBits) & (kPages - 1)].load(std::memory_order_acquire);
    if (page == nullptr) [[unlikely]]
      return {};
    HandleSlot& slot = page[bits >> kTagBits & (kPageSlots - 1)];
    // As a rule the open handle is the only reference. The guess spares a read that would have to wait for
    // the locked instruction before it.
    // The object too is read before: who knows the handle sees what was stored before there was one.
    Object* const object = slot.object.load(std::memory_order_relaxed);
    const std::uint64_t generation = generation_of(bits) << HandleSlot::kGenerationShift;
    auto word = generation | HandleSlot::kOpen | 1;
    while (!slot.word.compare_exchange_weak(word, word + 1, std::memory_order_acquire,
                                            std::memory_order_relaxed)) {
      if ((word & ~HandleSlot::kReferences) != (generation | HandleSlot::kOpen)) return {};
    }
    return {*object, &slot};
  }

  // Closes a handle; the object stays for those who use it. False: no open handle.
  bool close(HANDLE handle) noexcept;

  // Puts a slot without references back.
  void recycle(HandleSlot& slot) noexcept;

  // Around a fork, see kernel/fork.hpp.
  void lock_for_fork() noexcept { free_lock_.lock(); }
  void unlock_after_fork() noexcept { free_lock_.unlock(); }
  void forget_other_threads(const Thread* self) noexcept;

 private:
  static constexpr unsigned kTagBits = 2;
  static constexpr unsigned kPageBits = 10;
  static constexpr unsigned kPageSlots = 1U << kPageBits;
  static constexpr unsigned kPages = 1024;
  static constexpr unsigned kIndexBits = 20;
  static constexpr unsigned kGenerationBits = 34;
  static constexpr unsigned kMarkShift = kTagBits + kIndexBits + kGenerationBits;
  static constexpr std::uint64_t kMark = 0x57;
  static constexpr std::uint64_t kLastGeneration = (std::uint64_t{1} << kGenerationBits) - 1;
  static constexpr std::uint32_t kNoSlot = UINT32_MAX;
  static_assert(kMarkShift == 56 && kPages * kPageSlots == 1U << kIndexBits);
  static_assert(kGenerationBits + HandleSlot::kGenerationShift == 64);

  static constexpr std::uint64_t generation_of(std::uint64_t bits) noexcept {
    return bits >> (kTagBits + kIndexBits) & kLastGeneration;
  }

  [[nodiscard]] HandleSlot& slot_at(std::uint32_t index) noexcept {
    return pages_[index >> kPageBits].load(std::memory_order_acquire)[index & (kPageSlots - 1)];
  }
  HandleSlot* take_free_slot() noexcept;
  bool make_page() noexcept;

  std::array<std::atomic<HandleSlot*>, kPages> pages_{};
  Lock free_lock_;
  // Freed slots are used again in the order in which they were freed, so that a closed handle's slot rests.
  std::uint32_t first_free_ = kNoSlot;
  std::uint32_t last_free_ = kNoSlot;
  std::uint32_t pages_made_ = 0;
};

extern constinit HandleTable handle_table;

inline void ObjectReference::recycle(HandleSlot& slot) noexcept { handle_table.recycle(slot); }

// A handle for a new object, or nullptr; then the object is gone.
[[nodiscard]] HANDLE open_handle(Object* object) noexcept;

}  // namespace wosa::kernel
