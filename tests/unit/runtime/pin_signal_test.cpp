// SPDX-License-Identifier: MIT
// A signal handler that calls the library between any two instructions of a pin or an unpin: the processor
// stops after each one of them, and the handler pins a socket of its own.
#include <gtest/gtest.h>

#if defined(__x86_64__) && !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)

#include <csignal>
#include <vector>

#include "fake_sockets.hpp"

namespace wosa::runtime {
namespace {

SOCKET handlers_socket = INVALID_SOCKET;
volatile std::sig_atomic_t steps = 0;
volatile std::sig_atomic_t failures = 0;

void pin_in_handler(int) {
  auto& block = *thread_block();
  const Pin held = pin(block, handlers_socket);
  if (!held) {
    failures = failures + 1;
  } else {
    unpin(block, held);
  }
  steps = steps + 1;
}

constexpr unsigned long kTrapFlag = 1UL << 8;

[[gnu::always_inline]] inline void step_from_here() noexcept {
  asm volatile(
      "lea -128(%%rsp), %%rsp; pushfq; orq %0, (%%rsp); popfq; lea 128(%%rsp), %%rsp" ::"i"(kTrapFlag)
      : "cc", "memory");
}

[[gnu::always_inline]] inline void run_from_here() noexcept {
  asm volatile(
      "lea -128(%%rsp), %%rsp; pushfq; andq %0, (%%rsp); popfq; lea 128(%%rsp), %%rsp" ::"i"(~kTrapFlag)
      : "cc", "memory");
}

class PinSignal : public testing::Test {
 protected:
  PinSignal() {
    handlers_socket = bind_new(handlers_counts_);
    steps = 0;
    failures = 0;
    struct sigaction action {};
    action.sa_handler = &pin_in_handler;
    sigaction(SIGTRAP, &action, &before_);
  }

  ~PinSignal() override {
    sigaction(SIGTRAP, &before_, nullptr);
    close_now(handlers_socket);
  }

  // Pins and unpins with the handler at every instruction, over `below` pins that stand already. The pin must
  // stand in between, and nothing but those may stand afterwards.
  static void expect_kept(unsigned below) {
    auto& block = *thread_block();
    std::vector<Counts> counts(below + 1);
    std::vector<Pin> held;
    for (unsigned i = 0; i < below; ++i) held.push_back(pin(block, bind_new(counts[i])));
    const SOCKET s = bind_new(counts[below]);
    unpin(block, pin(block, s));  // makes the bulk list, if it will be needed: that takes a lock

    step_from_here();
    const Pin stepped = pin(block, s);
    run_from_here();
    ASSERT_TRUE(stepped);
    EXPECT_TRUE(the_runtime.sockets.begin_close(s));
    the_runtime.sockets.finish_close(*stepped.slot);
    EXPECT_EQ(counts[below].releases, 0) << "somebody is inside";

    step_from_here();
    unpin(block, stepped);
    run_from_here();
    EXPECT_EQ(counts[below].releases, 1);
    for (unsigned i = below; i-- > 0;) {
      EXPECT_TRUE(the_runtime.sockets.begin_close(held[i].slot->handle));
      EXPECT_EQ(counts[i].releases, 0);
      unpin(block, held[i]);
      EXPECT_EQ(counts[i].releases, 1);
    }
    for (const auto& place : block.pins) EXPECT_EQ(place.load(), nullptr);
    EXPECT_EQ(block.bulk_count.load(), 0U);
  }

  Counts handlers_counts_;
  struct sigaction before_ {};
};

TEST_F(PinSignal, TheOutermostPinIsKept) {
  expect_kept(0);
  EXPECT_GT(steps, 10);
  EXPECT_EQ(failures, 0);
}

TEST_F(PinSignal, ANestedPinIsKept) {
  expect_kept(1);
  EXPECT_GT(steps, 10);
  EXPECT_EQ(failures, 0);
}

TEST_F(PinSignal, APinInTheBulkListIsKept) {
  expect_kept(ThreadBlock::kInlinePins);
  EXPECT_GT(steps, 10);
  EXPECT_EQ(failures, 0);
}

}  // namespace
}  // namespace wosa::runtime

#endif
