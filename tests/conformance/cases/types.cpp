// SPDX-License-Identifier: MIT
// Behaviours 1 and 2: what a socket's value may be.
#include "kit/case.hpp"
#include "kit/foreign.hpp"

ENTRY_CASE(Types, InvalidSocketIsAllOnes, kit::kAny, 1) {
  EXPECT_EQ(INVALID_SOCKET, static_cast<SOCKET>(~static_cast<SOCKET>(0)));
  EXPECT_EQ(SOCKET_ERROR, -1);
  EXPECT_GT(static_cast<SOCKET>(-1), static_cast<SOCKET>(0)) << "SOCKET must be unsigned";
}

// A handle is any value but INVALID_SOCKET: a program that tests for > 0 is wrong, and a library that does is
// too.
ENTRY_CASE(Types, ZeroCanBeASocket, kit::kIfs, 1) {
  { kit::Socket warm_up = entry.open(); }  // what the provider opens for itself has its number by now
  kit::close_descriptor(0);
  kit::Socket s = entry.open();
  ASSERT_EQ(SOCKET{s}, SOCKET{0}) << "the lowest free descriptor is given out first";
  DWORD type = 0;
  int length = sizeof type;
  EXPECT_SUCCEEDS(getsockopt(s, SOL_SOCKET, SO_TYPE, reinterpret_cast<char*>(&type), &length));
  EXPECT_EQ(static_cast<int>(type), entry.info().iSocketType);
  EXPECT_SUCCEEDS(closesocket(s.release()));
  EXPECT_FAILS(closesocket(0), WSAENOTSOCK);
}

// Programs built for Windows count on handles that are multiples of 4.
ENTRY_CASE(Types, HandlesAreMultiplesOfFour, kit::kAny, 2) {
  kit::Socket sockets[4];
  for (kit::Socket& s : sockets) {
    s = entry.open();
    EXPECT_EQ(SOCKET{s} % 4, SOCKET{0});
  }
}
