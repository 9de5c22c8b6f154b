// SPDX-License-Identifier: MIT
#pragma once

// The provider's state: which interface is set, who is inside it, and whether the runtime has started us.
//
// Concurrency. No mutex. `current` is the interface that calls go to. A call adds itself to `inside` before
// it reads `current` and leaves when it has come back (class Inside), so whoever stores a null pointer into
// `current` and then sees `inside` at 0 knows that nobody is inside the former interface and nobody will be.
// `turn` is taken by whoever changes `current`, `startups` or what a start was given: WSPStartup, WSPCleanup
// and wosa_mock_set_procedures. It is held while the interface's own WSPStartup and WSPCleanup run, so
// nothing that an interface can call waits for it: wosa_mock_set_procedures gives up with WSAEINPROGRESS, and
// the runtime makes no two starts of a provider at once. Waiting goes through the runtime's scheduler, which
// is known before anybody can be inside.
//
// In the child of a fork other threads are gone, with whatever they held: forked() counts only what the
// forking thread has.

#include <atomic>
#include <cstdint>

#include "wosa/mock/procedures.hpp"

namespace wosa::mock {

struct Provider {
  std::atomic<Procedures*> current{nullptr};
  std::atomic<std::uint32_t> inside{0};
  std::atomic<std::uint32_t> awaited{0};  // somebody sleeps until `inside` is 0
  std::atomic<std::uint32_t> turn{0};     // taken or free
  std::atomic<const WOSA_RUNTIME_EXTENSION*> runtime{nullptr};

  // Under `turn`.
  int startups = 0;
  WSAPROTOCOL_INFOW info{};
  WSPUPCALLTABLE upcalls{};  // the runtime's
};

extern constinit Provider g_provider;

/// A call's stay inside the interface. False while none is set.
class Inside {
 public:
  Inside() noexcept;
  ~Inside();
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

  explicit operator bool() const noexcept { return procedures_ != nullptr; }
  Procedures* operator->() const noexcept { return procedures_; }
  Procedures& operator*() const noexcept { return *procedures_; }

  /// Whether the calling thread is inside.
  static bool here() noexcept;

 private:
  Procedures* procedures_;
};

/// Sleeps until nobody is inside.
void wait_until_left() noexcept;

/// Takes the turn: at once or not at all / as soon as it is free.
bool try_take_turn() noexcept;
void take_turn() noexcept;
void give_turn() noexcept;

/// For the child of a fork. Async-signal-safe.
void forget_other_threads() noexcept;

/// The line that says how to set an interface.
void log_no_interface(const char* what) noexcept;

/// The table that the provider gives to the runtime.
extern const WOSA_PROVIDER_EXTENSION kExtension;

/// The upcalls as the interface gets them (upcalls.cpp).
WSPUPCALLTABLE upcalls_for_interface(const WSPUPCALLTABLE& upcalls) noexcept;

/// Every procedure forwards to the interface (thunks.cpp).
void fill_table(WSPPROC_TABLE& table) noexcept;

/// WSPCleanup counts before it forwards (startup.cpp).
int WSPAPI clean_up(LPINT error) noexcept;

}  // namespace wosa::mock
