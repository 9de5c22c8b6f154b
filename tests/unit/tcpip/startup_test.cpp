// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <unistd.h>

#include "tcpip_test.hpp"

namespace wosa::test {
namespace {

class Startup : public ::testing::Test {
 protected:
  int start(WORD version, bool with_extension = true) {
    WSAPROTOCOL_INFOW info = record_of(kTcp4);
    return startup_under_test()(version, &data, &info, runtime.upcalls(with_extension), &table);
  }

  FakeRuntime runtime;
  WSPDATA data{};
  WSPPROC_TABLE table{};
  INT error = 0;
};

TEST_F(Startup, FillsAllThirtyProcedures_223) {
  ASSERT_EQ(0, start(MAKEWORD(2, 2)));
  static_assert(sizeof table == 30 * sizeof(void*));
  void* entries[30];
  std::memcpy(entries, &table, sizeof entries);
  for (const void* entry : entries) EXPECT_NE(nullptr, entry);
  EXPECT_EQ(0, table.lpWSPCleanup(&error));
}

TEST_F(Startup, NegotiatesTheVersion_222) {
  const struct {
    WORD requested;
    WORD answered;
  } cases[] = {{MAKEWORD(2, 2), MAKEWORD(2, 2)},
               {MAKEWORD(2, 0), MAKEWORD(2, 0)},
               {MAKEWORD(2, 1), MAKEWORD(2, 1)},
               {MAKEWORD(2, 3), MAKEWORD(2, 2)},
               {MAKEWORD(3, 0), MAKEWORD(2, 2)}};
  for (const auto& one : cases) {
    ASSERT_EQ(0, start(one.requested));
    EXPECT_EQ(one.answered, data.wVersion);
    EXPECT_EQ(MAKEWORD(2, 2), data.wHighVersion);
    EXPECT_NE(0, data.szDescription[0]);
    EXPECT_EQ(0, table.lpWSPCleanup(&error));
  }
}

TEST_F(Startup, RefusesVersionsBelowItsLowest_222) {
  EXPECT_EQ(WSAVERNOTSUPPORTED, start(MAKEWORD(1, 1)));
  EXPECT_EQ(WSAVERNOTSUPPORTED, start(MAKEWORD(0, 9)));
}

TEST_F(Startup, NeedsTheExtensionTable) { EXPECT_EQ(WSASYSNOTREADY, start(MAKEWORD(2, 2), false)); }

TEST_F(Startup, RefusesNullPointers) {
  WSAPROTOCOL_INFOW info = record_of(kTcp4);
  const auto entry = startup_under_test();
  EXPECT_EQ(WSAEFAULT, entry(MAKEWORD(2, 2), nullptr, &info, runtime.upcalls(), &table));
  EXPECT_EQ(WSAEFAULT, entry(MAKEWORD(2, 2), &data, nullptr, runtime.upcalls(), &table));
  EXPECT_EQ(WSAEFAULT, entry(MAKEWORD(2, 2), &data, &info, runtime.upcalls(), nullptr));
}

TEST_F(Startup, IsCountedAndCleanupClosesWhatIsLeft_221_224) {
  ASSERT_EQ(0, start(MAKEWORD(2, 2)));
  ASSERT_EQ(0, start(MAKEWORD(2, 2)));
  WSAPROTOCOL_INFOW info = record_of(kUdp4);
  const SOCKET s = table.lpWSPSocket(WS_AF_INET, 2, 17, &info, 0, WSA_FLAG_OVERLAPPED, &error);
  ASSERT_NE(INVALID_SOCKET, s);
  EXPECT_EQ(0, table.lpWSPCleanup(&error));
  EXPECT_TRUE(runtime.is_open(s));
  EXPECT_EQ(0, table.lpWSPCleanup(&error));
  EXPECT_EQ(0u, runtime.open_sockets());
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPCleanup(&error));
  EXPECT_EQ(WSANOTINITIALISED, error);
  ASSERT_EQ(0, start(MAKEWORD(2, 2)));  // startable again
  EXPECT_EQ(0, table.lpWSPCleanup(&error));
}

class Sockets : public TcpipTest {};

TEST_F(Sockets, AreKernelDescriptorsBoundToTheirEntry_225) {
  for (const Kind& kind : {kTcp4, kTcp6, kUdp4, kUdp6}) {
    const SOCKET s = open(kind);
    int type = 0;
    socklen_t length = sizeof type;
    ASSERT_EQ(0, getsockopt(static_cast<int>(s), SOL_SOCKET, SO_TYPE, &type, &length));
    EXPECT_EQ(kind.type, type);
    EXPECT_EQ(record_of(kind).dwCatalogEntryId, runtime.entry_of(s));
    EXPECT_EQ(0, close(s));
  }
}

TEST_F(Sockets, TakeOpenValuesFromTheEntry_45) {
  WSAPROTOCOL_INFOW info = record_of(kUdp6);
  for (const int open_value : {0, FROM_PROTOCOL_INFO}) {
    const SOCKET s =
        table.lpWSPSocket(open_value, open_value, open_value, &info, 0, WSA_FLAG_OVERLAPPED, &error);
    ASSERT_NE(INVALID_SOCKET, s) << error;
    EXPECT_EQ(2u, option(s, WS_SOL_SOCKET, WS_SO_TYPE));
    EXPECT_EQ(0, close(s));
  }
}

TEST_F(Sockets, AreRefusedWhenTheEntryDoesNotServeThem) {
  WSAPROTOCOL_INFOW info = record_of(kTcp4);
  const auto attempt = [&](int family, int type, int protocol, GROUP group, DWORD flags) {
    error = 0;
    EXPECT_EQ(INVALID_SOCKET, table.lpWSPSocket(family, type, protocol, &info, group, flags, &error));
    return error;
  };
  EXPECT_EQ(WSAEAFNOSUPPORT, attempt(WS_AF_INET6, 1, 6, 0, 0));
  EXPECT_EQ(WSAEAFNOSUPPORT, attempt(99, 1, 6, 0, 0));
  EXPECT_EQ(WSAESOCKTNOSUPPORT, attempt(WS_AF_INET, 2, 6, 0, 0));
  EXPECT_EQ(WSAEPROTONOSUPPORT, attempt(WS_AF_INET, 1, 17, 0, 0));
  EXPECT_EQ(WSAEINVAL, attempt(WS_AF_INET, 1, 6, 77, 0));
  EXPECT_EQ(WSAEINVAL, attempt(WS_AF_INET, 1, 6, 0, 0x10000));
  EXPECT_EQ(WSAEINVAL, attempt(WS_AF_INET, 1, 6, 0, WSA_FLAG_MULTIPOINT_C_LEAF | WSA_FLAG_MULTIPOINT_D_LEAF));
  EXPECT_EQ(INVALID_SOCKET, table.lpWSPSocket(WS_AF_INET, 1, 6, nullptr, 0, 0, &error));
  EXPECT_EQ(WSAEFAULT, error);
  info.dwProviderReserved = 5;  // a record for a duplicated socket
  EXPECT_EQ(WSAEINVAL, attempt(WS_AF_INET, 1, 6, 0, 0));
}

TEST_F(Sockets, MultipointDatagramsAreLeavesOnBothPlanes_302) {
  WSAPROTOCOL_INFOW info = record_of(kUdp4);
  const DWORD leaf = WSA_FLAG_MULTIPOINT_C_LEAF | WSA_FLAG_MULTIPOINT_D_LEAF;
  const SOCKET s = table.lpWSPSocket(WS_AF_INET, 2, 17, &info, 0, leaf | WSA_FLAG_OVERLAPPED, &error);
  EXPECT_NE(INVALID_SOCKET, s) << error;
  EXPECT_EQ(0, close(s));
  EXPECT_EQ(INVALID_SOCKET,
            table.lpWSPSocket(WS_AF_INET, 2, 17, &info, 0, WSA_FLAG_MULTIPOINT_C_ROOT, &error));
  EXPECT_EQ(WSAEINVAL, error);
}

TEST_F(Sockets, InheritanceFollowsTheFlag_49) {
  const SOCKET inherited = open(kTcp4);
  const SOCKET kept = open(kTcp4, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
  EXPECT_EQ(0, fcntl(static_cast<int>(inherited), F_GETFD) & FD_CLOEXEC);
  EXPECT_NE(0, fcntl(static_cast<int>(kept), F_GETFD) & FD_CLOEXEC);
  close(inherited);
  close(kept);
}

TEST_F(Sockets, AFailedBindLeavesNothingOpen) {
  runtime.refuse_next_bind(WSAENOBUFS);
  const int before = dup(0);
  ::close(before);
  WSAPROTOCOL_INFOW info = record_of(kTcp4);
  EXPECT_EQ(INVALID_SOCKET, table.lpWSPSocket(WS_AF_INET, 1, 6, &info, 0, 0, &error));
  EXPECT_EQ(WSAENOBUFS, error);
  const int after = dup(0);
  ::close(after);
  EXPECT_EQ(before, after);
}

TEST_F(Sockets, EveryProcedureRefusesAHandleThatIsNone) {
  const SOCKET bad = 9999;
  DWORD number = 0;
  DWORD flags = 0;
  char byte = 0;
  INT length = 4;
  WSABUF buffer{1, &byte};
  const Name name = loopback4(1);
  const auto expect = [&](int result) {
    EXPECT_EQ(SOCKET_ERROR, result);
    EXPECT_EQ(WSAENOTSOCK, error);
    error = 0;
  };
  expect(bind(bad, name));
  expect(listen(bad));
  expect(connect(bad, name));
  EXPECT_EQ(INVALID_SOCKET, accept(bad));
  EXPECT_EQ(WSAENOTSOCK, error);
  expect(close(bad));
  expect(shutdown(bad, SD_BOTH));
  expect(table.lpWSPSend(bad, &buffer, 1, &number, 0, nullptr, nullptr, nullptr, &error));
  expect(table.lpWSPRecv(bad, &buffer, 1, &number, &flags, nullptr, nullptr, nullptr, &error));
  expect(table.lpWSPSendTo(bad, &buffer, 1, &number, 0, name.get(), 16, nullptr, nullptr, nullptr, &error));
  expect(table.lpWSPRecvFrom(bad, &buffer, 1, &number, &flags, nullptr, nullptr, nullptr, nullptr, nullptr,
                             &error));
  expect(table.lpWSPGetSockOpt(bad, WS_SOL_SOCKET, WS_SO_TYPE, &byte, &length, &error));
  expect(table.lpWSPSetSockOpt(bad, WS_SOL_SOCKET, WS_SO_KEEPALIVE, &byte, 4, &error));
  expect(ioctl(bad, WS_FIONREAD, nullptr, 0, &number, sizeof number));
  expect(table.lpWSPSendDisconnect(bad, nullptr, &error));
  expect(table.lpWSPRecvDisconnect(bad, nullptr, &error));
  SOCKADDR_STORAGE storage;
  length = sizeof storage;
  expect(table.lpWSPGetSockName(bad, reinterpret_cast<WS_sockaddr*>(&storage), &length, &error));
  expect(table.lpWSPGetPeerName(bad, reinterpret_cast<WS_sockaddr*>(&storage), &length, &error));
}

}  // namespace
}  // namespace wosa::test
