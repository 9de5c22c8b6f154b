// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "catalog_source.hpp"
#include "findings.hpp"
#include "json_text.hpp"
#include "text_layout.hpp"
#include "verbs.hpp"

namespace wosa::tool {
namespace {

std::string_view name_of(catalog::Severity severity) {
  return severity == catalog::Severity::error ? "error" : "warning";
}

std::string json_of(const catalog::Snapshot& snapshot, const catalog::Diagnostics& problems) {
  Json list = Json::array();
  for (const catalog::Diagnostic& problem : problems) {
    list.push_back({{"severity", std::string(name_of(problem.severity))},
                    {"file", problem.file},
                    {"line", std::max(problem.line, 1)},
                    {"message", problem.message}});
  }
  return json_text({{"schema", 1},
                    {"serial", snapshot.serial()},
                    {"providers", snapshot.providers().size()},
                    {"entries", snapshot.entries().size()},
                    {"problems", std::move(list)}});
}

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string text_of(const catalog::Snapshot& snapshot, const catalog::Diagnostics& problems,
                    const Style& style) {
  std::string out;
  for (const catalog::Diagnostic& problem : problems) {
    const Tone tone = problem.severity == catalog::Severity::error ? Tone::bad : Tone::doubtful;
    out += style.paint(tone, printable(catalog::format(problem))) + '\n';
  }
  out += fmt::format("{}, {}: ", counted(snapshot.providers().size(), "provider", "providers"),
                     counted(snapshot.entries().size(), "entry", "entries"));
  out += problems.empty() ? style.paint(Tone::good, "no problem found")
                          : style.paint(Tone::bad, counted(problems.size(), "problem", "problems"));
  return out + '\n';
}

}  // namespace

ExitCode check(const Common& common) {
  const CatalogSource source = CatalogSource::of_process();
  const auto snapshot = source.read();
  const catalog::Diagnostics problems = find_problems(source, *snapshot);
  const ExitCode result = problems.empty() ? ExitCode::ok : ExitCode::problem;
  if (common.json) return print(json_of(*snapshot, problems), result);
  return print(text_of(*snapshot, problems, Style::of_standard_output(common.color)), result);
}

}  // namespace wosa::tool
