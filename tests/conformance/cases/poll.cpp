// SPDX-License-Identifier: MIT
// Section 11, second half: WSAPoll.
#include "kit/case.hpp"

namespace {

SHORT polled(SOCKET s, SHORT events, int ms = kit::kPatienceMs) {
  WSAPOLLFD one{s, events, 0x7F};
  const int count = WSAPoll(&one, 1, ms);
  EXPECT_NE(count, SOCKET_ERROR) << kit::error_name(WSAGetLastError());
  EXPECT_EQ(count, one.revents == 0 ? 0 : 1);
  return one.revents;
}

void make_nonblocking(SOCKET s) {
  u_long on = 1;
  EXPECT_SUCCEEDS(ioctlsocket(s, FIONBIO, &on));
}

}  // namespace

ENTRY_CASE(Poll, UnknownBitsFailTheCall, kit::kTransport, 145) {
  kit::Socket s = entry.bound();
  for (const SHORT bad : {SHORT{POLLPRI}, SHORT{POLLERR}, SHORT{POLLHUP}, SHORT{POLLNVAL}, SHORT{0x20},
                          SHORT{0x4000}, static_cast<SHORT>(POLLRDNORM | POLLPRI)}) {
    WSAPOLLFD one{s, bad, 0};
    EXPECT_FAILS(WSAPoll(&one, 1, 0), WSAEINVAL) << bad;
  }
}

ENTRY_CASE(Poll, NegativeEntriesAreSkipped, kit::kTransport, 146) {
  kit::Pair pair = entry.connected();
  WSAPOLLFD list[] = {{INVALID_SOCKET, POLLIN, 0x55}, {pair.client, POLLOUT, 0x55}};
  EXPECT_EQ(WSAPoll(list, 2, kit::kPatienceMs), 1);
  EXPECT_EQ(list[0].revents, 0);
  EXPECT_EQ(list[1].revents, POLLOUT);
}

ENTRY_CASE(Poll, InvalidSocketAmongValidOnes, kit::kTransport, 146) {
  kit::Pair pair = entry.connected();
  kit::Socket closed = entry.open();
  const SOCKET gone = closed;
  closed.close();
  WSAPOLLFD list[] = {{gone, POLLIN, 0}, {pair.client, POLLIN, 0}};
  EXPECT_EQ(WSAPoll(list, 2, 0), 1);
  EXPECT_EQ(list[0].revents, POLLNVAL);
  EXPECT_EQ(list[1].revents, 0);
}

ENTRY_CASE(Poll, NoValidSocket, kit::kAny, 146) {
  kit::Socket closed = entry.open();
  const SOCKET gone = closed;
  closed.close();
  WSAPOLLFD list[] = {{gone, POLLIN, 0}, {INVALID_SOCKET, POLLIN, 0}};
  EXPECT_FAILS(WSAPoll(list, 2, 0), WSAEINVAL);
  EXPECT_FAILS(WSAPoll(list + 1, 1, 0), WSAEINVAL);
  EXPECT_FAILS(WSAPoll(list, 0, 0), WSAEINVAL);
}

API_CASE(Poll, BadArray, 1002) {
  EXPECT_FAILS(WSAPoll(nullptr, 1, 0), WSAEFAULT);
  EXPECT_FAILS(WSAPoll(reinterpret_cast<WSAPOLLFD*>(24), 1, 0), WSAEFAULT);
}

ENTRY_CASE(Poll, Values, kit::kAny, 147) {
  EXPECT_EQ(POLLIN, 0x300);
  EXPECT_EQ(POLLRDNORM, 0x100);
  EXPECT_EQ(POLLRDBAND, 0x200);
  EXPECT_EQ(POLLOUT, 0x10);
  EXPECT_EQ(POLLERR, 1);
  EXPECT_EQ(POLLHUP, 2);
  EXPECT_EQ(POLLNVAL, 4);
  EXPECT_EQ(POLLPRI, 0x400);
}

ENTRY_CASE(Poll, DataAndRoom, kit::kStream, 148) {
  kit::Pair pair = entry.connected();
  EXPECT_EQ(polled(pair.server, POLLRDNORM, 0), 0);
  EXPECT_EQ(polled(pair.server, POLLOUT), POLLOUT);
  ASSERT_TRUE(kit::send_all(pair.client, "x"));
  EXPECT_EQ(polled(pair.server, POLLRDNORM), POLLRDNORM);
  EXPECT_EQ(polled(pair.server, POLLIN | POLLOUT), POLLRDNORM | POLLOUT);
}

ENTRY_CASE(Poll, PendingConnection, kit::kStream, 148) {
  kit::Socket listening = entry.listener();
  EXPECT_EQ(polled(listening, POLLRDNORM, 0), 0);
  kit::Socket client = entry.open();
  const kit::Address where = kit::local_address(listening);
  ASSERT_SUCCEEDS(connect(client, where.data(), where.length()));
  EXPECT_EQ(polled(listening, POLLRDNORM), POLLRDNORM);
}

