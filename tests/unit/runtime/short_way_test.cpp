// SPDX-License-Identifier: MIT
// lpSend and lpReceive: when send() and recv() take them, and what becomes of their answers.
#include <gtest/gtest.h>

#include <stdexcept>

#include "fake_sockets.hpp"

namespace wosa::runtime {
namespace {

// What was called last.
enum class Way { kNone, kShort, kProcedure };
Way way = Way::kNone;

int answer = 0;
INT code = 0;
bool throws = false;

int give(Way taken, INT* error) {
  way = taken;
  if (throws) throw std::runtime_error("no");
  *error = code;
  return answer;
}

int WSAAPI short_send(SOCKET, void*, const char*, int, INT* error) { return give(Way::kShort, error); }
int WSAAPI short_receive(SOCKET, void*, char*, int, INT* error) { return give(Way::kShort, error); }

int WSPAPI procedure_send(SOCKET, LPWSABUF, DWORD, LPDWORD count, DWORD, LPWSAOVERLAPPED,
                          LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, INT* error) {
  *count = static_cast<DWORD>(answer);
  return give(Way::kProcedure, error) < 0 ? SOCKET_ERROR : 0;
}

int WSPAPI procedure_receive(SOCKET, LPWSABUF, DWORD, LPDWORD count, LPDWORD, LPWSAOVERLAPPED,
                             LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, INT* error) {
  *count = static_cast<DWORD>(answer);
  return give(Way::kProcedure, error) < 0 ? SOCKET_ERROR : 0;
}

class ShortWay : public testing::Test {
 protected:
  ShortWay() {
    ++the_runtime.startups;
    thread_block();  // a thread's very first call finds no block and takes the long way
    procs_.lpWSPSend = &procedure_send;
    procs_.lpWSPRecv = &procedure_receive;
    extension_.lpSend = &short_send;
    extension_.lpReceive = &short_receive;
    answer = 1;
    code = 0;
    throws = false;
    bind(&counts_);
  }

  ~ShortWay() override {
    close_now(s_);
    --the_runtime.startups;
  }

  void bind(void* context) {
    if (s_ != INVALID_SOCKET) close_now(s_);
    const auto bound =
        the_runtime.sockets.bind(eventfd(0, EFD_CLOEXEC), {nullptr, &procs_, &extension_, context});
    ASSERT_TRUE(bound);
    s_ = *bound;
  }

  int send(int flags = 0) {
    way = Way::kNone;
    return WS_send(s_, "x", 1, flags);
  }

  int receive(int flags = 0) {
    way = Way::kNone;
    return WS_recv(s_, &byte_, 1, flags);
  }

  Counts counts_;
  WSPPROC_TABLE procs_{};
  WOSA_PROVIDER_EXTENSION extension_ = counting_extension();
  SOCKET s_ = INVALID_SOCKET;
  char byte_ = 0;
};

TEST_F(ShortWay, IsTakenWithoutFlags) {
  EXPECT_EQ(send(), 1);
  EXPECT_EQ(way, Way::kShort);
  EXPECT_EQ(receive(), 1);
  EXPECT_EQ(way, Way::kShort);
  answer = 0;
  EXPECT_EQ(receive(), 0);
}

TEST_F(ShortWay, IsNotForFlags) {
  EXPECT_EQ(send(WS_MSG_OOB), 1);
  EXPECT_EQ(way, Way::kProcedure);
  EXPECT_EQ(receive(WS_MSG_PEEK), 1);
  EXPECT_EQ(way, Way::kProcedure);
}

TEST_F(ShortWay, IsNotForProvidersWithoutIt) {
  extension_.lpSend = nullptr;
  bind(&counts_);
  EXPECT_EQ(send(), 1);
  EXPECT_EQ(way, Way::kProcedure);
  EXPECT_EQ(receive(), 1);
  EXPECT_EQ(way, Way::kShort) << "each stands for itself";
  extension_.lpReceive = nullptr;
  bind(&counts_);
  EXPECT_EQ(receive(), 1);
  EXPECT_EQ(way, Way::kProcedure);
}

TEST_F(ShortWay, IsNotForHandlesWithoutContext) {
  bind(nullptr);
  EXPECT_EQ(send(), 1);
  EXPECT_EQ(way, Way::kProcedure);
  EXPECT_EQ(receive(), 1);
  EXPECT_EQ(way, Way::kProcedure);
  bind(&counts_);
}

TEST_F(ShortWay, ReportsErrors) {
  answer = SOCKET_ERROR;
  code = WSAECONNRESET;
  EXPECT_EQ(send(), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAECONNRESET);
  EXPECT_EQ(receive(), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAECONNRESET);
  code = 0;
  EXPECT_EQ(send(), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSASYSCALLFAILURE) << "a failure without a code is no success";
}

TEST_F(ShortWay, ThatThrowsHasFailed) {
  throws = true;
  EXPECT_EQ(send(), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSASYSCALLFAILURE);
  EXPECT_EQ(receive(), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSASYSCALLFAILURE);
}

}  // namespace
}  // namespace wosa::runtime
