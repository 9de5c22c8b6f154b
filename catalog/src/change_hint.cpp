// SPDX-License-Identifier: MIT
#include "change_hint.hpp"

#include <algorithm>

#include "wosa/catalog/names.hpp"

namespace wosa::catalog {
namespace {

std::string explain_command(const Request& r) {
  std::string out = "wosa catalog explain";
  if (r.family != 0) out += " --af " + family_text(r.family);
  if (r.type != 0) out += " --type " + type_text(r.type);
  if (r.protocol != 0) out += " --proto " + protocol_text(r.family, r.protocol);
  return out;
}

// The names of all members of a chain: its policy must let every one of them in.
std::string names_of(const Snapshot& snapshot, const Entry& entry) {
  if (entry.kind != Kind::chain) return entry.provider->name;
  std::string out;
  for (const DWORD id : entry.chain) {
    const Entry* member = snapshot.by_id(id);
    if (member == nullptr) continue;
    if (!out.empty()) out += ',';
    out += member->provider->name;
  }
  return out;
}

}  // namespace

std::string change_hint(const Snapshot& snapshot, const Explanation& explanation) {
  const auto& candidates = explanation.candidates;
  const std::string command = explain_command(explanation.request);
  const auto would_match = [&](const Candidate& c) {
    return c.verdict == Verdict::skipped && c.entry->status == Status::ok;
  };
  if (explanation.chosen != nullptr) {
    // Another provider's entry that matches can be put first for one process.
    for (const Candidate& c : candidates) {
      if (!would_match(c) || c.entry->provider == explanation.chosen->provider) continue;
      if (c.entry->index < explanation.chosen->index) return "wosa catalog check";  // it failed to load
      return std::string(Policy::kVariable) + "='" + names_of(snapshot, *c.entry) + ",*' " + command;
    }
    const std::string& name = explanation.chosen->provider->name;
    return std::string(Policy::kVariable) + "='^" + name + "' " + command;
  }
  const bool kept_out =
      !snapshot.policy().empty() && std::any_of(candidates.begin(), candidates.end(), [](const Candidate& c) {
        return !c.entry->enabled && c.entry->decision.file == Policy::kVariable;
      });
  if (kept_out) return "env -u " + std::string(Policy::kVariable) + ' ' + command;
  const bool unusable = std::any_of(candidates.begin(), candidates.end(),
                                    [](const Candidate& c) { return c.verdict == Verdict::skipped; });
  if (unusable || has_errors(snapshot.diagnostics())) return "wosa catalog check";
  return "wosa catalog show";
}

}  // namespace wosa::catalog
