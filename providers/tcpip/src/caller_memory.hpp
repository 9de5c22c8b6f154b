// SPDX-License-Identifier: MIT
#pragma once

// Caller's memory that user space itself must read or write on the path of every byte: WSABUF arrays, counts,
// flags, address lengths. It must cost nothing as a rule, so what is surely there is not tested: memory right
// above the caller's frame (where programs keep such things), and pages that an earlier call of this thread
// proved. A program that unmaps a page and then still passes it is treated as by any other function.

#include <cstdint>

#include "errors.hpp"

namespace wosa::tcpip {

bool prove_readable(const void* pointer, std::size_t size) noexcept;
bool prove_writable(void* pointer) noexcept;

/// Whether the range lies a little above the running function on the stack.
__attribute__((always_inline)) inline bool is_near_stack(const void* pointer, std::size_t size) noexcept {
  constexpr std::uintptr_t kNear = 16384;
  const auto frame = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  const std::uintptr_t above = reinterpret_cast<std::uintptr_t>(pointer) - frame;
  return above < kNear && size < kNear - above;
}

/// Whether size bytes can be read.
inline bool can_read(const void* pointer, std::size_t size) noexcept {
  return is_near_stack(pointer, size) || prove_readable(pointer, size);
}

/// Whether a number of four bytes, aligned or not, can be read and written. Its value stays.
template <typename Number>
bool can_write(Number* pointer) noexcept {
  static_assert(sizeof(Number) == 4);
  return is_near_stack(pointer, sizeof *pointer) || prove_writable(pointer);
}

}  // namespace wosa::tcpip
