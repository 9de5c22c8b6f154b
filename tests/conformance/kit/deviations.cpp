// SPDX-License-Identifier: MIT
#include "kit/deviations.hpp"

#include <algorithm>
#include <fstream>
#include <regex>

namespace kit {

std::vector<Deviation> read_deviations(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw SetupFailed(path + ": cannot be read");
  static const std::regex form(R"(^(\d+)(?:/([^@\s]+))?(?:@(\S+))?\s+(\S.*)$)");
  std::vector<Deviation> deviations;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    std::smatch parts;
    if (!std::regex_match(line, parts, form)) {
      throw SetupFailed(path + ":" + std::to_string(number) + ": expected `number[/Case][@entry] reason`");
    }
    Deviation deviation;
    deviation.number = std::stoi(parts[1]);
    if (parts[2].matched) deviation.case_pattern = parts[2];
    if (parts[3].matched) deviation.entry_pattern = parts[3];
    deviation.reason = parts[4];
    deviations.push_back(deviation);
  }
  return deviations;
}

std::optional<std::string> expected_failure(const std::vector<Deviation>& deviations,
                                            const Planned& planned) {
  const std::string case_name = planned.test.substr(0, planned.test.find('/'));
  for (const Deviation& deviation : deviations) {
    const bool numbered =
        std::find(planned.numbers.begin(), planned.numbers.end(), deviation.number) != planned.numbers.end();
    if (numbered && matches_glob(case_name, deviation.case_pattern) &&
        matches_glob(planned.entry_name(), deviation.entry_pattern)) {
      return deviation.reason;
    }
  }
  return std::nullopt;
}

}  // namespace kit
