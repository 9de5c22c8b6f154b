// SPDX-License-Identifier: MIT
#include <poll.h>
#include <sys/time.h>

#include "tcpip_test.hpp"

namespace wosa::test {
namespace {

class Select : public TcpipTest {
 protected:
  static WS_fd_set set(std::initializer_list<SOCKET> sockets) {
    WS_fd_set out{};
    for (const SOCKET s : sockets) out.fd_array[out.fd_count++] = s;
    return out;
  }
  static bool has(const WS_fd_set& in, SOCKET s) {
    for (u_int i = 0; i < in.fd_count; ++i) {
      if (in.fd_array[i] == s) return true;
    }
    return false;
  }
  int select(WS_fd_set* read, WS_fd_set* write, WS_fd_set* except, int microseconds = -1) {
    const timeval time{0, microseconds};
    return table.lpWSPSelect(0, read, write, except, microseconds < 0 ? nullptr : &time, &error);
  }
  // The sets that a socket is in now: r, w, e.
  std::string where(SOCKET s) {
    WS_fd_set read = set({s});
    WS_fd_set write = set({s});
    WS_fd_set except = set({s});
    const int total = select(&read, &write, &except, 0);
    const std::string out =
        std::string(has(read, s) ? "r" : "") + (has(write, s) ? "w" : "") + (has(except, s) ? "e" : "");
    EXPECT_EQ(static_cast<int>(out.size()), total);
    return out;
  }
};

TEST_F(Select, FollowsAStreamsLife_139_140_141) {
  const SOCKET s = open(kTcp4);
  EXPECT_EQ("", where(s));  // idle and unconnected
  const SOCKET waiting = listener();
  EXPECT_EQ("", where(waiting));
  ASSERT_EQ(0, connect(s, local_name(waiting)));
  EXPECT_EQ("r", where(waiting));
  EXPECT_EQ("w", where(s));
  const SOCKET server = accept(waiting);
  EXPECT_EQ("", where(waiting));
  ASSERT_EQ(1, send(s, "x"));
  await(server, POLLIN);
  EXPECT_EQ("rw", where(server));
  text(server);
  ASSERT_EQ(1, send(s, "!", WS_MSG_OOB));
  await(server, POLLPRI);
  EXPECT_EQ("we", where(server));
  ASSERT_EQ(0, shutdown(s, SD_SEND));
  std::string data;
  receive(server, data, 1, WS_MSG_OOB);
  await(server, POLLIN);
  EXPECT_EQ("rw", where(server));  // closed
  close(server);
  close(s);
  close(waiting);
}

TEST_F(Select, UrgentInlineIsReadable_139) {
  const Pair pair = connected_pair();
  ASSERT_EQ(0, set_option(pair.server, WS_SOL_SOCKET, WS_SO_OOBINLINE, DWORD{1}));
  ASSERT_EQ(1, send(pair.client, "!", WS_MSG_OOB));
  await(pair.server, POLLIN);
  EXPECT_EQ("rw", where(pair.server));
  close(pair.client);
  close(pair.server);
}

TEST_F(Select, ABackgroundConnectShowsItsOutcome_71) {
  const SOCKET waiting = listener();
  const SOCKET s = open(kTcp4);
  set_non_blocking(s);
  connect(s, local_name(waiting));
  WS_fd_set write = set({s});
  WS_fd_set except = set({s});
  EXPECT_EQ(1, select(nullptr, &write, &except));
  EXPECT_EQ(1u, write.fd_count);
  EXPECT_EQ(0u, except.fd_count);
  const Name gone = local_name(waiting);
  close(s);
  close(waiting);
  const SOCKET refused = open(kTcp4);
  set_non_blocking(refused);
  connect(refused, gone);
  write = set({refused});
  except = set({refused});
  WS_fd_set read = set({refused});
  EXPECT_EQ(1, select(&read, &write, &except));
  EXPECT_EQ(1u, except.fd_count);
  EXPECT_EQ("e", where(refused));  // until it is read
  EXPECT_EQ(DWORD{WSAECONNREFUSED}, option(refused, WS_SOL_SOCKET, WS_SO_ERROR));
  EXPECT_EQ("", where(refused));
  close(refused);
}

TEST_F(Select, ARunningConnectIsInNoSet_141) {
  const SOCKET waiting = open(kTcp4);
  ASSERT_EQ(0, bind(waiting, loopback4()));
  ASSERT_EQ(0, listen(waiting, 1));
  std::vector<SOCKET> clients;
  for (int i = 0; i < 16; ++i) {
    clients.push_back(open(kTcp4));
    set_non_blocking(clients.back());
    connect(clients.back(), local_name(waiting));
  }
  EXPECT_EQ("", where(clients.back()));
  for (const SOCKET s : clients) close(s);
  close(waiting);
}

TEST_F(Select, NeedsASocket_135) {
  WS_fd_set empty{};
  EXPECT_EQ(SOCKET_ERROR, select(nullptr, nullptr, nullptr, 0));
  EXPECT_EQ(WSAEINVAL, error);
  EXPECT_EQ(SOCKET_ERROR, select(&empty, &empty, &empty, 0));
  EXPECT_EQ(WSAEINVAL, error);
}

TEST_F(Select, RefusesBadHandlesTimesAndMemory_136_138) {
  const SOCKET s = open(kUdp4);
  WS_fd_set read = set({s, 9999});
  EXPECT_EQ(SOCKET_ERROR, select(&read, nullptr, nullptr, 0));
  EXPECT_EQ(WSAENOTSOCK, error);
  read = set({s});
  for (const timeval bad : {timeval{-1, 0}, timeval{0, -1}, timeval{0, 1000000}}) {
    EXPECT_EQ(SOCKET_ERROR, table.lpWSPSelect(0, &read, nullptr, nullptr, &bad, &error));
    EXPECT_EQ(WSAEINVAL, error);
  }
  auto* nowhere = reinterpret_cast<WS_fd_set*>(0x7f0000001000);
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPSelect(0, nowhere, nullptr, nullptr, nullptr, &error));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ(SOCKET_ERROR,
            table.lpWSPSelect(0, &read, nullptr, nullptr, reinterpret_cast<timeval*>(nowhere), &error));
  EXPECT_EQ(WSAEFAULT, error);
  close(s);
}

TEST_F(Select, EmptiesTheSetsAfterTheTime_137_138) {
  const SOCKET s = open(kUdp4);
  ASSERT_EQ(0, bind(s, loopback4()));
  WS_fd_set read = set({s});
  WS_fd_set except = set({s});
  const timeval time{0, 1000};
  EXPECT_EQ(0, table.lpWSPSelect(0, &read, nullptr, &except, &time, &error));
  EXPECT_EQ(0u, read.fd_count);
  EXPECT_EQ(0u, except.fd_count);
  EXPECT_EQ(1000, time.tv_usec);
  close(s);
}

TEST_F(Select, CountsASocketOncePerSet_137) {
  const Pair pair = connected_pair();
  ASSERT_EQ(1, send(pair.client, "x"));
  await(pair.server, POLLIN);
  WS_fd_set read = set({pair.client, pair.server});
  WS_fd_set write = set({pair.client, pair.server});
  EXPECT_EQ(3, select(&read, &write, nullptr));
  EXPECT_EQ(1u, read.fd_count);
  EXPECT_EQ(pair.server, read.fd_array[0]);
  EXPECT_EQ(2u, write.fd_count);
  close(pair.client);
  close(pair.server);
}

TEST_F(Select, SetsMayHaveAnySize_134) {
  constexpr u_int kSockets = 300;
  struct {
    u_int count = 0;
    SOCKET array[kSockets];
  } read;
  static_assert(offsetof(decltype(read), array) == offsetof(WS_fd_set, fd_array));
  std::vector<SOCKET> sockets;
  for (u_int i = 0; i < kSockets; ++i) {
    const SOCKET s = open(kUdp4);
    ASSERT_EQ(0, bind(s, loopback4()));
    sockets.push_back(s);
    read.array[read.count++] = s;
  }
  for (const std::size_t index : {3u, 150u, 299u})
    ASSERT_EQ(1, send_to(sockets[0], "x", local_name(sockets[index])));
  for (const std::size_t index : {3u, 150u, 299u}) await(sockets[index], POLLIN);
  EXPECT_EQ(3, table.lpWSPSelect(0, reinterpret_cast<WS_fd_set*>(&read), nullptr, nullptr, nullptr, &error))
      << error;
  EXPECT_EQ(3u, read.count);
  EXPECT_EQ(sockets[150], read.array[1]);
  for (const SOCKET s : sockets) close(s);
}

TEST_F(Select, AnIdleStreamDoesNotSpinOrHideOthers_141) {
  const SOCKET idle = open(kTcp4);
  const SOCKET s = open(kUdp4);
  ASSERT_EQ(0, bind(s, loopback4()));
  const Name name = local_name(s);
  std::thread sender([&] {
    await_inside(idle);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    WSAPROTOCOL_INFOW info = record_of(kUdp4);
    INT code = 0;
    const SOCKET other = table.lpWSPSocket(WS_AF_INET, 2, 17, &info, 0, WSA_FLAG_OVERLAPPED, &code);
    WSABUF buffer{1, const_cast<char*>("x")};
    DWORD count = 0;
    EXPECT_EQ(0, table.lpWSPSendTo(other, &buffer, 1, &count, 0, name.get(), name.length, nullptr, nullptr,
                                   nullptr, &code));
  });
  const int before = runtime.polls();
  WS_fd_set read = set({idle, s});
  WS_fd_set write = set({idle});
  EXPECT_EQ(1, select(&read, &write, nullptr));
  EXPECT_EQ(s, read.fd_array[0]);
  EXPECT_EQ(0u, write.fd_count);
  sender.join();
  EXPECT_LE(runtime.polls() - before, 8);
  close(idle);
  close(s);
}

TEST_F(Select, NoticesAConnectThatStartsMeanwhile) {
  const SOCKET waiting = listener();
  const Name name = local_name(waiting);
  const SOCKET s = open(kTcp4);
  std::thread connector([&] {
    await_inside(s);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    INT code = 0;
    EXPECT_EQ(0, table.lpWSPConnect(s, name.get(), name.length, nullptr, nullptr, nullptr, nullptr, &code));
  });
  WS_fd_set write = set({s});
  EXPECT_EQ(1, select(nullptr, &write, nullptr));
  EXPECT_EQ(1u, write.fd_count);
  connector.join();
  close(s);
  close(waiting);
}

TEST_F(Select, ASocketClosedMeanwhileEndsIt_144) {
  const Kind kinds[] = {kTcp4, kUdp4};
  for (const Kind& kind : kinds) {
    const SOCKET s = open(kind);
    std::thread closer([&] {
      await_inside(s);
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      INT code = 0;
      EXPECT_EQ(0, table.lpWSPCloseSocket(s, &code));
    });
    WS_fd_set except = set({s});
    EXPECT_EQ(SOCKET_ERROR, select(nullptr, nullptr, &except));
    EXPECT_EQ(WSAENOTSOCK, error);
    closer.join();
  }
}

}  // namespace
}  // namespace wosa::test
