// SPDX-License-Identifier: MIT

// What endpoint.hpp promises a transport, under all procedures at once: at most one thread in each group of
// members, nobody inside at close, nothing after it. The scripted endpoint checks it at every call; here many
// threads make those calls, over a socket that another closes in the middle.

#include <random>

#include "engine_test.hpp"

namespace wosa::test {
namespace {

using spi::failure;
using spi::would_block;

class Exclusion : public EngineTest {
 protected:
  static constexpr int kThreads = 5;
  static constexpr int kRounds = 40;
  static constexpr unsigned kFewestCalls = 30;

  /// An endpoint that is undecided about everything, and speaks of itself while it works.
  std::shared_ptr<Script> restless(unsigned seed) {
    auto script = std::make_shared<Script>();
    auto choice = [state = std::make_shared<std::atomic<unsigned>>(seed)](unsigned kinds) {
      // Of several threads; any order will do.
      const unsigned now = state->fetch_add(0x9E3779B9u);
      return (now ^ now >> 15) * 0x2C1B3C6Du % kinds;
    };
    Script* self = script.get();
    const auto transfer = [=](Buffers data, DWORD said) -> Result<std::size_t> {
      self->say(said);
      switch (choice(4)) {
        case 0: return would_block();
        case 1: throw std::bad_alloc();
        default: return data.size();
      }
    };
    script->send = [=](Buffers data) { return transfer(data, WOSA_READY_READ); };
    script->receive = [=](Buffers room, bool) { return transfer(room, WOSA_READY_WRITE); };
    script->start_connect = [=](const Address&) -> Result<void> {
      self->say(WOSA_READY_WRITE);
      if (choice(3) == 0) return {};
      if (choice(2) == 0) return would_block();
      return failure(WSAECONNREFUSED);
    };
    script->finish_connect = [=]() -> Result<void> {
      if (choice(3) == 0) return {};
      if (choice(2) == 0) return would_block();
      return failure(WSAECONNREFUSED);
    };
    script->ready = [=](DWORD conditions) { return choice(3) == 0 ? conditions & ~WOSA_READY_ERROR : 0; };
    script->worth_spinning = [=] { return choice(8) == 0; };
    return script;
  }

  static std::size_t calls_of(Script& script) {
    const std::lock_guard guard(script.lock);
    return script.calls.size();
  }

  /// One call of any kind on s, its answer of no interest.
  void call_something(SOCKET s, std::minstd_rand& random) {
    INT code = 0;
    DWORD count = 0, flags = 0, value = random() % 2;
    char bytes[32] = {};
    WSABUF buffer{static_cast<ULONG>(random() % sizeof bytes), bytes};
    SOCKADDR_STORAGE name{};
    INT length = sizeof name;
    auto* out = reinterpret_cast<WS_sockaddr*>(&name);
    const timeval soon{0, 200};
    WS_fd_set set{};
    set.fd_count = 1;
    set.fd_array[0] = s;
    WSAPOLLFD fd{s, WS_POLLIN | WS_POLLOUT, 0};
    switch (random() % 12) {
      case 0: table.lpWSPSend(s, &buffer, 1, &count, 0, nullptr, nullptr, nullptr, &code); break;
      case 1: table.lpWSPRecv(s, &buffer, 1, &count, &flags, nullptr, nullptr, nullptr, &code); break;
      case 2: connect(s, name_of(80), &code); break;
      case 3: table.lpWSPShutdown(s, random() % 16 == 0 ? SD_SEND : 77, &code); break;
      case 4: table.lpWSPSelect(0, &set, nullptr, nullptr, &soon, &code); break;
      case 5: runtime.provider()->lpPoll(&fd, 1, 1, &code); break;
      case 6: table.lpWSPGetSockName(s, out, &length, &code); break;
      case 7: table.lpWSPGetPeerName(s, out, &length, &code); break;
      case 8:
        table.lpWSPSetSockOpt(s, WS_SOL_SOCKET, WS_SO_SNDBUF, reinterpret_cast<char*>(&value), sizeof value,
                              &code);
        break;
      case 9: table.lpWSPGetSockOpt(s, WS_SOL_SOCKET, WS_SO_ERROR, bytes, &length, &code); break;
      case 10:
        table.lpWSPIoctl(s, WS_FIONBIO, &value, sizeof value, nullptr, 0, &count, nullptr, nullptr, nullptr,
                         &code);
        break;
      default: {
        DWORD ready = 0;
        short events = 0;
        if (runtime.provider()->lpArmReadiness(s, WOSA_READY_READ, &ready, &events, &code) == 0)
          runtime.provider()->lpDisarmReadiness(s, WOSA_READY_READ);
      }
    }
  }
};

TEST_F(Exclusion, HoldsForAStreamUnderAllProceduresAtOnceAndAClose) {
  for (unsigned round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(round);
    const SOCKET s = open(kStream, restless(round));
    ASSERT_NE(INVALID_SOCKET, s) << error;
    auto kept = script_pointer(s);
    std::atomic<bool> closed{false};
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < kThreads; ++i) {
      threads.emplace_back([&, i] {
        std::minstd_rand random(round * kThreads + i + 1);
        while (!closed) call_something(s, random);
      });
    }
    // Closed in the middle, wherever that is; until then a word wakes whoever waits for one.
    std::minstd_rand random(round + 1);
    const std::size_t enough = kFewestCalls + random() % 100;
    while (calls_of(*kept) < enough) kept->say(~0u);
    EXPECT_EQ(0, close(s)) << error;
    closed = true;
    for (std::thread& one : threads) one.join();
    EXPECT_TRUE(kept->destroyed);
  }
}

}  // namespace
}  // namespace wosa::test
