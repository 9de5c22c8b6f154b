// SPDX-License-Identifier: MIT
#include "wosa/catalog/spelling.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "wosa/catalog/text.hpp"

namespace wosa::catalog {
namespace {

constexpr std::size_t kLongest = 64;

// Edits (insert, delete, replace, swap of neighbours) that turn one word into the other.
std::size_t distance(std::string_view a, std::string_view b) {
  using Row = std::array<std::size_t, kLongest + 1>;
  Row before{};
  Row previous{};
  Row current{};
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        current[j] = std::min(current[j], before[j - 2] + 1);
      }
    }
    before = previous;
    previous = current;
  }
  return previous[b.size()];
}

}  // namespace

std::optional<std::string_view> nearest(std::string_view wrong, std::span<const std::string_view> known) {
  if (wrong.empty() || wrong.size() > kLongest) return std::nullopt;
  std::string lower(wrong);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '-' || c == ' ') c = '_';
  }
  std::optional<std::string_view> best;
  std::size_t best_distance = std::max<std::size_t>(1, wrong.size() / 3) + 1;
  for (const std::string_view word : known) {
    if (word.size() > kLongest) continue;
    const std::size_t d = std::min(distance(wrong, word), distance(lower, word));
    if (d < best_distance) {
      best_distance = d;
      best = word;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view wrong, std::span<const std::string_view> known) {
  const auto word = nearest(wrong, known);
  return word ? "; did you mean " + in_quotes(*word) + "?" : std::string();
}

std::string one_of(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) {
    if (!out.empty()) out += ", ";
    out += '"';
    out += word;
    out += '"';
  }
  return out;
}

}  // namespace wosa::catalog
