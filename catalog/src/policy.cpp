// SPDX-License-Identifier: MIT
#include "wosa/catalog/policy.hpp"

#include <algorithm>

#include "wosa/catalog/spelling.hpp"
#include "wosa/catalog/text.hpp"

namespace wosa::catalog {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

bool any_match(const std::vector<std::string>& patterns, std::string_view name) noexcept {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return glob_match(pattern, name); });
}

}  // namespace

Policy Policy::from_environment(const Environment& environment) {
  if (environment.elevated || !environment.variable) return {};
  const auto text = environment.variable(kVariable);
  return text ? parse(*text) : Policy();
}

Policy Policy::parse(std::string_view text) {
  Policy out;
  out.text_ = text;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    std::string_view word = trimmed(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
    const bool exclude = word.starts_with('^');
    if (exclude) word = trimmed(word.substr(1));
    if (!word.empty()) (exclude ? out.excluded_ : out.rules_).emplace_back(word);
  }
  return out;
}

bool Policy::excludes(std::string_view provider) const noexcept { return any_match(excluded_, provider); }

std::optional<std::size_t> Policy::rank(std::string_view provider) const noexcept {
  if (excludes(provider)) return std::nullopt;
  if (rules_.empty()) return 0;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (glob_match(rules_[i], provider)) return i;
  }
  return std::nullopt;
}

Diagnostics Policy::check(std::span<const std::string_view> providers) const {
  Diagnostics out;
  for (const auto* list : {&rules_, &excluded_}) {
    for (const std::string& pattern : *list) {
      const bool known =
          pattern == "*" || std::any_of(providers.begin(), providers.end(),
                                        [&](std::string_view name) { return glob_match(pattern, name); });
      if (known) continue;
      out.push_back({Severity::warning, kVariable, 1,
                     in_quotes(pattern) + " is no installed provider; expected one of " + one_of(providers) +
                         did_you_mean(pattern, providers)});
    }
  }
  return out;
}

}  // namespace wosa::catalog
