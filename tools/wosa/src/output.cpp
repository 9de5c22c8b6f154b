// SPDX-License-Identifier: MIT
#include "output.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "text_layout.hpp"

namespace wosa::tool {
namespace {

// Narrower than this no table makes sense; wider is hard to read across.
constexpr std::size_t kNarrowest = 40;
constexpr std::size_t kWidest = 1000;
constexpr std::size_t kUsual = 80;

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? std::string_view(value) : std::string_view();
}

std::size_t width_of_output() {
  const std::string_view columns = variable("COLUMNS");
  std::size_t width = 0;
  const auto [end, failed] = std::from_chars(columns.data(), columns.data() + columns.size(), width);
  if (failed != std::errc() || end != columns.data() + columns.size()) width = 0;
  winsize window{};
  if (width == 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0) width = window.ws_col;
  return width == 0 ? kUsual : std::clamp(width, kNarrowest, kWidest);
}

std::string_view escape(Tone tone) {
  switch (tone) {
    case Tone::plain: return "";
    case Tone::heading: return "\x1b[1m";
    case Tone::good: return "\x1b[32m";
    case Tone::doubtful: return "\x1b[33m";
    case Tone::bad: return "\x1b[31m";
    case Tone::faint: return "\x1b[2m";
  }
  return "";
}

}  // namespace

Style Style::of_standard_output(ColorChoice choice) {
  Style style;
  style.width = width_of_output();
  style.color =
      choice == ColorChoice::always || (choice == ColorChoice::automatic && variable("NO_COLOR").empty() &&
                                        variable("TERM") != "dumb" && isatty(STDOUT_FILENO) == 1);
  return style;
}

std::string Style::paint(Tone tone, std::string_view text) const {
  const std::string_view start = escape(tone);
  if (!color || start.empty() || text.empty()) return std::string(text);
  return fmt::format("{}{}\x1b[0m", start, text);
}

ExitCode print(std::string_view data, ExitCode done) {
  const bool written =
      std::fwrite(data.data(), 1, data.size(), stdout) == data.size() && std::fflush(stdout) == 0;
  if (written) return done;
  complain(fmt::format("standard output: {}", std::strerror(errno)));
  return ExitCode::problem;
}

void complain(std::string_view message) {
  const std::string line = fmt::format("wosa: {}\n", printable(message));
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace wosa::tool
