// SPDX-License-Identifier: MIT
#include "kit/coverage.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "kit/case.hpp"
#include "kit/deviations.hpp"

namespace kit {
namespace {

constexpr int kLastBehaviour = 305;
constexpr int kFirstObligation = 1001;

struct Report {
  int faults = 0;
  void fault(const std::string& text) {
    std::printf("%s\n", text.c_str());
    ++faults;
  }
};

std::set<int> numbers_of_cases() {
  std::set<int> numbers;
  for (const EntryCase& c : entry_cases()) numbers.insert(c.numbers.begin(), c.numbers.end());
  for (const ApiCase& c : api_cases()) numbers.insert(c.numbers.begin(), c.numbers.end());
  return numbers;
}

// Rows "| numbers | text |", where numbers are 7, 7-9 or 7, 8; the text by number.
std::map<int, std::string> rows(const std::string& path, Report& report) {
  std::map<int, std::string> found;
  std::ifstream file(path);
  if (!file) report.fault(path + ": cannot be read");
  static const std::regex form(R"(^\|\s*([\d, -]*\d)\s*\|\s*(.*?)\s*\|.*$)");
  static const std::regex range(R"((\d+)(?:-(\d+))?)");
  for (std::string line; std::getline(file, line);) {
    std::smatch parts;
    if (!std::regex_match(line, parts, form)) continue;
    const std::string numbers = parts[1];
    for (auto one = std::sregex_iterator(numbers.begin(), numbers.end(), range);
         one != std::sregex_iterator(); ++one) {
      const int first = std::stoi((*one)[1]);
      const int last = (*one)[2].matched ? std::stoi((*one)[2]) : first;
      for (int number = first; number <= last; ++number) found[number] = parts[2];
    }
  }
  return found;
}

}  // namespace

int check_coverage(const std::string& folder, const std::string& document) {
  Report report;
  const std::set<int> cased = numbers_of_cases();
  const auto elsewhere = rows(folder + "/not_covered.md", report);
  const auto obligations = rows(folder + "/obligations.md", report);
  for (int number = 1; number <= kLastBehaviour; ++number) {
    const bool has_case = cased.count(number) != 0;
    const bool listed = elsewhere.count(number) != 0;
    if (!has_case && !listed)
      report.fault("behaviour " + std::to_string(number) + " has no case and is not listed");
    if (has_case && listed)
      report.fault("behaviour " + std::to_string(number) + " has a case and is listed as not covered");
  }
  for (const int number : cased) {
    if (number > kLastBehaviour && number < kFirstObligation)
      report.fault("no behaviour " + std::to_string(number));
    if (number >= kFirstObligation && obligations.count(number) == 0) {
      report.fault("obligation " + std::to_string(number) + " is not described in obligations.md");
    }
  }
  for (const auto& obligation : obligations) {
    if (cased.count(obligation.first) == 0) {
      report.fault("obligation " + std::to_string(obligation.first) + " has no case");
    }
  }
  // A row that names a test names one that exists.
  for (const auto& row : elsewhere) {
    static const std::regex path_form(R"(`(tests/[^`]+)`)");
    std::smatch parts;
    if (std::regex_search(row.second, parts, path_form) &&
        !std::filesystem::exists(folder + "/../../" + parts[1].str())) {
      report.fault("behaviour " + std::to_string(row.first) + ": " + parts[1].str() + " does not exist");
    }
  }
  const auto documented = rows(document, report);
  for (const auto& file : std::filesystem::directory_iterator(folder + "/deviations")) {
    if (file.path().extension() != ".txt") continue;
    for (const Deviation& deviation : read_deviations(file.path())) {
      if (documented.count(deviation.number) == 0) {
        report.fault(file.path().filename().string() + ": deviation " + std::to_string(deviation.number) +
                     " is not in the document of deviations");
      }
    }
  }
  std::printf("%zu numbers have cases, %zu are listed as covered elsewhere or later\n", cased.size(),
              elsewhere.size());
  return report.faults == 0 ? 0 : 1;
}

}  // namespace kit
