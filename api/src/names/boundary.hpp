// SPDX-License-Identifier: MIT
#pragma once

// The C boundary of the functions that answer a Winsock code: what they throw becomes one, errno stays as it
// was.

#include <cxxabi.h>

#include <cerrno>
#include <new>

#include "runtime/errors.hpp"
#include "runtime/runtime.hpp"

namespace wosa::runtime::names {

// Winsock never speaks through errno, so what libc leaves there is taken away again.
class ErrnoGuard {
 public:
  ErrnoGuard() noexcept : saved_(errno) {}
  ~ErrnoGuard() { errno = saved_; }
  ErrnoGuard(const ErrnoGuard&) = delete;
  ErrnoGuard& operator=(const ErrnoGuard&) = delete;

 private:
  int saved_;
};

// The code of a body that needs no WSAStartup.
template <typename Body>
INT code_of(Body&& body) {
  const ErrnoGuard guard;
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return WSA_NOT_ENOUGH_MEMORY;
  } catch (abi::__forced_unwind&) {
    throw;  // the thread is being cancelled
  } catch (...) {
    return WSANO_RECOVERY;
  }
}

// The code of a body that does.
template <typename Body>
INT code_of_started(Body&& body) {
  if (!the_runtime.started()) return WSANOTINITIALISED;
  return code_of(static_cast<Body&&>(body));
}

// For a function that returns its code: it is left in the thread's last error too, also when it is 0.
inline INT leave_code(INT code, CallName call) noexcept {
  if (code != 0) return fail(static_cast<DWORD>(code), code, call);
  last_error = 0;
  return 0;
}

}  // namespace wosa::runtime::names
