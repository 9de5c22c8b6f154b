// SPDX-License-Identifier: MIT
#pragma once

// Handles that close themselves, and threads that are known to wait.

#include <gtest/gtest.h>
#include <windows.h>

#include <atomic>
#include <functional>
#include <thread>
#include <utility>

#include "sleeping_thread.hpp"

namespace kernel_test {

class Handle {
 public:
  Handle() = default;
  explicit Handle(HANDLE handle) : handle_(handle) { EXPECT_NE(handle, nullptr) << GetLastError(); }
  Handle(Handle&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Handle() { close(); }

  void close() {
    if (handle_ != nullptr) {
      EXPECT_TRUE(CloseHandle(std::exchange(handle_, nullptr)));
    }
  }
  operator HANDLE() const { return handle_; }

 private:
  HANDLE handle_ = nullptr;
};

inline Handle auto_event(bool signalled = false) {
  return Handle(CreateEventA(nullptr, FALSE, signalled ? TRUE : FALSE, nullptr));
}
inline Handle manual_event(bool signalled = false) {
  return Handle(CreateEventA(nullptr, TRUE, signalled ? TRUE : FALSE, nullptr));
}
inline Handle semaphore(LONG initial, LONG maximum) {
  return Handle(CreateSemaphoreA(nullptr, initial, maximum, nullptr));
}
inline Handle mutex(bool owned = false) {
  return Handle(CreateMutexA(nullptr, owned ? TRUE : FALSE, nullptr));
}

// Whether an object is signalled; takes it if it is.
inline DWORD poll(HANDLE handle) { return WaitForSingleObject(handle, 0); }

inline DWORD wait_any(std::initializer_list<HANDLE> handles, DWORD milliseconds, BOOL alertable = FALSE) {
  return WaitForMultipleObjectsEx(static_cast<DWORD>(handles.size()), handles.begin(), FALSE, milliseconds,
                                  alertable);
}
inline DWORD wait_all(std::initializer_list<HANDLE> handles, DWORD milliseconds, BOOL alertable = FALSE) {
  return WaitForMultipleObjectsEx(static_cast<DWORD>(handles.size()), handles.begin(), TRUE, milliseconds,
                                  alertable);
}

// A thread that calls a function which is expected to block.
class Blocked {
 public:
  explicit Blocked(std::function<DWORD()> call)
      : thread_([this, call = std::move(call)] {
          id_.store(wosa::test::current_thread_id());
          result_ = call();
          done_.store(true);
        }) {}
  ~Blocked() {
    if (thread_.joinable()) thread_.join();
  }

  // Returns when the thread sleeps, or failed to.
  void await_sleep() {
    while (id_.load() == 0) std::this_thread::yield();
    EXPECT_TRUE(wosa::test::wait_until_asleep(id_.load(), 5, [this] { return done_.load(); }));
  }
  [[nodiscard]] bool is_done() const { return done_.load(); }
  DWORD result() {
    thread_.join();
    return result_;
  }

 private:
  std::atomic<int> id_{0};
  std::atomic<bool> done_{false};
  DWORD result_ = 0;
  std::thread thread_;
};

}  // namespace kernel_test
