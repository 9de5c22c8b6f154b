// SPDX-License-Identifier: MIT
#include <poll.h>
#include <sys/mman.h>

#include <pthread.h>
#include <csignal>
#include <memory>

#include "tcpip_test.hpp"

namespace wosa::test {
namespace {

class Stream : public TcpipTest {
 protected:
  void SetUp() override {
    TcpipTest::SetUp();
    pair = connected_pair();
  }
  void TearDown() override {
    if (runtime.is_open(pair.client)) close(pair.client);
    if (runtime.is_open(pair.server)) close(pair.server);
    TcpipTest::TearDown();
  }
  int send_error(SOCKET s, DWORD flags = 0) { return send(s, "x", flags) < 0 ? error : 0; }
  int receive_error(SOCKET s, DWORD flags = 0) {
    std::string data;
    return receive(s, data, 64, flags) < 0 ? error : 0;
  }
  void reset(SOCKET s) {
    const LINGER hard{1, 0};
    ASSERT_EQ(0, set_option(s, WS_SOL_SOCKET, WS_SO_LINGER, hard));
    ASSERT_EQ(0, close(s));
  }
  // Fills the connection until a non-blocking send finds no room.
  std::size_t fill(SOCKET s) {
    const std::string block(65536, 'f');
    std::size_t total = 0;
    set_non_blocking(s);
    for (;;) {
      const int count = send(s, block);
      if (count < 0) return total;
      total += static_cast<std::size_t>(count);
    }
  }

