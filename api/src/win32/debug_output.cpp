// SPDX-License-Identifier: MIT
// OutputDebugString: what a debugger would show on Windows is shown by WOSA_LOG=info here, a line of log for
// each line of text, and otherwise nowhere.
#include <mutex>

#include "debugapi.h"
#include "runtime/log.hpp"
#include "runtime/runtime.hpp"
#include "win32/guard.hpp"
#include "win32/text.hpp"

namespace {

using wosa::runtime::Log;

// A program may speak before its WSAStartup, which is what reads WOSA_LOG.
bool is_shown() noexcept {
  static std::once_flag once;
  if (wosa::runtime::the_runtime.catalog.load() == nullptr) {
    std::call_once(once, [] { wosa::runtime::configure_log(); });
  }
  return wosa::runtime::log_enabled(Log::kInfo);
}

void show(std::string_view text) noexcept {
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    wosa::runtime::log_line(Log::kInfo, line);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
}

}  // namespace

VOID WINAPI OutputDebugStringA(LPCSTR lpOutputString) {
  if (lpOutputString != nullptr && is_shown()) show(lpOutputString);
}

VOID WINAPI OutputDebugStringW(LPCWSTR lpOutputString) {
  if (lpOutputString == nullptr || !is_shown()) return;
  const DWORD before = wosa::runtime::last_error;
  wosa::runtime::guarded(0, [&] {
    show(wosa::runtime::to_utf8(lpOutputString));
    return 0;
  });
  wosa::runtime::last_error = before;  // never fails, so nothing is reported
}
