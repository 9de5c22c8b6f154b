// SPDX-License-Identifier: MIT
// Events and waits by Winsock's names (behaviours 171 to 174).
#include <winsock2.h>

#include <vector>

#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

class WinsockEvent : public testing::Test {
 protected:
  WinsockEvent() {
    WSADATA data;
    EXPECT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
  }
  ~WinsockEvent() override { EXPECT_EQ(WSACleanup(), 0); }
};

TEST_F(WinsockEvent, IsAManualResetEventThatIsNotSignalled) {
  WSAEVENT event = WSACreateEvent();
  ASSERT_NE(event, WSA_INVALID_EVENT);
  EXPECT_EQ(WSAWaitForMultipleEvents(1, &event, FALSE, 0, FALSE), WSA_WAIT_TIMEOUT);
  EXPECT_TRUE(WSASetEvent(event));
  EXPECT_EQ(WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE), WSA_WAIT_EVENT_0);
  EXPECT_EQ(WSAWaitForMultipleEvents(1, &event, TRUE, 0, FALSE), WSA_WAIT_EVENT_0);
  EXPECT_TRUE(WSAResetEvent(event));
  EXPECT_EQ(WSAWaitForMultipleEvents(1, &event, TRUE, 1, FALSE), WSA_WAIT_TIMEOUT);
  EXPECT_TRUE(WSACloseEvent(event));
  EXPECT_FALSE(WSACloseEvent(event));
  EXPECT_EQ(WSAGetLastError(), WSA_INVALID_HANDLE);
}

TEST_F(WinsockEvent, IsAnEventOfWin32) {
  const Handle event = auto_event();
  EXPECT_TRUE(WSASetEvent(event));
  EXPECT_EQ(poll(event), WAIT_OBJECT_0);
  WSAEVENT other = WSACreateEvent();
  EXPECT_TRUE(SetEvent(other));
  EXPECT_EQ(poll(other), WAIT_OBJECT_0);
  EXPECT_TRUE(CloseHandle(other));
}

TEST_F(WinsockEvent, WaitsCountTheirHandles) {
  std::vector<WSAEVENT> events(65);
  for (auto& event : events) event = WSACreateEvent();
  EXPECT_EQ(WSAWaitForMultipleEvents(0, events.data(), FALSE, 0, FALSE), WSA_WAIT_FAILED);
  EXPECT_EQ(WSAGetLastError(), WSA_INVALID_PARAMETER);
  EXPECT_EQ(WSAWaitForMultipleEvents(65, events.data(), FALSE, 0, FALSE), WSA_WAIT_FAILED);
  EXPECT_EQ(WSAGetLastError(), WSA_INVALID_PARAMETER);
  EXPECT_EQ(WSAWaitForMultipleEvents(1, nullptr, FALSE, 0, FALSE), WSA_WAIT_FAILED);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
  WSASetEvent(events[5]);
  WSASetEvent(events[9]);
  EXPECT_EQ(WSAWaitForMultipleEvents(64, events.data(), FALSE, 0, FALSE), WSA_WAIT_EVENT_0 + 5);
  EXPECT_EQ(WSAWaitForMultipleEvents(64, events.data(), TRUE, 0, FALSE), WSA_WAIT_TIMEOUT);
  for (auto event : events) EXPECT_TRUE(WSACloseEvent(event));
  EXPECT_EQ(WSAWaitForMultipleEvents(1, events.data(), FALSE, 0, FALSE), WSA_WAIT_FAILED);
  EXPECT_EQ(WSAGetLastError(), WSA_INVALID_HANDLE);
}

TEST_F(WinsockEvent, AnAlertableWaitRunsCalls) {
  WSAEVENT event = WSACreateEvent();
  QueueUserAPC([](ULONG_PTR) {}, GetCurrentThread(), 0);
  EXPECT_EQ(WSAWaitForMultipleEvents(1, &event, FALSE, 0, FALSE), WSA_WAIT_TIMEOUT);
  EXPECT_EQ(WSAWaitForMultipleEvents(1, &event, FALSE, 0, TRUE), WSA_WAIT_IO_COMPLETION);
  EXPECT_EQ(WSAWaitForMultipleEvents(1, &event, FALSE, 0, TRUE), WSA_WAIT_TIMEOUT);
  EXPECT_TRUE(WSACloseEvent(event));
}

TEST_F(WinsockEvent, WhatIsNoEventIsRefused) {
  const Handle lock = mutex();
  for (WSAEVENT handle : {static_cast<WSAEVENT>(lock), WSA_INVALID_EVENT}) {
    EXPECT_FALSE(WSASetEvent(handle));
    EXPECT_EQ(WSAGetLastError(), WSA_INVALID_HANDLE);
    EXPECT_FALSE(WSAResetEvent(handle));
    EXPECT_FALSE(WSACloseEvent(handle));
    EXPECT_EQ(WSAGetLastError(), WSA_INVALID_HANDLE);
  }
  EXPECT_EQ(poll(lock), WAIT_OBJECT_0);
}

TEST(WinsockEventUnstarted, NothingWorksBeforeStartup) {
  const Handle event = auto_event(true);
  const WSAEVENT handle = event;
  EXPECT_EQ(WSACreateEvent(), WSA_INVALID_EVENT);
  EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
  EXPECT_EQ(WSAWaitForMultipleEvents(1, &handle, FALSE, 0, FALSE), WSA_WAIT_FAILED);
  EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
  for (BOOL (*function)(WSAEVENT) : {&WSASetEvent, &WSAResetEvent, &WSACloseEvent}) {
    WSASetLastError(0);
    EXPECT_FALSE(function(handle));
    EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
  }
}

}  // namespace
}  // namespace kernel_test
