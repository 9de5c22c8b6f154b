// SPDX-License-Identifier: MIT
#pragma once

// The five steps of a call on a socket: enter (thread block, started?), pin, one indirect call, unpin, last
// error. Nothing here takes the address of a Call, so that its members live in registers.
//
//   Call call(s);
//   if (!call) return call.refuse(SOCKET_ERROR);
//   const int result = call.run([&](auto& procs, INT* error) { return procs.lpWSPListen(s, backlog, error);
//   }); return call.finish(result);

#include <cxxabi.h>

#include "runtime/errors.hpp"
#include "runtime/pin.hpp"
#include "runtime/providers.hpp"

namespace wosa::runtime {

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
    depth_ = block_->depth;
    slot_ = pin(*block_, s);
    if (slot_ == nullptr) [[unlikely]]
      error_ = WSAENOTSOCK;
  }

  ~Call() {
    if (slot_ != nullptr) [[likely]]
      unpin(*block_, *slot_, depth_);
  }

  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  [[nodiscard]] explicit operator bool() const noexcept { return slot_ != nullptr; }

  // The socket could not be entered.
  template <typename Result>
  Result refuse(Result failure, CallName call = {__builtin_FUNCTION()}) const noexcept {
    return fail(static_cast<DWORD>(error_), failure, call);
  }

  // Calls a procedure of the socket's chain. A provider that throws has failed without a code.
  template <typename Procedure>
  auto run(Procedure&& procedure) -> decltype(procedure(std::declval<const WSPPROC_TABLE&>(), nullptr)) {
    return run_from(*slot_->binding.procs, std::forward<Procedure>(procedure));
  }

  // The shorter way of a procedure, from the chain's extension table.
  template <typename Procedure>
  int run_shortly(Procedure&& procedure) {
    return run_from(*slot_->binding.extension, std::forward<Procedure>(procedure));
  }

  // Result of a procedure that answers 0 or SOCKET_ERROR; on success `value`.
  int finish(int result, int value = 0, CallName call = {__builtin_FUNCTION()}) const noexcept {
    if (result != SOCKET_ERROR) [[likely]]
      return value;
    return fail(provider_error(error_), call);
  }

  // The procedure's error, as it will be reported.
  [[nodiscard]] DWORD error() const noexcept { return provider_error(error_); }

  [[nodiscard]] const Slot& slot() const noexcept { return *slot_; }
  [[nodiscard]] ThreadBlock& block() const noexcept { return *block_; }
  [[nodiscard]] LPWSATHREADID thread_id() const noexcept { return &block_->id; }

 private:
  template <typename Table, typename Procedure>
  auto run_from(const Table& table, Procedure&& procedure) -> decltype(procedure(table, nullptr)) {
    using Result = decltype(procedure(table, nullptr));
    try {
      INT error = 0;
      const Result result = procedure(table, &error);
      error_ = error;
      return result;
    } catch (abi::__forced_unwind&) {
      throw;  // the thread is being cancelled
    } catch (...) {
      error_ = WSASYSCALLFAILURE;
      return static_cast<Result>(SOCKET_ERROR);
    }
  }

  ThreadBlock* block_ = nullptr;
  Slot* slot_ = nullptr;
  unsigned depth_ = 0;  // of the pin: kept, since reading it again would wait for what was just written
  INT error_ = 0;
};

}  // namespace wosa::runtime
