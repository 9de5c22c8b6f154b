// SPDX-License-Identifier: MIT
#include <fcntl.h>

#include <csignal>
#include <vector>

#include "unix_test.hpp"

namespace wosa::af_unix {
namespace {

class Data : public UnixTest {
 protected:
  std::size_t fill(const Held& stream) {
    const std::string block(100'000, 'x');
    std::size_t total = 0;
    for (;;) {
      const auto sent = send(stream, block);
      if (!sent) {
        EXPECT_EQ(WSAEWOULDBLOCK, sent.error());
        return total;
      }
      EXPECT_GT(*sent, 0u);
      total += *sent;
    }
  }
};

TEST_F(Data, WhatIsSentArrivesInOrderAndPeekingLeavesIt) {
  const Held listening = listener();
  const Pair pair = connected(listening);
  EXPECT_EQ("code 10035", text(pair.server));
  EXPECT_EQ(5u, send(pair.client, "hello"));
  EXPECT_EQ(6u, send(pair.client, " world"));
  EXPECT_EQ(11u, pair.server->readable_bytes());
  EXPECT_EQ("hello world", text(pair.server, true));
  EXPECT_EQ("hello world", text(pair.server, true));
  char room[3];
  EXPECT_EQ(3u, receive(pair.server, room));
  EXPECT_EQ("lo world", text(pair.server));
  EXPECT_EQ("code 10035", text(pair.server, true));
  EXPECT_EQ(0u, pair.server->readable_bytes());
}

TEST_F(Data, ListsAreGatheredAndScattered) {
  const Held listening = listener();
  const Pair pair = connected(listening);
  const WSABUF sent[] = {buffer("one"), buffer(""), buffer("two"), buffer("three")};
  EXPECT_EQ(11u, pair.client->try_send(spi::Buffers(sent)));
  char first[4], second[2], third[100];
  const WSABUF room[] = {{4, first}, {0, nullptr}, {2, second}, {100, third}};
  EXPECT_EQ(11u, pair.server->try_recv(spi::Buffers(room), {}));
  EXPECT_EQ("onet", std::string(first, 4));
  EXPECT_EQ("wo", std::string(second, 2));
  EXPECT_EQ("three", std::string(third, 5));
}

TEST_F(Data, ALongListGoesInSteps) {
  const Held listening = listener();
  const Pair pair = connected(listening);
  const std::vector<WSABUF> list(1000, buffer("ab"));
  std::size_t done = 0;
  spi::Buffers data{std::span(list)};
  while (!data.empty()) {
    const auto sent = pair.client->try_send(data);
    ASSERT_TRUE(sent);
    data.advance(*sent);
    done += *sent;
  }
  EXPECT_EQ(2000u, done);
  EXPECT_EQ(2000u, pair.server->readable_bytes());
}

TEST_F(Data, AFullBufferWouldBlockAndASlowReaderMakesRoom) {
  const Held listening = listener();
  const Pair pair = connected(listening);
  const std::size_t total = fill(pair.client);
  EXPECT_EQ(0u, pair.client->ready(WOSA_READY_WRITE));
  std::vector<char> room(total);
  std::size_t got = 0;
  while (got < total) {
    const auto bytes = receive(pair.server, std::span(room).subspan(got));
    ASSERT_TRUE(bytes) << got;
    got += *bytes;
  }
  EXPECT_EQ(WOSA_READY_WRITE, pair.client->ready(WOSA_READY_WRITE));
  EXPECT_TRUE(send(pair.client, "more"));
}

TEST_F(Data, TheEndIsSeenAfterTheData) {
  const Held listening = listener();
  Pair pair = connected(listening);
  ASSERT_TRUE(send(pair.client, "last"));
  ASSERT_TRUE(pair.client->shutdown(SD_SEND));
  EXPECT_EQ("last", text(pair.server));
  EXPECT_EQ("", text(pair.server));
  EXPECT_EQ("", text(pair.server));
  EXPECT_TRUE(send(pair.server, "still")) << "the other direction is open";
  EXPECT_EQ("still", text(pair.client));
  EXPECT_EQ(WSAESHUTDOWN, code(send(pair.client, "no")));
}

TEST_F(Data, SendingToAPeerThatIsGoneFailsWithoutASignal) {
  struct sigaction fatal {};
  fatal.sa_handler = [](int) { _exit(99); };
  struct sigaction before {};
  sigaction(SIGPIPE, &fatal, &before);
  const Held listening = listener();
  Pair pair = connected(listening);
  pair.server = Held();
  EXPECT_EQ(WSAECONNRESET, code(send(pair.client, "x")));
  EXPECT_EQ("", text(pair.client)) << "it closed gracefully";
  sigaction(SIGPIPE, &before, nullptr);
}

TEST_F(Data, AnUnreadRestResetsThePeerForGood_206) {
  const Held listening = listener();
  Pair pair = connected(listening);
  ASSERT_TRUE(send(pair.server, "arrived before"));
  ASSERT_TRUE(send(pair.client, "never read"));
  pair.server = Held();
  EXPECT_EQ("arrived before", text(pair.client));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ("code 10054", text(pair.client)) << "the kernel tells it once only";
    EXPECT_EQ(WSAECONNRESET, code(send(pair.client, "x")));
  }
}

TEST_F(Data, AStreamWithoutAConnectionHasNone) {
  const Held stream = open();
  EXPECT_EQ(WSAENOTCONN, code(send(stream, "x")));
  EXPECT_EQ("code 10057", text(stream));
  EXPECT_EQ(0u, stream->readable_bytes());
  EXPECT_EQ(0u, stream->unsent());
  const Held listening = listener();
  EXPECT_EQ(WSAENOTCONN, code(send(listening, "x")));
  EXPECT_EQ("code 10057", text(listening));
}

TEST_F(Data, MemoryThatIsNotThereIsAnErrorNotASignal) {
  const Held listening = listener();
  const Pair pair = connected(listening);
  const WSABUF bad{10, reinterpret_cast<char*>(0x10)};
  EXPECT_EQ(WSAEFAULT, code(pair.client->try_send(spi::Buffers({&bad, 1}))));
  ASSERT_TRUE(send(pair.client, "x"));
  EXPECT_EQ(WSAEFAULT, code(pair.server->try_recv(spi::Buffers({&bad, 1}), {})));
}

TEST_F(Data, DescriptorsFromAnotherProgramAreDropped_304) {
  const Held listening = listener();
  Foreign client;
  ASSERT_TRUE(client.connect(path()));
  const Held server = accept(listening);
  int passed[2];
  ASSERT_EQ(0, ::pipe(passed));
  char control[CMSG_SPACE(sizeof(int))] = {};
  char byte[] = "data";
  iovec data{byte, 4};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &passed[1], sizeof(int));
  ASSERT_EQ(4, sendmsg(client.get(), &message, 0));
  ::close(passed[1]);
  EXPECT_EQ("data", text(server));
  char end = 0;
  EXPECT_EQ(0, ::read(passed[0], &end, 1)) << "nobody holds the other end any more";
  ::close(passed[0]);
}

TEST_F(Data, AnOutOfBandByteOfAnotherProgramIsOneLikeAnyOther_304) {
  const Held listening = listener();
  Foreign client;
  ASSERT_TRUE(client.connect(path()));
  const Held server = accept(listening);
  ASSERT_EQ(3, ::send(client.get(), "abc", 3, 0));
  if (::send(client.get(), "d", 1, MSG_OOB) != 1) return;  // a kernel without it
  ASSERT_EQ(1, ::send(client.get(), "e", 1, 0));
  std::string all;
  for (int i = 0; i < 5 && all.size() < 5; ++i) all += text(server);
  EXPECT_EQ("abcde", all);
}

}  // namespace
}  // namespace wosa::af_unix
