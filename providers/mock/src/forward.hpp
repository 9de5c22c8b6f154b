// SPDX-License-Identifier: MIT
#pragma once

// One call into the interface: what it costs to have none, and where its exceptions end.

#include <new>

#include "provider.hpp"

namespace wosa::mock {

inline void store(LPINT error, INT code) noexcept {
  if (error != nullptr) *error = code;
}

/// The result of procedure(interface), or the failure with its code in *error.
template <typename Result, typename Procedure>
Result guarded(Procedures& interface, Result failure, LPINT error, Procedure&& procedure) noexcept {
  try {
    return procedure(interface);
  } catch (const std::bad_alloc&) {
    store(error, WSAENOBUFS);
  } catch (...) {
    store(error, WSASYSCALLFAILURE);
  }
  return failure;
}

/// The same for the interface that is set; WSAENETDOWN without one.
template <typename Result, typename Procedure>
Result forward(const char* what, Result failure, LPINT error, Procedure&& procedure) noexcept {
  const Inside interface;
  if (interface) return guarded(*interface, failure, error, procedure);
  log_no_interface(what);
  store(error, WSAENETDOWN);
  return failure;
}

}  // namespace wosa::mock
