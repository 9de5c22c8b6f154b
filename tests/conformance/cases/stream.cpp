// SPDX-License-Identifier: MIT
// Section 8 for connections: receiving, sending, flags, time-outs, scatter and gather.
#include <algorithm>
#include <cstring>
#include <random>

#include "kit/case.hpp"

namespace {

std::string noise(std::size_t size) {
  std::mt19937 random(12345);
  std::string text(size, '\0');
  for (std::size_t i = 0; i < size; i += sizeof(std::uint32_t)) {
    const auto word = static_cast<std::uint32_t>(random());
    std::memcpy(&text[i], &word, std::min(sizeof word, size - i));
  }
  return text;
}

template <typename T>
int set(SOCKET s, int level, int option, T value) {
  return setsockopt(s, level, option, reinterpret_cast<const char*>(&value), sizeof value);
}

void make_nonblocking(SOCKET s) {
  u_long on = 1;
  EXPECT_SUCCEEDS(ioctlsocket(s, FIONBIO, &on));
}

WSABUF part(std::string& text) { return {static_cast<u_long>(text.size()), text.data()}; }

}  // namespace

ENTRY_CASE(Stream, GracefulCloseIsZero, kit::kStream | kit::kGraceful, 100) {
  kit::Pair pair = entry.connected();
  ASSERT_TRUE(kit::send_all(pair.client, "last words"));
  pair.client.close();
  EXPECT_EQ(kit::receive_exactly(pair.server, 10), "last words");
  char byte = 0;
  EXPECT_EQ(recv(pair.server, &byte, 1, 0), 0);
  EXPECT_EQ(recv(pair.server, &byte, 1, 0), 0) << "the end stays the end";
  WSABUF buffer{1, &byte};
  DWORD count = 99, flags = 0;
  EXPECT_SUCCEEDS(WSARecv(pair.server, &buffer, 1, &count, &flags, nullptr, nullptr));
  EXPECT_EQ(count, 0U);
}

ENTRY_CASE(Stream, ResetIsAnError, kit::kReset, 100) {
  kit::Pair pair = entry.connected();
  ASSERT_SUCCEEDS(set(pair.client, SOL_SOCKET, SO_LINGER, linger{1, 0}));
  pair.client.close();
  char byte = 0;
  EXPECT_FAILS(recv(pair.server, &byte, 1, 0), WSAECONNRESET);
}

ENTRY_CASE(Stream, ReceiveAfterShutdownOfReceiving, kit::kStream, 100) {
  kit::Pair pair = entry.connected();
  ASSERT_SUCCEEDS(shutdown(pair.server, SD_RECEIVE));
  char byte = 0;
  EXPECT_FAILS(recv(pair.server, &byte, 1, 0), WSAESHUTDOWN);
  WSABUF buffer{1, &byte};
  DWORD count = 0, flags = 0;
  EXPECT_FAILS(WSARecv(pair.server, &buffer, 1, &count, &flags, nullptr, nullptr), WSAESHUTDOWN);
  EXPECT_TRUE(kit::send_all(pair.server, "still sends"));
  EXPECT_EQ(kit::receive_exactly(pair.client, 11), "still sends");
}

ENTRY_CASE(Stream, BlockingSendTakesEverything, kit::kStream, 101) {
  kit::Pair pair = entry.connected();
  const std::string text = noise(8 << 20);
  kit::Blocked sending(
      [s = SOCKET{pair.client}, &text] { return send(s, text.data(), static_cast<int>(text.size()), 0); });
  const std::string got = kit::receive_exactly(pair.server, text.size());
  ASSERT_TRUE(sending.finished());
  EXPECT_EQ(sending.result(), static_cast<long long>(text.size())) << kit::error_name(sending.error());
  EXPECT_EQ(got == text, true) << "bytes were lost or changed";
}

