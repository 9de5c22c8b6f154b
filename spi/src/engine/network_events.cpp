// SPDX-License-Identifier: MIT

// WSPEventSelect and WSPEnumNetworkEvents: what a socket's state means in network events, and which calls
// re-enable them. The record is event_selection.hpp's.

#include "engine/network_events.hpp"

#include "wosa/spi/caller_memory.hpp"

#include "engine/connection.hpp"

namespace wosa::spi::engine {
namespace {

constexpr long kKnownEvents = FD_ALL_EVENTS;

NetworkStage stage_of(void* context) noexcept {
  auto& socket = *static_cast<Socket*>(context);
  if (!socket.is_stream()) return NetworkStage::datagram;
  if (socket.has(kListening)) return NetworkStage::listening;
  if (still_connecting(socket)) return NetworkStage::connecting;
  return socket.has(kConnected) ? NetworkStage::connected : NetworkStage::idle;
}

NetworkState observe(void* context) noexcept {
  auto& socket = *static_cast<Socket*>(context);
  NetworkState state;
  state.stage = stage_of(context);
  if (state.stage == NetworkStage::connecting) return state;
  state.connect_outcome = socket.connect_outcome.load(std::memory_order_acquire);
  if (state.stage == NetworkStage::idle) return state;
  state.ready = conditions_now(socket, kNetworkConditions);
  state.shut_receive = socket.has(kShutReceive);
  state.shut_send = socket.has(kShutSend);
  state.broken = socket.broken.load(std::memory_order_acquire);
  return state;
}

short poll_events(void* context, DWORD conditions) noexcept {
  return static_cast<Socket*>(context)->endpoint->poll_events(conditions);
}

EventSelection* make_selection(Socket& socket) noexcept {
  Provider& provider = socket.provider;
  const EventSelectionHost host{&socket.runtime(),
                                &provider.fork_generation,
                                provider.upcalls.lpWPUSetEvent,
                                provider.upcalls.lpWPUResetEvent,
                                stage_of,
                                observe,
                                poll_events};
  return socket.core.make_selection(host, &socket);
}

int select_events(Socket& socket, WSAEVENT event, long mask) noexcept {
  EventSelection* selection = mask != 0 ? make_selection(socket) : socket.core.selection();
  if (mask != 0 && selection == nullptr) return WSAENOBUFS;
  if (mask == 0) {
    socket.set(kNonBlocking);
    socket.clear(kSelected);
    if (selection != nullptr) selection->end();
    return 0;
  }
  // Before the record begins: a call that ends from now on re-enables.
  const bool was_blocking = socket.blocking();
  socket.set(kNonBlocking | kSelected);
  const int code = selection->select(socket.descriptor, event, mask);
  if (code != 0) socket.clear(kSelected | (was_blocking ? std::uint32_t{kNonBlocking} : 0u));
  return code;
}

}  // namespace

int event_select(Provider& provider, SOCKET s, WSAEVENT event, LONG events, LPINT error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  if (provider.upcalls.lpWPUSetEvent == nullptr || provider.upcalls.lpWPUResetEvent == nullptr)
    return fail(error, WSAEOPNOTSUPP);
  if ((events & ~kKnownEvents) != 0) return fail(error, WSAEINVAL);
  if (events != 0 && event == WSA_INVALID_EVENT) return fail(error, WSAEINVAL);
  return finish(error, select_events(*socket, event, events));
}

int enum_network_events(Provider& provider, SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events,
                        LPINT error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  // Before anything is taken from the record.
  if (events == nullptr || !can_write(events, sizeof *events)) return fail(error, WSAEFAULT);
  WSANETWORKEVENTS record{};
  EventSelection* selection = socket->core.selection();
  int code = 0;
  if (selection != nullptr) {
    code = selection->enumerate(event, record);
  } else if (event != WSA_INVALID_EVENT && provider.upcalls.lpWPUResetEvent != nullptr) {
    code = provider.upcalls.lpWPUResetEvent(event, nullptr) != FALSE ? 0 : WSAEINVAL;
  }
  if (code == 0) *events = record;
  return finish(error, code);
}

void reenable_selected(Socket& socket, long events) noexcept {
  if (EventSelection* selection = socket.core.selection(); selection != nullptr) selection->reenabled(events);
}

// Somebody who guessed the handle may be closing the socket already.
void inherit_selection(Socket& listener, SOCKET accepted) noexcept {
  EventSelection* selection = listener.core.selection();
  if (selection == nullptr) return;
  WSAEVENT event = WSA_INVALID_EVENT;
  long mask = 0;
  selection->current(event, mask);
  const Pinned socket(listener.provider, accepted);
  if (socket && mask != 0) select_events(*socket, event, mask);
}

void end_selection(Socket& socket) noexcept {
  if (!socket.has(kSelected)) return;
  if (EventSelection* selection = socket.core.selection(); selection != nullptr) selection->end();
}

}  // namespace wosa::spi::engine
