// SPDX-License-Identifier: MIT
// A session: the mock provider serves the process while it lasts, and no trace is left of it.
#include "wosa/mock/provider_session.hpp"

#include <winsock2.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "wosa/mock/fake.hpp"

namespace wosa::mock {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::optional<std::string> variable(const char* name) {
  const char* value = getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::vector<std::wstring> entries() {
  std::vector<WSAPROTOCOL_INFOW> all(64);
  DWORD size = static_cast<DWORD>(all.size() * sizeof all[0]);
  const int count = WSAEnumProtocolsW(nullptr, all.data(), &size);
  std::vector<std::wstring> names;
  for (int i = 0; i < count; ++i) names.emplace_back(all[static_cast<std::size_t>(i)].szProtocol);
  return names;
}

struct Started {
  Started() { EXPECT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0); }
  ~Started() { WSACleanup(); }
  WSADATA data;
};

SOCKET listener(sockaddr_in& name) {
  const SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
  name = {};
  name.sin_family = AF_INET;
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int size = sizeof name;
  EXPECT_EQ(bind(s, reinterpret_cast<sockaddr*>(&name), size), 0) << WSAGetLastError();
  EXPECT_EQ(listen(s, 1), 0);
  EXPECT_EQ(getsockname(s, reinterpret_cast<sockaddr*>(&name), &size), 0);
  return s;
}

TEST(Session, ItsProviderIsTheOnlyOne) {
  Fake fake;
  const ProviderSession session(fake);
  EXPECT_THAT(entries(), ElementsAre(L"Mock TCP/IP", L"Mock UDP/IP", L"Mock TCP/IPv6", L"Mock UDP/IPv6"));
  for (const int family : {AF_INET, AF_INET6}) {
    EXPECT_NE(socket(family, SOCK_STREAM, 0), INVALID_SOCKET) << WSAGetLastError();
    EXPECT_NE(socket(family, SOCK_DGRAM, 0), INVALID_SOCKET) << WSAGetLastError();
  }
}

TEST(Session, AConnectionThroughTheFake) {
  Fake fake;
  const ProviderSession session(fake);
  sockaddr_in name;
  const SOCKET listening = listener(name);
  const SOCKET client = socket(AF_INET, SOCK_STREAM, 0);
  ASSERT_EQ(connect(client, reinterpret_cast<sockaddr*>(&name), sizeof name), 0) << WSAGetLastError();
  const SOCKET server = accept(listening, nullptr, nullptr);
  ASSERT_NE(server, INVALID_SOCKET);
  EXPECT_EQ(send(client, "hello", 5, 0), 5);
  char room[8] = {};
  EXPECT_EQ(recv(server, room, sizeof room, 0), 5);
  EXPECT_STREQ(room, "hello");
}

TEST(Session, UndoesWhatItDid) {
  const auto catalog = variable("WOSA_CATALOG");
  setenv("WOSA_PROVIDERS", "^tcpip-plugin", 1);
  {
    Fake fake;
    const ProviderSession session(fake);
    EXPECT_EQ(variable("WOSA_PROVIDERS"), "mock");
  }
  EXPECT_EQ(variable("WOSA_CATALOG"), catalog);
  EXPECT_EQ(variable("WOSA_PROVIDERS"), "^tcpip-plugin");
  unsetenv("WOSA_PROVIDERS");
  EXPECT_EQ(socket(AF_INET, SOCK_STREAM, 0), INVALID_SOCKET);
  EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
  const Started started;
  EXPECT_THAT(entries(), Not(Contains(StartsWith(L"Mock"))));
  EXPECT_THAT(entries(), Not(IsEmpty()));
}

TEST(Session, OneAfterTheOtherHaveNetworksOfTheirOwn) {
  sockaddr_in name;
  {
    Fake fake;
    const ProviderSession session(fake);
    listener(name);
  }
  Fake fake;
  const ProviderSession session(fake);
  const SOCKET client = socket(AF_INET, SOCK_STREAM, 0);
  EXPECT_EQ(connect(client, reinterpret_cast<sockaddr*>(&name), sizeof name), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAECONNREFUSED) << "the former session's listener is gone";
}

// As a program whose main calls WSAStartup for all of its tests.
TEST(Session, InAProcessThatHasStartedWinsock) {
  prepare_catalog();
  const Started started;
  for (int round = 0; round < 2; ++round) {
    Fake fake;
    const ProviderSession session(fake);
    EXPECT_THAT(entries(), Contains(L"Mock TCP/IP"));
    const SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
    EXPECT_NE(s, INVALID_SOCKET) << WSAGetLastError();
    EXPECT_EQ(closesocket(s), 0);
  }
  EXPECT_THAT(entries(), Not(Contains(L"Mock TCP/IP")));
  const SOCKET real = socket(AF_INET, SOCK_STREAM, 0);
  EXPECT_NE(real, INVALID_SOCKET) << WSAGetLastError();
  EXPECT_EQ(closesocket(real), 0);
}

TEST(Session, ItsEndWakesWhoeverIsInside) {
  std::atomic<bool> inside{false};
  std::thread waiting;
  {
    Fake fake;
    const ProviderSession session(fake);
    sockaddr_in name;
    const SOCKET listening = listener(name);
    waiting = std::thread([&inside, listening] {
      inside = true;
      EXPECT_EQ(accept(listening, nullptr, nullptr), INVALID_SOCKET);
    });
    while (!inside) std::this_thread::yield();
  }
  waiting.join();
}

// The catalog's folder is looked up once in a process, and somebody was faster.
TEST(SessionDeathTest, SaysWhyItCannotBe) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto too_late = [] {
    unsetenv("WOSA_CATALOG");
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    Fake fake;
    try {
      const ProviderSession session(fake);
    } catch (const std::runtime_error& problem) {
      std::fputs(problem.what(), stderr);
      std::_Exit(7);
    }
    std::_Exit(0);
  };
  EXPECT_EXIT(too_late(), testing::ExitedWithCode(7), "prepare_catalog");
}

}  // namespace
}  // namespace wosa::mock