ENTRY_CASE(Stream, BlockingGatherTakesEverything, kit::kStream, 101, 118) {
  kit::Pair pair = entry.connected();
  std::string one = noise(3 << 20), two = "x", three = noise(2 << 20);
  WSABUF parts[] = {part(one), part(two), part(three)};
  DWORD sent = 0;
  kit::Blocked sending(
      [&, s = SOCKET{pair.client}] { return WSASend(s, parts, 3, &sent, 0, nullptr, nullptr); });
  const std::string got = kit::receive_exactly(pair.server, one.size() + 1 + three.size());
  ASSERT_TRUE(sending.finished());
  EXPECT_EQ(sending.result(), 0) << kit::error_name(sending.error());
  EXPECT_EQ(sent, one.size() + 1 + three.size());
  EXPECT_TRUE(got == one + two + three) << "bytes were lost or changed";
}

ENTRY_CASE(Stream, NonBlockingSendMayBePartial, kit::kStream, 101) {
  kit::Pair pair = entry.connected();
  make_nonblocking(pair.client);
  const std::string text = noise(1 << 20);
  std::size_t taken = 0;
  int error = 0;
  for (int i = 0; i < 200 && error == 0; ++i) {
    const int count = send(pair.client, text.data(), static_cast<int>(text.size()), 0);
    if (count == SOCKET_ERROR) {
      error = WSAGetLastError();
    } else {
      EXPECT_GT(count, 0);
      taken += static_cast<std::size_t>(count);
    }
  }
  EXPECT_CODE(error, WSAEWOULDBLOCK);
  EXPECT_FALSE(kit::writable(pair.client, 0));
  EXPECT_EQ(kit::receive_exactly(pair.server, taken).size(), taken);
  EXPECT_TRUE(kit::writable(pair.client));
}

ENTRY_CASE(Stream, NonBlockingReceiveWithoutData, kit::kStream, 1005) {
  kit::Pair pair = entry.connected();
  make_nonblocking(pair.server);
  char byte = 0;
  EXPECT_FAILS(recv(pair.server, &byte, 1, 0), WSAEWOULDBLOCK);
  WSABUF buffer{1, &byte};
  DWORD count = 0, flags = 0;
  EXPECT_FAILS(WSARecv(pair.server, &buffer, 1, &count, &flags, nullptr, nullptr), WSAEWOULDBLOCK);
  ASSERT_TRUE(kit::send_all(pair.client, "a"));
  ASSERT_TRUE(kit::readable(pair.server));
  EXPECT_EQ(recv(pair.server, &byte, 1, 0), 1);
}

ENTRY_CASE(Stream, SendAfterShutdown, kit::kStream, 110) {
  kit::Pair pair = entry.connected();
  ASSERT_SUCCEEDS(shutdown(pair.client, SD_SEND));
  EXPECT_FAILS(send(pair.client, "x", 1, 0), WSAESHUTDOWN);
  std::string text = "x";
  WSABUF buffer = part(text);
  DWORD sent = 0;
  EXPECT_FAILS(WSASend(pair.client, &buffer, 1, &sent, 0, nullptr, nullptr), WSAESHUTDOWN);
  EXPECT_FAILS(sendto(pair.client, "x", 1, 0, nullptr, 0), WSAESHUTDOWN);
}

ENTRY_CASE(Stream, SendUnconnected, kit::kStream, 1003) {
  kit::Socket s = entry.bound();
  char byte = 0;
  EXPECT_FAILS(send(s, "x", 1, 0), WSAENOTCONN);
  EXPECT_FAILS(recv(s, &byte, 1, 0), WSAENOTCONN);
  kit::Socket listening = entry.listener();
  EXPECT_FAILS(send(listening, "x", 1, 0), WSAENOTCONN);
  EXPECT_FAILS(recv(listening, &byte, 1, 0), WSAENOTCONN);
}

