// SPDX-License-Identifier: MIT
// Names, connections, options and control codes: each call reaches its procedure once, as it was made.
#include "api_fixture.hpp"

namespace api_test {
namespace {

class Control : public ApiTest {
 protected:
  SOCKET s_ = open();
  sockaddr_in name_ = ipv4("192.0.2.7", 8080);
};

TEST_F(Control, Bind) {
  EXPECT_CALL(provider, WSPBind(s_, as_sockaddr(name_), 16, NotNull())).WillOnce(Return(0));
  EXPECT_EQ(bind(s_, as_sockaddr(name_), sizeof name_), 0);
  expect_untouched();
  EXPECT_CALL(provider, WSPBind(s_, nullptr, -1, NotNull())).WillOnce(FailWith(WSAEFAULT));
  EXPECT_EQ(bind(s_, nullptr, -1), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
}

TEST_F(Control, Listen) {
  EXPECT_CALL(provider, WSPListen(s_, SOMAXCONN, NotNull())).WillOnce(Return(0));
  EXPECT_EQ(listen(s_, SOMAXCONN), 0);
  expect_untouched();
}

TEST_F(Control, Connect) {
  EXPECT_CALL(provider, WSPConnect(s_, InetAddress("192.0.2.7", 8080), 16, IsNull(), IsNull(), IsNull(),
                                   IsNull(), NotNull()))
      .WillOnce(Return(0));
  EXPECT_EQ(connect(s_, as_sockaddr(name_), sizeof name_), 0);
  expect_untouched();
}

TEST_F(Control, WSAConnectHandsEverythingOn) {
  EXPECT_CALL(provider, WSPConnect(s_, opaque<sockaddr*>(1), 2, opaque<LPWSABUF>(3), opaque<LPWSABUF>(4),
                                   opaque<LPQOS>(5), opaque<LPQOS>(6), NotNull()))
      .WillOnce(Return(0));
  EXPECT_EQ(WSAConnect(s_, opaque<sockaddr*>(1), 2, opaque<LPWSABUF>(3), opaque<LPWSABUF>(4),
                       opaque<LPQOS>(5), opaque<LPQOS>(6)),
            0);
  expect_untouched();
}

TEST_F(Control, Shutdown) {
  EXPECT_CALL(provider, WSPShutdown(s_, SD_BOTH, NotNull())).WillOnce(Return(0));
  EXPECT_EQ(shutdown(s_, SD_BOTH), 0);
  expect_untouched();
}

TEST_F(Control, GetSockName) {
  EXPECT_CALL(provider, WSPGetSockName(s_, opaque<sockaddr*>(1), opaque<int*>(2), NotNull()))
      .WillOnce(Return(0));
  EXPECT_EQ(getsockname(s_, opaque<sockaddr*>(1), opaque<int*>(2)), 0);
  expect_untouched();
}

TEST_F(Control, GetPeerName) {
  EXPECT_CALL(provider, WSPGetPeerName(s_, opaque<sockaddr*>(1), opaque<int*>(2), NotNull()))
      .WillOnce(Return(0));
  EXPECT_EQ(getpeername(s_, opaque<sockaddr*>(1), opaque<int*>(2)), 0);
  expect_untouched();
}

TEST_F(Control, GetSockOpt) {
  EXPECT_CALL(provider,
              WSPGetSockOpt(s_, IPPROTO_TCP, TCP_NODELAY, opaque<char*>(1), opaque<int*>(2), NotNull()))
      .WillOnce(Return(0));
  EXPECT_EQ(getsockopt(s_, IPPROTO_TCP, TCP_NODELAY, opaque<char*>(1), opaque<int*>(2)), 0);
  expect_untouched();
}

TEST_F(Control, SetSockOpt) {
  EXPECT_CALL(provider, WSPSetSockOpt(s_, SOL_SOCKET, SO_RCVBUF, opaque<const char*>(1), 2, NotNull()))
      .WillOnce(Return(0));
  EXPECT_EQ(setsockopt(s_, SOL_SOCKET, SO_RCVBUF, opaque<const char*>(1), 2), 0);
  expect_untouched();
}

TEST_F(Control, TheKindOfSocketsOfAThreadIsNoProvidersBusiness) {
  DWORD type = 99;
  int size = sizeof type;
  EXPECT_EQ(getsockopt(s_, SOL_SOCKET, SO_OPENTYPE, reinterpret_cast<char*>(&type), &size), 0);
  EXPECT_EQ(type, 0u);
  EXPECT_EQ(setsockopt(s_, SOL_SOCKET, SO_OPENTYPE, reinterpret_cast<char*>(&type), sizeof type), 0);
  expect_untouched();
}

TEST_F(Control, IoctlSocketThatSets) {
  u_long on = 1;
  EXPECT_CALL(provider,
              WSPIoctl(s_, FIONBIO, &on, 4, nullptr, 0, NotNull(), IsNull(), nullptr, NotNull(), NotNull()))
      .WillOnce(Return(0));
  EXPECT_EQ(ioctlsocket(s_, FIONBIO, &on), 0);
  expect_untouched();
}

TEST_F(Control, IoctlSocketThatAsks) {
  for (const DWORD code : {DWORD{FIONREAD}, DWORD{SIOCATMARK}}) {
    u_long answer = 0;
    EXPECT_CALL(provider, WSPIoctl(s_, code, nullptr, 0, &answer, 4, NotNull(), IsNull(), nullptr, NotNull(),
                                   NotNull()))
        .WillOnce([&](auto...) {
          answer = 77;
          return 0;
        });
    EXPECT_EQ(ioctlsocket(s_, static_cast<LONG>(code), &answer), 0);
    EXPECT_EQ(answer, 77u);
    expect_untouched();
  }
}

TEST_F(Control, IoctlSocketOfAnotherCodeReachesNoProvider) {
  u_long argument = 0;
  EXPECT_EQ(ioctlsocket(s_, static_cast<LONG>(SIO_KEEPALIVE_VALS), &argument), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
}

TEST_F(Control, WSAIoctlHandsEverythingOn) {
  EXPECT_CALL(provider,
              WSPIoctl(s_, 0x98000001, opaque<LPVOID>(1), 2, opaque<LPVOID>(3), 4, opaque<LPDWORD>(5),
                       opaque<LPWSAOVERLAPPED>(6), &completion_routine, NotNull(), NotNull()))
      .WillOnce(Return(0));
  EXPECT_EQ(WSAIoctl(s_, 0x98000001, opaque<LPVOID>(1), 2, opaque<LPVOID>(3), 4, opaque<LPDWORD>(5),
                     opaque<LPWSAOVERLAPPED>(6), &completion_routine),
            0);
  expect_untouched();
}

}  // namespace
}  // namespace api_test
