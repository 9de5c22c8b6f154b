// SPDX-License-Identifier: MIT
#include "wosa/catalog/show_json.hpp"

#include "json_words.hpp"
#include "wosa/catalog/guid.hpp"
#include "wosa/catalog/names.hpp"

namespace wosa::catalog {

std::string show_json(const Snapshot& snapshot, const std::function<bool(const Entry&)>& keep) {
  using Json = nlohmann::ordered_json;
  Json entries = Json::array();
  for (const Entry& e : snapshot.entries()) {
    if (keep && !keep(e)) continue;
    const WSAPROTOCOL_INFOW& info = e.info;
    entries.push_back({{"id", e.id()},
                       {"name", e.name()},
                       {"provider", e.provider->name},
                       {"guid", format_guid(e.provider->guid)},
                       {"kind", std::string(to_string(e.kind))},
                       {"family", word(family_name(info.iAddressFamily), info.iAddressFamily)},
                       {"type", word(type_name(info.iSocketType), info.iSocketType)},
                       {"protocol", word(protocol_name(info.iAddressFamily, info.iProtocol), info.iProtocol)},
                       {"chain", e.chain},
                       {"library", e.provider->resolved_library},
                       {"capabilities", bit_names(info.dwServiceFlags1, capability_names())},
                       {"flags", bit_names(info.dwProviderFlags, flag_names())},
                       {"enabled", e.enabled},
                       {"status", std::string(to_string(e.status))},
                       {"reason", e.reason},
                       {"origin", e.origin.text()}});
  }
  return printed({{"schema", 1}, {"serial", snapshot.serial()}, {"entries", std::move(entries)}});
}

}  // namespace wosa::catalog
