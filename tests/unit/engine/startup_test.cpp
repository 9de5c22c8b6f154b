// SPDX-License-Identifier: MIT

// WSPStartup and WSPCleanup: what is refused, what an entry may claim, the count, and the next start.

#include "engine_test.hpp"

namespace wosa::test {
namespace {

class Startup : public EngineTest {
 protected:
  int start(LPWSPSTARTUP entry, WORD version = MAKEWORD(2, 2)) {
    return entry(version, &data_, &info_, runtime.upcalls(), &procedures_);
  }
  bool logged(const std::string& words) {
    for (const std::string& line : runtime.log()) {
      if (line.find(words) != std::string::npos) return true;
    }
    return false;
  }

  WSPDATA data_{};
  WSAPROTOCOL_INFOW info_ = record_of(kStream);
  WSPPROC_TABLE procedures_{};
};

TEST_F(Startup, GivesVersionDescriptionAndThirtyProcedures) {
  ASSERT_EQ(0, start(script_WSPStartup, MAKEWORD(2, 0)));
  EXPECT_EQ(MAKEWORD(2, 0), data_.wVersion);
  EXPECT_EQ(MAKEWORD(2, 2), data_.wHighVersion);
  EXPECT_STREQ(L"A transport that follows a script", data_.szDescription);
  void* procedures[30];
  static_assert(sizeof procedures == sizeof procedures_);
  std::memcpy(procedures, &procedures_, sizeof procedures);
  for (void* one : procedures) EXPECT_NE(nullptr, one);
  EXPECT_EQ(0, table.lpWSPCleanup(&error));
  ASSERT_EQ(0, start(script_WSPStartup, MAKEWORD(9, 0)));
  EXPECT_EQ(MAKEWORD(2, 2), data_.wVersion);
  EXPECT_EQ(0, table.lpWSPCleanup(&error));
}

TEST_F(Startup, RefusesWhatItCannotServe) {
  const WSPUPCALLTABLE upcalls = runtime.upcalls();
  EXPECT_EQ(WSAEFAULT, script_WSPStartup(MAKEWORD(2, 2), nullptr, &info_, upcalls, &procedures_));
  EXPECT_EQ(WSAEFAULT, script_WSPStartup(MAKEWORD(2, 2), &data_, nullptr, upcalls, &procedures_));
  EXPECT_EQ(WSAEFAULT, script_WSPStartup(MAKEWORD(2, 2), &data_, &info_, upcalls, nullptr));
  EXPECT_EQ(WSAVERNOTSUPPORTED, start(script_WSPStartup, MAKEWORD(1, 1)));
  EXPECT_EQ(WSASYSNOTREADY,
            script_WSPStartup(MAKEWORD(2, 2), &data_, &info_, runtime.upcalls(false), &procedures_));
}

TEST_F(Startup, AClaimWithoutItsHandlerIsRefusedAndNamed) {
  EXPECT_EQ(WSAEPROVIDERFAILEDINIT, start(bare_WSPStartup));
  info_.dwServiceFlags1 = XP1_CONNECTIONLESS;
  EXPECT_EQ(WSAEPROVIDERFAILEDINIT, start(bare_WSPStartup));
  EXPECT_TRUE(logged("connectionless"));
  info_ = record_of(kStream);
  info_.dwServiceFlags1 |= XP1_QOS_SUPPORTED;
  EXPECT_EQ(WSAEPROVIDERFAILEDINIT, start(script_WSPStartup));
  EXPECT_TRUE(logged("qos_supported"));
}

TEST_F(Startup, AnEntryThatClaimsTooMuchHasNoSockets) {
  WSAPROTOCOL_INFOW info = record_of(kDatagram);
  info.dwServiceFlags1 |= XP1_PARTIAL_MESSAGE;
  EXPECT_EQ(INVALID_SOCKET, table.lpWSPSocket(kFamily, kDatagram, 17, &info, 0, 0, &error));
  EXPECT_EQ(WSAEPROVIDERFAILEDINIT, error);
  EXPECT_TRUE(logged("partial_message"));
}

TEST_F(Startup, EveryClaimIsHeldAgainstItsHandlers) {
  using namespace spi;
  struct Row {
    DWORD flag;
    unsigned handlers;
  };
  constexpr unsigned kAll = (1u << 13) - 1;
  for (const Row& row :
       {Row{XP1_GRACEFUL_CLOSE, kHasShutdown}, Row{XP1_EXPEDITED_DATA, kHasSendUrgent},
        Row{XP1_EXPEDITED_DATA, kHasReceiveUrgent}, Row{XP1_IFS_HANDLES, kHasDescriptor},
        Row{XP1_CONNECTIONLESS, kHasSendTo}, Row{XP1_CONNECTIONLESS, kHasReceiveFrom},
        Row{XP1_CONNECTIONLESS, kHasBind}, Row{XP1_SUPPORT_MULTIPOINT, kHasSetOption}, Row{0, kHasBind},
        Row{0, kHasListen}, Row{0, kHasAccept}, Row{0, kHasConnect}, Row{0, kHasSend}, Row{0, kHasReceive}}) {
    WSAPROTOCOL_INFOW info{};
    info.dwServiceFlags1 = row.flag;
    EXPECT_FALSE(unsupported_claim(info, kAll)) << row.flag;
    const auto claim = unsupported_claim(info, kAll & ~row.handlers);
    ASSERT_TRUE(claim) << row.flag;
    EXPECT_EQ(row.handlers, claim->missing);
  }
}

TEST(UnsupportedClaim, SaysWhatToDo) {
  using namespace spi;
  EXPECT_LT(std::strlen(UnsupportedClaim{"a connection-oriented protocol", ~0u}.text().data()), 319u);
  EXPECT_STREQ("expedited_data, but the transport overrides no try_send_urgent, try_recv_urgent",
               (UnsupportedClaim{"expedited_data", kHasSendUrgent | kHasReceiveUrgent}.text().data()));
  EXPECT_STREQ("a connection-oriented protocol, but the transport overrides no set_option",
               (UnsupportedClaim{"a connection-oriented protocol", kHasSetOption}.text().data()));
  EXPECT_STREQ("qos_supported, which no transport of the SDK can have: take it out of the manifest",
               (UnsupportedClaim{"qos_supported", 0}.text().data()));
}

TEST_F(Startup, ATransportThatCannotBeMadeFailsTheStartAndMayBeTriedAgain) {
  stage().in_constructor = [] { throw std::bad_alloc(); };
  EXPECT_EQ(WSAENOBUFS, start(stillborn_WSPStartup));
  stage().in_constructor = [] { throw std::string("no"); };
  EXPECT_EQ(WSASYSNOTREADY, start(stillborn_WSPStartup));
  stage().in_constructor = nullptr;
  EXPECT_EQ(0, start(stillborn_WSPStartup));
  EXPECT_EQ(0, procedures_.lpWSPCleanup(&error));
  EXPECT_EQ(SOCKET_ERROR, procedures_.lpWSPCleanup(&error));
  EXPECT_EQ(WSANOTINITIALISED, error);
  // The runtime knows one provider at a time here.
  EXPECT_EQ(0, start(script_WSPStartup));
  EXPECT_EQ(0, table.lpWSPCleanup(&error));
}

TEST_F(Startup, StartsAreCounted) {
  ASSERT_EQ(0, start(script_WSPStartup));
  const SOCKET s = open(kStream);
  EXPECT_EQ(0, table.lpWSPCleanup(&error));
  EXPECT_TRUE(runtime.is_open(s));
}

TEST_F(Startup, TheLastCleanupClosesEverythingAndWakesWhoIsInside) {
  constexpr int kMany = 600;
  std::vector<std::shared_ptr<Script>> scripts;
  for (int i = 0; i < kMany; ++i) scripts.push_back(script_pointer(connected_stream()));
  const SOCKET s = connected_stream();
  INT code = 0;
  Blocked reader([&] {
    std::string data;
    return receive(s, data, 8, 0, &code);
  });
  ASSERT_TRUE(reader.until_asleep());
  EXPECT_EQ(0, table.lpWSPCleanup(&error));
  EXPECT_EQ(-1, reader.join());
  EXPECT_EQ(WSAEINTR, code);
  EXPECT_EQ(0u, runtime.open_sockets());
  for (const auto& script : scripts) EXPECT_TRUE(script->destroyed);
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPCleanup(&error));
  EXPECT_EQ(WSANOTINITIALISED, error);

