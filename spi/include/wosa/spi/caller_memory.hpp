// SPDX-License-Identifier: MIT
#pragma once

// Caller's memory that user space itself reads or writes on the path of every byte: WSABUF arrays, counts,
// flags, and the data where no kernel copies it. Proving that it is there must cost nothing as a rule, so
// what is surely there is not tested: memory a little above the caller's frame (where programs keep such
// things), and pages that an earlier call of this thread proved. A program that takes memory away that it
// used before, and then still passes it, is treated as by any other function.
//
// Proving leaves the content alone, also while other threads change it, but counts as an access: every page
// of the range becomes resident. So ask for no more of a large buffer than is about to be used.

#include <cstddef>
#include <cstdint>

#include "wosa/spi/user_memory.hpp"

namespace wosa::spi {

/// What the inline functions below do when the answer is not at hand. size is not 0.
bool prove_readable(const void* pointer, std::size_t size) noexcept;
bool prove_writable(void* pointer, std::size_t size) noexcept;

/// Whether size bytes can be read; true for none. Any thread, never blocks but for what a page fault costs;
/// errno is left alone.
inline bool can_read(const void* pointer, std::size_t size) noexcept {
  return size == 0 || is_near_stack(pointer, size) || prove_readable(pointer, size);
}

/// Whether size bytes can be read and written; otherwise as can_read.
inline bool can_write(void* pointer, std::size_t size) noexcept {
  return size == 0 || is_near_stack(pointer, size) || prove_writable(pointer, size);
}

}  // namespace wosa::spi
