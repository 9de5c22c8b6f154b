// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "exit_code.hpp"

namespace wosa::tool {

enum class ColorChoice { automatic, always, never };

enum class Tone { plain, heading, good, doubtful, bad, faint };

/// How standard output is to be written: with colours or not, and how wide.
struct Style {
  bool color = false;
  std::size_t width = 80;

  /// automatic: colours only in a terminal, and not with NO_COLOR or TERM=dumb. The width is that of COLUMNS,
  /// else the terminal's, else 80.
  static Style of_standard_output(ColorChoice choice);

  /// The text in that tone; unchanged without colours.
  std::string paint(Tone tone, std::string_view text) const;
};

/// Data: everything that the user asked for goes to standard output in one piece. Says so and answers
/// `problem` if it cannot be written (a full disk), otherwise `done`.
ExitCode print(std::string_view data, ExitCode done = ExitCode::ok);

/// "wosa: <message>" on standard error. The message is made printable.
void complain(std::string_view message);

}  // namespace wosa::tool
