// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "read_file.hpp"
#include "snapshot_builder.hpp"
#include "trust.hpp"
#include "wosa/catalog/serial.hpp"
#include "wosa/catalog/spelling.hpp"
#include "wosa/catalog/text.hpp"

namespace wosa::catalog {

SnapshotBuilder::SnapshotBuilder(const Paths& paths, const Policy& policy, std::span<const BuiltIn> built_ins)
    : paths_(paths), policy_(policy), built_ins_(built_ins), snapshot_(new Snapshot) {}

std::shared_ptr<const Snapshot> SnapshotBuilder::build() {
  Snapshot& out = *snapshot_;
  out.policy_ = policy_;
  // First of all: a change while the files are read then shows as a newer number, and is not missed.
  out.serial_ = read_serial(paths_);
  decisions_ = read_decisions(paths_, out.files_, out.diagnostics_);
  collection_ = collect(paths_, built_ins_);
  std::move(collection_.diagnostics.begin(), collection_.diagnostics.end(),
            std::back_inserter(out.diagnostics_));

  add_providers();
  add_slots();
  assign_ids();
  add_chains();
  order_slots();
  apply_policy();
  fill_entries();
  order_name_spaces();
  out.index_ = MatchIndex(out.entries_);
  return std::move(snapshot_);
}

void SnapshotBuilder::add_providers() {
  Snapshot& out = *snapshot_;
  out.providers_.reserve(collection_.manifests.size());
  for (Manifest& manifest : collection_.manifests) {
    Provider& p = out.providers_.emplace_back();
    p.guid = manifest.guid;
    p.name = manifest.name;
    p.kind = manifest.kind;
    p.library = manifest.library;
    p.resolved_library = manifest.resolved_library;
    p.spi_version = manifest.spi_version;
    p.critical = manifest.critical;
    p.origin = {out.files_.emplace_back(manifest.file), manifest.guid_line};
    p.library_line = manifest.library_line;
    p.parameters = std::move(manifest.parameters);
    p.layer = std::move(manifest.layer);
    p.name_space = std::move(manifest.name_space);
    judge_library(p);
    if (const auto decided = decisions_.providers.find(p.guid); decided != decisions_.providers.end()) {
      p.lsp_categories = decided->second.lsp_categories;
      p.enabled = decided->second.enabled;
      p.decision = decided->second.origin;
      if (!p.enabled) p.reason = "the provider " + in_quotes(p.name) + " is switched off";
    }
  }
}

// Looks, never loads.
void SnapshotBuilder::judge_library(Provider& provider) const {
  const auto judge = [&](Status status, std::string reason) {
    provider.status = status;
    provider.reason = std::move(reason);
  };
  if (provider.is_built_in()) {
    const std::string_view name = std::string_view(provider.resolved_library).substr(8);
    std::vector<std::string_view> known;
    for (const BuiltIn& built_in : built_ins_) known.push_back(built_in.name);
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    return judge(Status::missing, "there is no built-in " + in_quotes(name) + "; expected one of " +
                                      one_of(known) + did_you_mean(name, known));
  }
  struct stat status {};
  if (stat(provider.resolved_library.c_str(), &status) != 0) {
    return judge(Status::missing, "the library " + provider.resolved_library + ": " + error_text(errno));
  }
  if (!S_ISREG(status.st_mode)) {
    return judge(Status::broken, "the library " + provider.resolved_library + " is no regular file");
  }
  if (!paths_.elevated) return;
  if (std::string why = distrust(provider.resolved_library, paths_.trusted_owner); !why.empty()) {
    judge(Status::untrusted, "an elevated process does not take the library: " + why);
  }
}

void SnapshotBuilder::order_name_spaces() {
  Snapshot& out = *snapshot_;
  const auto place = [this](const Provider* p) {
    const auto& order = decisions_.name_spaces;
    return std::find_if(order.begin(), order.end(), [p](const GUID& g) { return same_guid(g, p->guid); }) -
           order.begin();
  };
  for (Provider& p : out.providers_) {
    if (p.kind != ProviderKind::name_space) continue;
    if (policy_.excludes(p.name)) {
      p.enabled = false;
      p.reason = "left out by " + std::string(Policy::kVariable) + "=" + policy_.text();
      p.decision = {Policy::kVariable, 1};
    }
    out.name_spaces_.push_back(&p);
  }
  std::stable_sort(out.name_spaces_.begin(), out.name_spaces_.end(),
                   [&](const Provider* a, const Provider* b) { return place(a) < place(b); });
}

}  // namespace wosa::catalog
