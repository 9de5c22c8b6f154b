// SPDX-License-Identifier: MIT
// WSAAddressToString and WSAStringToAddress: the text is the provider's.
#include "api_fixture.hpp"

#include <cstring>
#include <string>

namespace api_test {
namespace {

using testing::AllOf;
using testing::Field;
using testing::Pointee;
using testing::StrEq;
using testing::Throw;

class AddressString : public ApiTest {
 protected:
  static auto answer(std::wstring text) {
    return [text](LPSOCKADDR, DWORD, LPWSAPROTOCOL_INFOW, LPWSTR string, LPDWORD length, INT* error) -> INT {
      const DWORD room = *length;
      *length = static_cast<DWORD>(text.size() + 1);
      if (room < *length) {
        *error = WSAEFAULT;
        return SOCKET_ERROR;
      }
      std::memcpy(string, text.c_str(), *length * sizeof(WCHAR));
      return 0;
    };
  }
  INT to_text() {
    return WSAAddressToStringA(as_sockaddr(address_), sizeof address_, nullptr, text_, &size_);
  }

  sockaddr_in address_ = ipv4("192.0.2.7", 8080);
  char text_[1024] = "";
  DWORD size_ = sizeof text_;
};

TEST_F(AddressString, ToText) {
  EXPECT_CALL(provider, WSPAddressToString(InetAddress("192.0.2.7", 8080), 16,
                                           Pointee(Field(&WSAPROTOCOL_INFOW::iAddressFamily, AF_INET)),
                                           NotNull(), Pointee(testing::Gt(20u)), NotNull()))
      .WillOnce(answer(L"seven"));
  EXPECT_EQ(to_text(), 0);
  EXPECT_STREQ(text_, "seven");
  EXPECT_EQ(size_, 6u);
  expect_untouched();
}

TEST_F(AddressString, ToWideText) {
  WCHAR wide[32];
  DWORD length = 32;
  EXPECT_CALL(provider, WSPAddressToString).WillOnce(answer(L"seven"));
  EXPECT_EQ(WSAAddressToStringW(as_sockaddr(address_), sizeof address_, nullptr, wide, &length), 0);
  EXPECT_STREQ(wide, L"seven");
  EXPECT_EQ(length, 6u);
}

TEST_F(AddressString, ALongTextIsAskedForOnceMore) {
  const std::wstring text(500, L'x');
  EXPECT_CALL(provider, WSPAddressToString).Times(2).WillRepeatedly(answer(text));
  EXPECT_EQ(to_text(), 0);
  EXPECT_EQ(std::string(text_), std::string(500, 'x'));
}

TEST_F(AddressString, ToTextThatFails) {
  EXPECT_CALL(provider, WSPAddressToString)
      .WillOnce(FailWith(WSAEINVAL))
      .WillOnce(FailWith(0))
      .WillOnce(FailWithoutCode())
      .WillOnce(Throw(std::runtime_error("a problem")));
  for (const int code : {WSAEINVAL, WSASYSCALLFAILURE, WSASYSCALLFAILURE, WSASYSCALLFAILURE}) {
    EXPECT_EQ(to_text(), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), code);
  }
}

TEST_F(AddressString, ToAddress) {
  sockaddr_in found{};
  INT size = sizeof found;
  char text[] = "seven";
  EXPECT_CALL(provider, WSPStringToAddress(StrEq(L"seven"), AF_INET,
                                           Pointee(Field(&WSAPROTOCOL_INFOW::iAddressFamily, AF_INET)),
                                           NotNull(), NotNull(), NotNull()))
      .WillOnce([this](LPWSTR, INT, LPWSAPROTOCOL_INFOW, LPSOCKADDR address, LPINT length, LPINT) {
        EXPECT_GE(*length, int{sizeof address_});
        std::memcpy(address, &address_, sizeof address_);
        *length = sizeof address_;
        return 0;
      });
  EXPECT_EQ(WSAStringToAddressA(text, AF_INET, nullptr, as_sockaddr(found), &size), 0);
  EXPECT_THAT(std::tuple(as_sockaddr(found), size), InetAddress("192.0.2.7", 8080));
  expect_untouched();
}

TEST_F(AddressString, ToAddressThatFails) {
  sockaddr_in found{};
  WCHAR text[] = L"seven";
  EXPECT_CALL(provider, WSPStringToAddress)
      .WillOnce(FailWith(WSAEINVAL))
      .WillOnce(FailWith(0))
      .WillOnce(FailWithoutCode())
      .WillOnce(Throw(std::runtime_error("a problem")));
  for (const int code : {WSAEINVAL, WSASYSCALLFAILURE, WSASYSCALLFAILURE, WSASYSCALLFAILURE}) {
    INT size = sizeof found;
    EXPECT_EQ(WSAStringToAddressW(text, AF_INET, nullptr, as_sockaddr(found), &size), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), code);
  }
}

}  // namespace
}  // namespace api_test
