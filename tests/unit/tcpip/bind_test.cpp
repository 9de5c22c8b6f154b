// SPDX-License-Identifier: MIT
#include <arpa/inet.h>
#include <poll.h>
#include <unistd.h>

#include "tcpip_test.hpp"

namespace wosa::test {
namespace {

class Bind : public TcpipTest {
 protected:
  int bind_error(SOCKET s, const Name& name) { return bind(s, name) == 0 ? 0 : error; }
};

TEST_F(Bind, GivesADynamicPort_55) {
  for (const Kind& kind : {kTcp4, kUdp4}) {
    const SOCKET s = open(kind);
    ASSERT_EQ(0, bind(s, loopback4())) << error;
    EXPECT_GE(local_name(s).port(), 49152);
    close(s);
  }
}

TEST_F(Bind, TwiceIsInvalid_54) {
  const SOCKET s = open(kUdp4);
  ASSERT_EQ(0, bind(s, loopback4()));
  EXPECT_EQ(WSAEINVAL, bind_error(s, loopback4()));
  close(s);
}

TEST_F(Bind, ChecksTheAddress_54_55) {
  const SOCKET s = open(kTcp4);
  Name name = loopback4();
  name.length = 15;
  EXPECT_EQ(WSAEFAULT, bind_error(s, name));
  EXPECT_EQ(WSAEAFNOSUPPORT, bind_error(s, loopback6()));
  EXPECT_EQ(WSAEADDRNOTAVAIL, bind_error(s, ipv4("203.0.113.77", 0)));
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPBind(s, nullptr, 16, &error));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPBind(s, reinterpret_cast<WS_sockaddr*>(0x7f0000001000), 16, &error));
  EXPECT_EQ(WSAEFAULT, error);
  close(s);
  const SOCKET six = open(kTcp6);
  EXPECT_EQ(WSAEAFNOSUPPORT, bind_error(six, loopback4()));  // 131
  close(six);
}

TEST_F(Bind, AMappedAddressNeedsDualMode_132) {
  const SOCKET s = open(kTcp6);
  EXPECT_EQ(WSAEADDRNOTAVAIL, bind_error(s, ipv6("::ffff:127.0.0.1", 0)));
  ASSERT_EQ(0, set_option(s, WS_IPPROTO_IPV6, WS_IPV6_V6ONLY, DWORD{0}));
  EXPECT_EQ(0, bind_error(s, ipv6("::ffff:127.0.0.1", 0)));
  close(s);
}

TEST_F(Bind, AnUnboundSocketHasNoName_56) {
  for (const Kind& kind : {kTcp4, kUdp6}) {
    const SOCKET s = open(kind);
    SOCKADDR_STORAGE storage;
    INT length = sizeof storage;
    EXPECT_EQ(SOCKET_ERROR,
              table.lpWSPGetSockName(s, reinterpret_cast<WS_sockaddr*>(&storage), &length, &error));
    EXPECT_EQ(WSAEINVAL, error);
    close(s);
  }
}

TEST_F(Bind, NamesNeedRoom) {
  const SOCKET s = open(kUdp4);
  ASSERT_EQ(0, bind(s, loopback4()));
  SOCKADDR_STORAGE storage;
  INT length = 15;
  EXPECT_EQ(SOCKET_ERROR,
            table.lpWSPGetSockName(s, reinterpret_cast<WS_sockaddr*>(&storage), &length, &error));
  EXPECT_EQ(WSAEFAULT, error);
  length = sizeof storage;
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPGetSockName(s, nullptr, &length, &error));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ(SOCKET_ERROR,
            table.lpWSPGetSockName(s, reinterpret_cast<WS_sockaddr*>(&storage), nullptr, &error));
  EXPECT_EQ(WSAEFAULT, error);
  close(s);
}

TEST_F(Bind, Ipv6SocketsLeaveIpv4Alone_130) {
  const SOCKET six = open(kTcp6);
  ASSERT_EQ(0, bind(six, ipv6("::", 0)));
  const SOCKET four = open(kTcp4);
  EXPECT_EQ(0, bind(four, ipv4("0.0.0.0", local_name(six).port()))) << error;
  close(six);
  close(four);
}

