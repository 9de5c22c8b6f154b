// SPDX-License-Identifier: MIT
// What goes through the plug-in: every procedure and every member of the extension table, with its arguments
// and its answer; failures of the interface; no interface at all.
#include <gmock/gmock.h>

#include <new>
#include <stdexcept>

#include "plugin.hpp"

namespace wosa::mock {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// A value that no other parameter has.
template <typename Value>
Value distinct(int index) {
  if constexpr (std::is_pointer_v<Value>) {
    return reinterpret_cast<Value>(static_cast<std::uintptr_t>(index) * 0x1000);
  } else {
    return static_cast<Value>(index);
  }
}

struct Outcome {
  std::uintptr_t result;
  INT error;
  std::vector<std::uintptr_t> arguments;
};

template <typename Result, typename... Arguments, std::size_t... Index>
Outcome call(Result(WSPAPI* procedure)(Arguments...), std::index_sequence<Index...>) {
  Outcome outcome{0, 0, {}};
  std::tuple<Arguments...> values{distinct<Arguments>(static_cast<int>(Index) + 1)...};
  std::get<sizeof...(Arguments) - 1>(values) = &outcome.error;
  outcome.arguments = {number_of(std::get<Index>(values))...};
  outcome.result = number_of(std::apply(procedure, values));
  return outcome;
}

// Calls a procedure with arguments that are all different.
template <typename Result, typename... Arguments>
Outcome call(Result(WSPAPI* procedure)(Arguments...)) {
  return call(procedure, std::index_sequence_for<Arguments...>{});
}

class Forwarding : public PluginTest {
 protected:
  Forwarding() {
    EXPECT_EQ(set_(&recorder_), 0);
    EXPECT_EQ(start(), 0);
    recorder_.take_names();
  }
  ~Forwarding() override {
    recorder_.when_called = [](const std::string&) {};
    end();  // before the interface goes
  }

