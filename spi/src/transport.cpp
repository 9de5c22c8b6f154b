// SPDX-License-Identifier: MIT
#include "wosa/spi/transport.hpp"

#include <cerrno>
#include <cstdarg>
#include <cstdio>

#include "wosa/spi/address_text.hpp"

namespace wosa::spi {

void Environment::log(DWORD category, const char* format, ...) const noexcept {
  const int saved = errno;
  if (!runtime->lpLogEnabled(category)) return;
  char line[512];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  runtime->lpLog(category, line);
  errno = saved;
}

Result<std::wstring_view> Transport::address_to_text(const Address& address, std::span<wchar_t> room) const {
  return spi::address_to_text(address, room);
}

Result<Address> Transport::text_to_address(std::wstring_view text, int family) const {
  return spi::text_to_address(text, family);
}

}  // namespace wosa::spi
