// SPDX-License-Identifier: MIT
// Section 20: getaddrinfo and its family. Only names that need no network.
#include <windows.h>
#include <ws2tcpip.h>

#include <cstring>

#include "kit/case.hpp"

namespace {

// The records of a look-up and its code.
struct Lookup {
  int code = 0;
  addrinfo* list = nullptr;
  Lookup(const char* node, const char* service, const addrinfo* hints) {
    code = getaddrinfo(node, service, hints, &list);
  }
  ~Lookup() {
    if (list != nullptr) freeaddrinfo(list);
  }
  Lookup(const Lookup&) = delete;
  Lookup& operator=(const Lookup&) = delete;
  [[nodiscard]] int count() const {
    int n = 0;
    for (const addrinfo* one = list; one != nullptr; one = one->ai_next) ++n;
    return n;
  }
  [[nodiscard]] kit::Address first() const { return {list->ai_addr, static_cast<int>(list->ai_addrlen)}; }
};

addrinfo hints_for(int family, int type = 0, int protocol = 0, int flags = 0) {
  addrinfo hints{};
  hints.ai_family = family;
  hints.ai_socktype = type;
  hints.ai_protocol = protocol;
  hints.ai_flags = flags;
  return hints;
}

const char kNoSuchHost[] = "no-such-host.invalid";

}  // namespace

API_CASE(Names, NothingAsked, 271) {
  const Lookup lookup(nullptr, nullptr, nullptr);
  EXPECT_CODE(lookup.code, WSAHOST_NOT_FOUND);
}

API_CASE(Names, UnknownService, 271) {
  const addrinfo hints = hints_for(AF_INET, SOCK_STREAM);
  const Lookup lookup("127.0.0.1", "no-such-service-here", &hints);
  EXPECT_CODE(lookup.code, WSATYPE_NOT_FOUND);
}

API_CASE(Names, NoNode, 272) {
  const addrinfo hints = hints_for(AF_INET, SOCK_STREAM);
  const Lookup loopback(nullptr, "80", &hints);
  ASSERT_EQ(loopback.code, 0);
  EXPECT_TRUE(loopback.first().same_as(kit::Address::inet(INADDR_LOOPBACK, 80)));
  const addrinfo passive = hints_for(AF_INET, SOCK_STREAM, 0, AI_PASSIVE);
  const Lookup wildcard(nullptr, "80", &passive);
  ASSERT_EQ(wildcard.code, 0);
  EXPECT_TRUE(wildcard.first().same_as(kit::Address::inet(INADDR_ANY, 80)));
}

API_CASE(Names, LocalMachine, 272) {
  for (const char* node : {"", "..localmachine"}) {
    const addrinfo hints = hints_for(AF_INET, SOCK_STREAM);
    const Lookup lookup(node, nullptr, &hints);
    EXPECT_EQ(lookup.code, 0) << '"' << node << "\": " << kit::error_name(lookup.code);
    EXPECT_GE(lookup.count(), 1);
  }
  const addrinfo hints = hints_for(AF_INET, SOCK_STREAM);
  const Lookup lookup("localhost", nullptr, &hints);
  ASSERT_EQ(lookup.code, 0);
  EXPECT_TRUE(lookup.first().same_host(kit::Address::inet(INADDR_LOOPBACK)));
}

API_CASE(Names, HintsMustBeClean, 273) {
  addrinfo hints = hints_for(AF_INET);
  hints.ai_addrlen = 1;
  EXPECT_CODE(Lookup("127.0.0.1", nullptr, &hints).code, WSANO_RECOVERY);
  hints = hints_for(AF_INET);
  char name[] = "x";
  hints.ai_canonname = name;
  EXPECT_CODE(Lookup("127.0.0.1", nullptr, &hints).code, WSANO_RECOVERY);
  hints = hints_for(AF_INET);
  addrinfo next{};
  hints.ai_next = &next;
  EXPECT_CODE(Lookup("127.0.0.1", nullptr, &hints).code, WSANO_RECOVERY);
  hints = hints_for(AF_INET, 0, 0, AI_CANONNAME);
  EXPECT_CODE(Lookup(nullptr, "80", &hints).code, WSANO_RECOVERY);
  hints = hints_for(AF_INET, 0, 0, 0x40000000);
  EXPECT_CODE(Lookup("127.0.0.1", nullptr, &hints).code, WSAEINVAL);
}

API_CASE(Names, UnknownFamilyAndType, 273) {
  addrinfo hints = hints_for(77);
  EXPECT_CODE(Lookup("127.0.0.1", nullptr, &hints).code, WSAEAFNOSUPPORT);
  hints = hints_for(AF_INET, 77);
  EXPECT_CODE(Lookup("127.0.0.1", nullptr, &hints).code, WSAESOCKTNOSUPPORT);
}

