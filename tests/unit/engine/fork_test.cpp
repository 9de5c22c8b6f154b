// SPDX-License-Identifier: MIT

// The child of a fork: sockets of the parent answer WSAENETDOWN unless a kernel object carries them, threads
// that waited are not there, new sockets work.

#include <sys/socket.h>
#include <sys/wait.h>

#include "engine_test.hpp"

namespace wosa::test {
namespace {

class Fork : public EngineTest {
 protected:
  void TearDown() override {
    stage().survives_fork = false;
    EngineTest::TearDown();
  }

  /// Runs check in a child; whether all that it expected held.
  template <typename Check>
  bool in_child(Check&& check) {
    const pid_t child = fork();
    if (child == 0) {
      runtime.forked();
      check();
      _exit(::testing::Test::HasFailure() ? 1 : 0);
    }
    int status = 0;
    EXPECT_EQ(child, waitpid(child, &status, 0));
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }
};

TEST_F(Fork, SocketsOfTheParentAreDownAndNewOnesWork) {
  const SOCKET s = connected_stream();
  EXPECT_TRUE(in_child([&] {
    EXPECT_EQ(-1, send(s, "x"));
    EXPECT_EQ(WSAENETDOWN, error);
    EXPECT_EQ("[10050]", text(s));
    EXPECT_EQ(-1, query(s, WOSA_READY_READ));
    EXPECT_EQ(WSAENETDOWN, error);
    WS_fd_set set{};
    set.fd_count = 1;
    set.fd_array[0] = s;
    EXPECT_EQ(SOCKET_ERROR, table.lpWSPSelect(0, &set, nullptr, nullptr, nullptr, &error));
    EXPECT_EQ(WSAENETDOWN, error);
    EXPECT_EQ(0, close(s)) << error;
    EXPECT_FALSE(runtime.is_open(s));
    const SOCKET fresh = connected_stream();
    EXPECT_EQ(1, send(fresh, "x")) << error;
    EXPECT_EQ(0, close(fresh));
  }));
  EXPECT_EQ(1, send(s, "x")) << "the parent's connection goes on";
  EXPECT_EQ(0, script(s).closes);
}

TEST_F(Fork, TheChildsCleanupClosesTheDescriptorsOfTheParentsSockets) {
  for (int i = 0; i < 3; ++i) connected_stream();
  EXPECT_TRUE(in_child([&] {
    EXPECT_EQ(0, table.lpWSPCleanup(&error));
    EXPECT_EQ(0u, runtime.open_sockets());
  }));
}

TEST_F(Fork, ChangesOfASocketOfTheParentWakeNobodyInTheChild) {
  const SOCKET s = connected_stream();
  WS_fd_set set{};
  set.fd_count = 1;
  set.fd_array[0] = s;
  Blocked call([&] { return table.lpWSPSelect(0, &set, nullptr, nullptr, nullptr, &error); });
  ASSERT_TRUE(call.until_asleep());
  EXPECT_TRUE(in_child([&] { script(s).say(~0u); })) << "its thread and its stack are not there";
  script(s).arrive("x");
  EXPECT_EQ(1, call.join());
}

TEST_F(Fork, AKernelObjectWorksOnWithoutTheThreadsThatWaited) {
  stage().survives_fork = true;
  int pair[2];
  ASSERT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair));
  auto kept = std::make_shared<Script>();
  const int descriptor = kept->descriptor = pair[0];
  kept->receive = [descriptor](Buffers room, bool) -> Result<std::size_t> {
    const ssize_t count = recv(descriptor, room.front().data(), room.front().size(), MSG_DONTWAIT);
    if (count < 0) return spi::would_block();
    return static_cast<std::size_t>(count);
  };
  const SOCKET s = connected_stream(kept);
  INT code = 0;
  std::string data;
  Blocked reader([&] { return receive(s, data, 8, 0, &code); });
  ASSERT_TRUE(reader.until_asleep());
  EXPECT_TRUE(in_child([&] {
    // A kernel object of the child's own under the same numbers: the parent's reader waits for the other one.
    int own[2];
    EXPECT_EQ(0, socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, own));
    EXPECT_EQ(pair[0], dup2(own[0], pair[0]));
    EXPECT_EQ(pair[1], dup2(own[1], pair[1]));
    EXPECT_EQ(1, ::write(pair[1], "c", 1));
    EXPECT_EQ("c", text(s)) << "nobody stands in line here";
    WS_fd_set set{};
    set.fd_count = 1;
    set.fd_array[0] = s;
    const timeval now{0, 0};
    EXPECT_EQ(0, table.lpWSPSelect(0, &set, nullptr, nullptr, &now, &error)) << error;
    EXPECT_EQ(0, close(s)) << error;
  }));
  EXPECT_EQ(0, kept->closes);
  EXPECT_EQ(1, ::write(pair[1], "p", 1));
  EXPECT_EQ(1, reader.join()) << code;
  EXPECT_EQ("p", data);
  ::close(pair[1]);
}

}  // namespace
}  // namespace wosa::test
