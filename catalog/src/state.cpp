// SPDX-License-Identifier: MIT
#include "wosa/catalog/state.hpp"

#include <algorithm>

#include "wosa/catalog/guid.hpp"

namespace wosa::catalog {
namespace {

// Ids above this are derived from GUIDs, not given out.
constexpr DWORD kLastRecordedId = 0x3FFFFFFF;

template <typename List, typename Test>
auto find_in(List& list, Test test) noexcept -> decltype(list.data()) {
  const auto found = std::find_if(list.begin(), list.end(), test);
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

DWORD State::allocate_id() noexcept { return next_id > kLastRecordedId ? 0 : next_id++; }

EntryRecord* State::find_entry(const GUID& provider, std::uint32_t index) noexcept {
  return find_in(entries,
                 [&](const EntryRecord& e) { return e.index == index && same_guid(e.provider, provider); });
}

EntryRecord* State::find_entry(DWORD id) noexcept {
  return find_in(entries, [&](const EntryRecord& e) { return e.id == id; });
}

ChainRecord* State::find_chain(DWORD id) noexcept {
  return find_in(chains, [&](const ChainRecord& c) { return c.id == id; });
}

ProviderRecord* State::find_provider(const GUID& provider) noexcept {
  return find_in(providers, [&](const ProviderRecord& p) { return same_guid(p.provider, provider); });
}

}  // namespace wosa::catalog
