// SPDX-License-Identifier: MIT
#pragma once

// The known deviations of a provider: cases that run and are expected to fail. One a line:
//
//   number[/Case][@entry] reason
//
// A number alone means every case of that behaviour; Case and entry are patterns, as in 59/Full*@TCP_*.

#include <optional>
#include <string>
#include <vector>

#include "kit/plan.hpp"

namespace kit {

struct Deviation {
  int number = 0;
  std::string case_pattern = "*";
  std::string entry_pattern = "*";
  std::string reason;
};

// The deviations in a file; throws SetupFailed with file and line where one cannot be read.
std::vector<Deviation> read_deviations(const std::string& path);

// The reason why a test is expected to fail, if it is.
std::optional<std::string> expected_failure(const std::vector<Deviation>& deviations, const Planned& planned);

}  // namespace kit
