// SPDX-License-Identifier: MIT
// Calls on sockets that other threads close and open again, over a provider whose contexts tell when they are
// released under a procedure. Descriptor numbers are reused at once, so every stale handle soon is another
// socket.
//
// The handles under test stand in atomics. Who takes one out of its place closes it, and nobody else does.
#include <gtest/gtest.h>

#include <windows.h>
#include <ws2tcpip.h>

#include <array>
#include <thread>

#include "harness.hpp"

namespace wosa::stress {
namespace {

constexpr u_long kPollBits = POLLRDNORM | POLLWRNORM;

// Places with handles that come and go.
class Places {
 public:
  Places(std::size_t count, std::function<SOCKET()> open) : open_(std::move(open)), places_(count) {
    for (auto& place : places_) place = open_();
  }
  ~Places() { close_all(); }

  [[nodiscard]] SOCKET any(std::mt19937& random) const { return places_[random() % places_.size()]; }
  [[nodiscard]] SOCKET at(std::size_t i) const { return places_[i]; }
  [[nodiscard]] std::size_t size() const { return places_.size(); }

  // Closes what stands in a place and puts a new socket there.
  void replace(std::size_t i, Violations& violations) {
    const SOCKET old = places_[i].exchange(INVALID_SOCKET);
    if (old == INVALID_SOCKET) return;
    if (closesocket(old) != 0)
      violations.add("closesocket of an own socket failed with " + std::to_string(WSAGetLastError()));
    const SOCKET made = open_();
    if (made == INVALID_SOCKET) violations.add("no new socket: " + std::to_string(WSAGetLastError()));
    places_[i] = made;
  }
  void close_all() {
    for (auto& place : places_) {
      const SOCKET s = place.exchange(INVALID_SOCKET);
      if (s != INVALID_SOCKET) closesocket(s);
    }
  }

