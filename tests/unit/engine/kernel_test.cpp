// SPDX-License-Identifier: MIT

// Endpoints over a kernel object (XP1_IFS_HANDLES): the descriptor is the handle, and the kernel says when
// something changed. Alone and together with endpoints that have none.

#include <poll.h>
#include <sys/socket.h>

#include "engine_test.hpp"

namespace wosa::test {
namespace {

using spi::failure;
using spi::would_block;

class Kernel : public EngineTest {
 protected:
  void TearDown() override {
    for (const int peer : peers_) ::close(peer);
    peers_.clear();
    EngineTest::TearDown();
  }

  /// A script over one end of a socket pair; the other end in *peer.
  std::shared_ptr<Script> over_pair(int* peer, int type = SOCK_STREAM) {
    int pair[2];
    EXPECT_EQ(0, socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, pair));
    auto script = std::make_shared<Script>();
    const int descriptor = script->descriptor = pair[0];
    *peer = pair[1];
    peers_.push_back(pair[1]);
    script->receive = [descriptor](Buffers room, bool peek) -> Result<std::size_t> {
      const ssize_t count =
          recv(descriptor, room.front().data(), room.front().size(), MSG_DONTWAIT | (peek ? MSG_PEEK : 0));
      if (count >= 0) return static_cast<std::size_t>(count);
      return errno == EAGAIN ? would_block() : failure(WSAECONNRESET);
    };
    script->receive_from = [receive = script->receive](Buffers room, bool peek) -> Result<spi::Datagram> {
      const auto size = receive(room, peek);
      if (!size) return failure(size.error());
      return spi::Datagram{*size, name_of(1)};
    };
    script->send = [descriptor](Buffers data) -> Result<std::size_t> {
      const ssize_t count =
          ::send(descriptor, data.front().data(), data.front().size(), MSG_DONTWAIT | MSG_NOSIGNAL);
      if (count >= 0) return static_cast<std::size_t>(count);
      return errno == EAGAIN ? would_block() : failure(WSAECONNRESET);
    };
    script->ready = [descriptor](DWORD conditions) -> DWORD {
      pollfd now{descriptor, POLLIN | POLLOUT, 0};
      ::poll(&now, 1, 0);
      DWORD ready = 0;
      if ((now.revents & POLLIN) != 0) ready |= WOSA_READY_READ | WOSA_READY_DATA;
      if ((now.revents & POLLOUT) != 0) ready |= WOSA_READY_WRITE;
      return ready & conditions;
    };
    return script;
  }
  SOCKET kernel_stream(int* peer) { return connected_stream(over_pair(peer)); }
  void write_to(int peer, const std::string& data) {
    ASSERT_EQ(static_cast<ssize_t>(data.size()), ::write(peer, data.data(), data.size()));
  }
  int select_read(const std::vector<SOCKET>& sockets, INT* code, const timeval* timeout = nullptr) {
    WS_fd_set set{};
    set.fd_count = static_cast<u_int>(sockets.size());
    std::copy(sockets.begin(), sockets.end(), set.fd_array);
    return table.lpWSPSelect(0, &set, nullptr, nullptr, timeout, code);
  }

