// SPDX-License-Identifier: MIT
// Network events under threads: connections whose two ends are driven by events alone, each end by a thread
// that waits, enumerates, sends, receives and closes as it is told. A thread that is not told of what it
// waits for hangs; one that is told of what is not there breaks a rule. What a thread does follows from the
// seed (WOSA_STRESS_SEED); the first entry of the catalog that is a stream serves (WOSA_PROVIDERS).
#include <gtest/gtest.h>
#include <winsock2.h>
#include <ws2tcpip.h>

#include <afunix.h>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "harness.hpp"

namespace wosa::stress {
namespace {

constexpr int kPairs = 3;
constexpr int kRounds = 4;
constexpr std::size_t kBytes = 300'000;
constexpr std::size_t kMostAtOnce = 50'000;
constexpr DWORD kPatienceMs = 60'000;

char byte_of(std::size_t place) { return static_cast<char>(place * 31 + place / 251); }

// One end of a connection: sends kBytes, receives as many, then ends its direction and waits for the other's
// end. Every step is one that an event announced.
class End {
 public:
  End(SOCKET s, WSAEVENT event, std::mt19937 random, Violations& violations)
      : s_(s), event_(event), random_(random), violations_(violations) {}
  ~End() {
    closesocket(s_);
    WSACloseEvent(event_);
  }
  End(const End&) = delete;
  End& operator=(const End&) = delete;

  void run() {
    while (!closed_ || received_ < kBytes || sent_ < kBytes) {
      if (WSAWaitForMultipleEvents(1, &event_, TRUE, kPatienceMs, FALSE) != WSA_WAIT_EVENT_0) {
        violations_.add("an event that must come does not: sent " + std::to_string(sent_) + " received " +
                        std::to_string(received_));
        return;
      }
      WSANETWORKEVENTS record{};
      if (WSAEnumNetworkEvents(s_, event_, &record) != 0) return violations_.add("cannot enumerate");
      if (!act(record)) return;
    }
  }

 private:
  bool act(const WSANETWORKEVENTS& record) {
    const long seen = record.lNetworkEvents;
    if ((seen & FD_CONNECT) != 0 && record.iErrorCode[FD_CONNECT_BIT] != 0)
      return broken("a connect fails with " + std::to_string(record.iErrorCode[FD_CONNECT_BIT]));
    if ((seen & FD_READ) != 0 && !receive()) return false;
    if ((seen & FD_WRITE) != 0 && !send_on()) return false;
    if ((seen & FD_CLOSE) != 0) {
      if (closed_) return broken("FD_CLOSE comes twice");
      if (record.iErrorCode[FD_CLOSE_BIT] != 0) return broken("the end is not graceful");
      if (received_ != kBytes) return broken("FD_CLOSE comes before all data was read");
      closed_ = true;
    }
    return true;
  }

  // One receive for each FD_READ: what is left is announced again.
  bool receive() {
    const std::size_t room = 1 + random_() % kMostAtOnce;
    const int count = recv(s_, buffer_.data(), static_cast<int>(room), 0);
    if (count == SOCKET_ERROR)
      return broken("FD_READ, and recv fails with " + std::to_string(WSAGetLastError()));
    if (count == 0) return broken("FD_READ for the end");
    for (int i = 0; i < count; ++i) {
      if (buffer_[static_cast<std::size_t>(i)] != byte_of(received_ + static_cast<std::size_t>(i)))
        return broken("a wrong byte");
    }
    received_ += static_cast<std::size_t>(count);
    return true;
  }

  // Until a send is refused, or everything was sent.
  bool send_on() {
    while (sent_ < kBytes) {
      const std::size_t size = std::min<std::size_t>(1 + random_() % kMostAtOnce, kBytes - sent_);
      for (std::size_t i = 0; i < size; ++i) buffer_[i] = byte_of(sent_ + i);
      const int count = send(s_, buffer_.data(), static_cast<int>(size), 0);
      if (count == SOCKET_ERROR) {
        return WSAGetLastError() == WSAEWOULDBLOCK ||
               broken("a send fails with " + std::to_string(WSAGetLastError()));
      }
      sent_ += static_cast<std::size_t>(count);
    }
    if (!ended_ && shutdown(s_, SD_SEND) != 0) return broken("shutdown fails");
    ended_ = true;
    return true;
  }

