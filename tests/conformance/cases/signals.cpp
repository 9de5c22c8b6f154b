// SPDX-License-Identifier: MIT
// Linux' own: signals that the program handles arrive while a call blocks. Windows has nothing of the kind,
// so no call of Winsock shows them: they end none, and no time-out begins anew because of one.
#include <signal.h>
#include <sys/time.h>

#include <thread>

#include "kit/case.hpp"

namespace {

// A signal every few milliseconds, whose handler lets no system call be restarted, for as long as the object
// lives. They are for the case's own thread; another one must keep them out.
class Signals {
 public:
  Signals() {
    struct sigaction handled {};
    handled.sa_handler = [](int) {};
    sigaction(SIGALRM, &handled, nullptr);
    const itimerval every{{0, 5000}, {0, 5000}};
    setitimer(ITIMER_REAL, &every, nullptr);
  }
  ~Signals() {
    const itimerval never{};
    setitimer(ITIMER_REAL, &never, nullptr);
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
};

constexpr DWORD kTimeoutMs = 60;

int set_timeout(SOCKET s, int option) {
  return setsockopt(s, SOL_SOCKET, option, reinterpret_cast<const char*>(&kTimeoutMs), sizeof kTimeoutMs);
}

}  // namespace

ENTRY_CASE(Signals, ReceiveTimesOut, kit::kTransport, 116, 1036) {
  kit::Pair pair = entry.connected();
  ASSERT_SUCCEEDS(set_timeout(pair.client, SO_RCVTIMEO));
  char data[4];
  WSABUF buffers[] = {{2, data}, {2, data + 2}};
  DWORD count = 0, flags = 0;
  const Signals signals;
  EXPECT_FAILS(recv(pair.client, data, sizeof data, 0), WSAETIMEDOUT);
  EXPECT_FAILS(WSARecv(pair.client, buffers, 2, &count, &flags, nullptr, nullptr), WSAETIMEDOUT);
}

ENTRY_CASE(Signals, SendTimesOut, kit::kStream, 116, 1036) {
  kit::Pair pair = entry.connected();
  ASSERT_SUCCEEDS(set_timeout(pair.client, SO_SNDTIMEO));
  const std::string text(1 << 20, 'x');
  const Signals signals;
  int result = 0;
  for (int i = 0; i < 1000 && result != SOCKET_ERROR; ++i)
    result = send(pair.client, text.data(), static_cast<int>(text.size()), 0);
  EXPECT_EQ(result, SOCKET_ERROR) << "a peer that reads nothing took a gigabyte";
  EXPECT_CODE(WSAGetLastError(), WSAETIMEDOUT);
}

ENTRY_CASE(Signals, WaitsTimeOut, kit::kTransport, 138, 1036) {
  kit::Pair pair = entry.connected();
  const Signals signals;
  fd_set set;
  FD_ZERO(&set);
  FD_SET(pair.client, &set);
  const timeval time{0, kTimeoutMs * 1000};
  EXPECT_EQ(select(0, &set, nullptr, nullptr, &time), 0) << kit::error_name(WSAGetLastError());
  WSAPOLLFD one{pair.client, POLLIN, 0};
  EXPECT_EQ(WSAPoll(&one, 1, kTimeoutMs), 0) << kit::error_name(WSAGetLastError());
}

// What arrives after many signals is received as if there had been none.
ENTRY_CASE(Signals, ReceiveAndAcceptGoOn, kit::kStream, 1036) {
  kit::Socket listening = entry.listener();
  const kit::Address where = kit::local_address(listening);
  sigset_t alarm;
  sigemptyset(&alarm);
  sigaddset(&alarm, SIGALRM);
  pthread_sigmask(SIG_BLOCK, &alarm, nullptr);  // not for the other thread
  std::thread peer([&entry, where] {
    Sleep(100);
    const kit::Socket s = entry.open();
    EXPECT_SUCCEEDS(connect(s, where.data(), where.length()));
    Sleep(100);
    EXPECT_EQ(send(s, "late", 4, 0), 4);
  });
  pthread_sigmask(SIG_UNBLOCK, &alarm, nullptr);
  const Signals signals;
  const kit::Socket accepted(accept(listening, nullptr, nullptr));
  EXPECT_TRUE(accepted.valid()) << kit::error_name(WSAGetLastError());
  EXPECT_EQ(kit::receive_exactly(accepted, 4), "late");
  peer.join();
}
