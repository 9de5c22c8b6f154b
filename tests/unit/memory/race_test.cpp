// SPDX-License-Identifier: MIT
// What several threads may do at once. Bounded by counts, never by time.
#include <atomic>
#include <random>
#include <thread>
#include <vector>

#include "memory_fixture.hpp"

namespace {

using namespace memory_test;

class MemoryRace : public MemoryTest {
 protected:
  /// A thread that runs until it is told to stop, and is told at the end of the test.
  template <typename Work>
  static std::thread during(std::atomic<bool>& stop, Work work) {
    return std::thread([&stop, work] {
      while (!stop.load(std::memory_order_acquire)) work();
    });
  }
};

std::string pattern(std::size_t size) {
  std::mt19937 random(11);
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>(random());
  return text;
}

void send_everything(Endpoint& socket, std::string_view text) {
  std::mt19937 random(5);
  while (!text.empty()) {
    const auto count = send(socket, text.substr(0, 1 + random() % 50000));
    if (count) {
      text.remove_prefix(*count);
    } else {
      ASSERT_EQ(count.error(), WSAEWOULDBLOCK);
      std::this_thread::yield();
    }
  }
}

std::string receive_everything(Endpoint& socket) {
  std::string all;
  std::string room(30000, '-');
  for (;;) {
    const WSABUF part{static_cast<ULONG>(room.size()), room.data()};
    const auto count = socket.try_recv(Buffers(std::span(&part, 1)), {});
    if (!count && count.error() == WSAEWOULDBLOCK) {
      std::this_thread::yield();
      continue;
    }
    if (!count || *count == 0) return all;
    all.append(room, 0, *count);
  }
}

// Both directions at once while others look on.
TEST_F(MemoryRace, BothDirectionsAndObservers) {
  const Pair pair = connected();
  const std::string text = pattern(2 << 20);
  std::atomic<bool> stop{false};
  std::thread observer = during(stop, [&] {
    for (const Socket* socket : {&pair.client, &pair.server}) {
      (*socket)->ready(kAll);
      (*socket)->unsent();
      (*socket)->at_urgent_mark();
      (*socket)->worth_spinning();
      EXPECT_TRUE((*socket)->readable_bytes());
      EXPECT_TRUE((*socket)->peer_name());
    }
  });
  std::string there, back;
  std::thread a([&] {
    send_everything(*pair.client, text);
    EXPECT_EQ(code(pair.client->shutdown(SD_SEND)), 0);
  });
  std::thread b([&] {
    send_everything(*pair.server, text);
    EXPECT_EQ(code(pair.server->shutdown(SD_SEND)), 0);
  });
  std::thread c([&] { there = receive_everything(*pair.server); });
  back = receive_everything(*pair.client);
  for (std::thread* one : {&a, &b, &c}) one->join();
  stop = true;
  observer.join();
  EXPECT_TRUE(there == text);
  EXPECT_TRUE(back == text);
}

// An end closes in the middle: the peer gets a prefix, and then the end or a reset.
TEST_F(MemoryRace, CloseInTheMiddle) {
  const std::string text = pattern(200000);
  std::mt19937 random(17);
  for (int round = 0; round < 100; ++round) {
    Pair pair = connected();
    const bool hard = round % 3 == 0;
    const unsigned pause = random() % 2000;
    std::thread sender([&] {
      std::string_view rest = text;
      while (!rest.empty()) {
        const auto count = send(*pair.client, rest.substr(0, 3000));
        if (count) rest.remove_prefix(*count);
        if (!count && count.error() != WSAEWOULDBLOCK) {
          EXPECT_EQ(count.error(), WSAECONNRESET);
          break;
        }
      }
      pair.client->close(Ending::graceful);
      pair.client.reset();
    });
    std::string got;
    for (unsigned i = 0; i < pause && got.size() < text.size(); ++i) {
      const std::string some = receive(*pair.server);
      if (some.rfind("error", 0) != 0) got += some;
    }
    pair.server->close(hard ? Ending::reset : Ending::graceful);
    pair.server.reset();
    sender.join();
    EXPECT_TRUE(text.compare(0, got.size(), got) == 0);
  }
}

// Unread data and close at the same moment: either the data was seen and is reset, or the peer's next send
// is. It never looks as if the data had been taken.
TEST_F(MemoryRace, DataMeetsClose) {
  for (int round = 0; round < 300; ++round) {
    const Pair pair = connected();
    std::atomic<bool> go{false};
    std::thread closing([&] {
      while (!go.load(std::memory_order_acquire)) {
      }
      pair.server->close(Ending::graceful);
    });
    go.store(true, std::memory_order_release);
    send(*pair.client, "x");
    closing.join();
    EXPECT_EQ(receive(*pair.client), "error " + std::to_string(WSAECONNRESET));
  }
}

TEST_F(MemoryRace, ResetsFromBothEnds) {
  for (int round = 0; round < 500; ++round) {
    Pair pair = connected();
    send(*pair.client, "abc");
    std::thread other([&] { pair.client->close(Ending::reset); });
    pair.server->close(Ending::reset);
    other.join();
  }
}

TEST_F(MemoryRace, ShutdownWhileSending) {
  for (int round = 0; round < 300; ++round) {
    const Pair pair = connected();
    std::thread sender([&] {
      for (int i = 0; i < 50; ++i) send(*pair.client, "some bytes");
    });
    EXPECT_EQ(code(pair.client->shutdown(SD_SEND)), 0);
    sender.join();
    while (receive(*pair.server).rfind("some", 0) == 0) {
    }
  }
}

// Many clients, several threads that accept and close; every connection is either served or refused.
TEST_F(MemoryRace, ConnectAcceptClose) {
  const Socket listening = listener(8);
  const Address where = *listening->local_name();
  constexpr int kThreads = 3, kEach = 100;
  std::atomic<int> served{0}, refused{0}, accepted{0};
  std::atomic<bool> stop{false};
  std::thread acceptor = during(stop, [&] {
    auto connection = listening->try_accept();
    if (!connection) {
      EXPECT_EQ(connection.error(), WSAEWOULDBLOCK);
      std::this_thread::yield();
      return;
    }
    EXPECT_EQ(*send(**connection, "hello"), 5U);
    (*connection)->close(Ending::graceful);
    ++accepted;
  });
  std::vector<std::thread> clients;
  for (int t = 0; t < kThreads; ++t) {
    clients.emplace_back([&] {
      for (int i = 0; i < kEach; ++i) {
        const Socket client = stream();
        const int result = code(client->start_connect(where));
        if (result == 0) {
          EXPECT_EQ(receive_everything(*client), "hello");
          ++served;
        } else {
          EXPECT_EQ(result, WSAECONNREFUSED);
          ++refused;
        }
        client->close(Ending::graceful);
      }
    });
  }
  for (std::thread& one : clients) one.join();
  stop = true;
  acceptor.join();
  EXPECT_EQ(served + refused, kThreads * kEach);
  EXPECT_EQ(accepted, served);
}

// A listener goes while clients come: each of them is refused, or connected and then reset.
TEST_F(MemoryRace, ListenerGoesWhileClientsCome) {
  for (int round = 0; round < 200; ++round) {
    const Socket listening = listener(1000);
    const Address where = *listening->local_name();
    std::thread clients([&] {
      for (int i = 0; i < 20; ++i) {
        const Socket client = stream();
        if (client->start_connect(where)) {
          std::string got;
          do {
            got = receive(*client);
          } while (got == "error " + std::to_string(WSAEWOULDBLOCK));
          EXPECT_EQ(got, "error " + std::to_string(WSAECONNRESET));
        }
        client->close(Ending::graceful);
      }
    });
    listening->close(Ending::graceful);
    clients.join();
  }
}

TEST_F(MemoryRace, DatagramsFromManyToOne) {
  const Socket to = bound();
  ASSERT_EQ(code(to->option_changed(WS_SO_RCVBUF, 1 << 24)), 0);
  const Address where = *to->local_name();
  constexpr int kThreads = 3, kEach = 500;
  std::vector<std::thread> senders;
  for (int t = 0; t < kThreads; ++t) {
    senders.emplace_back([&, t] {
      const Socket from = bound();
      for (int i = 0; i < kEach; ++i) {
        const std::string text = std::to_string(t) + ":" + std::to_string(i);
        EXPECT_EQ(code(send_to(*from, text, where)), 0);
      }
    });
  }
  int next[kThreads] = {};
  for (int total = 0; total < kThreads * kEach;) {
    const Arrived arrived = receive_from(*to);
    if (arrived.error != 0) {
      std::this_thread::yield();
      continue;
    }
    const auto colon = arrived.text.find(':');
    const int t = std::stoi(arrived.text.substr(0, colon));
    EXPECT_EQ(std::stoi(arrived.text.substr(colon + 1)), next[t]++) << "each sender's in order";
    ++total;
  }
  for (std::thread& one : senders) one.join();
}

// Sockets that come and go, connect and dissolve under a sender's hands.
TEST_F(MemoryRace, ReceiversComeAndGo) {
  std::atomic<bool> stop{false};
  const Socket from = bound(), stranger = bound();
  std::thread churn = during(stop, [&] {
    const Socket to = datagram();
    if (!to->bind(ipv4(kLoopback, 700))) return;
    EXPECT_EQ(code(to->start_connect(*stranger->local_name())), 0);
    EXPECT_EQ(code(to->start_connect(Address())), 0);
    receive_from(*to);
    to->close(Ending::graceful);
  });
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(code(send_to(*from, "x", ipv4(kLoopback, 700))), 0);
    receive_from(*from);
  }
  stop = true;
  churn.join();
}

