// SPDX-License-Identifier: MIT
#pragma once

// The record of WSAEventSelect: which network events of a socket are recorded, and when each may be recorded
// again. A state machine and nothing more: it sets no event and takes no lock; event_selection.hpp gives it
// both. Source: winsock2.h, functions WSAEventSelect and WSAEnumNetworkEvents.
//
// An event of the mask is in one of these states:
//
//   awaited    it would be recorded if it happened
//   announced  it may have happened: the event object was set, and whoever enumerates looks at the socket
//   spent      it was recorded, and its re-enabling call has not been made since
//
// Recorded is what WSAEnumNetworkEvents has not given yet; a re-enabling call leaves it alone. FD_WRITE is
// re-enabled by a send that was refused, FD_CONNECT and FD_CLOSE by nothing but a new selection.

#include <array>

#include "wosa/spi/extension.h"

namespace wosa::spi {

/// Events that a receive re-enables.
constexpr long kAfterReceive = FD_READ | FD_OOB;
/// Events that a send re-enables: only one that was refused.
constexpr long after_send(int code) noexcept { return code == WSAEWOULDBLOCK ? FD_WRITE : 0; }

/// Where a socket stands, as far as it decides which events it can have.
enum class NetworkStage {
  idle,        // a stream that is not connected
  listening,   // FD_ACCEPT
  connecting,  // FD_CONNECT
  connected,   // FD_READ, FD_WRITE, FD_OOB, FD_CLOSE; FD_CONNECT of its own connect
  datagram,    // FD_READ, FD_WRITE
};

constexpr int kNoOutcome = -1;

/// What a provider sees of a socket at one moment.
struct NetworkState {
  NetworkStage stage = NetworkStage::idle;
  DWORD ready = 0;                   // WOSA_READY_ conditions that hold
  bool shut_receive = false;         // by this side: no receive gives anything any more
  bool shut_send = false;            // by this side
  int connect_outcome = kNoOutcome;  // of the last connect: 0 or the code
  int broken = 0;                    // the code that ended the connection, if one did
};

/// Network events whose conditions hold, and what WSAEnumNetworkEvents reports with them.
struct NetworkObservation {
  long holds = 0;
  int connect_code = 0;
  int close_code = 0;
};

/// Conditions that observe_network_events looks at.
constexpr DWORD kNetworkConditions = WOSA_READY_READ | WOSA_READY_DATA | WOSA_READY_WRITE | WOSA_READY_OOB |
                                     WOSA_READY_HANGUP | WOSA_READY_ERROR;

/// What a socket's state means in network events: FD_READ needs data, never the end alone; FD_CLOSE comes
/// when nothing is left to read.
NetworkObservation observe_network_events(const NetworkState& state) noexcept;
/// Events that a socket can have at this stage, and at the next without a call of its owner.
long possible_network_events(NetworkStage stage) noexcept;
/// Events that may have happened when a transport says that conditions changed.
long announced_network_events(DWORD conditions) noexcept;
/// Conditions that tell of events.
DWORD conditions_of_network_events(long events) noexcept;

class NetworkEvents {
 public:
  /// A new selection: nothing is recorded, everything of mask can be. 0 ends selecting.
  void select(long mask) noexcept;
  long mask() const noexcept { return mask_; }

  /// Which events the socket can have from now on.
  void open(long possible) noexcept { possible_ = possible; }
  /// Events whose happening is to be noticed.
  long wanted() const noexcept { return mask_ & possible_ & ~spent_; }
  /// Those of them that nobody has announced.
  long awaited() const noexcept { return wanted() & ~announced_; }

  /// Some of events may have happened. Whether the event object is to be set.
  bool announce(long events) noexcept;
  /// Whoever enumerates looks at the socket next: what is announced after this is news.
  void forget_announced() noexcept { announced_ = 0; }
  /// Records what holds and is not spent. Whether the event object is to be set.
  bool record(const NetworkObservation& seen) noexcept;
  /// A call that re-enables events was made, with whatever result.
  void reenable(long events) noexcept;
  /// Gives the record and clears it.
  void take(WSANETWORKEVENTS& out) noexcept;

 private:
  long mask_ = 0;
  long possible_ = 0;
  long recorded_ = 0;
  long spent_ = 0;
  long announced_ = 0;
  std::array<int, FD_MAX_EVENTS> codes_{};
};

}  // namespace wosa::spi
