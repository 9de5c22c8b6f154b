// SPDX-License-Identifier: MIT
// The computer's names, all from the kernel's host name: nothing here asks a resolver, which could block.
#include <sys/utsname.h>

#include <cstring>

#include "sysinfoapi.h"
#include "win32/guard.hpp"
#include "win32/text.hpp"

namespace {

using wosa::runtime::fail;
using wosa::runtime::guarded;

struct HostName {
  std::wstring host;    // up to the first dot
  std::wstring domain;  // behind it; empty where the kernel knows none
};

HostName host_name() {
  utsname system{};
  if (uname(&system) != 0) return {};
  const std::wstring name = wosa::runtime::to_wide(system.nodename);
  const auto dot = name.find(L'.');
  if (dot == std::wstring::npos) return {name, {}};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

std::wstring netbios_name() {
  std::wstring name = host_name().host.substr(0, MAX_COMPUTERNAME_LENGTH);
  for (wchar_t& character : name) {
    if (character >= L'a' && character <= L'z') character -= L'a' - L'A';
  }
  return name;
}

std::wstring name_of(COMPUTER_NAME_FORMAT format) {
  const HostName name = host_name();
  switch (format) {
    case ComputerNameDnsHostname:
    case ComputerNamePhysicalDnsHostname: return name.host;
    case ComputerNameDnsDomain:
    case ComputerNamePhysicalDnsDomain: return name.domain;
    case ComputerNameDnsFullyQualified:
    case ComputerNamePhysicalDnsFullyQualified:
      return name.domain.empty() ? name.host : name.host + L'.' + name.domain;
    default: return netbios_name();
  }
}

std::string in_characters(const std::wstring& name, const char*) { return wosa::runtime::to_utf8(name); }
const std::wstring& in_characters(const std::wstring& name, const wchar_t*) { return name; }

// Hands a name to the caller; `short_error` where his buffer does not hold it and its NUL.
template <typename Char>
BOOL give(const std::wstring& wide, Char* buffer, DWORD* size, DWORD short_error) {
  const std::basic_string<Char> name = in_characters(wide, buffer);
  const auto length = static_cast<DWORD>(name.size());
  if (buffer == nullptr || *size <= length) {
    *size = length + 1;
    return fail(short_error, FALSE);
  }
  std::memcpy(buffer, name.c_str(), (length + 1) * sizeof(Char));
  *size = length;
  return TRUE;
}

template <typename Char>
BOOL computer_name(Char* buffer, DWORD* size) noexcept {
  if (size == nullptr) return fail(ERROR_INVALID_PARAMETER, FALSE);
  return guarded(FALSE, [&] { return give(netbios_name(), buffer, size, ERROR_BUFFER_OVERFLOW); });
}

// A C program can pass any number; to read one that is no format as a COMPUTER_NAME_FORMAT would be
// undefined.
unsigned number_of(const COMPUTER_NAME_FORMAT& format) noexcept {
  unsigned number = 0;
  static_assert(sizeof number == sizeof format);
  std::memcpy(&number, &format, sizeof number);
  return number;
}

template <typename Char>
BOOL computer_name(const COMPUTER_NAME_FORMAT& format, Char* buffer, DWORD* size) noexcept {
  if (number_of(format) >= ComputerNameMax || size == nullptr) return fail(ERROR_INVALID_PARAMETER, FALSE);
  if (buffer == nullptr && *size != 0) return fail(ERROR_INVALID_PARAMETER, FALSE);
  return guarded(FALSE, [&] { return give(name_of(format), buffer, size, ERROR_MORE_DATA); });
}

}  // namespace

BOOL WINAPI GetComputerNameA(LPSTR lpBuffer, LPDWORD nSize) { return computer_name(lpBuffer, nSize); }

BOOL WINAPI GetComputerNameW(LPWSTR lpBuffer, LPDWORD nSize) { return computer_name(lpBuffer, nSize); }

BOOL WINAPI GetComputerNameExA(COMPUTER_NAME_FORMAT NameType, LPSTR lpBuffer, LPDWORD nSize) {
  return computer_name(NameType, lpBuffer, nSize);
}

BOOL WINAPI GetComputerNameExW(COMPUTER_NAME_FORMAT NameType, LPWSTR lpBuffer, LPDWORD nSize) {
  return computer_name(NameType, lpBuffer, nSize);
}
