// SPDX-License-Identifier: MIT

// Options of level SOL_SOCKET, all of them, and the way of the others to the transport.

#include "engine_test.hpp"

namespace wosa::test {
namespace {

using spi::failure;

class Option : public EngineTest {
 protected:
  /// The code of a getsockopt with this much room; 0 for success.
  INT get_code(SOCKET s, int name, INT room, int level = WS_SOL_SOCKET) {
    std::vector<char> value(4096);
    error = 0;
    table.lpWSPGetSockOpt(s, level, name, value.data(), &room, &error);
    return error;
  }
  INT set_code(SOCKET s, int name, INT size, DWORD value = 1, int level = WS_SOL_SOCKET) {
    char bytes[64] = {};
    std::memcpy(bytes, &value, sizeof value);
    error = 0;
    table.lpWSPSetSockOpt(s, level, name, bytes, size, &error);
    return error;
  }
};

TEST_F(Option, FlagsAreKeptAndAnnounced) {
  const SOCKET stream = open(kStream);
  const SOCKET datagram = open(kDatagram);
  const auto check = [&](SOCKET s, int name) {
    SCOPED_TRACE(name);
    std::vector<DWORD> heard;
    script(s).option_changed = [&](int which, DWORD value) -> Result<void> {
      EXPECT_EQ(name, which);
      heard.push_back(value);
      return {};
    };
    EXPECT_EQ(0u, option(s, name)) << error;
    EXPECT_EQ(0, set_code(s, name, 4, 77)) << "any number but 0 is on";
    EXPECT_EQ(1u, option(s, name));
    EXPECT_EQ(0, set_code(s, name, 4, 0));
    EXPECT_EQ(0u, option(s, name));
    EXPECT_EQ((std::vector<DWORD>{1, 0}), heard);
    EXPECT_EQ(WSAEFAULT, set_code(s, name, 3));
    EXPECT_EQ(WSAEFAULT, set_code(s, name, -1));
    EXPECT_EQ(WSAEFAULT, get_code(s, name, 3));
    EXPECT_EQ(WSAEFAULT, get_code(s, name, -1));
    script(s).option_changed = [](int, DWORD) -> Result<void> { return failure(WSAEACCES); };
    EXPECT_EQ(WSAEACCES, set_code(s, name, 4, 1));
    EXPECT_EQ(0u, option(s, name)) << "what is refused does not change";
    script(s).option_changed = [](int, DWORD) -> Result<void> { throw std::bad_alloc(); };
    EXPECT_EQ(WSAENOBUFS, set_code(s, name, 4, 1));
    script(s).option_changed = nullptr;
  };
  for (const int name : {WS_SO_DEBUG, WS_SO_REUSEADDR, WS_SO_EXCLUSIVEADDRUSE, WS_SO_KEEPALIVE,
                         WS_SO_DONTROUTE, WS_SO_OOBINLINE, WS_SO_CONDITIONAL_ACCEPT, WS_SO_RANDOMIZE_PORT,
                         WS_SO_PORT_SCALABILITY, WS_SO_REUSE_UNICASTPORT}) {
    check(stream, name);
  }
  for (const int name : {WS_SO_DEBUG, WS_SO_REUSEADDR, WS_SO_EXCLUSIVEADDRUSE, WS_SO_BROADCAST,
                         WS_SO_DONTROUTE, WS_SO_RANDOMIZE_PORT}) {
    check(datagram, name);
  }
}

TEST_F(Option, NumbersAreKeptAndAnnounced) {
  for (const int type : {kStream, kDatagram}) {
    const SOCKET s = open(type);
    spi::SocketOptions& options = script(s).endpoint->options();
    EXPECT_EQ(spi::SocketOptions::kDefaultBuffer, option(s, WS_SO_SNDBUF));
    EXPECT_EQ(spi::SocketOptions::kDefaultBuffer, option(s, WS_SO_RCVBUF));
    EXPECT_EQ(0u, option(s, WS_SO_SNDTIMEO));
    for (const int name : {WS_SO_SNDBUF, WS_SO_RCVBUF, WS_SO_SNDTIMEO, WS_SO_RCVTIMEO}) {
      DWORD heard = 0;
      script(s).option_changed = [&](int which, DWORD value) -> Result<void> {
        EXPECT_EQ(name, which);
        heard = value;
        return {};
      };
      EXPECT_EQ(0, set_code(s, name, 4, 12345));
      EXPECT_EQ(12345u, option(s, name));
      EXPECT_EQ(12345u, heard);
      EXPECT_EQ(WSAEFAULT, set_code(s, name, 2));
    }
    EXPECT_TRUE(options.send_buffer_set);
    EXPECT_TRUE(options.receive_buffer_set);
  }
}

TEST_F(Option, ABufferThatTheTransportRefusesWasNotSet) {
  const SOCKET s = open(kStream);
  script(s).option_changed = [](int, DWORD) -> Result<void> { return failure(WSAENOBUFS); };
  EXPECT_EQ(WSAENOBUFS, set_code(s, WS_SO_SNDBUF, 4, 1));
  EXPECT_EQ(spi::SocketOptions::kDefaultBuffer, option(s, WS_SO_SNDBUF));
  EXPECT_FALSE(script(s).endpoint->options().send_buffer_set);
}

TEST_F(Option, SharingIsDecidedBeforeBindOneWayOrTheOther) {
  const SOCKET s = open(kStream);
  EXPECT_EQ(0, set_code(s, WS_SO_EXCLUSIVEADDRUSE, 4));
  EXPECT_EQ(WSAEINVAL, set_code(s, WS_SO_REUSEADDR, 4));
  EXPECT_EQ(0, set_code(s, WS_SO_REUSEADDR, 4, 0));
  EXPECT_EQ(0, set_code(s, WS_SO_EXCLUSIVEADDRUSE, 4, 0));
  EXPECT_EQ(0, set_code(s, WS_SO_REUSEADDR, 4));
  EXPECT_EQ(WSAEINVAL, set_code(s, WS_SO_EXCLUSIVEADDRUSE, 4));
  EXPECT_EQ(0, set_code(s, WS_SO_RANDOMIZE_PORT, 4));
  EXPECT_EQ(WSAEINVAL, set_code(s, WS_SO_REUSE_UNICASTPORT, 4));
  ASSERT_EQ(0, bind(s, name_of(80)));
  EXPECT_EQ(WSAEINVAL, set_code(s, WS_SO_REUSEADDR, 4, 0));
  EXPECT_EQ(WSAEINVAL, set_code(s, WS_SO_RANDOMIZE_PORT, 4, 0));
  EXPECT_EQ(0, listen(s));
  EXPECT_EQ(WSAEINVAL, set_code(s, WS_SO_CONDITIONAL_ACCEPT, 4));
}

TEST_F(Option, ReportsTellAboutTheSocket) {
  const SOCKET s = open(kStream);
  EXPECT_EQ(0u, option(s, WS_SO_ACCEPTCONN));
  EXPECT_EQ(DWORD{kStream}, option(s, WS_SO_TYPE));
  EXPECT_EQ(0u, option(s, WS_SO_GROUP_ID));
  EXPECT_EQ(0u, option(s, WS_SO_ERROR));
  EXPECT_EQ(~0u, option(s, WS_SO_CONNECT_TIME));
  EXPECT_EQ(1001u, option<WSAPROTOCOL_INFOW>(s, WS_SO_PROTOCOL_INFOW).dwCatalogEntryId);
  EXPECT_STREQ(L"under test", option<WSAPROTOCOL_INFOW>(s, WS_SO_PROTOCOL_INFOW).szProtocol);
  EXPECT_STREQ("under test", option<WSAPROTOCOL_INFOA>(s, WS_SO_PROTOCOL_INFOA).szProtocol);
  EXPECT_EQ(WSAENOPROTOOPT, get_code(s, WS_SO_MAX_MSG_SIZE, 4));
  const SOCKET d = open(kDatagram);
  EXPECT_EQ(65507u, option(d, WS_SO_MAX_MSG_SIZE));
  EXPECT_EQ(WSAENOPROTOOPT, get_code(d, WS_SO_LINGER, 4));
  EXPECT_EQ(WSAENOPROTOOPT, get_code(d, WS_SO_KEEPALIVE, 4));
  EXPECT_EQ(WSAENOPROTOOPT, get_code(s, WS_SO_BROADCAST, 4));
  for (const int name : {WS_SO_ACCEPTCONN, WS_SO_TYPE, WS_SO_ERROR, WS_SO_CONNECT_TIME, WS_SO_BSP_STATE})
    EXPECT_EQ(WSAENOPROTOOPT, set_code(s, name, 4)) << name;
  const SOCKET l = listener();
  EXPECT_EQ(1u, option(l, WS_SO_ACCEPTCONN));
}

TEST_F(Option, RefusedOnesHaveTheirCodes) {
  const SOCKET s = open(kStream);
  for (const int name : {WS_SO_USELOOPBACK, WS_SO_SNDLOWAT, WS_SO_RCVLOWAT, WS_SO_UPDATE_ACCEPT_CONTEXT,
                         WS_SO_UPDATE_CONNECT_CONTEXT}) {
    EXPECT_EQ(WSAEINVAL, get_code(s, name, 4)) << name;
    EXPECT_EQ(WSAEINVAL, set_code(s, name, 4)) << name;
  }
  for (const int name : {WS_SO_GROUP_PRIORITY, WS_PVD_CONFIG, WS_SO_PAUSE_ACCEPT, WS_SO_COMPARTMENT_ID,
                         WS_SO_REUSE_MULTICASTPORT, 0x5555}) {
    EXPECT_EQ(WSAENOPROTOOPT, get_code(s, name, 4)) << name;
    EXPECT_EQ(WSAENOPROTOOPT, set_code(s, name, 4)) << name;
  }
}

TEST_F(Option, ErrorIsNotTakenForACallerWhoCannotHaveIt) {
  const SOCKET s = open(kStream);
  set_non_blocking(s);
  script(s).start_connect = [](const Address&) -> Result<void> { return failure(WSAECONNREFUSED); };
  connect(s, name_of(80));
  EXPECT_EQ(WSAEFAULT, get_code(s, WS_SO_ERROR, 3));
  INT room = 4;
  error = 0;
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPGetSockOpt(s, WS_SOL_SOCKET, WS_SO_ERROR, nullptr, &room, &error));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPGetSockOpt(s, WS_SOL_SOCKET, WS_SO_ERROR, reinterpret_cast<char*>(&room),
                                                nullptr, &error));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ(DWORD{WSAECONNREFUSED}, option(s, WS_SO_ERROR));
}