  bool broken(const std::string& rule) {
    violations_.add(rule);
    return false;
  }

  const SOCKET s_;
  const WSAEVENT event_;
  std::mt19937 random_;
  Violations& violations_;
  std::array<char, kMostAtOnce> buffer_{};
  std::size_t sent_ = 0;
  std::size_t received_ = 0;
  bool ended_ = false;
  bool closed_ = false;
};

constexpr long kEvents = FD_READ | FD_WRITE | FD_CONNECT | FD_CLOSE;

struct Place {
  SOCKADDR_STORAGE name{};
  int length = sizeof(SOCKADDR_STORAGE);
  sockaddr* address() { return reinterpret_cast<sockaddr*>(&name); }
};

SOCKET listen_at(const WSAPROTOCOL_INFOW& entry, Place& place, int number) {
  const SOCKET s = open_socket(entry);
  place.name.ss_family = static_cast<ADDRESS_FAMILY>(entry.iAddressFamily);
  if (entry.iAddressFamily == AF_UNIX) {
    auto& path = reinterpret_cast<sockaddr_un&>(place.name);
    const std::string text =
        "/tmp/wosa-events-" + std::to_string(GetCurrentProcessId()) + "-" + std::to_string(number);
    std::remove(text.c_str());
    text.copy(path.sun_path, sizeof path.sun_path - 1);
    place.length = sizeof path;
  } else if (entry.iAddressFamily == AF_INET) {
    reinterpret_cast<sockaddr_in&>(place.name).sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    place.length = sizeof(sockaddr_in);
  } else {
    reinterpret_cast<sockaddr_in6&>(place.name).sin6_addr = in6addr_loopback;
    place.length = sizeof(sockaddr_in6);
  }
  EXPECT_EQ(0, bind(s, place.address(), place.length)) << WSAGetLastError();
  EXPECT_EQ(0, getsockname(s, place.address(), &place.length));
  EXPECT_EQ(0, listen(s, 16));
  return s;
}

// The first entry that is a stream.
WSAPROTOCOL_INFOW stream_entry() {
  DWORD size = 0;
  WSAEnumProtocolsW(nullptr, nullptr, &size);
  std::vector<WSAPROTOCOL_INFOW> all(size / sizeof(WSAPROTOCOL_INFOW));
  const int count = WSAEnumProtocolsW(nullptr, all.data(), &size);
  for (int i = 0; i < count; ++i) {
    if (all[static_cast<std::size_t>(i)].iSocketType == SOCK_STREAM) return all[static_cast<std::size_t>(i)];
  }
  ADD_FAILURE() << "no stream in the catalog";
  return {};
}

void run_pair(const WSAPROTOCOL_INFOW& entry, int number, Violations& violations) {
  Place place;
  const SOCKET listening = listen_at(entry, place, number);
  const WSAEVENT arrival = WSACreateEvent();
  EXPECT_EQ(0, WSAEventSelect(listening, arrival, FD_ACCEPT));
  for (int round = 0; round < kRounds; ++round) {
    const SOCKET connecting = open_socket(entry);
    const WSAEVENT event = WSACreateEvent();
    EXPECT_EQ(0, WSAEventSelect(connecting, event, kEvents));
    if (connect(connecting, place.address(), place.length) != 0 && WSAGetLastError() != WSAEWOULDBLOCK)
      return violations.add("connect fails with " + std::to_string(WSAGetLastError()));
    if (WSAWaitForMultipleEvents(1, &arrival, TRUE, kPatienceMs, FALSE) != WSA_WAIT_EVENT_0)
      return violations.add("no FD_ACCEPT");
    WSANETWORKEVENTS record{};
    EXPECT_EQ(0, WSAEnumNetworkEvents(listening, arrival, &record));
    const SOCKET accepted = accept(listening, nullptr, nullptr);
    if (accepted == INVALID_SOCKET)
      return violations.add("FD_ACCEPT, and accept fails with " + std::to_string(WSAGetLastError()));
    const WSAEVENT other = WSACreateEvent();
    EXPECT_EQ(0, WSAEventSelect(accepted, other, kEvents));
    const auto seed = static_cast<unsigned>(number * 100 + round * 2);
    End client(connecting, event, generator(seed), violations);
    End server(accepted, other, generator(seed + 1), violations);
    std::thread serving([&] { server.run(); });
    client.run();
    serving.join();
    // The listener's event belongs to one socket here; the next round waits for the next connection.
    WSAResetEvent(arrival);
  }
  closesocket(listening);
  WSACloseEvent(arrival);
}

TEST(NetworkEventStress, EveryStepIsAnnounced) {
  WSADATA data;
  ASSERT_EQ(0, WSAStartup(MAKEWORD(2, 2), &data));
  const WSAPROTOCOL_INFOW entry = stream_entry();
  Violations violations;
  std::vector<std::thread> pairs;
  for (int number = 0; number < kPairs; ++number)
    pairs.emplace_back([&, number] { run_pair(entry, number, violations); });
  for (std::thread& pair : pairs) pair.join();
  EXPECT_EQ("", violations.text());
  WSACleanup();
}

// ThreadSanitizer ends a child that starts a thread.
#ifndef __SANITIZE_THREAD__

// In the child: the data that it sends to itself is announced by the selection that the parent made.
int use_selection(SOCKET sender, SOCKET selected, WSAEVENT event) {
  if (send(sender, "x", 1, 0) != 1) return 1;
  if (WSAWaitForMultipleEvents(1, &event, TRUE, kPatienceMs, FALSE) != WSA_WAIT_EVENT_0) return 2;
  WSANETWORKEVENTS record{};
  if (WSAEnumNetworkEvents(selected, event, &record) != 0) return 3;
  if (record.lNetworkEvents != FD_READ) return 4;
  char byte = 0;
  if (recv(selected, &byte, 1, 0) != 1) return 5;
  return 0;
}

TEST(NetworkEventStress, TheChildOfAForkKeepsASelection) {
  WSADATA data;
  ASSERT_EQ(0, WSAStartup(MAKEWORD(2, 2), &data));
  const WSAPROTOCOL_INFOW entry = stream_entry();
  Place place;
  const SOCKET listening = listen_at(entry, place, kPairs);
  const SOCKET client = open_socket(entry);
  ASSERT_EQ(0, connect(client, place.address(), place.length));
  const SOCKET server = accept(listening, nullptr, nullptr);
  ASSERT_NE(INVALID_SOCKET, server);
  WSAEVENT event = WSACreateEvent();
  ASSERT_EQ(0, WSAEventSelect(server, event, FD_READ));
  const bool kernel = (entry.dwServiceFlags1 & XP1_IFS_HANDLES) != 0;
  const pid_t child = fork();
  if (child == 0) {
    if (kernel) _exit(use_selection(client, server, event));
    WSANETWORKEVENTS record{};
    const bool refused =
        WSAEnumNetworkEvents(server, event, &record) == SOCKET_ERROR && WSAGetLastError() == WSAENETDOWN;
    _exit(refused ? 0 : 6);
  }
  int status = -1;
  ASSERT_EQ(child, waitpid(child, &status, 0));
  EXPECT_EQ(0, status);
  // The parent's own goes on.
  ASSERT_EQ(1, send(client, "y", 1, 0));
  EXPECT_EQ(WSA_WAIT_EVENT_0, WSAWaitForMultipleEvents(1, &event, TRUE, kPatienceMs, FALSE));
  closesocket(client);
  closesocket(server);
  closesocket(listening);
  WSACloseEvent(event);
  WSACleanup();
}

#endif

}  // namespace
}  // namespace wosa::stress
