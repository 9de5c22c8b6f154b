// SPDX-License-Identifier: MIT
// Network events: each call reaches its procedure as it was made, once it is known that its event is one.
#include "api_fixture.hpp"

namespace api_test {
namespace {

class NetworkEventCalls : public ApiTest {
 protected:
  ~NetworkEventCalls() override { WSACloseEvent(event_); }

  SOCKET s_ = open();
  WSAEVENT event_ = WSACreateEvent();
  WSANETWORKEVENTS record_{};
};

TEST_F(NetworkEventCalls, Select) {
  EXPECT_CALL(provider, WSPEventSelect(s_, event_, FD_READ | FD_ADDRESS_LIST_CHANGE, NotNull()))
      .WillOnce(Return(0));
  EXPECT_EQ(WSAEventSelect(s_, event_, FD_READ | FD_ADDRESS_LIST_CHANGE), 0);
  expect_untouched();
  EXPECT_CALL(provider, WSPEventSelect(s_, event_, FD_CLOSE, NotNull())).WillOnce(FailWith(WSAENOBUFS));
  EXPECT_EQ(WSAEventSelect(s_, event_, FD_CLOSE), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAENOBUFS);
}

TEST_F(NetworkEventCalls, CancellingPassesAnyHandle) {
  const auto nonsense = opaque<WSAEVENT>(7);
  EXPECT_CALL(provider, WSPEventSelect(s_, nonsense, 0, NotNull())).WillOnce(Return(0));
  EXPECT_EQ(WSAEventSelect(s_, nonsense, 0), 0);
  expect_untouched();
}

TEST_F(NetworkEventCalls, WhatIsNoEventReachesNobody) {
  const HANDLE semaphore = CreateSemaphoreA(nullptr, 0, 1, nullptr);
  for (const WSAEVENT one : {WSAEVENT{nullptr}, opaque<WSAEVENT>(7), WSAEVENT{semaphore}}) {
    EXPECT_EQ(WSAEventSelect(s_, one, FD_READ), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
    if (one == nullptr) continue;
    EXPECT_EQ(WSAEnumNetworkEvents(s_, one, &record_), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
  }
  EXPECT_EQ(WSAEventSelect(s_, event_, 0x400), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
  CloseHandle(semaphore);
}

TEST_F(NetworkEventCalls, Enumerate) {
  EXPECT_CALL(provider, WSPEnumNetworkEvents(s_, event_, &record_, NotNull())).WillOnce(Return(0));
  EXPECT_EQ(WSAEnumNetworkEvents(s_, event_, &record_), 0);
  expect_untouched();
  EXPECT_CALL(provider, WSPEnumNetworkEvents(s_, IsNull(), IsNull(), NotNull()))
      .WillOnce(FailWith(WSAEFAULT));
  EXPECT_EQ(WSAEnumNetworkEvents(s_, nullptr, nullptr), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
}

}  // namespace
}  // namespace api_test
