// SPDX-License-Identifier: MIT
#include <sys/socket.h>

#include "tcpip_test.hpp"

namespace wosa::test {
namespace {

class Options : public TcpipTest {
 protected:
  int set_error(SOCKET s, int level, int name, DWORD value) {
    return set_option(s, level, name, value) == 0 ? 0 : error;
  }
  int get_error(SOCKET s, int level, int name) {
    char value[2048];
    INT length = sizeof value;
    return table.lpWSPGetSockOpt(s, level, name, value, &length, &error) == 0 ? 0 : error;
  }
};

TEST_F(Options, DefaultsAreWinsocks) {
  const SOCKET tcp = open(kTcp4);
  EXPECT_EQ(65536u, option(tcp, WS_SOL_SOCKET, WS_SO_RCVBUF));
  EXPECT_EQ(65536u, option(tcp, WS_SOL_SOCKET, WS_SO_SNDBUF));
  EXPECT_EQ(0u, option(tcp, WS_SOL_SOCKET, WS_SO_KEEPALIVE));
  EXPECT_EQ(0u, option(tcp, WS_SOL_SOCKET, WS_SO_REUSEADDR));
  EXPECT_EQ(1u, option(tcp, WS_SOL_SOCKET, SO_DONTLINGER));
  EXPECT_EQ(0u, option(tcp, WS_SOL_SOCKET, WS_SO_ACCEPTCONN));
  EXPECT_EQ(1u, option(tcp, WS_SOL_SOCKET, WS_SO_TYPE));
  EXPECT_EQ(0u, option(tcp, WS_IPPROTO_TCP, WS_TCP_NODELAY));
  EXPECT_EQ(7200u, option(tcp, WS_IPPROTO_TCP, WS_TCP_KEEPIDLE));
  EXPECT_EQ(1u, option(tcp, WS_IPPROTO_TCP, WS_TCP_KEEPINTVL));
  EXPECT_EQ(10u, option(tcp, WS_IPPROTO_TCP, WS_TCP_KEEPCNT));
  EXPECT_EQ(128u, option(tcp, WS_IPPROTO_IP, WS_IP_TTL));
  close(tcp);
  const SOCKET udp = open(kUdp4);
  EXPECT_EQ(128u, option(udp, WS_IPPROTO_IP, WS_IP_TTL));
  EXPECT_EQ(1u, option(udp, WS_IPPROTO_IP, WS_IP_MULTICAST_TTL));
  EXPECT_EQ(1u, option(udp, WS_IPPROTO_IP, WS_IP_MULTICAST_LOOP));
  EXPECT_EQ(0u, option(udp, WS_SOL_SOCKET, WS_SO_BROADCAST));
  close(udp);
  const SOCKET six = open(kUdp6);
  EXPECT_EQ(1u, option(six, WS_IPPROTO_IPV6, WS_IPV6_V6ONLY));
  EXPECT_EQ(128u, option(six, WS_IPPROTO_IPV6, WS_IPV6_UNICAST_HOPS));
  EXPECT_EQ(1u, option(six, WS_IPPROTO_IPV6, WS_IPV6_MULTICAST_HOPS));
  EXPECT_EQ(1u, option(six, WS_IPPROTO_IPV6, WS_IPV6_MULTICAST_LOOP));
  close(six);
}

TEST_F(Options, WhatIsSetIsRead) {
  const struct {
    Kind kind;
    int level;
    int name;
    DWORD value;
  } rows[] = {
      {kTcp4, WS_SOL_SOCKET, WS_SO_DEBUG, 1},
      {kTcp4, WS_SOL_SOCKET, WS_SO_REUSEADDR, 1},
      {kTcp4, WS_SOL_SOCKET, SO_EXCLUSIVEADDRUSE, 1},
      {kTcp4, WS_SOL_SOCKET, WS_SO_KEEPALIVE, 1},
      {kTcp4, WS_SOL_SOCKET, WS_SO_DONTROUTE, 1},
      {kUdp4, WS_SOL_SOCKET, WS_SO_BROADCAST, 1},
      {kTcp4, WS_SOL_SOCKET, WS_SO_OOBINLINE, 1},
      {kTcp4, WS_SOL_SOCKET, WS_SO_SNDBUF, 12345},
      {kTcp4, WS_SOL_SOCKET, WS_SO_RCVBUF, 54321},
      {kUdp4, WS_SOL_SOCKET, WS_SO_RCVBUF, 1},
      {kTcp4, WS_SOL_SOCKET, WS_SO_SNDBUF, 0},
      {kTcp4, WS_SOL_SOCKET, WS_SO_SNDTIMEO, 1500},
      {kTcp4, WS_SOL_SOCKET, WS_SO_RCVTIMEO, 2500},
      {kTcp4, WS_SOL_SOCKET, WS_SO_RANDOMIZE_PORT, 1},
      {kTcp4, WS_SOL_SOCKET, WS_SO_REUSE_UNICASTPORT, 1},
      {kTcp4, WS_SOL_SOCKET, WS_SO_PORT_SCALABILITY, 1},
      {kTcp4, WS_IPPROTO_TCP, WS_TCP_NODELAY, 1},
      {kTcp4, WS_IPPROTO_TCP, WS_TCP_KEEPIDLE, 33},
      {kTcp4, WS_IPPROTO_TCP, WS_TCP_KEEPINTVL, 5},
      {kTcp4, WS_IPPROTO_TCP, WS_TCP_KEEPCNT, 7},
      {kTcp4, WS_IPPROTO_TCP, WS_TCP_MAXRT, 20},
      {kTcp4, WS_IPPROTO_TCP, WS_TCP_MAXRT, 0xFFFFFFFF},
      {kTcp4, WS_IPPROTO_TCP, WS_TCP_MAXRTMS, 2345},
      {kUdp4, WS_IPPROTO_UDP, WS_UDP_NOCHECKSUM, 1},
      {kUdp4, WS_IPPROTO_UDP, WS_UDP_CHECKSUM_COVERAGE, 0},
      {kUdp4, WS_IPPROTO_UDP, WS_UDP_SEND_MSG_SIZE, 500},
      {kUdp4, WS_IPPROTO_IP, WS_IP_TTL, 33},
      {kUdp4, WS_IPPROTO_IP, WS_IP_TOS, 16},
      {kUdp4, WS_IPPROTO_IP, WS_IP_MULTICAST_TTL, 9},
      {kUdp4, WS_IPPROTO_IP, WS_IP_MULTICAST_LOOP, 0},
      {kUdp4, WS_IPPROTO_IP, WS_IP_DONTFRAGMENT, 1},
      {kUdp4, WS_IPPROTO_IP, WS_IP_DONTFRAGMENT, 0},
      {kUdp4, WS_IPPROTO_IP, WS_IP_PKTINFO, 1},
      {kUdp4, WS_IPPROTO_IP, WS_IP_RECVTTL, 1},
      {kUdp4, WS_IPPROTO_IP, WS_IP_RECVTOS, 1},
      {kUdp4, WS_IPPROTO_IP, WS_IP_MTU_DISCOVER, 0},
      {kUdp4, WS_IPPROTO_IP, WS_IP_MTU_DISCOVER, 1},
      {kUdp4, WS_IPPROTO_IP, WS_IP_MTU_DISCOVER, 2},
      {kUdp4, WS_IPPROTO_IP, WS_IP_MTU_DISCOVER, 3},
      {kUdp4, WS_IPPROTO_IP, WS_IP_PROTECTION_LEVEL, 20},
      {kUdp6, WS_IPPROTO_IPV6, WS_IPV6_V6ONLY, 0},
      {kUdp6, WS_IPPROTO_IPV6, WS_IPV6_UNICAST_HOPS, 12},
      {kUdp6, WS_IPPROTO_IPV6, WS_IPV6_MULTICAST_HOPS, 13},
      {kUdp6, WS_IPPROTO_IPV6, WS_IPV6_MULTICAST_LOOP, 0},
      {kUdp6, WS_IPPROTO_IPV6, WS_IPV6_PKTINFO, 1},
      {kUdp6, WS_IPPROTO_IPV6, WS_IPV6_HOPLIMIT, 1},
      {kUdp6, WS_IPPROTO_IPV6, WS_IPV6_DONTFRAG, 1},
      {kUdp6, WS_IPPROTO_IPV6, WS_IPV6_PROTECTION_LEVEL, 30},
      {kUdp6, WS_IPPROTO_IPV6, WS_IPV6_TCLASS, 4},
      {kUdp6, WS_IPPROTO_IPV6, WS_IPV6_RECVTCLASS, 1},
      {kUdp6, WS_IPPROTO_IPV6, WS_IPV6_MTU_DISCOVER, 2},
      {kUdp6, WS_IPPROTO_IPV6, WS_IPV6_MULTICAST_IF, 1},
      {kUdp6, WS_IPPROTO_IPV6, WS_IPV6_UNICAST_IF, 1},
  };
  for (const auto& row : rows) {
    const SOCKET s = open(row.kind);
    EXPECT_EQ(0, set_error(s, row.level, row.name, row.value)) << row.level << "/" << row.name;
    EXPECT_EQ(row.value, option(s, row.level, row.name)) << row.level << "/" << row.name;
    EXPECT_EQ(0, error) << row.level << "/" << row.name;
    close(s);
  }
}

TEST_F(Options, RefusalsAreTheDocumentedOnes) {
  const struct {
    Kind kind;
    int level;
    int name;
    int code;
  } rows[] = {
      {kTcp4, WS_SOL_SOCKET, SO_USELOOPBACK, WSAEINVAL},
      {kTcp4, WS_SOL_SOCKET, WS_SO_SNDLOWAT, WSAEINVAL},
      {kTcp4, WS_SOL_SOCKET, WS_SO_RCVLOWAT, WSAEINVAL},
      {kTcp4, WS_SOL_SOCKET, PVD_CONFIG, WSAENOPROTOOPT},
      {kTcp4, WS_SOL_SOCKET, WS_SO_PAUSE_ACCEPT, WSAENOPROTOOPT},
      {kTcp4, WS_SOL_SOCKET, WS_SO_CONNDATA, WSAENOPROTOOPT},
      {kTcp4, WS_SOL_SOCKET, WS_SO_GROUP_PRIORITY, WSAENOPROTOOPT},
      {kTcp4, WS_SOL_SOCKET, WS_SO_BROADCAST, WSAENOPROTOOPT},
      {kTcp4, WS_SOL_SOCKET, 0x5555, WSAENOPROTOOPT},
      {kUdp4, WS_SOL_SOCKET, WS_SO_KEEPALIVE, WSAENOPROTOOPT},
      {kUdp4, WS_SOL_SOCKET, WS_SO_LINGER, WSAENOPROTOOPT},
      {kUdp4, WS_SOL_SOCKET, WS_SO_OOBINLINE, WSAENOPROTOOPT},
      {kUdp4, WS_IPPROTO_TCP, WS_TCP_NODELAY, WSAENOPROTOOPT},
      {kTcp4, WS_IPPROTO_UDP, WS_UDP_NOCHECKSUM, WSAENOPROTOOPT},
      {kTcp4, WS_IPPROTO_TCP, WS_TCP_FASTOPEN, WSAENOPROTOOPT},
      {kTcp4, WS_IPPROTO_TCP, 0x5555, WSAENOPROTOOPT},
      {kTcp4, WS_IPPROTO_IP, WS_IP_PKTINFO, WSAENOPROTOOPT},
      {kTcp6, WS_IPPROTO_IPV6, WS_IPV6_PKTINFO, WSAENOPROTOOPT},
      {kTcp4, WS_IPPROTO_IPV6, WS_IPV6_V6ONLY, WSAEINVAL},
      {kUdp4, 113, 1001, WSAENOPROTOOPT},
      {kUdp4, 12345, 1, WSAEINVAL},
      {kUdp4, -1, 1, WSAEINVAL},
  };
  for (const auto& row : rows) {
    const SOCKET s = open(row.kind);
    EXPECT_EQ(row.code, set_error(s, row.level, row.name, 1)) << row.level << "/" << row.name;
    EXPECT_EQ(row.code, get_error(s, row.level, row.name)) << row.level << "/" << row.name;
    close(s);
  }
}

TEST_F(Options, OneWayOptionsRefuseTheOtherWay) {
  const SOCKET tcp = open(kTcp4);
  for (const int name : {WS_SO_ACCEPTCONN, WS_SO_ERROR, WS_SO_TYPE, SO_PROTOCOL_INFOW, SO_CONNECT_TIME}) {
    EXPECT_EQ(WSAENOPROTOOPT, set_error(tcp, WS_SOL_SOCKET, name, 1)) << name;
  }
  EXPECT_EQ(WSAENOPROTOOPT, get_error(tcp, WS_SOL_SOCKET, WS_SO_MAX_MSG_SIZE));
  EXPECT_EQ(WSAENOPROTOOPT, set_error(tcp, WS_IPPROTO_TCP, WS_TCP_MAXSEG, 1000));
  close(tcp);
  const SOCKET udp = open(kUdp4);
  EXPECT_EQ(WSAENOPROTOOPT, get_error(udp, WS_IPPROTO_IP, WS_IP_ADD_MEMBERSHIP));
  close(udp);
}

TEST_F(Options, ValuesOutOfRangeAreInvalid) {
  const SOCKET six = open(kUdp6);
  EXPECT_EQ(WSAEINVAL, set_error(six, WS_IPPROTO_IPV6, WS_IPV6_UNICAST_HOPS, 256));
  EXPECT_EQ(0, set_error(six, WS_IPPROTO_IPV6, WS_IPV6_UNICAST_HOPS, 9));
  EXPECT_EQ(0, set_error(six, WS_IPPROTO_IPV6, WS_IPV6_UNICAST_HOPS, 0xFFFFFFFF));
  EXPECT_EQ(128u, option(six, WS_IPPROTO_IPV6, WS_IPV6_UNICAST_HOPS));
  EXPECT_EQ(WSAEINVAL, set_error(six, WS_IPPROTO_IPV6, WS_IPV6_MTU_DISCOVER, 9));
  EXPECT_EQ(WSAEINVAL, set_error(six, WS_IPPROTO_IPV6, WS_IPV6_PROTECTION_LEVEL, 11));
  EXPECT_EQ(WSAEINVAL, set_error(six, WS_IPPROTO_IPV6, WS_IPV6_PROTECTION_LEVEL, 0xFFFFFFFF));
  close(six);
  const SOCKET tcp = open(kTcp4);
  EXPECT_EQ(WSAEINVAL, set_error(tcp, WS_IPPROTO_IP, WS_IP_TTL, 256));
  EXPECT_EQ(WSAEINVAL, set_error(tcp, WS_IPPROTO_TCP, WS_TCP_KEEPCNT, 256));
  EXPECT_EQ(0, set_error(tcp, WS_IPPROTO_TCP, WS_TCP_KEEPCNT, 255));
  close(tcp);
}

TEST_F(Options, MemoryIsChecked) {
  const SOCKET s = open(kTcp4);
  DWORD value = 1;
  auto* bytes = reinterpret_cast<char*>(&value);
  auto* nowhere = reinterpret_cast<char*>(0x7f0000001000);
  const auto set = [&](const char* from, int length) {
    return table.lpWSPSetSockOpt(s, WS_SOL_SOCKET, WS_SO_KEEPALIVE, from, length, &error) == 0 ? 0 : error;
  };
  EXPECT_EQ(WSAEFAULT, set(nullptr, 4));
  EXPECT_EQ(WSAEFAULT, set(nowhere, 4));
  EXPECT_EQ(WSAEFAULT, set(bytes, 3));
  EXPECT_EQ(WSAEFAULT, set(bytes, -1));
  const auto get = [&](char* to, INT* length) {
    return table.lpWSPGetSockOpt(s, WS_SOL_SOCKET, WS_SO_KEEPALIVE, to, length, &error) == 0 ? 0 : error;
  };
  INT length = 4;
  EXPECT_EQ(WSAEFAULT, get(nullptr, &length));
  EXPECT_EQ(WSAEFAULT, get(nowhere, &length));
  EXPECT_EQ(WSAEFAULT, get(bytes, nullptr));
  EXPECT_EQ(WSAEFAULT, get(bytes, reinterpret_cast<INT*>(nowhere)));
  length = 3;
  EXPECT_EQ(WSAEFAULT, get(bytes, &length));
  length = 100;
  EXPECT_EQ(0, get(bytes, &length));
  EXPECT_EQ(4, length);
  close(s);
}

TEST_F(Options, LingerHasTwoViews_202) {
  const SOCKET s = open(kTcp4);
  ASSERT_EQ(0, set_option(s, WS_SOL_SOCKET, WS_SO_LINGER, LINGER{1, 9}));
  EXPECT_EQ(0u, option(s, WS_SOL_SOCKET, SO_DONTLINGER));
  ASSERT_EQ(0, set_error(s, WS_SOL_SOCKET, SO_DONTLINGER, 1));
  EXPECT_EQ(0, option<LINGER>(s, WS_SOL_SOCKET, WS_SO_LINGER).l_onoff);
  ASSERT_EQ(0, set_error(s, WS_SOL_SOCKET, SO_DONTLINGER, 0));
  const auto linger = option<LINGER>(s, WS_SOL_SOCKET, WS_SO_LINGER);
  EXPECT_EQ(1, linger.l_onoff);
  EXPECT_EQ(9, linger.l_linger);
  close(s);
}

TEST_F(Options, KeepAliveBringsWinsocksProbes) {
  const SOCKET s = open(kTcp4);
  ASSERT_EQ(0, set_error(s, WS_IPPROTO_TCP, WS_TCP_KEEPCNT, 3));
  ASSERT_EQ(0, set_error(s, WS_SOL_SOCKET, WS_SO_KEEPALIVE, 1));
  int interval = 0;
  int count = 0;
  socklen_t length = sizeof interval;
  getsockopt(static_cast<int>(s), 6 /* TCP */, 5 /* TCP_KEEPINTVL */, &interval, &length);
  getsockopt(static_cast<int>(s), 6 /* TCP */, 6 /* TCP_KEEPCNT */, &count, &length);
  EXPECT_EQ(1, interval);
  EXPECT_EQ(3, count);  // the program's own choice stays
  close(s);
}

TEST_F(Options, ProtocolInfoIsTheCatalogRecord_51) {
  const SOCKET s = open(kUdp6);
  const auto wide = option<WSAPROTOCOL_INFOW>(s, WS_SOL_SOCKET, SO_PROTOCOL_INFOW);
  const WSAPROTOCOL_INFOW record = record_of(kUdp6);
  EXPECT_EQ(0, std::memcmp(&record, &wide, sizeof wide));
  const auto narrow = option<WSAPROTOCOL_INFOA>(s, WS_SOL_SOCKET, SO_PROTOCOL_INFOA);
  EXPECT_EQ(record.dwCatalogEntryId, narrow.dwCatalogEntryId);
  EXPECT_STREQ("under test", narrow.szProtocol);
  INT length = sizeof wide - 1;
  WSAPROTOCOL_INFOW room;
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPGetSockOpt(s, WS_SOL_SOCKET, SO_PROTOCOL_INFOW,
                                                reinterpret_cast<char*>(&room), &length, &error));
  EXPECT_EQ(WSAEFAULT, error);
  close(s);
}

TEST_F(Options, BspStateIsOneBlockWithItsAddresses) {
  const Pair pair = connected_pair();
  alignas(8) char block[1024];
  INT length = sizeof block;
  ASSERT_EQ(0, table.lpWSPGetSockOpt(pair.client, WS_SOL_SOCKET, SO_BSP_STATE, block, &length, &error))
      << error;
  CSADDR_INFO info;
  std::memcpy(&info, block, sizeof info);
  EXPECT_EQ(1, info.iSocketType);
  EXPECT_EQ(6, info.iProtocol);
  for (const SOCKET_ADDRESS& address : {info.LocalAddr, info.RemoteAddr}) {
    const auto* at = reinterpret_cast<const char*>(address.lpSockaddr);
    ASSERT_GE(at, block);
    ASSERT_LE(at + address.iSockaddrLength, block + length);
    EXPECT_EQ(WS_AF_INET, address.lpSockaddr->sa_family);
  }
  EXPECT_EQ(0, std::memcmp(info.RemoteAddr.lpSockaddr, local_name(pair.server).get(), 16));
  length = sizeof info;
  EXPECT_EQ(SOCKET_ERROR,
            table.lpWSPGetSockOpt(pair.client, WS_SOL_SOCKET, SO_BSP_STATE, block, &length, &error));
  EXPECT_EQ(WSAEFAULT, error);
  close(pair.client);
  close(pair.server);
}

TEST_F(Options, PortOptionsExcludeEachOther) {
  const SOCKET s = open(kTcp4);
  ASSERT_EQ(0, set_error(s, WS_SOL_SOCKET, WS_SO_RANDOMIZE_PORT, 1));
  EXPECT_EQ(WSAEINVAL, set_error(s, WS_SOL_SOCKET, WS_SO_REUSE_UNICASTPORT, 1));
  ASSERT_EQ(0, bind(s, loopback4()));
  EXPECT_EQ(WSAEINVAL, set_error(s, WS_SOL_SOCKET, WS_SO_RANDOMIZE_PORT, 0));
  close(s);
}

}  // namespace
}  // namespace wosa::test
