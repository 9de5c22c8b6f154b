// SPDX-License-Identifier: MIT
#include "provider.hpp"

#include <cstdarg>
#include <cstdio>

namespace wosa::tcpip {

constinit Provider g_provider;

void log_line(DWORD category, const char* format, ...) noexcept {
  if (!runtime().lpLogEnabled(category)) return;
  char line[256];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  runtime().lpLog(category, line);
}

}  // namespace wosa::tcpip
