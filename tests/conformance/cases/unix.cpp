// SPDX-License-Identifier: MIT
// Section 24, connections of AF_UNIX: what they are called, who can be connected to, and whose process the
// peer is. That they are streams like any other is the other areas' business.
#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <thread>

#include "kit/case.hpp"
#include "kit/child_process.hpp"
#include "kit/temporary_folder.hpp"

namespace {

constexpr int kFamilyOnly = offsetof(SOCKADDR_UN, sun_path);

int connect_to(SOCKET s, const kit::Address& name) { return connect(s, name.data(), name.length()); }

// The process id of the peer, by the documented form of the call.
ULONG peer_process(SOCKET s) {
  ULONG id = 0;
  DWORD returned = 77;
  EXPECT_SUCCEEDS(
      WSAIoctl(s, SIO_AF_UNIX_GETPEERPID, nullptr, 0, &id, sizeof id, &returned, nullptr, nullptr));
  EXPECT_EQ(returned, sizeof id);
  return id;
}

int ask_peer_process(SOCKET s, void* out, DWORD size) {
  DWORD returned = 0;
  return WSAIoctl(s, SIO_AF_UNIX_GETPEERPID, nullptr, 0, out, size, &returned, nullptr, nullptr);
}

}  // namespace

ENTRY_CASE(Unix, OnlyStreams, kit::kUnix | kit::kStream, 304) {
  bool other_types = false;
  for (const WSAPROTOCOL_INFOW& info : kit::enumerate())
    other_types |= info.iAddressFamily == AF_UNIX && info.iSocketType != SOCK_STREAM;
  if (!other_types) {
    for (const int type : {SOCK_DGRAM, SOCK_SEQPACKET, SOCK_RAW, SOCK_RDM})
      EXPECT_FAILS(socket(AF_UNIX, type, 0), WSAESOCKTNOSUPPORT) << "type " << type;
  }
  WSAPROTOCOL_INFOW info = entry.info();
  EXPECT_FAILS(WSASocketW(AF_UNIX, SOCK_DGRAM, 0, &info, 0, 0), WSAESOCKTNOSUPPORT, WSAEINVAL, WSAEPROTOTYPE);
  EXPECT_FAILS(socket(AF_UNIX, SOCK_STREAM, IPPROTO_TCP), WSAEPROTONOSUPPORT, WSAEPROTOTYPE, WSAEINVAL);
}

ENTRY_CASE(Unix, NobodyListens, kit::kUnix | kit::kStream, 1034) {
  const kit::Socket only_bound = entry.bound();
  const kit::Address file = entry.loopback();
  std::ofstream(file.path()) << "text";
  const kit::Address names[] = {entry.nobody(), entry.dead_end(), kit::local_address(only_bound), file,
                                kit::Address::unix_path(kit::name_folder())};
  for (const kit::Address& name : names) {
    kit::Socket s = entry.open();
    EXPECT_FAILS(connect_to(s, name), WSAECONNREFUSED) << name.text();
    EXPECT_CODE(entry.outcome_of_connect(name), WSAECONNREFUSED) << name.text();
  }
  EXPECT_FALSE(std::filesystem::exists(names[0].path())) << "a connect makes no file";
}

// There is no reset, but a hard close ends the connection at once, with data on both ways.
ENTRY_CASE(Unix, HardClose, kit::kUnix | kit::kStream, 199) {
  kit::Pair pair = entry.connected();
  ASSERT_TRUE(kit::send_all(pair.client, "unread") && kit::send_all(pair.server, "unread"));
  const linger hard{1, 0};
  ASSERT_SUCCEEDS(
      setsockopt(pair.client, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&hard), sizeof hard));
  EXPECT_EQ(pair.client.close(), 0);
  // What had arrived may be read or be lost; then it is over.
  char buffer[16];
  int count = 0;
  for (int i = 0; i < 3 && (count = recv(pair.server, buffer, sizeof buffer, 0)) > 0; ++i)
    EXPECT_EQ(count, 6);
  if (count != 0) {
    EXPECT_EQ(count, SOCKET_ERROR);
    EXPECT_CODE(WSAGetLastError(), WSAECONNRESET);
  }
  EXPECT_FAILS(send(pair.server, "x", 1, 0), WSAECONNRESET, WSAECONNABORTED);
}

ENTRY_CASE(Unix, NamesOfAConnection, kit::kUnix | kit::kStream, 1032) {
  kit::Socket listening = entry.listener();
  const kit::Address name = kit::local_address(listening);
  kit::Pair pair = entry.connected_through(listening);
  EXPECT_TRUE(kit::peer_address(pair.client).same_as(name)) << kit::peer_address(pair.client).text();
  EXPECT_TRUE(kit::local_address(pair.server).same_as(name)) << kit::local_address(pair.server).text();
  // The client has no name: the family is all there is to tell.
  for (const kit::Address& unnamed : {kit::local_address(pair.client), kit::peer_address(pair.server)}) {
    EXPECT_EQ(unnamed.family(), AF_UNIX);
    EXPECT_EQ(unnamed.length(), kFamilyOnly) << unnamed.text();
  }
}

