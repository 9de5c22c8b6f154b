// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <fstream>
#include <vector>

#include "unix_test.hpp"

namespace wosa::af_unix {
namespace {

class Connection : public UnixTest {
 protected:
  // Root may do everything, so permissions are tried by somebody else, in a child.
  template <typename Work>
  int as_nobody(Work work) {
    const pid_t child = fork();
    if (child == 0) {
      if (geteuid() == 0 && setresuid(65534, 65534, 65534) != 0) _exit(0);
      _exit(work());
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
};

TEST_F(Connection, OnlyStreamsOfThisFamily_304) {
  const WSAPROTOCOL_INFOW info{};
  EXPECT_EQ(WSAEAFNOSUPPORT, code(transport_.open({WS_AF_INET, SOCK_STREAM, 0, 0, info})));
  EXPECT_EQ(WSAESOCKTNOSUPPORT, code(transport_.open({WS_AF_UNIX, SOCK_DGRAM, 0, 0, info})));
  EXPECT_EQ(WSAESOCKTNOSUPPORT, code(transport_.open({WS_AF_UNIX, SOCK_SEQPACKET, 0, 0, info})));
  EXPECT_EQ(WSAEPROTONOSUPPORT, code(transport_.open({WS_AF_UNIX, SOCK_STREAM, 6, 0, info})));
}

TEST_F(Connection, ADescriptorIsInheritedUnlessTheProgramSaysOtherwise) {
  const Held normal = open();
  const Held kept = open(WSA_FLAG_NO_HANDLE_INHERIT);
  EXPECT_EQ(0, fcntl(normal->descriptor(), F_GETFD) & FD_CLOEXEC);
  EXPECT_EQ(FD_CLOEXEC, fcntl(kept->descriptor(), F_GETFD) & FD_CLOEXEC);
  ASSERT_TRUE(kept->bind(address(path())));
  ASSERT_TRUE(kept->listen(1));
  const Pair pair = connected(kept);
  EXPECT_EQ(FD_CLOEXEC, fcntl(pair.server->descriptor(), F_GETFD) & FD_CLOEXEC);
  EXPECT_NE(0, fcntl(pair.server->descriptor(), F_GETFL) & O_NONBLOCK);
}

TEST_F(Connection, BindMakesAFileThatHasToBeDeletedBeforeTheNextBind_305) {
  {
    const Held stream = open();
    EXPECT_EQ(WSAEINVAL, code(stream->local_name()));
    EXPECT_TRUE(stream->bind(address(path())));
    EXPECT_TRUE(std::filesystem::is_socket(path()));
    EXPECT_EQ(path(), path_of(*stream->local_name()));
  }
  EXPECT_TRUE(std::filesystem::is_socket(path()));
  const Held again = open();
  EXPECT_EQ(WSAEADDRINUSE, code(again->bind(address(path()))));
  std::filesystem::remove(path());
  EXPECT_TRUE(again->bind(address(path())));
}

TEST_F(Connection, AnyFileIsInTheWay_305) {
  std::ofstream(path("file")) << "text";
  std::filesystem::create_directory(path("folder"));
  std::filesystem::create_symlink("nowhere", path("link"));
  const Held stream = open();
  for (const char* taken : {"file", "folder", "link"})
    EXPECT_EQ(WSAEADDRINUSE, code(stream->bind(address(path(taken))))) << taken;
  EXPECT_TRUE(stream->bind(address(path("free"))));
}

TEST_F(Connection, APathThatCannotBeIsNotAvailable) {
  std::ofstream(path("file")) << "text";
  const Held stream = open();
  EXPECT_EQ(WSAEADDRNOTAVAIL, code(stream->bind(address(path("missing/name")))));
  EXPECT_EQ(WSAEADDRNOTAVAIL, code(stream->bind(address(path("file/name")))));
  EXPECT_EQ(WSAEINVAL, code(stream->bind(address(std::string_view("\0name", 5)))));
}

TEST_F(Connection, ABindWithoutANameMakesNone) {
  const Held stream = open();
  EXPECT_TRUE(stream->bind(unnamed()));
  EXPECT_EQ(2, stream->local_name()->length());
  sockaddr_un kernel{};
  socklen_t length = sizeof kernel;
  ASSERT_EQ(0, getsockname(stream->descriptor(), reinterpret_cast<sockaddr*>(&kernel), &length));
  EXPECT_EQ(2u, length) << "the kernel chose an abstract name";
  EXPECT_EQ(WSAEINVAL, code(stream->listen(5))) << "nobody could reach it";
  const Held listening = listener();
  EXPECT_TRUE(stream->start_connect(address(path())));
}

TEST_F(Connection, NamesOfBothSides) {
  const Held listening = listener();
  const Pair pair = connected(listening);
  EXPECT_EQ(path(), path_of(*pair.client->peer_name()));
  EXPECT_EQ(path(), path_of(*pair.server->local_name()));
  EXPECT_EQ(2, pair.client->local_name()->length());
  EXPECT_EQ(2, pair.server->peer_name()->length());
  EXPECT_EQ(WS_AF_UNIX, pair.server->peer_name()->family());
  EXPECT_EQ(WSAENOTCONN, code(listening->peer_name()));
  EXPECT_EQ(WSAENOTCONN, code(open()->peer_name()));

  const Held named = open();
  ASSERT_TRUE(named->bind(address(path("client"))));
  ASSERT_TRUE(named->start_connect(address(path())));
  EXPECT_EQ(path("client"), path_of(*accept(listening)->peer_name()));
}

TEST_F(Connection, AnAbstractPeerCountsAsUnnamed_304) {
  const Held listening = listener();
  Foreign client;
  ASSERT_TRUE(client.bind(std::string("\0wosa-unit-", 11) + std::to_string(getpid())));
  ASSERT_TRUE(client.connect(path()));
  EXPECT_EQ(2, accept(listening)->peer_name()->length());
}

TEST_F(Connection, NobodyListensThere) {
  const Held bound = open();
  ASSERT_TRUE(bound->bind(address(path("bound"))));
  std::ofstream(path("file")) << "text";
  { const Held gone = listener(5, "gone"); }
  Foreign datagram(SOCK_DGRAM);
  ASSERT_TRUE(datagram.bind(path("datagram")));
  const Held stream = open();
  for (const std::string& name : {path("missing"), path("missing/name"), path("file/name"), path("file"),
                                  path("bound"), path("gone"), path("datagram"), path("")})
    EXPECT_EQ(WSAECONNREFUSED, code(stream->start_connect(address(name)))) << name;
  EXPECT_EQ(WSAEADDRNOTAVAIL, code(stream->start_connect(unnamed())));
  EXPECT_EQ(WSAEINVAL, code(stream->start_connect(address(std::string_view("\0name", 5)))));
  EXPECT_EQ(WSAEINVAL, code(stream->local_name())) << "a failed connect names nothing";
  const Held listening = listener();
  EXPECT_TRUE(stream->start_connect(address(path()))) << "and the socket can be used again";
}

TEST_F(Connection, AFullBacklogRefuses) {
  const Held listening = listener(1);
  std::vector<Held> clients;
  int refused = 0;
  while (refused == 0 && clients.size() < 10) {
    clients.push_back(open());
    refused = code(clients.back()->start_connect(address(path())));
  }
  EXPECT_EQ(WSAECONNREFUSED, refused);
  EXPECT_GE(clients.size(), 2u);
  accept(listening);
  EXPECT_TRUE(clients.back()->start_connect(address(path()))) << "there is room again";
}

TEST_F(Connection, WhoMayNotWriteMayNotConnectOrBind) {
  const Held listening = listener();
  ASSERT_EQ(0, chmod(path().c_str(), 0600));
  std::filesystem::permissions(path(""), std::filesystem::perms(0711));
  if (geteuid() != 0) {
    ASSERT_EQ(0, chmod(path().c_str(), 0000));
    std::filesystem::permissions(path(""), std::filesystem::perms(0500));
  }
  const Held stream = open();
  EXPECT_EQ(0, as_nobody([&] { return code(stream->start_connect(address(path()))) == WSAEACCES ? 0 : 1; }));
  EXPECT_EQ(0, as_nobody([&] { return code(stream->bind(address(path("mine")))) == WSAEACCES ? 0 : 1; }));
  std::filesystem::permissions(path(""), std::filesystem::perms(0700));
}

TEST_F(Connection, AcceptGivesOneAfterTheOther) {
  const Held listening = listener();
  EXPECT_EQ(WSAEWOULDBLOCK, code(listening->try_accept()));
  const Held first = open();
  const Held second = open();
  ASSERT_TRUE(first->start_connect(address(path())));
  ASSERT_TRUE(second->start_connect(address(path())));
  ASSERT_TRUE(send(first, "first"));
  EXPECT_EQ("first", text(accept(listening)));
  accept(listening);
  EXPECT_EQ(WSAEWOULDBLOCK, code(listening->try_accept()));
}

TEST_F(Connection, AConnectionThatEndedWhileItWaitedIsAcceptedWithItsData) {
  const Held listening = listener();
  {
    const Held client = open();
    ASSERT_TRUE(client->start_connect(address(path())));
    ASSERT_TRUE(send(client, "last words"));
  }
  const Held server = accept(listening);
  EXPECT_EQ("last words", text(server));
  EXPECT_EQ("", text(server));
}

TEST_F(Connection, AListenerThatClosesResetsWhoWaits) {
  const Held client = open();
  {
    const Held listening = listener();
    ASSERT_TRUE(client->start_connect(address(path())));
  }
  EXPECT_EQ("code 10054", text(client));
}

TEST_F(Connection, BuffersReachTheKernelAndAcceptedSockets) {
  const auto kernel_buffer = [](const Held& stream, int name) {
    int value = 0;
    socklen_t length = sizeof value;
    EXPECT_EQ(0, getsockopt(stream->descriptor(), SOL_SOCKET, name, &value, &length));
    return value;
  };
  const Held listening = listener();
  for (const auto& [name, kernel] :
       {std::pair(int{WS_SO_SNDBUF}, SO_SNDBUF), std::pair(int{WS_SO_RCVBUF}, SO_RCVBUF)}) {
    EXPECT_TRUE(listening->option_changed(name, 20'000));
    EXPECT_EQ(40'000, kernel_buffer(listening, kernel)) << "the kernel counts twice";
    EXPECT_TRUE(listening->option_changed(name, 0xFFFFFFFF));
    EXPECT_TRUE(listening->option_changed(name, 0));
  }
  EXPECT_TRUE(listening->option_changed(WS_SO_KEEPALIVE, 1));
  auto& options = listening->options();
  options.send_buffer = 30'000;
  options.send_buffer_set = true;
  const Pair pair = connected(listening);
  EXPECT_EQ(60'000, kernel_buffer(pair.server, SO_SNDBUF));
  EXPECT_NE(60'000, kernel_buffer(pair.client, SO_SNDBUF));
}

TEST_F(Connection, ThePeersProcess_304) {
  const auto ask = [](const Held& stream, std::span<std::byte> out) {
    return stream->ioctl(SIO_AF_UNIX_GETPEERPID, {}, out);
  };
  ULONG id = 0;
  const auto out = std::as_writable_bytes(std::span(&id, 1));
  const Held listening = listener();
  EXPECT_EQ(WSAENOTCONN, code(ask(listening, out)));
  EXPECT_EQ(WSAENOTCONN, code(ask(open(), out)));
  const pid_t child = fork();
  if (child == 0) {
    Foreign client;
    _exit(client.connect(path()) ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_EQ(0, status);
  const Held server = accept(listening);
  EXPECT_EQ(sizeof id, ask(server, out));
  EXPECT_EQ(static_cast<ULONG>(child), id) << "also when it is gone";
  EXPECT_EQ(WSAEFAULT, code(ask(server, out.first(3))));
  EXPECT_EQ(WSAEOPNOTSUPP, code(server->ioctl(SIO_AF_UNIX_SETBINDPARENTPATH, {}, {})));
}

TEST_F(Connection, NoDescriptorIsLostWhenTheEndpointCannotBeMade) {
  const int before = ::dup(0);
  { const OwnDescriptor descriptor(::dup(before)); }
  const int after = ::dup(0);
  EXPECT_EQ(before + 1, after);
  ::close(before);
  ::close(after);
}

}  // namespace
}  // namespace wosa::af_unix
