// SPDX-License-Identifier: MIT
#pragma once

// The five steps of a call on a socket: enter (thread block, started?), pin, one indirect call, unpin, last
// error.
//
//   Call call(s);
//   if (!call) return call.refuse(SOCKET_ERROR);
//   const int result = call.run([&](auto& procs, INT* error) { return procs.lpWSPListen(s, backlog, error);
//   }); return call.finish(result);

#include <cxxabi.h>

#include <utility>

#include "runtime/errors.hpp"
#include "runtime/pin.hpp"
#include "runtime/providers.hpp"

namespace wosa::runtime {

// Calls a procedure with a place for its error. A provider that throws has failed without a code.
template <typename Procedure>
auto run_guarded(INT& failure, Procedure&& procedure) -> decltype(procedure(nullptr)) {
  using Result = decltype(procedure(nullptr));
  try {
    INT error = 0;
    const Result result = procedure(&error);
    failure = error;
    return result;
  } catch (abi::__forced_unwind&) {
    throw;  // the thread is being cancelled
  } catch (...) {
    failure = WSASYSCALLFAILURE;
    return static_cast<Result>(SOCKET_ERROR);
  }
}

// The thread's block for a call like most: the runtime is started, and the thread is inside of no socket.
// nullptr: only a Call will do.
inline ThreadBlock* idle_block() noexcept {
  ThreadBlock* block = current_block;
  if (!the_runtime.started() || block == nullptr) [[unlikely]]
    return nullptr;
  return block->pins[0].load(std::memory_order_relaxed) == nullptr ? block : nullptr;
}

// The rest of such a call, whose pin stands in the block's first place.
class OutermostCall {
 public:
  OutermostCall(ThreadBlock& block, Slot& slot) noexcept : block_(block), slot_(slot) {}
  ~OutermostCall() { clear_place(block_.pins[0], slot_); }
  OutermostCall(const OutermostCall&) = delete;
  OutermostCall& operator=(const OutermostCall&) = delete;

  [[nodiscard]] LPWSATHREADID thread_id() const noexcept { return &block_.id; }

 private:
  ThreadBlock& block_;
  Slot& slot_;
};

class Call {
 public:
  explicit Call(SOCKET s) noexcept {
    if (!the_runtime.started()) [[unlikely]] {
      error_ = WSANOTINITIALISED;
      return;
    }
    block_ = thread_block();
    if (block_ == nullptr) [[unlikely]] {
      error_ = WSAENOBUFS;
      return;
    }
    held_ = pin(*block_, s);
    if (!held_) [[unlikely]]
      error_ = WSAENOTSOCK;
  }

  ~Call() {
    if (held_) [[likely]]
      unpin(*block_, held_);
  }

  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  [[nodiscard]] explicit operator bool() const noexcept { return static_cast<bool>(held_); }

  // The socket could not be entered.
  template <typename Result>
  Result refuse(Result failure, CallName call = {__builtin_FUNCTION()}) const noexcept {
    return fail(static_cast<DWORD>(error_), failure, call);
  }

  // Calls a procedure of the socket's chain.
  template <typename Procedure>
  auto run(Procedure&& procedure) -> decltype(procedure(std::declval<const WSPPROC_TABLE&>(), nullptr)) {
    const WSPPROC_TABLE& procs = *held_.slot->binding.procs;
    return run_guarded(error_, [&](INT* error) { return procedure(procs, error); });
  }

  // Result of a procedure that answers 0 or SOCKET_ERROR; on success `value`.
  int finish(int result, int value = 0, CallName call = {__builtin_FUNCTION()}) const noexcept {
    if (result != SOCKET_ERROR) [[likely]]
      return value;
    return fail(provider_error(error_), call);
  }

  // The procedure's error, as it will be reported.
  [[nodiscard]] DWORD error() const noexcept { return provider_error(error_); }

  [[nodiscard]] const Slot& slot() const noexcept { return *held_.slot; }
  [[nodiscard]] ThreadBlock& block() const noexcept { return *block_; }
  [[nodiscard]] LPWSATHREADID thread_id() const noexcept { return &block_->id; }

 private:
  ThreadBlock* block_ = nullptr;
  Pin held_;
  INT error_ = 0;
};

}  // namespace wosa::runtime
