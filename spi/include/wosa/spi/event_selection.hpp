// SPDX-License-Identifier: MIT
#pragma once

// WSAEventSelect of one socket: the record (network_events.hpp) with its lock, the event object, and the
// watch of a kernel object.
//
// A change reaches the record in two ways. Where a thread of the provider's own may look at the socket (a
// call of the program, the routine of a watch), evaluate() looks, records and sets the event. A transport
// that says "my readiness changed" may hold locks that a look would need, so announce() only sets the event,
// and the look is made by whoever enumerates; an event that is set with nothing recorded is Winsock's own
// freedom.
//
// Nothing is lost between looking and changing: who re-enables an event publishes that in awaited_ before it
// looks, and who changes the socket does so before it reads awaited_.
//
// What a look saw is recorded only if no event was re-enabled meanwhile: the call that did so looks later,
// and knows what it has taken away itself.
//
// lock_ guards the record and the event. watch_lock_ guards the watch and is held while it is changed, a leaf
// of the runtime's that calls nobody back; it is taken before lock_. No lock is held while the socket is
// looked at or the event set. The fork generation makes both free in a child.

#include <atomic>
#include <cstdint>

#include "wosa/spi/control_lock.hpp"
#include "wosa/spi/network_events.hpp"

namespace wosa::spi {

/// What a selection needs of its provider.
struct EventSelectionHost {
  const WOSA_RUNTIME_EXTENSION* runtime;
  const std::atomic<std::uint32_t>* fork_generation;
  LPWPUSETEVENT set_event;
  LPWPURESETEVENT reset_event;
  /// Where a socket stands; takes the outcome of a connect if there is one. Called, as all here, with no lock
  /// of record or event held.
  NetworkStage (*stage)(void* socket) noexcept;
  /// Looks at a socket.
  NetworkState (*observe)(void* socket) noexcept;
  /// The events of poll(2) that tell of conditions.
  short (*poll_events)(void* socket, DWORD conditions) noexcept;
};

class EventSelection {
 public:
  EventSelection(const EventSelectionHost& host, void* socket) noexcept : host_(host), socket_(socket) {}
  EventSelection(const EventSelection&) = delete;
  EventSelection& operator=(const EventSelection&) = delete;

  /// A new selection in place of the one before: clears the record, records what holds. mask 0 ends it.
  /// descriptor: of the kernel object that knows when the socket changes, or -1 where announce() is called.
  /// 0, WSAENOBUFS, WSAEINVAL; WSAEOPNOTSUPP where the runtime watches no descriptors.
  int select(int descriptor, WSAEVENT event, long mask) noexcept;
  /// The socket is being closed: nothing is recorded any more.
  void end() noexcept;
  /// Before the descriptor is closed. Nobody looks at the socket any more when this returns.
  void end_watch(bool descriptor_lost) noexcept;

  /// The event object and the mask, for a socket that inherits them.
  void current(WSAEVENT& event, long& mask) noexcept;

  /// Resets event, if there is one, and moves the record to out. 0, or WSAEINVAL for what is no event; then
  /// the record is unchanged.
  int enumerate(WSAEVENT event, WSANETWORKEVENTS& out) noexcept;

  /// A call that re-enables events is over; records those that hold.
  void reenabled(long events) noexcept;
  /// The socket may have changed: records what holds.
  void evaluate() noexcept { look(true); }
  /// Conditions changed; called with any lock of a transport's held.
  void announce(DWORD conditions) noexcept;

 private:
  ControlGuard hold(ControlLock& lock) noexcept {
    return {lock, *host_.runtime->pScheduler, host_.fork_generation->load(std::memory_order_relaxed)};
  }
  void look(bool tell) noexcept;
  /// With lock_: others see what the record waits for.
  void publish() noexcept { awaited_.store(events_.awaited(), std::memory_order_seq_cst); }
  void set(WSAEVENT event) noexcept;
  void extend_watch() noexcept;
  void shrink_watch(short fired, short awaited) noexcept;
  short wanted_events() noexcept;
  static void WSAAPI fired(void* context, short events) noexcept;

  const EventSelectionHost host_;
  void* const socket_;
  std::atomic<long> awaited_{0};
  ControlLock lock_;
  ControlLock watch_lock_;
  NetworkEvents events_;         // guarded by lock_
  WSAEVENT event_ = nullptr;     // guarded by lock_
  std::uint32_t renewals_ = 0;   // guarded by lock_: selections and calls that re-enabled
  WOSA_WATCH* watch_ = nullptr;  // guarded by watch_lock_
  short watched_ = 0;            // guarded by watch_lock_
};

}  // namespace wosa::spi
