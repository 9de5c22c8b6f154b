// SPDX-License-Identifier: MIT
#include "memory/byte_ring.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "memory_fixture.hpp"

namespace {

using wosa::spi::Buffers;
using wosa::spi::memory::ByteRing;
using wosa::spi::memory::LockContext;
using wosa::spi::memory::SegmentStore;

std::size_t write(ByteRing& ring, std::string_view text) {
  const WSABUF part{static_cast<ULONG>(text.size()), const_cast<CHAR*>(text.data())};
  std::size_t done = 0;
  Buffers data(std::span(&part, 1));
  while (!data.empty()) {
    const std::size_t count = ring.write(data, data.size());
    if (count == 0) break;
    done += count;
  }
  return done;
}

std::string read(ByteRing& ring, std::size_t room, bool peek = false) {
  std::string text(room, '-');
  const WSABUF part{static_cast<ULONG>(room), text.data()};
  Buffers list(std::span(&part, 1));
  text.resize(peek ? ring.peek(list) : ring.read(list));
  return text;
}

std::string pattern(std::size_t size, unsigned seed = 7) {
  std::mt19937 random(seed);
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>(random());
  return text;
}

std::unique_ptr<ByteRing> ring_of(std::size_t send_part, std::size_t receive_part) {
  static const LockContext locks{memory_test::environment().runtime->pScheduler, 0};
  static SegmentStore store(locks);
  auto ring = std::make_unique<ByteRing>();
  ring->set_up(send_part, receive_part, store);
  return ring;
}

TEST(ByteRing, GivesWhatItTook) {
  const auto ring = ring_of(4096, 4096);
  EXPECT_EQ(read(*ring, 10), "");
  EXPECT_EQ(write(*ring, "abc"), 3U);
  EXPECT_EQ(write(*ring, "def"), 3U);
  EXPECT_EQ(ring->readable(), 6U);
  EXPECT_EQ(read(*ring, 4), "abcd");
  EXPECT_EQ(read(*ring, 4), "ef");
  EXPECT_EQ(read(*ring, 4), "");
}

TEST(ByteRing, TakesNoMoreThanItsLimit) {
  for (const std::size_t limit : {1U, 7U, 1000U, 1024U, 1025U, 30000U, 262144U}) {
    const auto ring = ring_of(limit - limit / 2, limit / 2);
    const std::string text = pattern(limit + 100);
    EXPECT_EQ(write(*ring, text), limit);
    EXPECT_EQ(ring->readable(), limit);
    EXPECT_EQ(write(*ring, "x"), 0U);
    EXPECT_EQ(read(*ring, limit + 100), text.substr(0, limit));
    EXPECT_EQ(write(*ring, text), limit) << "all of it is free again";
  }
}

// The buffer grows by linking segments; every size of step meets every boundary.
TEST(ByteRing, KeepsBytesWhileItGrows) {
  const auto ring = ring_of(65536, 65536);
  const std::string text = pattern(1 << 20);
  std::mt19937 random(1);
  std::string got;
  std::size_t sent = 0;
  while (got.size() < text.size()) {
    const std::size_t most = 1U << (random() % 17);
    sent += write(*ring, std::string_view(text).substr(sent, random() % most));
    got += read(*ring, random() % most);
  }
  EXPECT_TRUE(got == text);
}

TEST(ByteRing, PeekingLeavesTheBytes) {
  const auto ring = ring_of(65536, 65536);
  const std::string text = pattern(60000);
  ASSERT_EQ(write(*ring, text.substr(0, 700)), 700U);
  ASSERT_EQ(write(*ring, text.substr(700)), 59300U);  // in a second segment
  EXPECT_TRUE(read(*ring, 60000, true) == text);
  EXPECT_TRUE(read(*ring, 100, true) == text.substr(0, 100));
  EXPECT_TRUE(read(*ring, 60000) == text);
  EXPECT_EQ(read(*ring, 1, true), "");
}

TEST(ByteRing, ListsOfBuffers) {
  const auto ring = ring_of(4096, 4096);
  std::string one = "ab", two = "cde";
  const WSABUF parts[] = {{2, one.data()}, {0, nullptr}, {3, two.data()}};
  Buffers data{std::span(parts)};
  EXPECT_EQ(ring->write(data, 4), 4U) << "no more than was allowed";
  EXPECT_EQ(data.size(), 1U);
  EXPECT_EQ(ring->write(data, 4), 1U);
  std::string first(1, '-'), second(8, '-');
  const WSABUF room[] = {{1, first.data()}, {8, second.data()}};
  Buffers list{std::span(room)};
  EXPECT_EQ(ring->read(list), 5U);
  EXPECT_EQ(first + second, "abcde----");
}

TEST(ByteRing, ReadingStopsAtTheMark) {
  const auto ring = ring_of(4096, 4096);
  EXPECT_TRUE(ring->at_mark());
  write(*ring, "abc");
  ring->mark_here();
  write(*ring, "def");
  EXPECT_FALSE(ring->at_mark());
  EXPECT_EQ(ring->readable(), 3U);
  EXPECT_EQ(read(*ring, 10, true), "abc");
  EXPECT_EQ(read(*ring, 2), "ab");
  EXPECT_EQ(read(*ring, 10), "c");
  EXPECT_TRUE(ring->at_mark());
  EXPECT_EQ(read(*ring, 10), "def");
  EXPECT_TRUE(ring->at_mark());
}

TEST(ByteRing, UrgentByteStandsApart) {
  const auto ring = ring_of(4096, 4096);
  write(*ring, "ab");
  ring->write_urgent(std::byte{'1'});
  ring->write_urgent(std::byte{'2'});
  write(*ring, "cd");
  EXPECT_EQ(ring->urgent(), 0x100U | '2') << "a newer one replaces it";
  EXPECT_EQ(read(*ring, 10), "ab");
  EXPECT_EQ(ring->take_urgent(), 0x100U | '2');
  EXPECT_EQ(ring->take_urgent(), 0U);
  EXPECT_EQ(read(*ring, 10), "cd");
}

TEST(ByteRing, RoomIsToldOnceAndInTime) {
  const auto ring = ring_of(1000, 1000);
  write(*ring, pattern(2000));
  EXPECT_FALSE(ring->has_room());
  ring->want(ByteRing::kRoom);
  read(*ring, 500);
  EXPECT_EQ(ring->take_wants(), 0U) << "not worth it yet";
  read(*ring, 501);
  EXPECT_TRUE(ring->has_room());
  EXPECT_EQ(ring->take_wants(), ByteRing::kRoom);
  EXPECT_EQ(ring->take_wants(), 0U);
}

TEST(ByteRing, DrainIsToldWhenTheReceiverHoldsTheRest) {
  const auto ring = ring_of(1000, 200);
  write(*ring, pattern(1200));
  EXPECT_EQ(ring->beyond_receiver(), 1000U);
  ring->want(ByteRing::kDrain);
  read(*ring, 999);
  EXPECT_EQ(ring->take_wants(), 0U);
  read(*ring, 1);
  EXPECT_EQ(ring->beyond_receiver(), 0U);
  EXPECT_EQ(ring->take_wants(), ByteRing::kDrain);
}

TEST(ByteRing, ResetLosesWhatTheReceiverDidNotHold) {
  const auto ring = ring_of(1000, 100);
  const std::string text = pattern(700);
  write(*ring, text);
  EXPECT_TRUE(read(*ring, 50) == text.substr(0, 50));
  ring->reset();
  EXPECT_EQ(ring->readable(), 100U);
  EXPECT_TRUE(read(*ring, 1000) == text.substr(50, 100));
  EXPECT_EQ(read(*ring, 1000), "");
  EXPECT_EQ(ring->occupied(), 0U);
}

// A stream that was busy once keeps one segment; the others serve whoever needs some next.
TEST(ByteRing, IdleOneGivesMemoryBack) {
  const LockContext locks{memory_test::environment().runtime->pScheduler, 0};
  SegmentStore store(locks);
  ByteRing ring, next;
  ring.set_up(131072, 131072, store);
  next.set_up(131072, 131072, store);
  const std::string text = pattern(262144);
  for (int round = 0; round < 2; ++round) {
    ASSERT_EQ(write(ring, text), text.size());
    EXPECT_TRUE(read(ring, text.size()) == text);
    EXPECT_EQ(read(ring, 1), "");
  }
  ASSERT_EQ(write(next, text), text.size());
  EXPECT_TRUE(read(next, text.size()) == text) << "with the first one's segments";
  EXPECT_EQ(read(next, 1), "");
  std::size_t given = 0;
  for (auto* segment = store.take(); segment != nullptr; segment = store.take()) {
    wosa::spi::memory::Segment::free(segment);
    ++given;
  }
  EXPECT_EQ(given, 7U) << "of eight, one is still the second ring's";
}

// One thread writes, one reads, each in steps of its own; every byte is checked.
void transfer(std::size_t limit, std::size_t total, unsigned most) {
  const auto ring = ring_of(limit / 2, limit - limit / 2);
  const std::string text = pattern(total);
  std::thread writer([&] {
    std::mt19937 random(3);
    for (std::size_t sent = 0; sent < total;) {
      const std::size_t step = 1 + random() % most;
      const std::size_t count = write(*ring, std::string_view(text).substr(sent, step));
      sent += count;
      if (count == 0) std::this_thread::yield();
    }
    ring->add_state(ByteRing::kEnded);
  });
  std::mt19937 random(4);
  std::string got;
  for (;;) {
    const bool ended = (ring->state() & ByteRing::kEnded) != 0;
    const std::string some = read(*ring, 1 + random() % most);
    if (some.empty() && ended) break;
    got += some;
    if (some.empty()) std::this_thread::yield();
  }
  writer.join();
  ASSERT_EQ(got.size(), text.size());
  EXPECT_TRUE(got == text);
}

TEST(ByteRing, TwoThreadsSmallSteps) { transfer(262144, 1 << 18, 200); }
TEST(ByteRing, TwoThreadsLargeSteps) { transfer(262144, 2 << 20, 200000); }
TEST(ByteRing, TwoThreadsSmallLimit) { transfer(1000, 1 << 16, 300); }

// A writer that finds no room asks to be told, and sleeps on that word alone.
TEST(ByteRing, NoWakeUpIsLost) {
  const auto ring = ring_of(600, 400);
  constexpr std::size_t kTotal = 1 << 16;
  std::atomic<std::uint32_t> told{0};
  std::thread writer([&] {
    const std::string text(700, 'x');
    for (std::size_t sent = 0; sent < kTotal;) {
      const std::uint32_t before = told.load();
      std::size_t count =
          write(*ring, std::string_view(text).substr(0, std::min(text.size(), kTotal - sent)));
      if (count == 0) {
        ring->want(ByteRing::kRoom);
        if (!ring->has_room()) told.wait(before);
      }
      sent += count;
    }
  });
  std::size_t got = 0;
  while (got < kTotal) {
    const std::size_t some = read(*ring, 97).size();
    got += some;
    if (some == 0) std::this_thread::yield();
    if ((ring->take_wants() & ByteRing::kRoom) != 0) {
      told.fetch_add(1);
      told.notify_one();
    }
  }
  writer.join();
  EXPECT_EQ(got, kTotal);
}

// A mark is never crossed, however the threads run.
TEST(ByteRing, MarkIsNeverCrossed) {
  const auto ring = ring_of(4096, 4096);
  constexpr int kRounds = 100;
  std::atomic<int> round{0};
  std::thread writer([&] {
    for (int i = 1; i <= kRounds; ++i) {
      write(*ring, "aaa");
      ring->mark_here();
      write(*ring, "bbb");
      while (round.load(std::memory_order_acquire) != i) std::this_thread::yield();
    }
  });
  for (int i = 1; i <= kRounds; ++i) {
    std::string all;
    while (all.size() < 6) {
      const std::string some = read(*ring, 6);
      if (some.empty()) std::this_thread::yield();
      EXPECT_TRUE(some.find("ab") == std::string::npos) << some;
      all += some;
    }
    EXPECT_EQ(all, "aaabbb");
    round.store(i, std::memory_order_release);
  }
  writer.join();
}

}  // namespace
