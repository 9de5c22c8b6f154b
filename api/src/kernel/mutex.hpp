// SPDX-License-Identifier: MIT
#pragma once

// Mutexes: signalled while no thread owns them, and for their owner, who may take them again and again. The
// state is the owner's record and a bit for "abandoned". A thread keeps the list of what it owns, for the day
// it ends, so it adds a mutex that somebody handed to it when it wakes; a mutex on a list is referenced by
// it.

#include "kernel/object.hpp"

namespace wosa::kernel {

class Mutex final : public Object {
 public:
  static constexpr Type kType = Type::kMutex;

  explicit Mutex() noexcept : Object(kType, 0) {}

  // The calling thread takes a mutex without waiters. kTaken tells in `abandoned` what there is to tell.
  Attempt try_take(Thread& thread, bool& abandoned) noexcept;

  // A wait of the calling thread got this mutex.
  void note_owned(Thread& thread) noexcept;

  // ERROR_NOT_OWNER; 0 for success.
  [[nodiscard]] DWORD release_by(Thread& thread) noexcept;

  // The owner ends.
  void abandon(Thread& thread) noexcept;

  [[nodiscard]] bool is_signalled_for(const Thread& thread) noexcept override;
  bool take_for(Thread& thread) noexcept override;
  void forget_other_threads(const Thread* self) noexcept override;

 private:
  static constexpr std::uint64_t kAbandoned = std::uint64_t{1} << 62;

  static std::uint64_t bits_of(const Thread& thread) noexcept {
    return reinterpret_cast<std::uint64_t>(&thread);
  }
  void give_up(Thread& thread, std::uint64_t state) noexcept;

  std::uint32_t depth_ =
      0;  // how often the owner took it; the owner's, or the lock's while it is handed over
  Mutex* previous_ = nullptr;  // the owner's
  Mutex* next_ = nullptr;
};

// The thread ends: what it owns is abandoned.
void abandon_mutexes(Thread& thread) noexcept;

}  // namespace wosa::kernel
