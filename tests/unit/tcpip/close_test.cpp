// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tcpip_test.hpp"

namespace wosa::test {
namespace {

using Close = TcpipTest;

TEST_F(Close, FreesTheDescriptor_203) {
  const SOCKET s = open(kTcp4);
  EXPECT_EQ(0, close(s));
  EXPECT_EQ(-1, fcntl(static_cast<int>(s), F_GETFD));
  EXPECT_EQ(SOCKET_ERROR, close(s));
  EXPECT_EQ(WSAENOTSOCK, error);
}

TEST_F(Close, IsGracefulByDefault_198) {
  const Pair pair = connected_pair();
  ASSERT_EQ(4, send(pair.client, "last"));
  ASSERT_EQ(0, close(pair.client));
  EXPECT_EQ("last", text(pair.server));
  std::string data;
  EXPECT_EQ(0, receive(pair.server, data, 8));
  close(pair.server);
}

TEST_F(Close, WithZeroLingerResets_199) {
  const Pair pair = connected_pair();
  const LINGER hard{1, 0};
  ASSERT_EQ(0, set_option(pair.client, WS_SOL_SOCKET, WS_SO_LINGER, hard));
  ASSERT_EQ(0, close(pair.client));
  std::string data;
  EXPECT_EQ(-1, receive(pair.server, data, 8));
  EXPECT_EQ(WSAECONNRESET, error);
  close(pair.server);
}

TEST_F(Close, WithUnreadDataResets_207) {
  const Pair pair = connected_pair();
  ASSERT_EQ(6, send(pair.client, "unread"));
  std::string data;
  ASSERT_EQ(6, receive(pair.server, data, 6, WS_MSG_PEEK));
  ASSERT_EQ(0, close(pair.server));
  EXPECT_EQ(-1, receive(pair.client, data, 8));
  EXPECT_EQ(WSAECONNRESET, error);
  close(pair.client);
}

TEST_F(Close, ThatLingersInVainResets_200) {
  const Pair pair = connected_pair();
  set_non_blocking(pair.client);
  const std::string block(65536, 'x');
  while (send(pair.client, block) > 0) {
  }
  set_non_blocking(pair.client, false);
  ASSERT_EQ(0, set_option(pair.client, WS_SOL_SOCKET, WS_SO_LINGER, LINGER{1, 1}));
  EXPECT_EQ(0, close(pair.client));
  std::string data;
  int count;
  while ((count = receive(pair.server, data, 65536)) > 0) {
  }
  EXPECT_EQ(-1, count);
  EXPECT_EQ(WSAECONNRESET, error);
  close(pair.server);
}

TEST_F(Close, ThatLingersReturnsWhenAllHasArrived_200) {
  const Pair pair = connected_pair();
  ASSERT_EQ(0, set_option(pair.client, WS_SOL_SOCKET, WS_SO_LINGER, LINGER{1, 600}));
  ASSERT_EQ(4, send(pair.client, "last"));
  EXPECT_EQ(0, close(pair.client));  // not after ten minutes
  EXPECT_EQ("last", text(pair.server));
  std::string data;
  EXPECT_EQ(0, receive(pair.server, data, 8));
  close(pair.server);
}

TEST_F(Close, OfANonBlockingSocketCannotLinger_201) {
  const Pair pair = connected_pair();
  const LINGER linger{1, 5};
  ASSERT_EQ(0, set_option(pair.client, WS_SOL_SOCKET, WS_SO_LINGER, linger));
  set_non_blocking(pair.client);
  const std::string block(65536, 'x');
  while (send(pair.client, block) > 0) {
  }
  EXPECT_EQ(SOCKET_ERROR, close(pair.client));
  EXPECT_EQ(WSAEWOULDBLOCK, error);
  EXPECT_TRUE(runtime.is_open(pair.client));
  EXPECT_EQ(5, option<LINGER>(pair.client, WS_SOL_SOCKET, WS_SO_LINGER).l_linger);
  const DWORD on = 1;
  ASSERT_EQ(0, set_option(pair.client, WS_SOL_SOCKET, SO_DONTLINGER, on));
  EXPECT_EQ(0, close(pair.client));
  close(pair.server);
}

TEST_F(Close, ADescriptorThatWasLostIsLeftAlone) {
  const SOCKET s = open(kTcp4);
  runtime.lose_descriptor(s);
  EXPECT_EQ(0, close(s));
  EXPECT_NE(-1, fcntl(static_cast<int>(s), F_GETFD));  // by now it may belong to somebody else
  ::close(static_cast<int>(s));
}

TEST_F(Close, WorksInTheChildOfAFork) {
  const Pair pair = connected_pair();
  const pid_t child = fork();
  if (child == 0) {
    runtime.provider()->lpForked();
    const bool sent = send(pair.client, "child") == 5;
    const bool closed = close(pair.client) == 0;
    _exit(sent && closed ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(child, waitpid(child, &status, 0));
  EXPECT_EQ(0, status);
  EXPECT_EQ("child", text(pair.server));
  EXPECT_EQ(6, send(pair.client, "parent"));
  EXPECT_EQ("parent", text(pair.server));
  close(pair.client);
  close(pair.server);
}

TEST_F(Close, UnderManyThreadsLosesNothing) {
  // Each round one thread transfers while another closes: the transfer ends with data, WSAEINTR or
  // WSAENOTSOCK.
  for (int round = 0; round < 50; ++round) {
    const Pair pair = connected_pair();
    std::thread receiver([&] {
      std::vector<char> room(64);
      WSABUF buffer{64, room.data()};
      DWORD count = 0;
      DWORD flags = 0;
      INT code = 0;
      while (table.lpWSPRecv(pair.client, &buffer, 1, &count, &flags, nullptr, nullptr, nullptr, &code) ==
             0) {
      }
      EXPECT_TRUE(code == WSAEINTR || code == WSAENOTSOCK) << code;
    });
    std::thread sender([&] {
      WSABUF buffer{3, const_cast<char*>("abc")};
      DWORD count = 0;
      INT code = 0;
      for (int i = 0; i < 20; ++i) {
        if (table.lpWSPSend(pair.server, &buffer, 1, &count, 0, nullptr, nullptr, nullptr, &code) != 0) break;
      }
    });
    std::thread closer([&] {
      INT code = 0;
      EXPECT_EQ(0, table.lpWSPCloseSocket(pair.client, &code));
    });
    closer.join();
    receiver.join();
    sender.join();
    close(pair.server);
  }
}

}  // namespace
}  // namespace wosa::test
