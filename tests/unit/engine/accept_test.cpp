// SPDX-License-Identifier: MIT

// WSPAccept: the transport's queue, the condition function, what a connection inherits.

#include "engine_test.hpp"

namespace wosa::test {
namespace {

using spi::failure;

struct Seen {
  int answer = CF_ACCEPT;
  int calls = 0;
  std::string caller;
  std::string callee;
};

int condition(LPWSABUF caller, LPWSABUF caller_data, LPQOS, LPQOS, LPWSABUF callee, LPWSABUF, GROUP*,
              DWORD_PTR data) {
  auto& seen = *reinterpret_cast<Seen*>(data);
  ++seen.calls;
  seen.caller.assign(caller->buf, caller->len);
  seen.callee.assign(callee->buf, callee->len);
  EXPECT_EQ(0u, caller_data->len);
  return seen.answer;
}

std::string bytes_of(const Address& address) {
  return {reinterpret_cast<const char*>(address.get()), static_cast<std::size_t>(address.length())};
}

class Accept : public EngineTest {
 protected:
  std::shared_ptr<Script> connection(int port = 5000) {
    auto script = std::make_shared<Script>();
    script->name = name_of(80);
    script->peer = name_of("10.7.7.7", port);
    return script;
  }
  SOCKET accept_with(SOCKET s, Seen& seen) {
    return accept(s, condition, reinterpret_cast<DWORD_PTR>(&seen));
  }
};

TEST_F(Accept, GivesTheConnectionAndItsAddress) {
  const SOCKET s = listener();
  auto arrived = connection();
  script(s).arrive_connection(arrived);
  SOCKADDR_STORAGE name{};
  INT length = sizeof name;
  const SOCKET c = table.lpWSPAccept(s, reinterpret_cast<WS_sockaddr*>(&name), &length, nullptr, 0, &error);
  ASSERT_NE(INVALID_SOCKET, c) << error;
  EXPECT_EQ(int{sizeof(SOCKADDR_IN)}, length);
  EXPECT_EQ(0, std::memcmp(&name, arrived->peer.get(), sizeof(SOCKADDR_IN)));
  EXPECT_EQ(1, arrived->accepted);
  arrived->arrive("hello");
  EXPECT_EQ("hello", text(c));
  EXPECT_EQ(2, send(c, "ok")) << error;
  EXPECT_EQ(runtime.entry_of(s), runtime.entry_of(c));
}

TEST_F(Accept, AnAddressThatCannotBeWrittenCostsNoConnection) {
  const SOCKET s = listener();
  script(s).arrive_connection(connection());
  SOCKADDR_STORAGE name{};
  const auto accept_to = [&](void* out, INT* length) {
    error = 0;
    return table.lpWSPAccept(s, static_cast<WS_sockaddr*>(out), length, nullptr, 0, &error);
  };
  INT length = 15;
  EXPECT_EQ(INVALID_SOCKET, accept_to(&name, &length));
  EXPECT_EQ(WSAEFAULT, error);
  length = sizeof name;
  EXPECT_EQ(INVALID_SOCKET, accept_to(reinterpret_cast<void*>(64), &length));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ(INVALID_SOCKET, accept_to(&name, reinterpret_cast<INT*>(64)));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ(0, script(s).times_called("try_accept"));
  EXPECT_NE(INVALID_SOCKET, accept_to(nullptr, &length)) << "no address is wanted";
}

TEST_F(Accept, TheTransportsAnswersAreTheCallers) {
  const SOCKET s = listener();
  using Accepted = Result<std::unique_ptr<Endpoint>>;
  const auto answer = [&](auto accept_some) {
    script(s).accept = accept_some;
    error = 0;
    EXPECT_EQ(INVALID_SOCKET, accept(s));
    return error;
  };
  EXPECT_EQ(WSAECONNRESET, answer([]() -> Accepted { return failure(WSAECONNRESET); }));
  EXPECT_EQ(WSASYSCALLFAILURE, answer([]() -> Accepted { return nullptr; }));
  EXPECT_EQ(WSASYSCALLFAILURE, answer([]() -> Accepted { return failure(0); }));
  EXPECT_EQ(WSAENOBUFS, answer([]() -> Accepted { throw std::bad_alloc(); }));
  script(s).accept = nullptr;
  script(s).arrive_connection(connection());
  EXPECT_NE(INVALID_SOCKET, accept(s)) << error;
}

TEST_F(Accept, TheConditionFunctionSeesBothAddresses) {
  const SOCKET s = listener();
  auto arrived = connection(1234);
  script(s).arrive_connection(arrived);
  Seen seen;
  EXPECT_NE(INVALID_SOCKET, accept_with(s, seen)) << error;
  EXPECT_EQ(1, seen.calls);
  EXPECT_EQ(bytes_of(arrived->peer), seen.caller);
  EXPECT_EQ(bytes_of(name_of(80)), seen.callee);
  EXPECT_EQ(1, arrived->accepted);
}

TEST_F(Accept, RejectResetsTheConnection) {
  const SOCKET s = listener();
  auto arrived = connection();
  script(s).arrive_connection(arrived);
  Seen seen{CF_REJECT, 0, {}, {}};
  EXPECT_EQ(INVALID_SOCKET, accept_with(s, seen));
  EXPECT_EQ(WSAECONNREFUSED, error);
  EXPECT_TRUE(arrived->destroyed);
  EXPECT_EQ(static_cast<int>(spi::Ending::reset), arrived->ending);
  EXPECT_EQ(0, arrived->accepted);
}

TEST_F(Accept, DeferKeepsTheConnectionFirstInLine) {
  const SOCKET s = listener();
  set_non_blocking(s);
  auto first = connection(1);
  auto second = connection(2);
  script(s).arrive_connection(first);
  script(s).arrive_connection(second);
  Seen seen{CF_DEFER, 0, {}, {}};
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(INVALID_SOCKET, accept_with(s, seen));
    EXPECT_EQ(WSATRY_AGAIN, error);
    EXPECT_EQ(bytes_of(first->peer), seen.caller);
  }
  EXPECT_EQ(1, script(s).times_called("try_accept"));
  EXPECT_EQ(0, first->accepted);
  seen.answer = CF_ACCEPT;
  EXPECT_NE(INVALID_SOCKET, accept_with(s, seen));
  EXPECT_EQ(bytes_of(first->peer), seen.caller);
  EXPECT_NE(INVALID_SOCKET, accept(s));
  EXPECT_EQ(1, second->accepted);
  EXPECT_EQ(INVALID_SOCKET, accept(s));
  EXPECT_EQ(WSAEWOULDBLOCK, error);
}

TEST_F(Accept, AnAnswerThatMeansNothingLosesNoConnection) {
  const SOCKET s = listener();
  script(s).arrive_connection(connection());
  Seen seen{4711, 0, {}, {}};
  EXPECT_EQ(INVALID_SOCKET, accept_with(s, seen));
  EXPECT_EQ(WSAEINVAL, error);
  EXPECT_NE(INVALID_SOCKET, accept(s));
}

TEST_F(Accept, ADeferredConnectionCountsAsPending) {
  const SOCKET s = listener();
  script(s).arrive_connection(connection());
  Seen seen{CF_DEFER, 0, {}, {}};
  EXPECT_EQ(INVALID_SOCKET, accept_with(s, seen));
  EXPECT_EQ(int{WOSA_READY_READ | WOSA_READY_DATA},
            query(s, WOSA_READY_READ | WOSA_READY_DATA | WOSA_READY_WRITE));
  EXPECT_NE(INVALID_SOCKET, accept(s));
  EXPECT_EQ(0, query(s, WOSA_READY_READ | WOSA_READY_DATA));
}

TEST_F(Accept, ADeferredConnectionWakesAnotherThreadsAccept) {
  const SOCKET s = listener();
  SOCKET accepted = INVALID_SOCKET;
  Blocked waiting([&] {
    INT code = 0;
    accepted = accept(s, nullptr, 0, &code);
    return 0;
  });
  ASSERT_TRUE(waiting.until_asleep());
  // Between the two the condition function has it.
  Seen seen{CF_DEFER, 0, {}, {}};
  {
    const std::lock_guard guard(script(s).lock);
    script(s).arrivals.push_back(make_endpoint(connection()));
  }
  std::thread deferrer([&] {
    INT code = 0;
    accept(s, condition, reinterpret_cast<DWORD_PTR>(&seen), &code);
  });
  // Either thread may be the one that takes it; in the end nobody has lost it.
  script(s).say(WOSA_READY_READ);
  waiting.join();
  EXPECT_NE(INVALID_SOCKET, accepted);
  script(s).arrive_connection(connection());
  deferrer.join();
}

TEST_F(Accept, AConnectionHasWhatItsListenerHas) {
  const SOCKET s = listener();
  ASSERT_EQ(0, set_option(s, WS_SO_RCVTIMEO, DWORD{123}));
  ASSERT_EQ(0, set_option(s, WS_SO_SNDTIMEO, DWORD{456}));
  ASSERT_EQ(0, set_option(s, WS_SO_SNDBUF, DWORD{1000}));
  ASSERT_EQ(0, set_option(s, WS_SO_RCVBUF, DWORD{2000}));
  ASSERT_EQ(0, set_option(s, WS_SO_KEEPALIVE, DWORD{1}));
  ASSERT_EQ(0, set_option(s, WS_SO_OOBINLINE, DWORD{1}));
  ASSERT_EQ(0, set_option(s, WS_SO_DEBUG, DWORD{1}));
  ASSERT_EQ(0, set_option(s, WS_SO_LINGER, LINGER{1, 77}));
  set_non_blocking(s);
  script(s).arrive_connection(connection());
  const SOCKET c = accept(s);
  ASSERT_NE(INVALID_SOCKET, c) << error;
  EXPECT_EQ(123u, option(c, WS_SO_RCVTIMEO));
  EXPECT_EQ(456u, option(c, WS_SO_SNDTIMEO));
  EXPECT_EQ(1000u, option(c, WS_SO_SNDBUF));
  EXPECT_EQ(2000u, option(c, WS_SO_RCVBUF));
  EXPECT_EQ(1u, option(c, WS_SO_KEEPALIVE));
  EXPECT_EQ(1u, option(c, WS_SO_OOBINLINE));
  EXPECT_EQ(1u, option(c, WS_SO_DEBUG));
  EXPECT_EQ(77, option<LINGER>(c, WS_SO_LINGER).l_linger);
  EXPECT_EQ(1, option<LINGER>(c, WS_SO_LINGER).l_onoff);
  EXPECT_EQ("[10035]", text(c)) << "non-blocking too";
  EXPECT_EQ(0u, option(c, WS_SO_ACCEPTCONN));
  EXPECT_NE(~0u, option(c, WS_SO_CONNECT_TIME));
}

TEST_F(Accept, AConnectionThatTheRuntimeRefusesIsReset) {
  const SOCKET s = listener();
  auto arrived = connection();
  script(s).arrive_connection(arrived);
  runtime.refuse_next_bind(WSAEMFILE);
  EXPECT_EQ(INVALID_SOCKET, accept(s));
  EXPECT_EQ(WSAEMFILE, error);
  EXPECT_TRUE(arrived->destroyed);
  EXPECT_EQ(static_cast<int>(spi::Ending::reset), arrived->ending);
}

TEST_F(Accept, APeerWithoutANameHasItsFamilyAlone) {
  const SOCKET s = listener();
  script(s).arrive_connection(std::make_shared<Script>());
  Seen seen;
  EXPECT_NE(INVALID_SOCKET, accept_with(s, seen));
  const ADDRESS_FAMILY family = kFamily;
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(&family), sizeof family), seen.caller);
  EXPECT_EQ("", seen.callee);
}

TEST_F(Accept, SeveralThreadsShareTheQueue) {
  const SOCKET s = listener();
  constexpr int kThreads = 4;
  constexpr int kEach = 50;
  std::atomic<int> accepted{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      Seen seen;
      for (int n = 0; n < kEach;) {
        seen.answer = i % 2 == 0 && n % 3 == 0 && seen.calls % 2 == 0 ? CF_DEFER : CF_ACCEPT;
        INT code = 0;
        const SOCKET c = accept(s, condition, reinterpret_cast<DWORD_PTR>(&seen), &code);
        if (c == INVALID_SOCKET) {
          if (code != WSATRY_AGAIN) ADD_FAILURE() << code;
          continue;
        }
        ++n;
        ++accepted;
        INT unused = 0;
        table.lpWSPCloseSocket(c, &unused);
      }
    });
  }
  for (int i = 0; i < kThreads * kEach; ++i) script(s).arrive_connection(connection());
  for (std::thread& one : threads) one.join();
  EXPECT_EQ(kThreads * kEach, accepted);
}

}  // namespace
}  // namespace wosa::test