 private:
  std::function<SOCKET()> open_;
  std::vector<std::atomic<SOCKET>> places_;
};

void send_one(SOCKET s, Violations& violations) {
  if (send(s, "abcd", 4, 0) == SOCKET_ERROR)
    violations.check_code("send", WSAGetLastError(), {WSAENOTSOCK, WSAEINTR});
}

void receive_one(SOCKET s, Violations& violations) {
  char data[4];
  if (recv(s, data, 4, 0) == SOCKET_ERROR)
    violations.check_code("recv", WSAGetLastError(), {WSAENOTSOCK, WSAEINTR});
}

void accept_one(SOCKET s, Violations& violations, bool arrives) {
  DWORD returned = 0;
  if (arrives && WSAIoctl(s, kAddConnection, nullptr, 0, nullptr, 0, &returned, nullptr, nullptr) != 0) {
    violations.check_code("WSAIoctl", WSAGetLastError(), {WSAENOTSOCK, WSAEINTR});
  }
  const SOCKET accepted = accept(s, nullptr, nullptr);
  if (accepted == INVALID_SOCKET) {
    violations.check_code("accept", WSAGetLastError(), {WSAENOTSOCK, WSAEINTR});
  } else if (closesocket(accepted) != 0) {
    violations.add("closesocket of an accepted socket failed");
  }
}

void select_some(const std::array<SOCKET, 4>& sockets, Violations& violations) {
  fd_set reads, writes;
  FD_ZERO(&reads);
  FD_ZERO(&writes);
  for (std::size_t i = 0; i < sockets.size(); ++i) FD_SET(sockets[i], i < 3 ? &reads : &writes);
  const timeval short_time{0, 2000};
  if (select(0, &reads, sockets[3] % 2 == 0 ? nullptr : &writes, nullptr, &short_time) == SOCKET_ERROR) {
    violations.check_code("select", WSAGetLastError(), {WSAENOTSOCK});
  }
}

void poll_some(const std::array<SOCKET, 4>& sockets, Violations& violations) {
  WSAPOLLFD fds[4];
  for (std::size_t i = 0; i < 4; ++i)
    fds[i] = {sockets[i], i == 3 ? SHORT{POLLWRNORM} : SHORT{POLLRDNORM}, 0};
  if (WSAPoll(fds, 3, 2) == SOCKET_ERROR) {
    violations.check_code("WSAPoll", WSAGetLastError(), {WSAEINVAL, WSAENOTSOCK});
  }
  for (const WSAPOLLFD& one : fds) {
    if ((one.revents & ~(kPollBits | POLLNVAL | POLLHUP | POLLERR)) != 0)
      violations.add("WSAPoll told unknown bits");
  }
}

void ask_type(SOCKET s, Violations& violations) {
  DWORD type = 0;
  int length = sizeof type;
  if (getsockopt(s, SOL_SOCKET, SO_TYPE, reinterpret_cast<char*>(&type), &length) == SOCKET_ERROR) {
    violations.check_code("getsockopt", WSAGetLastError(), {WSAENOTSOCK, WSAEINTR});
  } else if (type != SOCK_STREAM) {
    violations.add("getsockopt told another type");
  }
}

void one_call(const Places& places, std::mt19937& random, Violations& violations) {
  const SOCKET s = places.any(random);
  const std::array<SOCKET, 4> several{s, places.any(random), places.any(random), places.any(random)};
  switch (random() % 8) {
    case 0:
    case 1: return send_one(s, violations);
    case 2:
    case 3: return receive_one(s, violations);
    case 4: return accept_one(s, violations, random() % 2 == 0);
    case 5: return select_some(several, violations);
    case 6: return poll_some(several, violations);
    default: return ask_type(s, violations);
  }
}

void expect_clean(const Report& before, const Report& after) {
  EXPECT_EQ(after.released_inside, before.released_inside)
      << "a context was released while a procedure was inside";
  EXPECT_EQ(after.foreign_data, before.foreign_data) << "data of another socket was received";
  EXPECT_EQ(after.released_twice, before.released_twice);
  EXPECT_GT(after.calls, before.calls) << "the provider was never reached";
}

// Gives the last releases a moment: the last of those inside releases, perhaps after the close came back.
void expect_all_released(Report (*report)()) {
  for (int i = 0; i < 2000 && report().live_contexts != 0; ++i) Sleep(1);
  EXPECT_EQ(report().live_contexts, 0U) << "closed sockets were never released";
}

}  // namespace

TEST(CloseWhileInUse, EveryCall) {
  const Started winsock;
  Violations violations;
  const WSAPROTOCOL_INFOW entry = entry_with_protocol(kChecked);
  Places places(10, [&entry] { return open_socket(entry); });
  const Report before = checked_report();
  Crew crew;
  for (unsigned i = 0; i < 6; ++i) {
    crew.add([&, random = generator(i)]() mutable { one_call(places, random, violations); });
  }
  for (unsigned i = 0; i < 3; ++i) {
    crew.add(
        [&, random = generator(100 + i)]() mutable { places.replace(random() % places.size(), violations); });
  }
  crew.run([&places] { places.close_all(); });
  places.close_all();
  const Report after = checked_report();
  expect_clean(before, after);
  EXPECT_GT(after.blocked, before.blocked) << "no call ever waited";
  EXPECT_EQ(violations.text(), "");
  expect_all_released(&checked_report);
}

TEST(CloseWhileInUse, ThousandSocketSelect) {
  const Started winsock;
  Violations violations;
  const WSAPROTOCOL_INFOW entry = entry_with_protocol(kChecked);
  Places places(1000, [&entry] { return open_socket(entry); });
  const Report before = checked_report();
  std::atomic<int> complete{0};
  Crew crew;
  for (unsigned i = 0; i < 2; ++i) {
    crew.add([&] {
      struct {
        u_int count;
        SOCKET sockets[1000];
      } large;
      large.count = 0;
      for (std::size_t place = 0; place < places.size(); ++place) {
        const SOCKET s = places.at(place);
        if (s != INVALID_SOCKET) large.sockets[large.count++] = s;
      }
      const timeval none{0, 0};
      if (large.count == 0) return;
      if (select(0, reinterpret_cast<fd_set*>(&large), nullptr, nullptr, &none) == SOCKET_ERROR) {
        violations.check_code("select", WSAGetLastError(), {WSAENOTSOCK});
      } else {
        ++complete;
      }
    });
  }
  // After every few closes some select goes through, with a whole set of open sockets, before the next ones
  // come.
  crew.add([&, random = generator(9)]() mutable {
    for (int i = 0; i < 3; ++i) places.replace(random() % places.size(), violations);
    const int before_waiting = complete;
    for (int i = 0; i < 2000 && complete == before_waiting; ++i) Sleep(1);
  });
  crew.run([&places] { places.close_all(); });
  places.close_all();
  expect_clean(before, checked_report());
  EXPECT_GT(complete.load(), 0) << "no select ever went through";
  EXPECT_EQ(violations.text(), "");
  expect_all_released(&checked_report);
}

// A call on the upper handle goes down to the lower table with the lower handle, which the API never saw: the
// lower procedures must hold it by themselves.
void layered_stress(int depth) {
  const Started winsock;
  Violations violations;
  prepare_layer(STRESS_LAYERED_LIBRARY, entry_with_protocol(kChecked));
  const WSAPROTOCOL_INFOW entry = entry_with_protocol(kLayered);
  Places places(6, [&entry, depth] { return open_socket(entry, kLayered + depth); });
  ASSERT_NE(places.at(0), INVALID_SOCKET) << WSAGetLastError();
  const Report lower_before = checked_report(), upper_before = layered_report();
  Crew crew;
  for (unsigned i = 0; i < 5; ++i) {
    crew.add([&, random = generator(i)]() mutable {
      const SOCKET s = places.any(random);
      switch (random() % 4) {
        case 0: return send_one(s, violations);
        case 1: return receive_one(s, violations);
        default: return ask_type(s, violations);
      }
    });
  }
  // Two ways to lose the lower handle: by itself, and together with the upper one.
  crew.add([&, random = generator(50)]() mutable {
    DWORD returned = 0;
    if (WSAIoctl(places.any(random), kCloseInner, nullptr, 0, nullptr, 0, &returned, nullptr, nullptr) != 0) {
      violations.check_code("WSAIoctl", WSAGetLastError(), {WSAENOTSOCK, WSAEINTR});
    }
    std::this_thread::yield();
  });
  for (unsigned i = 0; i < 2; ++i) {
    crew.add(
        [&, random = generator(60 + i)]() mutable { places.replace(random() % places.size(), violations); });
  }
  crew.run([&places] { places.close_all(); });
  places.close_all();
  expect_clean(lower_before, checked_report());
  expect_clean(upper_before, layered_report());
  EXPECT_EQ(violations.text(), "");
  expect_all_released(&layered_report);
  expect_all_released(&checked_report);
}

TEST(CloseWhileInUse, TranslatingLayer) { layered_stress(1); }

// More pins on top of each other than a thread's inline ones.
TEST(CloseWhileInUse, TwelveLayers) { layered_stress(12); }

// The lower procedures are those of the stand-alone tcpip: its datagram sockets wait for what never comes,
// until they are closed below their upper handle.
TEST(CloseWhileInUse, LayerOverTcpip) {
  const Started winsock;
  Violations violations;
  prepare_layer(STRESS_OVER_TCPIP_LIBRARY, entry_with_protocol(IPPROTO_UDP));
  const WSAPROTOCOL_INFOW entry = entry_with_protocol(kOverTcpip);
  Places places(6, [&entry] {
    const SOCKET s = open_socket(entry);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (s != INVALID_SOCKET) bind(s, reinterpret_cast<sockaddr*>(&address), sizeof address);
    return s;
  });
  ASSERT_NE(places.at(0), INVALID_SOCKET) << WSAGetLastError();
  const Report before = over_tcpip_report();
  Crew crew;
  for (unsigned i = 0; i < 5; ++i) {
    crew.add([&, random = generator(i)]() mutable {
      char data[4];
      DWORD type = 0;
      int length = sizeof type;
      const SOCKET s = places.any(random);
      // A socket that is closed before it is bound has nothing to receive from: WSAEINVAL.
      if (random() % 2 == 0) {
        if (recv(s, data, 4, 0) != SOCKET_ERROR) violations.add("something was received");
        violations.check_code("recv", WSAGetLastError(), {WSAENOTSOCK, WSAEINTR, WSAEINVAL});
      } else if (getsockopt(s, SOL_SOCKET, SO_TYPE, reinterpret_cast<char*>(&type), &length) == 0) {
        if (type != SOCK_DGRAM) violations.add("getsockopt told another type");
      } else {
        violations.check_code("getsockopt", WSAGetLastError(), {WSAENOTSOCK, WSAEINTR});
      }
    });
  }
  for (unsigned i = 0; i < 2; ++i) {
    crew.add(
        [&, random = generator(70 + i)]() mutable { places.replace(random() % places.size(), violations); });
  }
  crew.run([&places] { places.close_all(); });
  places.close_all();
  expect_clean(before, over_tcpip_report());
  EXPECT_EQ(violations.text(), "");
  expect_all_released(&over_tcpip_report);
}

}  // namespace wosa::stress
