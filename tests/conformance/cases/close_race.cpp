// SPDX-License-Identifier: MIT
// A socket closed by another thread while a call waits on it: the wait ends, with WSAEINTR where one socket
// was waited for and WSAENOTSOCK (for WSAPoll also POLLNVAL) where several were, and the descriptor is given
// back.
#include <atomic>
#include <thread>

#include "kit/case.hpp"
#include "kit/foreign.hpp"

namespace {

// Lets `call` block, closes the socket, and expects the call's end with one of the codes.
void expect_woken(SOCKET s, const std::function<long long()>& call, std::initializer_list<int> codes) {
  kit::Blocked blocked(call);
  ASSERT_TRUE(blocked.wait_until_inside())
      << "it did not block but returned " << blocked.result() << " with " << kit::error_name(blocked.error());
  EXPECT_SUCCEEDS(closesocket(s));
  ASSERT_TRUE(blocked.finished()) << "nobody woke it";
  EXPECT_TRUE(kit::judge_code("the blocked call",
                              static_cast<int>(blocked.result() == -1 ? blocked.error() : 0), codes));
  EXPECT_FAILS(closesocket(s), WSAENOTSOCK);
}

std::size_t fill(SOCKET s) {
  u_long on = 1, off = 0;
  EXPECT_SUCCEEDS(ioctlsocket(s, FIONBIO, &on));
  const std::string text(1 << 18, 'x');
  std::size_t total = 0;
  for (int count = 0; (count = send(s, text.data(), static_cast<int>(text.size()), 0)) > 0;) {
    total += static_cast<std::size_t>(count);
  }
  EXPECT_SUCCEEDS(ioctlsocket(s, FIONBIO, &off));
  return total;
}

}  // namespace

ENTRY_CASE(CloseRace, Receive, kit::kTransport, 204, 1026) {
  kit::Pair pair = entry.connected();
  const SOCKET s = pair.server.release();
  char byte = 0;
  expect_woken(s, [&byte, s] { return recv(s, &byte, 1, 0); }, {WSAEINTR});
}

ENTRY_CASE(CloseRace, ReceiveIntoBuffers, kit::kTransport, 204, 1026) {
  kit::Pair pair = entry.connected();
  const SOCKET s = pair.server.release();
  char byte = 0;
  WSABUF buffer{1, &byte};
  DWORD count = 0, flags = 0;
  expect_woken(s, [&, s] { return WSARecv(s, &buffer, 1, &count, &flags, nullptr, nullptr); }, {WSAEINTR});
}

ENTRY_CASE(CloseRace, ReceiveOfAnUnconnectedDatagram, kit::kDatagram, 204, 1026) {
  const SOCKET s = entry.bound().release();
  char byte = 0;
  expect_woken(s, [&byte, s] { return recvfrom(s, &byte, 1, 0, nullptr, nullptr); }, {WSAEINTR});
}

ENTRY_CASE(CloseRace, ReceiveWithATimeOut, kit::kTransport, 204, 1026) {
  kit::Pair pair = entry.connected();
  const SOCKET s = pair.server.release();
  const DWORD ms = 600000;
  ASSERT_SUCCEEDS(setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, reinterpret_cast<const char*>(&ms), sizeof ms));
  char byte = 0;
  expect_woken(s, [&byte, s] { return recv(s, &byte, 1, 0); }, {WSAEINTR});
}

ENTRY_CASE(CloseRace, Accept, kit::kStream, 204, 1026) {
  const SOCKET s = entry.listener().release();
  expect_woken(s, [s] { return accept(s, nullptr, nullptr) == INVALID_SOCKET ? -1LL : 0LL; }, {WSAEINTR});
}

ENTRY_CASE(CloseRace, Send, kit::kStream, 204, 1026) {
  kit::Pair pair = entry.connected();
  const SOCKET s = pair.client.release();
  fill(s);
  static const std::string text(1 << 20, 'y');
  expect_woken(s, [s] { return send(s, text.data(), static_cast<int>(text.size()), 0); }, {WSAEINTR});
}

ENTRY_CASE(CloseRace, Connect, kit::kStream | kit::kTransport, 204, 1026) {
  const kit::FullListener full(entry);
  const kit::Address where = full.address();
  const SOCKET s = entry.open().release();
  kit::Blocked blocked([s, where] { return connect(s, where.data(), where.length()); });
  if (!blocked.wait_until_inside()) {
    closesocket(s);
    throw kit::Unavailable("this provider does not let a connect wait");
  }
  EXPECT_SUCCEEDS(closesocket(s));
  ASSERT_TRUE(blocked.finished()) << "nobody woke it";
  EXPECT_EQ(blocked.result(), SOCKET_ERROR);
  EXPECT_CODE(blocked.error(), WSAEINTR);
}

