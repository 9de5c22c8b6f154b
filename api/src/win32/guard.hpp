// SPDX-License-Identifier: MIT
#pragma once

// The C boundary of functions that allocate: an exception becomes a last error.

#include <new>

#include "runtime/errors.hpp"
#include "winerror.h"

namespace wosa::runtime {

// The body's result; `failure` with ERROR_NOT_ENOUGH_MEMORY when memory is exhausted.
template <typename Result, typename Body>
Result guarded(Result failure, Body&& body) noexcept {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return fail(ERROR_NOT_ENOUGH_MEMORY, failure);
  } catch (...) {
    return fail(ERROR_GEN_FAILURE, failure);
  }
}

}  // namespace wosa::runtime
