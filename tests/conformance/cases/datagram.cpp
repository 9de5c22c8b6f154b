// SPDX-License-Identifier: MIT
// Section 8 for datagrams: boundaries, truncation, limits, who may send and receive unbound.
#include "kit/case.hpp"

namespace {

template <typename T>
int set(SOCKET s, int option, T value) {
  return setsockopt(s, SOL_SOCKET, option, reinterpret_cast<const char*>(&value), sizeof value);
}

int send_to(SOCKET s, const std::string& text, const kit::Address& to) {
  return sendto(s, text.data(), static_cast<int>(text.size()), 0, to.data(), to.length());
}

unsigned max_message(SOCKET s) {
  unsigned size = 0;
  int length = sizeof size;
  EXPECT_SUCCEEDS(getsockopt(s, SOL_SOCKET, SO_MAX_MSG_SIZE, reinterpret_cast<char*>(&size), &length));
  return size;
}

}  // namespace

ENTRY_CASE(Datagram, KeepsBoundaries, kit::kDatagram, 1010) {
  kit::Pair pair = entry.connected();
  for (const std::string text : {"one", "three", "fifteen letters"})
    ASSERT_TRUE(kit::send_all(pair.client, text));
  char buffer[64];
  EXPECT_EQ(recv(pair.server, buffer, sizeof buffer, 0), 3);
  EXPECT_EQ(recv(pair.server, buffer, sizeof buffer, 0), 5);
  EXPECT_EQ(recv(pair.server, buffer, sizeof buffer, 0), 15);
}

ENTRY_CASE(Datagram, SourceIsTold, kit::kDatagram | kit::kPorts, 1010) {
  kit::Socket receiver = entry.bound(), sender = entry.bound();
  ASSERT_EQ(send_to(sender, "abc", kit::local_address(receiver)), 3);
  char buffer[8];
  kit::Address from;
  EXPECT_EQ(recvfrom(receiver, buffer, sizeof buffer, 0, from.data(), from.length_for_output()), 3);
  EXPECT_TRUE(from.same_as(kit::local_address(sender))) << from.text();
  EXPECT_EQ(from.length(), entry.loopback().length());
  // The source is optional.
  ASSERT_EQ(send_to(sender, "abc", kit::local_address(receiver)), 3);
  EXPECT_EQ(recvfrom(receiver, buffer, sizeof buffer, 0, nullptr, nullptr), 3);
}

ENTRY_CASE(Datagram, ShortSourceBuffer, kit::kDatagram | kit::kPorts, 1002) {
  kit::Socket receiver = entry.bound(), sender = entry.bound();
  ASSERT_EQ(send_to(sender, "abc", kit::local_address(receiver)), 3);
  char buffer[8];
  kit::Address from;
  int length = entry.info().iMinSockAddr - 1;
  EXPECT_FAILS(recvfrom(receiver, buffer, sizeof buffer, 0, from.data(), &length), WSAEFAULT);
  EXPECT_EQ(recvfrom(receiver, buffer, sizeof buffer, 0, from.data(), from.length_for_output()), 3);
}

ENTRY_CASE(Datagram, TooLargeForTheBuffer, kit::kDatagram | kit::kPorts, 102) {
  kit::Socket receiver = entry.bound(), sender = entry.bound();
  const kit::Address where = kit::local_address(receiver);
  ASSERT_EQ(send_to(sender, "abcdef", where), 6);
  ASSERT_EQ(send_to(sender, "next", where), 4);
  char buffer[4] = {};
  kit::Address from;
  EXPECT_FAILS(recvfrom(receiver, buffer, 4, 0, from.data(), from.length_for_output()), WSAEMSGSIZE);
  EXPECT_EQ(std::string(buffer, 4), "abcd") << "the buffer is filled";
  EXPECT_TRUE(from.same_as(kit::local_address(sender))) << "the source is told";
  EXPECT_EQ(recv(receiver, buffer, 4, 0), 4) << "the rest of the datagram is gone";
  EXPECT_EQ(std::string(buffer, 4), "next");
}

