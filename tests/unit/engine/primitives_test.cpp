// SPDX-License-Identifier: MIT

// Every procedure reaches its primitive with the right arguments, and gives the primitive's answer.

#include "engine_test.hpp"

namespace wosa::test {
namespace {

using spi::failure;

class Primitives : public EngineTest {};

TEST_F(Primitives, OpenIsAskedForWhatTheCallerWantsCompletedFromTheEntry) {
  struct Asked {
    int family, type, protocol;
    DWORD flags, entry;
  } asked{};
  stage().open = [&](const spi::SocketRequest& request) -> Result<std::unique_ptr<Endpoint>> {
    asked = {request.family, request.type, request.protocol, request.flags, request.info.dwCatalogEntryId};
    return make_endpoint(std::make_shared<Script>());
  };
  WSAPROTOCOL_INFOW info = record_of(kStream);
  const SOCKET s = table.lpWSPSocket(0, FROM_PROTOCOL_INFO, 0, &info, 0, WSA_FLAG_OVERLAPPED, &error);
  ASSERT_NE(INVALID_SOCKET, s) << error;
  EXPECT_EQ(kFamily, asked.family);
  EXPECT_EQ(kStream, asked.type);
  EXPECT_EQ(6, asked.protocol);
  EXPECT_EQ(DWORD{WSA_FLAG_OVERLAPPED}, asked.flags);
  EXPECT_EQ(1001u, asked.entry);
  EXPECT_EQ(1001u, runtime.entry_of(s));
}

TEST_F(Primitives, OpenRefusesWhatTheEntryDoesNotServe) {
  WSAPROTOCOL_INFOW info = record_of(kStream);
  const auto open_as = [&](int family, int type, int protocol, GROUP group, DWORD flags) {
    error = 0;
    EXPECT_EQ(INVALID_SOCKET, table.lpWSPSocket(family, type, protocol, &info, group, flags, &error));
    return error;
  };
  EXPECT_EQ(WSAEAFNOSUPPORT, open_as(WS_AF_INET6, kStream, 6, 0, 0));
  EXPECT_EQ(WSAESOCKTNOSUPPORT, open_as(kFamily, kDatagram, 6, 0, 0));
  EXPECT_EQ(WSAEPROTONOSUPPORT, open_as(kFamily, kStream, 17, 0, 0));
  EXPECT_EQ(WSAEPROTONOSUPPORT, open_as(kFamily, kStream, -5, 0, 0));
  EXPECT_EQ(WSAEINVAL, open_as(kFamily, kStream, 6, 1, 0));
  EXPECT_EQ(WSAEINVAL, open_as(kFamily, kStream, 6, 0, 0x10000));
  EXPECT_EQ(WSAEINVAL,
            open_as(kFamily, kStream, 6, 0, WSA_FLAG_MULTIPOINT_C_LEAF | WSA_FLAG_MULTIPOINT_D_LEAF));
  info.dwProviderReserved = 1;
  EXPECT_EQ(WSAEINVAL, open_as(kFamily, kStream, 6, 0, 0));
  error = 0;
  EXPECT_EQ(INVALID_SOCKET, table.lpWSPSocket(kFamily, kStream, 6, nullptr, 0, 0, &error));
  EXPECT_EQ(WSAEFAULT, error);
}

TEST_F(Primitives, OpenGivesTheTransportsAnswerOrAnErrorForWhatItThrows) {
  WSAPROTOCOL_INFOW info = record_of(kStream);
  const auto answer = [&](auto open) {
    stage().open = open;
    error = 0;
    EXPECT_EQ(INVALID_SOCKET, table.lpWSPSocket(kFamily, kStream, 6, &info, 0, 0, &error));
    return error;
  };
  using Opened = Result<std::unique_ptr<Endpoint>>;
  EXPECT_EQ(WSAEACCES, answer([](auto&) -> Opened { return failure(WSAEACCES); }));
  EXPECT_EQ(WSASYSCALLFAILURE, answer([](auto&) -> Opened { return failure(0); }));
  EXPECT_EQ(WSASYSCALLFAILURE, answer([](auto&) -> Opened { return nullptr; }));
  EXPECT_EQ(WSAENOBUFS, answer([](auto&) -> Opened { throw std::bad_alloc(); }));
  EXPECT_EQ(WSASYSCALLFAILURE, answer([](auto&) -> Opened { throw 7; }));
}

TEST_F(Primitives, ASocketThatTheRuntimeRefusesIsClosedAndFreed) {
  auto script = std::make_shared<Script>();
  runtime.refuse_next_bind(WSAEMFILE);
  EXPECT_EQ(INVALID_SOCKET, open(kStream, script));
  EXPECT_EQ(WSAEMFILE, error);
  EXPECT_EQ(1, script->closes);
  EXPECT_TRUE(script->destroyed);
}

TEST_F(Primitives, BindGivesTheNameAndItsAnswer) {
  const SOCKET s = open(kStream);
  Address seen;
  script(s).bind = [&](const Address& name) -> Result<void> {
    seen = name;
    return failure(WSAEADDRINUSE);
  };
  EXPECT_EQ(SOCKET_ERROR, bind(s, name_of(1234)));
  EXPECT_EQ(WSAEADDRINUSE, error);
  EXPECT_EQ(name_of(1234), seen);
  script(s).bind = nullptr;
  EXPECT_EQ(0, bind(s, name_of(1234))) << "a bind that failed can be repeated";
  EXPECT_EQ(SOCKET_ERROR, bind(s, name_of(1235)));
  EXPECT_EQ(WSAEINVAL, error);
  EXPECT_EQ(2, script(s).times_called("bind"));
}

TEST_F(Primitives, AddressesAreCheckedBeforeTheTransportSeesThem) {
  const SOCKET s = open(kStream);
  SOCKADDR_STORAGE other{};
  other.ss_family = WS_AF_INET6;
  const auto bind_to = [&](const void* name, int length) {
    error = 0;
    table.lpWSPBind(s, static_cast<const WS_sockaddr*>(name), length, &error);
    return error;
  };
  const Address good = name_of(1);
  EXPECT_EQ(WSAEAFNOSUPPORT, bind_to(&other, sizeof other));
  EXPECT_EQ(WSAEFAULT, bind_to(good.get(), 15));
  EXPECT_EQ(WSAEFAULT, bind_to(good.get(), 0));
  EXPECT_EQ(WSAEFAULT, bind_to(good.get(), -1));
  EXPECT_EQ(WSAEFAULT, bind_to(nullptr, 16));
  EXPECT_EQ(WSAEFAULT, bind_to(reinterpret_cast<void*>(16), 16));
  EXPECT_EQ(0, script(s).times_called("bind"));
  EXPECT_EQ(0, bind_to(&good.get()[0], 128)) << "what is too long is cut";
}

TEST_F(Primitives, AShorterAddressOfAnotherFamilyIsThatFamilysError) {
  WSAPROTOCOL_INFOW info = record_of(kStream);
  info.iAddressFamily = WS_AF_INET6;
  info.iMinSockAddr = info.iMaxSockAddr = sizeof(SOCKADDR_IN6);
  const SOCKET s = table.lpWSPSocket(WS_AF_INET6, kStream, 6, &info, 0, 0, &error);
  ASSERT_NE(INVALID_SOCKET, s);
  EXPECT_EQ(SOCKET_ERROR, bind(s, name_of(1)));
  EXPECT_EQ(WSAEAFNOSUPPORT, error);
}

TEST_F(Primitives, NamesComeFromTheTransport) {
  const SOCKET s = open(kStream);
  SOCKADDR_STORAGE out{};
  INT length = sizeof out;
  const auto get_name = [&](auto procedure) {
    error = 0;
    length = sizeof out;
    return procedure(s, reinterpret_cast<WS_sockaddr*>(&out), &length, &error);
  };
  EXPECT_EQ(SOCKET_ERROR, get_name(table.lpWSPGetSockName));
  EXPECT_EQ(WSAEINVAL, error);
  EXPECT_EQ(SOCKET_ERROR, get_name(table.lpWSPGetPeerName));
  EXPECT_EQ(WSAENOTCONN, error);
  ASSERT_EQ(0, bind(s, name_of(77)));
  ASSERT_EQ(0, connect(s, name_of("10.0.0.9", 99)));
  EXPECT_EQ(0, get_name(table.lpWSPGetSockName)) << error;
  EXPECT_EQ(int{sizeof(SOCKADDR_IN)}, length);
  EXPECT_EQ(0, std::memcmp(&out, name_of(77).get(), sizeof(SOCKADDR_IN)));
  EXPECT_EQ(0, get_name(table.lpWSPGetPeerName)) << error;
  EXPECT_EQ(0, std::memcmp(&out, name_of("10.0.0.9", 99).get(), sizeof(SOCKADDR_IN)));

  length = 15;
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPGetSockName(s, reinterpret_cast<WS_sockaddr*>(&out), &length, &error));
  EXPECT_EQ(WSAEFAULT, error);
  EXPECT_EQ(15, length);
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPGetSockName(s, nullptr, nullptr, &error));
  EXPECT_EQ(WSAEFAULT, error);
  script(s).local_name = []() -> Result<Address> { throw std::bad_alloc(); };
  EXPECT_EQ(SOCKET_ERROR, get_name(table.lpWSPGetSockName));
  EXPECT_EQ(WSAENOBUFS, error);
}