ENTRY_CASE(Stream, WaitAllFillsTheBuffer, kit::kStream, 111) {
  kit::Pair pair = entry.connected();
  char buffer[6] = {};
  kit::Blocked receiving([&buffer, s = SOCKET{pair.server}] { return recv(s, buffer, 6, MSG_WAITALL); });
  ASSERT_TRUE(kit::send_all(pair.client, "abc"));
  ASSERT_TRUE(receiving.wait_until_inside()) << "it came back with a part";
  ASSERT_TRUE(kit::send_all(pair.client, "def"));
  ASSERT_TRUE(receiving.finished());
  EXPECT_EQ(receiving.result(), 6);
  EXPECT_EQ(std::string(buffer, 6), "abcdef");
}

ENTRY_CASE(Stream, WaitAllEndsWithTheConnection, kit::kStream | kit::kGraceful, 111) {
  kit::Pair pair = entry.connected();
  ASSERT_TRUE(kit::send_all(pair.client, "abc"));
  pair.client.close();
  char buffer[6];
  EXPECT_EQ(recv(pair.server, buffer, 6, MSG_WAITALL), 3);
}

ENTRY_CASE(Stream, WaitAllIsForPlainBlockingReceives, kit::kStream, 111) {
  kit::Pair pair = entry.connected();
  ASSERT_TRUE(kit::send_all(pair.client, "abc"));
  ASSERT_TRUE(kit::readable(pair.server));
  char buffer[3];
  EXPECT_FAILS(recv(pair.server, buffer, 3, MSG_WAITALL | MSG_PEEK), WSAEOPNOTSUPP);
  EXPECT_FAILS(recv(pair.server, buffer, 3, MSG_WAITALL | MSG_OOB), WSAEOPNOTSUPP);
  EXPECT_FAILS(recv(pair.server, buffer, 3, MSG_WAITALL | MSG_PARTIAL), WSAEOPNOTSUPP);
  make_nonblocking(pair.server);
  EXPECT_FAILS(recv(pair.server, buffer, 3, MSG_WAITALL), WSAEOPNOTSUPP);
  EXPECT_EQ(recv(pair.server, buffer, 3, 0), 3) << "nothing was consumed";
}

ENTRY_CASE(Stream, PeekLeavesTheData, kit::kStream, 112) {
  kit::Pair pair = entry.connected();
  ASSERT_TRUE(kit::send_all(pair.client, "abc"));
  ASSERT_TRUE(kit::readable(pair.server));
  char buffer[3] = {};
  EXPECT_EQ(recv(pair.server, buffer, 2, MSG_PEEK), 2);
  EXPECT_EQ(recv(pair.server, buffer, 3, MSG_PEEK), 3);
  EXPECT_EQ(recv(pair.server, buffer, 3, 0), 3);
  EXPECT_EQ(std::string(buffer, 3), "abc");
}

ENTRY_CASE(Stream, UndefinedFlags, kit::kStream, 1006) {
  kit::Pair pair = entry.connected();
  ASSERT_TRUE(kit::send_all(pair.client, "a"));
  char byte = 0;
  EXPECT_FAILS(recv(pair.server, &byte, 1, 0x4000000), WSAEOPNOTSUPP, WSAEINVAL);
  EXPECT_FAILS(send(pair.client, "x", 1, 0x4000000), WSAEOPNOTSUPP, WSAEINVAL);
  EXPECT_EQ(recv(pair.server, &byte, 1, 0), 1);
  EXPECT_SUCCEEDS(send(pair.client, "x", 1, MSG_DONTROUTE));
}

