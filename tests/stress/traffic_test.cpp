// SPDX-License-Identifier: MIT
// Traffic over one provider's streams: threads that open, accept, send, receive, shut down, select and close
// at random, on each other's sockets. Every byte is checked: it is a function of its connection, direction
// and place. What a thread does follows from the seed (WOSA_STRESS_SEED); the first entry of the catalog that
// is a stream serves, so the environment says over which provider (WOSA_PROVIDERS).
//
// A socket is used by several threads at a time: one may send while another receives. It is closed only by
// who has it alone, so that no thread uses a number that belongs to another socket by then; what happens to
// those inside is close_stress's matter.
#include <gtest/gtest.h>
#include <winsock2.h>
#include <ws2tcpip.h>

#include <afunix.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "harness.hpp"

namespace wosa::stress {
namespace {

constexpr std::size_t kMostSockets = 2000;
constexpr std::size_t kHeader = 8;
constexpr std::uint64_t kUnknown = ~std::uint64_t{0};
constexpr int kThreads = 6;
constexpr std::size_t kListeners = 4;

using Bytes = std::array<char, 40000>;

// The first bytes of a direction are the connection's number, so that the accepting side knows it too.
char byte_at(std::uint64_t connection, int role, std::uint64_t place) {
  if (place < kHeader) return static_cast<char>(connection >> (8 * place));
  const std::uint64_t mixed =
      (connection * 2 + static_cast<std::uint64_t>(role)) * 0x9E3779B97F4A7C15u + place * 0xC2B2AE3D27D4EB4Fu;
  return static_cast<char>(mixed >> 56);
}

// How many bytes each side will have sent in all; known when it has shut down.
struct Totals {
  std::mutex mutex;
  std::array<std::vector<std::uint64_t>, 2> final;  // by role and connection; kUnknown: not yet

  void reserve(std::uint64_t connection) {
    const std::lock_guard lock(mutex);
    for (auto& side : final) side.resize(std::max<std::size_t>(side.size(), connection + 1), kUnknown);
  }
  void set(std::uint64_t connection, int role, std::uint64_t total) {
    const std::lock_guard lock(mutex);
    final[static_cast<std::size_t>(role)][connection] = total;
  }
  std::uint64_t get(std::uint64_t connection, int role) {
    const std::lock_guard lock(mutex);
    return final[static_cast<std::size_t>(role)][connection];
  }
};

struct End {
  End(SOCKET s_, int role_) : s(s_), role(role_) {}
  const SOCKET s;
  const int role;  // 0 connected, 1 was accepted
  std::mutex sending, receiving;
  std::uint64_t connection = 0;  // of an accepted one: known after the header
  std::uint64_t sent = 0;        // guarded by sending
  bool send_over = false;
  std::uint64_t received = 0;  // guarded by receiving
  bool receive_over = false;
  bool knows_connection() const { return role == 0 || received >= kHeader; }
};

class Traffic {
 public:
  Traffic() {
    for (auto& listener : listeners_) listener = open_listener();
  }
  ~Traffic() {
    for (const auto& end : ends_) closesocket(end->s);
    for (const Listener& listener : listeners_) closesocket(listener.s);
    std::error_code ignored;
    for (const auto& path : paths_) std::filesystem::remove(path, ignored);
  }

  void step(std::mt19937& random) {
    switch (random() % 16) {
      case 0: open(random); break;
      case 1:
      case 2: accept_one(random); break;
      case 3:
      case 4:
      case 5:
      case 6:
      case 7: send_some(random); break;
      case 8:
      case 9:
      case 10:
      case 11:
      case 12: receive_some(random); break;
      case 13: shut_down(random); break;
      case 14: close_one(random); break;
      default: wait_for_some(random); break;
    }
  }

  std::string violations() const { return violations_.text(); }
  std::uint64_t bytes() const { return bytes_; }
  std::uint64_t connections() const { return next_connection_; }

 private:
  struct Listener {
    SOCKET s = INVALID_SOCKET;
    SOCKADDR_STORAGE where{};
    int length = sizeof(SOCKADDR_STORAGE);
    sockaddr* address() { return reinterpret_cast<sockaddr*>(&where); }
  };

  Listener open_listener() {
    Listener made;
    made.s = socket(entry_.iAddressFamily, SOCK_STREAM, entry_.iProtocol);
    if (entry_.iAddressFamily == AF_UNIX) {
      auto& name = reinterpret_cast<sockaddr_un&>(made.where);
      name.sun_family = AF_UNIX;
      paths_.push_back(std::filesystem::temp_directory_path() /
                       ("traffic" + std::to_string(GetCurrentProcessId()) + "-" + std::to_string(made.s)));
      std::snprintf(name.sun_path, sizeof name.sun_path, "%s", paths_.back().c_str());
      made.length = sizeof name;
    } else {
      auto& name = reinterpret_cast<sockaddr_in&>(made.where);
      name.sin_family = AF_INET;
      name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      made.length = sizeof name;
    }
    if (made.s == INVALID_SOCKET || bind(made.s, made.address(), made.length) != 0 ||
        listen(made.s, SOMAXCONN) != 0) {
      ADD_FAILURE() << "no listener: " << WSAGetLastError();
    }
    made.length = sizeof made.where;
    getsockname(made.s, made.address(), &made.length);
    set_non_blocking(made.s);
    return made;
  }

