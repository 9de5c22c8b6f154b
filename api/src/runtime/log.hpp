// SPDX-License-Identifier: MIT
#pragma once

// Lines about what the library decides, on standard error, for the categories named in WOSA_LOG
// (error, warn, info, catalog, loader, layer, provider, call, all, none; a comma list; default error,warn).

#include <fmt/format.h>

#include <string_view>

#include "wosa/spi/extension.h"

namespace wosa::runtime {

enum class Log : DWORD {
  kError = WOSA_LOG_ERROR,
  kWarn = WOSA_LOG_WARN,
  kInfo = WOSA_LOG_INFO,
  kCatalog = WOSA_LOG_CATALOG,
  kLoader = WOSA_LOG_LOADER,
  kLayer = WOSA_LOG_LAYER,
  kProvider = WOSA_LOG_PROVIDER,
  kCall = WOSA_LOG_CALL,
};

[[nodiscard]] bool log_enabled(Log category) noexcept;
void log_line(Log category, std::string_view text) noexcept;

// Reads WOSA_LOG again. Called by the first WSAStartup.
void configure_log() noexcept;

// Formats only when the category is shown.
template <typename... Arguments>
void log(Log category, fmt::format_string<Arguments...> format, Arguments&&... arguments) noexcept {
  if (!log_enabled(category)) return;
  try {
    log_line(category, fmt::format(format, std::forward<Arguments>(arguments)...));
  } catch (...) {
    log_line(category, "(a message could not be formatted)");
  }
}

}  // namespace wosa::runtime
