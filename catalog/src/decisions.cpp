// SPDX-License-Identifier: MIT
#include "decisions.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "wosa/catalog/state_file.hpp"

namespace wosa::catalog {
namespace {

class Merger {
 public:
  Merger(std::deque<std::string>& files, Diagnostics& diagnostics)
      : files_(files), diagnostics_(diagnostics) {}

  // Files come from the weakest to the strongest.
  void add(const std::filesystem::path& file, std::optional<uid_t> owner) {
    StateRead read = read_state(file, owner);
    std::move(read.diagnostics.begin(), read.diagnostics.end(), std::back_inserter(diagnostics_));
    if (read.source == StateRead::Source::none) return;
    file_ = files_.emplace_back(file.string());
    State& state = read.state;
    for (const EntryRecord& record : state.entries) add(record);
    for (const ProviderRecord& record : state.providers) {
      out_.providers.insert_or_assign(
          record.provider, Decisions::OfProvider{record.enabled, record.lsp_categories, at(record.line)});
    }
    add_chains(state);
    add_order(state);
    add_name_spaces(state);
  }

  Decisions take() { return std::move(out_); }

 private:
  Origin at(int line) const { return {file_, line}; }

  bool claim(DWORD id, int line) {
    if (ids_.insert(id).second) return true;
    diagnostics_.push_back(
        {Severity::warning, std::string(file_), line,
         "the id " + std::to_string(id) +
             " is used by the machine's state file for something else; expected an id of its own, "
             "so this record is left out"});
    return false;
  }

  void add(const EntryRecord& record) {
    const EntryKey key{record.provider, record.index};
    if (const auto known = out_.entries.find(key); known != out_.entries.end()) {
      known->second.enabled = record.enabled;
      known->second.origin = at(record.line);
      if (record.id != known->second.id) out_.aliases.emplace(record.id, known->second.id);
    } else if (claim(record.id, record.line)) {
      out_.entries.emplace(
          key, Decisions::OfEntry{record.id, record.enabled, out_.entries.size(), at(record.line)});
    }
  }

  void add_chains(State& state) {
    std::vector<Decisions::OfChain> chains;
    for (ChainRecord& record : state.chains) {
      if (claim(record.id, record.line)) chains.push_back({std::move(record), at(record.line)});
    }
    out_.chains.insert(out_.chains.begin(), std::make_move_iterator(chains.begin()),
                       std::make_move_iterator(chains.end()));
  }

  void add_order(const State& state) {
    std::vector<Decisions::Ordered> order;
    std::unordered_set<DWORD> seen;
    const auto append = [&](DWORD id, Origin origin) {
      const auto alias = out_.aliases.find(id);
      if (alias != out_.aliases.end()) id = alias->second;
      if (seen.insert(id).second) order.push_back({id, origin});
    };
    for (const DWORD id : state.order) append(id, at(state.order_line));
    for (const Decisions::Ordered& item : out_.order) append(item.id, item.origin);
    out_.order = std::move(order);
  }

  void add_name_spaces(const State& state) {
    std::vector<GUID> order = state.name_space_order;
    for (const GUID& guid : out_.name_spaces) {
      const bool known =
          std::any_of(order.begin(), order.end(), [&](const GUID& g) { return same_guid(g, guid); });
      if (!known) order.push_back(guid);
    }
    out_.name_spaces = std::move(order);
  }

  std::deque<std::string>& files_;
  Diagnostics& diagnostics_;
  std::string_view file_;
  std::unordered_set<DWORD> ids_;
  Decisions out_;
};

}  // namespace

Decisions read_decisions(const Paths& paths, std::deque<std::string>& files, Diagnostics& diagnostics) {
  Merger merger(files, diagnostics);
  for (const auto& file : paths.state_files()) {
    merger.add(file, paths.elevated ? std::optional<uid_t>(paths.trusted_owner) : std::nullopt);
  }
  return merger.take();
}

}  // namespace wosa::catalog
