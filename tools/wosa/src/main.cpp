// SPDX-License-Identifier: MIT
#include <exception>

#include "command_line.hpp"
#include "output.hpp"

int main(int argc, char** argv) {
  try {
    return static_cast<int>(wosa::tool::run(argc, argv));
  } catch (const std::exception& error) {
    wosa::tool::complain(error.what());
    return static_cast<int>(wosa::tool::ExitCode::problem);
  }
}