TEST_F(Option, StateIsOneBlockWithItsAddresses) {
  const SOCKET s = open(kStream);
  struct Block {
    CSADDR_INFO info;
    char room[512];
  };
  auto block = option<Block>(s, WS_SO_BSP_STATE);
  EXPECT_EQ(0, error);
  EXPECT_EQ(nullptr, block.info.LocalAddr.lpSockaddr);
  EXPECT_EQ(kStream, block.info.iSocketType);
  EXPECT_EQ(6, block.info.iProtocol);
  ASSERT_EQ(0, bind(s, name_of(80)));
  ASSERT_EQ(0, connect(s, name_of("10.0.0.2", 81)));
  Block here{};
  INT length = sizeof here;
  ASSERT_EQ(0, table.lpWSPGetSockOpt(s, WS_SOL_SOCKET, WS_SO_BSP_STATE, reinterpret_cast<char*>(&here),
                                     &length, &error));
  EXPECT_EQ(16, here.info.LocalAddr.iSockaddrLength);
  EXPECT_EQ(0, std::memcmp(here.info.LocalAddr.lpSockaddr, name_of(80).get(), 16));
  EXPECT_EQ(0, std::memcmp(here.info.RemoteAddr.lpSockaddr, name_of("10.0.0.2", 81).get(), 16));
  EXPECT_EQ(WSAEFAULT, get_code(s, WS_SO_BSP_STATE, 20));
}

