// SPDX-License-Identifier: MIT
// Every documented option, control code and error has Windows' value in the headers.
#include <gtest/gtest.h>

#include <winsock2.h>

#include <ws2tcpip.h>

#include <af_irda.h>
#include <afunix.h>
#include <atalkwsh.h>
#include <mstcpip.h>
#include <mswsock.h>
#include <qossp.h>
#include <ws2atm.h>
#include <ws2bth.h>
#include <wsnwlink.h>
#include <wsrm.h>

#include <cstdint>
#include <iterator>

namespace {

struct Row {
  const char* name;
  std::uint32_t in_header;
  std::uint32_t on_windows;
};

// Options are compared as 32-bit patterns: SO_DONTLINGER is a negative int, the control codes are unsigned.
#define WOSA_VALUE(name, value) {#name, static_cast<std::uint32_t>(name), static_cast<std::uint32_t>(value)},
constexpr Row kOptions[] = {
#include "option_values.inc"
};
constexpr Row kErrors[] = {
#include "error_values.inc"
};
#undef WOSA_VALUE

TEST(Values, OptionsAndControlCodes) {
  for (const Row& row : kOptions) EXPECT_EQ(row.in_header, row.on_windows) << row.name;
  EXPECT_EQ(std::size(kOptions), 319u) << "a row of the data is missing";
}

TEST(Values, Errors) {
  for (const Row& row : kErrors) EXPECT_EQ(row.in_header, row.on_windows) << row.name;
  EXPECT_EQ(std::size(kErrors), 111u) << "a row of the data is missing";
}

TEST(Values, AliasesHaveTheValueOfWhatTheyName) {
  EXPECT_EQ(IPV6_JOIN_GROUP, IPV6_ADD_MEMBERSHIP);
  EXPECT_EQ(IPV6_LEAVE_GROUP, IPV6_DROP_MEMBERSHIP);
  EXPECT_EQ(IP_RECVECN, IP_ECN);
  EXPECT_EQ(SIOCSIPMSFILTER, SIO_SET_MULTICAST_FILTER);
  EXPECT_EQ(SO_PROTOCOL_INFO, SO_PROTOCOL_INFOA);
  EXPECT_EQ(WSANO_ADDRESS, WSANO_DATA);
  EXPECT_EQ(WSA_QOS_EUNKOWNPSOBJ, WSA_QOS_EUNKNOWNPSOBJ);
  EXPECT_EQ(EAI_NONAME, WSAHOST_NOT_FOUND);
}

// 9. Family, level and message numbers are Windows', not Linux's.
TEST(Values, Behaviour009FamiliesLevelsAndMessageFlags) {
  EXPECT_EQ(AF_UNSPEC, 0);
  EXPECT_EQ(AF_UNIX, 1);
  EXPECT_EQ(AF_INET, 2);
  EXPECT_EQ(AF_INET6, 23);
  EXPECT_EQ(AF_IRDA, 26);
  EXPECT_EQ(AF_BTH, 32);
  EXPECT_EQ(PF_INET6, AF_INET6);
  EXPECT_EQ(SOL_SOCKET, 0xFFFF);
  EXPECT_EQ(MSG_OOB, 1);
  EXPECT_EQ(MSG_PEEK, 2);
  EXPECT_EQ(MSG_DONTROUTE, 4);
  EXPECT_EQ(MSG_WAITALL, 8);
  EXPECT_EQ(MSG_PARTIAL, 0x8000);
  EXPECT_EQ(SOCK_STREAM, 1);
  EXPECT_EQ(SOCK_DGRAM, 2);
  EXPECT_EQ(SOCK_RAW, 3);
  EXPECT_EQ(SOCK_RDM, 4);
  EXPECT_EQ(SOCK_SEQPACKET, 5);
  EXPECT_EQ(SOMAXCONN, 0x7fffffff);
  EXPECT_EQ(SOMAXCONN_HINT(200), -200);
}

// 36, 42, 43. The flags of a catalog entry.
TEST(Values, Behaviour042CatalogFlags) {
  EXPECT_EQ(PFL_MULTIPLE_PROTO_ENTRIES, 1);
  EXPECT_EQ(PFL_RECOMMENDED_PROTO_ENTRY, 2);
  EXPECT_EQ(PFL_HIDDEN, 4);
  EXPECT_EQ(PFL_MATCHES_PROTOCOL_ZERO, 8);
  EXPECT_EQ(XP1_IFS_HANDLES, 0x20000);
  EXPECT_EQ(FROM_PROTOCOL_INFO, -1);
}

// 147. Events of WSAPoll.
TEST(Values, Behaviour147PollEvents) {
  EXPECT_EQ(POLLIN, 0x300);
  EXPECT_EQ(POLLOUT, 0x10);
  EXPECT_EQ(POLLERR, 1);
  EXPECT_EQ(POLLHUP, 2);
  EXPECT_EQ(POLLNVAL, 4);
  EXPECT_EQ(POLLPRI, 0x400);
  EXPECT_EQ(POLLWRBAND, 0x20);
}

// 167. Network events.
TEST(Values, Behaviour167NetworkEvents) {
  EXPECT_EQ(FD_READ, 1);
  EXPECT_EQ(FD_WRITE, 2);
  EXPECT_EQ(FD_OOB, 4);
  EXPECT_EQ(FD_ACCEPT, 8);
  EXPECT_EQ(FD_CONNECT, 0x10);
  EXPECT_EQ(FD_CLOSE, 0x20);
  EXPECT_EQ(FD_QOS, 0x40);
  EXPECT_EQ(FD_GROUP_QOS, 0x80);
  EXPECT_EQ(FD_ROUTING_INTERFACE_CHANGE, 0x100);
  EXPECT_EQ(FD_ADDRESS_LIST_CHANGE, 0x200);
  EXPECT_EQ(FD_ALL_EVENTS, 0x3FF);
}

// 259. Lookup flags.
TEST(Values, Behaviour259LookupFlags) {
  EXPECT_EQ(LUP_DEEP, 1);
  EXPECT_EQ(LUP_NEAREST, 8);
  EXPECT_EQ(LUP_RETURN_ALL, 0x0FF0);
  EXPECT_EQ(LUP_FLUSHCACHE, 0x1000);
  EXPECT_EQ(LUP_FLUSHPREVIOUS, 0x2000);
  EXPECT_EQ(LUP_RES_SERVICE, 0x8000);
}

// 276, 282, 284. Flags of getaddrinfo.
TEST(Values, Behaviour276ResolverFlags) {
  EXPECT_EQ(AI_PASSIVE, 1);
  EXPECT_EQ(AI_CANONNAME, 2);
  EXPECT_EQ(AI_NUMERICHOST, 4);
  EXPECT_EQ(AI_NUMERICSERV, 8);
  EXPECT_EQ(AI_ALL, 0x100);
  EXPECT_EQ(AI_ADDRCONFIG, 0x400);
  EXPECT_EQ(AI_V4MAPPED, 0x800);
  EXPECT_EQ(AI_NON_AUTHORITATIVE, 0x4000);
  EXPECT_EQ(AI_SECURE, 0x8000);
  EXPECT_EQ(AI_RETURN_PREFERRED_NAMES, 0x10000);
  EXPECT_EQ(AI_FQDN, 0x20000);
  EXPECT_EQ(AI_FILESERVER, 0x40000);
  EXPECT_EQ(AI_DISABLE_IDN_ENCODING, 0x80000);
}

}  // namespace
