// SPDX-License-Identifier: MIT
// The GoogleMock class: what it does by itself, what actions make of it, and its fixture.
#include "wosa/mock/provider_fixture.hpp"

#include <winsock2.h>

#include <string>

namespace wosa::mock {
namespace {

using testing::_;
using testing::Args;
using testing::NiceMock;
using testing::Return;

TEST(FakeProcedures, BeforeTheirStartSayThatTheyAreNotStarted) {
  Fake fake;
  const auto refuses = [](auto procedure, auto failure) {
    INT error = 0;
    EXPECT_EQ(procedure(&error), failure);
    EXPECT_EQ(error, WSANOTINITIALISED);
  };
  refuses([&](INT* error) { return fake.WSPListen(1, 1, error); }, SOCKET_ERROR);
  refuses([&](INT* error) { return fake.WSPSocket(AF_INET, SOCK_STREAM, 0, nullptr, 0, 0, error); },
          INVALID_SOCKET);
  refuses([&](INT* error) { return fake.WSPGetOverlappedResult(1, nullptr, nullptr, FALSE, nullptr, error); },
          FALSE);
  refuses([&](INT* error) { return fake.WSPCleanup(error); }, SOCKET_ERROR);
}

TEST(MockClass, DelegatesToWhatItStandsBefore) {
  NiceMock<MockProcedures> behind;
  NiceMock<MockProcedures> mock(&behind);
  INT error = 0;
  EXPECT_CALL(behind, WSPListen(5, 6, &error)).WillOnce(Return(7));
  EXPECT_EQ(mock.WSPListen(5, 6, &error), 7);
  EXPECT_CALL(behind, WSPStartup(8, nullptr, nullptr, _)).WillOnce(Return(9));
  EXPECT_EQ(mock.WSPStartup(8, nullptr, nullptr, WSPUPCALLTABLE{}), 9);
  EXPECT_CALL(behind, Poll(nullptr, 1, 2, &error)).WillOnce(Return(3));
  EXPECT_EQ(mock.Poll(nullptr, 1, 2, &error), 3);
  EXPECT_EQ(&mock.behind(), &behind);
}

TEST(Actions, FailWithTheProceduresOwnFailure) {
  NiceMock<MockProcedures> mock;
  INT error = 1;
  EXPECT_CALL(mock, WSPBind).WillOnce(FailWith(WSAEACCES));
  EXPECT_EQ(mock.WSPBind(1, nullptr, 0, &error), SOCKET_ERROR);
  EXPECT_EQ(error, WSAEACCES);
  EXPECT_CALL(mock, WSPAccept).WillOnce(FailWith(0));
  EXPECT_EQ(mock.WSPAccept(1, nullptr, nullptr, nullptr, 0, &error), INVALID_SOCKET);
  EXPECT_EQ(error, 0);
  error = 5;
  EXPECT_CALL(mock, WSPGetOverlappedResult).WillOnce(FailWith(WSA_IO_INCOMPLETE)).WillOnce(FailWithoutCode());
  EXPECT_EQ(mock.WSPGetOverlappedResult(1, nullptr, nullptr, FALSE, nullptr, &error), FALSE);
  EXPECT_EQ(error, WSA_IO_INCOMPLETE);
  EXPECT_EQ(mock.WSPGetOverlappedResult(1, nullptr, nullptr, FALSE, nullptr, &error), FALSE);
  EXPECT_EQ(error, WSA_IO_INCOMPLETE) << "untouched";
  EXPECT_CALL(mock, WSPGetQOSByName).WillOnce(FailWith(WSAEOPNOTSUPP));
  EXPECT_EQ(mock.WSPGetQOSByName(1, nullptr, nullptr, &error), FALSE);
  EXPECT_EQ(error, WSAEOPNOTSUPP);
}

TEST(Actions, ReceiveBytesFillsTheBuffersInTurn) {
  NiceMock<MockProcedures> mock;
  char first[3] = {};
  char second[8] = {};
  WSABUF buffers[] = {{2, first}, {sizeof second, second}};
  DWORD received = 0;
  DWORD flags = MSG_PEEK;
  EXPECT_CALL(mock, WSPRecv).WillOnce(ReceiveBytes("hello"));
  EXPECT_EQ(mock.WSPRecv(1, buffers, 2, &received, &flags, nullptr, nullptr, nullptr, nullptr), 0);
  EXPECT_EQ(received, 5u);
  EXPECT_EQ(flags, 0u);
  EXPECT_STREQ(first, "he");
  EXPECT_STREQ(second, "llo");
  EXPECT_CALL(mock, WSPRecvFrom).WillOnce(ReceiveBytes("hello"));
  EXPECT_EQ(mock.WSPRecvFrom(1, buffers, 1, &received, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                             nullptr),
            0);
  EXPECT_EQ(received, 2u) << "as much as fits";
}

using Fixture = ProviderFixture;

TEST_F(Fixture, LetsTheFakeDoWhatNothingIsSaidOf) {
  const SOCKET s = socket(AF_INET, SOCK_DGRAM, 0);
  ASSERT_NE(s, INVALID_SOCKET) << WSAGetLastError();
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int size = sizeof name;
  EXPECT_CALL(provider, WSPBind(s, _, _, _)).With(Args<1, 2>(InetAddress("127.0.0.1", 0)));
  ASSERT_EQ(bind(s, reinterpret_cast<sockaddr*>(&name), size), 0) << WSAGetLastError();
  ASSERT_EQ(getsockname(s, reinterpret_cast<sockaddr*>(&name), &size), 0);
  EXPECT_NE(name.sin_port, 0);
  EXPECT_CALL(provider, WSPSendTo).With(Args<1, 2>(BufferContent("to myself")));
  EXPECT_EQ(sendto(s, "to myself", 9, 0, reinterpret_cast<sockaddr*>(&name), size), 9);
  char room[16] = {};
  EXPECT_EQ(recv(s, room, sizeof room, 0), 9);
  EXPECT_STREQ(room, "to myself");
  WSAPOLLFD poll = {s, POLLOUT, 0};
  EXPECT_EQ(WSAPoll(&poll, 1, 0), 1);
}

TEST_F(Fixture, IsThereForEachTestAnew) {
  EXPECT_CALL(provider, WSPSocket).WillOnce(FailWith(WSAENOBUFS));
  EXPECT_EQ(socket(AF_INET, SOCK_STREAM, 0), INVALID_SOCKET);
  EXPECT_EQ(WSAGetLastError(), WSAENOBUFS);
}

}  // namespace
}  // namespace wosa::mock
