// SPDX-License-Identifier: MIT
#include "memory_fixture.hpp"

namespace {

using namespace memory_test;

class MemoryDatagramTest : public MemoryTest {
 protected:
  static Address name(const Socket& socket) { return *socket->local_name(); }
};

TEST_F(MemoryDatagramTest, KeepsBoundariesAndSource) {
  const Socket from = bound(), to = bound();
  EXPECT_EQ(to->ready(kAll), DWORD{WOSA_READY_WRITE});
  ASSERT_EQ(*send_to(*from, "one", name(to)), 3U);
  ASSERT_EQ(*send_to(*from, "", name(to)), 0U);
  ASSERT_EQ(*send_to(*from, "three", name(to)), 5U);
  EXPECT_EQ(to->ready(kAll), DWORD{WOSA_READY_WRITE | WOSA_READY_READ | WOSA_READY_DATA});
  EXPECT_EQ(*to->readable_bytes(), 8U);
  EXPECT_EQ(receive_from(*to, 10, true).text, "one");
  const Arrived first = receive_from(*to);
  EXPECT_EQ(first.text, "one");
  EXPECT_EQ(first.from, name(from));
  const Arrived empty = receive_from(*to);
  EXPECT_EQ(empty.error, 0);
  EXPECT_EQ(empty.size, 0U);
  EXPECT_EQ(receive_from(*to).text, "three");
  EXPECT_EQ(receive_from(*to).error, WSAEWOULDBLOCK);
}

TEST_F(MemoryDatagramTest, TellsTheWholeSizeOfACutOne) {
  const Socket from = bound(), to = bound();
  send_to(*from, "abcdef", name(to));
  send_to(*from, "next", name(to));
  const Arrived cut = receive_from(*to, 4);
  EXPECT_EQ(cut.text, "abcd");
  EXPECT_EQ(cut.size, 6U);
  EXPECT_EQ(receive_from(*to).text, "next") << "the rest of the first is gone";
}

TEST_F(MemoryDatagramTest, SizesUpToTheLimit) {
  const Socket from = bound(), to = bound();
  const std::string largest(65507, 'y');
  ASSERT_EQ(*send_to(*from, largest, name(to)), largest.size());
  EXPECT_TRUE(receive_from(*to, 65536).text == largest);
  EXPECT_EQ(code(send_to(*from, largest + "z", name(to))), WSAEMSGSIZE);
  EXPECT_EQ(receive_from(*to).error, WSAEWOULDBLOCK);
}

TEST_F(MemoryDatagramTest, BytesAroundTheBuffersEnd) {
  const Socket from = bound(), to = bound();
  for (std::size_t i = 0; i < 1500; ++i) {
    const std::string text(i % 700, static_cast<char>('a' + i % 26));
    ASSERT_EQ(*send_to(*from, text, name(to)), text.size());
    if (i % 3 == 2) {
      for (std::size_t j = i - 2; j <= i; ++j) {
        ASSERT_EQ(receive_from(*to).text, std::string(j % 700, static_cast<char>('a' + j % 26)));
      }
    }
  }
}

TEST_F(MemoryDatagramTest, DropsWhatFindsNoRoom) {
  const Socket from = bound(), to = bound();
  ASSERT_EQ(code(to->option_changed(WS_SO_RCVBUF, 1000)), 0);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(*send_to(*from, std::string(100, 'x'), name(to)), 100U);
  int arrived = 0;
  while (receive_from(*to).error == 0) ++arrived;
  EXPECT_GT(arrived, 3);
  EXPECT_LT(arrived, 12);
  ASSERT_EQ(code(to->option_changed(WS_SO_RCVBUF, 0)), 0);
  send_to(*from, "lost", name(to));
  EXPECT_EQ(receive_from(*to).error, WSAEWOULDBLOCK) << "no buffer, no datagram";
}

TEST_F(MemoryDatagramTest, SendingBinds) {
  const Socket to = bound(), from = datagram();
  ASSERT_EQ(*send_to(*from, "x", name(to)), 1U);
  EXPECT_EQ(with_port(name(from), 0), ipv4(0));
  const Arrived arrived = receive_from(*to);
  EXPECT_EQ(arrived.from, with_port(ipv4(kLoopback), port_of(name(from))));
  ASSERT_EQ(*send_to(*to, "back", arrived.from), 4U);
  EXPECT_EQ(receive_from(*from).text, "back");
}

TEST_F(MemoryDatagramTest, BadDestinations) {
  const Socket from = datagram();
  EXPECT_EQ(code(send_to(*from, "x", ipv4(kLoopback, 0))), WSAEADDRNOTAVAIL);
  EXPECT_EQ(code(send_to(*from, "x", ipv4(0, 9))), WSAEADDRNOTAVAIL);
  EXPECT_EQ(code(send_to(*from, "x", ipv4(0xCB007107, 9))), WSAENETUNREACH);
  EXPECT_EQ(code(send_to(*from, "x")), WSAENOTCONN);
}

// -- Peers --------------------------------------------------------------------------------------------------

TEST_F(MemoryDatagramTest, OnlyThePeerIsHeard) {
  const Socket socket = bound(), peer = bound(), stranger = bound();
  ASSERT_EQ(*send_to(*stranger, "before", name(socket)), 6U);
  ASSERT_EQ(*send_to(*peer, "early", name(socket)), 5U);
  ASSERT_EQ(code(socket->start_connect(name(peer))), 0);
  EXPECT_EQ(*socket->peer_name(), name(peer));
  send_to(*stranger, "no", name(socket));
  send_to(*peer, "yes", name(socket));
  EXPECT_EQ(receive_from(*socket).text, "early") << "what the others had sent is gone";
  EXPECT_EQ(receive_from(*socket).text, "yes");
  EXPECT_EQ(receive_from(*socket).error, WSAEWOULDBLOCK);
  ASSERT_EQ(*send_to(*socket, "reply"), 5U);
  EXPECT_EQ(receive_from(*peer).text, "reply");
}

TEST_F(MemoryDatagramTest, PeerIsReplacedAndDissolved) {
  const Socket socket = datagram(), one = bound(), two = bound();
  ASSERT_EQ(code(socket->start_connect(name(one))), 0);
  EXPECT_EQ(with_port(name(socket), 0), ipv4(kLoopback));
  const auto port = port_of(name(socket));
  send_to(*one, "old", name(socket));
  ASSERT_EQ(code(socket->start_connect(name(two))), 0);
  EXPECT_EQ(receive_from(*socket).error, WSAEWOULDBLOCK);
  ASSERT_EQ(*send_to(*socket, "2"), 1U);
  EXPECT_EQ(receive_from(*two).text, "2");
  for (const Address& nobody : {Address(), ipv4(0, 0)}) {
    ASSERT_EQ(code(socket->start_connect(name(two))), 0);
    ASSERT_EQ(code(socket->start_connect(nobody)), 0);
    EXPECT_EQ(code(send_to(*socket, "x")), WSAENOTCONN);
    EXPECT_EQ(code(socket->peer_name()), WSAENOTCONN);
  }
  EXPECT_EQ(port_of(name(socket)), port);
  ASSERT_EQ(*send_to(*one, "now", ipv4(kLoopback, port)), 3U);
  EXPECT_EQ(receive_from(*socket).text, "now") << "everybody is heard again";
}

TEST_F(MemoryDatagramTest, SendingElsewhereWhileConnected) {
  const Socket socket = bound(), peer = bound(), third = bound();
  ASSERT_EQ(code(socket->start_connect(name(peer))), 0);
  ASSERT_EQ(*send_to(*socket, "third", name(third)), 5U);
  EXPECT_EQ(receive_from(*third).text, "third");
  EXPECT_EQ(receive_from(*peer).error, WSAEWOULDBLOCK);
}

TEST_F(MemoryDatagramTest, ConnectedOneIsPreferred) {
  const Socket any = datagram(), mine = datagram(), from = bound();
  for (const Socket* one : {&any, &mine}) {
    (*one)->options().reuse = true;
    ASSERT_EQ(code((*one)->bind(ipv4(kLoopback, 700))), 0);
  }
  ASSERT_EQ(code(any->start_connect(name(from))), 0);
  send_to(*from, "x", ipv4(kLoopback, 700));
  EXPECT_EQ(receive_from(*any).text, "x");
  EXPECT_EQ(receive_from(*mine).error, WSAEWOULDBLOCK);
}

// -- Nobody there -------------------------------------------------------------------------------------------

TEST_F(MemoryDatagramTest, UnreachablePortFailsTheNextReceive) {
  const Socket socket = bound(), friendly = bound(), gone = bound();
  const Address nowhere = name(gone);
  gone->close(Ending::graceful);
  ASSERT_EQ(*send_to(*friendly, "one", name(socket)), 3U);
  ASSERT_EQ(*send_to(*socket, "x", nowhere), 1U) << "the sender notices nothing";
  EXPECT_NE(socket->ready(WOSA_READY_READ), 0U);
  EXPECT_EQ(receive_from(*socket).error, WSAECONNRESET);
  EXPECT_EQ(receive_from(*socket).text, "one") << "nothing is lost";
  EXPECT_EQ(receive_from(*socket).error, WSAEWOULDBLOCK);
}

TEST_F(MemoryDatagramTest, RouteEndsWithItsReceiver) {
  const Socket socket = bound(), to = bound();
  const Address where = name(to);
  send_to(*socket, "1", where);
  to->close(Ending::graceful);
  send_to(*socket, "2", where);
  EXPECT_EQ(receive_from(*socket).error, WSAECONNRESET);
  const Socket next = datagram();
  ASSERT_EQ(code(next->bind(where)), 0);
  send_to(*socket, "3", where);
  EXPECT_EQ(receive_from(*next).text, "3");
}

TEST_F(MemoryDatagramTest, SourceChangesWithTheBinding) {
  const Socket to = bound(), first = datagram(), second = datagram();
  send_to(*first, "1", name(to));
  const Address one = receive_from(*to).from;
  send_to(*second, "2", name(to));
  EXPECT_FALSE(receive_from(*to).from == one);
}

TEST_F(MemoryDatagramTest, ShutForReceiving) {
  const Socket socket = bound(), from = bound();
  ASSERT_EQ(code(socket->shutdown(SD_RECEIVE)), 0);
  EXPECT_EQ(*send_to(*from, "dropped", name(socket)), 7U);
  EXPECT_EQ(receive_from(*socket).error, WSAEWOULDBLOCK);
  EXPECT_EQ(receive_from(*from).error, WSAEWOULDBLOCK) << "no report either";
}

TEST_F(MemoryDatagramTest, ToItself) {
  const Socket socket = bound();
  ASSERT_EQ(*send_to(*socket, "me", name(socket)), 2U);
  EXPECT_EQ(receive_from(*socket).from, name(socket));
}

// -- Families and broadcast ---------------------------------------------------------------------------------

TEST_F(MemoryDatagramTest, DualModeSpeaksBoth) {
  const Socket both = dual(WS_SOCK_DGRAM), four = bound(), six = datagram(WS_AF_INET6);
  ASSERT_EQ(code(both->bind(ipv6("::", 700))), 0);
  ASSERT_EQ(*send_to(*four, "4", ipv4(kLoopback, 700)), 1U);
  ASSERT_EQ(*send_to(*six, "6", ipv6("::1", 700)), 1U);
  const Arrived of_four = receive_from(*both), of_six = receive_from(*both);
  EXPECT_EQ(with_port(of_four.from, 0), ipv6("::ffff:127.0.0.1"));
  EXPECT_EQ(with_port(of_six.from, 0), ipv6("::1"));
  ASSERT_EQ(*send_to(*both, "back", of_four.from), 4U);
  EXPECT_EQ(receive_from(*four).text, "back");
  EXPECT_EQ(code(send_to(*six, "x", ipv6("::ffff:127.0.0.1", 700))), WSAENETUNREACH);
}

TEST_F(MemoryDatagramTest, BroadcastNeedsTheOption) {
  const Socket from = datagram(), one = datagram(), two = datagram(), other = bound();
  for (const Socket* socket : {&one, &two}) (*socket)->options().reuse = true;
  ASSERT_EQ(code(one->bind(ipv4(0, 700))), 0);
  ASSERT_EQ(code(two->bind(ipv4(kLoopback, 700))), 0);
  for (const std::uint32_t everybody : {0xFFFFFFFFU, 0x7FFFFFFFU}) {
    from->options().broadcast = false;
    EXPECT_EQ(code(send_to(*from, "x", ipv4(everybody, 700))), WSAEACCES);
    EXPECT_EQ(code(from->start_connect(ipv4(everybody, 700))), WSAEACCES);
    from->options().broadcast = true;
    EXPECT_EQ(*send_to(*from, "all", ipv4(everybody, 700)), 3U);
    EXPECT_EQ(receive_from(*one).text, "all");
    EXPECT_EQ(receive_from(*two).text, "all");
  }
  EXPECT_EQ(receive_from(*other).error, WSAEWOULDBLOCK);
  EXPECT_EQ(*send_to(*from, "x", ipv4(0xFFFFFFFF, 701)), 1U);
  EXPECT_EQ(receive_from(*from).error, WSAEWOULDBLOCK) << "nobody answers for a port of everybody's";
}

TEST_F(MemoryDatagramTest, OneSendSeveralDatagrams) {
  const Socket from = bound(), to = bound();
  ASSERT_EQ(set(*from, WS_IPPROTO_UDP, WS_UDP_SEND_MSG_SIZE, DWORD{3}), 0);
  ASSERT_EQ(*send_to(*from, "abcdefgh", name(to)), 8U);
  EXPECT_EQ(receive_from(*to).text, "abc");
  EXPECT_EQ(receive_from(*to).text, "def");
  EXPECT_EQ(receive_from(*to).text, "gh");
}

}  // namespace
