// SPDX-License-Identifier: MIT
#include "json_words.hpp"
#include "wosa/catalog/explain.hpp"
#include "wosa/catalog/names.hpp"

namespace wosa::catalog {

std::string to_json(const Explanation& explanation) {
  using Json = nlohmann::ordered_json;
  const Request& r = explanation.request;
  Json candidates = Json::array();
  for (const Candidate& c : explanation.candidates) {
    candidates.push_back({{"id", c.entry->id()},
                          {"name", c.entry->name()},
                          {"provider", c.entry->provider->name},
                          {"verdict", std::string(to_string(c.verdict))},
                          {"reason", c.reason},
                          {"where", c.where}});
  }
  Json chosen = nullptr;
  if (explanation.chosen != nullptr) {
    chosen = {{"id", explanation.chosen->id()}, {"chain", explanation.chosen->chain}};
  }
  return printed({{"schema", 1},
                  {"request",
                   {{"family", word(family_name(r.family), r.family)},
                    {"type", word(type_name(r.type), r.type)},
                    {"protocol", word(protocol_name(r.family, r.protocol), r.protocol)}}},
                  {"candidates", std::move(candidates)},
                  {"chosen", std::move(chosen)},
                  {"change_with", explanation.change_with}});
}

}  // namespace wosa::catalog
