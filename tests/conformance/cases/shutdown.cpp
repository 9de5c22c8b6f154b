// SPDX-License-Identifier: MIT
// Section 15: shutdown and closesocket.
#include "kit/case.hpp"
#include "kit/foreign.hpp"

ENTRY_CASE(Shutdown, SendEndsTheStreamAfterTheData, kit::kStream, 205) {
  kit::Pair pair = entry.connected();
  ASSERT_TRUE(kit::send_all(pair.client, "final"));
  ASSERT_SUCCEEDS(shutdown(pair.client, SD_SEND));
  EXPECT_EQ(kit::receive_exactly(pair.server, 5), "final");
  char byte = 0;
  EXPECT_EQ(recv(pair.server, &byte, 1, 0), 0);
  ASSERT_TRUE(kit::send_all(pair.server, "reply"));
  EXPECT_EQ(kit::receive_exactly(pair.client, 5), "reply");
}

ENTRY_CASE(Shutdown, TwiceIsFine, kit::kStream, 205) {
  kit::Pair pair = entry.connected();
  EXPECT_SUCCEEDS(shutdown(pair.client, SD_SEND));
  EXPECT_SUCCEEDS(shutdown(pair.client, SD_SEND));
  EXPECT_SUCCEEDS(shutdown(pair.client, SD_RECEIVE));
  EXPECT_SUCCEEDS(shutdown(pair.client, SD_BOTH));
  EXPECT_SUCCEEDS(shutdown(pair.client, SD_BOTH));
}

ENTRY_CASE(Shutdown, UnconnectedStream, kit::kStream, 205) {
  kit::Socket s = entry.open();
  EXPECT_FAILS(shutdown(s, SD_SEND), WSAENOTCONN);
  kit::Socket bound = entry.bound();
  EXPECT_FAILS(shutdown(bound, SD_BOTH), WSAENOTCONN);
}

ENTRY_CASE(Shutdown, UnknownDirection, kit::kAny, 205) {
  kit::Socket s = entry.open();
  for (const int how : {3, -1, 77}) EXPECT_FAILS(shutdown(s, how), WSAEINVAL) << how;
}

// Data that meets a closed receiving side resets the connection.
ENTRY_CASE(Shutdown, DataAfterReceiveShutdownResets, kit::kTcp, 206) {
  kit::Pair pair = entry.connected();
  ASSERT_SUCCEEDS(shutdown(pair.server, SD_RECEIVE));
  EXPECT_TRUE(kit::eventually([&] { return send(pair.client, "x", 1, 0) == SOCKET_ERROR; }, 1500));
  EXPECT_CODE(WSAGetLastError(), WSAECONNRESET, WSAECONNABORTED);
}

ENTRY_CASE(Shutdown, UnreadDataAtReceiveShutdownResets, kit::kTcp, 206) {
  kit::Pair pair = entry.connected();
  ASSERT_TRUE(kit::send_all(pair.client, "unread"));
  ASSERT_TRUE(kit::readable(pair.server));
  ASSERT_SUCCEEDS(shutdown(pair.server, SD_RECEIVE));
  EXPECT_TRUE(kit::eventually([&] { return send(pair.client, "x", 1, 0) == SOCKET_ERROR; }, 1500));
}

ENTRY_CASE(Shutdown, DatagramsAreDroppedSilently, kit::kDatagram, 206) {
  kit::Pair pair = entry.connected();
  ASSERT_SUCCEEDS(shutdown(pair.server, SD_RECEIVE));
  ASSERT_TRUE(kit::send_all(pair.client, "dropped"));
  EXPECT_TRUE(kit::send_all(pair.client, "too")) << "the sender notices nothing";
  char byte = 0;
  EXPECT_FAILS(recv(pair.server, &byte, 1, 0), WSAESHUTDOWN);
}

ENTRY_CASE(Shutdown, SeenBySelect, kit::kStream, 139, 205) {
  kit::Pair pair = entry.connected();
  EXPECT_FALSE(kit::readable(pair.server, 0));
  ASSERT_SUCCEEDS(shutdown(pair.client, SD_SEND));
  EXPECT_TRUE(kit::readable(pair.server));
}