  std::vector<int> peers_;
};

TEST_F(Kernel, TheDescriptorIsTheHandleAndIsClosedWithIt) {
  int peer = -1;
  const SOCKET s = kernel_stream(&peer);
  EXPECT_EQ(static_cast<SOCKET>(script(s).descriptor), s);
  EXPECT_EQ(4, send(s, "ping")) << error;
  char bytes[8];
  EXPECT_EQ(4, ::read(peer, bytes, sizeof bytes));
  EXPECT_EQ(0, close(s));
  EXPECT_EQ(0, ::read(peer, bytes, sizeof bytes)) << "the peer sees the end";
}

TEST_F(Kernel, AReceiveWaitsForTheKernelsWord) {
  int peer = -1;
  const SOCKET s = kernel_stream(&peer);
  INT code = 0;
  std::string data;
  Blocked reader([&] { return receive(s, data, 8, 0, &code); });
  ASSERT_TRUE(reader.until_asleep());
  write_to(peer, "pong");
  EXPECT_EQ(4, reader.join());
  EXPECT_EQ("pong", data);
  ASSERT_EQ(0, set_option(s, WS_SO_RCVTIMEO, DWORD{5}));
  EXPECT_EQ("[10060]", text(s));
}

TEST_F(Kernel, WhoStandsInLineIsServedInOrder) {
  int peer = -1;
  const SOCKET s = kernel_stream(&peer);
  std::vector<std::unique_ptr<Blocked>> all;
  std::vector<std::string> got(4);
  for (std::string& data : got) {
    all.push_back(std::make_unique<Blocked>([&] {
      INT code = 0;
      return receive(s, data, 1, 0, &code);
    }));
    ASSERT_TRUE(all.back()->until_asleep());
  }
  write_to(peer, "abcd");
  for (const auto& one : all) EXPECT_EQ(1, one->join());
  EXPECT_EQ((std::vector<std::string>{"a", "b", "c", "d"}), got);
}

TEST_F(Kernel, CloseWakesEverybodyInside) {
  int peer = -1;
  const SOCKET s = kernel_stream(&peer);
  std::vector<std::unique_ptr<Blocked>> all;
  std::vector<INT> codes(3);
  for (INT& code : codes) {
    all.push_back(std::make_unique<Blocked>([&] {
      std::string data;
      return receive(s, data, 1, 0, &code);
    }));
    ASSERT_TRUE(all.back()->until_asleep());
  }
  EXPECT_EQ(0, close(s));
  for (const auto& one : all) EXPECT_EQ(-1, one->join());
  EXPECT_EQ((std::vector<INT>(3, WSAEINTR)), codes);
}

TEST_F(Kernel, AShutDownSocketThatIsBeingClosedIsInterruptedNotEnded) {
  // The primitive sees the end that the close itself made: the caller hears WSAEINTR all the same.
  int peer = -1;
  auto script = over_pair(&peer);
  std::atomic<bool> inside{false};
  script->receive = [&, descriptor = script->descriptor.load()](Buffers, bool) -> Result<std::size_t> {
    inside = true;
    pollfd end{descriptor, POLLRDHUP, 0};
    ::poll(&end, 1, -1);
    return std::size_t{0};
  };
  const SOCKET s = connected_stream(script);
  INT code = 0;
  Blocked reader([&] {
    std::string data;
    return receive(s, data, 1, 0, &code);
  });
  while (!inside) std::this_thread::yield();
  EXPECT_EQ(0, close(s));
  EXPECT_EQ(-1, reader.join());
  EXPECT_EQ(WSAEINTR, code);
}

TEST_F(Kernel, ShutdownOfDatagramsWakesTheKernelsWaiter) {
  int peer = -1;
  const SOCKET s = bound_datagram(over_pair(&peer, SOCK_DGRAM));
  INT code = 0;
  Blocked reader([&] {
    std::string data;
    return receive(s, data, 1, 0, &code);
  });
  ASSERT_TRUE(reader.until_asleep());
  EXPECT_EQ(0, shutdown(s, SD_RECEIVE));
  EXPECT_EQ(-1, reader.join());
  EXPECT_EQ(WSAESHUTDOWN, code);
}

TEST_F(Kernel, SelectWaitsForBothKindsTogether) {
  for (const bool on_kernel : {true, false}) {
    int peer = -1;
    const SOCKET s = kernel_stream(&peer);
    const SOCKET other = connected_stream();
    INT code = 0;
    const timeval soon{0, 3000};
    EXPECT_EQ(0, select_read({s, other}, &code, &soon)) << code;
    Blocked call([&] { return select_read({other, s, other}, &code); });
    ASSERT_TRUE(call.until_asleep());
    script(other).say(WOSA_READY_READ);
    ASSERT_TRUE(call.until_asleep()) << "too early";
    if (on_kernel) {
      write_to(peer, "x");
    } else {
      script(other).arrive("x");
    }
    EXPECT_EQ(on_kernel ? 1 : 2, call.join()) << code;
    pollfd quiet{static_cast<int>(other), POLLIN, 0};
    EXPECT_EQ(0, ::poll(&quiet, 1, 0)) << "nothing stays armed";
  }
}

TEST_F(Kernel, SelectSeesACloseOfEitherKind) {
  for (const bool close_kernel : {true, false}) {
    int peer = -1;
    const SOCKET s = kernel_stream(&peer);
    const SOCKET other = connected_stream();
    INT code = 0;
    Blocked call([&] { return select_read({s, other}, &code); });
    ASSERT_TRUE(call.until_asleep());
    EXPECT_EQ(0, close(close_kernel ? s : other));
    EXPECT_EQ(-1, call.join());
    EXPECT_EQ(WSAENOTSOCK, code);
  }
}

TEST_F(Kernel, ArmingGivesTheKernelsEvents) {
  int peer = -1;
  const SOCKET s = kernel_stream(&peer);
  DWORD ready = 0;
  short events = 0;
  EXPECT_EQ(0, runtime.provider()->lpArmReadiness(s, WOSA_READY_READ, &ready, &events, &error));
  EXPECT_EQ(0u, ready);
  EXPECT_EQ(POLLIN, events);
  runtime.provider()->lpDisarmReadiness(s, WOSA_READY_READ);
}

TEST_F(Kernel, ADescriptorThatTheProgramClosedIsLeftAlone) {
  int peer = -1;
  const SOCKET s = kernel_stream(&peer);
  auto kept = script_pointer(s);
  ASSERT_EQ(0, set_option(s, WS_SO_LINGER, LINGER{1, 0}));
  runtime.lose_descriptor(s);
  EXPECT_EQ(0, close(s));
  EXPECT_EQ(static_cast<int>(spi::Ending::graceful), kept->ending);
  EXPECT_TRUE(kept->destroyed);
  EXPECT_EQ(0, ::close(static_cast<int>(s))) << "still open: it is somebody else's";
}

TEST_F(Kernel, ASocketThatTheRuntimeRefusesClosesItsDescriptor) {
  int peer = -1;
  auto script = over_pair(&peer);
  runtime.refuse_next_bind(WSAENOBUFS);
  EXPECT_EQ(INVALID_SOCKET, open(kStream, script));
  EXPECT_EQ(WSAENOBUFS, error);
  char byte;
  EXPECT_EQ(0, ::read(peer, &byte, 1));
}

TEST_F(Kernel, AnEndpointFollowsItsDescriptorToAnotherNumber) {
  int peer = -1;
  auto script = over_pair(&peer);
  const int before = script->descriptor;
  script->follows = true;
  runtime.move_next_bind();
  const SOCKET s = open(kStream, script);
  ASSERT_NE(INVALID_SOCKET, s) << error;
  EXPECT_NE(static_cast<SOCKET>(before), s);
  EXPECT_EQ(static_cast<int>(s), script->descriptor);
  EXPECT_EQ(0, close(s));
  char byte;
  EXPECT_EQ(0, ::read(peer, &byte, 1));
}

TEST_F(Kernel, AnEndpointThatCannotFollowHasNoSocket) {
  int peer = -1;
  auto script = over_pair(&peer);
  runtime.move_next_bind();
  EXPECT_EQ(INVALID_SOCKET, open(kStream, script));
  EXPECT_EQ(WSAENOBUFS, error);
  EXPECT_TRUE(script->destroyed);
  char byte;
  EXPECT_EQ(0, ::read(peer, &byte, 1));
}

}  // namespace
}  // namespace wosa::test
