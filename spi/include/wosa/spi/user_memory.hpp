// SPDX-License-Identifier: MIT
#pragma once

// Caller's memory, touched without trust: a pointer that is NULL, unmapped or read-only where it must be
// written answers WSAEFAULT instead of a signal.
//
// Two strengths. On the path of every byte the kernel gets the caller's pointers untouched and reports EFAULT
// by itself; what user space must read there (a WSABUF array, a flags word) is only tested by address, which
// costs nothing. Everywhere else copy_in and copy_out ask the kernel first, with one cheap system call a
// page, unless the memory is surely there: a little above the caller's frame, where programs keep such
// things.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "ws2spi.h"

namespace wosa::spi {

/// Whether [pointer, pointer + size) can be caller's memory at all: not NULL, not in the first 64 KiB, in the
/// lower canonical half, without wrapping. No system call.
inline bool plausible(const void* pointer, std::size_t size = 1) noexcept {
  constexpr std::uintptr_t kLowest = 0x10000;
  constexpr std::uintptr_t kHighest =
      sizeof(void*) == 8 ? std::uintptr_t{0x00FFFFFFFFFFFFFF} : ~std::uintptr_t{0};
  const auto address = reinterpret_cast<std::uintptr_t>(pointer);
  return address >= kLowest && address <= kHighest && size <= kHighest - address;
}

/// Whether the range lies a little above the running function on the stack.
__attribute__((always_inline)) inline bool is_near_stack(const void* pointer, std::size_t size) noexcept {
  constexpr std::uintptr_t kNear = 16384;
  const auto frame = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  const std::uintptr_t above = reinterpret_cast<std::uintptr_t>(pointer) - frame;
  return size < kNear && above < kNear - size;
}

/// Whether every byte can be read now. errno is left alone.
bool readable(const void* pointer, std::size_t size) noexcept;

/// What the inline functions below do when the memory is not near.
int copy_in_from_afar(void* destination, const void* source, std::size_t size) noexcept;
int copy_out_far_away(void* destination, const void* source, std::size_t size) noexcept;

/// Copies from the caller. 0, or WSAEFAULT with destination untouched.
inline int copy_in(void* destination, const void* source, std::size_t size) noexcept {
  if (!is_near_stack(source, size)) return copy_in_from_afar(destination, source, size);
  std::memcpy(destination, source, size);
  return 0;
}

/// Copies to the caller. 0, or WSAEFAULT; then a part of the destination may have been overwritten.
inline int copy_out(void* destination, const void* source, std::size_t size) noexcept {
  if (!is_near_stack(destination, size)) return copy_out_far_away(destination, source, size);
  std::memcpy(destination, source, size);
  return 0;
}

/// One object from the caller. 0 or WSAEFAULT.
template <typename T>
int read_value(T& value, const void* source) noexcept {
  static_assert(std::is_trivially_copyable_v<T>);
  return copy_in(&value, source, sizeof value);
}

/// One object to the caller. 0 or WSAEFAULT.
template <typename T>
int write_value(void* destination, const T& value) noexcept {
  static_assert(std::is_trivially_copyable_v<T>);
  return copy_out(destination, &value, sizeof value);
}

}  // namespace wosa::spi
