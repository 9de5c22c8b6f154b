// SPDX-License-Identifier: MIT
// Section 24, the paths of AF_UNIX: what bind makes of a name, and how long its file is in the way.
#include <sys/stat.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "kit/case.hpp"
#include "kit/kernel_socket.hpp"
#include "kit/temporary_folder.hpp"

namespace {

constexpr int kFamilyOnly = offsetof(SOCKADDR_UN, sun_path);

int bind_to(SOCKET s, const kit::Address& name) { return bind(s, name.data(), name.length()); }
int connect_to(SOCKET s, const kit::Address& name) { return connect(s, name.data(), name.length()); }

bool exists(const std::string& path) {
  struct stat status {};
  return lstat(path.c_str(), &status) == 0;
}

// A name whose first byte is NUL, as Linux's abstract ones.
kit::Address abstract(const std::string& text) { return kit::Address::unix_path('\0' + text); }

// What connects to the name comes to this listener.
void expect_reached(const kit::Entry& entry, SOCKET listening, const kit::Address& name) {
  kit::Socket client = entry.open();
  ASSERT_SUCCEEDS(connect_to(client, name)) << name.text();
  kit::Socket server(accept(listening, nullptr, nullptr));
  ASSERT_TRUE(server.valid()) << kit::error_name(WSAGetLastError());
  EXPECT_TRUE(kit::send_all(client, "hello"));
  EXPECT_EQ(kit::receive_exactly(server, 5), "hello");
}

}  // namespace

ENTRY_CASE(UnixPaths, BindMakesTheFile, kit::kUnix, 305) {
  kit::Socket s = entry.open();
  const kit::Address name = entry.loopback();
  ASSERT_FALSE(exists(name.path()));
  ASSERT_SUCCEEDS(bind_to(s, name));
  EXPECT_TRUE(exists(name.path()));
  s.close();
  EXPECT_TRUE(exists(name.path())) << "it outlives its socket";
}

ENTRY_CASE(UnixPaths, TakenPaths, kit::kUnix, 305) {
  const kit::Socket alive = entry.listener();
  const kit::Address file = entry.loopback(), folder = entry.loopback();
  std::ofstream(file.path()) << "text";
  std::filesystem::create_directory(folder.path());
  kit::Socket s = entry.open();
  for (const kit::Address& taken : {kit::local_address(alive), entry.dead_end(), file, folder}) {
    EXPECT_FAILS(bind_to(s, taken), WSAEADDRINUSE) << taken.text();
    EXPECT_TRUE(exists(taken.path())) << "a bind that fails removes nothing";
  }
  EXPECT_SUCCEEDS(bind_to(s, entry.loopback())) << "a failed bind leaves the socket unbound";
}

// A file that is a socket's name goes the way of every other file.
ENTRY_CASE(UnixPaths, DeletedPathCanBeBoundAgain, kit::kUnix, 305) {
  const kit::Address name = entry.dead_end();
  ASSERT_EQ(unlink(name.path().c_str()), 0);
  kit::Socket s = entry.open();
  ASSERT_SUCCEEDS(bind_to(s, name));
  ASSERT_SUCCEEDS(listen(s, 1));
  expect_reached(entry, s, name);
}

ENTRY_CASE(UnixPaths, PathDeletedUnderAListener, kit::kUnix | kit::kStream, 305) {
  kit::Socket first = entry.listener();
  const kit::Address name = kit::local_address(first);
  kit::Pair pair = entry.connected_through(first);
  ASSERT_EQ(unlink(name.path().c_str()), 0);
  EXPECT_CODE(entry.outcome_of_connect(name), WSAECONNREFUSED);
  EXPECT_TRUE(kit::local_address(first).same_as(name)) << "it keeps its name";
  kit::Socket second = entry.open();
  ASSERT_SUCCEEDS(bind_to(second, name));
  ASSERT_SUCCEEDS(listen(second, 1));
  expect_reached(entry, second, name);
  EXPECT_TRUE(kit::send_all(pair.client, "still")) << "connections do not depend on the file";
  EXPECT_EQ(kit::receive_exactly(pair.server, 5), "still");
}

