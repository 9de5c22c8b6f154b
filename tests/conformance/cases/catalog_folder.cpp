// SPDX-License-Identifier: MIT
// Section 4 with catalogs of our own: order, hidden entries, providers that cannot be used.
#include "kit/catalog_folder.hpp"

#include <sys/wait.h>
#include <unistd.h>
#include <ws2spi.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <thread>

#include "kit/case.hpp"

namespace {

using kit::CatalogFolder;

// Winsock over the folder's catalog.
class Started {
 public:
  Started() {
    WSADATA data{};
    EXPECT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
  }
  ~Started() { WSACleanup(); }
  Started(const Started&) = delete;
  Started& operator=(const Started&) = delete;
};

// The provider's name: what precedes the slash of its entry's name.
std::string provider_of(const WSAPROTOCOL_INFOW& info) {
  std::string name;
  for (const WCHAR* c = info.szProtocol; *c != 0 && *c != L'/'; ++c) name += static_cast<char>(*c);
  return name;
}

std::string provider_of_socket(SOCKET s) {
  WSAPROTOCOL_INFOW info{};
  int length = sizeof info;
  if (getsockopt(s, SOL_SOCKET, SO_PROTOCOL_INFOW, reinterpret_cast<char*>(&info), &length) != 0) return "?";
  return provider_of(info);
}

// Every entry, hidden ones too.
std::vector<WSAPROTOCOL_INFOW> installed() {
  DWORD size = 0;
  INT error = 0;
  WSCEnumProtocols(nullptr, nullptr, &size, &error);
  std::vector<WSAPROTOCOL_INFOW> all(size / sizeof(WSAPROTOCOL_INFOW));
  EXPECT_NE(WSCEnumProtocols(nullptr, all.data(), &size, &error), SOCKET_ERROR) << kit::error_name(error);
  return all;
}

WSAPROTOCOL_INFOW entry_of(const std::string& provider) {
  for (const WSAPROTOCOL_INFOW& info : installed()) {
    if (provider_of(info) == provider) return info;
  }
  ADD_FAILURE() << "no entry of " << provider;
  return {};
}

SOCKET socket_of(WSAPROTOCOL_INFOW info) {
  return WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0,
                    WSA_FLAG_OVERLAPPED);
}

// A provider with a fault, asked for by its entry.
void expect_refused(const std::string& library, int code) {
  const CatalogFolder folder;
  folder.add("10-faulty.json", CatalogFolder::manifest("faulty", '1', library));
  const Started started;
  const WSAPROTOCOL_INFOW info = entry_of("faulty");
  EXPECT_FAILS(socket_of(info), code);
  EXPECT_FAILS(socket_of(info), code) << "and again";
  // Who does not ask for it is served by the next entry.
  const kit::Socket s(socket(AF_INET, SOCK_STREAM, 0));
  ASSERT_TRUE(s.valid()) << kit::error_name(WSAGetLastError());
  EXPECT_NE(provider_of_socket(s), "faulty");
}

}  // namespace

