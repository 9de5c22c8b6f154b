// SPDX-License-Identifier: MIT
#pragma once

// Fixture for tests of the socket engine: its procedures, called as the runtime calls them, over scripted
// endpoints. What the engine promises a transport is checked at every call, and after every test nothing may
// be left: no socket, no endpoint, no descriptor.

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "fake_runtime.hpp"
#include "script.hpp"
#include "sleeping_thread.hpp"
#include "ws2ipdef.h"

namespace wosa::test {

inline constexpr int kFamily = WS_AF_INET;
inline constexpr int kStream = 1;
inline constexpr int kDatagram = 2;

WSAPROTOCOL_INFOW record_of(int type);

/// An IPv4 address; the port in host byte order.
Address name_of(const char* host, int port);
inline Address name_of(int port) { return name_of("127.0.0.1", port); }

/// Descriptors of this process.
int count_descriptors();

/// A call on another thread that is expected to block.
class Blocked {
 public:
  explicit Blocked(std::function<int()> call);
  ~Blocked() { join(); }
  Blocked(const Blocked&) = delete;
  Blocked& operator=(const Blocked&) = delete;

  /// Waits until the thread rests in the kernel; false when the call came back instead.
  bool until_asleep();
  bool done() const { return done_; }
  /// Waits for the call's end and gives its result.
  int join();

 private:
  std::atomic<int> thread_id_{0};
  std::atomic<bool> done_{false};
  std::atomic<int> result_{0};
  std::thread thread_;
};

class EngineTest : public ::testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  // -- Sockets ----------------------------------------------------------------------------------------------

  /// A socket that follows a script (a new one unless given); INVALID_SOCKET with error.
  SOCKET open(int type, std::shared_ptr<Script> script = nullptr, DWORD flags = WSA_FLAG_OVERLAPPED);
  /// The script of a socket that open or connected_stream made.
  Script& script(SOCKET s) { return *scripts_.at(s); }
  std::shared_ptr<Script> script_pointer(SOCKET s) { return scripts_.at(s); }
  SOCKET connected_stream(std::shared_ptr<Script> script = nullptr);
  SOCKET listener(std::shared_ptr<Script> script = nullptr);
  SOCKET bound_datagram(std::shared_ptr<Script> script = nullptr);

  // -- Procedures -------------------------------------------------------------------------------------------

  int close(SOCKET s) { return table.lpWSPCloseSocket(s, &error); }
  int bind(SOCKET s, const Address& name) { return table.lpWSPBind(s, name.get(), name.length(), &error); }
  int listen(SOCKET s, int backlog = 16) { return table.lpWSPListen(s, backlog, &error); }
  int connect(SOCKET s, const Address& name, INT* code = nullptr) {
    return table.lpWSPConnect(s, name.get(), name.length(), nullptr, nullptr, nullptr, nullptr,
                              code != nullptr ? code : &error);
  }
  SOCKET accept(SOCKET s, LPCONDITIONPROC condition = nullptr, DWORD_PTR data = 0, INT* code = nullptr) {
    return table.lpWSPAccept(s, nullptr, nullptr, condition, data, code != nullptr ? code : &error);
  }
  int shutdown(SOCKET s, int how) { return table.lpWSPShutdown(s, how, &error); }
  /// Bytes sent, or -1 with the code.
  int send(SOCKET s, const std::string& data, DWORD flags = 0, INT* code = nullptr);
  int send_to(SOCKET s, const std::string& data, const Address& to, INT* code = nullptr);
  /// Bytes received into data, or -1 with the code.
  int receive(SOCKET s, std::string& data, std::size_t room, DWORD flags = 0, INT* code = nullptr);
  /// The received text, or the code in brackets.
  std::string text(SOCKET s, std::size_t room = 256, DWORD flags = 0);

  void set_non_blocking(SOCKET s, bool on = true);
  int ioctl(SOCKET s, DWORD code, const void* in, std::size_t in_size, void* out = nullptr,
            std::size_t out_size = 0);
  template <typename T>
  int set_option(SOCKET s, int name, const T& value, int level = WS_SOL_SOCKET) {
    return table.lpWSPSetSockOpt(s, level, name, reinterpret_cast<const char*>(&value), sizeof value, &error);
  }
  template <typename T = DWORD>
  T option(SOCKET s, int name, int level = WS_SOL_SOCKET) {
    T value{};
    INT length = sizeof value;
    error = 0;
    table.lpWSPGetSockOpt(s, level, name, reinterpret_cast<char*>(&value), &length, &error);
    return value;
  }

  /// Which of conditions hold, by the extension table; -1 on failure.
  int query(SOCKET s, DWORD conditions);

  FakeRuntime runtime;
  WSPPROC_TABLE table{};
  INT error = 0;
  DWORD returned = 0;

 private:
  std::map<SOCKET, std::shared_ptr<Script>> scripts_;
  int descriptors_before_ = 0;
};

}  // namespace wosa::test