ENTRY_CASE(Stream, ReceiveTimeOut, kit::kStream, 116) {
  kit::Pair pair = entry.connected();
  ASSERT_SUCCEEDS(set<DWORD>(pair.server, SOL_SOCKET, SO_RCVTIMEO, 30));
  char byte = 0;
  EXPECT_FAILS(recv(pair.server, &byte, 1, 0), WSAETIMEDOUT);
  WSABUF buffer{1, &byte};
  DWORD count = 0, flags = 0;
  EXPECT_FAILS(WSARecv(pair.server, &buffer, 1, &count, &flags, nullptr, nullptr), WSAETIMEDOUT);
  // Only blocking calls have it.
  make_nonblocking(pair.server);
  EXPECT_FAILS(recv(pair.server, &byte, 1, 0), WSAEWOULDBLOCK);
}

ENTRY_CASE(Stream, SendTimeOut, kit::kStream, 116) {
  kit::Pair pair = entry.connected();
  ASSERT_SUCCEEDS(set<DWORD>(pair.client, SOL_SOCKET, SO_SNDTIMEO, 30));
  const std::string text(1 << 20, 'x');
  int error = 0;
  for (int i = 0; i < 200 && error == 0; ++i) {
    if (send(pair.client, text.data(), static_cast<int>(text.size()), 0) == SOCKET_ERROR)
      error = WSAGetLastError();
  }
  EXPECT_CODE(error, WSAETIMEDOUT);
}

ENTRY_CASE(Stream, TimeOutNeedsTheOverlappedAttribute, kit::kStream, 116) {
  kit::Socket listening = entry.listener();
  kit::Socket client = entry.open(0);
  const kit::Address where = kit::local_address(listening);
  ASSERT_SUCCEEDS(connect(client, where.data(), where.length()));
  kit::Socket server(accept(listening, nullptr, nullptr));
  ASSERT_SUCCEEDS(set<DWORD>(client, SOL_SOCKET, SO_RCVTIMEO, 30));
  char byte = 0;
  kit::Blocked receiving([&byte, s = SOCKET{client}] { return recv(s, &byte, 1, 0); });
  EXPECT_FALSE(receiving.finished(300)) << "the time-out worked on a socket without the attribute";
  ASSERT_TRUE(kit::send_all(server, "x"));
  ASSERT_TRUE(receiving.finished());
  EXPECT_EQ(receiving.result(), 1);
}

ENTRY_CASE(Stream, AcceptAndConnectHaveNoTimeOut, kit::kStream, 116) {
  kit::Socket listening = entry.listener();
  ASSERT_SUCCEEDS(set<DWORD>(listening, SOL_SOCKET, SO_RCVTIMEO, 30));
  kit::Blocked accepting([s = SOCKET{listening}] {
    const SOCKET accepted = accept(s, nullptr, nullptr);
    const int error = WSAGetLastError();
    if (accepted != INVALID_SOCKET) closesocket(accepted);
    WSASetLastError(error);
    return accepted == INVALID_SOCKET ? -1LL : 0LL;
  });
  EXPECT_FALSE(accepting.finished(300)) << kit::error_name(accepting.error());
  kit::Socket client = entry.open();
  const kit::Address where = kit::local_address(listening);
  EXPECT_SUCCEEDS(connect(client, where.data(), where.length()));
  ASSERT_TRUE(accepting.finished());
  EXPECT_EQ(accepting.result(), 0);
}

ENTRY_CASE(Stream, ScatterFillsInOrder, kit::kStream, 118) {
  kit::Pair pair = entry.connected();
  ASSERT_TRUE(kit::send_all(pair.client, "abcdefg"));
  ASSERT_TRUE(kit::eventually([&] {
    u_long queued = 0;
    return ioctlsocket(pair.server, FIONREAD, &queued) == 0 && queued == 7;
  }));
  std::string one(3, '-'), none, two(2, '-'), three(4, '-');
  WSABUF parts[] = {part(one), part(none), part(two), part(three)};
  DWORD count = 0, flags = 0;
  ASSERT_SUCCEEDS(WSARecv(pair.server, parts, 4, &count, &flags, nullptr, nullptr));
  EXPECT_EQ(count, 7U);
  EXPECT_EQ(flags, 0U);
  EXPECT_EQ(one + two + three, "abcdefg--");
}

