// SPDX-License-Identifier: MIT
#include "runtime/log.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "fake_sockets.hpp"
#include "ws2tcpip.h"

namespace wosa::runtime {
namespace {

class LogTest : public testing::Test {
 protected:
  ~LogTest() override {
    unsetenv("WOSA_LOG");
    configure_log();
  }
  static std::string configured(const char* categories) {
    testing::internal::CaptureStderr();
    setenv("WOSA_LOG", categories, 1);
    configure_log();
    log(Log::kError, "an {}", "error");
    log(Log::kLoader, "{} of {}", 1, 2);
    return testing::internal::GetCapturedStderr();
  }
};

TEST_F(LogTest, ShowsErrorsAndWarningsWhenNothingIsSaid) {
  unsetenv("WOSA_LOG");
  configure_log();
  EXPECT_TRUE(log_enabled(Log::kError));
  EXPECT_TRUE(log_enabled(Log::kWarn));
  EXPECT_FALSE(log_enabled(Log::kLoader));
}

TEST_F(LogTest, ShowsTheCategoriesThatAreNamed) {
  EXPECT_EQ(configured("loader"), "wosa: loader: 1 of 2\n");
  EXPECT_EQ(configured("loader,error"), "wosa: error: an error\nwosa: loader: 1 of 2\n");
  EXPECT_EQ(configured("all"), "wosa: error: an error\nwosa: loader: 1 of 2\n");
  EXPECT_EQ(configured("none"), "");
  EXPECT_EQ(configured(""), "");
}

// By the name that the program called, also where one helper serves several functions.
TEST_F(LogTest, TellsWhichCallFailed) {
  setenv("WOSA_LOG", "call", 1);
  configure_log();
  testing::internal::CaptureStderr();
  char byte = 0;
  WS_recv(INVALID_SOCKET, &byte, 1, 0);
  WSASocketA(WS_AF_INET, WS_SOCK_STREAM, 0, nullptr, 0, 0);
  WS_select(0, nullptr, nullptr, nullptr, nullptr);
  WSAPoll(nullptr, 0, 0);
  WS_connect(INVALID_SOCKET, nullptr, 0);
  WS_gethostname(&byte, 1);
  WS_inet_pton(99, "", &byte);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "wosa: call: recv failed with 10093\n"
            "wosa: call: WSASocketA failed with 10093\n"
            "wosa: call: select failed with 10093\n"
            "wosa: call: WSAPoll failed with 10093\n"
            "wosa: call: connect failed with 10093\n"
            "wosa: call: gethostname failed with 10093\n"
            "wosa: call: inet_pton failed with 10047\n");
  configured("error");
  testing::internal::CaptureStderr();
  WS_recv(INVALID_SOCKET, &byte, 1, 0);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST_F(LogTest, NamesACategoryThatDoesNotExist) {
  const std::string text = configured("laoder");
  EXPECT_NE(text.find("'laoder'"), std::string::npos) << text;
  EXPECT_NE(text.find("loader"), std::string::npos) << text;
}

TEST_F(LogTest, IgnoresCategoriesOutOfRange) {
  EXPECT_FALSE(log_enabled(static_cast<Log>(99)));
  log_line(static_cast<Log>(99), "nothing");
}

// A pipe that nobody reads any more: the line is lost, and the program lives.
TEST_F(LogTest, RaisesNoSignalOfABrokenPipe) {
  EXPECT_EXIT(
      {
        int ends[2];
        if (pipe(ends) != 0 || dup2(ends[1], STDERR_FILENO) < 0) _exit(1);
        close(ends[0]);
        signal(SIGPIPE, SIG_DFL);
        log(Log::kError, "nobody reads this");
        sigset_t pending;
        sigpending(&pending);
        _exit(sigismember(&pending, SIGPIPE) == 0 ? 0 : 2);
      },
      testing::ExitedWithCode(0), "");
}

// Who closed standard error gets its number for the next socket; what the peer receives is the program's
// alone.
TEST_F(LogTest, KeepsOutOfASocketThatHasTheNumberOfStandardError) {
  EXPECT_EXIT(
      {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) _exit(1);
        dup2(ends[0], STDERR_FILENO);
        Counts counts;
        if (bind_new(counts, STDERR_FILENO) != STDERR_FILENO) _exit(2);
        log(Log::kError, "not for the peer");
        char byte = 0;
        _exit(recv(ends[1], &byte, 1, MSG_DONTWAIT) < 0 && errno == EAGAIN ? 0 : 3);
      },
      testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace wosa::runtime
