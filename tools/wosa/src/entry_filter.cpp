// SPDX-License-Identifier: MIT
#include "entry_filter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "wosa/catalog/guid.hpp"
#include "wosa/catalog/spelling.hpp"
#include "wosa/catalog/text.hpp"

namespace wosa::tool {
namespace {

bool is_named(const catalog::Provider& provider, const std::string& wanted) {
  if (const auto guid = catalog::parse_guid(wanted)) return catalog::same_guid(*guid, provider.guid);
  return catalog::glob_match(wanted, provider.name);
}

}  // namespace

bool EntryFilter::matches(const catalog::Entry& entry) const {
  return (!family || *family == entry.info.iAddressFamily) && (!type || *type == entry.info.iSocketType) &&
         (!protocol || *protocol == entry.info.iProtocol) &&
         (provider.empty() || is_named(*entry.provider, provider));
}

std::string unknown_provider(const EntryFilter& filter, const catalog::Snapshot& snapshot) {
  const auto providers = snapshot.providers();
  if (filter.provider.empty()) return {};
  if (std::any_of(providers.begin(), providers.end(),
                  [&](const catalog::Provider& p) { return is_named(p, filter.provider); })) {
    return {};
  }
  std::vector<std::string_view> names;
  for (const catalog::Provider& p : providers) names.push_back(p.name);
  return fmt::format("{} is no installed provider; expected one of {}{}", catalog::in_quotes(filter.provider),
                     catalog::one_of(names), catalog::did_you_mean(filter.provider, names));
}

}  // namespace wosa::tool