ENTRY_CASE(Close, InvalidHandle, kit::kAny, 203) {
  EXPECT_FAILS(closesocket(INVALID_SOCKET), WSAENOTSOCK);
  EXPECT_FAILS(closesocket(static_cast<SOCKET>(1) << 40), WSAENOTSOCK);
  kit::Socket s = entry.open();
  const SOCKET handle = s.release();
  EXPECT_SUCCEEDS(closesocket(handle));
  EXPECT_FAILS(closesocket(handle), WSAENOTSOCK);
}

ENTRY_CASE(Close, HandleMayBeReusedAtOnce, kit::kAny, 203) {
  kit::Socket s = entry.open();
  const SOCKET first = s;
  s.close();
  for (int i = 0; i < 100; ++i) {
    s = entry.open();
    if (entry.is(kit::kIfs)) {
      EXPECT_EQ(SOCKET{s}, first) << "the lowest free descriptor is given out first";
    }
    DWORD type = 0;
    int length = sizeof type;
    EXPECT_SUCCEEDS(getsockopt(s, SOL_SOCKET, SO_TYPE, reinterpret_cast<char*>(&type), &length));
    s.close();
  }
}

ENTRY_CASE(Close, GivesTheDescriptorBack, kit::kAny, 1013) {
  { kit::Socket warm_up = entry.open(); }
  const int before = kit::open_descriptors();
  for (int i = 0; i < 50; ++i) kit::Socket s = entry.open();
  EXPECT_TRUE(kit::eventually([before] { return kit::open_descriptors() == before; }))
      << before << " before, " << kit::open_descriptors() << " now";
}

ENTRY_CASE(Close, ConnectionsGiveTheirDescriptorsBack, kit::kStream, 1013) {
  { kit::Pair warm_up = entry.connected(); }
  const int before = kit::open_descriptors();
  for (int i = 0; i < 20; ++i) kit::Pair pair = entry.connected();
  EXPECT_TRUE(kit::eventually([before] { return kit::open_descriptors() == before; }))
      << before << " before, " << kit::open_descriptors() << " now";
}

ENTRY_CASE(Close, UnreadDataResets, kit::kTcp, 207) {
  kit::Pair pair = entry.connected();
  ASSERT_TRUE(kit::send_all(pair.client, "unread"));
  ASSERT_TRUE(kit::readable(pair.server));
  pair.server.close();
  char byte = 0;
  EXPECT_FAILS(recv(pair.client, &byte, 1, 0), WSAECONNRESET);
}

// The program's own close(2) of a descriptor must not leave a socket behind that claims the number.
ENTRY_CASE(Close, DescriptorClosedBehindOurBack, kit::kIfs, 1014) {
  kit::Socket s = entry.open();
  const SOCKET handle = s.release();
  kit::close_descriptor(static_cast<int>(handle));
  kit::Socket next = entry.open();
  EXPECT_EQ(SOCKET{next}, handle);
  DWORD type = 0;
  int length = sizeof type;
  EXPECT_SUCCEEDS(getsockopt(next, SOL_SOCKET, SO_TYPE, reinterpret_cast<char*>(&type), &length));
}

// The same while a thread is still inside a call on the socket that lost its descriptor.
ENTRY_CASE(Close, DescriptorClosedBehindACallersBack, kit::kIfs | kit::kStream, 1014) {
  kit::Socket listening = entry.listener();
  kit::Pair pair = entry.connected_through(listening);
  const SOCKET lost = pair.server.release();
  char byte = 0;
  kit::Blocked receiving([lost, &byte] { return recv(lost, &byte, 1, 0); });
  ASSERT_TRUE(receiving.wait_until_inside());
  kit::close_descriptor(static_cast<int>(lost));
  kit::Pair next = entry.connected_through(listening);  // one of the two gets the number
  EXPECT_TRUE(kit::send_all(next.client, "there"));
  EXPECT_EQ(kit::receive_exactly(next.server, 5), "there");
  EXPECT_TRUE(kit::send_all(next.server, "and back"));
  EXPECT_EQ(kit::receive_exactly(next.client, 8), "and back");
  pair.client.close();
  EXPECT_TRUE(receiving.finished());
  EXPECT_TRUE(kit::send_all(next.client, "still"));
  EXPECT_EQ(kit::receive_exactly(next.server, 5), "still");
}