ENTRY_CASE(UnixPaths, NoFolderNoName, kit::kUnix, 1031) {
  const kit::Address name = kit::Address::unix_path(kit::fresh_path() + "/below");
  kit::Socket s = entry.open();
  EXPECT_FAILS(bind_to(s, name), WSAEADDRNOTAVAIL, WSAENETDOWN, WSAEINVAL, WSAEACCES);
  EXPECT_CODE(entry.outcome_of_connect(name), WSAECONNREFUSED, WSAENETDOWN, WSAENETUNREACH, WSAEADDRNOTAVAIL);
}

ENTRY_CASE(UnixPaths, AnyPathOfUtf8, kit::kUnix | kit::kStream, 304, 1032) {
  for (const char* ending :
       {"-with spaces", "-\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80", "-'\"$&;|", "-\\back\\slashes"}) {
    const kit::Address name = kit::Address::unix_path(kit::fresh_path() + ending);
    kit::Socket s = entry.open();
    ASSERT_SUCCEEDS(bind_to(s, name)) << name.text();
    ASSERT_SUCCEEDS(listen(s, 1));
    EXPECT_TRUE(exists(name.path())) << name.path();
    EXPECT_TRUE(kit::local_address(s).same_as(name)) << kit::local_address(s).text();
    expect_reached(entry, s, name);
  }
}

ENTRY_CASE(UnixPaths, RelativePath, kit::kUnix | kit::kStream, 1032) {
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(kit::name_folder());
  const std::string absolute = kit::fresh_path();
  const kit::Address relative = kit::Address::unix_path(std::filesystem::path(absolute).filename().string());
  kit::Socket s = entry.open();
  EXPECT_SUCCEEDS(bind_to(s, relative));
  std::filesystem::current_path(before);
  ASSERT_TRUE(exists(absolute));
  ASSERT_SUCCEEDS(listen(s, 1));
  EXPECT_TRUE(kit::local_address(s).same_as(relative)) << "the name is told as it was given";
  expect_reached(entry, s, kit::Address::unix_path(absolute));
}

// The path ends at its NUL, whatever stands behind it, or where the structure's length says.
ENTRY_CASE(UnixPaths, EndOfThePath, kit::kUnix | kit::kStream, 1031) {
  const std::string path = kit::fresh_path();
  SOCKADDR_UN full{};
  full.sun_family = AF_UNIX;
  std::memset(full.sun_path, 'x', sizeof full.sun_path);
  std::memcpy(full.sun_path, path.c_str(), path.size() + 1);
  kit::Socket terminated = entry.open();
  ASSERT_SUCCEEDS(bind_to(terminated, kit::Address(&full, sizeof full)));
  EXPECT_EQ(kit::local_address(terminated).path(), path);
  ASSERT_SUCCEEDS(listen(terminated, 1));
  expect_reached(entry, terminated, kit::Address::unix_path(path));

  const std::string other = kit::fresh_path();
  std::memset(full.sun_path, 'x', sizeof full.sun_path);
  std::memcpy(full.sun_path, other.data(), other.size());
  kit::Socket counted = entry.open();
  ASSERT_SUCCEEDS(bind_to(counted, kit::Address(&full, kFamilyOnly + static_cast<int>(other.size()))));
  EXPECT_EQ(kit::local_address(counted).path(), other);
  ASSERT_SUCCEEDS(listen(counted, 1));
  expect_reached(entry, counted, kit::Address::unix_path(other));
}