TEST_F(Primitives, ListenAdjustsTheBacklog) {
  const SOCKET s = open(kStream);
  EXPECT_EQ(SOCKET_ERROR, listen(s));
  EXPECT_EQ(WSAEINVAL, error) << "not bound";
  ASSERT_EQ(0, bind(s, name_of(80)));
  int seen = 0;
  script(s).listen = [&](int backlog) -> Result<void> {
    seen = backlog;
    return {};
  };
  const auto asked = [&](int backlog) {
    EXPECT_EQ(0, listen(s, backlog)) << error;
    return seen;
  };
  EXPECT_EQ(1, asked(0));
  EXPECT_EQ(5, asked(5));
  EXPECT_EQ(65535, asked(0x7fffffff));
  EXPECT_EQ(200, asked(-1));
  EXPECT_EQ(300, asked(-300));
  EXPECT_EQ(65535, asked(-70000));
  EXPECT_EQ(65535, asked(INT32_MIN));
  script(s).listen = [](int) -> Result<void> { return failure(WSAEADDRINUSE); };
  EXPECT_EQ(SOCKET_ERROR, listen(s));
  EXPECT_EQ(WSAEADDRINUSE, error);
}

TEST_F(Primitives, ListenIsForUnconnectedStreams) {
  const SOCKET datagram = bound_datagram();
  EXPECT_EQ(SOCKET_ERROR, listen(datagram));
  EXPECT_EQ(WSAEOPNOTSUPP, error);
  EXPECT_EQ(INVALID_SOCKET, accept(datagram));
  EXPECT_EQ(WSAEOPNOTSUPP, error);
  const SOCKET connected = connected_stream();
  EXPECT_EQ(SOCKET_ERROR, listen(connected));
  EXPECT_EQ(WSAEISCONN, error);
  const SOCKET s = open(kStream);
  EXPECT_EQ(INVALID_SOCKET, accept(s));
  EXPECT_EQ(WSAEINVAL, error);
}