  Pair pair{};
};

TEST_F(Stream, ScattersAndGathersInOrder_118) {
  char a[] = "abc";
  char b[] = "defg";
  WSABUF out[] = {{3, a}, {0, nullptr}, {4, b}};
  DWORD count = 0;
  ASSERT_EQ(0, table.lpWSPSend(pair.client, out, 3, &count, 0, nullptr, nullptr, nullptr, &error));
  EXPECT_EQ(7u, count);
  await(pair.server, POLLIN);
  char c[2];
  char d[8] = {};
  WSABUF in[] = {{2, c}, {0, nullptr}, {8, d}};
  DWORD flags = 0;
  ASSERT_EQ(0, table.lpWSPRecv(pair.server, in, 3, &count, &flags, nullptr, nullptr, nullptr, &error));
  EXPECT_EQ(7u, count);
  EXPECT_EQ("ab", std::string(c, 2));
  EXPECT_STREQ("cdefg", d);
}

TEST_F(Stream, MoreBuffersThanOneSystemCallTakes) {
  constexpr DWORD kBuffers = 1500;
  std::vector<char> bytes(kBuffers);
  std::vector<WSABUF> out(kBuffers);
  for (DWORD i = 0; i < kBuffers; ++i) {
    bytes[i] = static_cast<char>('a' + i % 26);
    out[i] = {1, &bytes[i]};
  }
  DWORD count = 0;
  ASSERT_EQ(0,
            table.lpWSPSend(pair.client, out.data(), kBuffers, &count, 0, nullptr, nullptr, nullptr, &error));
  EXPECT_EQ(kBuffers, count);
  std::string data;
  EXPECT_EQ(int{kBuffers}, receive(pair.server, data, kBuffers, WS_MSG_WAITALL));
  EXPECT_EQ(std::string(bytes.begin(), bytes.end()), data);
}

TEST_F(Stream, ABlockingSendTakesEverything_101) {
  const std::string block(8 << 20, 'x');
  std::thread reader([&] {
    std::size_t total = 0;
    std::vector<char> room(1 << 16);
    while (total < block.size()) {
      WSABUF buffer{static_cast<ULONG>(room.size()), room.data()};
      DWORD count = 0;
      DWORD flags = 0;
      INT code = 0;
      ASSERT_EQ(0,
                table.lpWSPRecv(pair.server, &buffer, 1, &count, &flags, nullptr, nullptr, nullptr, &code));
      total += count;
    }
  });
  EXPECT_EQ(static_cast<int>(block.size()), send(pair.client, block));
  reader.join();
}

TEST_F(Stream, ANonBlockingSendMayTakeLess_101) {
  EXPECT_GT(fill(pair.client), 0u);
  EXPECT_EQ(WSAEWOULDBLOCK, error);
}

TEST_F(Stream, EndIsZeroAndStaysSo_100) {
  ASSERT_EQ(0, shutdown(pair.client, SD_SEND));
  std::string data;
  EXPECT_EQ(0, receive(pair.server, data, 8));
  EXPECT_EQ(0, receive(pair.server, data, 8));
  EXPECT_EQ(4, send(pair.server, "back"));
  EXPECT_EQ("back", text(pair.client));
}

TEST_F(Stream, AResetStaysAReset_100) {
  reset(pair.client);
  EXPECT_EQ(WSAECONNRESET, receive_error(pair.server));
  EXPECT_EQ(WSAECONNRESET, receive_error(pair.server));
  EXPECT_EQ(WSAECONNRESET, send_error(pair.server));
}

TEST_F(Stream, SoErrorTellsOfAResetOnce) {
  reset(pair.client);
  await(pair.server, POLLIN);
  EXPECT_EQ(DWORD{WSAECONNRESET}, option(pair.server, WS_SOL_SOCKET, WS_SO_ERROR));
  EXPECT_EQ(0u, option(pair.server, WS_SOL_SOCKET, WS_SO_ERROR));
  EXPECT_EQ(WSAECONNRESET, receive_error(pair.server));
}

TEST_F(Stream, ShutDirectionsAnswerShutdown_100_110) {
  ASSERT_EQ(0, shutdown(pair.client, SD_RECEIVE));
  EXPECT_EQ(WSAESHUTDOWN, receive_error(pair.client));
  EXPECT_EQ(0, send_error(pair.client));
  ASSERT_EQ(0, shutdown(pair.client, SD_SEND));
  EXPECT_EQ(WSAESHUTDOWN, send_error(pair.client));
  EXPECT_EQ(0, shutdown(pair.client, SD_SEND));  // 205: twice
  EXPECT_EQ(0, shutdown(pair.client, SD_BOTH));
}

TEST_F(Stream, ShutdownChecksItsArguments_205) {
  EXPECT_EQ(SOCKET_ERROR, shutdown(pair.client, 3));
  EXPECT_EQ(WSAEINVAL, error);
  EXPECT_EQ(SOCKET_ERROR, shutdown(pair.client, -1));
  EXPECT_EQ(WSAEINVAL, error);
  const SOCKET s = open(kTcp4);
  EXPECT_EQ(SOCKET_ERROR, shutdown(s, SD_SEND));
  EXPECT_EQ(WSAENOTCONN, error);
  close(s);
  const SOCKET waiting = listener();
  EXPECT_EQ(SOCKET_ERROR, shutdown(waiting, SD_BOTH));
  EXPECT_EQ(WSAENOTCONN, error);
  const SOCKET client = open(kTcp4);
  EXPECT_EQ(0, connect(client, local_name(waiting)));  // still listens
  close(client);
  close(waiting);
}

TEST_F(Stream, UnconnectedSocketsCannotTransfer) {
  const SOCKET s = open(kTcp4);
  EXPECT_EQ(WSAENOTCONN, send_error(s));
  EXPECT_EQ(WSAENOTCONN, receive_error(s));
  EXPECT_EQ(WSAENOTCONN, receive_error(s, WS_MSG_OOB));
  close(s);
}

TEST_F(Stream, DisconnectDataIsRefused_208) {
  char bytes[4] = {};
  WSABUF data{4, bytes};
  WSABUF none{0, nullptr};
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPSendDisconnect(pair.client, &data, &error));
  EXPECT_EQ(WSAENOPROTOOPT, error);
  EXPECT_EQ(0, table.lpWSPSendDisconnect(pair.client, &none, &error));
  EXPECT_EQ(WSAESHUTDOWN, send_error(pair.client));
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPRecvDisconnect(pair.client, &data, &error));
  EXPECT_EQ(WSAENOPROTOOPT, error);
  EXPECT_EQ(0, table.lpWSPRecvDisconnect(pair.client, nullptr, &error));
  EXPECT_EQ(WSAESHUTDOWN, receive_error(pair.client));
}

