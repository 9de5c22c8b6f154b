// SPDX-License-Identifier: MIT
#pragma once

// Who waits for a socket, and how "my readiness changed" reaches them.
//
// Four kinds of waiting: a call that blocks in one direction (an event count, `epoch_`), a select or WSAPoll
// over several sockets (a Watch in `watches_`), a wait outside of the provider (the descriptor is armed), and
// a selection of network events, which is made once and lives as long as the core.
// `interest_` counts them all, so that changed() is a fence and a load while it is 0. Whoever waits announces
// itself there first and then looks at the socket once more; whoever changes the socket does so first and
// then looks at interest_: one of the two sees the other.
//
// `lock_` guards watches_, the arming and detach(); it is held for the walk over the watches only, never
// across a call into the transport or an upcall other than the scheduler's wake. No other lock is taken while
// it is held, and it is no lock that a primitive runs under, so changed() may be called from anywhere.

#include <array>
#include <atomic>
#include <cstdint>

#include "wosa/spi/control_lock.hpp"
#include "wosa/spi/event_selection.hpp"
#include "wosa/spi/readiness.hpp"

namespace wosa::spi {

/// A wait over several sockets, as one of them sees it. Lives on the waiting thread's stack.
struct Watch {
  DWORD conditions = 0;
  std::atomic<std::uint32_t>* signal = nullptr;  // counted up and woken
  std::atomic<bool> hit{false};                  // this socket is worth a look
  Watch* previous = nullptr;
  Watch* next = nullptr;
};

/// The two directions in which a call blocks.
enum class Side : unsigned { in = 0, out = 1 };

class ReadinessCore {
 public:
  ReadinessCore() noexcept = default;
  ~ReadinessCore() { delete selection_.load(std::memory_order_relaxed); }
  ReadinessCore(const ReadinessCore&) = delete;
  ReadinessCore& operator=(const ReadinessCore&) = delete;

  void reference() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
  void release() noexcept;

  // -- For the transport ------------------------------------------------------------------------------------

  void changed(DWORD conditions) noexcept {
    full_fence();
    if (interest_.load(std::memory_order_relaxed) != 0) [[unlikely]]
      tell(conditions);
  }

  /// Whether somebody waits in any way, or is about to.
  bool has_interest() const noexcept { return interest_.load(std::memory_order_relaxed) != 0; }

  // -- For the engine ---------------------------------------------------------------------------------------

  /// From here on somebody can wait. forks counts the generations; watches and arming are of the present one.
  void attach(const WOSA_SCHEDULER& scheduler, const std::atomic<std::uint32_t>& forks) noexcept;
  /// The descriptor that is signalled while armed; none before, and none for a kernel object, which knows by
  /// itself. After detach() its number may belong to somebody else.
  void set_descriptor(int descriptor) noexcept;
  void detach() noexcept { set_descriptor(-1); }

  /// Between begin_wait and end_wait, sleep() wakes when the socket changed since ticket() was taken.
  void begin_wait(Side side) noexcept { announce(kOne[index(side)]); }
  void end_wait(Side side) noexcept { interest_.fetch_sub(kOne[index(side)], std::memory_order_release); }
  std::uint32_t ticket(Side side) const noexcept {
    return epoch_[index(side)].load(std::memory_order_acquire);
  }
  /// 0 woken, ETIMEDOUT. timeout in nanoseconds, below 0: for ever.
  int sleep(Side side, std::uint32_t ticket, std::int64_t timeout) noexcept;
  /// Wakes everybody who waits in a direction, or in any way at all.
  void wake(Side side) noexcept;
  void wake_all() noexcept;

  void watch(Watch& watch) noexcept;
  void unwatch(Watch& watch) noexcept;

  /// The socket's selection of network events; nullptr before the first.
  EventSelection* selection() const noexcept { return selection_.load(std::memory_order_acquire); }
  /// The selection, made if there is none; nullptr when memory is short.
  EventSelection* make_selection(const EventSelectionHost& host, void* socket) noexcept;

  void arm(DWORD conditions) noexcept;
  void disarm() noexcept;
  /// Makes the descriptor readable now, if it is armed: a condition holds already.
  void signal_descriptor() noexcept;

 private:
  static constexpr std::size_t index(Side side) noexcept { return static_cast<std::size_t>(side); }
  static constexpr std::array<std::uint64_t, 2> kOne{std::uint64_t{1}, std::uint64_t{1} << 16};
  static constexpr std::uint64_t kOneWatch = std::uint64_t{1} << 32;
  static constexpr std::uint64_t kOneArm = std::uint64_t{1} << 48;
  static constexpr std::uint64_t kOneSelection = std::uint64_t{1} << 63;
  static constexpr std::uint64_t kField = 0xFFFF;

  void full_fence() noexcept {
#if defined(__SANITIZE_THREAD__)
    interest_.fetch_add(0, std::memory_order_seq_cst);  // it does not understand fences
#else
    std::atomic_thread_fence(std::memory_order_seq_cst);
#endif
  }
  void announce(std::uint64_t one) noexcept {
    interest_.fetch_add(one, std::memory_order_seq_cst);
    full_fence();  // not every processor keeps what follows behind the addition
  }
  void tell(DWORD conditions) noexcept;
  void tell_watches(DWORD conditions) noexcept;
  void write_descriptor() noexcept;
  void drain_descriptor() noexcept;

  std::atomic<std::uint64_t> interest_{0};
  std::array<std::atomic<std::uint32_t>, 2> epoch_{};
  std::atomic<std::uint32_t> references_{1};
  std::atomic<std::uint32_t> generation_{0};
  std::atomic<const std::atomic<std::uint32_t>*> forks_{nullptr};
  std::atomic<const WOSA_SCHEDULER*> scheduler_{nullptr};  // null: nobody can wait
  std::atomic<EventSelection*> selection_{nullptr};

  ControlLock lock_;
  Watch* watches_ = nullptr;  // this and below: guarded by lock_
  int descriptor_ = -1;
  DWORD armed_ = 0;  // conditions of all armings together, as long as one stands
  std::uint32_t armings_ = 0;
};

}  // namespace wosa::spi