  ASSERT_EQ(0, start(script_WSPStartup)) << "again";
  const SOCKET again = connected_stream();
  EXPECT_EQ(1, send(again, "x")) << error;
}

TEST_F(Startup, StartingAgainDoesNotDisturbWhoOpensSockets) {
  std::atomic<bool> stop{false};
  std::thread opener([&] {
    WSAPROTOCOL_INFOW info = record_of(kStream);
    while (!stop) {
      INT code = 0;
      const SOCKET s = table.lpWSPSocket(kFamily, kStream, 6, &info, 0, 0, &code);
      EXPECT_NE(INVALID_SOCKET, s) << code;
      EXPECT_EQ(0, table.lpWSPCloseSocket(s, &code));
    }
  });
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(0, start(script_WSPStartup));
    EXPECT_EQ(0, table.lpWSPCleanup(&error));
  }
  stop = true;
  opener.join();
}

TEST_F(Startup, AddressesAreTextAndBack) {
  Address address = name_of("10.1.2.3", 4567);
  wchar_t text[64];
  DWORD length = 64;
  EXPECT_EQ(0, table.lpWSPAddressToString(const_cast<WS_sockaddr*>(address.get()), 16, nullptr, text, &length,
                                          &error))
      << error;
  EXPECT_STREQ(L"10.1.2.3:4567", text);
  EXPECT_EQ(14u, length);
  length = 5;
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPAddressToString(const_cast<WS_sockaddr*>(address.get()), 16, nullptr,
                                                     text, &length, &error));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ(14u, length);
  SOCKADDR_STORAGE out{};
  INT size = sizeof out;
  EXPECT_EQ(0, table.lpWSPStringToAddress(text, kFamily, nullptr, reinterpret_cast<WS_sockaddr*>(&out), &size,
                                          &error))
      << error;
  EXPECT_EQ(0, std::memcmp(&out, address.get(), 16));
  size = 3;
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPStringToAddress(text, kFamily, nullptr,
                                                     reinterpret_cast<WS_sockaddr*>(&out), &size, &error));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ(16, size);
}

}  // namespace
}  // namespace wosa::test
