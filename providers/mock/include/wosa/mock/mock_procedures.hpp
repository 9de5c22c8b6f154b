// SPDX-License-Identifier: MIT
#pragma once

// A GoogleMock class of a whole provider: each of the 30 procedures, its start-up and its readiness can be
// expected, told what to answer, or left alone; then it does what the implementation behind it does, by
// default a network in memory (fake.hpp).
//
//   testing::NiceMock<wosa::mock::MockProcedures> provider;
//   EXPECT_CALL(provider, WSPConnect(_, InetAddress("192.0.2.1", 80), _, _, _, _, _, _))
//       .WillOnce(FailWith(WSAECONNREFUSED));
//
// ProviderFixture (provider_fixture.hpp) makes one the chosen provider of the process. Needs GoogleMock,
// which is the user's: find_package(GTest), target GTest::gmock. Use it as a NiceMock: a program makes and
// closes sockets on the way.
//
// Calls may come from any thread; expectations are set before the calls that they are about.

#include <gmock/gmock.h>

#include "wosa/mock/fake.hpp"
#include "wosa/mock/procedure_list.hpp"
#include "wosa/mock/procedures.hpp"

namespace wosa::mock {

class MockProcedures : public Procedures {
 public:
  /// Over a network in memory.
  MockProcedures() : behind_(&fake_) { delegate(); }
  /// Over another implementation, not null, which is kept by the caller. (A pointer: a mock can stand before
  /// another mock, which a reference would copy.)
  explicit MockProcedures(Procedures* behind) : behind_(behind) { delegate(); }

  MOCK_METHOD(int, WSPStartup,
              (WORD wVersionRequested, LPWSPDATA lpWSPData, LPWSAPROTOCOL_INFOW lpProtocolInfo,
               WSPUPCALLTABLE UpcallTable),
              (override));

#define WOSA_MOCK_METHOD(result, name, parameters, arguments, failure) \
  MOCK_METHOD(result, name, parameters, (override));
  WOSA_MOCK_PROCEDURES(WOSA_MOCK_METHOD)
#undef WOSA_MOCK_METHOD

  MOCK_METHOD(int, QueryReadiness, (SOCKET s, DWORD conditions, DWORD* ready, LPINT lpErrno), (override));
  MOCK_METHOD(int, ArmReadiness,
              (SOCKET s, DWORD conditions, DWORD* ready, short* poll_events, LPINT lpErrno), (override));
  MOCK_METHOD(void, DisarmReadiness, (SOCKET s, DWORD conditions), (override));
  MOCK_METHOD(int, Poll, (WSAPOLLFD * fds, ULONG count, INT timeout_ms, LPINT lpErrno), (override));

  // Not for expectations: the runtime's own housekeeping, some of it where GoogleMock's locks must not be
  // taken.
  BOOL Interrupt(SOCKET s, void* context) override { return behind_->Interrupt(s, context); }
  void Release(SOCKET s, void* context, BOOL descriptor_lost) override {
    behind_->Release(s, context, descriptor_lost);
  }
  void ThreadExit() override { behind_->ThreadExit(); }
  void Forked() override { behind_->Forked(); }

  /// What a procedure does that nothing is said of. For actions of one's own:
  /// `.WillOnce([&](SOCKET s, INT* error) { ...; return provider.behind().WSPCloseSocket(s, error); })`.
  Procedures& behind() noexcept { return *behind_; }

 private:
  void delegate() {
#define WOSA_MOCK_DELEGATE(name) \
  ON_CALL(*this, name).WillByDefault([this](auto... passed) { return behind_->name(passed...); });
#define WOSA_MOCK_DELEGATE_PROCEDURE(result, name, parameters, arguments, failure) WOSA_MOCK_DELEGATE(name)
    WOSA_MOCK_DELEGATE(WSPStartup)
    WOSA_MOCK_PROCEDURES(WOSA_MOCK_DELEGATE_PROCEDURE)
    WOSA_MOCK_DELEGATE(QueryReadiness)
    WOSA_MOCK_DELEGATE(ArmReadiness)
    WOSA_MOCK_DELEGATE(DisarmReadiness)
    WOSA_MOCK_DELEGATE(Poll)
#undef WOSA_MOCK_DELEGATE_PROCEDURE
#undef WOSA_MOCK_DELEGATE
  }

  Fake fake_;
  Procedures* behind_;
};

}  // namespace wosa::mock
