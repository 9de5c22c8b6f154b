// SPDX-License-Identifier: MIT
// inet_addr, inet_ntoa, inet_pton, inet_ntop, InetPtonW, InetNtopW. None of these cases calls WSAStartup:
// they work without it (behaviour 19).
#include "winsock_fixture.hpp"

#include <cerrno>
#include <cstring>
#include <string>
#include <thread>

namespace {

u_long dotted(unsigned a, unsigned b, unsigned c, unsigned d) {
  return htonl(a << 24 | b << 16 | c << 8 | d);
}

struct Notation {
  const char* text;
  u_long value;
};

class InetAddr : public ::testing::TestWithParam<Notation> {};

TEST_P(InetAddr, Reads287) { EXPECT_EQ(inet_addr(GetParam().text), GetParam().value) << GetParam().text; }

INSTANTIATE_TEST_SUITE_P(
    Notations, InetAddr,
    ::testing::Values(
        Notation{"4.3.2.16", dotted(4, 3, 2, 16)}, Notation{"004.003.002.020", dotted(4, 3, 2, 16)},
        Notation{"0x4.0x3.0x2.0x10", dotted(4, 3, 2, 16)}, Notation{"4.003.002.0x10", dotted(4, 3, 2, 16)},
        Notation{"0XfF.1.2.3", dotted(255, 1, 2, 3)}, Notation{"1.2", dotted(1, 0, 0, 2)},
        Notation{"1.2.3", dotted(1, 2, 0, 3)}, Notation{"1.2.65535", dotted(1, 2, 255, 255)},
        Notation{"1.16777215", dotted(1, 255, 255, 255)}, Notation{"4294967294", dotted(255, 255, 255, 254)},
        Notation{"0", 0}, Notation{"", 0}, Notation{" ", 0}, Notation{"1.2.3.4 and more", dotted(1, 2, 3, 4)},
        Notation{"255.255.255.255", INADDR_NONE}));

INSTANTIATE_TEST_SUITE_P(
    Refused, InetAddr,
    ::testing::Values(Notation{"256.1.1.1", INADDR_NONE}, Notation{"1.2.3.256", INADDR_NONE},
                      Notation{"1.2.65536", INADDR_NONE}, Notation{"1.16777216", INADDR_NONE},
                      Notation{"4294967296", INADDR_NONE}, Notation{"1.2.3.4.5", INADDR_NONE},
                      Notation{"1.2.3.", INADDR_NONE}, Notation{".1.2.3", INADDR_NONE},
                      Notation{"1..2.3", INADDR_NONE}, Notation{"08.1.1.1", INADDR_NONE},
                      Notation{"0x.1.1.1", INADDR_NONE}, Notation{"-1", INADDR_NONE},
                      Notation{"+1", INADDR_NONE}, Notation{"1.2.3.4x", INADDR_NONE},
                      Notation{"localhost", INADDR_NONE}));

TEST(InetAddrPointer, RefusesBadPointers) {
  const ForbiddenPage page;
  EXPECT_EQ(inet_addr(nullptr), INADDR_NONE);
  EXPECT_EQ(inet_addr(page.edge<char>()), INADDR_NONE);
  char* text = page.edge<char>() - 8;  // its NUL is the last byte that can be read
  std::memcpy(text, "1.2.3.4", 8);
  EXPECT_EQ(inet_addr(text), dotted(1, 2, 3, 4));
  std::memset(text, '1', 8);  // and now there is none
  EXPECT_EQ(inet_addr(text), INADDR_NONE);
}

TEST(InetNtoa, WritesFourNumbers) {
  in_addr address;
  address.s_addr = dotted(192, 0, 2, 1);
  EXPECT_STREQ(inet_ntoa(address), "192.0.2.1");
  address.s_addr = 0xFFFFFFFF;
  EXPECT_STREQ(inet_ntoa(address), "255.255.255.255");
  address.s_addr = 0;
  EXPECT_STREQ(inet_ntoa(address), "0.0.0.0");
  address.s_addr = dotted(10, 100, 5, 99);
  EXPECT_STREQ(inet_ntoa(address), "10.100.5.99");
}

TEST(InetNtoa, HasOneBufferForEachThread) {
  in_addr mine;
  mine.s_addr = dotted(1, 2, 3, 4);
  const char* text = inet_ntoa(mine);
  const char* theirs = nullptr;
  std::string copy;
  std::thread([&] {
    in_addr other;
    other.s_addr = dotted(5, 6, 7, 8);
    theirs = inet_ntoa(other);
    copy = theirs;
  }).join();
  EXPECT_NE(text, theirs);
  EXPECT_EQ(copy, "5.6.7.8");
  EXPECT_STREQ(text, "1.2.3.4");
  EXPECT_EQ(inet_ntoa(mine), text);
}

TEST(TextToAddress, ReadsBothFamilies287) {
  in_addr four;
  EXPECT_EQ(inet_pton(AF_INET, "192.0.2.33", &four), 1);
  EXPECT_EQ(four.s_addr, dotted(192, 0, 2, 33));
  in6_addr six;
  EXPECT_EQ(inet_pton(AF_INET6, "2001:db8::ff00:1", &six), 1);
  const UCHAR expected[16] = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0, 0, 1};
  EXPECT_EQ(std::memcmp(&six, expected, sizeof six), 0);
  EXPECT_EQ(InetPtonW(AF_INET, L"10.1.2.3", &four), 1);
  EXPECT_EQ(four.s_addr, dotted(10, 1, 2, 3));
  EXPECT_EQ(InetPtonA(AF_INET6, "::1", &six), 1);
  EXPECT_TRUE(IN6_IS_ADDR_LOOPBACK(&six));
}

