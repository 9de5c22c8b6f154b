// SPDX-License-Identifier: MIT
#include "checksum.hpp"
#include "wosa/catalog/guid.hpp"
#include "wosa/catalog/state_file.hpp"

namespace wosa::catalog {
namespace {

using Json = nlohmann::ordered_json;

Json with_extra(Json object, const ExtraMembers& extra) {
  for (const JsonMember& member : extra) object[member.key] = to_nlohmann(member.value);
  return object;
}

Json print(const EntryRecord& e) {
  return with_extra(
      {{"id", e.id}, {"guid", format_guid(e.provider)}, {"index", e.index}, {"enabled", e.enabled}}, e.extra);
}

Json print(const ChainRecord& c) {
  return with_extra({{"id", c.id},
                     {"name", c.name},
                     {"layer", format_guid(c.layer)},
                     {"members", c.members},
                     {"enabled", c.enabled}},
                    c.extra);
}

Json print(const ProviderRecord& p) {
  return with_extra(
      {{"guid", format_guid(p.provider)}, {"enabled", p.enabled}, {"lsp_categories", p.lsp_categories}},
      p.extra);
}

Json print(const ApplicationCategory& c) {
  Json out = {{"path", c.path}};
  if (!c.extra_match.empty()) out["extra"] = c.extra_match;
  out["permitted"] = c.permitted;
  return with_extra(std::move(out), c.extra);
}

template <typename Record>
Json print(const std::vector<Record>& records) {
  Json out = Json::array();
  for (const Record& record : records) out.push_back(print(record));
  return out;
}

}  // namespace

std::string print_state(const State& state) {
  Json name_spaces = Json::array();
  for (const GUID& guid : state.name_space_order) name_spaces.push_back(format_guid(guid));
  Json document = {{"schema", kStateSchema},
                   {"serial", state.serial},
                   {"checksum", ""},
                   {"next_id", state.next_id},
                   {"order", state.order},
                   {"entries", print(state.entries)},
                   {"chains", print(state.chains)},
                   {"providers", print(state.providers)},
                   {"categories", print(state.categories)},
                   {"namespaces", std::move(name_spaces)}};
  document = with_extra(std::move(document), state.extra);

  // The checksum is about what a reader will see, so it is taken of the printed text.
  constexpr auto kReplace = Json::error_handler_t::replace;
  document["checksum"] = document_checksum(nlohmann::json::parse(document.dump(-1, ' ', false, kReplace)));
  return document.dump(2, ' ', false, kReplace) + '\n';
}

}  // namespace wosa::catalog
