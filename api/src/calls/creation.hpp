// SPDX-License-Identifier: MIT
#pragma once

// While WSPSocket or WSPAccept of a chain runs, handles made by this thread belong to that chain.

#include "runtime/errors.hpp"
#include "runtime/log.hpp"
#include "runtime/providers.hpp"
#include "runtime/runtime.hpp"

namespace wosa::runtime {

class Creation {
 public:
  Creation(ThreadBlock& block, const Chain* chain) noexcept
      : block_(block), outer_(block.creating), chain_(chain) {
    block.creating = chain;
  }
  ~Creation() { block_.creating = outer_; }
  Creation(const Creation&) = delete;
  Creation& operator=(const Creation&) = delete;

  // A handle that the provider has not registered would not be a socket for any other call.
  [[nodiscard]] SOCKET check(SOCKET made, CallName call = {__builtin_FUNCTION()}) const noexcept {
    const Slot* slot = the_runtime.sockets.find(made);
    if (slot != nullptr && slot->state.load(std::memory_order_acquire) != SlotState::kFree) return made;
    log(Log::kProvider, "{}: handle {} was never registered (WPUModifyIFSHandle, WPUCreateSocketHandle)",
        chain_->provider->name, made);
    return fail(DWORD{WSASYSCALLFAILURE}, INVALID_SOCKET, call);
  }

 private:
  ThreadBlock& block_;
  const Chain* outer_;
  const Chain* chain_;
};

}  // namespace wosa::runtime
