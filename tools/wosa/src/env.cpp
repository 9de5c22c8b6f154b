// SPDX-License-Identifier: MIT
#include <optional>
#include <string>

#include "catalog_source.hpp"
#include "json_text.hpp"
#include "table.hpp"
#include "variables.hpp"
#include "verbs.hpp"

namespace wosa::tool {
namespace {

std::string json_of(const catalog::Environment& environment) {
  Json list = Json::array();
  for (const Variable& variable : variables()) {
    const auto value = environment.variable(variable.name);
    Json element = {{"name", variable.name}, {"value", nullptr}};
    if (value) element["value"] = *value;
    element["meaning"] = std::string(variable.meaning);
    element["ignored"] = environment.elevated && variable.ignored_if_elevated;
    list.push_back(std::move(element));
  }
  return json_text({{"schema", 1}, {"elevated", environment.elevated}, {"variables", std::move(list)}});
}

std::string table_of(const catalog::Environment& environment, const Style& style) {
  Table table({{"NAME"}, {"VALUE"}});
  for (const Variable& variable : variables()) {
    const auto value = environment.variable(variable.name);
    table.add_row(
        {{variable.name}, value ? Table::Cell{*value, Tone::good} : Table::Cell{"(not set)", Tone::faint}});
    table.add_note({std::string(variable.meaning)});
    if (environment.elevated && variable.ignored_if_elevated) {
      table.add_note({"ignored, because this process is elevated", Tone::doubtful});
    }
  }
  return table.render(style);
}

}  // namespace

ExitCode show_environment(const Common& common) {
  const catalog::Environment environment = CatalogSource::of_process().environment;
  if (common.json) return print(json_of(environment));
  return print(table_of(environment, Style::of_standard_output(common.color)));
}

}  // namespace wosa::tool
