// SPDX-License-Identifier: MIT
#pragma once

// The thread's last error, and how a provider's answer becomes one.

#include <atomic>

#include "runtime/thread_block.hpp"

namespace wosa::runtime {

// The function of the API that fails, for the log's category `call`. It is the default of a last parameter,
// so that the function which fails needs not name itself; a helper that serves several takes one and hands it
// on.
struct CallName {
  const char* text;
};

// Whether WOSA_LOG names the category `call`. Set by configure_log.
extern constinit std::atomic<bool> failures_are_logged;

// The line about a call that failed. errno and the last error stay.
[[gnu::cold]] void log_failure(CallName call, DWORD error) noexcept;

// Sets the thread's last error and returns the call's failure value.
template <typename Result>
inline Result fail(DWORD error, Result failure, CallName call = {__builtin_FUNCTION()}) noexcept {
  last_error = error;
  if (failures_are_logged.load(std::memory_order_relaxed)) [[unlikely]]
    log_failure(call, error);
  return failure;
}

inline int fail(DWORD error, CallName call = {__builtin_FUNCTION()}) noexcept {
  return fail(error, SOCKET_ERROR, call);
}

// A provider that fails without saying why is reported as a general failure, never as success.
inline DWORD provider_error(INT error) noexcept {
  return error == 0 ? DWORD{WSASYSCALLFAILURE} : static_cast<DWORD>(error);
}

}  // namespace wosa::runtime
