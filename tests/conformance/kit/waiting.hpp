// SPDX-License-Identifier: MIT
#pragma once

// Waiting for what must come. No time is ever measured: a wait ends when the condition holds, and a condition
// that does not come within the patience fails the case.

#include <gtest/gtest.h>
#include <winsock2.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace kit {

constexpr int kPatienceMs = 20000;

// A socket's condition by select; false after the patience (or `ms`).
bool readable(SOCKET s, int ms = kPatienceMs);
bool writable(SOCKET s, int ms = kPatienceMs);
bool exceptional(SOCKET s, int ms = kPatienceMs);

// Repeats until the condition holds or the patience ends.
bool eventually(const std::function<bool()>& condition, int ms = kPatienceMs);

// All of the text, in as many calls as it takes; false on an error or a short send.
bool send_all(SOCKET s, const std::string& text);
// Whether a receive that finds nothing tells of a reset, or, where the transport has none (trait kReset), of
// the end.
testing::AssertionResult cut_off(SOCKET s, bool has_reset);
// Exactly `size` bytes, or what came before the end or an error.
std::string receive_exactly(SOCKET s, std::size_t size);

// A call that blocks, running in a thread of its own.
class Blocked {
 public:
  explicit Blocked(std::function<long long()> call);
  ~Blocked();
  Blocked(const Blocked&) = delete;
  Blocked& operator=(const Blocked&) = delete;

  // Waits until the thread sleeps in the kernel inside the call; false when it came back instead.
  bool wait_until_inside();
  // Waits for the call's end; false after the patience.
  bool finished(int ms = kPatienceMs);
  [[nodiscard]] long long result() const;
  [[nodiscard]] int error() const;  // the thread's last error right after the call

 private:
  struct State {
    std::mutex mutex;
    std::condition_variable changed;
    int thread_id = 0;
    bool done = false;
    long long result = 0;
    int error = 0;
  };
  std::shared_ptr<State> state_;
};

}  // namespace kit
