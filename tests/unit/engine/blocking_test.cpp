// SPDX-License-Identifier: MIT

// Calls that wait: until the transport says so, until the time is over, or not at all; and in which order.

#include "engine_test.hpp"

namespace wosa::test {
namespace {

using spi::failure;
using spi::would_block;

class Blocking : public EngineTest {
 protected:
  /// A receive on another thread, its text in the returned string.
  struct Receiver {
    std::string data;
    INT code = 0;
    std::unique_ptr<Blocked> call;
  };
  std::unique_ptr<Receiver> receiver(SOCKET s, std::size_t room = 16, DWORD flags = 0) {
    auto one = std::make_unique<Receiver>();
    one->call = std::make_unique<Blocked>(
        [this, s, room, flags, one = one.get()] { return receive(s, one->data, room, flags, &one->code); });
    return one;
  }

  /// A transport that takes only so many bytes until told otherwise.
  std::shared_ptr<Script> narrow(std::size_t room) {
    auto script = std::make_shared<Script>();
    auto left = std::make_shared<std::atomic<std::size_t>>(room);
    room_ = left;
    script->send = [script = script.get(), left](Buffers data) -> Result<std::size_t> {
      const std::size_t count = std::min(data.size(), left->load());
      if (count == 0) return would_block();
      left->fetch_sub(count);
      const std::lock_guard guard(script->lock);
      script->outgoing += text_of(data).substr(0, count);
      return count;
    };
    return script;
  }
  void give_room(SOCKET s, std::size_t bytes) {
    room_->fetch_add(bytes);
    script(s).say(WOSA_READY_WRITE);
  }