API_CASE(Names, CanonicalName, 274) {
  const addrinfo hints = hints_for(AF_INET, SOCK_STREAM, 0, AI_CANONNAME);
  const Lookup lookup("127.0.0.1", nullptr, &hints);
  ASSERT_EQ(lookup.code, 0);
  for (const addrinfo* one = lookup.list->ai_next; one != nullptr; one = one->ai_next)
    EXPECT_EQ(one->ai_canonname, nullptr);
  const addrinfo both = hints_for(AF_INET, SOCK_STREAM, 0, AI_CANONNAME | AI_FQDN);
  EXPECT_CODE(Lookup("127.0.0.1", nullptr, &both).code, WSAEINVAL);
}

API_CASE(Names, NumericOnly, 275) {
  const addrinfo hints = hints_for(AF_UNSPEC, SOCK_STREAM, 0, AI_NUMERICHOST);
  EXPECT_CODE(Lookup("localhost", nullptr, &hints).code, WSAHOST_NOT_FOUND);
  const Lookup six("::1", "9", &hints);
  ASSERT_EQ(six.code, 0);
  EXPECT_TRUE(six.first().same_as(kit::Address::inet6("::1", 9)));
  const addrinfo mismatch = hints_for(AF_INET, SOCK_STREAM, 0, AI_NUMERICHOST);
  EXPECT_CODE(Lookup("::1", nullptr, &mismatch).code, WSAHOST_NOT_FOUND, WSANO_DATA);
}

API_CASE(Names, MappedAddresses, 276) {
  const addrinfo hints = hints_for(AF_INET6, SOCK_STREAM, 0, AI_V4MAPPED);
  const Lookup lookup("127.0.0.1", "9", &hints);
  ASSERT_EQ(lookup.code, 0) << kit::error_name(lookup.code);
  EXPECT_TRUE(lookup.first().same_as(kit::Address::inet6("::ffff:127.0.0.1", 9))) << lookup.first().text();
  const addrinfo ignored = hints_for(AF_INET, SOCK_STREAM, 0, AI_V4MAPPED | AI_ALL);
  const Lookup plain("127.0.0.1", nullptr, &ignored);
  ASSERT_EQ(plain.code, 0);
  EXPECT_EQ(plain.first().family(), AF_INET);
}

