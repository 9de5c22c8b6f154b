// SPDX-License-Identifier: MIT
#include "tcpip_test.hpp"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <poll.h>

#include <cstdlib>
#include <vector>

#include "wosa/tcpip/startup.hpp"

namespace wosa::test {

LPWSPSTARTUP startup_under_test() {
  static const LPWSPSTARTUP entry = [] {
    const char* path = std::getenv("WOSA_TEST_TCPIP_LIBRARY");
    if (path == nullptr) return static_cast<LPWSPSTARTUP>(wosa_tcpip_WSPStartup);
    void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
      ADD_FAILURE() << dlerror();
      std::abort();
    }
    return reinterpret_cast<LPWSPSTARTUP>(dlsym(library, "WSPStartup"));
  }();
  return entry;
}

WSAPROTOCOL_INFOW record_of(const Kind& kind) {
  WSAPROTOCOL_INFOW info{};
  info.dwCatalogEntryId = 1001u + static_cast<DWORD>(kind.family * 10 + kind.type);
  info.ProtocolChain.ChainLen = 1;
  info.iVersion = 2;
  info.iAddressFamily = kind.family;
  info.iSocketType = kind.type;
  info.iProtocol = kind.protocol;
  info.iProtocolMaxOffset = kind.type == 3 ? 255 : 0;
  info.iMaxSockAddr = info.iMinSockAddr = kind.family == WS_AF_INET ? 16 : 28;
  info.dwMessageSize = kind.type == 1 ? 0 : (kind.family == WS_AF_INET ? 65507 : 65527);
  std::wcscpy(info.szProtocol, L"under test");
  return info;
}

int Name::port() const { return ntohs(reinterpret_cast<const SOCKADDR_IN&>(storage).sin_port); }

Name Name::with_port(int port) const {
  Name changed = *this;
  reinterpret_cast<SOCKADDR_IN&>(changed.storage).sin_port = htons(static_cast<std::uint16_t>(port));
  return changed;
}

Name ipv4(const char* host, int port) {
  Name name;
  auto& address = reinterpret_cast<SOCKADDR_IN&>(name.storage);
  address.sin_family = WS_AF_INET;
  EXPECT_EQ(1, inet_pton(AF_INET, host, &address.sin_addr));
  name.length = sizeof address;
  return name.with_port(port);
}

Name ipv6(const char* host, int port) {
  Name name;
  auto& address = reinterpret_cast<SOCKADDR_IN6&>(name.storage);
  address.sin6_family = WS_AF_INET6;
  EXPECT_EQ(1, inet_pton(AF_INET6, host, &address.sin6_addr));
  name.length = sizeof address;
  return name.with_port(port);
}

void TcpipTest::SetUp() {
  WSPDATA data{};
  WSAPROTOCOL_INFOW info = record_of(kTcp4);
  ASSERT_EQ(0, startup_under_test()(MAKEWORD(2, 2), &data, &info, runtime.upcalls(), &table));
}

void TcpipTest::TearDown() {
  EXPECT_EQ(0, table.lpWSPCleanup(&error));
  EXPECT_EQ(0u, runtime.open_sockets());
}

SOCKET TcpipTest::open(const Kind& kind, DWORD flags) {
  WSAPROTOCOL_INFOW info = record_of(kind);
  const SOCKET s = table.lpWSPSocket(kind.family, kind.type, kind.protocol, &info, 0, flags, &error);
  EXPECT_NE(INVALID_SOCKET, s) << error;
  return s;
}

int TcpipTest::send(SOCKET s, const std::string& data, DWORD flags) {
  WSABUF buffer{static_cast<ULONG>(data.size()), const_cast<char*>(data.data())};
  DWORD count = 0;
  const int result = table.lpWSPSend(s, &buffer, 1, &count, flags, nullptr, nullptr, nullptr, &error);
  return result == 0 ? static_cast<int>(count) : -1;
}

int TcpipTest::send_to(SOCKET s, const std::string& data, const Name& to) {
  WSABUF buffer{static_cast<ULONG>(data.size()), const_cast<char*>(data.data())};
  DWORD count = 0;
  const int result =
      table.lpWSPSendTo(s, &buffer, 1, &count, 0, to.get(), to.length, nullptr, nullptr, nullptr, &error);
  return result == 0 ? static_cast<int>(count) : -1;
}

int TcpipTest::receive(SOCKET s, std::string& data, std::size_t room, DWORD flags) {
  data.assign(room, '\0');
  WSABUF buffer{static_cast<ULONG>(room), data.data()};
  returned = 0;
  const int result = table.lpWSPRecv(s, &buffer, 1, &returned, &flags, nullptr, nullptr, nullptr, &error);
  data.resize(returned);
  return result == 0 ? static_cast<int>(returned) : -1;
}

int TcpipTest::receive_from(SOCKET s, std::string& data, std::size_t room, Name& from, DWORD flags) {
  data.assign(room, '\0');
  WSABUF buffer{static_cast<ULONG>(room), data.data()};
  returned = 0;
  from.length = sizeof from.storage;
  const int result = table.lpWSPRecvFrom(s, &buffer, 1, &returned, &flags, from.get(), &from.length, nullptr,
                                         nullptr, nullptr, &error);
  data.resize(returned);
  return result == 0 ? static_cast<int>(returned) : -1;
}

std::string TcpipTest::text(SOCKET s, std::size_t room) {
  std::string data;
  return receive(s, data, room) < 0 ? std::string() : data;
}

Name TcpipTest::local_name(SOCKET s) {
  Name name;
  name.length = sizeof name.storage;
  EXPECT_EQ(0, table.lpWSPGetSockName(s, name.get(), &name.length, &error)) << error;
  return name;
}

Name TcpipTest::peer_name(SOCKET s) {
  Name name;
  name.length = sizeof name.storage;
  EXPECT_EQ(0, table.lpWSPGetPeerName(s, name.get(), &name.length, &error)) << error;
  return name;
}

int TcpipTest::ioctl(SOCKET s, DWORD code, const void* in, std::size_t in_size, void* out,
                     std::size_t out_size) {
  returned = 0;
  return table.lpWSPIoctl(s, code, const_cast<void*>(in), static_cast<DWORD>(in_size), out,
                          static_cast<DWORD>(out_size), &returned, nullptr, nullptr, nullptr, &error);
}

void TcpipTest::set_non_blocking(SOCKET s, bool on) {
  const DWORD value = on ? 1 : 0;
  ASSERT_EQ(0, ioctl(s, WS_FIONBIO, &value, sizeof value)) << error;
}

SOCKET TcpipTest::listener(const Kind& kind, const Name* name) {
  const SOCKET s = open(kind);
  const Name any = kind.family == WS_AF_INET ? loopback4() : loopback6();
  EXPECT_EQ(0, bind(s, name != nullptr ? *name : any)) << error;
  EXPECT_EQ(0, listen(s)) << error;
  return s;
}

TcpipTest::Pair TcpipTest::connected_pair(const Kind& kind) {
  const SOCKET waiting = listener(kind);
  const SOCKET client = open(kind);
  EXPECT_EQ(0, connect(client, local_name(waiting))) << error;
  const SOCKET server = accept(waiting);
  EXPECT_NE(INVALID_SOCKET, server) << error;
  close(waiting);
  return {client, server};
}

void TcpipTest::await(SOCKET s, short events) {
  pollfd waiting{static_cast<int>(s), events, 0};
  ASSERT_EQ(1, ::poll(&waiting, 1, -1));
}

void TcpipTest::await_inside(SOCKET s) {
  while (!runtime.somebody_inside(s)) std::this_thread::yield();
}

}  // namespace wosa::test
