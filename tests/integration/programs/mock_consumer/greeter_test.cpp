// SPDX-License-Identifier: MIT
#include "greeter.hpp"

#include <winsock2.h>

#include <thread>

#include <wosa/mock/provider_fixture.hpp>

using testing::_;
using testing::Args;
using testing::InSequence;
using testing::Return;
using wosa::mock::BufferContent;
using wosa::mock::FailWith;
using wosa::mock::InetAddress;
using wosa::mock::ReceiveBytes;
using wosa::mock::SendBytes;

using GreeterTest = wosa::mock::ProviderFixture;

// A failure that is hard to make with a real network is one line.
TEST_F(GreeterTest, ReportsARefusedConnect) {
  EXPECT_CALL(provider, WSPConnect(_, InetAddress("192.0.2.1", 7), _, _, _, _, _, _))
      .WillOnce(FailWith(WSAECONNREFUSED));
  EXPECT_EQ(greeting("192.0.2.1", 7, "Ada"), "error 10061");
}

// So is a transfer in small pieces.
TEST_F(GreeterTest, CopesWithPiecesOfAnySize) {
  const InSequence in_this_order;
  EXPECT_CALL(provider, WSPConnect).WillOnce(Return(0));
  EXPECT_CALL(provider, WSPSend).With(Args<1, 2>(BufferContent("Ada\n"))).WillOnce(SendBytes(1));
  EXPECT_CALL(provider, WSPSend).With(Args<1, 2>(BufferContent("da\n"))).WillOnce(SendBytes(3));
  EXPECT_CALL(provider, WSPRecv).WillOnce(ReceiveBytes("Hello"));
  EXPECT_CALL(provider, WSPRecv).WillOnce(ReceiveBytes(" Ada\nmore"));
  EXPECT_CALL(provider, WSPCloseSocket);
  EXPECT_EQ(greeting("192.0.2.1", 7, "Ada"), "Hello Ada");
}

// Where nothing is expected there is a network in memory, so a server can be a thread of the test.
TEST_F(GreeterTest, TalksToAServer) {
  const SOCKET listening = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int size = sizeof name;
  ASSERT_EQ(bind(listening, reinterpret_cast<sockaddr*>(&name), size), 0);
  ASSERT_EQ(listen(listening, 1), 0);
  ASSERT_EQ(getsockname(listening, reinterpret_cast<sockaddr*>(&name), &size), 0);
  std::thread server([listening] {
    const SOCKET client = accept(listening, nullptr, nullptr);
    char room[64];
    const int received = recv(client, room, sizeof room, 0);
    const std::string answer = "Hello " + std::string(room, static_cast<std::size_t>(received));
    send(client, answer.data(), static_cast<int>(answer.size()), 0);
    closesocket(client);
  });
  EXPECT_EQ(greeting("127.0.0.1", ntohs(name.sin_port), "Grace"), "Hello Grace");
  server.join();
  closesocket(listening);
}