TEST_F(Stream, TimeOutsAreTimeOuts_116) {
  const DWORD milliseconds = 20;
  ASSERT_EQ(0, set_option(pair.client, WS_SOL_SOCKET, WS_SO_RCVTIMEO, milliseconds));
  EXPECT_EQ(milliseconds, option(pair.client, WS_SOL_SOCKET, WS_SO_RCVTIMEO));
  EXPECT_EQ(WSAETIMEDOUT, receive_error(pair.client));
  set_non_blocking(pair.client);
  EXPECT_EQ(WSAEWOULDBLOCK, receive_error(pair.client));
  fill(pair.server);
  set_non_blocking(pair.server, false);
  ASSERT_EQ(0, set_option(pair.server, WS_SOL_SOCKET, WS_SO_SNDTIMEO, milliseconds));
  EXPECT_EQ(WSAETIMEDOUT, send_error(pair.server));
}

TEST_F(Stream, TimeOutsNeedTheOverlappedAttribute_116) {
  const SOCKET waiting = listener();
  const SOCKET s = open(kTcp4, 0);
  ASSERT_EQ(0, connect(s, local_name(waiting)));
  const SOCKET server = accept(waiting);
  const DWORD milliseconds = 1;
  ASSERT_EQ(0, set_option(s, WS_SOL_SOCKET, WS_SO_RCVTIMEO, milliseconds));
  EXPECT_EQ(milliseconds, option(s, WS_SOL_SOCKET, WS_SO_RCVTIMEO));
  std::thread sender([&] {
    await_inside(s);
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    char byte = 'x';
    WSABUF buffer{1, &byte};
    DWORD count = 0;
    INT code = 0;
    EXPECT_EQ(0, table.lpWSPSend(server, &buffer, 1, &count, 0, nullptr, nullptr, nullptr, &code));
  });
  EXPECT_EQ("x", text(s));
  sender.join();
  close(server);
  close(s);
  close(waiting);
}

