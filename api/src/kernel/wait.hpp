// SPDX-License-Identifier: MIT
#pragma once

// One thread's wait for one or several objects: for any of them (the lowest index that is signalled), or for
// all (taken at one moment, nothing before), for a time, alertable or not.

#include <array>
#include <span>

#include "kernel/handle_table.hpp"
#include "minwindef.h"
#include "synchapi.h"

namespace wosa::kernel {

// The objects of one wait, held by the thread's frame until it is over, or until calls are run: nothing is
// held while the program's code runs.
class Targets {
 public:
  // ERROR_INVALID_HANDLE (then nothing is of use); 0 for success. At most MAXIMUM_WAIT_OBJECTS.
  [[nodiscard]] DWORD hold(std::span<const HANDLE> handles) noexcept;
  void release() noexcept {
    for (std::size_t i = 0; i < count_; ++i) references_[i].reset();
    count_ = 0;
  }

  [[nodiscard]] std::size_t size() const noexcept { return count_; }
  [[nodiscard]] Object& operator[](std::size_t index) const noexcept { return *references_[index]; }
  [[nodiscard]] bool has_duplicates() const noexcept;

 private:
  std::array<ObjectReference, MAXIMUM_WAIT_OBJECTS> references_;
  std::size_t count_ = 0;
};

struct WaitKind {
  DWORD milliseconds = INFINITE;
  bool all = false;
  bool alertable = false;
};

// What a wait answers: WAIT_..., or WAIT_FAILED with an error.
struct WaitResult {
  DWORD value = WAIT_FAILED;
  DWORD error = 0;
};

// The common call: one object.
WaitResult wait_for_one(HANDLE handle, DWORD milliseconds, bool alertable);

// 1 to MAXIMUM_WAIT_OBJECTS handles. ERROR_INVALID_PARAMETER (their number, or one of them twice in a wait
// for all), ERROR_INVALID_HANDLE, ERROR_NOACCESS (no array), ERROR_NOT_ENOUGH_MEMORY.
WaitResult wait_for_several(const HANDLE* handles, DWORD count, const WaitKind& kind);

// No object: for a time, or until calls ran.
WaitResult wait_for_calls(DWORD milliseconds);

}  // namespace wosa::kernel