ENTRY_CASE(Datagram, TooLargeForTheBuffers, kit::kDatagram, 102, 118) {
  kit::Pair pair = entry.connected();
  ASSERT_TRUE(kit::send_all(pair.client, "abcdefgh"));
  char one[2] = {}, two[3] = {};
  WSABUF parts[] = {{2, one}, {3, two}};
  DWORD count = 0, flags = 0;
  EXPECT_FAILS(WSARecv(pair.server, parts, 2, &count, &flags, nullptr, nullptr), WSAEMSGSIZE);
  EXPECT_EQ(count, 5U);
  EXPECT_EQ(std::string(one, 2) + std::string(two, 3), "abcde");
}

ENTRY_CASE(Datagram, PeekTooLarge, kit::kDatagram, 102, 112) {
  kit::Pair pair = entry.connected();
  ASSERT_TRUE(kit::send_all(pair.client, "abcdef"));
  char buffer[8] = {};
  EXPECT_FAILS(recv(pair.server, buffer, 2, MSG_PEEK), WSAEMSGSIZE);
  EXPECT_EQ(recv(pair.server, buffer, 8, MSG_PEEK), 6);
  EXPECT_EQ(recv(pair.server, buffer, 8, 0), 6);
}

ENTRY_CASE(Datagram, AboveTheLimit, kit::kUdp, 106) {
  kit::Socket receiver = entry.bound(), sender = entry.bound();
  const kit::Address where = kit::local_address(receiver);
  const unsigned limit = max_message(sender);
  EXPECT_EQ(limit, entry.is(kit::kInet6) ? 65527U : 65507U);
  EXPECT_FAILS(send_to(sender, std::string(limit + 1, 'x'), where), WSAEMSGSIZE);
  ASSERT_EQ(send_to(sender, "small", where), 5);
  char buffer[8];
  EXPECT_EQ(recv(receiver, buffer, sizeof buffer, 0), 5) << "nothing of the large one was sent";
}

ENTRY_CASE(Datagram, LargestGoesThrough, kit::kUdp | kit::kInet, 106) {
  kit::Socket receiver = entry.bound(), sender = entry.bound();
  ASSERT_SUCCEEDS(set<DWORD>(receiver, SO_RCVBUF, 1 << 20));
  const std::string text(max_message(sender), 'y');
  ASSERT_EQ(send_to(sender, text, kit::local_address(receiver)), static_cast<int>(text.size()));
  std::string got(text.size(), '-');
  EXPECT_EQ(recv(receiver, got.data(), static_cast<int>(got.size()), 0), static_cast<int>(text.size()));
  EXPECT_TRUE(got == text);
}

ENTRY_CASE(Datagram, EmptyDatagram, kit::kDatagram, 107) {
  kit::Pair pair = entry.connected();
  EXPECT_EQ(send(pair.client, "", 0, 0), 0);
  ASSERT_TRUE(kit::send_all(pair.client, "after"));
  char buffer[8];
  EXPECT_EQ(recv(pair.server, buffer, sizeof buffer, 0), 0);
  EXPECT_EQ(recv(pair.server, buffer, sizeof buffer, 0), 5) << "an empty datagram is no end";
}

ENTRY_CASE(Datagram, EmptyDatagramOfBuffers, kit::kDatagram, 107, 118) {
  kit::Pair pair = entry.connected();
  WSABUF none{0, nullptr};
  DWORD count = 9, flags = 0;
  EXPECT_SUCCEEDS(WSASend(pair.client, &none, 1, &count, 0, nullptr, nullptr));
  EXPECT_EQ(count, 0U);
  char buffer[8];
  WSABUF part{sizeof buffer, buffer};
  count = 9;
  EXPECT_SUCCEEDS(WSARecv(pair.server, &part, 1, &count, &flags, nullptr, nullptr));
  EXPECT_EQ(count, 0U);
}