// 108 bytes without a NUL: taken whole or refused, never cut.
ENTRY_CASE(UnixPaths, LongestPath, kit::kUnix | kit::kStream, 304, 1031) {
  std::string path = kit::fresh_path() + "-";
  path.resize(UNIX_PATH_MAX - 1, 'x');
  for (int i = 0; i < 2; ++i) {
    const kit::Address name = kit::Address::unix_path(path);
    kit::Socket s = entry.open();
    if (bind_to(s, name) == SOCKET_ERROR) {
      EXPECT_EQ(path.size(), std::size_t{UNIX_PATH_MAX}) << "a path that leaves room for its NUL fits";
      EXPECT_CODE(WSAGetLastError(), WSAEINVAL, WSAEFAULT);
      EXPECT_FALSE(exists(path));
    } else {
      EXPECT_TRUE(exists(path));
      EXPECT_EQ(kit::local_address(s).path(), path);
      EXPECT_LE(kit::local_address(s).length(), static_cast<int>(sizeof(SOCKADDR_UN)));
      ASSERT_SUCCEEDS(listen(s, 1));
      expect_reached(entry, s, name);
    }
    path += 'y';
  }
}

ENTRY_CASE(UnixPaths, PathTooLong, kit::kUnix, 304, 1031) {
  std::string path = kit::fresh_path() + "-";
  path.resize(sizeof(SOCKADDR_STORAGE) - kFamilyOnly, 'x');
  SOCKADDR_STORAGE storage{};
  storage.ss_family = AF_UNIX;
  std::memcpy(reinterpret_cast<char*>(&storage) + kFamilyOnly, path.data(), path.size());
  const kit::Address name(&storage, sizeof storage);
  kit::Socket s = entry.open();
  EXPECT_FAILS(bind_to(s, name), WSAEFAULT, WSAEINVAL);
  EXPECT_FAILS(connect_to(s, name), WSAEFAULT, WSAEINVAL);
  for (std::size_t size = path.size(); size >= UNIX_PATH_MAX - 2; --size)
    EXPECT_FALSE(exists(path.substr(0, size))) << "it was cut to " << size << " bytes";
}

// No name is a name too: the socket is bound and stays unnamed, so nobody can connect to it.
ENTRY_CASE(UnixPaths, UnnamedBind, kit::kUnix, 304, 1031) {
  const SOCKADDR_UN zeros{AF_UNIX, {}};
  for (const kit::Address& nothing : {kit::Address::unix_unnamed(), kit::Address(&zeros, sizeof zeros)}) {
    kit::Socket s = entry.open();
    ASSERT_SUCCEEDS(bind_to(s, nothing)) << "length " << nothing.length();
    EXPECT_EQ(kit::local_address(s).length(), kFamilyOnly) << kit::local_address(s).text();
    EXPECT_EQ(kit::local_address(s).family(), AF_UNIX);
    EXPECT_FAILS(bind_to(s, entry.loopback()), WSAEINVAL) << "it is bound";
    kit::Socket client = entry.open();
    EXPECT_FAILS(connect_to(client, nothing), WSAEINVAL, WSAEADDRNOTAVAIL, WSAECONNREFUSED);
    // What is bound without a name can be a client.
    const kit::Socket listening = entry.listener();
    EXPECT_SUCCEEDS(connect_to(s, kit::local_address(listening)));
  }
}

// Windows has no abstract names. A bind to one is refused or leaves the socket unnamed, and nothing gets into
// Linux's name space of them, nor is reached there.
ENTRY_CASE(UnixPaths, NoAbstractNames, kit::kUnix | kit::kStream, 304) {
  const std::string text = kit::fresh_path();
  kit::Socket s = entry.open();
  if (bind_to(s, abstract(text)) == 0) {
    EXPECT_EQ(kit::local_address(s).length(), kFamilyOnly);
  } else {
    EXPECT_CODE(WSAGetLastError(), WSAEINVAL, WSAEADDRNOTAVAIL, WSAEFAULT, WSAEOPNOTSUPP);
  }
  EXPECT_FALSE(kit::abstract_name_answers(text));
  const kit::KernelSocket other = kit::kernel_abstract_listener(text + "-linux");
  ASSERT_TRUE(other.valid() && kit::abstract_name_answers(text + "-linux"));
  kit::Socket client = entry.open();
  EXPECT_FAILS(connect_to(client, abstract(text + "-linux")), WSAEINVAL, WSAEADDRNOTAVAIL, WSAECONNREFUSED,
               WSAEOPNOTSUPP);
}