TEST_F(Primitives, DataGoesThroughWithItsFlags) {
  const SOCKET s = connected_stream();
  EXPECT_EQ(5, send(s, "hello")) << error;
  EXPECT_EQ("hello", script(s).outgoing);
  EXPECT_EQ(3, send(s, "abc", WS_MSG_OOB)) << error;
  EXPECT_EQ(1, script(s).times_called("try_send_urgent"));
  script(s).arrive("0123456789");
  EXPECT_EQ("0123", text(s, 4, WS_MSG_PEEK));
  EXPECT_EQ("0123", text(s, 4));
  EXPECT_EQ("456789", text(s));
  script(s).receive_urgent = [](Buffers room, bool) -> Result<std::size_t> {
    return room.copy_from(std::as_bytes(std::span("!", 1)));
  };
  EXPECT_EQ("!", text(s, 8, WS_MSG_OOB));
}

TEST_F(Primitives, FlagsThatTheSocketDoesNotHaveAreRefused) {
  const SOCKET s = connected_stream();
  EXPECT_EQ(-1, send(s, "x", WS_MSG_PEEK));
  EXPECT_EQ(WSAEOPNOTSUPP, error);
  EXPECT_EQ("[10045]", text(s, 8, 0x4000));
  const SOCKET d = bound_datagram();
  EXPECT_EQ("[10045]", text(d, 8, WS_MSG_OOB));
  EXPECT_EQ("[10045]", text(d, 8, WS_MSG_WAITALL));
  EXPECT_EQ("[10045]", text(s, 8, WS_MSG_WAITALL | WS_MSG_PEEK));
  set_non_blocking(s);
  EXPECT_EQ("[10045]", text(s, 8, WS_MSG_WAITALL));
}

