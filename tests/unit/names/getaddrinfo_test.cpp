// SPDX-License-Identifier: MIT
// getaddrinfo and GetAddrInfoW as a program sees them, with what this machine answers without asking anybody.
#include "winsock_fixture.hpp"

#include <algorithm>
#include <cstring>
#include <set>
#include <string>
#include <vector>

namespace {

struct Result {
  int code = 0;
  PADDRINFOA list = nullptr;

  Result() = default;
  Result(const Result&) = delete;
  Result& operator=(const Result&) = delete;
  ~Result() { freeaddrinfo(list); }

  std::vector<std::string> texts() const {
    std::vector<std::string> all;
    for (auto* info = list; info != nullptr; info = info->ai_next) {
      char text[INET6_ADDRSTRLEN];
      const void* address =
          info->ai_family == AF_INET
              ? static_cast<void*>(&reinterpret_cast<sockaddr_in*>(info->ai_addr)->sin_addr)
              : static_cast<void*>(&reinterpret_cast<sockaddr_in6*>(info->ai_addr)->sin6_addr);
      EXPECT_NE(inet_ntop(info->ai_family, address, text, sizeof text), nullptr);
      all.emplace_back(text);
    }
    return all;
  }

  std::set<std::string> set() const {
    const auto all = texts();
    return {all.begin(), all.end()};
  }
};

struct Ask : Result {
  Ask(const char* node, const char* service, int flags = 0, int family = AF_UNSPEC, int type = 0,
      int protocol = 0) {
    ADDRINFOA hints{};
    hints.ai_flags = flags;
    hints.ai_family = family;
    hints.ai_socktype = type;
    hints.ai_protocol = protocol;
    code = getaddrinfo(node, service, &hints, &list);
  }
};

using Strings = std::vector<std::string>;
using Set = std::set<std::string>;

class AddressesOfName : public Started {};

TEST(AddressesOfNameUnstarted, NeedsWsaStartup19) {
  PADDRINFOA list = nullptr;
  EXPECT_EQ(getaddrinfo("127.0.0.1", "80", nullptr, &list), WSANOTINITIALISED);
  EXPECT_EQ(WSAGetLastError(), WSANOTINITIALISED);
  PADDRINFOW wide = nullptr;
  EXPECT_EQ(GetAddrInfoW(L"127.0.0.1", L"80", nullptr, &wide), WSANOTINITIALISED);
}

TEST_F(AddressesOfName, NeedsANodeOrAService271) {
  PADDRINFOA list = reinterpret_cast<PADDRINFOA>(this);
  EXPECT_EQ(getaddrinfo(nullptr, nullptr, nullptr, &list), WSAHOST_NOT_FOUND);
  EXPECT_EQ(list, nullptr);
  EXPECT_EQ(WSAGetLastError(), WSAHOST_NOT_FOUND);
}

TEST_F(AddressesOfName, UnknownServiceIsAnUnknownType271) {
  EXPECT_EQ(Ask("127.0.0.1", "no-such-service-here").code, WSATYPE_NOT_FOUND);
  EXPECT_EQ(WSAGetLastError(), WSATYPE_NOT_FOUND);
  EXPECT_EQ(Ask("127.0.0.1", "65536").code, WSATYPE_NOT_FOUND);
}

TEST_F(AddressesOfName, NullNodeIsLoopback272) {
  const Ask answer(nullptr, "80");
  ASSERT_EQ(answer.code, 0);
  EXPECT_EQ(answer.set(), (Set{"127.0.0.1", "::1"}));
}

TEST_F(AddressesOfName, NullNodeIsWildcardWhenPassive272) {
  const Ask answer(nullptr, "80", AI_PASSIVE);
  ASSERT_EQ(answer.code, 0);
  EXPECT_EQ(answer.set(), (Set{"0.0.0.0", "::"}));
  const Ask one(nullptr, "80", AI_PASSIVE, AF_INET6);
  ASSERT_EQ(one.code, 0);
  EXPECT_EQ(one.texts(), (Strings{"::"}));
}

TEST_F(AddressesOfName, PassiveMeansNothingForANode272) {
  EXPECT_EQ(Ask("127.0.0.1", "80", AI_PASSIVE).texts(), (Strings{"127.0.0.1"}));
}

TEST_F(AddressesOfName, LocalhostIsLoopback272) {
  for (const char* name : {"localhost", "LocalHost", "localhost.", "nothing.localhost"}) {
    const Ask answer(name, nullptr);
    ASSERT_EQ(answer.code, 0) << name;
    EXPECT_EQ(answer.set(), (Set{"127.0.0.1", "::1"})) << name;
    EXPECT_EQ(Ask(name, nullptr, 0, AF_INET).texts(), (Strings{"127.0.0.1"}));
    EXPECT_EQ(Ask(name, nullptr, 0, AF_INET6).texts(), (Strings{"::1"}));
  }
}

TEST_F(AddressesOfName, ThisComputerHasAllItsAddresses272) {
  char own[256];
  ASSERT_EQ(gethostname(own, sizeof own), 0);
  const Ask empty("", nullptr);
  ASSERT_EQ(empty.code, 0);
  ASSERT_FALSE(empty.texts().empty());
  EXPECT_EQ(Ask("..localmachine", nullptr).texts(), empty.texts());
  EXPECT_EQ(Ask("..LocalMachine", nullptr).texts(), empty.texts());
  EXPECT_EQ(Ask(own, nullptr).texts(), empty.texts());
  // Each of them can be bound here, so it is this computer's.
  for (auto* info = empty.list; info != nullptr; info = info->ai_next) {
    const SOCKET s = socket(info->ai_family, SOCK_DGRAM, 0);
    ASSERT_NE(s, INVALID_SOCKET);
    EXPECT_EQ(bind(s, info->ai_addr, static_cast<int>(info->ai_addrlen)), 0) << WSAGetLastError();
    closesocket(s);
  }
}

TEST_F(AddressesOfName, HintsMayHoldNothingElse273) {
  PADDRINFOA list = nullptr;
  ADDRINFOA hints{};
  hints.ai_addrlen = 1;
  EXPECT_EQ(getaddrinfo("::1", nullptr, &hints, &list), WSANO_RECOVERY);
  hints = {};
  char name[] = "x";
  hints.ai_canonname = name;
  EXPECT_EQ(getaddrinfo("::1", nullptr, &hints, &list), WSANO_RECOVERY);
  hints = {};
  sockaddr address{};
  hints.ai_addr = &address;
  EXPECT_EQ(getaddrinfo("::1", nullptr, &hints, &list), WSANO_RECOVERY);
  hints = {};
  hints.ai_next = &hints;
  EXPECT_EQ(getaddrinfo("::1", nullptr, &hints, &list), WSANO_RECOVERY);
  EXPECT_EQ(WSAGetLastError(), WSANO_RECOVERY);
  hints = {};
  EXPECT_EQ(getaddrinfo("::1", nullptr, &hints, &list), 0);
  freeaddrinfo(list);
}

TEST_F(AddressesOfName, ChecksFlagsFamilyAndType273) {
  EXPECT_EQ(Ask(nullptr, "80", AI_CANONNAME).code, WSANO_RECOVERY);
  EXPECT_EQ(Ask(nullptr, "80", AI_FQDN).code, WSANO_RECOVERY);
  EXPECT_EQ(Ask("::1", nullptr, AI_FQDN | AI_CANONNAME).code, WSAEINVAL);
  EXPECT_EQ(Ask("::1", nullptr, 0x02000000).code, WSAEINVAL);
  EXPECT_EQ(Ask("::1", nullptr, 0x200).code, WSAEINVAL);
  EXPECT_EQ(Ask("::1", nullptr, 0, 10).code, WSAEAFNOSUPPORT);
  EXPECT_EQ(Ask("::1", nullptr, 0, AF_UNIX).code, WSAEAFNOSUPPORT);
  EXPECT_EQ(Ask("::1", nullptr, 0, AF_UNSPEC, SOCK_RDM).code, WSAESOCKTNOSUPPORT);
  EXPECT_EQ(Ask("::1", nullptr, 0, AF_UNSPEC, 77).code, WSAESOCKTNOSUPPORT);
}

TEST_F(AddressesOfName, CanonicalNameIsInTheFirstRecordOnly274) {
  const Ask answer("localhost", nullptr, AI_CANONNAME);
  ASSERT_EQ(answer.code, 0);
  ASSERT_NE(answer.list->ai_canonname, nullptr);
  EXPECT_STREQ(answer.list->ai_canonname, "localhost");
  ASSERT_NE(answer.list->ai_next, nullptr);
  EXPECT_EQ(answer.list->ai_next->ai_canonname, nullptr);
  const Ask numeric("127.0.0.1", nullptr, AI_CANONNAME);
  ASSERT_EQ(numeric.code, 0);
  EXPECT_STREQ(numeric.list->ai_canonname, "127.0.0.1");
  const Ask nameless("localhost", nullptr);
  EXPECT_EQ(nameless.list->ai_canonname, nullptr);
  const Ask complete("localhost", nullptr, AI_FQDN);
  ASSERT_EQ(complete.code, 0);
  EXPECT_STREQ(complete.list->ai_canonname, "localhost");
}

TEST_F(AddressesOfName, NumericHostIsNumeric275) {
  EXPECT_EQ(Ask("localhost", nullptr, AI_NUMERICHOST).code, WSAHOST_NOT_FOUND);
  EXPECT_EQ(Ask("", nullptr, AI_NUMERICHOST).code, WSAHOST_NOT_FOUND);
  EXPECT_EQ(Ask(nullptr, "80", AI_NUMERICHOST).code, WSAHOST_NOT_FOUND);
  EXPECT_EQ(Ask("::1", nullptr, AI_NUMERICHOST, AF_INET).code, WSAHOST_NOT_FOUND);
  EXPECT_EQ(Ask("192.0.2.7", nullptr, AI_NUMERICHOST).texts(), (Strings{"192.0.2.7"}));
  EXPECT_EQ(Ask("2001:db8::7", nullptr, AI_NUMERICHOST).texts(), (Strings{"2001:db8::7"}));
}

TEST_F(AddressesOfName, NumericServiceIsNumeric275) {
  EXPECT_EQ(Ask("127.0.0.1", "http", AI_NUMERICSERV).code, WSAHOST_NOT_FOUND);
  EXPECT_EQ(Ask("127.0.0.1", "80", AI_NUMERICSERV).code, 0);
}

TEST_F(AddressesOfName, MapsIpv4WhenAsked276) {
  EXPECT_EQ(Ask("192.0.2.1", nullptr, AI_V4MAPPED, AF_INET6).texts(), (Strings{"::ffff:192.0.2.1"}));
  EXPECT_EQ(Ask("192.0.2.1", nullptr, AI_V4MAPPED).texts(), (Strings{"192.0.2.1"}));
  EXPECT_EQ(Ask("192.0.2.1", nullptr, AI_V4MAPPED, AF_INET).texts(), (Strings{"192.0.2.1"}));
  EXPECT_EQ(Ask("192.0.2.1", nullptr, 0, AF_INET6).code, WSANO_DATA);
  EXPECT_EQ(Ask("localhost", nullptr, AI_V4MAPPED, AF_INET6).texts(), (Strings{"::1"}));
  EXPECT_EQ(Ask("localhost", nullptr, AI_V4MAPPED | AI_ALL, AF_INET6).set(),
            (Set{"::1", "::ffff:127.0.0.1"}));
  EXPECT_EQ(Ask("localhost", nullptr, AI_ALL, AF_INET6).texts(), (Strings{"::1"}));
}

TEST_F(AddressesOfName, AddrConfigLeavesNumbersAlone277) {
  EXPECT_EQ(Ask("127.0.0.1", nullptr, AI_ADDRCONFIG).code, 0);
  EXPECT_EQ(Ask("2001:db8::1", nullptr, AI_ADDRCONFIG).code, 0);
}

TEST_F(AddressesOfName, OneRecordForEachAddress278) {
  const Ask answer("127.0.0.1", "80");
  ASSERT_EQ(answer.code, 0);
  ASSERT_NE(answer.list, nullptr);
  EXPECT_EQ(answer.list->ai_next, nullptr);
  EXPECT_EQ(answer.list->ai_socktype, 0);
  EXPECT_EQ(answer.list->ai_protocol, 0);
  EXPECT_EQ(answer.list->ai_flags, 0);
  EXPECT_EQ(answer.list->ai_family, AF_INET);
  EXPECT_EQ(answer.list->ai_addrlen, sizeof(sockaddr_in));
  const auto* in = reinterpret_cast<sockaddr_in*>(answer.list->ai_addr);
  EXPECT_EQ(in->sin_family, AF_INET);
  EXPECT_EQ(in->sin_port, htons(80));
  EXPECT_EQ(in->sin_addr.s_addr, htonl(INADDR_LOOPBACK));
}

TEST_F(AddressesOfName, CopiesTypeAndProtocolOfTheHints280) {
  const Ask answer("::1", "443", AI_PASSIVE | AI_NUMERICHOST, AF_INET6, SOCK_DGRAM, IPPROTO_UDP);
  ASSERT_EQ(answer.code, 0);
  EXPECT_EQ(answer.list->ai_socktype, SOCK_DGRAM);
  EXPECT_EQ(answer.list->ai_protocol, IPPROTO_UDP);
  EXPECT_EQ(answer.list->ai_flags, 0);
  EXPECT_EQ(answer.list->ai_family, AF_INET6);
  EXPECT_EQ(answer.list->ai_family, 23);
  EXPECT_EQ(answer.list->ai_addrlen, sizeof(sockaddr_in6));
  const auto* in6 = reinterpret_cast<sockaddr_in6*>(answer.list->ai_addr);
  EXPECT_EQ(in6->sin6_family, 23);
  EXPECT_EQ(in6->sin6_port, htons(443));
  EXPECT_EQ(in6->sin6_flowinfo, 0u);
}

TEST_F(AddressesOfName, KeepsTheScope) {
  const Ask answer("fe80::1%1", nullptr);
  ASSERT_EQ(answer.code, 0);
  EXPECT_EQ(reinterpret_cast<sockaddr_in6*>(answer.list->ai_addr)->sin6_scope_id, 1u);
  const Ask named("fe80::1%lo", nullptr);
  ASSERT_EQ(named.code, 0);
  EXPECT_EQ(reinterpret_cast<sockaddr_in6*>(named.list->ai_addr)->sin6_scope_id, 1u);
}

TEST_F(AddressesOfName, LeavesItsCodeAsTheLastError283) {
  WSASetLastError(WSAEINTR);
  EXPECT_EQ(Ask("127.0.0.1", nullptr).code, 0);
  EXPECT_EQ(WSAGetLastError(), 0);
  EXPECT_EQ(Ask("x", "80", AI_NUMERICHOST).code, WSAHOST_NOT_FOUND);
  EXPECT_EQ(WSAGetLastError(), WSAHOST_NOT_FOUND);
  EXPECT_EQ(static_cast<int>(GetLastError()), WSAHOST_NOT_FOUND);
}

TEST_F(AddressesOfName, AcceptsFlagsForOtherNameSpaces284) {
  const int flags = AI_NON_AUTHORITATIVE | AI_SECURE | AI_RETURN_PREFERRED_NAMES | AI_FILESERVER;
  EXPECT_EQ(Ask("localhost", nullptr, flags).code, 0);
}

TEST_F(AddressesOfName, WideNamesGiveWideNames) {
  ADDRINFOW hints{};
  hints.ai_flags = AI_CANONNAME;
  hints.ai_family = AF_INET;
  PADDRINFOW list = nullptr;
  ASSERT_EQ(GetAddrInfoW(L"localhost", L"8080", &hints, &list), 0);
  EXPECT_STREQ(list->ai_canonname, L"localhost");
  EXPECT_EQ(list->ai_next, nullptr);
  EXPECT_EQ(reinterpret_cast<sockaddr_in*>(list->ai_addr)->sin_port, htons(8080));
  FreeAddrInfoW(list);
  EXPECT_EQ(GetAddrInfoW(nullptr, nullptr, nullptr, &list), WSAHOST_NOT_FOUND);
  EXPECT_EQ(list, nullptr);
  FreeAddrInfoW(nullptr);
}

TEST_F(AddressesOfName, PartsOfAListCanBeFreedApart) {
  PADDRINFOA list = nullptr;
  ASSERT_EQ(getaddrinfo("localhost", nullptr, nullptr, &list), 0);
  ASSERT_NE(list->ai_next, nullptr);
  PADDRINFOA rest = list->ai_next;
  list->ai_next = nullptr;
  freeaddrinfo(list);
  EXPECT_EQ(rest->ai_next, nullptr);
  freeaddrinfo(rest);
  freeaddrinfo(nullptr);
}

TEST_F(AddressesOfName, RefusesBadPointers) {
  const ForbiddenPage page;
  PADDRINFOA list = nullptr;
  EXPECT_EQ(getaddrinfo("::1", nullptr, nullptr, nullptr), WSAEFAULT);
  EXPECT_EQ(getaddrinfo("::1", nullptr, nullptr, page.edge<PADDRINFOA>()), WSAEFAULT);
  EXPECT_EQ(getaddrinfo(page.edge<char>(), nullptr, nullptr, &list), WSAEFAULT);
  EXPECT_EQ(getaddrinfo("::1", page.edge<char>(), nullptr, &list), WSAEFAULT);
  EXPECT_EQ(getaddrinfo("::1", nullptr, page.edge<ADDRINFOA>(), &list), WSAEFAULT);
  EXPECT_EQ(list, nullptr);
}

TEST_F(AddressesOfName, TakesNoNameWithoutEnd) {
  const std::string endless(5000, 'a');
  EXPECT_EQ(Ask(endless.c_str(), nullptr).code, WSAHOST_NOT_FOUND);
  const std::string longer_than_a_host(1100, 'a');
  EXPECT_EQ(Ask(longer_than_a_host.c_str(), nullptr).code, WSAHOST_NOT_FOUND);
  EXPECT_EQ(Ask("127.0.0.1", endless.c_str()).code, WSATYPE_NOT_FOUND);
}

TEST(GaiStrerror, TellsInWords) {
  const std::string narrow = gai_strerrorA(WSAHOST_NOT_FOUND);
  EXPECT_FALSE(narrow.empty());
  EXPECT_NE(narrow, gai_strerrorA(WSATRY_AGAIN));
  EXPECT_EQ(std::wstring(gai_strerrorW(WSAHOST_NOT_FOUND)), std::wstring(narrow.begin(), narrow.end()));
  EXPECT_STRNE(gai_strerror(987654), "");
}

}  // namespace