UNSTARTED_CASE(CatalogFolder, FirstManifestServes, 34, 35) {
  // The file's name decides, not the provider's and not the order in which the files appeared.
  const CatalogFolder folder;
  folder.add("20-second.json", CatalogFolder::manifest("alpha", '2', CatalogFolder::tcpip_plugin()));
  folder.add("10-first.json", CatalogFolder::manifest("beta", '3', CatalogFolder::tcpip_plugin()));
  folder.add("30-third.json", CatalogFolder::manifest("aaa", '1', CatalogFolder::tcpip_plugin()));
  const Started started;
  EXPECT_EQ(provider_of(kit::enumerate().at(0)), "beta");
  const kit::Socket s(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
  EXPECT_EQ(provider_of_socket(s), "beta");
}

UNSTARTED_CASE(CatalogFolder, ProtocolZeroNeedsTheFlag, 36) {
  const CatalogFolder folder;
  folder.add("10-first.json", CatalogFolder::manifest("strict", '1', CatalogFolder::tcpip_plugin(), ""));
  folder.add("20-second.json", CatalogFolder::manifest("open", '2', CatalogFolder::tcpip_plugin()));
  const Started started;
  const kit::Socket zero(socket(AF_INET, SOCK_STREAM, 0));
  EXPECT_EQ(provider_of_socket(zero), "open");
  const kit::Socket named(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
  EXPECT_EQ(provider_of_socket(named), "strict");
}

UNSTARTED_CASE(CatalogFolder, HiddenEntries, 42) {
  const CatalogFolder folder;
  folder.add("10-hidden.json", CatalogFolder::manifest("hidden", '1', CatalogFolder::tcpip_plugin(),
                                                       "\"hidden\", \"matches_protocol_zero\""));
  const Started started;
  for (const WSAPROTOCOL_INFOW& info : kit::enumerate()) EXPECT_NE(provider_of(info), "hidden");
  const kit::Socket chosen(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
  EXPECT_NE(provider_of_socket(chosen), "hidden");
  const kit::Socket asked_for(socket_of(entry_of("hidden")));
  ASSERT_TRUE(asked_for.valid()) << kit::error_name(WSAGetLastError());
  EXPECT_EQ(provider_of_socket(asked_for), "hidden");
}

UNSTARTED_CASE(CatalogFolder, PreferenceFlagsDoNotSelect, 43) {
  const CatalogFolder folder;
  folder.add("10-plain.json",
             CatalogFolder::manifest("plain", '1', CatalogFolder::tcpip_plugin(),
                                     "\"matches_protocol_zero\", \"multiple_proto_entries\""));
  folder.add("20-preferred.json",
             CatalogFolder::manifest(
                 "preferred", '2', CatalogFolder::tcpip_plugin(),
                 "\"matches_protocol_zero\", \"multiple_proto_entries\", \"recommended_proto_entry\""));
  const Started started;
  const kit::Socket s(socket(AF_INET, SOCK_STREAM, 0));
  EXPECT_EQ(provider_of_socket(s), "plain");
}

UNSTARTED_CASE(CatalogFolder, MissingLibrary, 53) {
  expect_refused("/nowhere/libmissing.so", WSAEPROVIDERFAILEDINIT);
}
// A copy that was interrupted: the file ends somewhere within what its headers promise.
UNSTARTED_CASE(CatalogFolder, LibraryThatIsCutOff, 53) {
  std::ifstream whole(CatalogFolder::tcpip_plugin(), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(whole), {}};
  const CatalogFolder folder;
  const std::size_t lengths[] = {0, 100, 1000, 4096, 10000, bytes.size() / 3};
  char digit = '1';
  for (const std::size_t length : lengths) {
    const std::string name = "cut-" + std::to_string(length);
    folder.add(name + ".so", bytes.substr(0, length));
    folder.add(name + ".json", CatalogFolder::manifest(name, digit++, "./" + name + ".so"));
  }
  const Started started;
  for (const std::size_t length : lengths) {
    const std::string name = "cut-" + std::to_string(length);
    EXPECT_FAILS(socket_of(entry_of(name)), WSAEPROVIDERFAILEDINIT) << name;
  }
  const kit::Socket s(socket(AF_INET, SOCK_STREAM, 0));
  EXPECT_TRUE(s.valid()) << kit::error_name(WSAGetLastError());
}
UNSTARTED_CASE(CatalogFolder, NoEntryPoint, 53) {
  expect_refused(CatalogFolder::faulty_plugin("no_entry_point"), WSAEPROVIDERFAILEDINIT);
}
UNSTARTED_CASE(CatalogFolder, FailingStartup, 53) {
  expect_refused(CatalogFolder::faulty_plugin("startup"), WSAEPROVIDERFAILEDINIT);
}
UNSTARTED_CASE(CatalogFolder, ThrowingStartup, 53) {
  expect_refused(CatalogFolder::faulty_plugin("throws"), WSAEPROVIDERFAILEDINIT);
}
UNSTARTED_CASE(CatalogFolder, NullTableEntry, 53, 223) {
  expect_refused(CatalogFolder::faulty_plugin("null_entry"), WSAEINVALIDPROCTABLE);
}
UNSTARTED_CASE(CatalogFolder, WrongVersion, 53, 222) {
  expect_refused(CatalogFolder::faulty_plugin("version"), WSAEINVALIDPROVIDER);
}

// What it throws ends in the library: each call fails, none without a code, and nothing is ended by it.
UNSTARTED_CASE(CatalogFolder, ThrowingProcedures, 1035) {
  const CatalogFolder folder;
  folder.add("10-faulty.json",
             CatalogFolder::manifest("faulty", '1', CatalogFolder::faulty_plugin("every_call")));
  {
    const Started started;
    const SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
    ASSERT_NE(s, INVALID_SOCKET) << kit::error_name(WSAGetLastError());
    const kit::Socket other(socket(AF_INET, SOCK_DGRAM, 0));
    char byte = 0;
    EXPECT_FAILS(recv(s, &byte, 1, 0), WSASYSCALLFAILURE);
    EXPECT_FAILS(accept(s, nullptr, nullptr), WSASYSCALLFAILURE);
    const timeval soon{0, 1000};
    for (const bool several_providers : {false, true}) {
      fd_set set;
      FD_ZERO(&set);
      FD_SET(s, &set);
      if (several_providers) FD_SET(other, &set);
      EXPECT_FAILS(select(0, &set, nullptr, nullptr, &soon), WSASYSCALLFAILURE);
      WSAPOLLFD fds[] = {{s, POLLIN, 0}, {other, POLLIN, 0}};
      EXPECT_FAILS(WSAPoll(fds, several_providers ? 2 : 1, 1), WSASYSCALLFAILURE);
    }
    // The provider is told of the end of a thread that used it, and of a fork.
    std::thread([s] {
      char unused = 0;
      EXPECT_FAILS(recv(s, &unused, 1, 0), WSASYSCALLFAILURE);
    }).join();
    int status = -1;
    if (const pid_t child = fork(); child == 0) {
      _exit(0);
    } else {
      waitpid(child, &status, 0);
    }
    EXPECT_EQ(status, 0);
    EXPECT_FAILS(closesocket(s), WSASYSCALLFAILURE);
    EXPECT_EQ(WSACleanup(), 0) << "also when its WSPCleanup throws";
    WSADATA data{};
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
  }
}

UNSTARTED_CASE(CatalogFolder, CriticalProviderStopsTheCall, 53) {
  const CatalogFolder folder;
  folder.add("10-faulty.json", CatalogFolder::manifest("faulty", '1', CatalogFolder::faulty_plugin("startup"),
                                                       "\"matches_protocol_zero\"", "\"critical\": true, "));
  const Started started;
  EXPECT_FAILS(socket(AF_INET, SOCK_STREAM, 0), WSAEPROVIDERFAILEDINIT);
  // Who asks for something else is not concerned.
  const kit::Socket s(socket(AF_INET, SOCK_DGRAM, 0));
  EXPECT_TRUE(s.valid()) << kit::error_name(WSAGetLastError());
}

UNSTARTED_CASE(CatalogFolder, HostileManifestsDoNoHarm, 1028) {
  const CatalogFolder folder;
  folder.add("10-empty.json", "");
  folder.add("11-half.json", "{\"schema\": 1, \"name\": \"half\"");
  folder.add("12-wrong.json", "{\"schema\": 1, \"name\": 5, \"protocols\": \"x\"}");
  folder.add("13-deep.json", std::string(200000, '['));
  folder.add("14-binary.json", std::string("\x00\xff\xfe\x01", 4));
  folder.add("15-newer.json", "{\"schema\": 999, \"name\": \"newer\", \"kind\": \"base\"}");
  folder.add("16-same.json", CatalogFolder::manifest("one", '1', CatalogFolder::tcpip_plugin()));
  folder.add("17-same.json", CatalogFolder::manifest("two", '1', CatalogFolder::tcpip_plugin()));
  const Started started;
  const kit::Socket s(socket(AF_INET, SOCK_STREAM, 0));
  ASSERT_TRUE(s.valid()) << kit::error_name(WSAGetLastError());
  EXPECT_EQ(provider_of_socket(s), "one") << "the good manifests go on working";
  const kit::Socket udp(socket(AF_INET, SOCK_DGRAM, 0));
  EXPECT_TRUE(udp.valid());
}
