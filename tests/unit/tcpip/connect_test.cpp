// SPDX-License-Identifier: MIT
#include <poll.h>

#include "tcpip_test.hpp"

namespace wosa::test {
namespace {

class Connect : public TcpipTest {
 protected:
  int connect_error(SOCKET s, const Name& name) { return connect(s, name) == 0 ? 0 : error; }

  // A port where nobody listens.
  Name refusing() {
    const SOCKET s = open(kTcp4);
    EXPECT_EQ(0, bind(s, loopback4()));
    const Name name = local_name(s);
    close(s);
    return name;
  }
};

TEST_F(Connect, WorksOverBothFamilies) {
  for (const Kind& kind : {kTcp4, kTcp6}) {
    const Pair pair = connected_pair(kind);
    EXPECT_EQ(local_name(pair.client).port(), peer_name(pair.server).port());
    EXPECT_EQ(kind.family, peer_name(pair.client).storage.ss_family);
    EXPECT_EQ(4, send(pair.client, "ping"));
    EXPECT_EQ("ping", text(pair.server));
    close(pair.client);
    close(pair.server);
  }
}

TEST_F(Connect, RefusalIsReported) {
  const SOCKET s = open(kTcp4);
  EXPECT_EQ(WSAECONNREFUSED, connect_error(s, refusing()));
  // The socket can be used again.
  const SOCKET waiting = listener();
  EXPECT_EQ(0, connect_error(s, local_name(waiting)));
  close(s);
  close(waiting);
}

TEST_F(Connect, NonBlockingSaysWouldBlock_69) {
  const SOCKET waiting = listener();
  const SOCKET s = open(kTcp4);
  set_non_blocking(s);
  const int result = connect_error(s, local_name(waiting));
  EXPECT_EQ(WSAEWOULDBLOCK, result);
  await(s, POLLOUT);
  EXPECT_EQ(WSAEISCONN, connect_error(s, local_name(waiting)));  // 70
  EXPECT_EQ(0u, option(s, WS_SOL_SOCKET, WS_SO_ERROR));
  close(s);
  close(waiting);
}

TEST_F(Connect, AgainWhileItRuns_70) {
  // An address that never answers: the host's own table drops it without a route, or the SYN waits.
  const SOCKET waiting = open(kTcp4);
  ASSERT_EQ(0, bind(waiting, loopback4()));
  ASSERT_EQ(0, listen(waiting, 1));
  std::vector<SOCKET> fillers;
  int result = 0;
  SOCKET last = INVALID_SOCKET;
  // Once the backlog is full the kernel drops SYNs, so a connect stays in progress.
  for (int i = 0; i < 16; ++i) {
    last = open(kTcp4);
    fillers.push_back(last);
    set_non_blocking(last);
    result = connect_error(last, local_name(waiting));
    ASSERT_EQ(WSAEWOULDBLOCK, result);
  }
  EXPECT_EQ(WSAEALREADY, connect_error(last, local_name(waiting)));
  EXPECT_EQ(-1, send(last, "early"));
  EXPECT_EQ(WSAENOTCONN, error);
  std::string data;
  EXPECT_EQ(-1, receive(last, data, 8));
  EXPECT_EQ(WSAENOTCONN, error);
  EXPECT_EQ(SOCKET_ERROR, shutdown(last, SD_SEND));
  EXPECT_EQ(WSAENOTCONN, error);
  for (const SOCKET s : fillers) close(s);
  close(waiting);
}

TEST_F(Connect, AFailedBackgroundConnectCanBeRepeated_73) {
  const SOCKET s = open(kTcp4);
  set_non_blocking(s);
  const Name nobody = refusing();
  ASSERT_EQ(WSAEWOULDBLOCK, connect_error(s, nobody));
  await(s, POLLOUT);
  EXPECT_EQ(DWORD{WSAECONNREFUSED}, option(s, WS_SOL_SOCKET, WS_SO_ERROR));
  EXPECT_EQ(0u, option(s, WS_SOL_SOCKET, WS_SO_ERROR));  // once
  const SOCKET waiting = listener();
  EXPECT_EQ(WSAEWOULDBLOCK, connect_error(s, local_name(waiting)));
  const SOCKET server = accept(waiting);
  EXPECT_NE(INVALID_SOCKET, server);
  await(s, POLLOUT);
  EXPECT_EQ(2, send(s, "ok"));
  EXPECT_EQ("ok", text(server));
  close(server);
  close(waiting);
  close(s);
}

TEST_F(Connect, AnUnnoticedSuccessThatWasResetIsAReset_100) {
  const SOCKET waiting = listener();
  const SOCKET s = open(kTcp4);
  set_non_blocking(s);
  ASSERT_EQ(WSAEWOULDBLOCK, connect_error(s, local_name(waiting)));
  const SOCKET server = accept(waiting);
  ASSERT_EQ(0, set_option(server, WS_SOL_SOCKET, WS_SO_LINGER, LINGER{1, 0}));
  close(server);
  await(s, POLLERR);
  std::string data;
  EXPECT_EQ(-1, receive(s, data, 8));
  EXPECT_EQ(WSAECONNRESET, error);
  close(s);
  close(waiting);
}

TEST_F(Connect, NoHostOrPortIsNotAvailable_74) {
  const SOCKET s = open(kTcp4);
  EXPECT_EQ(WSAEADDRNOTAVAIL, connect_error(s, ipv4("0.0.0.0", 80)));
  EXPECT_EQ(WSAEADDRNOTAVAIL, connect_error(s, loopback4(0)));
  close(s);
  const SOCKET six = open(kTcp6);
  EXPECT_EQ(WSAEADDRNOTAVAIL, connect_error(six, ipv6("::", 80)));
  close(six);
}

TEST_F(Connect, ListenersAndForeignFamiliesAreRefused_75) {
  const SOCKET waiting = listener();
  EXPECT_EQ(WSAEINVAL, connect_error(waiting, loopback4(80)));
  close(waiting);
  const SOCKET s = open(kTcp4);
  EXPECT_EQ(WSAEAFNOSUPPORT, connect_error(s, loopback6(80)));
  Name shorter = loopback4(80);
  shorter.length = 8;
  EXPECT_EQ(WSAEFAULT, connect_error(s, shorter));
  close(s);
}

TEST_F(Connect, AMappedAddressNeedsDualMode_132) {
  const SOCKET waiting = listener();
  const Name mapped = ipv6("::ffff:127.0.0.1", local_name(waiting).port());
  const SOCKET only = open(kTcp6);
  const int refusal = connect_error(only, mapped);
  EXPECT_TRUE(refusal == WSAENETUNREACH || refusal == WSAEADDRNOTAVAIL) << refusal;
  close(only);
  const SOCKET dual = open(kTcp6);
  const DWORD off = 0;
  ASSERT_EQ(0, set_option(dual, WS_IPPROTO_IPV6, WS_IPV6_V6ONLY, off));
  EXPECT_EQ(0, connect_error(dual, mapped));
  EXPECT_EQ(WS_AF_INET6, peer_name(dual).storage.ss_family);
  close(dual);
  close(waiting);
}

TEST_F(Connect, CarriesNoDataAndNoQos) {
  const SOCKET waiting = listener();
  const SOCKET s = open(kTcp4);
  const Name name = local_name(waiting);
  char bytes[8] = {};
  WSABUF data{4, bytes};
  WSABUF room{8, bytes};
  QOS qos{};
  EXPECT_EQ(SOCKET_ERROR,
            table.lpWSPConnect(s, name.get(), name.length, &data, nullptr, nullptr, nullptr, &error));
  EXPECT_EQ(WSAENOPROTOOPT, error);
  EXPECT_EQ(SOCKET_ERROR,
            table.lpWSPConnect(s, name.get(), name.length, nullptr, nullptr, &qos, nullptr, &error));
  EXPECT_EQ(WSAEOPNOTSUPP, error);
  EXPECT_EQ(0, table.lpWSPConnect(s, name.get(), name.length, nullptr, &room, nullptr, nullptr, &error))
      << error;
  EXPECT_EQ(0u, room.len);
  close(s);
  close(waiting);
}

TEST_F(Connect, TellsHowLong_82) {
  const SOCKET s = open(kTcp4);
  EXPECT_EQ(0xFFFFFFFFu, option(s, WS_SOL_SOCKET, WS_SO_CONNECT_TIME));
  close(s);
  const Pair pair = connected_pair();
  EXPECT_NE(0xFFFFFFFFu, option(pair.client, WS_SOL_SOCKET, WS_SO_CONNECT_TIME));
  EXPECT_NE(0xFFFFFFFFu, option(pair.server, WS_SOL_SOCKET, WS_SO_CONNECT_TIME));
  close(pair.client);
  close(pair.server);
}

TEST_F(Connect, TheSendTimeOutDoesNotGovernIt) {
  const SOCKET waiting = listener();
  const SOCKET s = open(kTcp4);
  const DWORD milliseconds = 1;
  ASSERT_EQ(0, set_option(s, WS_SOL_SOCKET, WS_SO_SNDTIMEO, milliseconds));
  EXPECT_EQ(0, connect_error(s, local_name(waiting)));
  close(s);
  close(waiting);
}

TEST_F(Connect, ClosingInterruptsIt_204) {
  const SOCKET waiting = open(kTcp4);
  ASSERT_EQ(0, bind(waiting, loopback4()));
  ASSERT_EQ(0, listen(waiting, 1));
  const Name name = local_name(waiting);
  std::vector<SOCKET> fillers;
  for (int i = 0; i < 16; ++i) {
    fillers.push_back(open(kTcp4));
    set_non_blocking(fillers.back());
    connect(fillers.back(), name);
  }
  const SOCKET s = open(kTcp4);
  std::thread closer([&] {
    await_inside(s);
    INT code = 0;
    EXPECT_EQ(0, table.lpWSPCloseSocket(s, &code));
  });
  INT code = 0;
  EXPECT_EQ(SOCKET_ERROR,
            table.lpWSPConnect(s, name.get(), name.length, nullptr, nullptr, nullptr, nullptr, &code));
  EXPECT_EQ(WSAEINTR, code);
  closer.join();
  for (const SOCKET filler : fillers) close(filler);
  close(waiting);
}

}  // namespace
}  // namespace wosa::test