TEST_F(Bind, DualModeTakesThePortOfBothFamilies_66) {
  const SOCKET four = open(kTcp4);
  const DWORD on = 1;
  const DWORD off = 0;
  ASSERT_EQ(0, set_option(four, WS_SOL_SOCKET, SO_EXCLUSIVEADDRUSE, on));
  ASSERT_EQ(0, bind(four, ipv4("0.0.0.0", 0)));
  const SOCKET dual = open(kTcp6);
  ASSERT_EQ(0, set_option(dual, WS_IPPROTO_IPV6, WS_IPV6_V6ONLY, off));
  EXPECT_EQ(WSAEACCES, bind_error(dual, ipv6("::", local_name(four).port())));
  close(four);
  close(dual);
}

TEST_F(Bind, SharingOptionsExcludeEachOtherAndComeBeforeBind_61_62) {
  const DWORD on = 1;
  SOCKET s = open(kTcp4);
  EXPECT_EQ(0, set_option(s, WS_SOL_SOCKET, WS_SO_REUSEADDR, on));
  EXPECT_EQ(SOCKET_ERROR, set_option(s, WS_SOL_SOCKET, SO_EXCLUSIVEADDRUSE, on));
  EXPECT_EQ(WSAEINVAL, error);
  close(s);
  s = open(kTcp4);
  EXPECT_EQ(0, set_option(s, WS_SOL_SOCKET, SO_EXCLUSIVEADDRUSE, on));
  EXPECT_EQ(SOCKET_ERROR, set_option(s, WS_SOL_SOCKET, WS_SO_REUSEADDR, on));
  EXPECT_EQ(WSAEINVAL, error);
  close(s);
  s = open(kTcp4);
  ASSERT_EQ(0, bind(s, loopback4()));
  EXPECT_EQ(SOCKET_ERROR, set_option(s, WS_SOL_SOCKET, SO_EXCLUSIVEADDRUSE, on));
  EXPECT_EQ(WSAEINVAL, error);
  close(s);
}

TEST_F(Bind, APlainServerRebindsOverTimeWait_65) {
  SOCKET waiting = listener();
  const Name name = local_name(waiting);
  const SOCKET client = open(kTcp4);
  ASSERT_EQ(0, connect(client, name));
  const SOCKET server = accept(waiting);
  ASSERT_NE(INVALID_SOCKET, server);
  // The server's side closes first and stays in TIME_WAIT.
  close(server);
  EXPECT_EQ("", text(client));
  close(client);
  close(waiting);
  waiting = open(kTcp4);
  EXPECT_EQ(0, bind(waiting, name)) << error;
  EXPECT_EQ(0, listen(waiting)) << error;
  const SOCKET second = open(kTcp4);
  EXPECT_EQ(WSAEADDRINUSE, bind_error(second, name));
  close(second);
  close(waiting);
}

