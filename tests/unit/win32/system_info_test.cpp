// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <unistd.h>
#include <windows.h>

#include <bitset>
#include <cstdint>
#include <cstring>

namespace {

TEST(SystemInfo, DescribesThisMachine) {
  SYSTEM_INFO info;
  std::memset(&info, 0xEE, sizeof info);
  GetSystemInfo(&info);
  EXPECT_EQ(info.dwPageSize, static_cast<DWORD>(sysconf(_SC_PAGESIZE)));
  EXPECT_EQ(info.dwNumberOfProcessors, static_cast<DWORD>(sysconf(_SC_NPROCESSORS_ONLN)));
  EXPECT_EQ(std::bitset<64>(info.dwActiveProcessorMask).count(), info.dwNumberOfProcessors);
  EXPECT_EQ(info.dwAllocationGranularity, 65536U);
  EXPECT_EQ(info.dwAllocationGranularity % info.dwPageSize, 0U);
  EXPECT_EQ(info.wReserved, 0);
#if defined(__x86_64__)
  EXPECT_EQ(info.wProcessorArchitecture, PROCESSOR_ARCHITECTURE_AMD64);
  EXPECT_EQ(info.dwProcessorType, 8664U);
  EXPECT_GE(info.wProcessorLevel, 6);
#elif defined(__aarch64__)
  EXPECT_EQ(info.wProcessorArchitecture, PROCESSOR_ARCHITECTURE_ARM64);
#endif
}

TEST(SystemInfo, AddressesOfTheProgramLieInTheRange) {
  SYSTEM_INFO info;
  GetSystemInfo(&info);
  static int global;
  int local = 0;
  for (const void* address : {static_cast<void*>(&global), static_cast<void*>(&local)}) {
    EXPECT_GE(reinterpret_cast<std::uintptr_t>(address),
              reinterpret_cast<std::uintptr_t>(info.lpMinimumApplicationAddress));
    EXPECT_LE(reinterpret_cast<std::uintptr_t>(address),
              reinterpret_cast<std::uintptr_t>(info.lpMaximumApplicationAddress));
  }
}

TEST(SystemInfo, NullIsIgnored) { GetSystemInfo(nullptr); }

TEST(Version, IsWindows10) {
  OSVERSIONINFOA version;
  std::memset(&version, 0xEE, sizeof version);
  version.dwOSVersionInfoSize = sizeof version;
  ASSERT_TRUE(GetVersionExA(&version));
  EXPECT_EQ(version.dwOSVersionInfoSize, sizeof version);
  EXPECT_EQ(version.dwMajorVersion, 10U);
  EXPECT_EQ(version.dwMinorVersion, 0U);
  EXPECT_GE(version.dwBuildNumber, 10240U);
  EXPECT_EQ(version.dwPlatformId, DWORD{VER_PLATFORM_WIN32_NT});
  EXPECT_STREQ(version.szCSDVersion, "");
}

TEST(Version, LongRecord) {
  OSVERSIONINFOEXA version;
  std::memset(&version, 0xEE, sizeof version);
  version.dwOSVersionInfoSize = sizeof version;
  ASSERT_TRUE(GetVersionExA(reinterpret_cast<OSVERSIONINFOA*>(&version)));
  EXPECT_EQ(version.dwOSVersionInfoSize, sizeof version);
  EXPECT_EQ(version.dwMajorVersion, 10U);
  EXPECT_EQ(version.wProductType, VER_NT_WORKSTATION);
  EXPECT_EQ(version.wServicePackMajor, 0);
  EXPECT_EQ(version.wSuiteMask, 0);
}

// The short form leaves what lies behind it alone.
TEST(Version, WritesNoMoreThanItsSize) {
  OSVERSIONINFOEXA version;
  std::memset(&version, 0xEE, sizeof version);
  version.dwOSVersionInfoSize = sizeof(OSVERSIONINFOA);
  ASSERT_TRUE(GetVersionExA(reinterpret_cast<OSVERSIONINFOA*>(&version)));
  EXPECT_EQ(version.wServicePackMajor, 0xEEEE);
}

TEST(Version, OtherSizesAreRefused) {
  OSVERSIONINFOEXA version{};
  for (const DWORD size : {DWORD{0}, DWORD{sizeof(OSVERSIONINFOA) - 1}, DWORD{sizeof version + 1}}) {
    version.dwOSVersionInfoSize = size;
    SetLastError(0);
    EXPECT_FALSE(GetVersionExA(reinterpret_cast<OSVERSIONINFOA*>(&version)));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INSUFFICIENT_BUFFER});
    EXPECT_EQ(version.dwMajorVersion, 0U);
  }
  SetLastError(0);
  EXPECT_FALSE(GetVersionExA(nullptr));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOACCESS});
}

}  // namespace
