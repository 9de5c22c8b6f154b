// SPDX-License-Identifier: MIT
#pragma once

// Fixture for tests of the tcpip provider's procedures, called as the runtime calls them. With
// WOSA_TEST_TCPIP_LIBRARY set to a path the stand-alone plug-in is tested in place of the linked-in provider.

#include <gtest/gtest.h>

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>
#include <string>
#include <thread>

#include "fake_runtime.hpp"
#include "ws2ipdef.h"
#include "ws2spi.h"

namespace wosa::test {

struct Kind {
  int family;  // Winsock's
  int type;
  int protocol;
};

inline constexpr Kind kTcp4{WS_AF_INET, 1, 6};
inline constexpr Kind kTcp6{WS_AF_INET6, 1, 6};
inline constexpr Kind kUdp4{WS_AF_INET, 2, 17};
inline constexpr Kind kUdp6{WS_AF_INET6, 2, 17};
inline constexpr Kind kRaw4{WS_AF_INET, 3, 0};

/// The catalog record of a kind, as the manifest describes it.
WSAPROTOCOL_INFOW record_of(const Kind& kind);

/// An address of either family; the port in host byte order.
struct Name {
  SOCKADDR_STORAGE storage{};
  int length = 0;

  WS_sockaddr* get() { return reinterpret_cast<WS_sockaddr*>(&storage); }
  const WS_sockaddr* get() const { return reinterpret_cast<const WS_sockaddr*>(&storage); }
  int port() const;
  Name with_port(int port) const;
};

Name ipv4(const char* host, int port);
Name ipv6(const char* host, int port);
inline Name loopback4(int port = 0) { return ipv4("127.0.0.1", port); }
inline Name loopback6(int port = 0) { return ipv6("::1", port); }

class TcpipTest : public ::testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  SOCKET open(const Kind& kind, DWORD flags = WSA_FLAG_OVERLAPPED);
  int close(SOCKET s) { return table.lpWSPCloseSocket(s, &error); }
  int bind(SOCKET s, const Name& name) { return table.lpWSPBind(s, name.get(), name.length, &error); }
  int listen(SOCKET s, int backlog = 16) { return table.lpWSPListen(s, backlog, &error); }
  int connect(SOCKET s, const Name& name) {
    return table.lpWSPConnect(s, name.get(), name.length, nullptr, nullptr, nullptr, nullptr, &error);
  }
  SOCKET accept(SOCKET s, LPCONDITIONPROC condition = nullptr, DWORD_PTR data = 0) {
    return table.lpWSPAccept(s, nullptr, nullptr, condition, data, &error);
  }
  int shutdown(SOCKET s, int how) { return table.lpWSPShutdown(s, how, &error); }

  /// Bytes sent or received, -1 with error set.
  int send(SOCKET s, const std::string& data, DWORD flags = 0);
  int send_to(SOCKET s, const std::string& data, const Name& to);
  int receive(SOCKET s, std::string& data, std::size_t room, DWORD flags = 0);
  int receive_from(SOCKET s, std::string& data, std::size_t room, Name& from, DWORD flags = 0);
  /// The received text; empty at the end of a stream or on failure.
  std::string text(SOCKET s, std::size_t room = 256);

  Name local_name(SOCKET s);
  Name peer_name(SOCKET s);

  template <typename T>
  int set_option(SOCKET s, int level, int name, const T& value) {
    return table.lpWSPSetSockOpt(s, level, name, reinterpret_cast<const char*>(&value), sizeof value, &error);
  }
  template <typename T = DWORD>
  T option(SOCKET s, int level, int name) {
    T value{};
    INT length = sizeof value;
    if (table.lpWSPGetSockOpt(s, level, name, reinterpret_cast<char*>(&value), &length, &error) == 0)
      error = 0;
    return value;
  }

  int ioctl(SOCKET s, DWORD code, const void* in, std::size_t in_size, void* out = nullptr,
            std::size_t out_size = 0);
  void set_non_blocking(SOCKET s, bool on = true);

  /// A listener on the loopback address, and both ends of a connection through it.
  SOCKET listener(const Kind& kind = kTcp4, const Name* name = nullptr);
  struct Pair {
    SOCKET client;
    SOCKET server;
  };
  Pair connected_pair(const Kind& kind = kTcp4);

  /// Waits with poll(2) until the descriptor has one of events.
  void await(SOCKET s, short events);
  /// Waits until a thread is inside a procedure on s.
  void await_inside(SOCKET s);

  FakeRuntime runtime;
  WSPPROC_TABLE table{};
  INT error = 0;
  DWORD returned = 0;
};

/// The provider's entry that is being tested.
LPWSPSTARTUP startup_under_test();

}  // namespace wosa::test