TEST_F(Bind, AListenerOfAnotherProcessKeepsItsPort) {
  const int foreign = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  setsockopt(foreign, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  ASSERT_EQ(0, ::bind(foreign, reinterpret_cast<sockaddr*>(&address), sizeof address));
  ASSERT_EQ(0, ::listen(foreign, 1));
  socklen_t length = sizeof address;
  getsockname(foreign, reinterpret_cast<sockaddr*>(&address), &length);
  const SOCKET s = open(kTcp4);
  EXPECT_EQ(WSAEADDRINUSE, bind_error(s, loopback4(ntohs(address.sin_port))));
  close(s);
  ::close(foreign);
}

// -- Annex A: every cell that concerns one process
// ----------------------------------------------------------------

enum Mode { kPlain, kReuse, kExclusive };
struct Cell {
  Kind kind;
  Mode first;
  bool first_wildcard;
  Mode second;
  bool second_wildcard;
  int result;
};

class Matrix : public TcpipTest, public ::testing::WithParamInterface<Cell> {
 protected:
  SOCKET prepared(const Kind& kind, Mode mode) {
    const SOCKET s = open(kind);
    const DWORD on = 1;
    const int option_name = mode == kReuse ? WS_SO_REUSEADDR : SO_EXCLUSIVEADDRUSE;
    const int result = mode == kPlain ? 0 : set_option(s, WS_SOL_SOCKET, option_name, on);
    EXPECT_EQ(0, result) << error;
    return s;
  }
  static Name address(bool wildcard, int port) { return ipv4(wildcard ? "0.0.0.0" : "127.0.0.1", port); }
};

TEST_P(Matrix, Cell_60_61_63) {
  const Cell& cell = GetParam();
  const SOCKET first = prepared(cell.kind, cell.first);
  ASSERT_EQ(0, bind(first, address(cell.first_wildcard, 0))) << error;
  const bool stream = cell.kind.type == 1;
  if (stream) {
    ASSERT_EQ(0, listen(first)) << error;
  }
  const int port = local_name(first).port();
  const SOCKET second = prepared(cell.kind, cell.second);
  const int result = bind(second, address(cell.second_wildcard, port)) == 0 ? 0 : error;
  EXPECT_EQ(cell.result, result);
  if (result == 0 && stream) {
    EXPECT_EQ(0, listen(second)) << error;
  }
  // Another specific address never conflicts with a specific one.
  const SOCKET third = prepared(cell.kind, cell.second);
  if (!cell.first_wildcard && !(result == 0 && cell.second_wildcard)) {
    EXPECT_EQ(0, bind(third, ipv4("127.0.0.2", port))) << error;
  }
  close(third);
  close(second);
  close(first);
}

std::vector<Cell> cells() {
  constexpr int kUsed = WSAEADDRINUSE;
  constexpr int kDenied = WSAEACCES;
  // Rows none W, none S, REUSE W, REUSE S, EXCL W, EXCL S; columns likewise.
  constexpr int kResults[6][6] = {{kUsed, 0, kDenied, 0, kUsed, 0},
                                  {0, kUsed, 0, kDenied, kUsed, kUsed},
                                  {kUsed, 0, 0, 0, kUsed, 0},
                                  {0, kUsed, 0, 0, kUsed, kUsed},
                                  {kUsed, kDenied, kDenied, kDenied, kUsed, kDenied},
                                  {0, kUsed, 0, kDenied, kUsed, kUsed}};
  std::vector<Cell> out;
  for (const Kind& kind : {kTcp4, kUdp4}) {
    for (int row = 0; row < 6; ++row) {
      for (int column = 0; column < 6; ++column) {
        out.push_back({kind, static_cast<Mode>(row / 2), row % 2 == 0, static_cast<Mode>(column / 2),
                       column % 2 == 0, kResults[row][column]});
      }
    }
  }
  return out;
}

std::string cell_name(const ::testing::TestParamInfo<Cell>& parameter) {
  const char* const modes[] = {"none", "reuse", "exclusive"};
  const Cell& cell = parameter.param;
  return std::string(cell.kind.type == 1 ? "tcp_" : "udp_") + modes[cell.first] +
         (cell.first_wildcard ? "W_" : "S_") + modes[cell.second] + (cell.second_wildcard ? "W" : "S");
}

INSTANTIATE_TEST_SUITE_P(AnnexA, Matrix, ::testing::ValuesIn(cells()), cell_name);

// -- listen
// ---------------------------------------------------------------------------------------------------

using Listen = TcpipTest;

TEST_F(Listen, NeedsABoundUnconnectedStream_57) {
  const SOCKET stream = open(kTcp4);
  EXPECT_EQ(SOCKET_ERROR, listen(stream));
  EXPECT_EQ(WSAEINVAL, error);
  ASSERT_EQ(0, bind(stream, loopback4()));
  EXPECT_EQ(0, listen(stream));
  EXPECT_EQ(0, listen(stream));  // again
  close(stream);
  const SOCKET datagram = open(kUdp4);
  ASSERT_EQ(0, bind(datagram, loopback4()));
  EXPECT_EQ(SOCKET_ERROR, listen(datagram));
  EXPECT_EQ(WSAEOPNOTSUPP, error);
  close(datagram);
  const Pair pair = connected_pair();
  EXPECT_EQ(SOCKET_ERROR, listen(pair.client));
  EXPECT_EQ(WSAEISCONN, error);
  close(pair.client);
  close(pair.server);
}

TEST_F(Listen, AdjustsTheBacklog_58) {
  for (const int backlog : {0, -1, -300, 1 << 30, 0x7fffffff, -0x7fffffff}) {
    const SOCKET s = open(kTcp4);
    ASSERT_EQ(0, bind(s, loopback4()));
    EXPECT_EQ(0, listen(s, backlog)) << backlog;
    const SOCKET client = open(kTcp4);
    EXPECT_EQ(0, connect(client, local_name(s)));
    close(client);
    close(s);
  }
}

}  // namespace
}  // namespace wosa::test
