// SPDX-License-Identifier: MIT
// Section 13: event objects and waits.
#include <windows.h>

#include <array>

#include "kit/case.hpp"

namespace {

class Event {
 public:
  explicit Event(WSAEVENT event = WSACreateEvent()) : event_(event) { EXPECT_NE(event_, WSA_INVALID_EVENT); }
  ~Event() { EXPECT_TRUE(WSACloseEvent(event_)); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  operator WSAEVENT() const { return event_; }

 private:
  WSAEVENT event_;
};

DWORD wait_for(std::initializer_list<WSAEVENT> events, BOOL all, DWORD timeout, BOOL alertable = FALSE) {
  return WSAWaitForMultipleEvents(static_cast<DWORD>(events.size()), events.begin(), all, timeout, alertable);
}

}  // namespace

API_CASE(Events, AreManualResetAndNotSignalled, 171) {
  const Event event;
  EXPECT_EQ(wait_for({event}, FALSE, 0), WSA_WAIT_TIMEOUT);
  EXPECT_TRUE(WSASetEvent(event));
  EXPECT_EQ(wait_for({event}, FALSE, WSA_INFINITE), WSA_WAIT_EVENT_0);
  EXPECT_EQ(wait_for({event}, FALSE, 0), WSA_WAIT_EVENT_0) << "a wait does not reset it";
  EXPECT_TRUE(WSAResetEvent(event));
  EXPECT_EQ(wait_for({event}, FALSE, 0), WSA_WAIT_TIMEOUT);
}

API_CASE(Events, AreThoseOfCreateEvent, 171) {
  const Event event(CreateEventA(nullptr, FALSE, FALSE, nullptr));
  EXPECT_TRUE(WSASetEvent(event));
  EXPECT_EQ(WaitForSingleObject(event, 0), WAIT_OBJECT_0);
  EXPECT_EQ(wait_for({event}, FALSE, 0), WSA_WAIT_TIMEOUT) << "an auto-reset event";
}

API_CASE(Events, WaitsTakeOneToSixtyFour, 172) {
  std::array<Event, 64> events;
  std::array<WSAEVENT, 65> handles{};
  for (std::size_t i = 0; i < events.size(); ++i) handles[i] = events[i];
  handles[64] = handles[63];
  for (DWORD count : {0U, 65U}) {
    WSASetLastError(0);
    EXPECT_EQ(WSAWaitForMultipleEvents(count, handles.data(), FALSE, 0, FALSE), WSA_WAIT_FAILED);
    EXPECT_EQ(WSAGetLastError(), WSA_INVALID_PARAMETER) << count;
  }
  EXPECT_TRUE(WSASetEvent(handles[63]));
  EXPECT_EQ(WSAWaitForMultipleEvents(64, handles.data(), FALSE, 0, FALSE), WSA_WAIT_EVENT_0 + 63);
  EXPECT_TRUE(WSASetEvent(handles[7]));
  EXPECT_EQ(WSAWaitForMultipleEvents(64, handles.data(), FALSE, 0, FALSE), WSA_WAIT_EVENT_0 + 7)
      << "the lowest index";
}

API_CASE(Events, AlertableWaitsRunCalls, 173) {
  const Event event;
  static int ran;
  ran = 0;
  QueueUserAPC([](ULONG_PTR) { ++ran; }, GetCurrentThread(), 0);
  EXPECT_EQ(wait_for({event}, FALSE, 0, FALSE), WSA_WAIT_TIMEOUT);
  EXPECT_EQ(ran, 0);
  EXPECT_EQ(wait_for({event}, FALSE, WSA_INFINITE, TRUE), DWORD{0xC0});
  EXPECT_EQ(ran, 1);
  EXPECT_EQ(wait_for({event}, FALSE, 1, TRUE), DWORD{258});
}

API_CASE(Events, AWaitForAllConsumesNothingEarly, 174) {
  const Event first(CreateEventA(nullptr, FALSE, TRUE, nullptr)), second;
  EXPECT_EQ(wait_for({first, second}, TRUE, 1), WSA_WAIT_TIMEOUT);
  EXPECT_EQ(wait_for({first}, FALSE, 0), WSA_WAIT_EVENT_0) << "it was left as it was";
  EXPECT_TRUE(WSASetEvent(first));
  EXPECT_TRUE(WSASetEvent(second));
  EXPECT_EQ(wait_for({first, second}, TRUE, 0), WSA_WAIT_EVENT_0);
  EXPECT_EQ(wait_for({first}, FALSE, 0), WSA_WAIT_TIMEOUT);
}
