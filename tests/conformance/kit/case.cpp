// SPDX-License-Identifier: MIT
#include "kit/case.hpp"

namespace kit {
namespace {

std::vector<EntryCase>& mutable_entry_cases() {
  static std::vector<EntryCase> cases;
  return cases;
}

std::vector<ApiCase>& mutable_api_cases() {
  static std::vector<ApiCase> cases;
  return cases;
}

}  // namespace

bool add(EntryCase entry_case) {
  mutable_entry_cases().push_back(std::move(entry_case));
  return true;
}

bool add(ApiCase api_case) {
  mutable_api_cases().push_back(std::move(api_case));
  return true;
}

const std::vector<EntryCase>& entry_cases() { return mutable_entry_cases(); }
const std::vector<ApiCase>& api_cases() { return mutable_api_cases(); }

std::string test_name(const char* name, const std::vector<int>& numbers) {
  std::string text = name;
  char separator = '/';
  for (const int number : numbers) {
    text += separator + std::to_string(number);
    separator = '_';
  }
  return text;
}

}  // namespace kit
