// SPDX-License-Identifier: MIT

// Memory that runs out at each allocation in turn: a scenario is run with the first allocation failing, then
// the second, and so on until none is left to fail. Each time there is an error code and nothing else: what
// was there before goes on, nothing is leaked, and the same scenario works afterwards.
//
// The library's operators new are replaced here. They fail only in a thread that says so, and not while the
// fake runtime works, whose memory is not what is tested.

#include <gtest/gtest.h>

#include <dirent.h>
#include <netinet/in.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <vector>

#include "fake_runtime.hpp"
#include "wosa/spi/memory_network.hpp"
#include "wosa/spi/provider.hpp"

namespace {

thread_local long t_left = -1;  // allocations until one fails; below 0: none does
thread_local bool t_failed = false;
std::atomic<long> g_live{0};

// Allocations of the fake runtime neither fail nor count.
thread_local int t_outside = 0;
struct Outside {
  Outside() { ++t_outside; }
  ~Outside() { --t_outside; }
};

// What stands before each block: whether it counts.
constexpr std::size_t kHead = alignof(std::max_align_t);

void* allocate(std::size_t size) noexcept {
  const bool counts = t_outside == 0;
  if (counts && t_left >= 0 && t_left-- == 0) {
    t_failed = true;
    return nullptr;
  }
  auto* block = static_cast<char*>(std::malloc(size + kHead));
  if (block == nullptr) return nullptr;
  *block = counts ? 1 : 0;
  if (counts) g_live.fetch_add(1);
  return block + kHead;
}

void release(void* memory) noexcept {
  if (memory == nullptr) return;
  char* block = static_cast<char*>(memory) - kHead;
  if (*block != 0) g_live.fetch_sub(1);
  std::free(block);
}

}  // namespace