TEST_F(Stream, WaitAllWaitsForAll_111) {
  std::thread sender([&] {
    for (const char* part : {"ab", "cd", "ef"}) {
      WSABUF buffer{2, const_cast<char*>(part)};
      DWORD count = 0;
      INT code = 0;
      EXPECT_EQ(0, table.lpWSPSend(pair.client, &buffer, 1, &count, 0, nullptr, nullptr, nullptr, &code));
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  });
  std::string data;
  EXPECT_EQ(6, receive(pair.server, data, 6, WS_MSG_WAITALL));
  EXPECT_EQ("abcdef", data);
  sender.join();
  ASSERT_EQ(3, send(pair.client, "end"));
  ASSERT_EQ(0, shutdown(pair.client, SD_SEND));
  EXPECT_EQ(3, receive(pair.server, data, 6, WS_MSG_WAITALL));  // closed
}

TEST_F(Stream, WaitAllOutlivesSignals_111) {
  struct sigaction action {};
  action.sa_handler = [](int) {};
  struct sigaction before {};
  ASSERT_EQ(0, sigaction(SIGUSR1, &action, &before));
  const pthread_t me = pthread_self();
  std::thread sender([&] {
    for (const char* part : {"ab", "cd"}) {
      await_inside(pair.server);
      WSABUF buffer{2, const_cast<char*>(part)};
      DWORD count = 0;
      INT code = 0;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      pthread_kill(me, SIGUSR1);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      EXPECT_EQ(0, table.lpWSPSend(pair.client, &buffer, 1, &count, 0, nullptr, nullptr, nullptr, &code));
      pthread_kill(me, SIGUSR1);
    }
  });
  std::string data;
  EXPECT_EQ(4, receive(pair.server, data, 4, WS_MSG_WAITALL));
  EXPECT_EQ("abcd", data);
  sender.join();
  sigaction(SIGUSR1, &before, nullptr);
}

TEST_F(Stream, WaitAllHasItsLimits_111) {
  EXPECT_EQ(WSAEOPNOTSUPP, receive_error(pair.client, WS_MSG_WAITALL | WS_MSG_PEEK));
  EXPECT_EQ(WSAEOPNOTSUPP, receive_error(pair.client, WS_MSG_WAITALL | WS_MSG_OOB));
  EXPECT_EQ(WSAEOPNOTSUPP, receive_error(pair.client, WS_MSG_PARTIAL));
  set_non_blocking(pair.client);
  EXPECT_EQ(WSAEOPNOTSUPP, receive_error(pair.client, WS_MSG_WAITALL));
  EXPECT_EQ(WSAEOPNOTSUPP, send_error(pair.client, WS_MSG_PARTIAL));
}

TEST_F(Stream, PeekLeavesTheData) {
  ASSERT_EQ(4, send(pair.client, "data"));
  std::string data;
  EXPECT_EQ(2, receive(pair.server, data, 2, WS_MSG_PEEK));
  EXPECT_EQ("data", text(pair.server));
}

TEST_F(Stream, UrgentDataIsAByteApart_113_114_115) {
  ASSERT_EQ(2, send(pair.client, "ab"));
  ASSERT_EQ(1, send(pair.client, "!", WS_MSG_OOB));
  ASSERT_EQ(2, send(pair.client, "cd"));
  await(pair.server, POLLPRI);
  DWORD no_urgent = 1;
  ASSERT_EQ(0, ioctl(pair.server, WS_SIOCATMARK, nullptr, 0, &no_urgent, sizeof no_urgent));
  EXPECT_EQ(0u, no_urgent);
  std::string data;
  EXPECT_EQ(1, receive(pair.server, data, 8, WS_MSG_OOB));
  EXPECT_EQ("!", data);
  ASSERT_EQ(0, ioctl(pair.server, WS_SIOCATMARK, nullptr, 0, &no_urgent, sizeof no_urgent));
  EXPECT_EQ(1u, no_urgent);
  EXPECT_EQ("ab", text(pair.server));  // not across the mark
  EXPECT_EQ("cd", text(pair.server));
  set_non_blocking(pair.server);
  EXPECT_EQ(WSAEWOULDBLOCK, receive_error(pair.server, WS_MSG_OOB));
}

TEST_F(Stream, ABlockingReceiveWaitsForUrgentData) {
  std::thread sender([&] {
    await_inside(pair.server);
    WSABUF buffer{1, const_cast<char*>("!")};
    DWORD count = 0;
    INT code = 0;
    EXPECT_EQ(0,
              table.lpWSPSend(pair.client, &buffer, 1, &count, WS_MSG_OOB, nullptr, nullptr, nullptr, &code));
  });
  std::string data;
  EXPECT_EQ(1, receive(pair.server, data, 1, WS_MSG_OOB));
  EXPECT_EQ("!", data);
  sender.join();
  close(pair.client);
  EXPECT_EQ(0, receive(pair.server, data, 1, WS_MSG_OOB));
}

TEST_F(Stream, UrgentDataInlineIsNormalData_112_113) {
  const DWORD on = 1;
  ASSERT_EQ(0, set_option(pair.server, WS_SOL_SOCKET, WS_SO_OOBINLINE, on));
  ASSERT_EQ(2, send(pair.client, "ab"));
  ASSERT_EQ(1, send(pair.client, "!", WS_MSG_OOB));
  await(pair.server, POLLPRI);
  EXPECT_EQ(WSAEINVAL, receive_error(pair.server, WS_MSG_OOB));
  EXPECT_EQ("ab", text(pair.server));
  EXPECT_EQ("!", text(pair.server));
}

TEST_F(Stream, BadPointersAreFaults) {
  DWORD count = 0;
  DWORD flags = 0;
  char byte = 0;
  WSABUF good{1, &byte};
  WSABUF bad{1, reinterpret_cast<char*>(0x7f0000001000)};
  const auto expect_fault = [&](int result) {
    EXPECT_EQ(SOCKET_ERROR, result);
    EXPECT_EQ(WSAEFAULT, error);
    error = 0;
  };
  const SOCKET s = pair.client;
  expect_fault(table.lpWSPSend(s, &bad, 1, &count, 0, nullptr, nullptr, nullptr, &error));
  expect_fault(table.lpWSPSend(s, nullptr, 1, &count, 0, nullptr, nullptr, nullptr, &error));
  expect_fault(table.lpWSPSend(s, &good, 1, nullptr, 0, nullptr, nullptr, nullptr, &error));
  expect_fault(table.lpWSPRecv(s, nullptr, 1, &count, &flags, nullptr, nullptr, nullptr, &error));
  expect_fault(table.lpWSPRecv(s, &good, 1, &count, nullptr, nullptr, nullptr, nullptr, &error));
  expect_fault(table.lpWSPRecv(s, &good, 1, nullptr, &flags, nullptr, nullptr, nullptr, &error));
  auto* nowhere = reinterpret_cast<DWORD*>(0x7f0000001000);
  expect_fault(table.lpWSPSend(s, reinterpret_cast<WSABUF*>(nowhere), 1, &count, 0, nullptr, nullptr, nullptr,
                               &error));
  expect_fault(table.lpWSPSend(s, &good, 1, nowhere, 0, nullptr, nullptr, nullptr, &error));
  expect_fault(table.lpWSPSend(s, &good, 0xFFFFFFFF, &count, 0, nullptr, nullptr, nullptr, &error));
  expect_fault(table.lpWSPRecv(s, reinterpret_cast<WSABUF*>(nowhere), 1, &count, &flags, nullptr, nullptr,
                               nullptr, &error));
  expect_fault(table.lpWSPRecv(s, &good, 1, nowhere, &flags, nullptr, nullptr, nullptr, &error));
  expect_fault(table.lpWSPRecv(s, &good, 1, &count, nowhere, nullptr, nullptr, nullptr, &error));
  ASSERT_EQ(1, send(pair.server, "x"));
  expect_fault(table.lpWSPRecv(s, &bad, 1, &count, &flags, nullptr, nullptr, nullptr, &error));
  void* read_only = mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  WSABUF locked{1, static_cast<char*>(read_only)};
  expect_fault(table.lpWSPRecv(s, &locked, 1, &count, &flags, nullptr, nullptr, nullptr, &error));
  expect_fault(table.lpWSPRecv(s, &good, 1, static_cast<DWORD*>(read_only), &flags, nullptr, nullptr, nullptr,
                               &error));
  munmap(read_only, 4096);
  EXPECT_EQ("x", text(s));  // nothing was lost
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPSend(s, &good, 0, &count, 0, nullptr, nullptr, nullptr, &error));
  EXPECT_EQ(WSAEINVAL, error);
}