  static WSAPROTOCOL_INFOW first_stream() {
    DWORD size = 0;
    WSAEnumProtocolsW(nullptr, nullptr, &size);
    std::vector<WSAPROTOCOL_INFOW> all(size / sizeof(WSAPROTOCOL_INFOW) + 1);
    const int count = WSAEnumProtocolsW(nullptr, all.data(), &size);
    for (int i = 0; i < count; ++i) {
      if (all[static_cast<std::size_t>(i)].iSocketType == SOCK_STREAM)
        return all[static_cast<std::size_t>(i)];
    }
    throw std::runtime_error("no stream in the catalog");
  }

  static void set_non_blocking(SOCKET s) {
    u_long on = 1;
    ioctlsocket(s, FIONBIO, &on);
  }

  void add(SOCKET s, int role, std::uint64_t connection) {
    auto end = std::make_shared<End>(s, role);
    end->connection = connection;
    const std::lock_guard lock(mutex_);
    ends_.push_back(std::move(end));
  }

  std::shared_ptr<End> any(std::mt19937& random) {
    const std::lock_guard lock(mutex_);
    return ends_.empty() ? nullptr : ends_[random() % ends_.size()];
  }

  void open(std::mt19937& random) {
    {
      const std::lock_guard lock(mutex_);
      if (ends_.size() >= kMostSockets) return;
    }
    Listener& listener = listeners_[random() % kListeners];
    const SOCKET s = socket(entry_.iAddressFamily, SOCK_STREAM, entry_.iProtocol);
    if (s == INVALID_SOCKET)
      return violations_.add("socket failed with " + std::to_string(WSAGetLastError()));
    set_non_blocking(s);
    const int result = connect(s, listener.address(), listener.length);
    if (result != 0 && WSAGetLastError() != WSAEWOULDBLOCK) {
      // A full backlog.
      violations_.check_code("connect", WSAGetLastError(), {WSAECONNREFUSED});
      closesocket(s);
      return;
    }
    const std::uint64_t connection = next_connection_++;
    totals_.reserve(connection);
    add(s, 0, connection);
  }

  void accept_one(std::mt19937& random) {
    const SOCKET s = accept(listeners_[random() % kListeners].s, nullptr, nullptr);
    if (s != INVALID_SOCKET) return add(s, 1, 0);
    violations_.check_code("accept", WSAGetLastError(), {WSAEWOULDBLOCK, WSAECONNRESET});
  }

  void send_some(std::mt19937& random) {
    const auto end = any(random);
    if (end == nullptr) return;
    const std::unique_lock turn(end->sending, std::try_to_lock);
    if (!turn || end->send_over) return;
    if (end->role == 1) {
      const std::unique_lock other(end->receiving, std::try_to_lock);
      if (!other || !end->knows_connection()) return;
    }
    thread_local Bytes data;
    const std::size_t size = 1 + random() % (random() % 8 == 0 ? data.size() : 500);
    for (std::size_t i = 0; i < size; ++i) data[i] = byte_at(end->connection, end->role, end->sent + i);
    const int count = send(end->s, data.data(), static_cast<int>(size), 0);
    if (count > 0) {
      end->sent += static_cast<std::uint64_t>(count);
      bytes_ += static_cast<std::uint64_t>(count);
    } else {
      const int code = WSAGetLastError();
      violations_.check_code("send", code,
                             {WSAEWOULDBLOCK, WSAENOTCONN, WSAECONNRESET, WSAECONNABORTED, WSAECONNREFUSED});
      end->send_over = code != WSAEWOULDBLOCK && code != WSAENOTCONN;
    }
  }

  void receive_some(std::mt19937& random) {
    const auto end = any(random);
    if (end == nullptr) return;
    const std::unique_lock turn(end->receiving, std::try_to_lock);
    if (!turn || end->receive_over) return;
    thread_local Bytes data;
    const int most = static_cast<int>(1 + random() % (random() % 4 == 0 ? data.size() : 900));
    const int count = recv(end->s, data.data(), most, 0);
    if (count > 0) {
      check(*end, data.data(), static_cast<std::size_t>(count));
    } else if (count == 0) {
      end->receive_over = true;
      if (!end->knows_connection()) return;
      const std::uint64_t total = totals_.get(end->connection, 1 - end->role);
      // A side that never learnt which connection it had has sent nothing.
      if (end->received != (total == kUnknown ? 0 : total))
        violations_.add("the end of the stream came before its last byte, or without a shutdown");
    } else {
      const int code = WSAGetLastError();
      violations_.check_code("recv", code,
                             {WSAEWOULDBLOCK, WSAENOTCONN, WSAECONNRESET, WSAECONNABORTED, WSAECONNREFUSED});
      end->receive_over = code != WSAEWOULDBLOCK && code != WSAENOTCONN;
    }
  }

