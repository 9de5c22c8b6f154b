// SPDX-License-Identifier: MIT
// Sockets that come and go: socket, WSASocket, accept, closesocket, and Winsock's start and end.
#include "api_fixture.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

namespace api_test {
namespace {

using testing::AllOf;
using testing::Field;
using testing::InSequence;
using testing::Pointee;
using testing::Throw;

using SocketCalls = ApiTest;

// The catalog entry of a family and type, as enumerated.
WSAPROTOCOL_INFOW entry(int family, int type) {
  std::vector<WSAPROTOCOL_INFOW> all(32);
  DWORD size = static_cast<DWORD>(all.size() * sizeof all[0]);
  const int count = WSAEnumProtocolsW(nullptr, all.data(), &size);
  for (int i = 0; i < count; ++i) {
    const auto& one = all[static_cast<std::size_t>(i)];
    if (one.iAddressFamily == family && one.iSocketType == type) return one;
  }
  ADD_FAILURE() << "no entry of this kind among " << count;
  return {};
}

auto is_entry(const WSAPROTOCOL_INFOW& info) {
  return Pointee(AllOf(Field(&WSAPROTOCOL_INFOW::dwCatalogEntryId, info.dwCatalogEntryId),
                       Field(&WSAPROTOCOL_INFOW::iProtocol, info.iProtocol)));
}

TEST_F(SocketCalls, SocketAsksForAnOverlappedOne) {
  const auto info = entry(AF_INET, SOCK_STREAM);
  EXPECT_CALL(provider, WSPSocket(AF_INET, SOCK_STREAM, IPPROTO_TCP, is_entry(info), 0, WSA_FLAG_OVERLAPPED,
                                  NotNull()));
  EXPECT_NE(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP), INVALID_SOCKET);
  expect_untouched();
}

TEST_F(SocketCalls, SocketPassesProtocolZeroOn) {
  const auto info = entry(AF_INET6, SOCK_DGRAM);
  EXPECT_CALL(provider, WSPSocket(AF_INET6, SOCK_DGRAM, 0, is_entry(info), 0, WSA_FLAG_OVERLAPPED, _));
  EXPECT_NE(socket(AF_INET6, SOCK_DGRAM, 0), INVALID_SOCKET);
}

TEST_F(SocketCalls, SocketOfAThreadThatWantsSynchronousOnes) {
  DWORD type = SO_SYNCHRONOUS_NONALERT;
  ASSERT_EQ(setsockopt(INVALID_SOCKET, SOL_SOCKET, SO_OPENTYPE, reinterpret_cast<char*>(&type), sizeof type),
            0);
  EXPECT_CALL(provider, WSPSocket(AF_INET, SOCK_STREAM, 0, _, 0, 0, _));
  EXPECT_NE(socket(AF_INET, SOCK_STREAM, 0), INVALID_SOCKET);
  type = 0;
  ASSERT_EQ(setsockopt(INVALID_SOCKET, SOL_SOCKET, SO_OPENTYPE, reinterpret_cast<char*>(&type), sizeof type),
            0);
}

TEST_F(SocketCalls, WSASocketPassesItsFlags) {
  EXPECT_CALL(provider, WSPSocket(AF_INET, SOCK_DGRAM, IPPROTO_UDP, _, 0, 0, _));
  EXPECT_NE(WSASocketW(AF_INET, SOCK_DGRAM, IPPROTO_UDP, nullptr, 0, 0), INVALID_SOCKET);
  const DWORD flags = WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT;
  EXPECT_CALL(provider, WSPSocket(AF_INET, SOCK_DGRAM, IPPROTO_UDP, _, 0, flags, _));
  EXPECT_NE(WSASocketA(AF_INET, SOCK_DGRAM, IPPROTO_UDP, nullptr, 0, flags), INVALID_SOCKET);
  expect_untouched();
}

TEST_F(SocketCalls, WSASocketOfANamedEntry) {
  WSAPROTOCOL_INFOW info = entry(AF_INET6, SOCK_STREAM);
  EXPECT_CALL(provider, WSPSocket(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, is_entry(info),
                                  0, WSA_FLAG_OVERLAPPED, _));
  EXPECT_NE(
      WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, WSA_FLAG_OVERLAPPED),
      INVALID_SOCKET);

