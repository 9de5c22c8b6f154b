// SPDX-License-Identifier: MIT
// The same over TCP/IP, where a wrong step meets the kernel: a call that goes on with the number of a closed
// socket reads or writes somebody else's connection.
//
// Victims sit in blocking calls until another thread closes their socket under them; it waits until they
// sleep in the kernel, since a call that began later would rightly meet whoever has the number by then.
// Owners have private connections, open and close them all the time (so they get the freed numbers at once)
// and check every byte.
#include <gtest/gtest.h>
#include <windows.h>
#include <ws2tcpip.h>

#include <cstring>
#include <thread>

#include "harness.hpp"
#include "sleeping_thread.hpp"

namespace wosa::stress {
namespace {

struct Connection {
  SOCKET client = INVALID_SOCKET, server = INVALID_SOCKET;
};

sockaddr_in loopback() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

SOCKET open_tcp() { return open_socket(entry_with_protocol(IPPROTO_TCP, true)); }

SOCKET open_listener(sockaddr_in& where) {
  const SOCKET s = open_tcp();
  where = loopback();
  int length = sizeof where;
  if (bind(s, reinterpret_cast<sockaddr*>(&where), sizeof where) != 0 || listen(s, 16) != 0 ||
      getsockname(s, reinterpret_cast<sockaddr*>(&where), &length) != 0) {
    ADD_FAILURE() << "no listener: " << WSAGetLastError();
  }
  return s;
}

bool open_connection(SOCKET listening, const sockaddr_in& where, Connection& made) {
  made.client = open_tcp();
  if (connect(made.client, reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0) return false;
  made.server = accept(listening, nullptr, nullptr);
  return made.server != INVALID_SOCKET;
}

void close_connection(Connection& one) {
  if (one.client != INVALID_SOCKET) closesocket(one.client);
  if (one.server != INVALID_SOCKET) closesocket(one.server);
  one = {};
}

// An owner: a new connection, numbered bytes through it, and closed again.
class Owner {
 public:
  explicit Owner(Violations& violations) : violations_(violations) { listening_ = open_listener(where_); }
  ~Owner() { closesocket(listening_); }

  void work() {
    Connection connection;
    if (!open_connection(listening_, where_, connection)) {
      violations_.add("an owner could not connect: " + std::to_string(WSAGetLastError()));
    }
    for (int round = 0; round < 20 && connection.server != INVALID_SOCKET; ++round) {
      std::uint32_t numbers[16], got[16] = {};
      for (auto& number : numbers) number = next_++;
      if (send(connection.client, reinterpret_cast<char*>(numbers), sizeof numbers, 0) !=
          int{sizeof numbers}) {
        violations_.add("an owner's send failed with " + std::to_string(WSAGetLastError()));
      }
      if (recv(connection.server, reinterpret_cast<char*>(got), sizeof got, MSG_WAITALL) != int{sizeof got}) {
        violations_.add("an owner's recv failed with " + std::to_string(WSAGetLastError()));
      } else if (std::memcmp(numbers, got, sizeof got) != 0) {
        violations_.add("bytes of an owner's connection were lost, changed or somebody else's");
      }
    }
    close_connection(connection);
  }

 private:
  Violations& violations_;
  SOCKET listening_ = INVALID_SOCKET;
  sockaddr_in where_{};
  std::uint32_t next_ = 1;
};

// A blocking call by one thread and the close of its socket by another, in lock step.
class Victim {
 public:
  Victim(Violations& violations, std::function<int(const Connection&)> call, bool fill, int code)
      : violations_(violations), call_(std::move(call)), fill_(fill), code_(code) {
    listening_ = open_listener(where_);
  }
  ~Victim() {
    closesocket(listening_);
    close_connection(connection_);
  }

  // The closing side's turn: a connection is handed to the calling side, and then its socket is closed.
  void close_one() {
    if (state_ != kIdle || caller_ == 0) {
      std::this_thread::yield();
      return;
    }
    connection_ = {};
    if (!open_connection(listening_, where_, connection_)) {
      violations_.add("a victim could not connect: " + std::to_string(WSAGetLastError()));
      return;
    }
    if (fill_) fill_up();
    state_ = kHanded;
    test::wait_until_asleep(caller_, 3, [this] { return state_ == kBack || state_ == kIdle; });
    if (state_ == kIdle) {
      close_connection(connection_);
      return;
    }
    if (closesocket(connection_.server) != 0)
      violations_.add("closing a victim failed with " + std::to_string(WSAGetLastError()));
    closed_ = true;
  }

  // The calling side has gone home: what was handed over is taken back.
  void stop() {
    auto expected = kHanded;
    state_.compare_exchange_strong(expected, kIdle);
  }

  // The calling side's turn.
  void call_one() {
    auto expected = kHanded;
    caller_ = test::current_thread_id();
    if (!state_.compare_exchange_strong(expected, kCalling)) {
      std::this_thread::yield();
      return;
    }
    Connection mine = connection_;
    const int result = call_(mine);
    const int code = result == SOCKET_ERROR ? WSAGetLastError() : 0;
    state_ = kBack;
    if (code != code_) violations_.add("a victim ended with " + std::to_string(code));
    while (!closed_) std::this_thread::yield();
    closed_ = false;
    closesocket(connection_.client);
    connection_ = {};
    state_ = kIdle;
  }

 private:
  enum State { kIdle, kHanded, kCalling, kBack };

  void fill_up() const {
    u_long on = 1, off = 0;
    const std::string text(65536, 'v');
    ioctlsocket(connection_.server, FIONBIO, &on);
    while (send(connection_.server, text.data(), static_cast<int>(text.size()), 0) > 0) {
    }
    ioctlsocket(connection_.server, FIONBIO, &off);
  }

  Violations& violations_;
  std::function<int(const Connection&)> call_;
  bool fill_;
  int code_;
  SOCKET listening_;
  sockaddr_in where_{};
  Connection connection_;
  std::atomic<State> state_{kIdle};
  std::atomic<int> caller_{0};
  std::atomic<bool> closed_{false};
};

int receive(const Connection& connection) {
  char data[16];
  return recv(connection.server, data, sizeof data, 0);
}

int send_much(const Connection& connection) {
  // No lock and no page fault to sleep on before the call.
  static char data[1 << 20] = {'v'};
  return send(connection.server, data, sizeof data, 0);
}

int select_it(const Connection& connection) {
  fd_set set;
  FD_ZERO(&set);
  FD_SET(connection.client, &set);
  FD_SET(connection.server, &set);
  return select(0, &set, nullptr, nullptr, nullptr);
}

int poll_it(const Connection& connection) {
  WSAPOLLFD one{connection.server, POLLRDNORM, 0};
  const int result = WSAPoll(&one, 1, -1);
  return result == 1 && one.revents == POLLNVAL ? (WSASetLastError(WSAENOTSOCK), SOCKET_ERROR) : result;
}

void run_victims(const std::function<int(const Connection&)>& call, bool fill, int code) {
  const Started winsock;
  Violations violations;
  Owner owners[2] = {Owner(violations), Owner(violations)};
  Victim victims[2] = {{violations, call, fill, code}, {violations, call, fill, code}};
  {
    Crew crew;
    for (Owner& owner : owners) crew.add([&owner] { owner.work(); });
    for (Victim& victim : victims) {
      crew.add([&victim] { victim.call_one(); });
      crew.add([&victim] { victim.close_one(); });
    }
    crew.run([&victims] {
      for (Victim& victim : victims) victim.stop();
    });
  }
  EXPECT_EQ(violations.text(), "");
}

}  // namespace

TEST(CloseUnderKernelCall, Receive) { run_victims(&receive, false, WSAEINTR); }
TEST(CloseUnderKernelCall, Send) { run_victims(&send_much, true, WSAEINTR); }
TEST(CloseUnderKernelCall, Select) { run_victims(&select_it, false, WSAENOTSOCK); }
TEST(CloseUnderKernelCall, Poll) { run_victims(&poll_it, false, WSAENOTSOCK); }

}  // namespace wosa::stress