ENTRY_CASE(Unix, NameOfABoundClient, kit::kUnix | kit::kStream, 1032) {
  kit::Socket listening = entry.listener();
  kit::Socket client = entry.bound();
  const kit::Address mine = kit::local_address(client);
  ASSERT_SUCCEEDS(connect_to(client, kit::local_address(listening)));
  kit::Address peer;
  const kit::Socket server(accept(listening, peer.data(), peer.length_for_output()));
  ASSERT_TRUE(server.valid());
  EXPECT_TRUE(peer.same_as(mine)) << peer.text();
  EXPECT_TRUE(kit::peer_address(server).same_as(mine));
  EXPECT_TRUE(kit::local_address(client).same_as(mine));
}

ENTRY_CASE(Unix, NameNeedsItsRoom, kit::kUnix | kit::kStream, 1002, 1032) {
  kit::Socket listening = entry.listener();
  kit::Address name;
  int length = 0;
  const int needed = kFamilyOnly + static_cast<int>(kit::local_address(listening).path().size());
  for (const int room : {0, 1, kFamilyOnly, needed - 1}) {
    length = room;
    EXPECT_FAILS(getsockname(listening, name.data(), &length), WSAEFAULT) << room;
  }
  kit::Pair pair = entry.connected_through(listening);
  length = kFamilyOnly;
  EXPECT_SUCCEEDS(getpeername(pair.server, name.data(), &length)) << "no name needs no more";
  length = needed - 1;
  EXPECT_FAILS(getpeername(pair.client, name.data(), &length), WSAEFAULT);
}

ENTRY_CASE(Unix, NamesAsText, kit::kUnix, 1032) {
  kit::Address name = entry.loopback();
  WSAPROTOCOL_INFOW info = entry.info();
  WCHAR text[256] = L"";
  DWORD size = 256;
  ASSERT_SUCCEEDS(WSAAddressToStringW(name.data(), static_cast<DWORD>(name.length()), &info, text, &size));
  EXPECT_NE(std::wstring(text).find(std::filesystem::path(name.path()).filename().wstring()),
            std::wstring::npos);
  SOCKADDR_STORAGE storage{};
  int length = sizeof storage;
  ASSERT_SUCCEEDS(WSAStringToAddressW(text, AF_UNIX, &info, reinterpret_cast<sockaddr*>(&storage), &length));
  EXPECT_TRUE(kit::Address(&storage, length).same_as(name));
}

ENTRY_CASE(Unix, PeerProcess, kit::kUnix | kit::kStream, 304, 1033) {
  kit::Pair pair = entry.connected();
  EXPECT_EQ(peer_process(pair.client), static_cast<ULONG>(getpid()));
  EXPECT_EQ(peer_process(pair.server), static_cast<ULONG>(getpid()));
}

ENTRY_CASE(Unix, PeerProcessOfAnotherProgram, kit::kUnix | kit::kStream, 304, 1033) {
  kit::Socket listening = entry.listener();
  const std::string path = kit::local_address(listening).path();
  kit::ChildResult child;
  std::thread running([&] {
    child = kit::run_child({"/proc/self/exe", "--tell-process-id", path}, kit::kPatienceMs / 1000);
  });
  if (kit::readable(listening)) {
    const kit::Socket server(accept(listening, nullptr, nullptr));
    const std::string id = kit::receive_exactly(server, 20);  // up to the end
    EXPECT_EQ(std::to_string(peer_process(server)), id) << "also when it is gone";
    EXPECT_NE(std::to_string(getpid()), id);
  } else {
    ADD_FAILURE() << "nobody came";
  }
  running.join();
  EXPECT_EQ(child.status, 0) << child.output;
}

ENTRY_CASE(Unix, PeerProcessBadInput, kit::kUnix | kit::kStream, 1033) {
  ULONG id = 0;
  kit::Socket fresh = entry.open(), listening = entry.listener();
  EXPECT_FAILS(ask_peer_process(fresh, &id, sizeof id), WSAENOTCONN);
  EXPECT_FAILS(ask_peer_process(listening, &id, sizeof id), WSAENOTCONN);
  kit::Pair pair = entry.connected_through(listening);
  EXPECT_FAILS(ask_peer_process(pair.client, &id, sizeof id - 1), WSAEFAULT);
  EXPECT_FAILS(ask_peer_process(pair.client, nullptr, sizeof id), WSAEFAULT);
  EXPECT_FAILS(ask_peer_process(pair.client, reinterpret_cast<void*>(24), sizeof id), WSAEFAULT);
  ULONG wide[4] = {7, 7, 7, 7};
  EXPECT_SUCCEEDS(ask_peer_process(pair.client, wide, sizeof wide));
  EXPECT_EQ(wide[0], static_cast<ULONG>(getpid()));
  EXPECT_EQ(wide[1], 7U) << "no more than the number is written";
}

// The counter-case: nobody else has such peers.
ENTRY_CASE(Unix, PeerProcessIsForUnix, kit::kIp | kit::kStream, 304, 1033) {
  kit::Pair pair = entry.connected();
  ULONG id = 0;
  EXPECT_FAILS(ask_peer_process(pair.client, &id, sizeof id), WSAEOPNOTSUPP, WSAEINVAL);
}