ENTRY_CASE(Poll, EndOfStream, kit::kStream, 148) {
  kit::Pair pair = entry.connected();
  ASSERT_TRUE(kit::send_all(pair.client, "x"));
  pair.client.close();
  ASSERT_TRUE(kit::eventually([&] { return (polled(pair.server, POLLRDNORM) & POLLHUP) != 0; }));
  EXPECT_EQ(polled(pair.server, POLLRDNORM), POLLRDNORM | POLLHUP) << "data remains";
  char byte = 0;
  EXPECT_EQ(recv(pair.server, &byte, 1, 0), 1);
  EXPECT_EQ(polled(pair.server, POLLRDNORM), POLLHUP);
}

ENTRY_CASE(Poll, Reset, kit::kReset, 148) {
  kit::Pair pair = entry.connected();
  const linger hard{1, 0};
  ASSERT_SUCCEEDS(
      setsockopt(pair.client, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&hard), sizeof hard));
  pair.client.close();
  ASSERT_TRUE(kit::readable(pair.server));
  EXPECT_EQ(polled(pair.server, POLLRDNORM), POLLERR | POLLHUP);
}

ENTRY_CASE(Poll, FailedConnect, kit::kStream, 149) {
  kit::Socket s = entry.open();
  make_nonblocking(s);
  const kit::Address nobody = entry.dead_end();
  ASSERT_FAILS(connect(s, nobody.data(), nobody.length()), WSAEWOULDBLOCK);
  EXPECT_EQ(polled(s, POLLWRNORM), POLLERR | POLLHUP | POLLWRNORM);
}

ENTRY_CASE(Poll, SuccessfulConnect, kit::kStream, 149) {
  kit::Socket listening = entry.listener();
  kit::Socket s = entry.open();
  make_nonblocking(s);
  const kit::Address where = kit::local_address(listening);
  ASSERT_FAILS(connect(s, where.data(), where.length()), WSAEWOULDBLOCK);
  EXPECT_EQ(polled(s, POLLWRNORM), POLLWRNORM);
}

ENTRY_CASE(Poll, Datagrams, kit::kDatagram, 148) {
  kit::Pair pair = entry.connected();
  EXPECT_EQ(polled(pair.server, POLLIN, 0), 0);
  EXPECT_EQ(polled(pair.server, POLLIN | POLLOUT), POLLOUT);
  ASSERT_TRUE(kit::send_all(pair.client, "x"));
  EXPECT_EQ(polled(pair.server, POLLIN), POLLRDNORM);
}

ENTRY_CASE(Poll, UrgentData, kit::kStream | kit::kExpedited, 147, 113) {
  kit::Pair pair = entry.connected();
  ASSERT_EQ(send(pair.client, "!", 1, MSG_OOB), 1);
  EXPECT_EQ(polled(pair.server, POLLRDBAND), POLLRDBAND);
  EXPECT_EQ(polled(pair.server, POLLRDNORM, 0), 0);
}

ENTRY_CASE(Poll, NoEventsStillTellsErrors, kit::kStream, 148) {
  kit::Pair pair = entry.connected();
  EXPECT_EQ(polled(pair.server, 0, 0), 0);
  pair.client.close();
  ASSERT_TRUE(kit::readable(pair.server));
  EXPECT_EQ(polled(pair.server, 0), POLLHUP);
}

ENTRY_CASE(Poll, WaitsForEver, kit::kStream, 148) {
  kit::Pair pair = entry.connected();
  WSAPOLLFD one{pair.server, POLLRDNORM, 0};
  kit::Blocked waiting([&one] { return WSAPoll(&one, 1, -1); });
  ASSERT_TRUE(waiting.wait_until_inside());
  ASSERT_TRUE(kit::send_all(pair.client, "x"));
  ASSERT_TRUE(waiting.finished());
  EXPECT_EQ(waiting.result(), 1);
  EXPECT_EQ(one.revents, POLLRDNORM);
}

ENTRY_CASE(Poll, ManyEntries, kit::kDatagram, 1016) {
  kit::Pair pair = entry.connected();
  std::vector<kit::Socket> idle;
  std::vector<WSAPOLLFD> list;
  for (int i = 0; i < 900; ++i) {
    idle.push_back(entry.bound());
    list.push_back({idle.back(), POLLRDNORM, 0x55});
  }
  list.push_back({pair.server, POLLRDNORM, 0});
  ASSERT_TRUE(kit::send_all(pair.client, "x"));
  ASSERT_TRUE(kit::readable(pair.server));
  EXPECT_EQ(WSAPoll(list.data(), static_cast<ULONG>(list.size()), 0), 1);
  EXPECT_EQ(list.back().revents, POLLRDNORM);
  EXPECT_EQ(list.front().revents, 0);
}
