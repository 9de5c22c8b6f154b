// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace wosa::tool {

/// CLI11's help page with less noise: no list of exclusions, "(required)" in words, room after the
/// description.
class HelpLayout : public CLI::Formatter {
 public:
  HelpLayout() { column_width(kColumn); }

  std::string make_description(const CLI::App* app) const override {
    return CLI::Formatter::make_description(app) + '\n';
  }

  std::string make_option_opts(const CLI::Option* option) const override {
    const std::string type = option->get_type_name();
    return (type.empty() ? "" : ' ' + type) + (option->get_required() ? " (required)" : "");
  }

 private:
  static constexpr std::size_t kColumn = 29;
};

}  // namespace wosa::tool