  WSAPROTOCOL_INFOA narrow{};
  narrow.dwCatalogEntryId = info.dwCatalogEntryId;
  EXPECT_CALL(provider, WSPSocket(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, is_entry(info),
                                  0, WSA_FLAG_OVERLAPPED, _));
  EXPECT_NE(
      WSASocketA(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &narrow, 0, WSA_FLAG_OVERLAPPED),
      INVALID_SOCKET);
}

TEST_F(SocketCalls, WhatTheApiRefusesReachesNoProvider) {
  EXPECT_EQ(socket(AF_UNIX, SOCK_STREAM, 0), INVALID_SOCKET);
  EXPECT_EQ(WSAGetLastError(), WSAEAFNOSUPPORT);
  EXPECT_EQ(socket(AF_INET, SOCK_STREAM, IPPROTO_UDP), INVALID_SOCKET);
  EXPECT_EQ(WSAGetLastError(), WSAEPROTOTYPE);
  EXPECT_EQ(WSASocketW(AF_INET, SOCK_STREAM, 0, nullptr, 1, 0), INVALID_SOCKET);
  EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
}

TEST_F(SocketCalls, AProviderThatMakesNone) {
  EXPECT_CALL(provider, WSPSocket)
      .WillOnce(FailWith(WSAEMFILE))
      .WillOnce(FailWith(0))
      .WillOnce(FailWithoutCode())
      .WillOnce(Throw(std::runtime_error("a problem")))
      .WillOnce(Throw(std::bad_alloc()));
  for (const int code : {WSAEMFILE, WSASYSCALLFAILURE, WSASYSCALLFAILURE, WSASYSCALLFAILURE, WSAENOBUFS}) {
    EXPECT_EQ(socket(AF_INET, SOCK_STREAM, 0), INVALID_SOCKET);
    EXPECT_EQ(WSAGetLastError(), code);
  }
}

TEST_F(SocketCalls, AHandleThatWasNeverRegisteredIsAFailure) {
  const int descriptor = eventfd(0, 0);
  EXPECT_CALL(provider, WSPSocket).WillOnce(Return(static_cast<SOCKET>(descriptor)));
  EXPECT_EQ(socket(AF_INET, SOCK_STREAM, 0), INVALID_SOCKET);
  EXPECT_EQ(WSAGetLastError(), WSASYSCALLFAILURE);
  close(descriptor);
}

TEST_F(SocketCalls, AcceptPassesItsPointers) {
  const SOCKET s = open();
  auto* address = opaque<sockaddr*>(1);
  auto* length = opaque<int*>(2);
  EXPECT_CALL(provider, WSPAccept(s, address, length, nullptr, 0, NotNull()))
      .WillOnce(FailWith(WSAEWOULDBLOCK));
  EXPECT_EQ(accept(s, address, length), INVALID_SOCKET);
  EXPECT_EQ(WSAGetLastError(), WSAEWOULDBLOCK);
  EXPECT_CALL(provider, WSPAccept(s, nullptr, nullptr, nullptr, 0, NotNull())).WillOnce(FailWithoutCode());
  EXPECT_EQ(accept(s, nullptr, nullptr), INVALID_SOCKET);
  EXPECT_EQ(WSAGetLastError(), WSASYSCALLFAILURE);
}

TEST_F(SocketCalls, WSAAcceptPassesItsConditionToo) {
  const SOCKET s = open();
  EXPECT_CALL(provider, WSPAccept(s, opaque<sockaddr*>(1), opaque<int*>(2), &condition_function, 4711, _))
      .WillOnce(FailWith(WSAECONNREFUSED));
  EXPECT_EQ(WSAAccept(s, opaque<sockaddr*>(1), opaque<int*>(2), &condition_function, 4711), INVALID_SOCKET);
  EXPECT_EQ(WSAGetLastError(), WSAECONNREFUSED);
}

