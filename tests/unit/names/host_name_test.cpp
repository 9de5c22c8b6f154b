// SPDX-License-Identifier: MIT
#include "winsock_fixture.hpp"

#include <sys/utsname.h>

#include <string>
#include <vector>

namespace {

class HostName : public Started {
 protected:
  static std::string own() {
    utsname system{};
    EXPECT_EQ(uname(&system), 0);
    return system.nodename;
  }
};

TEST(HostNameUnstarted, NeedsWsaStartup19) {
  char name[256];
  WCHAR wide[256];
  EXPECT_EQ(gethostname(name, sizeof name), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
  WSASetLastError(0);
  EXPECT_EQ(GetHostNameW(wide, 256), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
}

TEST_F(HostName, IsThisComputers) {
  char name[256];
  ASSERT_EQ(gethostname(name, sizeof name), 0);
  EXPECT_EQ(name, own());
  WCHAR wide[256];
  ASSERT_EQ(GetHostNameW(wide, 256), 0);
  EXPECT_EQ(std::wstring(wide), std::wstring(name, name + std::string(name).size()));
}

TEST_F(HostName, NeedsRoomForTheNul) {
  const auto size = static_cast<int>(own().size());
  std::vector<char> name(own().size() + 1);
  EXPECT_EQ(gethostname(name.data(), size + 1), 0);
  EXPECT_EQ(gethostname(name.data(), size), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
  WSASetLastError(0);
  EXPECT_EQ(gethostname(nullptr, 256), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
  EXPECT_EQ(gethostname(name.data(), 0), SOCKET_ERROR);
  EXPECT_EQ(gethostname(name.data(), -1), SOCKET_ERROR);
  const ForbiddenPage page;
  EXPECT_EQ(gethostname(page.edge<char>(), 256), SOCKET_ERROR);
  std::vector<WCHAR> wide(own().size() + 1);
  EXPECT_EQ(GetHostNameW(wide.data(), size + 1), 0);
  EXPECT_EQ(GetHostNameW(wide.data(), size), SOCKET_ERROR);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
}

TEST_F(HostName, CanBeLookedUp) {
  char name[256];
  ASSERT_EQ(gethostname(name, sizeof name), 0);
  const hostent* host = gethostbyname(name);
  ASSERT_NE(host, nullptr) << WSAGetLastError();
  EXPECT_STREQ(host->h_name, name);
  EXPECT_EQ(host->h_addrtype, AF_INET);
}

}  // namespace