ENTRY_CASE(Datagram, ReceiveUnbound, kit::kDatagram | kit::kPorts, 109) {
  kit::Socket s = entry.open();
  char byte = 0;
  kit::Address from;
  EXPECT_FAILS(recvfrom(s, &byte, 1, 0, from.data(), from.length_for_output()), WSAEINVAL);
  EXPECT_FAILS(recv(s, &byte, 1, 0), WSAEINVAL, WSAENOTCONN);
  WSABUF buffer{1, &byte};
  DWORD count = 0, flags = 0;
  EXPECT_FAILS(WSARecvFrom(s, &buffer, 1, &count, &flags, nullptr, nullptr, nullptr, nullptr), WSAEINVAL);
}

ENTRY_CASE(Datagram, SendWithoutPeer, kit::kDatagram, 109) {
  kit::Socket s = entry.bound();
  EXPECT_FAILS(send(s, "x", 1, 0), WSAENOTCONN);
  EXPECT_FAILS(sendto(s, "x", 1, 0, nullptr, 0), WSAENOTCONN, WSAEDESTADDRREQ);
  WSABUF buffer{1, const_cast<char*>("x")};
  DWORD sent = 0;
  EXPECT_FAILS(WSASend(s, &buffer, 1, &sent, 0, nullptr, nullptr), WSAENOTCONN);
  EXPECT_FAILS(WSASendTo(s, &buffer, 1, &sent, 0, nullptr, 0, nullptr, nullptr), WSAENOTCONN,
               WSAEDESTADDRREQ);
}

ENTRY_CASE(Datagram, SendtoBadAddresses, kit::kDatagram | kit::kPorts, 1011) {
  kit::Socket s = entry.open();
  const kit::Address where = entry.loopback(9);
  EXPECT_FAILS(sendto(s, "x", 1, 0, where.data(), entry.info().iMinSockAddr - 1), WSAEFAULT);
  const kit::Address foreign = entry.other_family(9);
  EXPECT_FAILS(sendto(s, "x", 1, 0, foreign.data(), foreign.length()), WSAEAFNOSUPPORT, WSAEFAULT);
  const kit::Address no_port = entry.loopback(0);
  EXPECT_FAILS(sendto(s, "x", 1, 0, no_port.data(), no_port.length()), WSAEADDRNOTAVAIL);
  EXPECT_FAILS(sendto(s, "x", 1, 0, reinterpret_cast<sockaddr*>(24), where.length()), WSAEFAULT);
}

ENTRY_CASE(Datagram, SendAfterShutdown, kit::kDatagram, 110) {
  kit::Pair pair = entry.connected();
  ASSERT_SUCCEEDS(shutdown(pair.client, SD_SEND));
  EXPECT_FAILS(send(pair.client, "x", 1, 0), WSAESHUTDOWN);
  ASSERT_TRUE(kit::send_all(pair.server, "back"));
  char buffer[8];
  EXPECT_EQ(recv(pair.client, buffer, sizeof buffer, 0), 4) << "receiving goes on";
}

ENTRY_CASE(Datagram, NoWaitAll, kit::kDatagram, 111) {
  kit::Pair pair = entry.connected();
  ASSERT_TRUE(kit::send_all(pair.client, "abc"));
  char buffer[8];
  EXPECT_FAILS(recv(pair.server, buffer, sizeof buffer, MSG_WAITALL), WSAEOPNOTSUPP);
  EXPECT_EQ(recv(pair.server, buffer, sizeof buffer, 0), 3);
}

ENTRY_CASE(Datagram, NoUrgentData, kit::kDatagram | kit::kNoExpedited, 112) {
  kit::Pair pair = entry.connected();
  char byte = 0;
  EXPECT_FAILS(recv(pair.server, &byte, 1, MSG_OOB), WSAEOPNOTSUPP);
  EXPECT_FAILS(send(pair.client, "x", 1, MSG_OOB), WSAEOPNOTSUPP);
}