TEST(TextToAddress, IsStrict287) {
  const in_addr untouched = [] {
    in_addr address;
    address.s_addr = 0x11223344;
    return address;
  }();
  in_addr four = untouched;
  for (const char* text :
       {"1.2.3", "1.2", "0x1.2.3.4", "01.2.3.4", "1.2.3.256", " 1.2.3.4", "1.2.3.4 ", "", "::1"}) {
    EXPECT_EQ(inet_pton(AF_INET, text, &four), 0) << text;
  }
  EXPECT_EQ(four.s_addr, untouched.s_addr);
  in6_addr six;
  for (const char* text : {"fe80::1%1", "[::1]", ":::", "1:2:3:4:5:6:7:8:9", "1.2.3.4", "12345::", ""}) {
    EXPECT_EQ(inet_pton(AF_INET6, text, &six), 0) << text;
  }
  EXPECT_EQ(InetPtonW(AF_INET, L"1.2.3.\x0664", &four), 0);  // a digit, but not one of these
}

TEST(TextToAddress, NamesItsErrors287) {
  in6_addr buffer;
  const ForbiddenPage page;
  errno = 77;
  EXPECT_EQ(inet_pton(AF_UNIX, "1.2.3.4", &buffer), -1);
  EXPECT_EQ(WSAGetLastError(), WSAEAFNOSUPPORT);
  EXPECT_EQ(inet_pton(10, "::1", &buffer), -1);  // AF_INET6 of Linux is none of Winsock's
  EXPECT_EQ(WSAGetLastError(), WSAEAFNOSUPPORT);
  WSASetLastError(0);
  EXPECT_EQ(inet_pton(AF_INET, nullptr, &buffer), -1);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
  WSASetLastError(0);
  EXPECT_EQ(InetPtonW(AF_INET, L"1.2.3.4", nullptr), -1);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
  WSASetLastError(0);
  EXPECT_EQ(inet_pton(AF_INET, "1.2.3.4", page.edge<char>() - 3), -1);
  EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
  EXPECT_EQ(errno, 77);
}

struct Form {
  const char* text;
  const char* written;
};

class AddressToText : public ::testing::TestWithParam<Form> {};

TEST_P(AddressToText, Compresses) {
  in6_addr address;
  ASSERT_EQ(inet_pton(AF_INET6, GetParam().text, &address), 1);
  char text[INET6_ADDRSTRLEN];
  ASSERT_EQ(inet_ntop(AF_INET6, &address, text, sizeof text), text);
  EXPECT_STREQ(text, GetParam().written);
  WCHAR wide[INET6_ADDRSTRLEN];
  ASSERT_EQ(InetNtopW(AF_INET6, &address, wide, INET6_ADDRSTRLEN), wide);
  EXPECT_EQ(std::wstring(wide), std::wstring(text, text + std::strlen(text)));
}

INSTANTIATE_TEST_SUITE_P(
    Rfc5952, AddressToText,
    ::testing::Values(Form{"0:0:0:0:0:0:0:0", "::"}, Form{"0::1", "::1"},
                      Form{"2001:0DB8:0:0:8:0800:200C:417A", "2001:db8::8:800:200c:417a"},
                      Form{"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
                      Form{"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
                      Form{"::ffff:192.0.2.1", "::ffff:192.0.2.1"}, Form{"ff02::1", "ff02::1"}));

TEST(AddressToTextBuffer, NeedsRoomForTheNul) {
  in_addr address;
  address.s_addr = dotted(1, 2, 3, 4);
  char text[16];
  EXPECT_EQ(inet_ntop(AF_INET, &address, text, 8), text);
  EXPECT_STREQ(text, "1.2.3.4");
  EXPECT_EQ(inet_ntop(AF_INET, &address, text, 7), nullptr);
  EXPECT_EQ(WSAGetLastError(), ERROR_INVALID_PARAMETER);
  WSASetLastError(0);
  EXPECT_EQ(inet_ntop(AF_INET, &address, nullptr, 16), nullptr);
  EXPECT_EQ(WSAGetLastError(), ERROR_INVALID_PARAMETER);
  WSASetLastError(0);
  EXPECT_EQ(inet_ntop(AF_INET, nullptr, text, sizeof text), nullptr);
  EXPECT_EQ(WSAGetLastError(), ERROR_INVALID_PARAMETER);
  EXPECT_EQ(inet_ntop(AF_IPX, &address, text, sizeof text), nullptr);
  EXPECT_EQ(WSAGetLastError(), WSAEAFNOSUPPORT);
  WCHAR wide[8];
  EXPECT_EQ(InetNtopW(AF_INET, &address, wide, 8), wide);  // characters, not bytes
  EXPECT_EQ(InetNtopW(AF_INET, &address, wide, 7), nullptr);
}

}  // namespace
