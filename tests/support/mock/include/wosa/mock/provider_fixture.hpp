// SPDX-License-Identifier: MIT
#pragma once

// A GoogleTest fixture in which the mock provider serves every socket of the process, with Winsock started:
//
//   using GreeterTest = wosa::mock::ProviderFixture;
//   TEST_F(GreeterTest, ReportsARefusedConnect) {
//     EXPECT_CALL(provider, WSPConnect(_, InetAddress("192.0.2.1", 80), _, _, _, _, _, _))
//         .WillOnce(FailWith(WSAECONNREFUSED));
//     EXPECT_EQ(greet("192.0.2.1", 80), "refused");
//   }
//
// What a test says nothing of happens in a network in memory, which is empty at the start of each test.
// Set-up and end are the constructor's and the destructor's work, so SetUp and TearDown are free.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wosa/mock/actions.hpp"
#include "wosa/mock/matchers.hpp"
#include "wosa/mock/mock_procedures.hpp"
#include "wosa/mock/provider_session.hpp"

namespace wosa::mock {

/// Mock is MockProcedures in one of GoogleMock's moods, or a class derived from it.
template <typename Mock>
class BasicProviderFixture : public testing::Test {
 protected:
  Mock provider;

 private:
  ProviderSession session_{provider};
};

using ProviderFixture = BasicProviderFixture<testing::NiceMock<MockProcedures>>;

}  // namespace wosa::mock
