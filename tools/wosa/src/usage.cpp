// SPDX-License-Identifier: MIT
#include "usage.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "wosa/catalog/spelling.hpp"
#include "wosa/catalog/text.hpp"

namespace wosa::tool {
namespace {

std::vector<std::string> words_of(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::App* child : app.get_subcommands([](const CLI::App*) { return true; }))
    out.push_back(child->get_name());
  return out;
}

std::vector<std::string> options_of(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
  }
  return out;
}

std::string unknown(std::string_view given, std::string_view what, const std::vector<std::string>& known) {
  const std::vector<std::string_view> words(known.begin(), known.end());
  return fmt::format("{} is no {}{}", catalog::in_quotes(given), what, catalog::did_you_mean(given, words));
}

std::string path_of(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return parent != nullptr ? path_of(*parent) + ' ' + app.get_name() : app.get_name();
}

// What this object or verb was given and does not understand, with the likely word. Empty: nothing.
std::string stranger(const CLI::App& place) {
  const std::vector<std::string> words = words_of(place);
  for (const std::string& extra : place.remaining()) {
    if (extra == "--") continue;
    if (extra.starts_with('-')) {
      const std::string name = extra.substr(0, extra.find('='));
      return unknown(name, fmt::format("option of '{}'", path_of(place)), options_of(place));
    }
    if (words.empty()) return fmt::format("{} is not expected here", catalog::in_quotes(extra));
    return unknown(extra, fmt::format("word that '{}' knows", path_of(place)), words);
  }
  return {};
}

std::string advice(const CLI::App& place, const std::string& what) {
  return fmt::format("{}; see '{} --help'", what, path_of(place));
}

}  // namespace

// From the left: what was not understood there explains everything after it, and says more than that
// something else is missing because of it.
std::string explain_misuse(const CLI::App& app, const CLI::Error& error) {
  const CLI::App* place = &app;
  while (true) {
    if (const std::string what = stranger(*place); !what.empty()) return advice(*place, what);
    const auto named = place->get_subcommands();
    if (named.empty()) break;
    place = named.front();
  }
  const std::vector<std::string> words = words_of(*place);
  if (words.empty()) return advice(*place, error.what());
  return advice(*place, fmt::format("'{}' needs one of: {}", path_of(*place), fmt::join(words, ", ")));
}

}  // namespace wosa::tool
