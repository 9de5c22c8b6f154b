// SPDX-License-Identifier: MIT
#pragma once

// An event object that network events are selected for, and what they say.

#include <gtest/gtest.h>
#include <winsock2.h>

#include "kit/expect.hpp"
#include "kit/waiting.hpp"

namespace kit {

class NetworkEvent {
 public:
  NetworkEvent() : event_(WSACreateEvent()) { EXPECT_NE(event_, WSA_INVALID_EVENT); }
  ~NetworkEvent() { WSACloseEvent(event_); }
  NetworkEvent(const NetworkEvent&) = delete;
  NetworkEvent& operator=(const NetworkEvent&) = delete;

  operator WSAEVENT() const { return event_; }  // NOLINT(google-explicit-constructor): the handle itself

  void select(SOCKET s, long events) const {
    EXPECT_SUCCEEDS(WSAEventSelect(s, event_, static_cast<LONG>(events)));
  }
  [[nodiscard]] bool is_set(DWORD ms = 0) const {
    return WSAWaitForMultipleEvents(1, &event_, TRUE, ms, FALSE) == WSA_WAIT_EVENT_0;
  }

  // Moves the record to `seen`, and resets the event.
  long take(SOCKET s) {
    WSANETWORKEVENTS record{};
    EXPECT_SUCCEEDS(WSAEnumNetworkEvents(s, event_, &record));
    for (int bit = 0; bit < FD_MAX_EVENTS; ++bit) {
      if ((record.lNetworkEvents & (1L << bit)) != 0) seen.iErrorCode[bit] = record.iErrorCode[bit];
    }
    seen.lNetworkEvents |= record.lNetworkEvents;
    return record.lNetworkEvents;
  }

  // Waits on the event, as a program does, until all of `events` were given; false after the patience. What
  // was given is in `seen`.
  bool comes(SOCKET s, long events) {
    seen = {};
    while ((seen.lNetworkEvents & events) != events) {
      if (!is_set(kPatienceMs)) return false;
      take(s);
    }
    return true;
  }

  WSANETWORKEVENTS seen{};

 private:
  WSAEVENT event_;
};

}  // namespace kit
