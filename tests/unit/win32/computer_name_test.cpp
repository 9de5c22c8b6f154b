// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <sys/utsname.h>
#include <windows.h>

#include <cctype>
#include <string>

namespace {

std::string kernel_name() {
  utsname system{};
  uname(&system);
  return system.nodename;
}

std::string host() { return kernel_name().substr(0, kernel_name().find('.')); }

std::string domain() {
  const auto dot = kernel_name().find('.');
  return dot == std::string::npos ? "" : kernel_name().substr(dot + 1);
}

std::string netbios() {
  std::string name = host().substr(0, MAX_COMPUTERNAME_LENGTH);
  for (char& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

std::wstring wide(const std::string& ascii) { return {ascii.begin(), ascii.end()}; }

TEST(ComputerName, IsTheHostsNameInCapitals) {
  char name[MAX_COMPUTERNAME_LENGTH + 1];
  DWORD size = sizeof name;
  ASSERT_TRUE(GetComputerNameA(name, &size));
  EXPECT_EQ(name, netbios());
  EXPECT_EQ(size, netbios().size());

  wchar_t wide_name[MAX_COMPUTERNAME_LENGTH + 1];
  size = MAX_COMPUTERNAME_LENGTH + 1;
  ASSERT_TRUE(GetComputerNameW(wide_name, &size));
  EXPECT_EQ(wide_name, wide(netbios()));
  EXPECT_EQ(size, netbios().size());
}

TEST(ComputerName, BufferTooShort) {
  const auto needed = static_cast<DWORD>(netbios().size() + 1);
  char name[MAX_COMPUTERNAME_LENGTH + 1] = "untouched";
  wchar_t wide_name[MAX_COMPUTERNAME_LENGTH + 1];
  for (const DWORD size : {DWORD{0}, needed - 1}) {
    DWORD narrow_size = size;
    DWORD wide_size = size;
    SetLastError(0);
    EXPECT_FALSE(GetComputerNameA(name, &narrow_size));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_BUFFER_OVERFLOW});
    EXPECT_EQ(narrow_size, needed);
    EXPECT_STREQ(name, "untouched");
    SetLastError(0);
    EXPECT_FALSE(GetComputerNameW(wide_name, &wide_size));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_BUFFER_OVERFLOW});
    EXPECT_EQ(wide_size, needed);
  }
  DWORD size = needed;
  EXPECT_TRUE(GetComputerNameA(name, &size));
  size = 100;
  EXPECT_FALSE(GetComputerNameA(nullptr, &size));
  EXPECT_EQ(size, needed);
}

TEST(ComputerName, SizeIsNull) {
  char name[16];
  wchar_t wide_name[16];
  SetLastError(0);
  EXPECT_FALSE(GetComputerNameA(name, nullptr));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  SetLastError(0);
  EXPECT_FALSE(GetComputerNameW(wide_name, nullptr));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  SetLastError(0);
  EXPECT_FALSE(GetComputerNameExA(ComputerNameDnsHostname, name, nullptr));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
}

struct Kind {
  COMPUTER_NAME_FORMAT format;
  std::string (*expected)();
};

class ComputerNameEx : public testing::TestWithParam<Kind> {};

std::string qualified() { return domain().empty() ? host() : host() + "." + domain(); }

INSTANTIATE_TEST_SUITE_P(
    All, ComputerNameEx,
    testing::Values(Kind{ComputerNameNetBIOS, netbios}, Kind{ComputerNameDnsHostname, host},
                    Kind{ComputerNameDnsDomain, domain}, Kind{ComputerNameDnsFullyQualified, qualified},
                    Kind{ComputerNamePhysicalNetBIOS, netbios}, Kind{ComputerNamePhysicalDnsHostname, host},
                    Kind{ComputerNamePhysicalDnsDomain, domain},
                    Kind{ComputerNamePhysicalDnsFullyQualified, qualified}),
    [](const auto& each) { return "Format" + std::to_string(each.param.format); });

TEST_P(ComputerNameEx, AsksForTheSizeFirst) {
  const std::string expected = GetParam().expected();
  DWORD size = 0;
  SetLastError(0);
  EXPECT_FALSE(GetComputerNameExA(GetParam().format, nullptr, &size));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_MORE_DATA});
  ASSERT_EQ(size, expected.size() + 1);

  std::string name(size, 'x');
  EXPECT_TRUE(GetComputerNameExA(GetParam().format, name.data(), &size));
  EXPECT_EQ(size, expected.size());
  EXPECT_EQ(name.c_str(), expected);

  DWORD wide_size = size;
  std::wstring wide_name(size + 1, L'x');
  SetLastError(0);
  EXPECT_FALSE(GetComputerNameExW(GetParam().format, wide_name.data(), &wide_size));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_MORE_DATA});
  EXPECT_TRUE(GetComputerNameExW(GetParam().format, wide_name.data(), &wide_size));
  EXPECT_EQ(wide_name.c_str(), wide(expected));
  EXPECT_EQ(wide_size, expected.size());
}

TEST(ComputerName, UnknownFormat) {
  char name[100];
  DWORD size = sizeof name;
  for (const int format : {int{ComputerNameMax}, 15}) {
    SetLastError(0);
    EXPECT_FALSE(GetComputerNameExA(static_cast<COMPUTER_NAME_FORMAT>(format), name, &size));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  }
}

TEST(ComputerName, NoBufferMustHaveNoSize) {
  DWORD size = 100;
  SetLastError(0);
  EXPECT_FALSE(GetComputerNameExW(ComputerNameDnsHostname, nullptr, &size));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
}

}  // namespace