TEST_F(SocketCalls, AcceptReturnsWhatTheProviderMade) {
  const SOCKET listening = open();
  SOCKET made = INVALID_SOCKET;
  EXPECT_CALL(provider, WSPAccept(listening, _, _, _, _, _))
      .WillOnce([&](SOCKET, sockaddr*, int*, LPCONDITIONPROC, DWORD_PTR, INT* error) {
        WSAPROTOCOL_INFOW info = entry(AF_INET, SOCK_STREAM);
        made = provider.behind().WSPSocket(AF_INET, SOCK_STREAM, 0, &info, 0, 0, error);
        return made;
      });
  const SOCKET accepted = accept(listening, nullptr, nullptr);
  ASSERT_NE(accepted, INVALID_SOCKET);
  EXPECT_EQ(accepted, made);
  expect_untouched();
  EXPECT_CALL(provider, WSPListen(accepted, 5, _)).WillOnce(Return(0));
  EXPECT_EQ(listen(accepted, 5), 0) << "it is a socket of this provider";

  const int descriptor = eventfd(0, 0);
  EXPECT_CALL(provider, WSPAccept).WillOnce(Return(static_cast<SOCKET>(descriptor)));
  EXPECT_EQ(accept(listening, nullptr, nullptr), INVALID_SOCKET);
  EXPECT_EQ(WSAGetLastError(), WSASYSCALLFAILURE);
  close(descriptor);
}

TEST_F(SocketCalls, CloseSocket) {
  const SOCKET s = open();
  EXPECT_CALL(provider, WSPCloseSocket(s, NotNull()));
  EXPECT_EQ(closesocket(s), 0);
  expect_untouched();
  EXPECT_EQ(closesocket(s), SOCKET_ERROR) << "the provider is not asked again";
  EXPECT_EQ(WSAGetLastError(), WSAENOTSOCK);
}

TEST_F(SocketCalls, ACloseThatFailsLeavesTheSocket) {
  const SOCKET s = open();
  EXPECT_CALL(provider, WSPCloseSocket(s, _)).WillOnce(FailWith(WSAEWOULDBLOCK)).WillOnce(FailWithoutCode());
  EXPECT_EQ(closesocket(s), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEWOULDBLOCK);
  EXPECT_EQ(closesocket(s), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSASYSCALLFAILURE);
  EXPECT_CALL(provider, WSPListen(s, 1, _)).WillOnce(Return(0));
  EXPECT_EQ(listen(s, 1), 0);
  EXPECT_CALL(provider, WSPCloseSocket(s, _));
}

TEST_F(SocketCalls, TheProviderIsStartedOnceWithTheFirstSocket) {
  testing::Mock::VerifyAndClearExpectations(&provider);
  {
    const InSequence in_this_order;
    EXPECT_CALL(provider, WSPStartup(MAKEWORD(2, 2), NotNull(), NotNull(), _));
    EXPECT_CALL(provider, WSPSocket).Times(2);
  }
  EXPECT_NE(socket(AF_INET, SOCK_STREAM, 0), INVALID_SOCKET);
  EXPECT_NE(socket(AF_INET, SOCK_STREAM, 0), INVALID_SOCKET);
  EXPECT_CALL(provider, WSPCloseSocket).Times(2);
  EXPECT_CALL(provider, WSPCleanup);
}

TEST_F(SocketCalls, AProviderThatCannotBeStartedIsPassedOver) {
  EXPECT_CALL(provider, WSPStartup).WillOnce(Return(WSASYSNOTREADY));
  EXPECT_EQ(socket(AF_INET, SOCK_STREAM, 0), INVALID_SOCKET);
  EXPECT_EQ(WSAGetLastError(), WSAEPROVIDERFAILEDINIT);
}

TEST_F(SocketCalls, TheLastCleanupClosesItsSocketsAndEndsTheProvider) {
  const SOCKET s = open();
  WSADATA data;
  ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
  ASSERT_EQ(WSACleanup(), 0) << "not the last one: the provider hears nothing";
  {
    const InSequence in_this_order;
    EXPECT_CALL(provider, WSPCloseSocket(s, NotNull()));
    EXPECT_CALL(provider, WSPCleanup(NotNull())).WillOnce([this](INT* error) {
      provider.behind().WSPCleanup(error);
      *error = WSAENETDOWN;
      return SOCKET_ERROR;
    });
  }
  EXPECT_EQ(WSACleanup(), 0) << "its failure is nobody's business";
  expect_untouched();
  ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
}

}  // namespace
}  // namespace api_test
