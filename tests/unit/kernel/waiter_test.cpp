// SPDX-License-Identifier: MIT
#include "kernel/waiter.hpp"

#include <gtest/gtest.h>

#include "kernel/apc.hpp"
#include "synchapi.h"

namespace wosa::kernel {
namespace {

TEST(Waiter, OnePartyDecidesAWait) {
  Waiter waiter;
  EXPECT_FALSE(waiter.reserve()) << "no wait has begun";
  waiter.begin(false);
  EXPECT_TRUE(waiter.reserve());
  EXPECT_FALSE(waiter.reserve());
  EXPECT_TRUE(Waiter::is_reserved(waiter.word()));
  waiter.finish(3);
  EXPECT_TRUE(Waiter::is_done(waiter.word()));
  EXPECT_EQ(Waiter::result(waiter.word()), 3U);
  EXPECT_FALSE(waiter.reserve());
}

TEST(Waiter, OnlyAnAlertableWaitIsEndedByAnApc) {
  Waiter waiter;
  waiter.begin(false);
  waiter.alert();
  EXPECT_FALSE(Waiter::is_done(waiter.word()));
  waiter.begin(true);
  waiter.alert();
  EXPECT_TRUE(Waiter::is_done(waiter.word()));
  EXPECT_EQ(Waiter::result(waiter.word()), WAIT_IO_COMPLETION);
}

TEST(Waiter, ANudgeChangesTheWordAndNothingElse) {
  Waiter waiter;
  waiter.nudge();
  waiter.begin(true);
  const auto before = waiter.word();
  waiter.nudge();
  EXPECT_NE(waiter.word(), before);
  waiter.sleep(before, kNever);  // returns at once
  EXPECT_TRUE(waiter.reserve());
  const auto reserved = waiter.word();
  waiter.nudge();
  EXPECT_EQ(waiter.word(), reserved);
}

TEST(ApcQueue, RefusesWhenItsOwnerHasEnded) {
  static int discarded = 0;
  discarded = 0;
  const auto discard = [](Apc&) noexcept { ++discarded; };
  Apc first, second, third;
  for (Apc* one : {&first, &second, &third}) one->discard = discard;
  ApcQueue queue;
  EXPECT_TRUE(queue.push(first));
  queue.push_own(second);
  queue.close();
  EXPECT_EQ(discarded, 2);
  EXPECT_FALSE(queue.push(third));
  EXPECT_EQ(discarded, 2) << "it stays the caller's";
}

}  // namespace
}  // namespace wosa::kernel