// A send binds the socket while another thread binds it too: one of the two wins.
TEST_F(MemoryRace, TwoWaysOfBinding) {
  const Socket to = bound();
  for (int round = 0; round < 500; ++round) {
    const Socket socket = datagram();
    std::thread binder([&] {
      const int result = code(socket->bind(ipv4(kLoopback)));
      EXPECT_TRUE(result == 0 || result == WSAEINVAL) << result;
    });
    EXPECT_EQ(code(send_to(*socket, "x", *to->local_name())), 0);
    binder.join();
    EXPECT_TRUE(socket->local_name());
  }
}

TEST_F(MemoryRace, GroupsChangeUnderASender) {
  std::atomic<bool> stop{false};
  const Socket member = datagram(), from = datagram();
  ASSERT_EQ(code(member->bind(ipv4(0, 700))), 0);
  IP_MREQ request{};
  request.imr_multiaddr = ipv4(0xEF010203).as<SOCKADDR_IN>().sin_addr;
  std::thread churn = during(stop, [&] {
    EXPECT_EQ(set(*member, WS_IPPROTO_IP, WS_IP_ADD_MEMBERSHIP, request), 0);
    receive_from(*member);
    EXPECT_EQ(set(*member, WS_IPPROTO_IP, WS_IP_DROP_MEMBERSHIP, request), 0);
  });
  for (int i = 0; i < 2000; ++i) EXPECT_EQ(code(send_to(*from, "m", ipv4(0xEF010203, 700))), 0);
  stop = true;
  churn.join();
}

}  // namespace