  Recorder recorder_;
};

TEST_F(Forwarding, EveryProcedureWithItsArgumentsAndItsResult) {
  int tested = 0;
#define FORWARDS(type, name, parameters, values, failure)            \
  if (std::string(#name) != "WSPCleanup") {                          \
    SCOPED_TRACE(#name);                                             \
    recorder_.answer = ++tested;                                     \
    const Outcome outcome = call(table_.lp##name);                   \
    EXPECT_EQ(outcome.result, number_of(static_cast<type>(tested))); \
    EXPECT_EQ(outcome.error, 0);                                     \
    EXPECT_EQ(recorder_.last().arguments, outcome.arguments);        \
    EXPECT_THAT(recorder_.take_names(), ElementsAre(#name));         \
  }
  WOSA_MOCK_PROCEDURES(FORWARDS)
#undef FORWARDS
  EXPECT_EQ(tested, 29);
}

TEST_F(Forwarding, AnExceptionIsAFailureWithACode) {
  const auto throw_problem = [](const std::string&) { throw std::runtime_error("a problem"); };
  const auto throw_no_memory = [](const std::string&) { throw std::bad_alloc(); };
  const auto throw_number = [](const std::string&) { throw 1; };
#define ENDS(type, name, parameters, values, failure)                               \
  if (std::string(#name) != "WSPCleanup") {                                         \
    SCOPED_TRACE(#name);                                                            \
    recorder_.when_called = throw_problem;                                          \
    EXPECT_EQ(call(table_.lp##name).error, WSASYSCALLFAILURE);                      \
    EXPECT_EQ(call(table_.lp##name).result, number_of(static_cast<type>(failure))); \
    recorder_.when_called = throw_no_memory;                                        \
    EXPECT_EQ(call(table_.lp##name).error, WSAENOBUFS);                             \
    recorder_.when_called = throw_number;                                           \
    EXPECT_EQ(call(table_.lp##name).error, WSASYSCALLFAILURE);                      \
  }
  WOSA_MOCK_PROCEDURES(ENDS)
#undef ENDS
}

TEST_F(Forwarding, AnExceptionNeedsNoPlaceForItsCode) {
  recorder_.when_called = [](const std::string&) { throw std::runtime_error("a problem"); };
  EXPECT_EQ(table_.lpWSPListen(1, 1, nullptr), SOCKET_ERROR);
  ASSERT_EQ(set_(nullptr), 0);
  EXPECT_EQ(table_.lpWSPListen(1, 1, nullptr), SOCKET_ERROR);
}

TEST_F(Forwarding, WithoutAnInterfaceEverythingAnswersThatTheNetworkIsDown) {
  ASSERT_EQ(set_(nullptr), 0);
#define REFUSES(type, name, parameters, values, failure)                       \
  if (std::string(#name) != "WSPCleanup") {                                    \
    SCOPED_TRACE(#name);                                                       \
    const Outcome outcome = call(table_.lp##name);                             \
    EXPECT_EQ(outcome.result, number_of(static_cast<type>(failure)));          \
    EXPECT_EQ(outcome.error, WSAENETDOWN);                                     \
    ASSERT_THAT(runtime_.log(), Not(IsEmpty()));                               \
    EXPECT_THAT(runtime_.log().back(), HasSubstr(#name));                      \
    EXPECT_THAT(runtime_.log().back(), HasSubstr("wosa_mock_set_procedures")); \
  }
  WOSA_MOCK_PROCEDURES(REFUSES)
#undef REFUSES
}

TEST_F(Forwarding, EveryMemberOfTheExtensionTable) {
  const WOSA_PROVIDER_EXTENSION& table = *runtime_.provider();
  DWORD ready = 0;
  short events = 0;
  INT error = 0;
  WSAPOLLFD fds[1];
  recorder_.answer = 1;
  EXPECT_EQ(table.lpInterrupt(5, &ready), TRUE);
  EXPECT_THAT(recorder_.last().arguments, ElementsAre(5, number_of(&ready)));
  table.lpRelease(6, &ready, TRUE);
  EXPECT_THAT(recorder_.last().arguments, ElementsAre(6, number_of(&ready), 1));
  EXPECT_EQ(table.lpQueryReadiness(7, 2, &ready, &error), 1);
  EXPECT_THAT(recorder_.last().arguments, ElementsAre(7, 2, number_of(&ready), number_of(&error)));
  EXPECT_EQ(table.lpArmReadiness(8, 3, &ready, &events, &error), 1);
  EXPECT_THAT(recorder_.last().arguments,
              ElementsAre(8, 3, number_of(&ready), number_of(&events), number_of(&error)));
  table.lpDisarmReadiness(9, 4);
  EXPECT_THAT(recorder_.last().arguments, ElementsAre(9, 4));
  EXPECT_EQ(table.lpPoll(fds, 1, 20, &error), 1);
  EXPECT_THAT(recorder_.last().arguments, ElementsAre(number_of(&fds[0]), 1, 20, number_of(&error)));
  table.lpThreadExit();
  table.lpForked();
  EXPECT_THAT(recorder_.take_names(), ElementsAre("Interrupt", "Release", "QueryReadiness", "ArmReadiness",
                                                  "DisarmReadiness", "Poll", "ThreadExit", "Forked"));
}

TEST_F(Forwarding, TheExtensionTableWithoutAnInterface) {
  ASSERT_EQ(set_(nullptr), 0);
  const WOSA_PROVIDER_EXTENSION& table = *runtime_.provider();
  DWORD ready = 0;
  short events = 0;
  INT error = 0;
  WSAPOLLFD fds[1];
  EXPECT_EQ(table.lpInterrupt(5, nullptr), FALSE);
  table.lpRelease(5, nullptr, FALSE);
  EXPECT_EQ(table.lpQueryReadiness(5, 1, &ready, &error), SOCKET_ERROR);
  EXPECT_EQ(error, WSAENETDOWN);
  error = 0;
  EXPECT_EQ(table.lpArmReadiness(5, 1, &ready, &events, &error), SOCKET_ERROR);
  EXPECT_EQ(error, WSAENETDOWN);
  table.lpDisarmReadiness(5, 1);
  error = 0;
  EXPECT_EQ(table.lpPoll(fds, 1, 0, &error), SOCKET_ERROR);
  EXPECT_EQ(error, WSAENETDOWN);
  EXPECT_THAT(runtime_.log(), Contains(HasSubstr("lpPoll")));
  const auto lines = runtime_.log().size();
  table.lpThreadExit();
  table.lpForked();
  EXPECT_EQ(runtime_.log().size(), lines) << "nobody asked for anything";
}

TEST_F(Forwarding, ExceptionsOfTheExtensionMembersEnd) {
  recorder_.when_called = [](const std::string&) { throw std::runtime_error("a problem"); };
  const WOSA_PROVIDER_EXTENSION& table = *runtime_.provider();
  DWORD ready = 0;
  INT error = 0;
  EXPECT_EQ(table.lpInterrupt(5, nullptr), FALSE);
  table.lpRelease(5, nullptr, FALSE);
  EXPECT_EQ(table.lpQueryReadiness(5, 1, &ready, &error), SOCKET_ERROR);
  EXPECT_EQ(error, WSASYSCALLFAILURE);
  table.lpDisarmReadiness(5, 1);
  table.lpThreadExit();
  table.lpForked();
}

// An interface that overrides the 30 procedures alone.
class Bare : public Procedures {
 public:
  int WSPStartup(WORD, LPWSPDATA, LPWSAPROTOCOL_INFOW, WSPUPCALLTABLE) override { return 0; }
#define NOTHING(result, name, parameters, arguments, failure)        \
  result name parameters override {                                  \
    return [](auto...) { return static_cast<result>(0); } arguments; \
  }
  WOSA_MOCK_PROCEDURES(NOTHING)
#undef NOTHING
};

TEST_F(Forwarding, AnInterfaceNeedsNoReadiness) {
  Bare bare;
  ASSERT_EQ(set_(&bare), 0);
  const WOSA_PROVIDER_EXTENSION& table = *runtime_.provider();
  DWORD ready = 0;
  INT error = 0;
  EXPECT_EQ(table.lpInterrupt(5, nullptr), FALSE);
  table.lpRelease(5, nullptr, FALSE);
  EXPECT_EQ(table.lpQueryReadiness(5, 1, &ready, &error), SOCKET_ERROR);
  EXPECT_EQ(error, WSAEOPNOTSUPP);
  error = 0;
  EXPECT_EQ(table.lpPoll(nullptr, 0, 0, &error), SOCKET_ERROR);
  EXPECT_EQ(error, WSAEOPNOTSUPP);
  ASSERT_EQ(set_(nullptr), 0);
}

}  // namespace
}  // namespace wosa::mock
