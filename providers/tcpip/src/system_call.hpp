// SPDX-License-Identifier: MIT
#pragma once

// send and recv of one buffer, straight into the kernel. The C library's functions are points at which a
// thread can be cancelled, which no procedure of a provider may be: in a program with threads each of them
// locks the bus twice for that, and in any program it is one more function to fetch after the kernel has had
// the caches. Other processors than this one, and sanitizers, which watch the C library, have its functions.

#include <sys/socket.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>

#include "ws2spi.h"

namespace wosa::tcpip {

#if defined(__x86_64__) && !defined(__ILP32__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_MEMORY__)
#define WOSA_DIRECT_SYSTEM_CALLS 1
#endif
#if defined(WOSA_DIRECT_SYSTEM_CALLS) && defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#undef WOSA_DIRECT_SYSTEM_CALLS
#endif
#endif

#ifdef WOSA_DIRECT_SYSTEM_CALLS

// A call with four arguments and two that are null. The kernel's answer: below 0 an errno value, negated.
inline long transfer(long number, SOCKET descriptor, const void* data, std::size_t size,
                     long flags) noexcept {
  long result = 0;
  register long fourth asm("r10") = flags;
  register long fifth asm("r8") = 0;
  register long sixth asm("r9") = 0;
  asm volatile("syscall"
               : "=a"(result)
               : "0"(number), "D"(descriptor), "S"(data), "d"(size), "r"(fourth), "r"(fifth), "r"(sixth)
               : "rcx", "r11", "memory");
  return result;
}

inline long kernel_send(SOCKET s, const void* data, std::size_t size, int flags) noexcept {
  return transfer(SYS_sendto, s, data, size, flags);
}

inline long kernel_receive(SOCKET s, void* data, std::size_t size, int flags) noexcept {
  return transfer(SYS_recvfrom, s, data, size, flags);
}

#else

inline long kernel_send(SOCKET s, const void* data, std::size_t size, int flags) noexcept {
  const ssize_t result = ::send(static_cast<int>(s), data, size, flags);
  return result >= 0 ? result : -errno;
}

inline long kernel_receive(SOCKET s, void* data, std::size_t size, int flags) noexcept {
  const ssize_t result = ::recv(static_cast<int>(s), data, size, flags);
  return result >= 0 ? result : -errno;
}

#endif

// As the C library's functions answer: -1, with errno set.
inline ssize_t as_libc_answers(long result) noexcept {
  if (result >= 0) return result;
  errno = static_cast<int>(-result);
  return -1;
}

}  // namespace wosa::tcpip
