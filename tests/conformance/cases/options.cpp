// SPDX-License-Identifier: MIT
// Options that several providers have: defaults, values kept, refusals.
#include <ws2tcpip.h>

#include "kit/case.hpp"

namespace {

int set(SOCKET s, int level, int option, DWORD value) {
  return setsockopt(s, level, option, reinterpret_cast<const char*>(&value), sizeof value);
}

int get(SOCKET s, int level, int option, DWORD& value) {
  int length = sizeof value;
  const int result = getsockopt(s, level, option, reinterpret_cast<char*>(&value), &length);
  if (result == 0) {
    EXPECT_EQ(length, static_cast<int>(sizeof value));
  }
  return result;
}

struct Kept {
  const char* name;
  int level;
  int option;
  DWORD initial;
  DWORD other;
};

#define KEPT(level, option, initial, other) \
  Kept { #option, level, option, initial, other }

// The default, a new value read back, and the way back.
void expect_kept(SOCKET s, const Kept& kept) {
  SCOPED_TRACE(kept.name);
  DWORD value = 7777;
  ASSERT_SUCCEEDS(get(s, kept.level, kept.option, value));
  EXPECT_EQ(value, kept.initial);
  ASSERT_SUCCEEDS(set(s, kept.level, kept.option, kept.other));
  ASSERT_SUCCEEDS(get(s, kept.level, kept.option, value));
  EXPECT_EQ(value, kept.other);
  ASSERT_SUCCEEDS(set(s, kept.level, kept.option, kept.initial));
  ASSERT_SUCCEEDS(get(s, kept.level, kept.option, value));
  EXPECT_EQ(value, kept.initial);
}

}  // namespace

ENTRY_CASE(Options, TypeAndError, kit::kAny, 1017) {
  kit::Socket s = entry.open();
  DWORD value = 99;
  EXPECT_SUCCEEDS(get(s, SOL_SOCKET, SO_TYPE, value));
  EXPECT_EQ(static_cast<int>(value), entry.info().iSocketType);
  EXPECT_SUCCEEDS(get(s, SOL_SOCKET, SO_ERROR, value));
  EXPECT_EQ(value, 0U);
}

ENTRY_CASE(Options, TimeOutsAreMilliseconds, kit::kTransport, 116) {
  kit::Socket s = entry.open();
  for (const int option : {SO_RCVTIMEO, SO_SNDTIMEO}) {
    for (const DWORD other : {1U, 1500U, 123456789U})
      expect_kept(s, Kept{"time-out", SOL_SOCKET, option, 0, other});
  }
}

ENTRY_CASE(Options, BufferSizesAreReadBack, kit::kTransport, 1018) {
  kit::Socket s = entry.open();
  for (const int option : {SO_SNDBUF, SO_RCVBUF}) {
    DWORD value = 0;
    EXPECT_SUCCEEDS(get(s, SOL_SOCKET, option, value));
    EXPECT_GT(value, 0U);
    for (const DWORD size : {8192U, 30000U, 65536U}) {
      ASSERT_SUCCEEDS(set(s, SOL_SOCKET, option, size));
      EXPECT_SUCCEEDS(get(s, SOL_SOCKET, option, value));
      EXPECT_EQ(value, size);
    }
  }
}

// Unbuffered sending is a promise about completions; the size is kept and sending works on.
ENTRY_CASE(Options, NoSendBuffer, kit::kStream, 117) {
  kit::Pair pair = entry.connected();
  ASSERT_SUCCEEDS(set(pair.client, SOL_SOCKET, SO_SNDBUF, 0));
  DWORD value = 9;
  EXPECT_SUCCEEDS(get(pair.client, SOL_SOCKET, SO_SNDBUF, value));
  EXPECT_EQ(value, 0U);
  EXPECT_TRUE(kit::send_all(pair.client, "works"));
  EXPECT_EQ(kit::receive_exactly(pair.server, 5), "works");
}

ENTRY_CASE(Options, StreamBooleans, kit::kTcp, 1017) {
  kit::Socket s = entry.open();
  expect_kept(s, KEPT(SOL_SOCKET, SO_KEEPALIVE, 0, 1));
  expect_kept(s, KEPT(SOL_SOCKET, SO_OOBINLINE, 0, 1));
  expect_kept(s, KEPT(SOL_SOCKET, SO_DEBUG, 0, 1));
  expect_kept(s, KEPT(SOL_SOCKET, SO_DONTROUTE, 0, 1));
  expect_kept(s, KEPT(IPPROTO_TCP, TCP_NODELAY, 0, 1));
}

// Any value but zero is TRUE, and what is read back is 1.
ENTRY_CASE(Options, BooleansAreNormalised, kit::kTcp, 1017) {
  kit::Socket s = entry.open();
  DWORD value = 0;
  ASSERT_SUCCEEDS(set(s, IPPROTO_TCP, TCP_NODELAY, 0x100));
  EXPECT_SUCCEEDS(get(s, IPPROTO_TCP, TCP_NODELAY, value));
  EXPECT_EQ(value, 1U);
  ASSERT_SUCCEEDS(set(s, SOL_SOCKET, SO_KEEPALIVE, 77));
  EXPECT_SUCCEEDS(get(s, SOL_SOCKET, SO_KEEPALIVE, value));
  EXPECT_EQ(value, 1U);
}

ENTRY_CASE(Options, KeepAliveTimes, kit::kTcp, 1017) {
  kit::Socket s = entry.open();
  expect_kept(s, KEPT(IPPROTO_TCP, TCP_KEEPIDLE, 7200, 60));
  expect_kept(s, KEPT(IPPROTO_TCP, TCP_KEEPINTVL, 1, 5));
  expect_kept(s, KEPT(IPPROTO_TCP, TCP_KEEPCNT, 10, 3));
  EXPECT_FAILS(set(s, IPPROTO_TCP, TCP_KEEPCNT, 256), WSAEINVAL);
}

ENTRY_CASE(Options, Listening, kit::kStream, 1017) {
  kit::Socket s = entry.bound();
  DWORD value = 9;
  EXPECT_SUCCEEDS(get(s, SOL_SOCKET, SO_ACCEPTCONN, value));
  EXPECT_EQ(value, 0U);
  ASSERT_SUCCEEDS(listen(s, 1));
  EXPECT_SUCCEEDS(get(s, SOL_SOCKET, SO_ACCEPTCONN, value));
  EXPECT_EQ(value, 1U);
  EXPECT_FAILS(set(s, SOL_SOCKET, SO_ACCEPTCONN, 1), WSAENOPROTOOPT, WSAEINVAL);
}

ENTRY_CASE(Options, DatagramDefaults, kit::kUdp, 1017) {
  kit::Socket s = entry.open();
  expect_kept(s, KEPT(SOL_SOCKET, SO_BROADCAST, 0, 1));
  EXPECT_FAILS(set(s, SOL_SOCKET, SO_KEEPALIVE, 1), WSAENOPROTOOPT);
  EXPECT_FAILS(set(s, IPPROTO_TCP, TCP_NODELAY, 1), WSAENOPROTOOPT, WSAEINVAL);
}

ENTRY_CASE(Options, MessageSizeIsForMessages, kit::kStream, 106) {
  kit::Socket s = entry.open();
  DWORD value = 0;
  EXPECT_FAILS(get(s, SOL_SOCKET, SO_MAX_MSG_SIZE, value), WSAENOPROTOOPT);
}

ENTRY_CASE(Options, BroadcastIsForDatagrams, kit::kStream, 1017) {
  kit::Socket s = entry.open();
  EXPECT_FAILS(set(s, SOL_SOCKET, SO_BROADCAST, 1), WSAENOPROTOOPT);
}

ENTRY_CASE(Options, TimeToLive, kit::kInet | kit::kPorts, 1017) {
  kit::Socket s = entry.open();
  expect_kept(s, KEPT(IPPROTO_IP, IP_TTL, 128, 5));
  EXPECT_FAILS(set(s, IPPROTO_IP, IP_TTL, 256), WSAEINVAL);
}

ENTRY_CASE(Options, HopLimit, kit::kInet6 | kit::kPorts, 1017) {
  kit::Socket s = entry.open();
  expect_kept(s, KEPT(IPPROTO_IPV6, IPV6_UNICAST_HOPS, 128, 5));
  EXPECT_FAILS(set(s, IPPROTO_IPV6, IPV6_UNICAST_HOPS, 256), WSAEINVAL);
  ASSERT_SUCCEEDS(set(s, IPPROTO_IPV6, IPV6_UNICAST_HOPS, static_cast<DWORD>(-1)));
  DWORD value = 0;
  EXPECT_SUCCEEDS(get(s, IPPROTO_IPV6, IPV6_UNICAST_HOPS, value));
  EXPECT_EQ(value, 128U);
}

ENTRY_CASE(Options, RefusedOnes, kit::kTransport, 1019) {
  kit::Socket s = entry.open();
  DWORD value = 0;
  for (const int option : {SO_USELOOPBACK, SO_SNDLOWAT, SO_RCVLOWAT}) {
    EXPECT_FAILS(set(s, SOL_SOCKET, option, 1), WSAEINVAL, WSAENOPROTOOPT) << option;
    EXPECT_FAILS(get(s, SOL_SOCKET, option, value), WSAEINVAL, WSAENOPROTOOPT) << option;
  }
}

ENTRY_CASE(Options, ReadOnlyOnes, kit::kTransport, 1019) {
  kit::Socket s = entry.open();
  for (const int option : {SO_TYPE, SO_ERROR, SO_CONNECT_TIME, SO_MAX_MSG_SIZE, SO_PROTOCOL_INFOW}) {
    EXPECT_FAILS(set(s, SOL_SOCKET, option, 1), WSAENOPROTOOPT, WSAEINVAL) << option;
  }
}

ENTRY_CASE(Options, UnknownLevelsAndNames, kit::kAny, 1019) {
  kit::Socket s = entry.open();
  DWORD value = 0;
  EXPECT_FAILS(get(s, SOL_SOCKET, 0x7654, value), WSAENOPROTOOPT);
  EXPECT_FAILS(set(s, SOL_SOCKET, 0x7654, 1), WSAENOPROTOOPT);
  for (const int level : {1, 77, -1, 0x12345}) {
    EXPECT_FAILS(get(s, level, 1, value), WSAEINVAL, WSAENOPROTOOPT) << "level " << level;
    EXPECT_FAILS(set(s, level, 1, 1), WSAEINVAL, WSAENOPROTOOPT) << "level " << level;
  }
  if (entry.is(kit::kPorts)) {
    EXPECT_FAILS(get(s, entry.is(kit::kStream) ? IPPROTO_TCP : IPPROTO_UDP, 0x7654, value), WSAENOPROTOOPT);
    EXPECT_FAILS(get(s, entry.is(kit::kInet6) ? IPPROTO_IPV6 : IPPROTO_IP, 0x7654, value), WSAENOPROTOOPT);
  }
}

ENTRY_CASE(Options, BadPointersAndLengths, kit::kAny, 1002) {
  kit::Socket s = entry.open();
  DWORD value = 0;
  int length = sizeof value;
  char* out = reinterpret_cast<char*>(&value);
  EXPECT_FAILS(getsockopt(s, SOL_SOCKET, SO_TYPE, nullptr, &length), WSAEFAULT);
  EXPECT_FAILS(getsockopt(s, SOL_SOCKET, SO_TYPE, out, nullptr), WSAEFAULT);
  EXPECT_FAILS(getsockopt(s, SOL_SOCKET, SO_TYPE, reinterpret_cast<char*>(24), &length), WSAEFAULT);
  for (const int bad : {0, -1}) {
    length = bad;
    EXPECT_FAILS(getsockopt(s, SOL_SOCKET, SO_TYPE, out, &length), WSAEFAULT) << bad;
    EXPECT_FAILS(setsockopt(s, SOL_SOCKET, SO_RCVBUF, out, bad), WSAEFAULT) << bad;
  }
  EXPECT_FAILS(setsockopt(s, SOL_SOCKET, SO_RCVBUF, nullptr, sizeof value), WSAEFAULT);
  EXPECT_FAILS(setsockopt(s, SOL_SOCKET, SO_RCVBUF, reinterpret_cast<char*>(24), sizeof value), WSAEFAULT);
  WSAPROTOCOL_INFOW info{};
  length = 100;
  EXPECT_FAILS(getsockopt(s, SOL_SOCKET, SO_PROTOCOL_INFOW, reinterpret_cast<char*>(&info), &length),
               WSAEFAULT);
}

ENTRY_CASE(Options, AcceptContextNeedsAListener, kit::kTcp, 1019) {
  kit::Socket s = entry.open();
  EXPECT_FAILS(setsockopt(s, SOL_SOCKET, 0x700B, nullptr, 0), WSAEFAULT, WSAENOTCONN, WSAEINVAL,
               WSAENOPROTOOPT, WSAEOPNOTSUPP);
}
