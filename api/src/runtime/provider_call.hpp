// SPDX-License-Identifier: MIT
#pragma once

// A call into a provider. One that throws has failed without saying why; the exception ends here, so that it
// neither crosses the C boundary nor brings down a thread that cannot report it.

#include <cxxabi.h>

#include <utility>

namespace wosa::runtime {

// What call() answers, or `failure` if it throws.
template <typename Result, typename Call>
Result call_provider(Result failure, Call&& call) {
  try {
    return std::forward<Call>(call)();
  } catch (abi::__forced_unwind&) {
    throw;  // the thread is being cancelled
  } catch (...) {
    return failure;
  }
}

// The same for calls that answer nothing.
template <typename Call>
void call_provider(Call&& call) {
  call_provider(0, [&call] {
    std::forward<Call>(call)();
    return 0;
  });
}

}  // namespace wosa::runtime
