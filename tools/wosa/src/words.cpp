// SPDX-License-Identifier: MIT
#include "words.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <span>
#include <vector>

#include "wosa/catalog/names.hpp"
#include "wosa/catalog/spelling.hpp"
#include "wosa/catalog/text.hpp"

namespace wosa::tool {
namespace {

struct Vocabulary {
  std::string_view what;
  std::string_view prefix;  // of Winsock's constants, lower case
  std::span<const catalog::NamedValue> names;
  std::optional<int> (*value)(std::string_view) noexcept;
};

std::string lower(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

tl::expected<int, std::string> look_up(std::string_view given, const Vocabulary& vocabulary) {
  int number = 0;
  const auto [end, failed] = std::from_chars(given.data(), given.data() + given.size(), number);
  if (failed == std::errc() && end == given.data() + given.size() && number >= 0) return number;
  const std::string word = lower(given);
  const std::string_view bare =
      word.starts_with(vocabulary.prefix) ? std::string_view(word).substr(vocabulary.prefix.size()) : word;
  if (const auto value = vocabulary.value(bare)) return *value;
  const std::vector<std::string_view> known = catalog::words(vocabulary.names);
  return tl::unexpected(fmt::format("{} is no {}; expected a number or one of {}{}",
                                    catalog::in_quotes(given), vocabulary.what, catalog::one_of(known),
                                    catalog::did_you_mean(bare, known)));
}

}  // namespace

tl::expected<int, std::string> family_of(std::string_view word) {
  return look_up(word, {"address family", "af_", catalog::family_names(), catalog::family_value});
}
tl::expected<int, std::string> type_of(std::string_view word) {
  return look_up(word, {"socket type", "sock_", catalog::type_names(), catalog::type_value});
}
tl::expected<int, std::string> protocol_of(std::string_view word) {
  return look_up(word, {"protocol", "ipproto_", catalog::protocol_names(), catalog::protocol_value});
}

}  // namespace wosa::tool
