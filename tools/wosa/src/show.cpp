// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "catalog_source.hpp"
#include "netsh_layout.hpp"
#include "table.hpp"
#include "verbs.hpp"
#include "wosa/catalog/names.hpp"
#include "wosa/catalog/show_json.hpp"

namespace wosa::tool {
namespace {

Table::Cell status_of(const catalog::Entry& entry) {
  const std::string hidden = entry.hidden() ? ", hidden" : "";
  if (!entry.enabled) return {"disabled" + hidden, Tone::doubtful};
  if (entry.status != catalog::Status::ok) return {std::string(to_string(entry.status)) + hidden, Tone::bad};
  return {"ok" + hidden, Tone::good};
}

std::string serves(const catalog::Entry& entry) {
  const WSAPROTOCOL_INFOW& info = entry.info;
  if (entry.kind == catalog::Kind::layer) return "-";
  std::string out = catalog::tuple_text(info.iAddressFamily, info.iSocketType, info.iProtocol);
  if (info.iProtocolMaxOffset > 0)
    out += fmt::format("-{}", std::int64_t{info.iProtocol} + info.iProtocolMaxOffset);
  return out;
}

std::string table_of(const catalog::Snapshot& snapshot, const EntryFilter& filter, const Style& style) {
  Table table({{"ID", true}, {"NAME"}, {"PROVIDER"}, {"KIND"}, {"SERVES"}, {"STATUS"}});
  for (const catalog::Entry& entry : snapshot.entries()) {
    if (!filter.shows(entry)) continue;
    table.add_row({{std::to_string(entry.id())},
                   {entry.name()},
                   {entry.provider->name},
                   {std::string(to_string(entry.kind))},
                   {serves(entry)},
                   status_of(entry)});
    if (entry.kind == catalog::Kind::chain)
      table.add_note({fmt::format("over {}", fmt::join(entry.chain, " > "))});
    if (entry.reason.empty()) continue;
    table.add_note({entry.reason, entry.enabled ? Tone::bad : Tone::doubtful});
    table.add_note({entry.decision.text(), Tone::faint});
  }
  return table.empty() ? std::string() : table.render(style);
}

std::string text_of(const Common& common, const ShowOptions& options, const catalog::Snapshot& snapshot) {
  const EntryFilter& filter = options.filter;
  switch (options.format) {
    case ShowFormat::json:
      return catalog::show_json(snapshot, [&](const catalog::Entry& entry) { return filter.shows(entry); });
    case ShowFormat::netsh: return netsh_layout(snapshot, filter);
    case ShowFormat::table: break;
  }
  return table_of(snapshot, filter, Style::of_standard_output(common.color));
}

}  // namespace

ExitCode show(const Common& common, const ShowOptions& options) {
  const auto snapshot = CatalogSource::of_process().read();
  const EntryFilter& filter = options.filter;
  complain_about(snapshot->diagnostics());
  if (const std::string unknown = unknown_provider(filter, *snapshot); !unknown.empty()) {
    complain(unknown);
    return ExitCode::not_found;
  }
  const auto entries = snapshot->entries();
  const auto count = [&](auto asked) { return std::count_if(entries.begin(), entries.end(), asked); };
  const auto shown = count([&](const catalog::Entry& entry) { return filter.shows(entry); });
  const auto hidden = count([&](const catalog::Entry& entry) { return filter.matches(entry); }) - shown;
  ExitCode result = ExitCode::ok;
  if (shown == 0 && !filter.empty()) {
    complain(hidden > 0 ? fmt::format("only hidden entries match ({}); '--all' shows them", hidden)
                        : std::string("no entry of the catalog matches"));
    result = ExitCode::not_found;
  }
  return print(text_of(common, options, *snapshot), result);
}

}  // namespace wosa::tool