void* operator new(std::size_t size) {
  if (void* memory = allocate(size)) return memory;
  throw std::bad_alloc();
}
void* operator new[](std::size_t size) { return operator new(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { release(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { release(memory); }

namespace wosa::test {
namespace {

WOSA_SPI_PROVIDER(allocation_WSPStartup, L"Under test", spi::MemoryTransport, spi::MemoryStream,
                  spi::MemoryDatagram)

// -- The fake runtime, its allocations apart ----------------------------------------------------------------

const WOSA_RUNTIME_EXTENSION* g_real;
WSPUPCALLTABLE g_upcalls;

template <auto Member, typename R, typename... A>
R outside(A... arguments) {
  const Outside guard;
  return (g_real->*Member)(arguments...);
}
template <auto Member, typename R, typename... A>
void wrap(WOSA_RUNTIME_EXTENSION& table, R (*)(A...)) {
  table.*Member = &outside<Member, R, A...>;
}
template <auto Member>
void wrap(WOSA_RUNTIME_EXTENSION& table) {
  wrap<Member>(table, table.*Member);
}

const WOSA_RUNTIME_EXTENSION& wrapped_runtime() {
  static WOSA_RUNTIME_EXTENSION table;
  table = *g_real;
  wrap<&WOSA_RUNTIME_EXTENSION::lpRegisterProvider>(table);
  wrap<&WOSA_RUNTIME_EXTENSION::lpBindSocket>(table);
  wrap<&WOSA_RUNTIME_EXTENSION::lpPin>(table);
  wrap<&WOSA_RUNTIME_EXTENSION::lpIsClosing>(table);
  wrap<&WOSA_RUNTIME_EXTENSION::lpLog>(table);
  // These two call the provider, whose memory is freed there; they allocate nothing.
  return table;
}

WSPUPCALLTABLE wrapped_upcalls() {
  WSPUPCALLTABLE table = g_upcalls;
  table.lpWPUQueryBlockingCallback = [](DWORD entry, LPBLOCKINGCALLBACK*, PDWORD_PTR context,
                                        LPINT error) -> int {
    *error = WSAEINVAL;
    if (entry != WOSA_EXTENSION_CATALOG_ID) return SOCKET_ERROR;
    *context = reinterpret_cast<DWORD_PTR>(&wrapped_runtime());
    return 0;
  };
  table.lpWPUCreateSocketHandle = [](DWORD entry, DWORD_PTR context, LPINT error) -> SOCKET {
    const Outside guard;
    return g_upcalls.lpWPUCreateSocketHandle(entry, context, error);
  };
  return table;
}

// -- The scenario -------------------------------------------------------------------------------------------

WSAPROTOCOL_INFOW record(int type) {
  WSAPROTOCOL_INFOW info{};
  info.dwServiceFlags1 = type == 1 ? XP1_GUARANTEED_DELIVERY | XP1_GUARANTEED_ORDER | XP1_GRACEFUL_CLOSE
                                   : XP1_CONNECTIONLESS | XP1_MESSAGE_ORIENTED;
  info.dwCatalogEntryId = 1000u + static_cast<DWORD>(type);
  info.iAddressFamily = WS_AF_INET;
  info.iSocketType = type;
  info.iProtocol = type == 1 ? 6 : 17;
  info.iMinSockAddr = info.iMaxSockAddr = sizeof(SOCKADDR_IN);
  return info;
}

int count_descriptors() {
  DIR* directory = opendir("/proc/self/fd");
  int count = 0;
  while (readdir(directory) != nullptr) ++count;
  closedir(directory);
  return count;
}

int defer(LPWSABUF, LPWSABUF, LPQOS, LPQOS, LPWSABUF, LPWSABUF, GROUP*, DWORD_PTR) { return CF_DEFER; }

class Allocation : public ::testing::Test {
 protected:
  void SetUp() override {
    const Outside guard;
    g_upcalls = runtime_.upcalls();
    g_real = WosaRuntimeExtension(&g_upcalls);
  }
  void TearDown() override {
    EXPECT_EQ(0, table_.lpWSPCleanup(&error_));
    EXPECT_EQ(0u, runtime_.open_sockets());
  }

  int start() {
    WSPDATA data{};
    WSAPROTOCOL_INFOW info = record(1);
    return allocation_WSPStartup(MAKEWORD(2, 2), &data, &info, wrapped_upcalls(), &table_);
  }

  /// Runs step with each of its allocations failing in turn. It tells whether it succeeded; where it did not
  /// error_ must say that memory is short. After each failure `check` finds everything as it was.
  template <typename Step, typename Check>
  int fail_each_allocation(Step&& step, Check&& check) {
    int failures = 0;
    for (long n = 0;; ++n) {
      t_failed = false;
      t_left = n;
      const bool succeeded = step();
      t_left = -1;
      EXPECT_TRUE(succeeded || (t_failed && error_ == WSAENOBUFS)) << "allocation " << n << ": " << error_;
      check(n);
      if (!t_failed || ::testing::Test::HasFailure()) return failures;
      ++failures;
    }
  }

  SOCKET open(int type) {
    WSAPROTOCOL_INFOW info = record(type);
    return table_.lpWSPSocket(WS_AF_INET, type, info.iProtocol, &info, 0, WSA_FLAG_OVERLAPPED, &error_);
  }
  void close(SOCKET s) {
    if (s == INVALID_SOCKET) return;
    INT code = 0;
    EXPECT_EQ(0, table_.lpWSPCloseSocket(s, &code)) << code;
  }
  bool set_non_blocking(SOCKET s, bool on = true) {
    DWORD value = on ? 1 : 0, returned = 0;
    return table_.lpWSPIoctl(s, WS_FIONBIO, &value, sizeof value, nullptr, 0, &returned, nullptr, nullptr,
                             nullptr, &error_) == 0;
  }
  bool bind(SOCKET s) {
    const SOCKADDR_IN name = loopback(0);
    return table_.lpWSPBind(s, reinterpret_cast<const WS_sockaddr*>(&name), sizeof name, &error_) == 0;
  }
  static SOCKADDR_IN loopback(unsigned short port) {
    SOCKADDR_IN name{};
    name.sin_family = WS_AF_INET;
    name.sin_port = port;
    name.sin_addr.S_un.S_addr = htonl(INADDR_LOOPBACK);
    return name;
  }
  bool connect(SOCKET s, SOCKET to) {
    SOCKADDR_IN name{};
    INT length = sizeof name;
    return table_.lpWSPGetSockName(to, reinterpret_cast<WS_sockaddr*>(&name), &length, &error_) == 0 &&
           table_.lpWSPConnect(s, reinterpret_cast<const WS_sockaddr*>(&name), length, nullptr, nullptr,
                               nullptr, nullptr, &error_) == 0;
  }
  bool send(SOCKET s, char byte) {
    WSABUF buffer{1, &byte};
    DWORD count = 0;
    return table_.lpWSPSend(s, &buffer, 1, &count, 0, nullptr, nullptr, nullptr, &error_) == 0;
  }
  bool receive(SOCKET s, char expected) {
    char byte = 0;
    WSABUF buffer{1, &byte};
    DWORD count = 0, flags = 0;
    if (table_.lpWSPRecv(s, &buffer, 1, &count, &flags, nullptr, nullptr, nullptr, &error_) != 0)
      return false;
    EXPECT_EQ(1u, count);
    EXPECT_EQ(expected, byte);
    return true;
  }
  /// A select over many sockets, of which the last is readable.
  bool select(const std::vector<SOCKET>& sockets) {
    static std::max_align_t storage[1024];
    auto* set = reinterpret_cast<WS_fd_set*>(storage);
    set->fd_count = static_cast<u_int>(sockets.size());
    std::copy(sockets.begin(), sockets.end(), set->fd_array);
    const int total = table_.lpWSPSelect(0, set, nullptr, nullptr, nullptr, &error_);
    if (total == SOCKET_ERROR) return false;
    EXPECT_EQ(1, total);
    return true;
  }
  bool poll(const std::vector<SOCKET>& sockets) {
    static WSAPOLLFD fds[512];
    ULONG count = 0;
    for (const SOCKET s : sockets) fds[count++] = {s, WS_POLLIN, 0};
    const int total = runtime_.provider()->lpPoll(fds, count, -1, &error_);
    if (total == SOCKET_ERROR) return false;
    EXPECT_EQ(1, total);
    return true;
  }

  struct Pair {
    SOCKET client = INVALID_SOCKET;
    SOCKET server = INVALID_SOCKET;
  };
  /// Connects two streams; whatever was made until a step failed is closed again.
  bool make_pair(Pair& pair) {
    const SOCKET listener = open(1);
    Pair made;
    const bool done = listener != INVALID_SOCKET && bind(listener) &&
                      table_.lpWSPListen(listener, 8, &error_) == 0 &&
                      (made.client = open(1)) != INVALID_SOCKET && connect_and_accept(listener, made);
    close(listener);
    if (done) {
      pair = made;
    } else {
      close(made.client);
      close(made.server);
    }
    return done;
  }
  bool connect_and_accept(SOCKET listener, Pair& made) {
    if (!connect(made.client, listener)) return false;
    // Once the deferral, then the accept.
    if (table_.lpWSPAccept(listener, nullptr, nullptr, defer, 0, &error_) != INVALID_SOCKET) return false;
    if (error_ != WSATRY_AGAIN) return false;
    // A connection that was lost in between would be waited for without end.
    if (!set_non_blocking(listener)) return false;
    made.server = table_.lpWSPAccept(listener, nullptr, nullptr, nullptr, 0, &error_);
    return made.server != INVALID_SOCKET && set_non_blocking(made.server, false);
  }
  bool exchange(const Pair& pair) {
    return send(pair.client, 'a') && receive(pair.server, 'a') && send(pair.server, 'b') &&
           receive(pair.client, 'b');
  }

  // The transport, which is kept for the life of the process, knows one runtime.
  static FakeRuntime& the_runtime() {
    const Outside guard;
    static FakeRuntime runtime;
    return runtime;
  }
  FakeRuntime& runtime_ = the_runtime();
  WSPPROC_TABLE table_{};
  INT error_ = 0;
};

TEST_F(Allocation, NoFailureLeaksOrBreaksAnything) {
  const auto nothing = [](long) {};
  // What is made once and kept: the transport, the catalog record.
  EXPECT_GT(fail_each_allocation([&] { return (error_ = start()) == 0; }, nothing), 0);
  EXPECT_GT(fail_each_allocation(
                [&] {
                  const SOCKET s = open(1);
                  close(s);
                  return s != INVALID_SOCKET;
                },
                nothing),
            0);

  Pair standing;
  ASSERT_TRUE(make_pair(standing)) << error_;
  ASSERT_TRUE(exchange(standing)) << error_;

  const long live = g_live;
  const std::size_t sockets = runtime_.open_sockets();
  const int descriptors = count_descriptors();
  const auto as_before = [&](long n) {
    EXPECT_EQ(live, g_live) << "leaked by the failure of allocation " << n;
    EXPECT_EQ(sockets, runtime_.open_sockets()) << n;
    EXPECT_EQ(descriptors, count_descriptors()) << n;
    EXPECT_TRUE(exchange(standing)) << error_;
  };
  const auto connect_and_exchange = [&] {
    Pair pair;
    if (!make_pair(pair)) return false;
    const bool done = exchange(pair);
    close(pair.client);
    close(pair.server);
    return done;
  };
  EXPECT_GT(fail_each_allocation(connect_and_exchange, as_before), 10);
  EXPECT_TRUE(connect_and_exchange()) << error_;
  close(standing.client);
  close(standing.server);
}

TEST_F(Allocation, AConnectionWithoutMemoryForItsSocketStaysFirstInLine) {
  ASSERT_EQ(0, start());
  const SOCKET listener = open(1);
  ASSERT_TRUE(bind(listener));
  ASSERT_EQ(0, table_.lpWSPListen(listener, 8, &error_));
  const SOCKET client = open(1);
  ASSERT_TRUE(connect(client, listener));
  ASSERT_TRUE(set_non_blocking(listener));
  Pair pair{client, INVALID_SOCKET};
  const auto accept = [&] {
    pair.server = table_.lpWSPAccept(listener, nullptr, nullptr, nullptr, 0, &error_);
    return pair.server != INVALID_SOCKET;
  };
  EXPECT_GT(fail_each_allocation(accept, [](long) {}), 0);
  EXPECT_TRUE(exchange(pair)) << error_;
  for (const SOCKET s : {listener, client, pair.server}) close(s);
}

TEST_F(Allocation, NoFailureOfADatagramLeaksOrBreaksAnything) {
  ASSERT_EQ(0, start());
  const auto talk = [&] {
    const SOCKET a = open(2);
    const SOCKET b = open(2);
    const bool done = a != INVALID_SOCKET && b != INVALID_SOCKET && bind(a) && bind(b) && connect(b, a) &&
                      set_non_blocking(a) && send(b, 'x') && receive(a, 'x');
    // One for which the receiving side has no memory is lost, as datagrams are.
    if (!done && error_ == WSAEWOULDBLOCK) error_ = WSAENOBUFS;
    close(a);
    close(b);
    return done;
  };
  ASSERT_TRUE(talk()) << error_;
  const long live = g_live;
  const int descriptors = count_descriptors();
  EXPECT_GT(fail_each_allocation(talk,
                                 [&](long n) {
                                   EXPECT_EQ(live, g_live) << n;
                                   EXPECT_EQ(descriptors, count_descriptors()) << n;
                                   EXPECT_EQ(0u, runtime_.open_sockets());
                                 }),
            5);
}

TEST_F(Allocation, NoFailureOfAWaitOverManySocketsLeaksOrBreaksAnything) {
  ASSERT_EQ(0, start());
  std::vector<SOCKET> sockets;
  {
    const Outside guard;
    for (int i = 0; i < 300; ++i) sockets.push_back(open(1));
  }
  Pair pair;
  ASSERT_TRUE(make_pair(pair));
  {
    const Outside guard;
    sockets.push_back(pair.server);
  }
  ASSERT_TRUE(send(pair.client, 'x'));
  const long live = g_live;
  const auto as_before = [&](long n) { EXPECT_EQ(live, g_live) << n; };
  EXPECT_GT(fail_each_allocation([&] { return select(sockets); }, as_before), 0);
  EXPECT_GT(fail_each_allocation([&] { return poll(sockets); }, as_before), 0);
  EXPECT_TRUE(receive(pair.server, 'x'));
  for (const SOCKET s : sockets) close(s);
  close(pair.client);
}

}  // namespace
}  // namespace wosa::test
