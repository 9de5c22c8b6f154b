// SPDX-License-Identifier: MIT
#pragma once

// Which tests a run consists of: every case for every entry that it fits.

#include <memory>
#include <string>
#include <vector>

#include "kit/case.hpp"

namespace kit {

struct Planned {
  std::string suite;  // TCP_IP/Bind
  std::string test;   // TwiceIsInvalid/54
  std::vector<int> numbers;
  std::shared_ptr<const Entry> entry;  // null for a case about the API
  void (*entry_body)(const Entry&) = nullptr;
  void (*api_body)() = nullptr;
  bool started = true;

  [[nodiscard]] std::string full_name() const { return suite + "." + test; }
  [[nodiscard]] std::string entry_name() const { return suite.substr(0, suite.find('/')); }
};

// Shell-like pattern: * and ? stand for anything, without regard to separators.
bool matches_glob(const std::string& text, const std::string& pattern);

// The entries whose id or safe name matches one of the patterns; all without patterns. Starts and ends
// Winsock.
std::vector<Entry> selected_entries(const std::vector<std::string>& patterns);

std::vector<Planned> plan(const std::vector<Entry>& entries, bool with_api);

// Hands a planned test to GoogleTest.
void register_with_googletest(const Planned& planned);

}  // namespace kit
