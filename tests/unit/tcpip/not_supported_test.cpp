// SPDX-License-Identifier: MIT
#include "tcpip_test.hpp"

namespace wosa::test {
namespace {

using NotSupported = TcpipTest;

TEST_F(NotSupported, AnswersSoForASocketAndNotSockOtherwise) {
  const SOCKET s = open(kTcp4);
  const struct {
    SOCKET socket;
    int code;
  } cases[] = {{s, WSAEOPNOTSUPP}, {9999, WSAENOTSOCK}};
  for (const auto& one : cases) {
    const auto expect = [&](bool failed) {
      EXPECT_TRUE(failed);
      EXPECT_EQ(one.code, error);
      error = 0;
    };
    WSANETWORKEVENTS events;
    WSAPROTOCOL_INFOW info;
    WSAOVERLAPPED overlapped{};
    DWORD flags = 0;
    QOS qos;
    WSABUF name{0, nullptr};
    const Name group = ipv4("239.0.0.1", 9);
    expect(table.lpWSPEventSelect(one.socket, nullptr, FD_READ, &error) == SOCKET_ERROR);
    expect(table.lpWSPEnumNetworkEvents(one.socket, nullptr, &events, &error) == SOCKET_ERROR);
    expect(table.lpWSPAsyncSelect(one.socket, nullptr, 0, FD_READ, &error) == SOCKET_ERROR);
    expect(table.lpWSPDuplicateSocket(one.socket, 1, &info, &error) == SOCKET_ERROR);
    expect(!table.lpWSPGetOverlappedResult(one.socket, &overlapped, &returned, FALSE, &flags, &error));
    expect(!table.lpWSPGetQOSByName(one.socket, &name, &qos, &error));
    expect(table.lpWSPJoinLeaf(one.socket, group.get(), group.length, nullptr, nullptr, nullptr, nullptr, 0,
                               &error) == INVALID_SOCKET);
  }
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPCancelBlockingCall(&error));
  EXPECT_EQ(WSAEOPNOTSUPP, error);
  close(s);
}

}  // namespace
}  // namespace wosa::test