ENTRY_CASE(Datagram, ReceiveTimeOut, kit::kDatagram, 116) {
  kit::Socket s = entry.bound();
  ASSERT_SUCCEEDS(set<DWORD>(s, SO_RCVTIMEO, 30));
  char byte = 0;
  EXPECT_FAILS(recv(s, &byte, 1, 0), WSAETIMEDOUT);
  EXPECT_FAILS(recvfrom(s, &byte, 1, 0, nullptr, nullptr), WSAETIMEDOUT);
  u_long on = 1;
  ASSERT_SUCCEEDS(ioctlsocket(s, FIONBIO, &on));
  EXPECT_FAILS(recv(s, &byte, 1, 0), WSAEWOULDBLOCK);
}

// No buffer, no datagram: what arrives while nobody receives is lost.
ENTRY_CASE(Datagram, NoReceiveBuffer, kit::kDatagram | kit::kPorts, 117) {
  kit::Socket receiver = entry.bound(), sender = entry.bound();
  ASSERT_SUCCEEDS(set<DWORD>(receiver, SO_RCVBUF, 0));
  ASSERT_EQ(send_to(sender, "lost", kit::local_address(receiver)), 4);
  EXPECT_FALSE(kit::readable(receiver, 200));
}

ENTRY_CASE(Datagram, ScatterAndGather, kit::kDatagram | kit::kPorts, 118) {
  kit::Socket receiver = entry.bound(), sender = entry.bound();
  const kit::Address where = kit::local_address(receiver);
  WSABUF out[] = {{2, const_cast<char*>("ab")}, {0, nullptr}, {3, const_cast<char*>("cde")}};
  DWORD count = 0, flags = 0;
  ASSERT_SUCCEEDS(WSASendTo(sender, out, 3, &count, 0, where.data(), where.length(), nullptr, nullptr));
  EXPECT_EQ(count, 5U);
  char one[1], two[8];
  WSABUF in[] = {{1, one}, {0, nullptr}, {8, two}};
  kit::Address from;
  ASSERT_SUCCEEDS(
      WSARecvFrom(receiver, in, 3, &count, &flags, from.data(), from.length_for_output(), nullptr, nullptr));
  EXPECT_EQ(count, 5U);
  EXPECT_EQ(std::string(one, 1) + std::string(two, 4), "abcde");
  EXPECT_TRUE(from.same_as(kit::local_address(sender)));
}

ENTRY_CASE(Datagram, SendtoOnAConnectedSocket, kit::kDatagram | kit::kPorts, 1012) {
  kit::Pair pair = entry.connected();
  kit::Socket third = entry.bound();
  // Winsock sends to the address given; some providers refuse with WSAEISCONN. Neither sends it to the peer.
  const int sent = send_to(pair.client, "third", kit::local_address(third));
  if (sent == SOCKET_ERROR) {
    EXPECT_CODE(WSAGetLastError(), WSAEISCONN);
  } else {
    char buffer[8];
    EXPECT_EQ(recv(third, buffer, sizeof buffer, 0), 5);
  }
  EXPECT_FALSE(kit::readable(pair.server, 0));
}

ENTRY_CASE(Datagram, BroadcastNeedsTheOption, kit::kDatagram | kit::kBroadcast | kit::kInet, 126) {
  kit::Socket s = entry.open();
  EXPECT_FAILS(send_to(s, "x", kit::Address::inet(INADDR_BROADCAST, 9)), WSAEACCES);
  EXPECT_FAILS(send_to(s, "x", kit::Address::inet(0x7FFFFFFFU, 9)), WSAEACCES);
  ASSERT_SUCCEEDS(set<BOOL>(s, SO_BROADCAST, TRUE));
  EXPECT_EQ(send_to(s, "x", kit::Address::inet(0x7FFFFFFFU, 9)), 1);
}
