// SPDX-License-Identifier: MIT
#include <poll.h>

#include "tcpip_test.hpp"

namespace wosa::test {
namespace {

constexpr SHORT kIn = WS_POLLRDNORM;
constexpr SHORT kOut = WS_POLLWRNORM;

class Poll : public TcpipTest {
 protected:
  int poll_all(std::vector<WSAPOLLFD>& entries, int timeout = 0) {
    return runtime.provider()->lpPoll(entries.data(), static_cast<ULONG>(entries.size()), timeout, &error);
  }
  SHORT now(SOCKET s, SHORT events = kIn | kOut | WS_POLLRDBAND) {
    std::vector<WSAPOLLFD> entries{{s, events, 0x7FFF}};
    const int total = poll_all(entries);
    EXPECT_EQ(entries[0].revents != 0 ? 1 : 0, total) << error;
    return entries[0].revents;
  }
};

TEST_F(Poll, FollowsAStreamsLife_148) {
  const SOCKET s = open(kTcp4);
  EXPECT_EQ(0, now(s));
  const SOCKET waiting = listener();
  EXPECT_EQ(0, now(waiting));
  ASSERT_EQ(0, connect(s, local_name(waiting)));
  EXPECT_EQ(kIn, now(waiting));
  const SOCKET server = accept(waiting);
  EXPECT_EQ(kOut, now(server));
  EXPECT_EQ(0, now(server, kIn));
  ASSERT_EQ(2, send(s, "xy"));
  await(server, POLLIN);
  EXPECT_EQ(kIn | kOut, now(server));
  EXPECT_EQ(kIn, now(server, kIn));
  ASSERT_EQ(0, shutdown(s, SD_SEND));
  await(server, POLLRDHUP);
  EXPECT_EQ(kIn | kOut | WS_POLLHUP, now(server));  // data remains
  text(server);
  EXPECT_EQ(kOut | WS_POLLHUP, now(server));
  EXPECT_EQ(WS_POLLHUP, now(server, 0));  // told without being asked
  close(server);
  close(s);
  close(waiting);
}

TEST_F(Poll, ShowsAResetAsAnError_148) {
  const Pair pair = connected_pair();
  ASSERT_EQ(0, set_option(pair.client, WS_SOL_SOCKET, WS_SO_LINGER, LINGER{1, 0}));
  close(pair.client);
  await(pair.server, POLLERR);
  EXPECT_EQ(WS_POLLERR | WS_POLLHUP, now(pair.server, kIn) & (WS_POLLERR | WS_POLLHUP));
  close(pair.server);
}

TEST_F(Poll, ShowsAFailedConnect_149) {
  const SOCKET waiting = listener();
  const Name gone = local_name(waiting);
  close(waiting);
  const SOCKET s = open(kTcp4);
  set_non_blocking(s);
  connect(s, gone);
  std::vector<WSAPOLLFD> entries{{s, kOut, 0}};
  EXPECT_EQ(1, poll_all(entries, -1));
  EXPECT_EQ(WS_POLLERR | WS_POLLHUP | kOut, entries[0].revents);
  close(s);
}

TEST_F(Poll, ShowsUrgentDataAsABand) {
  const Pair pair = connected_pair();
  ASSERT_EQ(1, send(pair.client, "!", WS_MSG_OOB));
  await(pair.server, POLLPRI);
  EXPECT_EQ(WS_POLLRDBAND, now(pair.server, kIn | WS_POLLRDBAND));
  close(pair.client);
  close(pair.server);
}

TEST_F(Poll, RefusesEventsThatCannotBeAskedFor_145) {
  const SOCKET s = open(kUdp4);
  for (const int events : {WS_POLLPRI, WS_POLLERR, WS_POLLHUP, WS_POLLNVAL, WS_POLLWRBAND, 0x4000}) {
    std::vector<WSAPOLLFD> entries{{s, static_cast<SHORT>(events), 0}};
    EXPECT_EQ(SOCKET_ERROR, poll_all(entries)) << events;
    EXPECT_EQ(WSAEINVAL, error);
  }
  close(s);
}

TEST_F(Poll, SkipsNegativeAndMarksInvalidSockets_146) {
  const SOCKET s = open(kUdp4);
  std::vector<WSAPOLLFD> entries{{s, kOut, 0}, {INVALID_SOCKET, kOut, 5}, {9999, kOut, 0}};
  EXPECT_EQ(2, poll_all(entries, -1));
  EXPECT_EQ(kOut, entries[0].revents);
  EXPECT_EQ(0, entries[1].revents);
  EXPECT_EQ(WS_POLLNVAL, entries[2].revents);
  std::vector<WSAPOLLFD> none{{INVALID_SOCKET, kOut, 0}, {9999, kOut, 0}};
  EXPECT_EQ(SOCKET_ERROR, poll_all(none));
  EXPECT_EQ(WSAEINVAL, error);
  EXPECT_EQ(SOCKET_ERROR, runtime.provider()->lpPoll(nullptr, 1, 0, &error));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ(SOCKET_ERROR, runtime.provider()->lpPoll(entries.data(), 0, 0, &error));
  EXPECT_EQ(WSAEINVAL, error);
  close(s);
}

TEST_F(Poll, WaitsForTheTime) {
  const SOCKET s = open(kUdp4);
  ASSERT_EQ(0, bind(s, loopback4()));
  std::vector<WSAPOLLFD> entries{{s, kIn, 7}};
  EXPECT_EQ(0, poll_all(entries, 5));
  EXPECT_EQ(0, entries[0].revents);
  close(s);
}

TEST_F(Poll, TheSameSocketMayStandTwice) {
  const SOCKET s = open(kUdp4);
  ASSERT_EQ(0, bind(s, loopback4()));
  std::vector<WSAPOLLFD> entries{{s, kIn, 0}, {s, kOut, 0}};
  EXPECT_EQ(1, poll_all(entries));
  EXPECT_EQ(0, entries[0].revents);
  EXPECT_EQ(kOut, entries[1].revents);
  close(s);
}

TEST_F(Poll, ASocketClosedMeanwhileIsInvalid_148) {
  const Pair pair = connected_pair();
  std::thread closer([&] {
    await_inside(pair.client);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    INT code = 0;
    EXPECT_EQ(0, table.lpWSPCloseSocket(pair.client, &code));
  });
  std::vector<WSAPOLLFD> entries{{pair.client, kIn, 0}};
  EXPECT_EQ(1, poll_all(entries, -1));
  EXPECT_EQ(WS_POLLNVAL, entries[0].revents);
  closer.join();
  close(pair.server);
}

TEST_F(Poll, ReadinessAnswersInConditions) {
  const Pair pair = connected_pair();
  const auto* provider = runtime.provider();
  const DWORD all = 0x7F;
  DWORD ready = 0;
  ASSERT_EQ(0, provider->lpQueryReadiness(pair.server, all, &ready, &error));
  EXPECT_EQ(DWORD{WOSA_READY_WRITE}, ready);
  short events = 0;
  ASSERT_EQ(0, provider->lpArmReadiness(pair.server, WOSA_READY_READ, &ready, &events, &error));
  EXPECT_EQ(0u, ready);
  ASSERT_EQ(1, send(pair.client, "x"));
  await(pair.server, events);
  ASSERT_EQ(0, provider->lpQueryReadiness(pair.server, all, &ready, &error));
  EXPECT_EQ(DWORD{WOSA_READY_WRITE | WOSA_READY_READ | WOSA_READY_DATA}, ready);
  provider->lpDisarmReadiness(pair.server, WOSA_READY_READ);
  EXPECT_EQ(SOCKET_ERROR, provider->lpQueryReadiness(9999, all, &ready, &error));
  EXPECT_EQ(WSAENOTSOCK, error);
  close(pair.client);
  close(pair.server);
}

}  // namespace
}  // namespace wosa::test
