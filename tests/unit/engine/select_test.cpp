// SPDX-License-Identifier: MIT

// WSPSelect and lpPoll over sockets without kernel objects: of any number, once and twice, closed meanwhile.

#include "engine_test.hpp"

namespace wosa::test {
namespace {

/// An fd_set of any size.
class Set {
 public:
  explicit Set(const std::vector<SOCKET>& sockets)
      : bytes_(sizeof(WS_fd_set) + sockets.size() * sizeof(SOCKET)) {
    get()->fd_count = static_cast<u_int>(sockets.size());
    std::copy(sockets.begin(), sockets.end(), get()->fd_array);
  }
  WS_fd_set* get() { return reinterpret_cast<WS_fd_set*>(bytes_.data()); }
  std::vector<SOCKET> left() { return {get()->fd_array, get()->fd_array + get()->fd_count}; }

 private:
  std::vector<std::max_align_t> bytes_;
};

class Select : public EngineTest {
 protected:
  int select(Set* read, Set* write, Set* except, const timeval* timeout, INT* code = nullptr) {
    return table.lpWSPSelect(
        0, read != nullptr ? read->get() : nullptr, write != nullptr ? write->get() : nullptr,
        except != nullptr ? except->get() : nullptr, timeout, code != nullptr ? code : &error);
  }
  int poll(std::vector<WSAPOLLFD>& fds, INT timeout, INT* code = nullptr) {
    return runtime.provider()->lpPoll(fds.data(), static_cast<ULONG>(fds.size()), timeout,
                                      code != nullptr ? code : &error);
  }
  std::vector<SOCKET> many(int count) {
    std::vector<SOCKET> sockets;
    for (int i = 0; i < count; ++i) sockets.push_back(connected_stream());
    return sockets;
  }

