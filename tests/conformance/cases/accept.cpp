// SPDX-License-Identifier: MIT
// Section 7: accept and WSAAccept.
#include <windows.h>

#include "kit/case.hpp"

namespace {

// What a condition function saw and answers.
struct Condition {
  int answer = CF_ACCEPT;
  int calls = 0;
  kit::Address caller, callee;
  DWORD thread = 0;
  bool buffers_absent = false;
};

int CALLBACK decide(LPWSABUF caller_id, LPWSABUF caller_data, LPQOS, LPQOS, LPWSABUF callee_id, LPWSABUF,
                    GROUP*, DWORD_PTR context) {
  auto* condition = reinterpret_cast<Condition*>(context);
  ++condition->calls;
  if (caller_id != nullptr)
    condition->caller = kit::Address(caller_id->buf, static_cast<int>(caller_id->len));
  if (callee_id != nullptr)
    condition->callee = kit::Address(callee_id->buf, static_cast<int>(callee_id->len));
  condition->buffers_absent = caller_data == nullptr || caller_data->len == 0;
  condition->thread = GetCurrentThreadId();
  return condition->answer;
}

SOCKET accept_with(SOCKET listening, Condition& condition) {
  return WSAAccept(listening, nullptr, nullptr, &decide, reinterpret_cast<DWORD_PTR>(&condition));
}

kit::Socket started(kit::Socket client, SOCKET listening) {
  const kit::Address where = kit::local_address(listening);
  EXPECT_SUCCEEDS(connect(client, where.data(), where.length()));
  EXPECT_TRUE(kit::readable(listening));
  return client;
}

kit::Socket started_client(const kit::Entry& entry, SOCKET listening) {
  return started(entry.open(), listening);
}

template <typename T>
int get(SOCKET s, int level, int option, T& value) {
  int length = sizeof value;
  return getsockopt(s, level, option, reinterpret_cast<char*>(&value), &length);
}

template <typename T>
int set(SOCKET s, int level, int option, T value) {
  return setsockopt(s, level, option, reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace

ENTRY_CASE(Accept, InheritsNonBlockingMode, kit::kStream, 83) {
  kit::Socket listening = entry.listener();
  u_long on = 1;
  ASSERT_SUCCEEDS(ioctlsocket(listening, FIONBIO, &on));
  kit::Pair pair = entry.connected_through(listening);
  char byte = 0;
  EXPECT_FAILS(recv(pair.server, &byte, 1, 0), WSAEWOULDBLOCK);
}

ENTRY_CASE(Accept, BlockingListenerGivesBlockingSockets, kit::kStream, 83) {
  kit::Pair pair = entry.connected();
  ASSERT_SUCCEEDS(set<DWORD>(pair.server, SOL_SOCKET, SO_RCVTIMEO, 20));
  char byte = 0;
  EXPECT_FAILS(recv(pair.server, &byte, 1, 0), WSAETIMEDOUT);
}

ENTRY_CASE(Accept, InheritsTcpOptions, kit::kTcp, 83) {
  kit::Socket listening = entry.listener();
  ASSERT_SUCCEEDS(set<BOOL>(listening, SOL_SOCKET, SO_KEEPALIVE, TRUE));
  ASSERT_SUCCEEDS(set<BOOL>(listening, SOL_SOCKET, SO_OOBINLINE, TRUE));
  kit::Pair pair = entry.connected_through(listening);
  DWORD value = 0;
  EXPECT_SUCCEEDS(get(pair.server, SOL_SOCKET, SO_KEEPALIVE, value));
  EXPECT_EQ(value, 1U);
  EXPECT_SUCCEEDS(get(pair.server, SOL_SOCKET, SO_OOBINLINE, value));
  EXPECT_EQ(value, 1U);
}

ENTRY_CASE(Accept, InheritsOptions, kit::kStream, 83) {
  kit::Socket listening = entry.listener();
  ASSERT_SUCCEEDS(set<DWORD>(listening, SOL_SOCKET, SO_RCVTIMEO, 1234));
  ASSERT_SUCCEEDS(set<DWORD>(listening, SOL_SOCKET, SO_SNDTIMEO, 2345));
  ASSERT_SUCCEEDS(set<DWORD>(listening, SOL_SOCKET, SO_RCVBUF, 30000));
  ASSERT_SUCCEEDS(set(listening, SOL_SOCKET, SO_LINGER, linger{1, 7}));
  kit::Pair pair = entry.connected_through(listening);
  DWORD value = 0;
  EXPECT_SUCCEEDS(get(pair.server, SOL_SOCKET, SO_RCVTIMEO, value));
  EXPECT_EQ(value, 1234U);
  EXPECT_SUCCEEDS(get(pair.server, SOL_SOCKET, SO_SNDTIMEO, value));
  EXPECT_EQ(value, 2345U);
  EXPECT_SUCCEEDS(get(pair.server, SOL_SOCKET, SO_RCVBUF, value));
  EXPECT_EQ(value, 30000U);
  linger close_behaviour{};
  EXPECT_SUCCEEDS(get(pair.server, SOL_SOCKET, SO_LINGER, close_behaviour));
  EXPECT_EQ(close_behaviour.l_onoff, 1);
  EXPECT_EQ(close_behaviour.l_linger, 7);
}

ENTRY_CASE(Accept, SameCatalogEntry, kit::kStream, 51, 83) {
  kit::Pair pair = entry.connected();
  WSAPROTOCOL_INFOW info{};
  EXPECT_SUCCEEDS(get(pair.server, SOL_SOCKET, SO_PROTOCOL_INFOW, info));
  EXPECT_EQ(info.dwCatalogEntryId, entry.info().dwCatalogEntryId);
}

ENTRY_CASE(Accept, NeedsAListener, kit::kStream, 84) {
  kit::Socket unbound = entry.open();
  EXPECT_FAILS(accept(unbound, nullptr, nullptr), WSAEINVAL);
  kit::Socket bound = entry.bound();
  EXPECT_FAILS(accept(bound, nullptr, nullptr), WSAEINVAL);
  kit::Pair pair = entry.connected();
  EXPECT_FAILS(accept(pair.server, nullptr, nullptr), WSAEINVAL);
  EXPECT_FAILS(WSAAccept(bound, nullptr, nullptr, nullptr, 0), WSAEINVAL);
}

ENTRY_CASE(Accept, NotOnDatagrams, kit::kConnectionless | kit::kIp, 84) {
  kit::Socket s = entry.bound();
  EXPECT_FAILS(accept(s, nullptr, nullptr), WSAEOPNOTSUPP);
}

ENTRY_CASE(Accept, ShortAddressLength, kit::kStream | kit::kTransport, 84) {
  kit::Socket listening = entry.listener();
  kit::Socket client = started_client(entry, listening);
  kit::Address peer;
  int length = entry.info().iMinSockAddr - 1;
  EXPECT_FAILS(accept(listening, peer.data(), &length), WSAEFAULT);
  length = -1;
  EXPECT_FAILS(accept(listening, peer.data(), &length), WSAEFAULT);
  const kit::Socket server(accept(listening, peer.data(), peer.length_for_output()));
  EXPECT_TRUE(server.valid()) << "the connection is still there to be accepted";
  EXPECT_TRUE(peer.same_as(kit::local_address(client)));
}

ENTRY_CASE(Accept, WithoutAddress, kit::kStream, 85) {
  kit::Socket listening = entry.listener();
  for (int form = 0; form < 3; ++form) {
    kit::Socket client = started_client(entry, listening);
    kit::Address peer;
    int length = sizeof(SOCKADDR_STORAGE);
    const kit::Socket server(
        accept(listening, form == 1 ? peer.data() : nullptr, form == 2 ? &length : nullptr));
    EXPECT_TRUE(server.valid()) << "form " << form << ": " << kit::error_name(WSAGetLastError());
  }
}

ENTRY_CASE(Accept, AddressIsThePeers, kit::kStream, 85) {
  kit::Socket listening = entry.listener();
  kit::Socket client = started_client(entry, listening);
  kit::Address peer;
  const kit::Socket server(accept(listening, peer.data(), peer.length_for_output()));
  ASSERT_TRUE(server.valid());
  EXPECT_TRUE(peer.same_as(kit::local_address(client))) << peer.text();
  EXPECT_EQ(peer.length(), entry.client_name_length());
  EXPECT_TRUE(kit::local_address(server).same_as(kit::local_address(listening)));
}

ENTRY_CASE(Accept, ConditionSeesBothEnds, kit::kStream, 86, 90) {
  kit::Socket listening = entry.listener();
  kit::Socket client = started_client(entry, listening);
  Condition condition;
  const kit::Socket server(accept_with(listening, condition));
  ASSERT_TRUE(server.valid()) << kit::error_name(WSAGetLastError());
  EXPECT_EQ(condition.calls, 1);
  EXPECT_EQ(condition.thread, GetCurrentThreadId());
  EXPECT_TRUE(condition.buffers_absent);
  EXPECT_TRUE(condition.caller.same_as(kit::local_address(client))) << condition.caller.text();
  EXPECT_TRUE(condition.callee.same_as(kit::local_address(listening))) << condition.callee.text();
}

ENTRY_CASE(Accept, RejectResetsThePeer, kit::kStream, 87) {
  kit::Socket listening = entry.listener();
  kit::Socket client = started_client(entry, listening);
  Condition condition;
  condition.answer = CF_REJECT;
  EXPECT_FAILS(accept_with(listening, condition), WSAECONNREFUSED);
  EXPECT_TRUE(kit::cut_off(client, entry.is(kit::kReset)));
}

ENTRY_CASE(Accept, DeferKeepsTheRequest, kit::kStream, 88) {
  kit::Socket listening = entry.listener();
  // Bound, since clients that are not can be told apart by their names only in some families.
  kit::Socket first = started(entry.bound(), listening);
  kit::Socket second = started(entry.bound(), listening);
  Condition condition;
  condition.answer = CF_DEFER;
  EXPECT_FAILS(accept_with(listening, condition), WSATRY_AGAIN);
  EXPECT_FAILS(accept_with(listening, condition), WSATRY_AGAIN);
  EXPECT_EQ(condition.calls, 2);
  EXPECT_TRUE(condition.caller.same_as(kit::local_address(first))) << "the deferred request stays first";
  EXPECT_TRUE(kit::readable(listening));
  condition.answer = CF_ACCEPT;
  const kit::Socket server(accept_with(listening, condition));
  ASSERT_TRUE(server.valid());
  EXPECT_TRUE(kit::peer_address(server).same_as(kit::local_address(first)));
  const kit::Socket next(accept(listening, nullptr, nullptr));
  ASSERT_TRUE(next.valid());
  EXPECT_TRUE(kit::peer_address(next).same_as(kit::local_address(second)));
}

ENTRY_CASE(Accept, DeferredRequestIsForPlainAcceptToo, kit::kStream, 88) {
  kit::Socket listening = entry.listener();
  kit::Socket client = started_client(entry, listening);
  Condition condition;
  condition.answer = CF_DEFER;
  EXPECT_FAILS(accept_with(listening, condition), WSATRY_AGAIN);
  u_long on = 1;
  ASSERT_SUCCEEDS(ioctlsocket(listening, FIONBIO, &on));
  kit::Address peer;
  const kit::Socket server(accept(listening, peer.data(), peer.length_for_output()));
  ASSERT_TRUE(server.valid()) << kit::error_name(WSAGetLastError());
  EXPECT_TRUE(peer.same_as(kit::local_address(client)));
}

ENTRY_CASE(Accept, DeferredRequestDiesWithItsListener, kit::kStream, 88) {
  kit::Socket listening = entry.listener();
  kit::Socket client = started_client(entry, listening);
  Condition condition;
  condition.answer = CF_DEFER;
  EXPECT_FAILS(accept_with(listening, condition), WSATRY_AGAIN);
  listening.close();
  EXPECT_TRUE(kit::cut_off(client, entry.is(kit::kReset)));
}

ENTRY_CASE(Accept, OtherAnswersAreInvalid, kit::kStream, 89) {
  kit::Socket listening = entry.listener();
  kit::Socket client = started_client(entry, listening);
  Condition condition;
  condition.answer = 77;
  EXPECT_FAILS(accept_with(listening, condition), WSAEINVAL);
  EXPECT_EQ(condition.calls, 1);
}

ENTRY_CASE(Accept, NoConditionIsAccept, kit::kStream, 86) {
  kit::Socket listening = entry.listener();
  kit::Socket client = started_client(entry, listening);
  kit::Address peer;
  const kit::Socket server(WSAAccept(listening, peer.data(), peer.length_for_output(), nullptr, 0));
  EXPECT_TRUE(server.valid());
  EXPECT_TRUE(peer.same_as(kit::local_address(client)));
}

// With conditional acceptance the connection is not there before the condition says so.
ENTRY_CASE(Accept, ConditionalAcceptHoldsTheHandshake, kit::kTcp, 90) {
  kit::Socket listening = entry.bound();
  ASSERT_SUCCEEDS(set<BOOL>(listening, SOL_SOCKET, SO_CONDITIONAL_ACCEPT, TRUE));
  ASSERT_SUCCEEDS(listen(listening, 4));
  kit::Socket client = entry.open();
  u_long on = 1;
  ASSERT_SUCCEEDS(ioctlsocket(client, FIONBIO, &on));
  const kit::Address where = kit::local_address(listening);
  ASSERT_FAILS(connect(client, where.data(), where.length()), WSAEWOULDBLOCK);
  EXPECT_FALSE(kit::writable(client, 300)) << "the client is connected although nobody accepted it";
  Condition condition;
  const kit::Socket server(accept_with(listening, condition));
  EXPECT_TRUE(server.valid());
  EXPECT_TRUE(kit::writable(client));
}

// The client of a request that is refused, or put off, was never connected.
ENTRY_CASE(Accept, ConditionalRejectRefuses, kit::kTcp, 87, 88, 90) {
  kit::Socket listening = entry.bound();
  ASSERT_SUCCEEDS(set<BOOL>(listening, SOL_SOCKET, SO_CONDITIONAL_ACCEPT, TRUE));
  ASSERT_SUCCEEDS(listen(listening, 4));
  kit::Socket client = entry.open();
  u_long on = 1;
  ASSERT_SUCCEEDS(ioctlsocket(client, FIONBIO, &on));
  const kit::Address where = kit::local_address(listening);
  ASSERT_FAILS(connect(client, where.data(), where.length()), WSAEWOULDBLOCK);
  Condition condition;
  condition.answer = CF_DEFER;
  EXPECT_FAILS(accept_with(listening, condition), WSATRY_AGAIN);
  EXPECT_FALSE(kit::writable(client, 100)) << "the request was only put off";
  condition.answer = CF_REJECT;
  EXPECT_FAILS(accept_with(listening, condition), WSAECONNREFUSED);
  EXPECT_TRUE(kit::exceptional(client));
  DWORD error = 0;
  EXPECT_SUCCEEDS(get(client, SOL_SOCKET, SO_ERROR, error));
  EXPECT_EQ(error, static_cast<DWORD>(WSAECONNREFUSED));
}

ENTRY_CASE(Accept, ConditionalAcceptComesBeforeListen, kit::kTcp, 91) {
  kit::Socket listening = entry.listener();
  EXPECT_FAILS(set<BOOL>(listening, SOL_SOCKET, SO_CONDITIONAL_ACCEPT, TRUE), WSAEINVAL);
}

// A request that was reset while it waited gives an error or is skipped; the next one is served either way.
ENTRY_CASE(Accept, ResetRequestDoesNoHarm, kit::kStream, 92) {
  kit::Socket listening = entry.listener();
  kit::Socket client = started_client(entry, listening);
  ASSERT_SUCCEEDS(set(client, SOL_SOCKET, SO_LINGER, linger{1, 0}));
  client.close();
  u_long on = 1;
  ASSERT_SUCCEEDS(ioctlsocket(listening, FIONBIO, &on));
  kit::Socket first(accept(listening, nullptr, nullptr));
  if (!first.valid()) {
    EXPECT_CODE(WSAGetLastError(), WSAECONNRESET, WSAEWOULDBLOCK);
  } else {
    EXPECT_TRUE(kit::cut_off(first, entry.is(kit::kReset)));
  }
  EXPECT_TRUE(entry.connected_through(listening).server.valid());
}

ENTRY_CASE(Accept, NonBlockingWithoutRequest, kit::kStream, 1005) {
  kit::Socket listening = entry.listener();
  u_long on = 1;
  ASSERT_SUCCEEDS(ioctlsocket(listening, FIONBIO, &on));
  EXPECT_FAILS(accept(listening, nullptr, nullptr), WSAEWOULDBLOCK);
  Condition condition;
  EXPECT_FAILS(accept_with(listening, condition), WSAEWOULDBLOCK);
  EXPECT_EQ(condition.calls, 0);
}
