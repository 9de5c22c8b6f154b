// SPDX-License-Identifier: MIT
// With WOSA_NO_BSD_NAMES a file has POSIX's sockets under their own names and Winsock's under the prefixed
// ones.
#define WOSA_NO_BSD_NAMES
#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <winsock2.h>

#include <ws2tcpip.h>

#include <afunix.h>
#include <mstcpip.h>
#include <mswsock.h>
#include <ws2spi.h>

#include <type_traits>

namespace {

TEST(PosixNames, TypesAreDifferent) {
  EXPECT_FALSE((std::is_same_v<struct sockaddr_in, struct WS_sockaddr_in>));
  EXPECT_FALSE((std::is_same_v<fd_set, WS_fd_set>));
  EXPECT_EQ(sizeof(fd_set), 128u);
  EXPECT_EQ(sizeof(WS_fd_set), 520u);
  EXPECT_EQ(sizeof(struct linger), 8u);
  EXPECT_EQ(sizeof(struct WS_linger), 4u);
  EXPECT_EQ(sizeof(socklen_t), sizeof(WS_socklen_t));
  EXPECT_TRUE(std::is_unsigned_v<socklen_t>);
  EXPECT_EQ(sizeof(u_long), 8u);
  EXPECT_EQ(sizeof(WS_u_long), 4u);
  EXPECT_EQ(sizeof(struct addrinfo), sizeof(struct WS_addrinfo));
  EXPECT_NE(offsetof(struct addrinfo, ai_addr), offsetof(struct WS_addrinfo, ai_addr));
}

TEST(PosixNames, ConstantsAreDifferent) {
  EXPECT_EQ(AF_INET6, 10);
  EXPECT_EQ(WS_AF_INET6, 23);
  EXPECT_EQ(SOL_SOCKET, 1);
  EXPECT_EQ(WS_SOL_SOCKET, 0xffff);
  EXPECT_EQ(SO_REUSEADDR, 2);
  EXPECT_EQ(WS_SO_REUSEADDR, 4);
  EXPECT_EQ(FIONBIO, 0x5421);
  EXPECT_EQ(WS_FIONBIO, 0x8004667Eu);
  EXPECT_EQ(POLLIN, 1);
  EXPECT_EQ(WS_POLLIN, 0x300);
  EXPECT_EQ(FD_SETSIZE, 1024);
  EXPECT_EQ(WS_FD_SETSIZE, 64);
}

TEST(PosixNames, FunctionsAreDifferent) {
  EXPECT_TRUE((std::is_same_v<decltype(&::WS_socket), SOCKET (*)(int, int, int)>));
  EXPECT_FALSE((std::is_same_v<decltype(&::socket), decltype(&::WS_socket)>));
}

TEST(PosixNames, WinsocksOwnNamesHaveNoPrefix) {
  EXPECT_EQ(WSAEWOULDBLOCK, 10035);
  EXPECT_EQ(SO_EXCLUSIVEADDRUSE, ~WS_SO_REUSEADDR);
  EXPECT_EQ(SD_BOTH, 2);
  SOCKADDR_IN address = {};
  address.sin_addr.S_un.S_addr = 1;
  struct sockaddr_in posix = {};
  posix.sin_addr.s_addr = 2;
  EXPECT_NE(address.sin_addr.S_un.S_addr, posix.sin_addr.s_addr);
}

TEST(PosixNames, SetsOfBothKinds) {
  fd_set posix;
  FD_ZERO(&posix);
  FD_SET(5, &posix);
  EXPECT_TRUE(FD_ISSET(5, &posix));
  WS_fd_set winsock;
  WS_FD_ZERO(&winsock);
  WS_FD_SET(5, &winsock);
  EXPECT_EQ(winsock.fd_count, 1u);
}

}  // namespace
