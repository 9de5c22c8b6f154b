// SPDX-License-Identifier: MIT
#pragma once

// The API over a mock provider that accepts no call that a test did not announce.
//
// The test's calls are the announced ones; what a socket needs to come and go is announced here, each of it
// once.

#include <mstcpip.h>
#include <winsock2.h>
#include <ws2tcpip.h>

#include "wosa/mock/provider_fixture.hpp"

namespace api_test {

using testing::_;
using testing::AnyNumber;
using testing::Args;
using testing::DoAll;
using testing::IsNull;
using testing::NotNull;
using testing::Return;
using testing::StrictMock;
using wosa::mock::AddressFamily;
using wosa::mock::BufferContent;
using wosa::mock::BufferSizes;
using wosa::mock::FailWith;
using wosa::mock::FailWithoutCode;
using wosa::mock::InetAddress;
using wosa::mock::MockProcedures;
using wosa::mock::ReceiveBytes;
using wosa::mock::SendBytes;

// A last error that nothing sets.
constexpr int kUntouched = 54321;

class ApiTest : public wosa::mock::BasicProviderFixture<StrictMock<MockProcedures>> {
 protected:
  ApiTest() {
    EXPECT_CALL(provider, WSPStartup).Times(AnyNumber());
    EXPECT_CALL(provider, WSPCleanup).Times(AnyNumber());
    EXPECT_CALL(provider, WSPCloseSocket).Times(AnyNumber());
    WSASetLastError(kUntouched);
  }

  // A socket of the fake.
  SOCKET open(int type = SOCK_STREAM) {
    EXPECT_CALL(provider, WSPSocket);
    const SOCKET s = socket(AF_INET, type, 0);
    EXPECT_NE(s, INVALID_SOCKET) << WSAGetLastError();
    WSASetLastError(kUntouched);
    return s;
  }

  // The call succeeded, so the last error is none of its business.
  static void expect_untouched() { EXPECT_EQ(WSAGetLastError(), kUntouched); }
};

inline sockaddr_in ipv4(const char* ip, u_short port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = inet_addr(ip);
  return address;
}

inline sockaddr* as_sockaddr(sockaddr_in& address) { return reinterpret_cast<sockaddr*>(&address); }

// Arguments that the API has no business to look at.
template <typename Pointer>
Pointer opaque(std::uintptr_t number) {
  return reinterpret_cast<Pointer>(number * 0x10000);
}

inline void CALLBACK completion_routine(DWORD, DWORD, LPWSAOVERLAPPED, DWORD) {}
inline int CALLBACK condition_function(LPWSABUF, LPWSABUF, LPQOS, LPQOS, LPWSABUF, LPWSABUF, GROUP*,
                                       DWORD_PTR) {
  return CF_ACCEPT;
}

}  // namespace api_test
