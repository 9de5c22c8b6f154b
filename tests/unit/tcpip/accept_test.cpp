// SPDX-License-Identifier: MIT
#include <poll.h>
#include <sys/socket.h>

#include "tcpip_test.hpp"

namespace wosa::test {
namespace {

struct Offer {
  int answer = CF_ACCEPT;
  int calls = 0;
  SOCKADDR_IN caller{};
  SOCKADDR_IN callee{};
  std::thread::id thread;
};

int CALLBACK decide(LPWSABUF caller, LPWSABUF caller_data, LPQOS, LPQOS, LPWSABUF callee,
                    LPWSABUF callee_data, GROUP* group, DWORD_PTR data) {
  auto& offer = *reinterpret_cast<Offer*>(data);
  ++offer.calls;
  offer.thread = std::this_thread::get_id();
  EXPECT_EQ(sizeof(SOCKADDR_IN), caller->len);
  EXPECT_EQ(sizeof(SOCKADDR_IN), callee->len);
  EXPECT_EQ(0u, caller_data->len);
  EXPECT_EQ(0u, callee_data->len);
  EXPECT_NE(nullptr, group);
  std::memcpy(&offer.caller, caller->buf, sizeof offer.caller);
  std::memcpy(&offer.callee, callee->buf, sizeof offer.callee);
  return offer.answer;
}

class Accept : public TcpipTest {
 protected:
  SOCKET offer_to(SOCKET s, Offer& offer) { return accept(s, decide, reinterpret_cast<DWORD_PTR>(&offer)); }
};

TEST_F(Accept, GivesThePeersAddress_85) {
  for (const Kind& kind : {kTcp4, kTcp6}) {
    const SOCKET waiting = listener(kind);
    const SOCKET client = open(kind);
    ASSERT_EQ(0, connect(client, local_name(waiting)));
    Name peer;
    peer.length = sizeof peer.storage;
    const SOCKET server = table.lpWSPAccept(waiting, peer.get(), &peer.length, nullptr, 0, &error);
    ASSERT_NE(INVALID_SOCKET, server) << error;
    EXPECT_EQ(kind.family, peer.storage.ss_family);
    EXPECT_EQ(kind.family == WS_AF_INET ? 16 : 28, peer.length);
    EXPECT_EQ(local_name(client).port(), peer.port());
    EXPECT_EQ(record_of(kind).dwCatalogEntryId, runtime.entry_of(server));
    close(server);
    close(client);
    close(waiting);
  }
}

TEST_F(Accept, AShortOrBadAddressLosesNoConnection_84) {
  const SOCKET waiting = listener();
  const SOCKET client = open(kTcp4);
  ASSERT_EQ(0, connect(client, local_name(waiting)));
  Name peer;
  peer.length = 15;
  EXPECT_EQ(INVALID_SOCKET, table.lpWSPAccept(waiting, peer.get(), &peer.length, nullptr, 0, &error));
  EXPECT_EQ(WSAEFAULT, error);
  peer.length = 16;
  auto* nowhere = reinterpret_cast<WS_sockaddr*>(0x7f0000001000);
  EXPECT_EQ(INVALID_SOCKET, table.lpWSPAccept(waiting, nowhere, &peer.length, nullptr, 0, &error));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_NE(INVALID_SOCKET, accept(waiting));
  close(client);
  close(waiting);
}

TEST_F(Accept, NeedsAListeningStream_84) {
  const SOCKET stream = open(kTcp4);
  EXPECT_EQ(INVALID_SOCKET, accept(stream));
  EXPECT_EQ(WSAEINVAL, error);
  close(stream);
  const SOCKET datagram = open(kUdp4);
  EXPECT_EQ(INVALID_SOCKET, accept(datagram));
  EXPECT_EQ(WSAEOPNOTSUPP, error);
  close(datagram);
}

TEST_F(Accept, NonBlockingWithoutConnectionWouldBlock) {
  const SOCKET waiting = listener();
  set_non_blocking(waiting);
  EXPECT_EQ(INVALID_SOCKET, accept(waiting));
  EXPECT_EQ(WSAEWOULDBLOCK, error);
  close(waiting);
}

TEST_F(Accept, InheritsFromTheListener_83) {
  const SOCKET waiting = listener();
  const DWORD on = 1;
  const DWORD milliseconds = 12345;
  const LINGER linger{1, 7};
  ASSERT_EQ(0, set_option(waiting, WS_SOL_SOCKET, WS_SO_KEEPALIVE, on));
  ASSERT_EQ(0, set_option(waiting, WS_SOL_SOCKET, WS_SO_LINGER, linger));
  ASSERT_EQ(0, set_option(waiting, WS_SOL_SOCKET, WS_SO_RCVTIMEO, milliseconds));
  ASSERT_EQ(0, set_option(waiting, WS_SOL_SOCKET, WS_SO_OOBINLINE, on));
  ASSERT_EQ(0, set_option(waiting, WS_IPPROTO_TCP, WS_TCP_NODELAY, on));
  ASSERT_EQ(0, set_option(waiting, WS_SOL_SOCKET, WS_SO_RCVBUF, DWORD{30000}));
  set_non_blocking(waiting);
  const SOCKET client = open(kTcp4);
  ASSERT_EQ(0, connect(client, local_name(waiting)));
  await(waiting, POLLIN);
  const SOCKET server = accept(waiting);
  ASSERT_NE(INVALID_SOCKET, server) << error;
  EXPECT_EQ(1u, option(server, WS_SOL_SOCKET, WS_SO_KEEPALIVE));
  EXPECT_EQ(7, option<LINGER>(server, WS_SOL_SOCKET, WS_SO_LINGER).l_linger);
  EXPECT_EQ(milliseconds, option(server, WS_SOL_SOCKET, WS_SO_RCVTIMEO));
  EXPECT_EQ(1u, option(server, WS_SOL_SOCKET, WS_SO_OOBINLINE));
  EXPECT_EQ(1u, option(server, WS_IPPROTO_TCP, WS_TCP_NODELAY));
  EXPECT_EQ(30000u, option(server, WS_SOL_SOCKET, WS_SO_RCVBUF));
  EXPECT_EQ(0u, option(server, WS_SOL_SOCKET, WS_SO_ACCEPTCONN));
  EXPECT_EQ("", text(server));
  EXPECT_EQ(WSAEWOULDBLOCK, error);
  close(server);
  close(client);
  close(waiting);
}

TEST_F(Accept, TheReceiveTimeOutDoesNotGovernIt) {
  const SOCKET waiting = listener();
  const DWORD milliseconds = 1;
  ASSERT_EQ(0, set_option(waiting, WS_SOL_SOCKET, WS_SO_RCVTIMEO, milliseconds));
  std::thread client([&] {
    await_inside(waiting);
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    INT code = 0;
    WSAPROTOCOL_INFOW info = record_of(kTcp4);
    const SOCKET s = table.lpWSPSocket(WS_AF_INET, 1, 6, &info, 0, WSA_FLAG_OVERLAPPED, &code);
    Name name;
    name.length = sizeof name.storage;
    table.lpWSPGetSockName(waiting, name.get(), &name.length, &code);
    EXPECT_EQ(0, table.lpWSPConnect(s, name.get(), name.length, nullptr, nullptr, nullptr, nullptr, &code));
  });
  EXPECT_NE(INVALID_SOCKET, accept(waiting)) << error;
  client.join();
  close(waiting);
}

TEST_F(Accept, AsksTheConditionFunction_86) {
  const SOCKET waiting = listener();
  const SOCKET client = open(kTcp4);
  ASSERT_EQ(0, connect(client, local_name(waiting)));
  Offer offer;
  const SOCKET server = offer_to(waiting, offer);
  EXPECT_NE(INVALID_SOCKET, server);
  EXPECT_EQ(1, offer.calls);
  EXPECT_EQ(std::this_thread::get_id(), offer.thread);
  EXPECT_EQ(WS_AF_INET, offer.caller.sin_family);
  EXPECT_EQ(reinterpret_cast<const SOCKADDR_IN&>(local_name(client).storage).sin_port, offer.caller.sin_port);
  EXPECT_EQ(reinterpret_cast<const SOCKADDR_IN&>(local_name(waiting).storage).sin_port,
            offer.callee.sin_port);
  close(client);
  close(server);
  close(waiting);
}

TEST_F(Accept, RejectResetsThePeer_87) {
  const SOCKET waiting = listener();
  const SOCKET client = open(kTcp4);
  ASSERT_EQ(0, connect(client, local_name(waiting)));
  Offer offer;
  offer.answer = CF_REJECT;
  EXPECT_EQ(INVALID_SOCKET, offer_to(waiting, offer));
  EXPECT_EQ(WSAECONNREFUSED, error);
  EXPECT_EQ("", text(client));
  EXPECT_EQ(WSAECONNRESET, error);
  close(client);
  close(waiting);
}

TEST_F(Accept, DeferKeepsTheConnectionFirst_88) {
  const SOCKET waiting = listener();
  const SOCKET first = open(kTcp4);
  const SOCKET second = open(kTcp4);
  ASSERT_EQ(0, connect(first, local_name(waiting)));
  ASSERT_EQ(0, connect(second, local_name(waiting)));
  Offer offer;
  offer.answer = CF_DEFER;
  EXPECT_EQ(INVALID_SOCKET, offer_to(waiting, offer));
  EXPECT_EQ(WSATRY_AGAIN, error);
  const USHORT deferred = offer.caller.sin_port;
  EXPECT_EQ(INVALID_SOCKET, offer_to(waiting, offer));
  EXPECT_EQ(deferred, offer.caller.sin_port);
  offer.answer = CF_ACCEPT;
  const SOCKET server = offer_to(waiting, offer);
  ASSERT_NE(INVALID_SOCKET, server);
  EXPECT_EQ(deferred, offer.caller.sin_port);
  EXPECT_EQ(3, send(first, "one"));
  EXPECT_EQ("one", text(server));
  close(server);
  close(first);
  close(second);
  close(waiting);
}

TEST_F(Accept, ADeferredConnectionCountsAsPending_88) {
  const SOCKET waiting = listener();
  const SOCKET client = open(kTcp4);
  ASSERT_EQ(0, connect(client, local_name(waiting)));
  Offer offer;
  offer.answer = CF_DEFER;
  EXPECT_EQ(INVALID_SOCKET, offer_to(waiting, offer));
  WS_fd_set read{};
  read.fd_count = 1;
  read.fd_array[0] = waiting;
  EXPECT_EQ(1, table.lpWSPSelect(0, &read, nullptr, nullptr, nullptr, &error)) << error;
  const SOCKET server = accept(waiting);  // accept takes it too
  EXPECT_NE(INVALID_SOCKET, server);
  EXPECT_EQ(2, send(client, "ok"));
  EXPECT_EQ("ok", text(server));
  close(client);
  close(server);
  close(waiting);
}

TEST_F(Accept, ClosingTheListenerResetsDeferredConnections) {
  const SOCKET waiting = listener();
  const SOCKET client = open(kTcp4);
  ASSERT_EQ(0, connect(client, local_name(waiting)));
  Offer offer;
  offer.answer = CF_DEFER;
  EXPECT_EQ(INVALID_SOCKET, offer_to(waiting, offer));
  close(waiting);
  EXPECT_EQ("", text(client));
  EXPECT_EQ(WSAECONNRESET, error);
  close(client);
}

TEST_F(Accept, AnyOtherAnswerIsInvalid_89) {
  const SOCKET waiting = listener();
  const SOCKET client = open(kTcp4);
  ASSERT_EQ(0, connect(client, local_name(waiting)));
  Offer offer;
  offer.answer = 42;
  EXPECT_EQ(INVALID_SOCKET, offer_to(waiting, offer));
  EXPECT_EQ(WSAEINVAL, error);
  close(client);
  close(waiting);
}

TEST_F(Accept, ConditionalAcceptIsChosenBeforeListening_91) {
  const DWORD on = 1;
  const SOCKET s = open(kTcp4);
  EXPECT_EQ(0, set_option(s, WS_SOL_SOCKET, WS_SO_CONDITIONAL_ACCEPT, on));
  EXPECT_EQ(1u, option(s, WS_SOL_SOCKET, WS_SO_CONDITIONAL_ACCEPT));
  close(s);
  const SOCKET waiting = listener();
  EXPECT_EQ(SOCKET_ERROR, set_option(waiting, WS_SOL_SOCKET, WS_SO_CONDITIONAL_ACCEPT, on));
  EXPECT_EQ(WSAEINVAL, error);
  close(waiting);
}

TEST_F(Accept, ClosingTheListenerInterruptsIt_204) {
  const SOCKET waiting = listener();
  std::thread closer([&] {
    await_inside(waiting);
    INT code = 0;
    EXPECT_EQ(0, table.lpWSPCloseSocket(waiting, &code));
  });
  EXPECT_EQ(INVALID_SOCKET, accept(waiting));
  EXPECT_EQ(WSAEINTR, error);
  closer.join();
}

}  // namespace
}  // namespace wosa::test
