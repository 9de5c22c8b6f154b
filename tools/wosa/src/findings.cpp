// SPDX-License-Identifier: MIT
#include "findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <system_error>

#include "library_check.hpp"
#include "wosa/catalog/serial.hpp"
#include "wosa/catalog/text.hpp"

namespace wosa::tool {
namespace {

using catalog::Diagnostic;
using catalog::Diagnostics;
using catalog::Severity;

void append(Diagnostics& to, Diagnostics from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

void check_libraries(Diagnostics& out, const catalog::Snapshot& snapshot) {
  for (const catalog::Provider& provider : snapshot.providers()) {
    // Who switched a provider off may also have taken its library away.
    if (provider.enabled) append(out, check_library(provider));
  }
}

void check_chains(Diagnostics& out, const catalog::Snapshot& snapshot) {
  for (const catalog::Entry& entry : snapshot.entries()) {
    if (entry.kind != catalog::Kind::chain || !entry.enabled || entry.status == catalog::Status::ok) continue;
    out.push_back(
        {Severity::error, std::string(entry.origin.file), entry.origin.line,
         fmt::format("the chain {} \"{}\" serves nobody: {}", entry.id(), entry.name(), entry.reason)});
  }
}

void check_ids(Diagnostics& out, const catalog::Snapshot& snapshot) {
  std::map<DWORD, const catalog::Entry*> seen;
  for (const catalog::Entry& entry : snapshot.entries()) {
    const auto [first, fresh] = seen.emplace(entry.id(), &entry);
    if (fresh) continue;
    out.push_back({Severity::error, std::string(entry.origin.file), entry.origin.line,
                   fmt::format("the entry id {} is also that of \"{}\" ({}); expected an id of its own",
                               entry.id(), first->second->name(), first->second->origin.text())});
  }
}

// A serial file that is there but says nothing keeps running processes from noticing changes.
void check_serials(Diagnostics& out, const catalog::Paths& paths) {
  for (const auto& state : paths.state_files()) {
    const auto file = catalog::serial_file(state);
    std::error_code failed;
    // Of the name itself: a link that leads nowhere is there and of no use.
    const bool is_there = std::filesystem::exists(std::filesystem::symlink_status(file, failed));
    if (!is_there || catalog::read_serial(state) != 0) continue;
    out.push_back(
        {Severity::error, file.string(), 1,
         "holds no serial; expected one ('wosa catalog refresh' writes it anew), since running processes do "
         "not notice changes without it"});
  }
}

// A misspelt WOSA_CATALOG is a catalog without files, which serves built-ins only.
void check_root(Diagnostics& out, const CatalogSource& source) {
  constexpr const char* kVariable = "WOSA_CATALOG";
  if (source.environment.elevated || !source.environment.variable) return;
  const auto root = source.environment.variable(kVariable);
  std::error_code failed;
  if (!root || root->empty() || std::filesystem::is_directory(*root, failed)) return;
  out.push_back({Severity::warning, kVariable, 1,
                 fmt::format("{} is no folder; expected one with providers.d/ or catalog.json in it",
                             catalog::in_quotes(*root))});
}

}  // namespace

Diagnostics find_problems(const CatalogSource& source, const catalog::Snapshot& snapshot) {
  Diagnostics out = snapshot.diagnostics();
  check_root(out, source);
  check_libraries(out, snapshot);
  check_chains(out, snapshot);
  check_ids(out, snapshot);
  check_serials(out, source.paths);
  return out;
}

}  // namespace wosa::tool