  void check(End& end, const char* data, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i, ++end.received) {
      if (end.role == 1 && end.received < kHeader) {
        end.connection |= std::uint64_t{static_cast<unsigned char>(data[i])} << (8 * end.received);
      } else if (data[i] != byte_at(end.connection, 1 - end.role, end.received)) {
        return violations_.add("bytes were lost, changed or somebody else's");
      }
    }
    if (end.role == 1 && end.received >= kHeader && end.connection >= next_connection_)
      violations_.add("a connection's number was changed");
  }

  // No more is sent: what was sent must arrive, unless the connection is reset.
  void finish(End& end) {
    if (!end.send_over && end.connection < next_connection_ && (end.role == 0 || end.received >= kHeader))
      totals_.set(end.connection, end.role, end.sent);
    end.send_over = true;
  }

  void shut_down(std::mt19937& random) {
    const auto end = any(random);
    if (end == nullptr || random() % 4 != 0) return;
    const std::scoped_lock both(end->sending, end->receiving);
    if (end->send_over || !end->knows_connection() || end->sent < kHeader) return;
    finish(*end);
    if (shutdown(end->s, SD_SEND) != 0) {
      violations_.check_code("shutdown", WSAGetLastError(),
                             {WSAENOTCONN, WSAECONNRESET, WSAECONNABORTED, WSAECONNREFUSED});
    }
  }

  void close_one(std::mt19937& random) {
    std::shared_ptr<End> end;
    {
      const std::lock_guard lock(mutex_);
      if (ends_.size() < 50) return;
      const std::size_t index = random() % ends_.size();
      end = ends_[index];
      ends_[index] = ends_.back();
      ends_.pop_back();
    }
    const std::scoped_lock alone(end->sending, end->receiving);
    finish(*end);
    end->receive_over = true;
    if (random() % 3 == 0) {
      const LINGER hard{1, 0};
      setsockopt(end->s, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&hard), sizeof hard);
    }
    if (closesocket(end->s) != 0)
      violations_.add("closesocket failed with " + std::to_string(WSAGetLastError()));
  }

  // A wait over sockets that may be closed, and their numbers used again, meanwhile.
  void wait_for_some(std::mt19937& random) {
    fd_set reads, writes;
    FD_ZERO(&reads);
    FD_ZERO(&writes);
    const unsigned wanted = 1 + random() % 30;
    for (unsigned i = 0; i < wanted; ++i) {
      if (const auto end = any(random); end != nullptr) FD_SET(end->s, random() % 4 != 0 ? &reads : &writes);
    }
    if (reads.fd_count + writes.fd_count == 0) return;
    const timeval wait{0, static_cast<int>(random() % 2000)};
    if (select(0, &reads, &writes, nullptr, &wait) < 0)
      violations_.check_code("select", WSAGetLastError(), {WSAENOTSOCK});
  }

  const WSAPROTOCOL_INFOW entry_ = first_stream();
  std::array<Listener, kListeners> listeners_;
  std::vector<std::filesystem::path> paths_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<End>> ends_;
  std::atomic<std::uint64_t> next_connection_{0};
  std::atomic<std::uint64_t> bytes_{0};
  Totals totals_;
  Violations violations_;
};

std::size_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

TEST(Traffic, EveryByteArrives) {
  WSADATA data;
  ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
  std::size_t before = 0;
  {
    closesocket(socket(AF_UNSPEC, SOCK_STREAM, 0));  // what is opened once stays open
    before = open_descriptors();
    Traffic traffic;
    Crew crew;
    std::array<std::mt19937, kThreads> randoms;
    for (unsigned i = 0; i < kThreads; ++i) {
      randoms[i] = generator(i);
      crew.add([&traffic, &random = randoms[i]] { traffic.step(random); });
    }
    crew.run([] {});
    EXPECT_EQ(traffic.violations(), "");
    EXPECT_GT(traffic.bytes(), 0u);
    std::printf("%llu connections, %llu bytes\n", static_cast<unsigned long long>(traffic.connections()),
                static_cast<unsigned long long>(traffic.bytes()));
  }
  EXPECT_LE(open_descriptors(), before) << "descriptors were left open";
  EXPECT_EQ(WSACleanup(), 0);
}

}  // namespace
}  // namespace wosa::stress