TEST_F(Stream, ArgumentsOnTheHeapAreFineAndKeepTheirValues) {
  struct Arguments {
    WSABUF buffer;
    DWORD count;
    DWORD flags;
    char bytes[8];
  };
  const auto arguments = std::make_unique<Arguments>();
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(3, send(pair.client, "abc"));
    *arguments = {{8, arguments->bytes}, 77, WS_MSG_PEEK, {}};
    ASSERT_EQ(0, table.lpWSPRecv(pair.server, &arguments->buffer, 1, &arguments->count, &arguments->flags,
                                 nullptr, nullptr, nullptr, &error));
    EXPECT_EQ(3u, arguments->count);
    EXPECT_EQ(0u, arguments->flags);
    EXPECT_EQ("abc", text(pair.server));  // it was a peek
  }
}

TEST_F(Stream, OverlappedIsRefusedOrIgnored_48) {
  WSAOVERLAPPED overlapped{};
  char byte = 'o';
  WSABUF buffer{1, &byte};
  DWORD count = 0;
  EXPECT_EQ(SOCKET_ERROR,
            table.lpWSPSend(pair.client, &buffer, 1, &count, 0, &overlapped, nullptr, nullptr, &error));
  EXPECT_EQ(WSAEOPNOTSUPP, error);
  const SOCKET waiting = listener();
  const SOCKET s = open(kTcp4, 0);
  ASSERT_EQ(0, connect(s, local_name(waiting)));
  EXPECT_EQ(0, table.lpWSPSend(s, &buffer, 1, &count, 0, &overlapped, nullptr, nullptr, &error)) << error;
  EXPECT_EQ(1u, count);
  close(s);
  close(waiting);
}

TEST_F(Stream, ABrokenConnectionRaisesNoSignal_17) {
  reset(pair.server);
  EXPECT_EQ(WSAECONNRESET, receive_error(pair.client));
  for (int i = 0; i < 3; ++i) EXPECT_NE(0, send_error(pair.client));  // SIGPIPE would end the test
}

TEST_F(Stream, ClosingInterruptsAReceive_204) {
  std::thread closer([&] {
    await_inside(pair.client);
    INT code = 0;
    EXPECT_EQ(0, table.lpWSPCloseSocket(pair.client, &code));
  });
  EXPECT_EQ(WSAEINTR, receive_error(pair.client));
  closer.join();
}

TEST_F(Stream, ClosingInterruptsASend_204) {
  fill(pair.client);
  set_non_blocking(pair.client, false);
  std::thread closer([&] {
    await_inside(pair.client);
    INT code = 0;
    EXPECT_EQ(0, table.lpWSPCloseSocket(pair.client, &code));
  });
  EXPECT_EQ(WSAEINTR, send_error(pair.client));
  closer.join();
}

}  // namespace
}  // namespace wosa::test