ENTRY_CASE(Stream, GatherSendsInOrder, kit::kStream, 118) {
  kit::Pair pair = entry.connected();
  std::string one = "abc", none, two = "de";
  WSABUF parts[] = {part(none), part(one), part(none), part(two)};
  DWORD sent = 0;
  ASSERT_SUCCEEDS(WSASend(pair.client, parts, 4, &sent, 0, nullptr, nullptr));
  EXPECT_EQ(sent, 5U);
  EXPECT_EQ(kit::receive_exactly(pair.server, 5), "abcde");
}

// More buffers than the kernel takes in one call.
ENTRY_CASE(Stream, ManyBuffers, kit::kStream, 118) {
  kit::Pair pair = entry.connected();
  constexpr std::size_t kParts = 3000;
  std::string text(kParts, '\0');
  std::vector<WSABUF> parts;
  for (std::size_t i = 0; i < kParts; ++i) {
    text[i] = static_cast<char>('a' + i % 26);
    parts.push_back({1, &text[i]});
  }
  DWORD sent = 0;
  ASSERT_SUCCEEDS(WSASend(pair.client, parts.data(), kParts, &sent, 0, nullptr, nullptr));
  EXPECT_EQ(sent, kParts);
  std::string got(kParts, '-');
  for (std::size_t i = 0; i < kParts; ++i) parts[i] = {1, &got[i]};
  std::size_t total = 0;
  while (total < kParts) {
    DWORD count = 0, flags = 0;
    ASSERT_SUCCEEDS(WSARecv(pair.server, parts.data() + total, static_cast<DWORD>(kParts - total), &count,
                            &flags, nullptr, nullptr));
    ASSERT_GT(count, 0U);
    total += count;
  }
  EXPECT_EQ(got, text);
}

ENTRY_CASE(Stream, ZeroLengthSendAndReceive, kit::kStream, 1007) {
  kit::Pair pair = entry.connected();
  EXPECT_EQ(send(pair.client, "", 0, 0), 0);
  char byte = 0;
  ASSERT_TRUE(kit::send_all(pair.client, "a"));
  ASSERT_TRUE(kit::readable(pair.server));
  EXPECT_EQ(recv(pair.server, &byte, 0, 0), 0);
  EXPECT_EQ(recv(pair.server, &byte, 1, 0), 1) << "the empty receive took the data";
}

ENTRY_CASE(Stream, SendtoIgnoresTheAddress, kit::kStream, 1008) {
  kit::Pair pair = entry.connected();
  const kit::Address elsewhere = entry.nobody(9);
  EXPECT_EQ(sendto(pair.client, "abc", 3, 0, elsewhere.data(), elsewhere.length()), 3);
  EXPECT_EQ(kit::receive_exactly(pair.server, 3), "abc");
  EXPECT_EQ(sendto(pair.client, "def", 3, 0, nullptr, 0), 3);
  char buffer[3];
  EXPECT_EQ(recvfrom(pair.server, buffer, 3, MSG_WAITALL, nullptr, nullptr), 3);
}

ENTRY_CASE(Stream, BothDirectionsAtOnce, kit::kStream, 1009) {
  kit::Pair pair = entry.connected();
  const std::string text = noise(4 << 20);
  const SOCKET a = pair.client, b = pair.server;
  kit::Blocked there([&text, a] { return send(a, text.data(), static_cast<int>(text.size()), 0); });
  kit::Blocked back([&text, b] { return send(b, text.data(), static_cast<int>(text.size()), 0); });
  std::string got;
  kit::Blocked receiving([&] {
    got = kit::receive_exactly(a, text.size());
    return 0LL;
  });
  EXPECT_TRUE(kit::receive_exactly(b, text.size()) == text);
  ASSERT_TRUE(receiving.finished() && there.finished() && back.finished());
  EXPECT_TRUE(got == text);
}