ENTRY_CASE(CloseRace, Select, kit::kTransport, 144, 204, 1026) {
  kit::Pair pair = entry.connected();
  const SOCKET s = pair.server.release(), other = pair.client;
  expect_woken(s,
               [s, other] {
                 fd_set set;
                 FD_ZERO(&set);
                 FD_SET(other, &set);
                 FD_SET(s, &set);
                 return select(0, &set, nullptr, nullptr, nullptr);
               },
               {WSAENOTSOCK});
}

ENTRY_CASE(CloseRace, SelectOnAListener, kit::kStream, 144, 204, 1026) {
  const SOCKET s = entry.listener().release();
  expect_woken(s,
               [s] {
                 fd_set set;
                 FD_ZERO(&set);
                 FD_SET(s, &set);
                 timeval long_time{600, 0};
                 return select(0, &set, nullptr, nullptr, &long_time);
               },
               {WSAENOTSOCK});
}

ENTRY_CASE(CloseRace, Poll, kit::kTransport, 148, 204, 1026) {
  kit::Pair pair = entry.connected();
  const SOCKET s = pair.server.release(), other = pair.client;
  WSAPOLLFD list[] = {{other, POLLRDNORM, 0}, {s, POLLRDNORM, 0}};
  kit::Blocked blocked([&list] { return WSAPoll(list, 2, -1); });
  ASSERT_TRUE(blocked.wait_until_inside());
  EXPECT_SUCCEEDS(closesocket(s));
  ASSERT_TRUE(blocked.finished()) << "nobody woke it";
  if (blocked.result() == SOCKET_ERROR) {
    EXPECT_CODE(blocked.error(), WSAENOTSOCK);
  } else {
    EXPECT_EQ(list[1].revents, POLLNVAL);
  }
}

ENTRY_CASE(CloseRace, SeveralThreadsInside, kit::kTransport, 204, 1026) {
  kit::Pair pair = entry.connected();
  const SOCKET s = pair.server.release();
  std::vector<std::unique_ptr<kit::Blocked>> blocked;
  for (int i = 0; i < 6; ++i) {
    blocked.push_back(std::make_unique<kit::Blocked>([s] {
      char byte = 0;
      return recv(s, &byte, 1, 0);
    }));
    ASSERT_TRUE(blocked.back()->wait_until_inside());
  }
  EXPECT_SUCCEEDS(closesocket(s));
  for (const auto& one : blocked) {
    ASSERT_TRUE(one->finished()) << "one was forgotten";
    EXPECT_EQ(one->result(), SOCKET_ERROR);
    EXPECT_CODE(one->error(), WSAEINTR);
  }
}

// The number of a closed socket stays taken while somebody is inside: a new socket must never be met by an
// old call.
ENTRY_CASE(CloseRace, NumberIsFreeAfterwards, kit::kTransport, 203, 1026) {
  const SOCKET s = entry.bound().release();
  const int before = kit::open_descriptors();
  kit::Blocked blocked([s] {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(s, &set);
    return select(0, nullptr, nullptr, &set, nullptr);
  });
  ASSERT_TRUE(blocked.wait_until_inside());
  EXPECT_SUCCEEDS(closesocket(s));
  ASSERT_TRUE(blocked.finished());
  EXPECT_TRUE(kit::eventually([before] { return kit::open_descriptors() < before; }));
}

// Two threads close one socket: exactly one of them does it.
ENTRY_CASE(CloseRace, TwoClosers, kit::kTransport, 203, 1026) {
  for (int round = 0; round < 200; ++round) {
    const SOCKET s = entry.bound().release();
    std::atomic<int> closed{0}, not_sockets{0};
    const auto close_it = [&] {
      if (closesocket(s) == 0) {
        ++closed;
      } else if (WSAGetLastError() == WSAENOTSOCK) {
        ++not_sockets;
      }
    };
    std::thread other(close_it);
    close_it();
    other.join();
    EXPECT_EQ(closed.load(), 1);
    EXPECT_EQ(not_sockets.load(), 1);
  }
}

// The last cleanup closes as closesocket does.
ENTRY_CASE(CloseRace, LastCleanup, kit::kTransport, 29, 1026) {
  const bool stream = entry.is(kit::kStream);
  const SOCKET s = (stream ? entry.listener() : entry.bound()).release();
  kit::Blocked blocked([s, stream] {
    char byte = 0;
    if (stream) return accept(s, nullptr, nullptr) == INVALID_SOCKET ? SOCKET_ERROR : 0;
    return recv(s, &byte, 1, 0);
  });
  ASSERT_TRUE(blocked.wait_until_inside());
  EXPECT_SUCCEEDS(WSACleanup());
  ASSERT_TRUE(blocked.finished()) << "nobody woke it";
  EXPECT_EQ(blocked.result(), SOCKET_ERROR);
  EXPECT_CODE(blocked.error(), WSAEINTR, WSANOTINITIALISED);
  WSADATA data{};
  ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
}