TEST_F(Option, OtherLevelsAreTheTransports) {
  const SOCKET s = open(kStream);
  int seen_level = 0, seen_name = 0;
  std::size_t seen_size = 0;
  script(s).set_option = [&](int level, int name, std::span<const std::byte> value) -> Result<void> {
    seen_level = level;
    seen_name = name;
    seen_size = value.size();
    return value.size() < 4 ? Result<void>(failure(WSAEFAULT)) : Result<void>();
  };
  script(s).get_option = [&](int, int, std::span<std::byte> value) -> Result<std::size_t> {
    if (value.size() < 4) return 4;
    const DWORD answer = 42;
    std::memcpy(value.data(), &answer, sizeof answer);
    return sizeof answer;
  };
  EXPECT_EQ(0, set_code(s, 9, 4, 1, WS_IPPROTO_TCP));
  EXPECT_EQ(int{WS_IPPROTO_TCP}, seen_level);
  EXPECT_EQ(9, seen_name);
  EXPECT_EQ(4u, seen_size);
  EXPECT_EQ(WSAEFAULT, set_code(s, 9, 2, 1, WS_IPPROTO_TCP));
  error = 0;
  table.lpWSPSetSockOpt(s, WS_IPPROTO_TCP, 9, reinterpret_cast<char*>(16), 4, &error);
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ(42u, option(s, 9, WS_IPPROTO_TCP));
  EXPECT_EQ(WSAEFAULT, get_code(s, 9, 3, WS_IPPROTO_TCP));
}

TEST_F(Option, WhatTheTransportDoesNotKnowIsUnknownByLevel) {
  const SOCKET s = open(kStream);
  EXPECT_EQ(WSAENOPROTOOPT, get_code(s, 9, 4, WS_IPPROTO_TCP));
  EXPECT_EQ(WSAENOPROTOOPT, set_code(s, 9, 4, 1, WS_IPPROTO_IPV6));
  EXPECT_EQ(WSAEINVAL, get_code(s, 9, 4, 12345));
  EXPECT_EQ(WSAEINVAL, set_code(s, 9, 4, 1, 12345));
}

TEST_F(Option, ATransportThatLiesAboutASizeWritesNothing) {
  const SOCKET s = open(kStream);
  script(s).get_option = [](int, int, std::span<std::byte>) -> Result<std::size_t> { return 1u << 30; };
  EXPECT_EQ(WSAEFAULT, get_code(s, 9, 4096, WS_IPPROTO_TCP));
}

}  // namespace
}  // namespace wosa::test
