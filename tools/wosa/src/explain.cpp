// SPDX-License-Identifier: MIT
#include "wosa/catalog/explain.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "catalog_source.hpp"
#include "library_check.hpp"
#include "table.hpp"
#include "text_layout.hpp"
#include "verbs.hpp"
#include "wosa/catalog/names.hpp"
#include "wosa/wsa_errors.h"

namespace wosa::tool {
namespace {

std::string_view name_of_error(int error) {
  switch (error) {
    case WSAEINVAL: return "WSAEINVAL";
    case WSAEAFNOSUPPORT: return "WSAEAFNOSUPPORT";
    case WSAESOCKTNOSUPPORT: return "WSAESOCKTNOSUPPORT";
    case WSAEPROTOTYPE: return "WSAEPROTOTYPE";
    case WSAEPROTONOSUPPORT: return "WSAEPROTONOSUPPORT";
    case WSAEPROVIDERFAILEDINIT: return "WSAEPROVIDERFAILEDINIT";
    default: return "an error";
  }
}

std::string request_text(const catalog::Request& request) {
  return fmt::format("socket({}, {}, {})", catalog::family_text(request.family),
                     request.type != 0 ? catalog::type_text(request.type) : "0",
                     request.protocol != 0 ? catalog::protocol_text(request.family, request.protocol) : "0");
}

Tone tone_of(catalog::Verdict verdict) {
  switch (verdict) {
    case catalog::Verdict::chosen: return Tone::good;
    case catalog::Verdict::skipped: return Tone::doubtful;
    case catalog::Verdict::rejected: return Tone::faint;
  }
  return Tone::plain;
}

std::string table_of(const catalog::Explanation& explanation, const Style& style) {
  Table table({{"VERDICT"}, {"ID", true}, {"NAME"}, {"PROVIDER"}});
  for (const catalog::Candidate& candidate : explanation.candidates) {
    const Tone tone = tone_of(candidate.verdict);
    table.add_row({{std::string(to_string(candidate.verdict)), tone},
                   {std::to_string(candidate.entry->id())},
                   {candidate.entry->name()},
                   {candidate.entry->provider->name}});
    table.add_note({candidate.reason, tone});
    table.add_note({candidate.where, Tone::faint});
  }
  return table.render(style);
}

// One sentence: what happens, and what to do to get another result. The command stands in a line of its own,
// whole.
std::string conclusion(const catalog::Explanation& explanation, const Style& style) {
  const std::string request = request_text(explanation.request);
  std::string result =
      explanation.chosen != nullptr
          ? fmt::format("{} is served by entry {} {} of provider {}", request, explanation.chosen->id(),
                        explanation.chosen->name(), explanation.chosen->provider->name)
          : fmt::format("Nothing serves {}, which fails with {} ({})", request,
                        name_of_error(explanation.error), explanation.error);
  const bool more = !explanation.change_with.empty();
  result += !more                           ? "."
            : explanation.chosen != nullptr ? "; for another result, try:"
                                            : "; to find out more, try:";
  std::string out;
  for (const std::string& line : wrap(printable(result), style.width, LongWords::keep)) out += line + '\n';
  if (more) out += "    " + printable(explanation.change_with) + '\n';
  return out;
}

// What can be said of a library without loading it. The bytes of one that a program would refuse are enough
// to pass it over here too; whether its start-up succeeds, only a program finds out.
std::optional<std::string> library_fault(const catalog::Entry& entry) {
  const catalog::Diagnostics problems = check_library(*entry.provider);
  if (problems.empty()) return std::nullopt;
  return problems.front().message;
}

void say_what_was_not_tried(catalog::Explanation& explanation) {
  for (catalog::Candidate& candidate : explanation.candidates) {
    if (candidate.verdict != catalog::Verdict::chosen || candidate.entry->provider->is_built_in()) continue;
    candidate.reason += "; its library was looked at, not loaded (WOSA_LOG=loader shows whether it starts)";
  }
}

}  // namespace

ExitCode explain(const Common& common, const catalog::Request& request) {
  const auto snapshot = CatalogSource::of_process().read();
  catalog::Explanation explanation = catalog::explain(*snapshot, request, library_fault);
  say_what_was_not_tried(explanation);
  const ExitCode result = explanation.chosen != nullptr ? ExitCode::ok : ExitCode::problem;
  complain_about(snapshot->diagnostics());
  if (common.json) return print(catalog::to_json(explanation), result);
  const Style style = Style::of_standard_output(common.color);
  return print(table_of(explanation, style) + '\n' + conclusion(explanation, style), result);
}

}  // namespace wosa::tool
