// SPDX-License-Identifier: MIT
#include "memory/hand_over.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstring>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "memory_fixture.hpp"

namespace {

using memory_test::Buffers;
using wosa::spi::memory::HandOver;

constexpr auto never = [] { return false; };

const WOSA_SCHEDULER& scheduler() {
  static const auto environment = memory_test::environment();
  return environment.scheduler();
}

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }

std::size_t take(HandOver& way, std::span<char> room) {
  const WSABUF part{static_cast<ULONG>(room.size()), room.data()};
  Buffers list(std::span(&part, 1));
  return way.take(scheduler(), list);
}

TEST(HandOver, NobodyTakesAnOffer) {
  HandOver way;
  way.looks_on();
  EXPECT_TRUE(way.expects_reader());
  EXPECT_EQ(way.offer(scheduler(), bytes_of("data"), never), 0U);
  EXPECT_FALSE(way.pending());
  EXPECT_FALSE(way.expects_reader()) << "who was not there is not expected again";
  std::string room(8, '-');
  EXPECT_EQ(take(way, room), 0U) << "it was taken back";
  EXPECT_EQ(room, "--------");
}

TEST(HandOver, EndsEarlyWhenTheReaderIsGone) {
  HandOver way;
  int looks = 0;
  EXPECT_EQ(way.offer(scheduler(), bytes_of("data"), [&] { return ++looks == 2; }), 0U);
  EXPECT_EQ(looks, 2);
}

TEST(HandOver, AReaderTakesWhatFits) {
  HandOver way;
  std::string room(3, '-');
  std::size_t taken = 0;
  // The sender asks whether to give up while its offer stands: the reader comes at that moment.
  const std::size_t given = way.offer(scheduler(), bytes_of("abcdef"), [&] {
    EXPECT_TRUE(way.pending());
    taken = take(way, room);
    return false;
  });
  EXPECT_EQ(taken, 3U);
  EXPECT_EQ(given, 3U);
  EXPECT_EQ(room, "abc");
  EXPECT_FALSE(way.pending());
  EXPECT_TRUE(way.expects_reader()) << "it was there a moment ago";
  EXPECT_EQ(way.total(), 3U);
}

// The sender changes its memory as soon as an offer is over: a reader that still copied would show it.
TEST(HandOver, MemoryIsTheSendersAgainAfterAnOffer) {
  HandOver way;
  std::atomic<bool> over{false};
  std::uint64_t sent = 0, received = 0, wrong = 0;
  std::thread reader([&] {
    std::vector<char> room(40000);
    while (!over.load(std::memory_order_acquire) || way.pending()) {
      const std::size_t count = take(way, std::span(room).first(1 + received % room.size()));
      for (std::size_t i = 1; i < count; ++i) wrong += room[i] != room[0];
      received += count;
      if (count == 0) std::this_thread::yield();
    }
  });
  std::mt19937 random(5);
  std::string data(50000, '\0');
  for (int i = 0; i < 3000; ++i) {
    const std::size_t size = 1 + random() % data.size();
    std::memset(data.data(), i, size);
    const std::size_t count = way.offer(scheduler(), bytes_of(data).first(size), never);
    EXPECT_LE(count, size);
    sent += count;
    std::memset(data.data(), ~i, size);
  }
  over.store(true, std::memory_order_release);
  reader.join();
  EXPECT_EQ(received, sent);
  EXPECT_EQ(wrong, 0U);
  EXPECT_EQ(way.total(), sent);
}

}  // namespace