  std::shared_ptr<std::atomic<std::size_t>> room_;
};

TEST_F(Blocking, ANonBlockingCallComesBackAtOnce) {
  const SOCKET s = connected_stream(narrow(3));
  set_non_blocking(s);
  EXPECT_EQ("[10035]", text(s));
  EXPECT_EQ(3, send(s, "abcdef")) << "as much as goes";
  EXPECT_EQ(-1, send(s, "def"));
  EXPECT_EQ(WSAEWOULDBLOCK, error);
  const SOCKET waiting = listener();
  set_non_blocking(waiting);
  EXPECT_EQ(INVALID_SOCKET, accept(waiting));
  EXPECT_EQ(WSAEWOULDBLOCK, error);
  set_non_blocking(s, false);
  script(s).arrive("x");
  EXPECT_EQ("x", text(s));
}

TEST_F(Blocking, AReceiveWaitsForData) {
  const SOCKET s = connected_stream();
  auto one = receiver(s);
  ASSERT_TRUE(one->call->until_asleep());
  script(s).arrive("now");
  EXPECT_EQ(3, one->call->join()) << one->code;
  EXPECT_EQ("now", one->data);
}

TEST_F(Blocking, ASendGoesOnUntilEverythingIsTaken) {
  const SOCKET s = connected_stream(narrow(2));
  Blocked sender([&] { return send(s, "0123456789"); });
  for (const std::size_t room : {3u, 1u, 2u}) {
    ASSERT_TRUE(sender.until_asleep());
    give_room(s, room);
  }
  ASSERT_TRUE(sender.until_asleep());
  give_room(s, 100);
  EXPECT_EQ(10, sender.join()) << error;
  EXPECT_EQ("0123456789", script(s).outgoing);
}

TEST_F(Blocking, APrimitiveThatTakesNothingIsAskedAgainLater) {
  auto script = std::make_shared<Script>();
  std::atomic<bool> open{false};
  script->send = [&](Buffers data) -> Result<std::size_t> { return open ? data.size() : 0; };
  const SOCKET s = connected_stream(script);
  Blocked sender([&] { return send(s, "abc"); });
  ASSERT_TRUE(sender.until_asleep());
  open = true;
  script->say(WOSA_READY_WRITE);
  EXPECT_EQ(3, sender.join()) << error;
}

TEST_F(Blocking, TheTimeOutsEndCalls) {
  const SOCKET s = connected_stream(narrow(2));
  ASSERT_EQ(0, set_option(s, WS_SO_RCVTIMEO, DWORD{5}));
  ASSERT_EQ(0, set_option(s, WS_SO_SNDTIMEO, DWORD{5}));
  EXPECT_EQ("[10060]", text(s));
  EXPECT_EQ(-1, send(s, "abcdef"));
  EXPECT_EQ(WSAETIMEDOUT, error);
  EXPECT_EQ("[10060]", text(s)) << "a time-out breaks nothing";
  script(s).arrive("x");
  EXPECT_EQ("x", text(s));
}

TEST_F(Blocking, ATimeOutDoesNotNeedTheTransportsWord) {
  auto script = std::make_shared<Script>();
  std::atomic<int> looks{0};
  // Ready the second time it is asked, without a word in between.
  script->receive = [&](Buffers room, bool) -> Result<std::size_t> {
    if (++looks < 3) return would_block();
    return room.copy_from(std::as_bytes(std::span("late", 4)));
  };
  const SOCKET s = connected_stream(script);
  ASSERT_EQ(0, set_option(s, WS_SO_RCVTIMEO, DWORD{5}));
  EXPECT_EQ("late", text(s));
}

TEST_F(Blocking, TimeOutsHoldOnlyWithTheOverlappedAttribute) {
  const SOCKET s = open(kStream, nullptr, 0);
  ASSERT_EQ(0, connect(s, name_of(80)));
  ASSERT_EQ(0, set_option(s, WS_SO_RCVTIMEO, DWORD{1}));
  auto one = receiver(s);
  ASSERT_TRUE(one->call->until_asleep());
  script(s).arrive("x");
  EXPECT_EQ(1, one->call->join());
}

TEST_F(Blocking, TheReceiveTimeOutDoesNotGovernAccepts) {
  const SOCKET s = listener();
  ASSERT_EQ(0, set_option(s, WS_SO_RCVTIMEO, DWORD{1}));
  SOCKET accepted = INVALID_SOCKET;
  Blocked call([&] {
    accepted = accept(s);
    return 0;
  });
  ASSERT_TRUE(call.until_asleep());
  script(s).arrive_connection(std::make_shared<Script>());
  call.join();
  EXPECT_NE(INVALID_SOCKET, accepted) << error;
}

TEST_F(Blocking, WhoAskedFirstIsServedFirst) {
  const SOCKET s = connected_stream();
  std::vector<std::unique_ptr<Receiver>> all;
  for (int i = 0; i < 5; ++i) {
    all.push_back(receiver(s, 1));
    ASSERT_TRUE(all.back()->call->until_asleep());
  }
  script(s).arrive("abcde");
  std::string got;
  for (const auto& one : all) {
    EXPECT_EQ(1, one->call->join());
    got += one->data;
  }
  EXPECT_EQ("abcde", got);
}

TEST_F(Blocking, ACallThatTimesOutLeavesTheQueueToTheOthers) {
  const SOCKET s = connected_stream();
  ASSERT_EQ(0, set_option(s, WS_SO_RCVTIMEO, DWORD{100}));
  auto first = receiver(s, 1);
  ASSERT_TRUE(first->call->until_asleep());
  auto second = receiver(s, 1);
  ASSERT_TRUE(second->call->until_asleep());
  ASSERT_EQ(0, set_option(s, WS_SO_RCVTIMEO, DWORD{0}));
  auto third = receiver(s, 1);
  EXPECT_EQ(-1, first->call->join());
  EXPECT_EQ(WSAETIMEDOUT, first->code);
  EXPECT_EQ(-1, second->call->join());
  EXPECT_EQ(WSAETIMEDOUT, second->code);
  ASSERT_TRUE(third->call->until_asleep());
  script(s).arrive("z");
  EXPECT_EQ(1, third->call->join());
  EXPECT_EQ("z", third->data);
}

TEST_F(Blocking, BlockedSendsDoNotMix) {
  const SOCKET s = connected_stream(narrow(0));
  std::vector<std::unique_ptr<Blocked>> senders;
  for (const char letter : std::string("abc")) {
    senders.push_back(std::make_unique<Blocked>([&, letter] { return send(s, std::string(100, letter)); }));
    ASSERT_TRUE(senders.back()->until_asleep());
  }
  for (int i = 0; i < 60; ++i) give_room(s, 5);
  for (const auto& sender : senders) EXPECT_EQ(100, sender->join());
  EXPECT_EQ(std::string(100, 'a') + std::string(100, 'b') + std::string(100, 'c'), script(s).outgoing);
}

TEST_F(Blocking, ReadinessThatIsSaidTooEarlyOnlyLooksAgain) {
  const SOCKET s = connected_stream();
  auto one = receiver(s);
  ASSERT_TRUE(one->call->until_asleep());
  for (int i = 0; i < 20; ++i) script(s).say(WOSA_READY_READ);
  ASSERT_TRUE(one->call->until_asleep());
  script(s).arrive("x");
  EXPECT_EQ(1, one->call->join());
}

TEST_F(Blocking, ReadinessOfTheOtherDirectionWakesNobody) {
  const SOCKET s = connected_stream();
  auto one = receiver(s);
  ASSERT_TRUE(one->call->until_asleep());
  const int looks = script(s).times_called("try_recv");
  for (int i = 0; i < 20; ++i) script(s).say(WOSA_READY_WRITE);
  ASSERT_TRUE(one->call->until_asleep());
  EXPECT_EQ(looks, script(s).times_called("try_recv"));
  script(s).arrive("x");
  one->call->join();
}

TEST_F(Blocking, APrimitiveMaySpeakOfItsOwnSocketAndOfOthers) {
  auto first = std::make_shared<Script>();
  auto second = std::make_shared<Script>();
  first->send = [&](Buffers data) -> Result<std::size_t> {
    first->say(WOSA_READY_READ | WOSA_READY_WRITE);
    second->arrive(text_of(data));
    return data.size();
  };
  const SOCKET a = connected_stream(first);
  const SOCKET b = connected_stream(second);
  auto one = receiver(b);
  ASSERT_TRUE(one->call->until_asleep());
  EXPECT_EQ(4, send(a, "ping"));
  EXPECT_EQ(4, one->call->join());
  EXPECT_EQ("ping", one->data);
}

TEST_F(Blocking, NoWordIsLostBetweenLookingAndSleeping) {
  const SOCKET s = connected_stream();
  constexpr int kBytes = 3000;
  std::string got;
  Blocked reader([&] {
    std::string data;
    INT code = 0;
    while (static_cast<int>(got.size()) < kBytes) {
      if (receive(s, data, 7, 0, &code) <= 0) return code;
      got += data;
    }
    return 0;
  });
  for (int i = 0; i < kBytes; ++i) script(s).arrive(std::string(1, static_cast<char>('a' + i % 26)));
  EXPECT_EQ(0, reader.join());
  for (int i = 0; i < kBytes; ++i) ASSERT_EQ('a' + i % 26, got[static_cast<std::size_t>(i)]) << i;
}

TEST_F(Blocking, SpinningFindsWhatComesAndStillSleeps) {
  auto script = std::make_shared<Script>();
  script->worth_spinning = [] { return true; };
  const SOCKET s = connected_stream(script);
  for (int i = 0; i < 3; ++i) {
    auto one = receiver(s);
    ASSERT_TRUE(one->call->until_asleep()) << "not for ever";
    script->arrive("x");
    EXPECT_EQ(1, one->call->join());
  }
  // Data that comes without a word is found by looking.
  std::atomic<int> looks{0};
  script->ready = [&](DWORD conditions) -> DWORD {
    if (++looks == 50) {
      const std::lock_guard guard(script->lock);
      script->incoming = "found";
    }
    return looks >= 50 ? conditions : 0;
  };
  auto one = receiver(s);
  EXPECT_EQ(5, one->call->join());
}

TEST_F(Blocking, WaitAllFillsItsBuffers) {
  const SOCKET s = connected_stream();
  auto one = receiver(s, 6, WS_MSG_WAITALL);
  ASSERT_TRUE(one->call->until_asleep());
  script(s).arrive("ab");
  ASSERT_TRUE(one->call->until_asleep());
  script(s).arrive("cdefgh");
  EXPECT_EQ(6, one->call->join());
  EXPECT_EQ("abcdef", one->data);
  EXPECT_EQ("gh", text(s));
}

TEST_F(Blocking, WaitAllGivesWhatCameWhenTheStreamEndsFailsOrTimesOut) {
  for (const int how : {0, 1, 2, 3}) {
    const SOCKET s = connected_stream();
    std::atomic<int> end{-1};
    script(s).receive = [&, script = &script(s)](Buffers room, bool) -> Result<std::size_t> {
      const std::lock_guard guard(script->lock);
      if (const std::size_t count = room.copy_from(std::as_bytes(std::span(script->incoming))); count != 0) {
        script->incoming.erase(0, count);
        return count;
      }
      if (end == 0) return 0;
      if (end == 1) return failure(WSAECONNRESET);
      return would_block();
    };
    if (how == 2) {
      ASSERT_EQ(0, set_option(s, WS_SO_RCVTIMEO, DWORD{30}));
    }
    auto one = receiver(s, 6, WS_MSG_WAITALL);
    ASSERT_TRUE(how == 2 || one->call->until_asleep());
    script(s).arrive("abc");
    ASSERT_TRUE(how == 2 || one->call->until_asleep());
    end = how;
    if (how == 3) {
      EXPECT_EQ(0, shutdown(s, SD_RECEIVE));
    } else {
      script(s).say(WOSA_READY_READ);
    }
    EXPECT_EQ(3, one->call->join()) << how << ": " << one->code;
    EXPECT_EQ("abc", one->data);
  }
}

TEST_F(Blocking, AReceiveOfNoBytesWaitsForDataAndTakesNone) {
  const SOCKET s = connected_stream();
  auto one = receiver(s, 0);
  ASSERT_TRUE(one->call->until_asleep());
  script(s).arrive("abc");
  EXPECT_EQ(0, one->call->join()) << one->code;
  EXPECT_EQ("abc", text(s));
  set_non_blocking(s);
  EXPECT_EQ("[10035]", text(s, 0));
}

}  // namespace
}  // namespace wosa::test
