// SPDX-License-Identifier: MIT
// Setting the interface: who starts and ends it, when it is refused, and threads that are inside.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <future>
#include <thread>

#include "plugin.hpp"

namespace wosa::mock {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Setting = PluginTest;

TEST_F(Setting, BeforeTheStartIsStartedWithIt) {
  Recorder recorder;
  ASSERT_EQ(set_(&recorder), 0);
  EXPECT_THAT(recorder.take_names(), IsEmpty());
  ASSERT_EQ(start(), 0);
  EXPECT_THAT(recorder.last().arguments, ElementsAre(MAKEWORD(2, 2), 4711));
  EXPECT_THAT(recorder.take_names(), ElementsAre("WSPStartup"));
  EXPECT_EQ(data_.wVersion, MAKEWORD(2, 2));
  EXPECT_EQ(recorder.description, data_.szDescription);
  EXPECT_EQ(stop(), 0);
  EXPECT_THAT(recorder.take_names(), ElementsAre("WSPCleanup"));
  ASSERT_EQ(set_(nullptr), 0);
  EXPECT_THAT(recorder.take_names(), IsEmpty());
}

TEST_F(Setting, AfterTheStartIsStartedAtOnceAndEndedWhenTakenBack) {
  Recorder recorder;
  ASSERT_EQ(start(), 0);
  ASSERT_EQ(set_(&recorder), 0);
  EXPECT_THAT(recorder.last().arguments, ElementsAre(MAKEWORD(2, 2), 4711));
  EXPECT_THAT(recorder.take_names(), ElementsAre("WSPStartup"));
  ASSERT_EQ(set_(nullptr), 0);
  EXPECT_THAT(recorder.take_names(), ElementsAre("WSPCleanup"));
}

TEST_F(Setting, AnotherOneEndsTheFormerBeforeItStarts) {
  Recorder first;
  Recorder second;
  bool ended = false;
  ASSERT_EQ(set_(&first), 0);
  ASSERT_EQ(start(), 0);
  first.take_names();
  second.when_called = [&](const std::string&) { ended = first.last().name == "WSPCleanup"; };
  ASSERT_EQ(set_(&second), 0);
  EXPECT_TRUE(ended);
  EXPECT_THAT(second.take_names(), ElementsAre("WSPStartup"));
  second.when_called = [](const std::string&) {};
  ASSERT_EQ(set_(nullptr), 0);
}

TEST_F(Setting, TheSameAgainChangesNothing) {
  Recorder recorder;
  ASSERT_EQ(set_(&recorder), 0);
  ASSERT_EQ(start(), 0);
  recorder.take_names();
  ASSERT_EQ(set_(&recorder), 0);
  EXPECT_THAT(recorder.take_names(), IsEmpty());
  ASSERT_EQ(set_(nullptr), 0);
}

TEST_F(Setting, SeveralStartsAreOneForTheInterface) {
  Recorder recorder;
  ASSERT_EQ(set_(&recorder), 0);
  ASSERT_EQ(start(), 0);
  ASSERT_EQ(start(), 0);
  EXPECT_EQ(stop(), 0);
  EXPECT_THAT(recorder.take_names(), ElementsAre("WSPStartup"));
  EXPECT_EQ(stop(), 0);
  EXPECT_THAT(recorder.take_names(), ElementsAre("WSPCleanup"));
  INT error = 0;
  EXPECT_EQ(table_.lpWSPCleanup(&error), SOCKET_ERROR);
  EXPECT_EQ(error, WSANOTINITIALISED);
  ASSERT_EQ(set_(nullptr), 0);
}

TEST_F(Setting, AStartThatFailsFailsTheProviders) {
  Recorder recorder;
  recorder.startup_result = WSASYSNOTREADY;
  ASSERT_EQ(set_(&recorder), 0);
  EXPECT_EQ(start(), WSASYSNOTREADY);
  recorder.startup_result = 0;
  EXPECT_EQ(start(), 0);
  ASSERT_EQ(set_(nullptr), 0);
}

TEST_F(Setting, AStartThatFailsLaterLeavesNoInterface) {
  Recorder recorder;
  recorder.startup_result = WSAEPROCLIM;
  ASSERT_EQ(start(), 0);
  EXPECT_EQ(set_(&recorder), WSAEPROCLIM);
  recorder.take_names();
  INT error = 0;
  EXPECT_EQ(table_.lpWSPListen(1, 1, &error), SOCKET_ERROR);
  EXPECT_EQ(error, WSAENETDOWN);
  EXPECT_THAT(recorder.take_names(), IsEmpty());
}

TEST_F(Setting, AStartThatThrowsIsAFailure) {
  Recorder recorder;
  recorder.when_called = [](const std::string&) { throw std::bad_alloc(); };
  ASSERT_EQ(start(), 0);
  EXPECT_EQ(set_(&recorder), WSAENOBUFS);
}

TEST_F(Setting, WithoutAnInterfaceStartAndEndSucceed) {
  EXPECT_EQ(start(), 0);
  EXPECT_EQ(stop(), 0);
}

TEST_F(Setting, BadCallsOfTheStart) {
  EXPECT_EQ(startup_(MAKEWORD(2, 2), nullptr, &info_, runtime_.upcalls(), &table_), WSAEFAULT);
  EXPECT_EQ(startup_(MAKEWORD(2, 2), &data_, nullptr, runtime_.upcalls(), &table_), WSAEFAULT);
  EXPECT_EQ(startup_(MAKEWORD(2, 2), &data_, &info_, runtime_.upcalls(), nullptr), WSAEFAULT);
  EXPECT_EQ(startup_(MAKEWORD(1, 1), &data_, &info_, runtime_.upcalls(), &table_), WSAVERNOTSUPPORTED);
}

TEST_F(Setting, IsRefusedInsideTheInterface) {
  Recorder recorder;
  std::vector<INT> answers;
  recorder.when_called = [&](const std::string&) { answers.push_back(set_(nullptr)); };
  ASSERT_EQ(set_(&recorder), 0);
  ASSERT_EQ(start(), 0);
  INT error = 0;
  table_.lpWSPListen(1, 1, &error);
  EXPECT_EQ(stop(), 0);
  EXPECT_THAT(answers, ElementsAre(WSAEINPROGRESS, WSAEINPROGRESS, WSAEINPROGRESS));
  recorder.when_called = [](const std::string&) {};
  ASSERT_EQ(set_(nullptr), 0);
}

TEST_F(Setting, AnInterfaceThatIsAWholeProviderOwnsWhatItPins) {
  Recorder recorder;
  ASSERT_EQ(set_(&recorder), 0);
  ASSERT_EQ(start(), 0);
  const WOSA_RUNTIME_EXTENSION* seen = WosaRuntimeExtension(&recorder.upcalls);
  ASSERT_NE(seen, nullptr);
  const WOSA_PROVIDER_EXTENSION* ours = runtime_.provider();
  WOSA_PROVIDER_EXTENSION its_own{};
  its_own.cbSize = sizeof its_own;
  EXPECT_EQ(seen->lpRegisterProvider(&info_.ProviderId, &its_own), WSAEINVAL);
  its_own.dwVersion = WOSA_EXTENSION_VERSION;
  EXPECT_EQ(seen->lpRegisterProvider(nullptr, &its_own), WSAEFAULT);
  EXPECT_EQ(seen->lpRegisterProvider(&info_.ProviderId, nullptr), WSAEFAULT);
  EXPECT_EQ(seen->lpRegisterProvider(&info_.ProviderId, &its_own), 0);
  EXPECT_EQ(runtime_.provider(), ours) << "the runtime keeps the plug-in's";

  INT error = 0;
  const SOCKET s = seen->lpBindSocket(4711, dup(0), &its_own, &error);
  ASSERT_NE(s, INVALID_SOCKET);
  WOSA_PIN pin;
  ASSERT_TRUE(seen->lpPin(s, &pin));
  EXPECT_EQ(pin.Owner, &its_own);
  EXPECT_EQ(pin.Context, &its_own);
  EXPECT_EQ(seen->lpBeginClose(s), 0);
  seen->lpUnpin(&pin);
  EXPECT_EQ(recorder.last().name, "Release");
  close(static_cast<int>(s));
  EXPECT_FALSE(seen->lpPin(s, &pin));
  ASSERT_EQ(set_(nullptr), 0);
}

TEST_F(Setting, WithoutOurRuntimeProceduresAreForwardedAllTheSame) {
  Recorder recorder;
  ASSERT_EQ(set_(&recorder), 0);
  ASSERT_EQ(startup_(MAKEWORD(2, 2), &data_, &info_, runtime_.upcalls(false), &table_), 0);
  ++starts_;
  EXPECT_EQ(WosaRuntimeExtension(&recorder.upcalls), nullptr);
  INT error = 0;
  table_.lpWSPListen(1, 1, &error);
  EXPECT_EQ(recorder.last().name, "WSPListen");
  EXPECT_EQ(stop(), 0);
  ASSERT_EQ(set_(nullptr), 0);
}

TEST_F(Setting, WaitsForAThreadThatIsInside) {
  Recorder recorder;
  std::promise<void> entered;
  std::promise<void> leave;
  std::atomic<bool> left{false};
  ASSERT_EQ(set_(&recorder), 0);
  ASSERT_EQ(start(), 0);
  recorder.when_called = [&](const std::string& name) {
    if (name == "WSPCleanup") leave.set_value();  // as closing its sockets wakes it
    if (name != "WSPListen") return;
    entered.set_value();
    leave.get_future().wait();
    left = true;
  };
  std::thread inside([&] {
    INT error = 0;
    table_.lpWSPListen(1, 1, &error);
  });
  entered.get_future().wait();
  EXPECT_EQ(set_(nullptr), 0);
  EXPECT_TRUE(left) << "nobody is inside when it returns";
  inside.join();
}

TEST_F(Setting, IsRefusedWhileAnotherThreadDoesIt) {
  Recorder recorder;
  std::promise<void> starting;
  std::promise<void> go_on;
  recorder.when_called = [&](const std::string& name) {
    if (name != "WSPStartup") return;
    starting.set_value();
    go_on.get_future().wait();
  };
  ASSERT_EQ(start(), 0);
  std::thread setter([&] { EXPECT_EQ(set_(&recorder), 0); });
  starting.get_future().wait();
  EXPECT_EQ(set_(nullptr), WSAEINPROGRESS);
  go_on.set_value();
  setter.join();
  ASSERT_EQ(set_(nullptr), 0);
}

// Whoever is inside when an interface is taken back may still use it; afterwards nobody does.
TEST_F(Setting, CallsFromThreadsWhileInterfacesComeAndGo) {
  ASSERT_EQ(start(), 0);
  std::atomic<bool> end{false};
  std::atomic<int> answered{0};
  std::vector<std::thread> callers;
  for (int i = 0; i < 3; ++i) {
    callers.emplace_back([&] {
      while (!end) {
        INT error = 0;
        const int result = table_.lpWSPListen(1, 1, &error);
        if (result == 0) ++answered;
        EXPECT_EQ(error, result == 0 ? 0 : WSAENETDOWN);
        std::this_thread::yield();
      }
    });
  }
  for (int round = 0; round < 200 || answered == 0; ++round) {
    Recorder recorder;  // gone when the next one is made
    ASSERT_EQ(set_(&recorder), 0);
    std::this_thread::yield();
    ASSERT_EQ(set_(nullptr), 0);
  }
  end = true;
  for (auto& caller : callers) caller.join();
}

// Another thread is inside when the process forks, and the child must not wait for it.
TEST_F(Setting, InTheChildOfAForkOtherThreadsAreGone) {
  Recorder recorder;
  std::promise<void> entered;
  std::promise<void> leave;
  ASSERT_EQ(set_(&recorder), 0);
  ASSERT_EQ(start(), 0);
  recorder.when_called = [&](const std::string& name) {
    if (name != "WSPListen") return;
    entered.set_value();
    leave.get_future().wait();
  };
  std::thread inside([&] {
    INT error = 0;
    table_.lpWSPListen(1, 1, &error);
  });
  entered.get_future().wait();
  const pid_t child = fork();
  if (child == 0) {
    alarm(20);
    runtime_.provider()->lpForked();
    _exit(set_(nullptr) == 0 ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  leave.set_value();
  inside.join();
  ASSERT_EQ(set_(nullptr), 0);
}

}  // namespace
}  // namespace wosa::mock