API_CASE(Names, OneRecordPerAddress, 278, 280) {
  const addrinfo hints = hints_for(AF_INET);
  const Lookup open("127.0.0.1", "9", &hints);
  ASSERT_EQ(open.code, 0);
  EXPECT_EQ(open.count(), 1);
  EXPECT_EQ(open.list->ai_socktype, 0);
  EXPECT_EQ(open.list->ai_protocol, 0);
  const addrinfo udp = hints_for(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
  const Lookup given("127.0.0.1", "9", &udp);
  ASSERT_EQ(given.code, 0);
  EXPECT_EQ(given.list->ai_socktype, SOCK_DGRAM);
  EXPECT_EQ(given.list->ai_protocol, IPPROTO_UDP);
}

API_CASE(Names, ServiceNames, 279) {
  const addrinfo hints = hints_for(AF_INET);
  const Lookup lookup("127.0.0.1", "http", &hints);
  if (lookup.code == WSATYPE_NOT_FOUND) throw kit::Unavailable("this machine has no services file");
  ASSERT_EQ(lookup.code, 0) << kit::error_name(lookup.code);
  for (const addrinfo* one = lookup.list; one != nullptr; one = one->ai_next) {
    EXPECT_EQ(kit::Address(one->ai_addr, static_cast<int>(one->ai_addrlen)).port(), 80);
    EXPECT_TRUE(one->ai_socktype == SOCK_STREAM || one->ai_socktype == SOCK_DGRAM) << one->ai_socktype;
  }
}

API_CASE(Names, CodeIsLeftInTheSlot, 283) {
  WSASetLastError(5);
  const Lookup lookup(nullptr, nullptr, nullptr);
  EXPECT_EQ(WSAGetLastError(), lookup.code);
}

API_CASE(Names, BadPointers, 1023) {
  EXPECT_CODE(getaddrinfo("127.0.0.1", nullptr, nullptr, nullptr), WSAEFAULT, WSAEINVAL);
  freeaddrinfo(nullptr);
  EXPECT_FAILS(gethostname(nullptr, 10), WSAEFAULT);
  char one = 0;
  EXPECT_FAILS(gethostname(&one, 1), WSAEFAULT);
  EXPECT_FAILS(static_cast<const void*>(getservbyname(nullptr, "tcp")), WSAEFAULT, WSAEINVAL,
               WSAHOST_NOT_FOUND, WSANO_DATA);
  EXPECT_FAILS(static_cast<const void*>(getprotobyname(nullptr)), WSAEFAULT, WSAEINVAL, WSAHOST_NOT_FOUND,
               WSANO_DATA);
  EXPECT_FAILS(static_cast<const void*>(gethostbyaddr(nullptr, 4, AF_INET)), WSAEFAULT);
}

API_CASE(Names, ReverseLookup, 286) {
  const kit::Address nobody = kit::Address::inet(0xCB007107U, 40001);
  char host[NI_MAXHOST], service[NI_MAXSERV];
  EXPECT_EQ(getnameinfo(nobody.data(), nobody.length(), host, sizeof host, service, sizeof service,
                        NI_NUMERICHOST | NI_NUMERICSERV),
            0);
  EXPECT_STREQ(host, "203.0.113.7");
  EXPECT_STREQ(service, "40001");
  EXPECT_EQ(getnameinfo(nobody.data(), nobody.length(), nullptr, 0, service, sizeof service, 0), 0);
  EXPECT_STREQ(service, "40001") << "an unknown port gives its number";
  EXPECT_CODE(getnameinfo(nobody.data(), nobody.length(), nullptr, 0, nullptr, 0, 0), WSAEINVAL,
              WSAHOST_NOT_FOUND);
  EXPECT_CODE(getnameinfo(nobody.data(), nobody.length(), host, 4, nullptr, 0, NI_NUMERICHOST), WSAEFAULT);
  EXPECT_CODE(getnameinfo(nobody.data(), 4, host, sizeof host, nullptr, 0, NI_NUMERICHOST), WSAEFAULT);
}

API_CASE(Names, TextToAddress, 287) {
  in_addr four{};
  in6_addr six{};
  EXPECT_EQ(inet_pton(AF_INET, "192.0.2.1", &four), 1);
  EXPECT_EQ(four.s_addr, htonl(0xC0000201U));
  for (const char* bad : {"", "1.2", "256.1.1.1", "1.2.3.4.5", "1.2.3.4 ", "0x1.2.3.4"}) {
    EXPECT_EQ(inet_pton(AF_INET, bad, &four), 0) << bad;
  }
  EXPECT_EQ(inet_pton(AF_INET6, "::1", &six), 1);
  for (const char* bad : {"", ":::", "1::2::3", "::1%1", "12345::"})
    EXPECT_EQ(inet_pton(AF_INET6, bad, &six), 0) << bad;
  EXPECT_FAILS(inet_pton(77, "1.2.3.4", &four), WSAEAFNOSUPPORT);
  EXPECT_FAILS(inet_pton(AF_INET, nullptr, &four), WSAEFAULT);
}

API_CASE(Names, AddressToText, 287) {
  in_addr four{};
  four.s_addr = htonl(0xC0000201U);
  char text[INET6_ADDRSTRLEN];
  EXPECT_STREQ(inet_ntop(AF_INET, &four, text, sizeof text), "192.0.2.1");
  EXPECT_FAILS(static_cast<const void*>(inet_ntop(AF_INET, &four, text, 4)), ERROR_INVALID_PARAMETER);
  EXPECT_FAILS(static_cast<const void*>(inet_ntop(77, &four, text, sizeof text)), WSAEAFNOSUPPORT);
  EXPECT_STREQ(inet_ntop(AF_INET6, &in6addr_loopback, text, sizeof text), "::1");
}

API_CASE(Names, OldTextToAddress, 287) {
  EXPECT_EQ(inet_addr(""), 0U);
  EXPECT_EQ(inet_addr("1.2"), htonl(0x01000002U));
  EXPECT_EQ(inet_addr("1.2.3"), htonl(0x01020003U));
  EXPECT_EQ(inet_addr("0x7f.1"), htonl(INADDR_LOOPBACK));
  EXPECT_EQ(inet_addr("017700000001"), htonl(INADDR_LOOPBACK));
  EXPECT_EQ(inet_addr("256.1.1.1"), INADDR_NONE);
  EXPECT_EQ(inet_addr("hello"), INADDR_NONE);
}

API_CASE(Names, AddressStrings, 288) {
  const auto text_of = [](const kit::Address& address) {
    char text[128] = "";
    DWORD length = sizeof text;
    kit::Address copy = address;
    EXPECT_SUCCEEDS(
        WSAAddressToStringA(copy.data(), static_cast<DWORD>(copy.length()), nullptr, text, &length));
    EXPECT_EQ(length, std::strlen(text) + 1);
    return std::string(text);
  };
  EXPECT_EQ(text_of(kit::Address::inet(0xC0000201U)), "192.0.2.1");
  EXPECT_EQ(text_of(kit::Address::inet(0xC0000201U, 80)), "192.0.2.1:80");
  EXPECT_EQ(text_of(kit::Address::inet6("2001:db8::1")), "2001:db8::1");
  EXPECT_EQ(text_of(kit::Address::inet6("2001:db8::1", 443)), "[2001:db8::1]:443");
}

API_CASE(Names, AddressStringsBackAgain, 288) {
  const auto parsed = [](const char* text, int family) {
    std::string copy = text;
    SOCKADDR_STORAGE storage{};
    int length = sizeof storage;
    const int result =
        WSAStringToAddressA(copy.data(), family, nullptr, reinterpret_cast<sockaddr*>(&storage), &length);
    return result == 0 ? kit::Address(&storage, length) : kit::Address();
  };
  EXPECT_TRUE(parsed("192.0.2.1:80", AF_INET).same_as(kit::Address::inet(0xC0000201U, 80)));
  EXPECT_TRUE(parsed("192.0.2.1", AF_INET).same_as(kit::Address::inet(0xC0000201U)));
  EXPECT_TRUE(parsed("[2001:db8::1]:443", AF_INET6).same_as(kit::Address::inet6("2001:db8::1", 443)));
  EXPECT_TRUE(parsed("2001:db8::1", AF_INET6).same_as(kit::Address::inet6("2001:db8::1")));
  char bad[] = "not an address";
  SOCKADDR_STORAGE storage{};
  int length = sizeof storage;
  EXPECT_FAILS(WSAStringToAddressA(bad, AF_INET, nullptr, reinterpret_cast<sockaddr*>(&storage), &length),
               WSAEINVAL);
  char good[] = "192.0.2.1";
  length = 4;
  EXPECT_FAILS(WSAStringToAddressA(good, AF_INET, nullptr, reinterpret_cast<sockaddr*>(&storage), &length),
               WSAEFAULT);
  EXPECT_EQ(length, static_cast<int>(sizeof(sockaddr_in))) << "the needed length is told";
}

API_CASE(Names, WideStrings, 288, 282) {
  kit::Address address = kit::Address::inet(0xC0000201U, 80);
  WCHAR wide[64] = L"";
  DWORD length = 4;
  EXPECT_FAILS(
      WSAAddressToStringW(address.data(), static_cast<DWORD>(address.length()), nullptr, wide, &length),
      WSAEFAULT);
  EXPECT_EQ(length, 13U) << "the needed number of characters is told";
  ASSERT_SUCCEEDS(
      WSAAddressToStringW(address.data(), static_cast<DWORD>(address.length()), nullptr, wide, &length));
  EXPECT_EQ(std::wstring(wide), L"192.0.2.1:80");
  ADDRINFOW* list = nullptr;
  ASSERT_EQ(GetAddrInfoW(L"127.0.0.1", L"9", nullptr, &list), 0);
  EXPECT_EQ(list->ai_family, AF_INET);
  FreeAddrInfoW(list);
}

API_CASE(Names, HostName, 1027) {
  char name[256] = "";
  ASSERT_SUCCEEDS(gethostname(name, sizeof name));
  EXPECT_NE(name[0], '\0');
}

API_CASE(Names, HostRecords, 1027) {
  const hostent* host = gethostbyname("localhost");
  ASSERT_NE(host, nullptr) << kit::error_name(WSAGetLastError());
  EXPECT_EQ(host->h_addrtype, AF_INET);
  EXPECT_EQ(host->h_length, 4);
  ASSERT_NE(host->h_addr_list[0], nullptr);
  u_long address = 0;
  std::memcpy(&address, host->h_addr_list[0], 4);
  EXPECT_EQ(address, htonl(INADDR_LOOPBACK));
  EXPECT_FAILS(static_cast<const void*>(gethostbyname(kNoSuchHost)), WSAHOST_NOT_FOUND, WSATRY_AGAIN,
               WSANO_DATA, WSANO_RECOVERY);
}

API_CASE(Names, ServiceAndProtocolRecords, 1027) {
  const protoent* protocol = getprotobyname("tcp");
  if (protocol == nullptr) throw kit::Unavailable("this machine has no protocols file");
  EXPECT_EQ(protocol->p_proto, IPPROTO_TCP);
  EXPECT_NE(getprotobynumber(IPPROTO_UDP), nullptr);
  EXPECT_FAILS(static_cast<const void*>(getprotobynumber(9999)), WSANO_DATA, WSAHOST_NOT_FOUND);
  const servent* service = getservbyname("http", "tcp");
  if (service == nullptr) throw kit::Unavailable("this machine has no services file");
  EXPECT_EQ(ntohs(static_cast<u_short>(service->s_port)), 80);
  EXPECT_NE(getservbyport(htons(80), "tcp"), nullptr);
  EXPECT_FAILS(static_cast<const void*>(getservbyname("no-such-service-here", nullptr)), WSANO_DATA,
               WSAHOST_NOT_FOUND);
}
