// SPDX-License-Identifier: MIT
// GetSystemInfo and GetVersionExA.
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "sysinfoapi.h"
#include "win32/guard.hpp"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace {

using wosa::runtime::fail;

// Windows' allocation granularity; a multiple of every page size of Linux, so it is a right answer here too.
constexpr DWORD kGranularity = 0x10000;

// The addresses that a program can have; the lowest is the kernel's usual vm.mmap_min_addr.
constexpr std::uintptr_t kLowestAddress = 0x10000;
#if defined(__x86_64__)
constexpr std::uintptr_t kHighestAddress = 0x7FFFFFFFEFFF;
constexpr WORD kArchitecture = PROCESSOR_ARCHITECTURE_AMD64;
constexpr DWORD kProcessorType = 8664;
#elif defined(__aarch64__)
constexpr std::uintptr_t kHighestAddress = 0xFFFFFFFFEFFF;
constexpr WORD kArchitecture = PROCESSOR_ARCHITECTURE_ARM64;
constexpr DWORD kProcessorType = 0;
#else
constexpr std::uintptr_t kHighestAddress = UINTPTR_MAX / 2;
constexpr WORD kArchitecture = PROCESSOR_ARCHITECTURE_UNKNOWN;
constexpr DWORD kProcessorType = 0;
#endif

struct ProcessorVersion {
  WORD level = 0;     // x86: the family
  WORD revision = 0;  // x86: model in the high byte, stepping in the low one
};

ProcessorVersion processor_version() noexcept {
#if defined(__x86_64__)
  unsigned eax = 0;
  unsigned ebx = 0;
  unsigned ecx = 0;
  unsigned edx = 0;
  if (__get_cpuid(1, &eax, &ebx, &ecx, &edx) == 0) return {};
  unsigned family = eax >> 8 & 0xF;
  unsigned model = eax >> 4 & 0xF;
  if (family == 6 || family == 15) model |= eax >> 12 & 0xF0;
  if (family == 15) family += eax >> 20 & 0xFF;
  return {static_cast<WORD>(family), static_cast<WORD>(model << 8 | (eax & 0xF))};
#else
  return {};
#endif
}

// Windows 10 in the release whose ws2_32.dll has what this library offers (AF_UNIX, TCP_INFO).
constexpr DWORD kMajor = 10;
constexpr DWORD kMinor = 0;
constexpr DWORD kBuild = 19041;

}  // namespace

VOID WINAPI GetSystemInfo(LPSYSTEM_INFO lpSystemInfo) {
  if (lpSystemInfo == nullptr) return;
  const long online = sysconf(_SC_NPROCESSORS_ONLN);
  const long page = sysconf(_SC_PAGESIZE);
  // A mask has 64 places; Windows too reports no more than one group of processors here.
  const auto processors = static_cast<DWORD>(std::clamp(online, 1L, 64L));
  const ProcessorVersion version = processor_version();

  SYSTEM_INFO info{};
  info.wProcessorArchitecture = kArchitecture;
  info.dwPageSize = page > 0 ? static_cast<DWORD>(page) : 4096;
  info.lpMinimumApplicationAddress = reinterpret_cast<void*>(kLowestAddress);
  info.lpMaximumApplicationAddress = reinterpret_cast<void*>(kHighestAddress);
  info.dwActiveProcessorMask = processors == 64 ? ~DWORD_PTR{0} : (DWORD_PTR{1} << processors) - 1;
  info.dwNumberOfProcessors = processors;
  info.dwProcessorType = kProcessorType;
  info.dwAllocationGranularity = kGranularity;
  info.wProcessorLevel = version.level;
  info.wProcessorRevision = version.revision;
  *lpSystemInfo = info;
}

BOOL WINAPI GetVersionExA(LPOSVERSIONINFOA lpVersionInformation) {
  if (lpVersionInformation == nullptr) return fail(ERROR_NOACCESS, FALSE);
  const DWORD size = lpVersionInformation->dwOSVersionInfoSize;
  if (size != sizeof(OSVERSIONINFOA) && size != sizeof(OSVERSIONINFOEXA)) {
    return fail(ERROR_INSUFFICIENT_BUFFER, FALSE);
  }
  // The longer record begins with the members of the shorter one.
  OSVERSIONINFOEXA version{};
  version.dwOSVersionInfoSize = size;
  version.dwMajorVersion = kMajor;
  version.dwMinorVersion = kMinor;
  version.dwBuildNumber = kBuild;
  version.dwPlatformId = VER_PLATFORM_WIN32_NT;
  version.wProductType = VER_NT_WORKSTATION;
  std::memcpy(static_cast<void*>(lpVersionInformation), &version, size);
  return TRUE;
}
