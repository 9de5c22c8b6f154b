// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "child_process.hpp"

namespace wosa::test {

using Json = nlohmann::json;

/// GUIDs of invented providers.
inline constexpr std::string_view kGuidA = "{aaaaaaaa-0001-4001-8001-0123456789ab}";
inline constexpr std::string_view kGuidB = "{bbbbbbbb-0002-4002-8002-0123456789ab}";
inline constexpr std::string_view kGuidOfTcpip = "{e70f1aa0-ab8b-11cf-8ca3-00805f48a192}";

/// A catalog of its own in a fresh folder, which WOSA_CATALOG names in every program that a case runs.
class CatalogFolder : public ::testing::Test {
 protected:
  CatalogFolder();
  ~CatalogFolder() override;

  /// Writes <root>/<name>, with its folders.
  std::filesystem::path write(const std::string& name, std::string_view text) const;
  /// providers.d/<name>
  std::filesystem::path manifest(const std::string& name, const Json& content) const;

  /// A manifest of one TCP/IPv4 entry; its library is the test's plug-in that refuses to start.
  static Json provider(std::string_view name, std::string_view guid);

  /// Runs `wosa` with these words.
  Ran wosa(std::vector<std::string> words) const;
  /// The same, for its JSON; the case fails if it is none.
  Json wosa_json(std::vector<std::string> words, int expected_code = 0) const;

  /// The element of "entries" with that provider; null if there is none.
  Json entry_of(const Json& shown, std::string_view provider) const;

  std::filesystem::path root_;
  ChildOptions options_;
};

/// Columns of the longest line; the text is ASCII.
std::size_t longest_line(std::string_view text);

}  // namespace wosa::test
