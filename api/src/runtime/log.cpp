// SPDX-License-Identifier: MIT
#include "runtime/log.hpp"

#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>

namespace wosa::runtime {

namespace {

constexpr std::array<std::string_view, 8> kNames{"error",  "warn",  "info",     "catalog",
                                                 "loader", "layer", "provider", "call"};
constexpr unsigned kDefault = 1U << WOSA_LOG_ERROR | 1U << WOSA_LOG_WARN;

constinit std::atomic<unsigned> shown{kDefault};

unsigned mask_of(std::string_view name) noexcept {
  if (name == "all") return (1U << kNames.size()) - 1;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return 1U << i;
  }
  return 0;
}

}  // namespace

void configure_log() noexcept {
  const char* text = std::getenv("WOSA_LOG");
  if (text == nullptr) {
    shown.store(kDefault, std::memory_order_relaxed);
    return;
  }
  unsigned mask = 0;
  std::string_view rest = text;
  std::string_view unknown;
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    const auto name = rest.substr(0, comma);
    const auto one = mask_of(name);
    if (one == 0 && !name.empty() && name != "none") unknown = name;
    mask |= one;
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
  }
  if (!unknown.empty()) mask |= kDefault;
  shown.store(mask, std::memory_order_relaxed);
  if (!unknown.empty()) {
    log(Log::kWarn,
        "WOSA_LOG: '{}' is no category; there are error, warn, info, catalog, loader, layer, provider, "
        "call, all and none",
        unknown);
  }
}

bool log_enabled(Log category) noexcept {
  const auto index = static_cast<unsigned>(category);
  return index < kNames.size() && (shown.load(std::memory_order_relaxed) & 1U << index) != 0;
}

void log_line(Log category, std::string_view text) noexcept {
  if (!log_enabled(category)) return;
  const int saved = errno;
  const auto name = kNames[static_cast<unsigned>(category)];
  constexpr std::string_view kStart = "wosa: ";
  constexpr std::string_view kColon = ": ";
  constexpr std::string_view kEnd = "\n";
  const auto piece = [](std::string_view part) { return iovec{const_cast<char*>(part.data()), part.size()}; };
  // One call, so that lines of several threads do not mix.
  const std::array<iovec, 5> line{piece(kStart), piece(name), piece(kColon), piece(text), piece(kEnd)};
  [[maybe_unused]] const auto written = writev(STDERR_FILENO, line.data(), line.size());
  errno = saved;
}

}  // namespace wosa::runtime
