// SPDX-License-Identifier: MIT
#include "wosa/spi/network_events.hpp"

#include <algorithm>

namespace wosa::spi {
namespace {

// Nothing but a new selection makes these possible again.
constexpr long kOnce = FD_CONNECT | FD_CLOSE;

NetworkObservation observe_connected(const NetworkState& state) noexcept {
  NetworkObservation seen;
  const bool readable = (state.ready & WOSA_READY_DATA) != 0 && !state.shut_receive && state.broken == 0;
  const bool failed = (state.ready & WOSA_READY_ERROR) != 0 || state.broken != 0;
  const bool ended = failed || (state.ready & WOSA_READY_HANGUP) != 0;
  if (readable) seen.holds |= FD_READ;
  // A send that fails at once finds no room, whatever select calls it.
  if ((state.ready & WOSA_READY_WRITE) != 0 && !failed && !state.shut_send) seen.holds |= FD_WRITE;
  if ((state.ready & WOSA_READY_OOB) != 0) seen.holds |= FD_OOB;
  if (ended && !readable) {
    seen.holds |= FD_CLOSE;
    seen.close_code = state.broken != 0 ? state.broken : (failed ? int{WSAECONNRESET} : 0);
  }
  return seen;
}

}  // namespace

NetworkObservation observe_network_events(const NetworkState& state) noexcept {
  NetworkObservation seen;
  switch (state.stage) {
    case NetworkStage::idle:
    case NetworkStage::connecting: break;
    case NetworkStage::listening:
      if ((state.ready & WOSA_READY_DATA) != 0) seen.holds |= FD_ACCEPT;
      return seen;
    case NetworkStage::connected: seen = observe_connected(state); break;
    case NetworkStage::datagram:
      if ((state.ready & WOSA_READY_DATA) != 0 && !state.shut_receive) seen.holds |= FD_READ;
      if ((state.ready & WOSA_READY_WRITE) != 0 && !state.shut_send) seen.holds |= FD_WRITE;
      return seen;
  }
  if (state.stage != NetworkStage::connecting && state.connect_outcome != kNoOutcome) {
    seen.holds |= FD_CONNECT;
    seen.connect_code = state.connect_outcome;
  }
  return seen;
}

long possible_network_events(NetworkStage stage) noexcept {
  switch (stage) {
    case NetworkStage::idle: return 0;
    case NetworkStage::listening: return FD_ACCEPT;
    case NetworkStage::connecting: return FD_CONNECT;
    case NetworkStage::connected: return FD_READ | FD_WRITE | FD_OOB | FD_CLOSE;
    case NetworkStage::datagram: return FD_READ | FD_WRITE;
  }
  return 0;
}

long announced_network_events(DWORD conditions) noexcept {
  long events = 0;
  if ((conditions & (WOSA_READY_READ | WOSA_READY_DATA)) != 0) events |= FD_READ | FD_ACCEPT;
  if ((conditions & WOSA_READY_WRITE) != 0) events |= FD_WRITE | FD_CONNECT;
  if ((conditions & WOSA_READY_OOB) != 0) events |= FD_OOB;
  if ((conditions & (WOSA_READY_HANGUP | WOSA_READY_ERROR)) != 0) events |= FD_CLOSE | FD_CONNECT;
  if ((conditions & WOSA_READY_FAILED) != 0) events |= FD_CONNECT;
  return events;
}

DWORD conditions_of_network_events(long events) noexcept {
  DWORD conditions = 0;
  if ((events & (FD_READ | FD_ACCEPT)) != 0) conditions |= WOSA_READY_READ;
  if ((events & (FD_WRITE | FD_CONNECT)) != 0) conditions |= WOSA_READY_WRITE;
  if ((events & FD_OOB) != 0) conditions |= WOSA_READY_OOB;
  if ((events & FD_CLOSE) != 0) conditions |= WOSA_READY_HANGUP;
  return conditions;
}

void NetworkEvents::select(long mask) noexcept {
  mask_ = mask;
  recorded_ = spent_ = announced_ = 0;
}

bool NetworkEvents::announce(long events) noexcept {
  const long news = events & awaited();
  announced_ |= news;
  return news != 0;
}

bool NetworkEvents::record(const NetworkObservation& seen) noexcept {
  const long news = seen.holds & mask_ & ~spent_;
  if (news == 0) return false;
  recorded_ |= news;
  spent_ |= news;
  announced_ &= ~news;
  if ((news & FD_CONNECT) != 0) codes_[FD_CONNECT_BIT] = seen.connect_code;
  if ((news & FD_CLOSE) != 0) codes_[FD_CLOSE_BIT] = seen.close_code;
  return true;
}

void NetworkEvents::reenable(long events) noexcept {
  spent_ &= ~events | kOnce;
  announced_ &= ~events | kOnce;
}

void NetworkEvents::take(WSANETWORKEVENTS& out) noexcept {
  out.lNetworkEvents = recorded_;
  std::fill(std::begin(out.iErrorCode), std::end(out.iErrorCode), 0);
  for (const int bit : {FD_CONNECT_BIT, FD_CLOSE_BIT}) {
    if ((recorded_ & (1L << bit)) != 0) out.iErrorCode[bit] = codes_[static_cast<std::size_t>(bit)];
  }
  recorded_ = 0;
}

}  // namespace wosa::spi