  const timeval now_{0, 0};
  const timeval soon_{0, 5000};
};

TEST_F(Select, KeepsWhatIsReadyAndCountsIt) {
  const auto s = many(3);
  script(s[0]).conditions = WOSA_READY_READ | WOSA_READY_WRITE;
  script(s[1]).conditions = WOSA_READY_WRITE;
  script(s[2]).conditions = WOSA_READY_OOB;
  Set read(s), write(s), except(s);
  EXPECT_EQ(4, select(&read, &write, &except, nullptr)) << error;
  EXPECT_EQ(std::vector<SOCKET>{s[0]}, read.left());
  EXPECT_EQ((std::vector<SOCKET>{s[0], s[1]}), write.left());
  EXPECT_EQ(std::vector<SOCKET>{s[2]}, except.left());
}

TEST_F(Select, TimesOutWithEmptySets) {
  const auto s = many(2);
  for (const timeval* timeout : {&now_, &soon_}) {
    Set read(s), write(s);
    EXPECT_EQ(0, select(&read, &write, nullptr, timeout)) << error;
    EXPECT_TRUE(read.left().empty());
    EXPECT_TRUE(write.left().empty());
  }
}

TEST_F(Select, RefusesBadSetsAndTimes) {
  const auto s = many(1);
  Set none({}), good(s), wrong({s[0], SOCKET{777}});
  const auto code_of = [&](Set* read, const timeval* timeout) {
    error = 0;
    EXPECT_EQ(SOCKET_ERROR, select(read, nullptr, nullptr, timeout));
    return error;
  };
  EXPECT_EQ(WSAEINVAL, code_of(nullptr, &now_));
  EXPECT_EQ(WSAEINVAL, code_of(&none, &now_));
  EXPECT_EQ(WSAENOTSOCK, code_of(&wrong, &now_));
  EXPECT_EQ(2u, wrong.left().size()) << "untouched";
  const timeval negative{-1, 0}, malformed{0, 1'000'000};
  EXPECT_EQ(WSAEINVAL, code_of(&good, &negative));
  EXPECT_EQ(WSAEINVAL, code_of(&good, &malformed));
  EXPECT_EQ(WSAEFAULT, code_of(&good, reinterpret_cast<const timeval*>(8)));
  error = 0;
  EXPECT_EQ(SOCKET_ERROR,
            table.lpWSPSelect(0, reinterpret_cast<WS_fd_set*>(8), nullptr, nullptr, &now_, &error));
  EXPECT_EQ(WSAEFAULT, error);
}

TEST_F(Select, WaitsForAnyNumberOfSockets) {
  for (const int count : {1, 15, 16, 17, 40, 65, 1000}) {
    const auto s = many(count);
    Set read(s), write(s);
    int total = 0;
    Blocked call([&] {
      total = select(&read, &write, nullptr, nullptr);
      return 0;
    });
    ASSERT_TRUE(call.until_asleep()) << count;
    const SOCKET last = s.back();
    script(last).arrive("x");
    call.join();
    EXPECT_EQ(1, total) << count << ": " << error;
    EXPECT_EQ(std::vector<SOCKET>{last}, read.left());
    EXPECT_TRUE(write.left().empty());
    for (const SOCKET one : s) ASSERT_EQ(0, close(one));
  }
}

TEST_F(Select, ASocketMayStandInASetTwice) {
  for (const int count : {2, 40}) {
    auto s = many(count);
    s.push_back(s[0]);
    s.push_back(s[0]);
    script(s[0]).arrive("x");
    script(s[0]).conditions = WOSA_READY_WRITE;
    Set read(s), write({s[0], s[0]});
    EXPECT_EQ(5, select(&read, &write, nullptr, nullptr)) << error;
    EXPECT_EQ((std::vector<SOCKET>{s[0], s[0], s[0]}), read.left());
  }
}

TEST_F(Select, LooksAgainWhenTheTransportSpeaksAndNotOtherwise) {
  const auto s = many(2);
  Set read(s);
  int total = -1;
  Blocked call([&] {
    total = select(&read, nullptr, nullptr, nullptr);
    return 0;
  });
  ASSERT_TRUE(call.until_asleep());
  for (int i = 0; i < 10; ++i) script(s[0]).say(~0u);
  ASSERT_TRUE(call.until_asleep()) << "too early";
  script(s[1]).conditions = WOSA_READY_READ;
  script(s[1]).say(WOSA_READY_WRITE);
  ASSERT_TRUE(call.until_asleep()) << "of no interest";
  script(s[1]).say(WOSA_READY_READ);
  call.join();
  EXPECT_EQ(1, total);
}

TEST_F(Select, ATimeOutFindsWhatTheTransportForgotToSay) {
  const auto s = many(1);
  Set read(s);
  std::atomic<int> looks{0};
  script(s[0]).ready = [&](DWORD conditions) { return ++looks > 2 ? conditions : 0; };
  EXPECT_EQ(1, select(&read, nullptr, nullptr, &soon_)) << error;
}

TEST_F(Select, ASocketClosedMeanwhileEndsTheCall) {
  for (const int count : {1, 40}) {
    const auto s = many(count);
    Set read(s);
    INT code = 0;
    Blocked call([&] { return select(&read, nullptr, nullptr, nullptr, &code); });
    ASSERT_TRUE(call.until_asleep());
    EXPECT_EQ(0, close(s.back()));
    EXPECT_EQ(SOCKET_ERROR, call.join());
    EXPECT_EQ(WSAENOTSOCK, code);
  }
}

TEST_F(Select, FindsTheOutcomeOfAConnect) {
  for (const bool fails : {false, true}) {
    std::atomic<bool> known{false};
    const SOCKET s = open(kStream);
    script(s).start_connect = [](const Address&) -> Result<void> { return spi::would_block(); };
    script(s).finish_connect = [&]() -> Result<void> {
      if (!known) return spi::would_block();
      if (fails) return spi::failure(WSAECONNREFUSED);
      return {};
    };
    script(s).conditions = WOSA_READY_WRITE | WOSA_READY_READ;  // nonsense while it connects
    set_non_blocking(s);
    connect(s, name_of(80));
    Set read({s}), write({s}), except({s});
    Blocked call([&] { return select(&read, &write, &except, nullptr); });
    ASSERT_TRUE(call.until_asleep());
    known = true;
    if (fails) script(s).conditions = 0;
    script(s).say(fails ? WOSA_READY_FAILED : WOSA_READY_WRITE);
    EXPECT_EQ(fails ? 1 : 2, call.join()) << error;
    EXPECT_EQ(fails ? 0u : 1u, write.left().size());
    EXPECT_EQ(fails ? 1u : 0u, except.left().size());
    EXPECT_EQ(fails ? DWORD{WSAECONNREFUSED} : 0u, option(s, WS_SO_ERROR));
    ASSERT_EQ(0, close(s));
  }
}

TEST_F(Select, WhatFailsAtOnceDoesNotBlock) {
  const auto s = many(1);
  script(s[0]).receive = [](Buffers, bool) -> Result<std::size_t> { return spi::failure(WSAECONNRESET); };
  EXPECT_EQ("[10054]", text(s[0]));
  Set read(s), write(s), except(s);
  EXPECT_EQ(2, select(&read, &write, &except, nullptr));
  EXPECT_EQ("[10054]", text(s[0]));
  EXPECT_EQ(-1, send(s[0], "x"));
  EXPECT_EQ(WSAECONNRESET, error) << "a broken stream stays broken";
}

TEST_F(Select, AResetThatTheTransportShowsIsReadyBothWays) {
  const auto s = many(1);
  script(s[0]).conditions = WOSA_READY_ERROR;
  Set read(s), write(s);
  EXPECT_EQ(2, select(&read, &write, nullptr, &now_));
}

TEST_F(Select, AShutDirectionIsReady) {
  const auto s = many(1);
  Set read(s);
  Blocked call([&] { return select(&read, nullptr, nullptr, nullptr); });
  ASSERT_TRUE(call.until_asleep());
  EXPECT_EQ(0, shutdown(s[0], SD_BOTH));
  EXPECT_EQ(1, call.join());
  Set write(s);
  EXPECT_EQ(1, select(nullptr, &write, nullptr, nullptr));
}

TEST_F(Select, OutOfBandDataInlineIsNormalData) {
  const auto s = many(1);
  script(s[0]).conditions = WOSA_READY_OOB;
  Set except(s);
  EXPECT_EQ(1, select(nullptr, nullptr, &except, &now_));
  ASSERT_EQ(0, set_option(s[0], WS_SO_OOBINLINE, DWORD{1}));
  EXPECT_EQ(0, select(nullptr, nullptr, &except, &now_));
}

TEST_F(Select, AnUnconnectedStreamIsInNoSet) {
  const SOCKET s = open(kStream);
  script(s).conditions = ~0u;
  Set read({s}), write({s}), except({s});
  EXPECT_EQ(0, select(&read, &write, &except, &now_));
}

TEST_F(Select, ManyThreadsWaitForOneSocket) {
  const SOCKET s = connected_stream();
  std::vector<std::unique_ptr<Blocked>> all;
  for (int i = 0; i < 6; ++i) {
    all.push_back(std::make_unique<Blocked>([&] {
      Set read({s});
      return select(&read, nullptr, nullptr, nullptr);
    }));
    ASSERT_TRUE(all.back()->until_asleep());
  }
  script(s).arrive("x");
  for (const auto& one : all) EXPECT_EQ(1, one->join());
}

// -- lpPoll -------------------------------------------------------------------------------------------------

TEST_F(Select, PollAnswersEveryEntry) {
  const auto s = many(2);
  script(s[0]).arrive("x");
  script(s[1]).conditions = WOSA_READY_WRITE | WOSA_READY_HANGUP;
  std::vector<WSAPOLLFD> fds = {{s[0], WS_POLLIN, 99},
                                {static_cast<SOCKET>(-1), WS_POLLIN, 99},
                                {s[1], WS_POLLOUT, 99},
                                {s[0], WS_POLLOUT, 99},
                                {SOCKET{888}, WS_POLLIN, 99}};
  EXPECT_EQ(3, poll(fds, -1)) << error;
  EXPECT_EQ(WS_POLLRDNORM, fds[0].revents);
  EXPECT_EQ(0, fds[1].revents);
  EXPECT_EQ(WS_POLLWRNORM | WS_POLLHUP, fds[2].revents);
  EXPECT_EQ(0, fds[3].revents);
  EXPECT_EQ(WS_POLLNVAL, fds[4].revents);
}

TEST_F(Select, PollRefusesWhatCannotBeAsked) {
  const auto s = many(1);
  std::vector<WSAPOLLFD> bad = {{s[0], WS_POLLPRI, 0}};
  EXPECT_EQ(SOCKET_ERROR, poll(bad, 0));
  EXPECT_EQ(WSAEINVAL, error);
  std::vector<WSAPOLLFD> nobody = {{SOCKET{888}, WS_POLLIN, 0}};
  EXPECT_EQ(SOCKET_ERROR, poll(nobody, 0));
  EXPECT_EQ(WSAEINVAL, error);
  EXPECT_EQ(SOCKET_ERROR, runtime.provider()->lpPoll(nullptr, 1, 0, &error));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ(SOCKET_ERROR, runtime.provider()->lpPoll(nullptr, 0, 0, &error));
  EXPECT_EQ(WSAEINVAL, error);
  EXPECT_EQ(SOCKET_ERROR, runtime.provider()->lpPoll(bad.data(), 0xFFFFFFFF, 0, &error));
  EXPECT_EQ(WSAEINVAL, error);
}

TEST_F(Select, PollWaitsTimesOutAndSeesAClose) {
  for (const int count : {1, 40, 1000}) {
    const auto s = many(count);
    std::vector<WSAPOLLFD> fds;
    for (const SOCKET one : s) fds.push_back({one, WS_POLLIN, 0});
    EXPECT_EQ(0, poll(fds, 2)) << error;
    int total = 0;
    Blocked call([&] {
      total = poll(fds, -1);
      return 0;
    });
    ASSERT_TRUE(call.until_asleep());
    script(s.back()).arrive("x");
    call.join();
    EXPECT_EQ(1, total);
    EXPECT_EQ(WS_POLLRDNORM, fds.back().revents);
    EXPECT_EQ("x", text(s.back()));
    Blocked again([&] {
      total = poll(fds, -1);
      return 0;
    });
    ASSERT_TRUE(again.until_asleep());
    EXPECT_EQ(0, close(s.front()));
    again.join();
    EXPECT_EQ(1, total);
    EXPECT_EQ(WS_POLLNVAL, fds.front().revents);
    for (std::size_t i = 1; i < s.size(); ++i) ASSERT_EQ(0, close(s[i]));
  }
}

TEST_F(Select, PollTellsHowAConnectionEnded) {
  const auto s = many(3);
  script(s[0]).conditions = WOSA_READY_READ | WOSA_READY_HANGUP;
  script(s[1]).conditions = WOSA_READY_READ | WOSA_READY_HANGUP | WOSA_READY_ERROR;
  const SOCKET failed = open(kStream);
  set_non_blocking(failed);
  script(failed).start_connect = [](const Address&) -> Result<void> { return spi::failure(WSAECONNREFUSED); };
  connect(failed, name_of(1));
  std::vector<WSAPOLLFD> fds = {{s[0], WS_POLLIN, 0}, {s[1], WS_POLLIN, 0}, {failed, WS_POLLOUT, 0}};
  EXPECT_EQ(3, poll(fds, -1)) << error;
  EXPECT_EQ(WS_POLLHUP, fds[0].revents);
  EXPECT_EQ(WS_POLLERR | WS_POLLHUP, fds[1].revents);
  EXPECT_EQ(WS_POLLERR | WS_POLLHUP | WS_POLLWRNORM, fds[2].revents);
}

}  // namespace
}  // namespace wosa::test
