// SPDX-License-Identifier: MIT
#pragma once

// The thread's last error, and how a provider's answer becomes one.

#include "runtime/thread_block.hpp"

namespace wosa::runtime {

// Sets the thread's last error and returns the call's failure value.
template <typename Result>
inline Result fail(DWORD error, Result failure) noexcept {
  last_error = error;
  return failure;
}

inline int fail(DWORD error) noexcept { return fail(error, SOCKET_ERROR); }

// A provider that fails without saying why is reported as a general failure, never as success.
inline DWORD provider_error(INT error) noexcept {
  return error == 0 ? DWORD{WSASYSCALLFAILURE} : static_cast<DWORD>(error);
}

}  // namespace wosa::runtime
