// SPDX-License-Identifier: MIT
#pragma once

// The contexts of the checked provider. They come from a pool and are never freed, so that a look at a
// released one is harmless: it shows another canary or another serial.
//
// A context's collections and `armed` are guarded by its mutex, the rest are atomics; the pool has a mutex of
// its own.

#include <atomic>
#include <deque>
#include <mutex>

#include "checked_report.hpp"
#include "wosa/spi/extension.h"

namespace wosa::stress {

struct Context {
  std::atomic<bool> alive{false};
  std::atomic<std::uint32_t> serial{0};  // another one for every socket
  std::atomic<std::uint32_t> turn{0};    // changes whenever a waiter should look again
  std::mutex mutex;
  std::deque<std::uint32_t> tokens;  // what was sent: the serial of the socket it was sent to
  int connections = 0;               // what accept can take
  int armed = 0;
  bool signalled = false;                     // the descriptor is readable
  std::atomic<SOCKET> inner{INVALID_SOCKET};  // in the layer: the handle below
};

extern const WOSA_RUNTIME_EXTENSION* g_runtime;

Context* new_context();
void free_context(Context* context);
void read_report(Report& report);
void count_wait();
void count_foreign_data();

// Wakes whoever waits on a socket, by its turn or by its descriptor.
void wake(SOCKET s, Context& context);

// A procedure on a socket: pins it, looks at the context, dwells, looks again, and once more at the end. A
// context that was released in between, or is another socket's by now, is counted.
class Inside {
 public:
  explicit Inside(SOCKET s);
  ~Inside();
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

  explicit operator bool() const { return held_; }
  [[nodiscard]] Context& context() const { return *static_cast<Context*>(pin_.Context); }
  [[nodiscard]] std::uint32_t serial() const { return serial_; }
  // Looks again: true when the context was released under us and must not be used any more.
  bool lost();

 private:
  WOSA_PIN pin_{};
  std::uint32_t serial_ = 0;
  bool held_ = false;
  bool lost_ = false;
};

// Repeats take(context) under the context's mutex until it is true; 0, or WSAEINTR when the socket is being
// closed.
template <typename Take>
int wait_for(SOCKET s, Inside& inside, Take&& take) {
  bool counted = false;
  for (;;) {
    const std::uint32_t turn = inside.context().turn;
    {
      const std::lock_guard lock(inside.context().mutex);
      if (inside.lost() || g_runtime->lpIsClosing(s) != FALSE) return WSAEINTR;
      if (take(inside.context())) return 0;
    }
    if (!counted) count_wait();
    counted = true;
    g_runtime->pScheduler->lpWait(reinterpret_cast<const std::uint32_t*>(&inside.context().turn), turn, -1);
  }
}

}  // namespace wosa::stress