TEST_F(Primitives, ScatterAndGatherKeepTheOrderAndSkipEmptyBuffers) {
  const SOCKET s = connected_stream();
  char a[] = "ab", b[] = "cde", c[] = "f";
  WSABUF list[] = {{2, a}, {0, nullptr}, {3, b}, {1, c}};
  DWORD count = 0, flags = 0;
  ASSERT_EQ(0, table.lpWSPSend(s, list, 4, &count, 0, nullptr, nullptr, nullptr, &error)) << error;
  EXPECT_EQ(6u, count);
  EXPECT_EQ("abcdef", script(s).outgoing);
  script(s).arrive("UVWXY");
  ASSERT_EQ(0, table.lpWSPRecv(s, list, 4, &count, &flags, nullptr, nullptr, nullptr, &error)) << error;
  EXPECT_EQ(5u, count);
  EXPECT_STREQ("UV", a);
  EXPECT_STREQ("WXY", b);
  EXPECT_STREQ("f", c);
}

TEST_F(Primitives, DatagramsCarryTheirAddresses) {
  const SOCKET s = bound_datagram();
  Address seen;
  std::string sent;
  script(s).send_to = [&](Buffers data, const Address& to) -> Result<std::size_t> {
    seen = to;
    sent = text_of(data);
    return data.size();
  };
  EXPECT_EQ(4, send_to(s, "data", name_of("10.1.2.3", 9))) << error;
  EXPECT_EQ(name_of("10.1.2.3", 9), seen);
  EXPECT_EQ("data", sent);
  EXPECT_EQ(-1, send(s, "data"));
  EXPECT_EQ(WSAENOTCONN, error);
  ASSERT_EQ(0, connect(s, name_of("10.1.2.4", 10)));
  EXPECT_EQ(4, send(s, "more")) << error;
  EXPECT_TRUE(seen.empty());

  script(s).receive_from = [&](Buffers room, bool) -> Result<spi::Datagram> {
    room.copy_from(std::as_bytes(std::span("reply", 5)));
    return spi::Datagram{5, name_of("10.9.9.9", 7)};
  };
  char bytes[16];
  WSABUF buffer{sizeof bytes, bytes};
  SOCKADDR_STORAGE from{};
  INT from_length = sizeof from;
  DWORD count = 0, flags = 0;
  ASSERT_EQ(0, table.lpWSPRecvFrom(s, &buffer, 1, &count, &flags, reinterpret_cast<WS_sockaddr*>(&from),
                                   &from_length, nullptr, nullptr, nullptr, &error))
      << error;
  EXPECT_EQ(5u, count);
  EXPECT_EQ(int{sizeof(SOCKADDR_IN)}, from_length);
  EXPECT_EQ(0, std::memcmp(&from, name_of("10.9.9.9", 7).get(), sizeof(SOCKADDR_IN)));
}

TEST_F(Primitives, ADatagramThatIsCutSaysSo) {
  const SOCKET s = bound_datagram();
  script(s).arrive("a long one");
  std::string data(4, '\0');
  WSABUF buffer{4, data.data()};
  DWORD count = 0, flags = 0;
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPRecv(s, &buffer, 1, &count, &flags, nullptr, nullptr, nullptr, &error));
  EXPECT_EQ(WSAEMSGSIZE, error);
  EXPECT_EQ(4u, count);
  EXPECT_EQ("a lo", data);
}

TEST_F(Primitives, AnUnboundDatagramSocketReceivesNothing) {
  const SOCKET s = open(kDatagram);
  EXPECT_EQ("[10022]", text(s));
  EXPECT_EQ(1, send_to(s, "x", name_of(5))) << "which binds";
  script(s).arrive("y");
  EXPECT_EQ("y", text(s));
}

