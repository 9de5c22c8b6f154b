// SPDX-License-Identifier: MIT
// Section 2: where errors are found.
#include <signal.h>

#include <cerrno>
#include <thread>

#include <windows.h>

#include "kit/case.hpp"

API_CASE(LastError, IsPerThread, 12) {
  WSASetLastError(1234);
  int other = 0;
  std::thread([&other] {
    other = closesocket(INVALID_SOCKET) == SOCKET_ERROR ? WSAGetLastError() : 0;
  }).join();
  EXPECT_EQ(other, WSAENOTSOCK);
  EXPECT_EQ(WSAGetLastError(), 1234);
}

API_CASE(LastError, IsGetLastErrorsSlot, 13) {
  WSASetLastError(4321);
  EXPECT_EQ(GetLastError(), 4321U);
  SetLastError(99);
  EXPECT_EQ(WSAGetLastError(), 99);
  closesocket(INVALID_SOCKET);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(WSAENOTSOCK));
}

UNSTARTED_CASE(LastError, WorksWithoutStartup, 15) {
  WSASetLastError(55);
  EXPECT_EQ(WSAGetLastError(), 55);
  WSADATA data{};
  EXPECT_CODE(WSAStartup(MAKEWORD(0, 9), &data), WSAVERNOTSUPPORTED);
  WSASetLastError(56);
  EXPECT_EQ(WSAGetLastError(), 56);
}

UNSTARTED_CASE(LastError, StartupReturnsItsCode, 16) {
  EXPECT_CODE(WSAStartup(MAKEWORD(2, 2), nullptr), WSAEFAULT);
  WSADATA data{};
  EXPECT_CODE(WSAStartup(MAKEWORD(0, 0), &data), WSAVERNOTSUPPORTED);
}

API_CASE(LastError, ResolverReturnsItsCode, 16) {
  addrinfo* list = nullptr;
  EXPECT_CODE(getaddrinfo(nullptr, nullptr, nullptr, &list), WSAHOST_NOT_FOUND);
  EXPECT_CODE(getnameinfo(nullptr, 0, nullptr, 0, nullptr, 0, 0), WSAEFAULT, WSAEINVAL);
}

// A send on a broken connection is an error code, never a signal: with the default action SIGPIPE ends the
// process.
ENTRY_CASE(LastError, BrokenConnectionRaisesNoSignal, kit::kStream, 17) {
  ASSERT_NE(signal(SIGPIPE, SIG_DFL), SIG_ERR);
  kit::Pair pair = entry.connected();
  pair.server.close();
  int error = 0;
  ASSERT_TRUE(kit::eventually([&] {
    error = send(pair.client, "x", 1, 0) == SOCKET_ERROR ? WSAGetLastError() : 0;
    return error != 0;
  }));
  EXPECT_CODE(error, WSAECONNRESET, WSAECONNABORTED);
  WSABUF buffer{1, const_cast<char*>("y")};
  DWORD sent = 0;
  EXPECT_FAILS(WSASend(pair.client, &buffer, 1, &sent, 0, nullptr, nullptr), WSAECONNRESET, WSAECONNABORTED);
  EXPECT_FAILS(sendto(pair.client, "z", 1, 0, nullptr, 0), WSAECONNRESET, WSAECONNABORTED);
  struct sigaction action {};
  sigaction(SIGPIPE, nullptr, &action);
  EXPECT_EQ(action.sa_handler, SIG_DFL) << "the program's signal actions are its own";
}

ENTRY_CASE(LastError, IsNotErrno, kit::kAny, 17) {
  kit::Socket s = entry.open();
  errno = 0;
  EXPECT_FAILS(getsockopt(s, SOL_SOCKET, 0x7654, nullptr, nullptr), WSAEFAULT, WSAENOPROTOOPT);
  EXPECT_LT(errno, WSABASEERR) << "a WSA code was left in errno";
}
