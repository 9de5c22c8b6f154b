// SPDX-License-Identifier: MIT
// Events, threads and APCs as providers get them, by the upcall table.
#include "upcalls/upcall_table.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "runtime/thread_block.hpp"
#include "winerror.h"

namespace wosa::runtime {
namespace {

const WSPUPCALLTABLE upcalls = upcall_table();

class Upcalls : public testing::Test {
 protected:
  Upcalls() {
    WSADATA data;
    EXPECT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    ran = 0;
  }
  ~Upcalls() override { EXPECT_EQ(WSACleanup(), 0); }

  static inline thread_local DWORD_PTR ran = 0;
  static void CALLBACK note(DWORD_PTR context) { ran = ran * 10 + context; }
};

TEST_F(Upcalls, Events) {
  INT error = 0;
  WSAEVENT event = upcalls.lpWPUCreateEvent(&error);
  ASSERT_NE(event, WSA_INVALID_EVENT);
  EXPECT_EQ(WSAWaitForMultipleEvents(1, &event, FALSE, 0, FALSE), WSA_WAIT_TIMEOUT);
  EXPECT_TRUE(upcalls.lpWPUSetEvent(event, &error));
  EXPECT_EQ(WSAWaitForMultipleEvents(1, &event, FALSE, 0, FALSE), WSA_WAIT_EVENT_0);
  EXPECT_TRUE(upcalls.lpWPUResetEvent(event, &error));
  EXPECT_EQ(WSAWaitForMultipleEvents(1, &event, FALSE, 0, FALSE), WSA_WAIT_TIMEOUT);
  EXPECT_TRUE(upcalls.lpWPUCloseEvent(event, &error));
  EXPECT_EQ(error, 0);
  for (const auto& upcall : {upcalls.lpWPUCloseEvent, upcalls.lpWPUSetEvent, upcalls.lpWPUResetEvent}) {
    error = 0;
    EXPECT_FALSE(upcall(event, &error));
    EXPECT_EQ(error, WSA_INVALID_HANDLE);
    EXPECT_FALSE(upcall(event, nullptr));
  }
}

TEST_F(Upcalls, AnApcRunsInTheThreadOfTheCall) {
  INT error = 0;
  WSATHREADID id = thread_block()->id;
  std::thread([&] {
    EXPECT_EQ(upcalls.lpWPUQueueApc(&id, &note, 1, &error), 0);
    EXPECT_EQ(upcalls.lpWPUQueueApc(&id, &note, 2, &error), 0);
    EXPECT_EQ(SleepEx(0, TRUE), 0U) << "it is not this thread's";
  }).join();
  EXPECT_EQ(SleepEx(INFINITE, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(ran, 12U);
}

TEST_F(Upcalls, TheIdOfAThreadThatEndedIsRefused) {
  INT error = 0;
  WSATHREADID id{};
  std::thread([&] { id = thread_block()->id; }).join();
  EXPECT_EQ(upcalls.lpWPUQueueApc(&id, &note, 1, &error), SOCKET_ERROR);
  EXPECT_EQ(error, WSAEFAULT);
}

TEST_F(Upcalls, AnOwnThreadOfALayerHasAnIdAsLongAsItIsOpen) {
  INT error = 0;
  WSATHREADID id{};
  ASSERT_EQ(upcalls.lpWPUOpenCurrentThread(&id, &error), 0);
  WSATHREADID copy = id;
  EXPECT_EQ(upcalls.lpWPUQueueApc(&copy, &note, 7, &error), 0);
  EXPECT_EQ(SleepEx(INFINITE, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(ran, 7U);
  EXPECT_EQ(upcalls.lpWPUCloseThread(&id, &error), 0);
  EXPECT_EQ(upcalls.lpWPUCloseThread(&copy, &error), SOCKET_ERROR);
  EXPECT_EQ(error, WSA_INVALID_HANDLE);
  EXPECT_EQ(upcalls.lpWPUQueueApc(&copy, &note, 7, &error), SOCKET_ERROR);
  EXPECT_EQ(error, WSAEFAULT);
}

TEST_F(Upcalls, NullPointersAreRefused) {
  INT error = 0;
  WSATHREADID id = thread_block()->id;
  EXPECT_EQ(upcalls.lpWPUQueueApc(nullptr, &note, 0, &error), SOCKET_ERROR);
  EXPECT_EQ(error, WSAEFAULT);
  EXPECT_EQ(upcalls.lpWPUQueueApc(&id, nullptr, 0, &error), SOCKET_ERROR);
  EXPECT_EQ(upcalls.lpWPUOpenCurrentThread(nullptr, &error), SOCKET_ERROR);
  EXPECT_EQ(error, WSAEFAULT);
  EXPECT_EQ(upcalls.lpWPUCloseThread(nullptr, nullptr), SOCKET_ERROR);
}

TEST(UpcallsUnstarted, AThreadIsOpenedAfterStartupOnly) {
  INT error = 0;
  WSATHREADID id{};
  EXPECT_EQ(upcalls.lpWPUOpenCurrentThread(&id, &error), SOCKET_ERROR);
  EXPECT_EQ(error, WSANOTINITIALISED);
}

}  // namespace
}  // namespace wosa::runtime
