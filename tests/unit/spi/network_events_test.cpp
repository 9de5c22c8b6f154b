// SPDX-License-Identifier: MIT

// The record of WSAEventSelect as a machine: every sequence of steps of some length, for each kind of event,
// against a model that is written from the documented rules; and what a socket's state means in events.

#include "wosa/spi/network_events.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wosa::spi {
namespace {

enum Step { kHappens, kAnnounce, kForget, kReenable, kOtherReenabled, kTake, kSelect, kCancel, kSteps };

// One event as the documents have it.
struct Model {
  bool once;
  bool selected = false;
  bool spent = false;
  bool recorded = false;
  bool announced = false;

  // Whether the event object is set.
  bool happens() {
    if (!selected || spent) return false;
    spent = recorded = true;
    announced = false;
    return true;
  }
  bool announce() {
    if (!selected || spent || announced) return false;
    announced = true;
    return true;
  }
  void reenable() {
    if (once) return;
    spent = announced = false;
  }
  bool take() {
    const bool was = recorded;
    recorded = false;
    return was;
  }
  void select(bool on) { *this = Model{once, on}; }
};

void run(long event, bool once, const std::vector<int>& steps) {
  const long other = event == FD_READ ? FD_ACCEPT : FD_READ;
  NetworkEvents events;
  events.open(FD_ALL_EVENTS);
  events.select(event);
  Model model{once, true};
  std::string told;
  for (const int step : steps) {
    told += "HafroTSC"[step];
    SCOPED_TRACE(told);
    switch (step) {
      case kHappens: {
        NetworkObservation seen;
        seen.holds = event | other;
        ASSERT_EQ(events.record(seen), model.happens());
        break;
      }
      case kAnnounce: ASSERT_EQ(events.announce(event | other), model.announce()); break;
      case kForget:
        events.forget_announced();
        model.announced = false;
        break;
      case kReenable:
        events.reenable(event);
        model.reenable();
        break;
      case kOtherReenabled: events.reenable(other); break;
      case kTake: {
        WSANETWORKEVENTS out{};
        events.take(out);
        ASSERT_EQ(out.lNetworkEvents, model.take() ? event : 0);
        break;
      }
      case kSelect:
        events.select(event);
        model.select(true);
        break;
      case kCancel:
        events.select(0);
        model.select(false);
        break;
    }
    ASSERT_EQ(events.wanted(), model.selected && !model.spent ? event : 0);
    ASSERT_EQ(events.awaited(), model.selected && !model.spent && !model.announced ? event : 0);
  }
}

class EveryEvent : public ::testing::TestWithParam<int> {};

TEST_P(EveryEvent, FollowsTheRulesInEverySequence) {
  const long event = 1L << GetParam();
  const bool once = event == FD_CONNECT || event == FD_CLOSE;
  constexpr int kLength = 5;
  int sequences = 1;
  for (int i = 0; i < kLength; ++i) sequences *= kSteps;
  for (int number = 0; number < sequences; ++number) {
    std::vector<int> steps;
    for (int i = 0, rest = number; i < kLength; ++i, rest /= kSteps) steps.push_back(rest % kSteps);
    run(event, once, steps);
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(NetworkEvents, EveryEvent, ::testing::Range(0, FD_MAX_EVENTS));

TEST(NetworkEvents, CodesStandWithTheirBitsOnly) {
  NetworkEvents events;
  events.select(FD_CONNECT | FD_CLOSE | FD_WRITE);
  NetworkObservation seen;
  seen.holds = FD_CONNECT | FD_WRITE;
  seen.connect_code = WSAECONNREFUSED;
  seen.close_code = WSAECONNRESET;
  EXPECT_TRUE(events.record(seen));
  WSANETWORKEVENTS out{};
  for (int& code : out.iErrorCode) code = 77;
  events.take(out);
  EXPECT_EQ(out.lNetworkEvents, FD_CONNECT | FD_WRITE);
  for (int bit = 0; bit < FD_MAX_EVENTS; ++bit)
    EXPECT_EQ(out.iErrorCode[bit], bit == FD_CONNECT_BIT ? int{WSAECONNREFUSED} : 0) << bit;
  seen.holds = FD_CLOSE | FD_CONNECT;
  EXPECT_TRUE(events.record(seen));
  events.take(out);
  EXPECT_EQ(out.lNetworkEvents, FD_CLOSE);
  EXPECT_EQ(out.iErrorCode[FD_CLOSE_BIT], WSAECONNRESET);
  EXPECT_EQ(out.iErrorCode[FD_CONNECT_BIT], 0);
}

TEST(NetworkEvents, WhatCannotHappenIsNotAnnounced) {
  NetworkEvents events;
  events.select(FD_READ | FD_ACCEPT);
  EXPECT_FALSE(events.announce(FD_READ | FD_ACCEPT)) << "an idle stream";
  events.open(possible_network_events(NetworkStage::listening));
  EXPECT_TRUE(events.announce(FD_READ | FD_ACCEPT));
  EXPECT_FALSE(events.announce(FD_READ | FD_ACCEPT)) << "once";
  events.open(possible_network_events(NetworkStage::connected));
  EXPECT_TRUE(events.announce(FD_READ));
}

NetworkState connected(DWORD ready) {
  NetworkState state;
  state.stage = NetworkStage::connected;
  state.ready = ready;
  return state;
}

TEST(NetworkState, IdleAndConnectingHaveNothing) {
  NetworkState state;
  state.ready = kNetworkConditions;
  EXPECT_EQ(observe_network_events(state).holds, 0);
  state.stage = NetworkStage::connecting;
  state.connect_outcome = 0;
  EXPECT_EQ(observe_network_events(state).holds, 0) << "an outcome of an earlier connect";
}

TEST(NetworkState, AFailedConnectIsTold) {
  NetworkState state;
  state.connect_outcome = WSAECONNREFUSED;
  EXPECT_EQ(observe_network_events(state).holds, FD_CONNECT);
  EXPECT_EQ(observe_network_events(state).connect_code, WSAECONNREFUSED);
}

TEST(NetworkState, ListenersHavePendingConnectionsOnly) {
  NetworkState state;
  state.stage = NetworkStage::listening;
  state.ready = WOSA_READY_READ | WOSA_READY_WRITE;
  EXPECT_EQ(observe_network_events(state).holds, 0);
  state.ready |= WOSA_READY_DATA;
  EXPECT_EQ(observe_network_events(state).holds, FD_ACCEPT);
}

TEST(NetworkState, ConnectedStreams) {
  EXPECT_EQ(observe_network_events(connected(WOSA_READY_WRITE)).holds, FD_WRITE);
  EXPECT_EQ(observe_network_events(connected(WOSA_READY_READ)).holds, 0) << "the end is nothing to read";
  EXPECT_EQ(observe_network_events(connected(WOSA_READY_READ | WOSA_READY_DATA)).holds, FD_READ);
  EXPECT_EQ(observe_network_events(connected(WOSA_READY_OOB)).holds, FD_OOB);
  NetworkState state = connected(WOSA_READY_WRITE);
  state.connect_outcome = 0;
  EXPECT_EQ(observe_network_events(state).holds, FD_WRITE | FD_CONNECT);
  state.shut_send = true;
  EXPECT_EQ(observe_network_events(state).holds, FD_CONNECT);
}

TEST(NetworkState, CloseWaitsForTheData) {
  constexpr DWORD kEnded = WOSA_READY_READ | WOSA_READY_HANGUP;
  EXPECT_EQ(observe_network_events(connected(kEnded | WOSA_READY_DATA)).holds, FD_READ);
  EXPECT_EQ(observe_network_events(connected(kEnded)).holds, FD_CLOSE);
  EXPECT_EQ(observe_network_events(connected(kEnded)).close_code, 0);
  NetworkState state = connected(kEnded | WOSA_READY_DATA);
  state.shut_receive = true;
  EXPECT_EQ(observe_network_events(state).holds, FD_CLOSE) << "nobody will read it";
}

TEST(NetworkState, CloseOfABrokenConnection) {
  NetworkState state = connected(WOSA_READY_READ | WOSA_READY_WRITE | WOSA_READY_ERROR | WOSA_READY_HANGUP);
  EXPECT_EQ(observe_network_events(state).holds, FD_CLOSE) << "no send finds room";
  EXPECT_EQ(observe_network_events(state).close_code, WSAECONNRESET);
  state.ready = WOSA_READY_DATA;
  state.broken = WSAECONNABORTED;
  EXPECT_EQ(observe_network_events(state).holds, FD_CLOSE);
  EXPECT_EQ(observe_network_events(state).close_code, WSAECONNABORTED);
}

TEST(NetworkState, Datagrams) {
  NetworkState state;
  state.stage = NetworkStage::datagram;
  state.ready = kNetworkConditions;
  EXPECT_EQ(observe_network_events(state).holds, FD_READ | FD_WRITE);
  state.shut_receive = state.shut_send = true;
  EXPECT_EQ(observe_network_events(state).holds, 0);
}

}  // namespace
}  // namespace wosa::spi
