// SPDX-License-Identifier: MIT
// Calls that move data: each reaches its procedure once, with the program's buffers, and returns what that
// says.
#include "api_fixture.hpp"

namespace api_test {
namespace {

using testing::ElementsAre;
using testing::Pointee;

class Transfer : public ApiTest {
 protected:
  SOCKET s_ = open();
  sockaddr_in to_ = ipv4("192.0.2.7", 8080);
};

TEST_F(Transfer, Send) {
  const char text[] = "hello world";
  EXPECT_CALL(provider, WSPSend(s_, BufferContent("hello"), 1, NotNull(), MSG_OOB, IsNull(), nullptr,
                                NotNull(), NotNull()))
      .WillOnce([&](SOCKET, LPWSABUF buffer, DWORD, LPDWORD sent, DWORD, LPWSAOVERLAPPED,
                    LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT) {
        EXPECT_EQ(buffer->buf, text) << "the program's memory, not a copy";
        *sent = 3;
        return 0;
      });
  EXPECT_EQ(send(s_, text, 5, MSG_OOB), 3);
  expect_untouched();
}

TEST_F(Transfer, SendTo) {
  EXPECT_CALL(provider, WSPSendTo(s_, BufferContent("hello"), 1, NotNull(), 4, _, _, IsNull(), nullptr,
                                  NotNull(), NotNull()))
      .With(Args<5, 6>(InetAddress("192.0.2.7", 8080)))
      .WillOnce(SendBytes(5));
  EXPECT_EQ(sendto(s_, "hello", 5, 4, as_sockaddr(to_), sizeof to_), 5);
  expect_untouched();
  EXPECT_CALL(provider, WSPSendTo(s_, _, 1, _, 0, nullptr, 0, _, _, _, _)).WillOnce(SendBytes(0));
  EXPECT_EQ(sendto(s_, "", 0, 0, nullptr, 0), 0);
}

TEST_F(Transfer, Receive) {
  char room[8] = {};
  EXPECT_CALL(provider, WSPRecv(s_, BufferSizes(ElementsAre(8)), 1, NotNull(), Pointee(MSG_PEEK), IsNull(),
                                nullptr, NotNull(), NotNull()))
      .WillOnce(ReceiveBytes("hello"));
  EXPECT_EQ(recv(s_, room, sizeof room, MSG_PEEK), 5);
  EXPECT_STREQ(room, "hello");
  expect_untouched();
  EXPECT_CALL(provider, WSPRecv).WillOnce(ReceiveBytes(""));
  EXPECT_EQ(recv(s_, room, sizeof room, 0), 0);
}

TEST_F(Transfer, ReceiveFrom) {
  char room[8] = {};
  auto* from = opaque<sockaddr*>(1);
  auto* from_length = opaque<int*>(2);
  EXPECT_CALL(provider, WSPRecvFrom(s_, BufferSizes(ElementsAre(8)), 1, NotNull(), Pointee(0), from,
                                    from_length, IsNull(), nullptr, NotNull(), NotNull()))
      .WillOnce(ReceiveBytes("hello"));
  EXPECT_EQ(recvfrom(s_, room, sizeof room, 0, from, from_length), 5);
  EXPECT_STREQ(room, "hello");
  expect_untouched();
}

TEST_F(Transfer, ALengthBelowZeroReachesNoProvider) {
  char room[8] = {};
  EXPECT_EQ(send(s_, room, -1, 0), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
  EXPECT_EQ(sendto(s_, room, -1, 0, as_sockaddr(to_), sizeof to_), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
  EXPECT_EQ(recv(s_, room, -1, 0), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
  EXPECT_EQ(recvfrom(s_, room, -1, 0, nullptr, nullptr), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
}

TEST_F(Transfer, NullBuffersAreTheProvidersBusiness) {
  EXPECT_CALL(provider, WSPSend(s_, BufferSizes(ElementsAre(5)), 1, _, _, _, _, _, _))
      .WillOnce(FailWith(WSAEFAULT));
  EXPECT_EQ(send(s_, nullptr, 5, 0), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
  EXPECT_CALL(provider, WSPRecv(s_, BufferSizes(ElementsAre(5)), 1, _, _, _, _, _, _))
      .WillOnce(FailWith(WSAEFAULT));
  EXPECT_EQ(recv(s_, nullptr, 5, 0), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
}

// The WSA forms hand everything on as it is.

auto* const kBuffers = opaque<LPWSABUF>(1);
auto* const kBytes = opaque<LPDWORD>(2);
auto* const kFlags = opaque<LPDWORD>(3);
auto* const kOverlapped = opaque<LPWSAOVERLAPPED>(4);
auto* const kAddress = opaque<sockaddr*>(5);
auto* const kLength = opaque<LPINT>(6);

TEST_F(Transfer, WSASendHandsEverythingOn) {
  EXPECT_CALL(provider,
              WSPSend(s_, kBuffers, 7, kBytes, 8, kOverlapped, &completion_routine, NotNull(), NotNull()))
      .WillOnce(Return(0));
  EXPECT_EQ(WSASend(s_, kBuffers, 7, kBytes, 8, kOverlapped, &completion_routine), 0);
  expect_untouched();
  EXPECT_CALL(provider, WSPSend(s_, nullptr, 0, nullptr, 0, nullptr, nullptr, NotNull(), NotNull()))
      .WillOnce(FailWith(WSA_IO_PENDING));
  EXPECT_EQ(WSASend(s_, nullptr, 0, nullptr, 0, nullptr, nullptr), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSA_IO_PENDING);
}

TEST_F(Transfer, WSASendToHandsEverythingOn) {
  EXPECT_CALL(provider, WSPSendTo(s_, kBuffers, 7, kBytes, 8, kAddress, 9, kOverlapped, &completion_routine,
                                  NotNull(), NotNull()))
      .WillOnce(Return(0));
  EXPECT_EQ(WSASendTo(s_, kBuffers, 7, kBytes, 8, kAddress, 9, kOverlapped, &completion_routine), 0);
  expect_untouched();
}

TEST_F(Transfer, WSARecvHandsEverythingOn) {
  EXPECT_CALL(provider, WSPRecv(s_, kBuffers, 7, kBytes, kFlags, kOverlapped, &completion_routine, NotNull(),
                                NotNull()))
      .WillOnce(Return(0));
  EXPECT_EQ(WSARecv(s_, kBuffers, 7, kBytes, kFlags, kOverlapped, &completion_routine), 0);
  expect_untouched();
}

TEST_F(Transfer, WSARecvFromHandsEverythingOn) {
  EXPECT_CALL(provider, WSPRecvFrom(s_, kBuffers, 7, kBytes, kFlags, kAddress, kLength, kOverlapped,
                                    &completion_routine, NotNull(), NotNull()))
      .WillOnce(Return(0));
  EXPECT_EQ(WSARecvFrom(s_, kBuffers, 7, kBytes, kFlags, kAddress, kLength, kOverlapped, &completion_routine),
            0);
  expect_untouched();
}

TEST_F(Transfer, TheThreadThatIsPassedIsTheCallers) {
  LPWSATHREADID first = nullptr;
  LPWSATHREADID other = nullptr;
  const auto remember = [](LPWSATHREADID& thread) {
    return [&thread](SOCKET, LPWSABUF, DWORD, LPDWORD, DWORD, LPWSAOVERLAPPED,
                     LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID passed, LPINT) {
      thread = passed;
      return 0;
    };
  };
  EXPECT_CALL(provider, WSPSend).WillOnce(remember(first)).WillOnce(remember(other));
  EXPECT_EQ(send(s_, "", 0, 0), 0);
  std::thread([&] { EXPECT_EQ(send(s_, "", 0, 0), 0); }).join();
  EXPECT_NE(first, nullptr);
  EXPECT_NE(other, nullptr);
  EXPECT_NE(first, other);
}

}  // namespace
}  // namespace api_test
