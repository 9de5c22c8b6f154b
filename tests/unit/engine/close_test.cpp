// SPDX-License-Identifier: MIT

// closesocket in the middle of everything, and how a stream ends (SO_LINGER).

#include "engine_test.hpp"

namespace wosa::test {
namespace {

using spi::would_block;

class Close : public EngineTest {
 protected:
  static constexpr int kGraceful = static_cast<int>(spi::Ending::graceful);
  static constexpr int kReset = static_cast<int>(spi::Ending::reset);

  /// Closes s while call is blocked on it; the call's code.
  template <typename Call>
  INT close_during(SOCKET s, Call&& call) {
    INT code = 0;
    Blocked blocked([&] { return call(&code); });
    EXPECT_TRUE(blocked.until_asleep());
    EXPECT_EQ(0, close(s)) << error;
    EXPECT_EQ(-1, blocked.join());
    return code;
  }

  int set_linger(SOCKET s, int on, int seconds) {
    return set_option(s, WS_SO_LINGER, LINGER{static_cast<USHORT>(on), static_cast<USHORT>(seconds)});
  }
};

TEST_F(Close, IsTheLastCallButTheDestructor) {
  const SOCKET s = connected_stream();
  auto kept = script_pointer(s);
  EXPECT_EQ(0, close(s));
  EXPECT_EQ(1, kept->closes);
  EXPECT_EQ(kGraceful, kept->ending);
  EXPECT_TRUE(kept->destroyed);
  EXPECT_EQ(SOCKET_ERROR, close(s));
  EXPECT_EQ(WSAENOTSOCK, error);
}

TEST_F(Close, WakesAReceive) {
  const SOCKET s = connected_stream();
  EXPECT_EQ(WSAEINTR, close_during(s, [&](INT* code) {
              std::string data;
              return receive(s, data, 8, 0, code);
            }));
}

TEST_F(Close, WakesAReceiveOfDatagrams) {
  const SOCKET s = bound_datagram();
  EXPECT_EQ(WSAEINTR, close_during(s, [&](INT* code) {
              std::string data;
              return receive(s, data, 8, 0, code);
            }));
}

TEST_F(Close, WakesASend) {
  auto script = std::make_shared<Script>();
  script->send = [](Buffers) -> Result<std::size_t> { return would_block(); };
  const SOCKET s = connected_stream(script);
  EXPECT_EQ(WSAEINTR, close_during(s, [&](INT* code) { return send(s, "x", 0, code); }));
}

TEST_F(Close, WakesAConnect) {
  const SOCKET s = open(kStream);
  script(s).start_connect = [](const Address&) -> Result<void> { return would_block(); };
  EXPECT_EQ(WSAEINTR, close_during(s, [&](INT* code) { return connect(s, name_of(80), code); }));
}

TEST_F(Close, WakesAnAccept) {
  const SOCKET s = listener();
  EXPECT_EQ(WSAEINTR, close_during(s, [&](INT* code) {
              return accept(s, nullptr, 0, code) == INVALID_SOCKET ? -1 : 0;
            }));
}

TEST_F(Close, WakesEverybodyWhoStandsInLine) {
  const SOCKET s = connected_stream();
  auto kept = script_pointer(s);
  std::vector<std::unique_ptr<Blocked>> all;
  std::vector<INT> codes(6);
  for (INT& code : codes) {
    all.push_back(std::make_unique<Blocked>([this, s, &code] {
      std::string data;
      return receive(s, data, 8, 0, &code);
    }));
    ASSERT_TRUE(all.back()->until_asleep());
  }
  EXPECT_EQ(0, close(s));
  for (const auto& one : all) EXPECT_EQ(-1, one->join());
  for (const INT code : codes) EXPECT_EQ(WSAEINTR, code);
  EXPECT_TRUE(kept->destroyed);
}

TEST_F(Close, WakesASpinningCall) {
  auto script = std::make_shared<Script>();
  script->worth_spinning = [] { return true; };
  const SOCKET s = connected_stream(script);
  EXPECT_EQ(WSAEINTR, close_during(s, [&](INT* code) {
              std::string data;
              return receive(s, data, 8, 0, code);
            }));
}

TEST_F(Close, ShutdownWakesWithItsOwnAnswer) {
  const SOCKET s = connected_stream();
  INT code = 0;
  Blocked reader([&] {
    std::string data;
    return receive(s, data, 8, 0, &code);
  });
  ASSERT_TRUE(reader.until_asleep());
  EXPECT_EQ(0, shutdown(s, SD_RECEIVE));
  EXPECT_EQ(-1, reader.join());
  EXPECT_EQ(WSAESHUTDOWN, code);

  const SOCKET d = bound_datagram();
  Blocked waiting([&] {
    std::string data;
    return receive(d, data, 8, 0, &code);
  });
  ASSERT_TRUE(waiting.until_asleep());
  EXPECT_EQ(0, shutdown(d, SD_RECEIVE));
  EXPECT_EQ(-1, waiting.join());
  EXPECT_EQ(WSAESHUTDOWN, code);
}

TEST_F(Close, AReadinessKeptByOthersOutlivesTheSocket) {
  const SOCKET s = connected_stream();
  auto kept = script_pointer(s);
  std::atomic<bool> stop{false};
  std::thread worker([&, readiness = kept->readiness] {
    while (!stop) readiness.changed(~0u);
  });
  INT code = 0;
  Blocked reader([&] {
    std::string data;
    return receive(s, data, 8, 0, &code);
  });
  while (!runtime.somebody_inside(s)) std::this_thread::yield();
  EXPECT_EQ(0, close(s));
  EXPECT_EQ(-1, reader.join());
  EXPECT_EQ(WSAEINTR, code);
  stop = true;
  worker.join();
  EXPECT_TRUE(kept->destroyed);
  kept->say(WOSA_READY_READ);
}

TEST_F(Close, FromInsideAConditionFunctionIsDoneWhenTheAcceptComesBack) {
  struct Context {
    const WSPPROC_TABLE& table;
    SOCKET listener;
  };
  const SOCKET s = listener();
  auto kept = script_pointer(s);
  auto arrived = std::make_shared<Script>();
  script(s).arrive_connection(arrived);
  Context context{table, s};
  const LPCONDITIONPROC closes = [](LPWSABUF, LPWSABUF, LPQOS, LPQOS, LPWSABUF, LPWSABUF, GROUP*,
                                    DWORD_PTR data) -> int {
    auto& self = *reinterpret_cast<Context*>(data);
    INT code = 0;
    EXPECT_EQ(0, self.table.lpWSPCloseSocket(self.listener, &code)) << code;
    return CF_DEFER;
  };
  EXPECT_EQ(INVALID_SOCKET, accept(s, closes, reinterpret_cast<DWORD_PTR>(&context)));
  EXPECT_EQ(WSATRY_AGAIN, error);
  EXPECT_TRUE(kept->destroyed);
  EXPECT_TRUE(arrived->destroyed) << "what was deferred goes with its listener";
  EXPECT_EQ(kReset, arrived->ending);
}

// -- How a stream ends --------------------------------------------------------------------------------------

TEST_F(Close, WithLingerOfNoTimeResets) {
  const SOCKET s = connected_stream();
  auto kept = script_pointer(s);
  ASSERT_EQ(0, set_linger(s, 1, 0));
  EXPECT_EQ(0, close(s));
  EXPECT_EQ(kReset, kept->ending);
  EXPECT_EQ(0, kept->times_called("shutdown"));
}

TEST_F(Close, LingersUntilEverythingIsTaken) {
  auto script = std::make_shared<Script>();
  std::atomic<std::size_t> left{10};
  script->unsent = [&] { return left.load(); };
  const SOCKET s = connected_stream(script);
  ASSERT_EQ(0, set_linger(s, 1, 100));
  Blocked closer([&] { return close(s); });
  ASSERT_TRUE(closer.until_asleep());
  EXPECT_EQ(1, script->times_called("shutdown")) << "the peer sees the end after the data";
  left = 5;
  script->say(WOSA_READY_WRITE);
  ASSERT_TRUE(closer.until_asleep());
  left = 0;
  script->say(WOSA_READY_WRITE);
  EXPECT_EQ(0, closer.join());
  EXPECT_EQ(kGraceful, script->ending);
}

TEST_F(Close, ResetsWhenTheLingeringTimeIsOver) {
  auto script = std::make_shared<Script>();
  script->unsent = [] { return std::size_t{10}; };
  const SOCKET s = connected_stream(script);
  ASSERT_EQ(0, set_linger(s, 1, 1));
  EXPECT_EQ(0, close(s)) << error;
  EXPECT_EQ(kReset, script->ending);
}

TEST_F(Close, DoesNotLingerForAPeerThatIsGone) {
  auto script = std::make_shared<Script>();
  script->unsent = [] { return std::size_t{10}; };
  const SOCKET s = connected_stream(script);
  ASSERT_EQ(0, set_linger(s, 1, 1000));
  Blocked closer([&] { return close(s); });
  ASSERT_TRUE(closer.until_asleep());
  script->conditions = WOSA_READY_ERROR | WOSA_READY_HANGUP;
  script->say(WOSA_READY_ERROR);
  EXPECT_EQ(0, closer.join());
}

TEST_F(Close, ShutsNoDirectionTwiceWhenItLingers) {
  auto script = std::make_shared<Script>();
  std::atomic<std::size_t> left{10};
  script->unsent = [&] { return left.load(); };
  const SOCKET s = connected_stream(script);
  ASSERT_EQ(0, set_linger(s, 1, 100));
  ASSERT_EQ(0, shutdown(s, SD_SEND));
  Blocked closer([&] { return close(s); });
  ASSERT_TRUE(closer.until_asleep());
  left = 0;
  script->say(WOSA_READY_WRITE);
  EXPECT_EQ(0, closer.join());
  EXPECT_EQ(1, script->times_called("shutdown"));
}

TEST_F(Close, OfANonBlockingSocketThatWouldLingerFailsAndLeavesIt) {
  auto script = std::make_shared<Script>();
  std::atomic<std::size_t> left{10};
  script->unsent = [&] { return left.load(); };
  const SOCKET s = connected_stream(script);
  ASSERT_EQ(0, set_linger(s, 1, 100));
  set_non_blocking(s);
  EXPECT_EQ(SOCKET_ERROR, close(s));
  EXPECT_EQ(WSAEWOULDBLOCK, error);
  EXPECT_EQ(1, send(s, "x")) << "the handle remains valid";
  left = 0;
  EXPECT_EQ(0, close(s));
  EXPECT_EQ(kGraceful, script->ending);
}

TEST_F(Close, DontLingerGivesBackTheTimeThatWasSet) {
  const SOCKET s = connected_stream();
  EXPECT_EQ(1u, option(s, WS_SO_DONTLINGER));
  EXPECT_EQ(0, set_linger(s, 0, 7)) << "which sets no time";
  EXPECT_EQ(0, option<LINGER>(s, WS_SO_LINGER).l_linger);
  EXPECT_EQ(0, set_option(s, WS_SO_DONTLINGER, DWORD{0}));
  EXPECT_EQ(0, option<LINGER>(s, WS_SO_LINGER).l_onoff) << "never on";
  EXPECT_EQ(0, set_linger(s, 1, 9));
  EXPECT_EQ(0u, option(s, WS_SO_DONTLINGER));
  EXPECT_EQ(0, set_option(s, WS_SO_DONTLINGER, DWORD{1}));
  EXPECT_EQ(0, option<LINGER>(s, WS_SO_LINGER).l_onoff);
  EXPECT_EQ(0, set_option(s, WS_SO_DONTLINGER, DWORD{0}));
  EXPECT_EQ(1, option<LINGER>(s, WS_SO_LINGER).l_onoff);
  EXPECT_EQ(9, option<LINGER>(s, WS_SO_LINGER).l_linger);
}

TEST_F(Close, OfAnUnconnectedStreamAndOfDatagramsIgnoresLinger) {
  const SOCKET s = open(kStream);
  auto kept = script_pointer(s);
  ASSERT_EQ(0, set_linger(s, 1, 0));
  EXPECT_EQ(0, close(s));
  EXPECT_EQ(kGraceful, kept->ending);
}

}  // namespace
}  // namespace wosa::test
