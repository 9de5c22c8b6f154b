// SPDX-License-Identifier: MIT
// How a provider's failure comes back, for every call on a socket: its code is the last error; without one it
// is a general failure; an exception too. And what no provider hears of: calls on something that is no
// socket, and calls before Winsock was started.
#include <winsock2.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "wosa/mock/fake.hpp"
#include "wosa/mock/provider_session.hpp"

namespace api_test {
namespace {

using wosa::mock::Procedures;

// The fake, except for one procedure, which fails as it was told to. Not a GoogleMock class: the compiler
// would have to make a mock of every procedure's every failure.
class Failing : public Procedures {
 public:
  enum class How { with_code, with_code_zero, without_code, by_exception, not_at_all };

  int WSPStartup(WORD version, LPWSPDATA data, LPWSAPROTOCOL_INFOW info, WSPUPCALLTABLE upcalls) override {
    return fake_.WSPStartup(version, data, info, upcalls);
  }
#define FAILING(result, name, parameters, arguments, failure)                     \
  result name parameters override {                                               \
    if (manner == How::not_at_all || which != #name) return fake_.name arguments; \
    fail(lpErrno);                                                                \
    return failure;                                                               \
  }
  WOSA_MOCK_PROCEDURES(FAILING)
#undef FAILING
  BOOL Interrupt(SOCKET s, void* context) override { return fake_.Interrupt(s, context); }
  void Release(SOCKET s, void* context, BOOL lost) override { fake_.Release(s, context, lost); }

  std::string which;
  How manner = How::not_at_all;
  int failures = 0;

 private:
  void fail(INT* error) {
    ++failures;
    if (manner == How::with_code) *error = WSAECONNABORTED;
    if (manner == How::with_code_zero) *error = 0;
    if (manner == How::by_exception) throw std::runtime_error("a problem");
  }

  wosa::mock::Fake fake_;
};

struct SocketCall {
  const char* name;
  const char* procedure;
  SOCKET (*call)(SOCKET s);  // INVALID_SOCKET is SOCKET_ERROR, widened
};

SOCKET widened(int result) { return static_cast<SOCKET>(static_cast<INT_PTR>(result)); }
SOCKET widened(SOCKET result) { return result; }

sockaddr_in any{AF_INET, 0x5000, {}, {}};
sockaddr* const address = reinterpret_cast<sockaddr*>(&any);
char room[16];
int size = sizeof room;
DWORD number;
u_long argument;
WSABUF buffer{sizeof room, room};

#define CALL(name, procedure, ...)                                   \
  SocketCall {                                                       \
#name, #procedure, [](SOCKET s) { return widened(__VA_ARGS__); } \
  }

const SocketCall kCalls[] = {
    CALL(bind, WSPBind, bind(s, address, sizeof any)),
    CALL(listen, WSPListen, listen(s, 1)),
    CALL(connect, WSPConnect, connect(s, address, sizeof any)),
    CALL(WSAConnect, WSPConnect, WSAConnect(s, address, sizeof any, nullptr, nullptr, nullptr, nullptr)),
    CALL(accept, WSPAccept, accept(s, nullptr, nullptr)),
    CALL(WSAAccept, WSPAccept, WSAAccept(s, nullptr, nullptr, nullptr, 0)),
    CALL(shutdown, WSPShutdown, shutdown(s, SD_SEND)),
    CALL(closesocket, WSPCloseSocket, closesocket(s)),
    CALL(getsockname, WSPGetSockName, getsockname(s, address, &size)),
    CALL(getpeername, WSPGetPeerName, getpeername(s, address, &size)),
    CALL(getsockopt, WSPGetSockOpt, getsockopt(s, SOL_SOCKET, SO_TYPE, room, &size)),
    CALL(setsockopt, WSPSetSockOpt, setsockopt(s, SOL_SOCKET, SO_RCVBUF, room, 4)),
    CALL(ioctlsocket, WSPIoctl, ioctlsocket(s, FIONREAD, &argument)),
    CALL(WSAIoctl, WSPIoctl, WSAIoctl(s, 1, nullptr, 0, nullptr, 0, &number, nullptr, nullptr)),
    CALL(send, WSPSend, send(s, room, 1, 0)),
    CALL(WSASend, WSPSend, WSASend(s, &buffer, 1, &number, 0, nullptr, nullptr)),
    CALL(sendto, WSPSendTo, sendto(s, room, 1, 0, address, sizeof any)),
    CALL(WSASendTo, WSPSendTo, WSASendTo(s, &buffer, 1, &number, 0, address, sizeof any, nullptr, nullptr)),
    CALL(recv, WSPRecv, recv(s, room, 1, 0)),
    CALL(WSARecv, WSPRecv, WSARecv(s, &buffer, 1, &number, &number, nullptr, nullptr)),
    CALL(recvfrom, WSPRecvFrom, recvfrom(s, room, 1, 0, nullptr, nullptr)),
    CALL(WSARecvFrom, WSPRecvFrom,
         WSARecvFrom(s, &buffer, 1, &number, &number, nullptr, nullptr, nullptr, nullptr)),
};

class ProviderErrors : public testing::TestWithParam<SocketCall> {
 protected:
  ProviderErrors() { provider_.which = GetParam().procedure; }
  ~ProviderErrors() override { provider_.manner = Failing::How::not_at_all; }

  static SOCKET open() {
    const SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
    EXPECT_NE(s, INVALID_SOCKET) << WSAGetLastError();
    return s;
  }

  void expect(Failing::How how, int code) {
    const SOCKET s = open();
    provider_.manner = how;
    EXPECT_EQ(GetParam().call(s), INVALID_SOCKET);
    EXPECT_EQ(WSAGetLastError(), code);
    EXPECT_EQ(provider_.failures, 1) << "asked once";
  }

  Failing provider_;
  wosa::mock::ProviderSession session_{provider_};
};

TEST_P(ProviderErrors, TheCodeIsTheLastError) { expect(Failing::How::with_code, WSAECONNABORTED); }
TEST_P(ProviderErrors, CodeZeroIsAGeneralFailure) { expect(Failing::How::with_code_zero, WSASYSCALLFAILURE); }
TEST_P(ProviderErrors, NoCodeIsAGeneralFailure) { expect(Failing::How::without_code, WSASYSCALLFAILURE); }
TEST_P(ProviderErrors, AnExceptionIsAGeneralFailure) {
  expect(Failing::How::by_exception, WSASYSCALLFAILURE);
}

TEST_P(ProviderErrors, WhatIsNoSocketReachesNoProvider) {
  open();
  provider_.manner = Failing::How::with_code;
  for (const SOCKET s : {INVALID_SOCKET, SOCKET{12345}}) {
    EXPECT_EQ(GetParam().call(s), INVALID_SOCKET);
    EXPECT_EQ(WSAGetLastError(), WSAENOTSOCK);
  }
  EXPECT_EQ(provider_.failures, 0);
}

TEST_P(ProviderErrors, NothingReachesAProviderThatWasEnded) {
  const SOCKET s = open();
  ASSERT_EQ(WSACleanup(), 0);
  provider_.manner = Failing::How::with_code;
  EXPECT_EQ(GetParam().call(s), INVALID_SOCKET);
  EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
  EXPECT_EQ(provider_.failures, 0);
  WSADATA data;
  ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
}

INSTANTIATE_TEST_SUITE_P(Calls, ProviderErrors, testing::ValuesIn(kCalls),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace api_test
