// SPDX-License-Identifier: MIT

// WSPEventSelect and WSPEnumNetworkEvents: what the kernel says of a socket in network events, and which
// calls re-enable them. The record and the watch of the descriptor are wosa/spi/event_selection.hpp's.

#include "network_events.hpp"

#include <poll.h>
#include <sys/ioctl.h>

#include <memory>
#include <new>

#include "caller_memory.hpp"
#include "connection.hpp"
#include "errors.hpp"
#include "procedures.hpp"
#include "readiness.hpp"

namespace wosa::tcpip {

/// A selection, with what it needs to look at its socket. Whoever calls it holds the socket, or is the
/// routine of its watch, which ends before the socket does.
struct Selection {
  Selection(Socket& socket_, SOCKET s, const spi::EventSelectionHost& host) noexcept
      : socket(socket_), descriptor(descriptor_of(s)), events(host, this) {}

  Socket& socket;
  const int descriptor;
  spi::EventSelection events;
};

namespace {

spi::NetworkStage stage_of(void* context) noexcept {
  const auto& selection = *static_cast<Selection*>(context);
  Socket& socket = selection.socket;
  if (!socket.is_stream()) return spi::NetworkStage::datagram;
  if (socket.has(kListening)) return spi::NetworkStage::listening;
  if (still_connecting(socket, selection.descriptor)) return spi::NetworkStage::connecting;
  return socket.has(kConnected) ? spi::NetworkStage::connected : spi::NetworkStage::idle;
}

spi::NetworkState observe(void* context) noexcept {
  const auto& selection = *static_cast<Selection*>(context);
  Socket& socket = selection.socket;
  spi::NetworkState state;
  state.stage = stage_of(context);
  if (state.stage == spi::NetworkStage::connecting) return state;
  state.connect_outcome = socket.connect_outcome.load(std::memory_order_acquire);
  if (state.stage == spi::NetworkStage::idle) return state;
  pollfd now{selection.descriptor, poll_events(socket, spi::kNetworkConditions), 0};
  int count = 0;
  if (scheduler().lpPoll(&now, 1, 0, &count) != 0 || (now.revents & POLLNVAL) != 0) return state;
  state.ready = ready_conditions(socket, selection.descriptor, spi::kNetworkConditions, now.revents);
  state.shut_receive = socket.has(kShutReceive);
  state.shut_send = socket.has(kShutSend);
  state.broken = socket.broken.load(std::memory_order_acquire);
  return state;
}

short events_of(void* context, DWORD conditions) noexcept {
  return poll_events(static_cast<Selection*>(context)->socket, conditions);
}

spi::EventSelection* selection_of(Socket& socket) noexcept {
  Selection* made = socket.selection.load(std::memory_order_acquire);
  return made != nullptr ? &made->events : nullptr;
}

spi::EventSelection* make_selection(Socket& socket, SOCKET s) noexcept {
  if (spi::EventSelection* made = selection_of(socket); made != nullptr) return made;
  const spi::EventSelectionHost host{&runtime(),
                                     &g_provider.fork_generation,
                                     g_provider.set_event.load(std::memory_order_relaxed),
                                     g_provider.reset_event.load(std::memory_order_relaxed),
                                     stage_of,
                                     observe,
                                     events_of};
  std::unique_ptr<Selection> made(new (std::nothrow) Selection(socket, s, host));
  if (made == nullptr) return nullptr;
  Selection* other = nullptr;
  if (socket.selection.compare_exchange_strong(other, made.get(), std::memory_order_acq_rel))
    return &made.release()->events;
  return &other->events;
}

int select_events(Socket& socket, SOCKET s, WSAEVENT event, long mask) noexcept {
  int on = 1;
  if (ioctl(descriptor_of(s), FIONBIO, &on) != 0) return last_wsa_error();
  if (mask == 0) {
    socket.set(kNonBlocking);
    socket.clear(kSelected);
    if (spi::EventSelection* selection = selection_of(socket); selection != nullptr) selection->end();
    return 0;
  }
  spi::EventSelection* selection = make_selection(socket, s);
  if (selection == nullptr) return WSAENOBUFS;
  // Before the record begins: a call that ends from now on re-enables.
  socket.set(kNonBlocking | kSelected);
  const int code = selection->select(descriptor_of(s), event, mask);
  if (code != 0) socket.clear(kSelected);
  return code;
}

bool has_events() noexcept {
  return g_provider.set_event.load(std::memory_order_relaxed) != nullptr &&
         g_provider.reset_event.load(std::memory_order_relaxed) != nullptr &&
         WOSA_EXTENSION_HAS(WOSA_RUNTIME_EXTENSION, &runtime(), lpEndWatch);
}

}  // namespace

int WSPAPI wsp_event_select(SOCKET s, WSAEVENT event, LONG events, LPINT error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  if (!has_events()) return fail(error, WSAEOPNOTSUPP);
  if ((events & ~FD_ALL_EVENTS) != 0) return fail(error, WSAEINVAL);
  if (events != 0 && event == WSA_INVALID_EVENT) return fail(error, WSAEINVAL);
  return finish(error, select_events(*socket, s, event, events));
}

int WSPAPI wsp_enum_network_events(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events,
                                   LPINT error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  if (!has_events()) return fail(error, WSAEOPNOTSUPP);
  // Before anything is taken from the record.
  if (events == nullptr || !can_write(events, sizeof *events)) return fail(error, WSAEFAULT);
  WSANETWORKEVENTS record{};
  int code = 0;
  if (spi::EventSelection* selection = selection_of(*socket); selection != nullptr) {
    code = selection->enumerate(event, record);
  } else if (event != WSA_INVALID_EVENT) {
    code = g_provider.reset_event.load(std::memory_order_relaxed)(event, nullptr) != FALSE ? 0 : WSAEINVAL;
  }
  if (code == 0) *events = record;
  return finish(error, code);
}

void reenable_selected(Socket& socket, long events) noexcept {
  if (spi::EventSelection* selection = selection_of(socket); selection != nullptr)
    selection->reenabled(events);
}

// Somebody who guessed the handle may be closing the socket already.
void inherit_selection(Socket& listener, SOCKET accepted) noexcept {
  spi::EventSelection* selection = selection_of(listener);
  if (selection == nullptr) return;
  WSAEVENT event = WSA_INVALID_EVENT;
  long mask = 0;
  selection->current(event, mask);
  const Pinned socket{accepted};
  if (socket && mask != 0) select_events(*socket, accepted, event, mask);
}

void end_selection(Socket& socket) noexcept {
  if (spi::EventSelection* selection = selection_of(socket); selection != nullptr) selection->end();
}

void end_watch(Socket& socket, bool descriptor_lost) noexcept {
  Selection* selection = socket.selection.exchange(nullptr, std::memory_order_acq_rel);
  if (selection == nullptr) return;
  selection->events.end();
  selection->events.end_watch(descriptor_lost);
  delete selection;
}

}  // namespace wosa::tcpip
