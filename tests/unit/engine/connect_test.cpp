// SPDX-License-Identifier: MIT

// WSPConnect: outcomes at once and later, asked for by a waiting call or by whoever looks.

#include "engine_test.hpp"

namespace wosa::test {
namespace {

using spi::failure;
using spi::would_block;

class Connect : public EngineTest {
 protected:
  /// A transport whose connect is under way until outcome is set.
  std::shared_ptr<Script> slow() {
    auto script = std::make_shared<Script>();
    outcome_ = std::make_shared<std::atomic<int>>(WSAEWOULDBLOCK);
    script->start_connect = [](const Address&) -> Result<void> { return would_block(); };
    script->finish_connect = [outcome = outcome_]() -> Result<void> {
      const int code = *outcome;
      if (code == 0) return {};
      return failure(code);
    };
    return script;
  }
  void resolve(SOCKET s, int code) {
    *outcome_ = code;
    script(s).say(code == 0 ? WOSA_READY_WRITE : WOSA_READY_FAILED);
  }

  std::shared_ptr<std::atomic<int>> outcome_;
  static constexpr DWORD kAll = WOSA_READY_READ | WOSA_READY_WRITE | WOSA_READY_FAILED;
};

TEST_F(Connect, ABlockingConnectHasTheTransportsAnswer) {
  const SOCKET s = open(kStream);
  Address seen;
  script(s).start_connect = [&](const Address& peer) -> Result<void> {
    seen = peer;
    return failure(WSAECONNREFUSED);
  };
  EXPECT_EQ(SOCKET_ERROR, connect(s, name_of(1000)));
  EXPECT_EQ(WSAECONNREFUSED, error);
  EXPECT_EQ(name_of(1000), seen);
  EXPECT_EQ(0u, option(s, WS_SO_ERROR)) << "the call has reported it";
  EXPECT_EQ(~0u, option(s, WS_SO_CONNECT_TIME));
  script(s).start_connect = nullptr;
  EXPECT_EQ(0, connect(s, name_of(1001))) << "the socket can be used for another connect";
  EXPECT_NE(~0u, option(s, WS_SO_CONNECT_TIME));
  EXPECT_EQ(SOCKET_ERROR, connect(s, name_of(1001)));
  EXPECT_EQ(WSAEISCONN, error);
}

TEST_F(Connect, ABlockingConnectWaitsForTheOutcome) {
  for (const int outcome : {0, int{WSAECONNREFUSED}}) {
    const SOCKET s = open(kStream, slow());
    INT code = 0;
    Blocked call([&] { return connect(s, name_of(80), &code); });
    ASSERT_TRUE(call.until_asleep());
    EXPECT_EQ(0, query(s, kAll));
    EXPECT_EQ(SOCKET_ERROR, connect(s, name_of(80)));
    EXPECT_EQ(WSAEALREADY, error);
    EXPECT_EQ(-1, send(s, "x"));
    EXPECT_EQ(WSAENOTCONN, error);
    resolve(s, outcome);
    EXPECT_EQ(outcome == 0 ? 0 : SOCKET_ERROR, call.join());
    EXPECT_EQ(outcome, code);
    EXPECT_EQ(0u, option(s, WS_SO_ERROR));
    EXPECT_EQ(outcome == 0 ? 1 : -1, send(s, "x"));
  }
}

TEST_F(Connect, TheTimeOutsDoNotGovernConnects) {
  const SOCKET s = open(kStream, slow());
  ASSERT_EQ(0, set_option(s, WS_SO_SNDTIMEO, DWORD{1}));
  Blocked call([&] { return connect(s, name_of(80)); });
  ASSERT_TRUE(call.until_asleep());
  resolve(s, 0);
  EXPECT_EQ(0, call.join()) << error;
}

TEST_F(Connect, ANonBlockingConnectNeverHasItsOutcomeAtOnce) {
  for (const int outcome : {0, int{WSAECONNREFUSED}, int{WSAENETUNREACH}}) {
    const SOCKET s = open(kStream);
    set_non_blocking(s);
    script(s).start_connect = [&](const Address&) -> Result<void> {
      if (outcome == 0) return {};
      return failure(outcome);
    };
    script(s).conditions = WOSA_READY_WRITE;
    EXPECT_EQ(SOCKET_ERROR, connect(s, name_of(80)));
    EXPECT_EQ(WSAEWOULDBLOCK, error);
    EXPECT_EQ(outcome == 0 ? int{WOSA_READY_WRITE} : int{WOSA_READY_FAILED}, query(s, kAll));
    EXPECT_EQ(DWORD(outcome), option(s, WS_SO_ERROR));
    EXPECT_EQ(0u, option(s, WS_SO_ERROR)) << "once";
    EXPECT_EQ(outcome == 0 ? int{WOSA_READY_WRITE} : 0, query(s, kAll));
  }
}

TEST_F(Connect, WhatIsWrongWithTheCallIsSaidAtOnce) {
  const SOCKET s = open(kStream);
  set_non_blocking(s);
  script(s).start_connect = [](const Address&) -> Result<void> { return failure(WSAEADDRNOTAVAIL); };
  EXPECT_EQ(SOCKET_ERROR, connect(s, name_of(80)));
  EXPECT_EQ(WSAEADDRNOTAVAIL, error);
  EXPECT_EQ(0u, option(s, WS_SO_ERROR));
}

TEST_F(Connect, WhoeverLooksFindsTheOutcomeOfABackgroundConnect) {
  const SOCKET s = open(kStream, slow());
  set_non_blocking(s);
  EXPECT_EQ(SOCKET_ERROR, connect(s, name_of(80)));
  EXPECT_EQ(WSAEWOULDBLOCK, error);
  EXPECT_EQ(SOCKET_ERROR, connect(s, name_of(80)));
  EXPECT_EQ(WSAEALREADY, error);
  EXPECT_EQ(0, query(s, kAll));
  EXPECT_EQ(0u, option(s, WS_SO_ERROR));
  EXPECT_EQ("[10057]", text(s));
  *outcome_ = WSAECONNREFUSED;
  EXPECT_EQ(int{WOSA_READY_FAILED}, query(s, kAll));
  EXPECT_EQ("[10057]", text(s));
  EXPECT_EQ(DWORD{WSAECONNREFUSED}, option(s, WS_SO_ERROR));
  EXPECT_EQ(SOCKET_ERROR, connect(s, name_of(80)));
  EXPECT_EQ(WSAEWOULDBLOCK, error) << "another attempt";
  *outcome_ = 0;
  EXPECT_EQ(1, send(s, "x")) << error;
  EXPECT_EQ(SOCKET_ERROR, connect(s, name_of(80)));
  EXPECT_EQ(WSAEISCONN, error);
  EXPECT_EQ(2, script(s).times_called("start_connect"));
}

TEST_F(Connect, ANewAttemptForgetsTheErrorOfTheLast) {
  const SOCKET s = open(kStream, slow());
  set_non_blocking(s);
  connect(s, name_of(80));
  *outcome_ = WSAETIMEDOUT;
  EXPECT_EQ(int{WOSA_READY_FAILED}, query(s, kAll));
  *outcome_ = WSAEWOULDBLOCK;
  connect(s, name_of(80));
  EXPECT_EQ(WSAEWOULDBLOCK, error);
  EXPECT_EQ(0, query(s, kAll));
  EXPECT_EQ(0u, option(s, WS_SO_ERROR));
}

TEST_F(Connect, WhatStartAndFinishThrowIsAnErrorAndFreesTheSocket) {
  const SOCKET s = open(kStream);
  script(s).start_connect = [](const Address&) -> Result<void> { throw std::bad_alloc(); };
  EXPECT_EQ(SOCKET_ERROR, connect(s, name_of(80)));
  EXPECT_EQ(WSAENOBUFS, error);
  script(s).start_connect = [](const Address&) -> Result<void> { return would_block(); };
  script(s).finish_connect = []() -> Result<void> { throw std::string("what"); };
  EXPECT_EQ(SOCKET_ERROR, connect(s, name_of(80)));
  EXPECT_EQ(WSASYSCALLFAILURE, error);
  script(s).finish_connect = []() -> Result<void> { return failure(0); };
  EXPECT_EQ(SOCKET_ERROR, connect(s, name_of(80)));
  EXPECT_EQ(WSASYSCALLFAILURE, error);
  script(s).start_connect = nullptr;
  EXPECT_EQ(0, connect(s, name_of(80))) << error;
}

TEST_F(Connect, AListenerDoesNotConnect) {
  const SOCKET s = listener();
  EXPECT_EQ(SOCKET_ERROR, connect(s, name_of(80)));
  EXPECT_EQ(WSAEINVAL, error);
}

TEST_F(Connect, ExtrasThatNoTransportCarriesAreRefused) {
  const SOCKET s = open(kStream);
  char byte = 'x';
  WSABUF some{1, &byte}, none{0, nullptr}, room{1, &byte};
  const Address name = name_of(80);
  const auto connect_with = [&](WSABUF* caller, WSABUF* callee, QOS* qos) {
    error = 0;
    table.lpWSPConnect(s, name.get(), name.length(), caller, callee, qos, nullptr, &error);
    return error;
  };
  QOS qos{};
  EXPECT_EQ(WSAENOPROTOOPT, connect_with(&some, nullptr, nullptr));
  EXPECT_EQ(WSAEOPNOTSUPP, connect_with(nullptr, nullptr, &qos));
  EXPECT_EQ(0, script(s).times_called("start_connect"));
  EXPECT_EQ(0, connect_with(&none, &room, nullptr));
  EXPECT_EQ(0u, room.len);
}

TEST_F(Connect, DatagramsNameTheirPeerReplaceItAndDissolveIt) {
  const SOCKET s = bound_datagram();
  std::vector<Address> seen;
  script(s).start_connect = [&](const Address& peer) -> Result<void> {
    seen.push_back(peer);
    return {};
  };
  EXPECT_EQ(0, connect(s, name_of(1)));
  EXPECT_EQ(0, connect(s, name_of(2)));
  EXPECT_EQ(1, send(s, "x")) << error;
  const SOCKADDR_IN zero{};
  EXPECT_EQ(0, connect(s, Address::of(zero)));
  EXPECT_EQ(-1, send(s, "x"));
  EXPECT_EQ(WSAENOTCONN, error);
  EXPECT_EQ(~0u, option(s, WS_SO_CONNECT_TIME));
  EXPECT_EQ(1, send_to(s, "x", name_of(3)));
  EXPECT_EQ(0, connect(s, name_of(1)));
  EXPECT_EQ(0, connect(s, name_of("0.0.0.0", 0))) << "the same with the family";
  EXPECT_EQ(-1, send(s, "x"));
  EXPECT_EQ(WSAENOTCONN, error);
  ASSERT_EQ(5u, seen.size());
  EXPECT_TRUE(seen[2].empty());
  EXPECT_TRUE(seen[4].empty());
}

}  // namespace
}  // namespace wosa::test