TEST_F(Primitives, ShutdownReachesTheTransportOnceForADirection) {
  const SOCKET s = connected_stream();
  std::vector<int> seen;
  script(s).shutdown = [&](int how) -> Result<void> {
    seen.push_back(how);
    return {};
  };
  EXPECT_EQ(SOCKET_ERROR, shutdown(s, 7));
  EXPECT_EQ(WSAEINVAL, error);
  EXPECT_EQ(0, shutdown(s, SD_SEND));
  EXPECT_EQ(0, shutdown(s, SD_SEND));
  EXPECT_EQ(-1, send(s, "x"));
  EXPECT_EQ(WSAESHUTDOWN, error);
  EXPECT_EQ(0, shutdown(s, SD_RECEIVE));
  EXPECT_EQ("[10058]", text(s));
  EXPECT_EQ((std::vector<int>{SD_SEND, SD_RECEIVE}), seen);
  const SOCKET fresh = open(kStream);
  EXPECT_EQ(SOCKET_ERROR, shutdown(fresh, SD_BOTH));
  EXPECT_EQ(WSAENOTCONN, error);
}

TEST_F(Primitives, AHandleOfNobodyIsNoSocket) {
  constexpr SOCKET kNone = 4321;
  EXPECT_EQ(-1, send(kNone, "x"));
  EXPECT_EQ(WSAENOTSOCK, error);
  EXPECT_EQ("[10038]", text(kNone));
  EXPECT_EQ(SOCKET_ERROR, close(kNone));
  EXPECT_EQ(WSAENOTSOCK, error);
  EXPECT_EQ(-1, query(kNone, WOSA_READY_READ));
  EXPECT_EQ(WSAENOTSOCK, error);
}

TEST_F(Primitives, OverlappedOperationIsRefusedAndIgnoredWithoutTheAttribute) {
  const SOCKET s = connected_stream();
  const SOCKET plain = open(kStream, nullptr, 0);
  ASSERT_EQ(0, connect(plain, name_of(80)));
  char byte = 'x';
  WSABUF buffer{1, &byte};
  DWORD count = 0;
  WSAOVERLAPPED overlapped{};
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPSend(s, &buffer, 1, &count, 0, &overlapped, nullptr, nullptr, &error));
  EXPECT_EQ(WSAEOPNOTSUPP, error);
  EXPECT_EQ(0, table.lpWSPSend(plain, &buffer, 1, &count, 0, &overlapped, nullptr, nullptr, &error)) << error;
}

TEST_F(Primitives, CallersMemoryThatIsNotThereIsAnErrorBeforeAnythingIsTransferred) {
  const SOCKET s = connected_stream();
  script(s).arrive("keep");
  char byte = 'x';
  WSABUF good{1, &byte};
  WSABUF bad{8, reinterpret_cast<CHAR*>(0x1000)};
  DWORD count = 0, flags = 0;
  auto* nowhere = reinterpret_cast<DWORD*>(0x2000);
  const auto send_with = [&](WSABUF* list, DWORD size, DWORD* sent) {
    error = 0;
    table.lpWSPSend(s, list, size, sent, 0, nullptr, nullptr, nullptr, &error);
    return error;
  };
  const auto receive_with = [&](WSABUF* list, DWORD size, DWORD* got, DWORD* its_flags) {
    error = 0;
    table.lpWSPRecv(s, list, size, got, its_flags, nullptr, nullptr, nullptr, &error);
    return error;
  };
  EXPECT_EQ(WSAEFAULT, send_with(&bad, 1, &count));
  EXPECT_EQ(WSAEFAULT, send_with(nullptr, 1, &count));
  EXPECT_EQ(WSAEFAULT, send_with(&good, 1, nowhere));
  EXPECT_EQ(WSAEFAULT, send_with(&good, 1, nullptr));
  EXPECT_EQ(WSAEINVAL, send_with(&good, 0, &count));
  EXPECT_EQ(WSAEFAULT, receive_with(&bad, 1, &count, &flags));
  EXPECT_EQ(WSAEFAULT, receive_with(&good, 1, nowhere, &flags));
  EXPECT_EQ(WSAEFAULT, receive_with(&good, 1, &count, nowhere));
  EXPECT_EQ(WSAEINVAL, receive_with(&good, 0, &count, &flags));
  EXPECT_EQ("", script(s).outgoing);
  EXPECT_EQ("keep", text(s));
}

}  // namespace
}  // namespace wosa::test
