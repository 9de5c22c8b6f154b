// SPDX-License-Identifier: MIT
#include "catalog_entry.hpp"

#include <atomic>
#include <cstddef>
#include <cstring>
#include <cwchar>
#include <iterator>
#include <new>

namespace wosa::tcpip {
namespace {

constinit std::atomic<const CatalogEntry*> g_entries{nullptr};

// What stands behind the end of the name says nothing, and is most of a record.
bool same_record(const WSAPROTOCOL_INFOW& a, const WSAPROTOCOL_INFOW& b) noexcept {
  return std::memcmp(&a, &b, offsetof(WSAPROTOCOL_INFOW, szProtocol)) == 0 &&
         std::wcsncmp(a.szProtocol, b.szProtocol, std::size(a.szProtocol)) == 0;
}

}  // namespace

const CatalogEntry* intern(const WSAPROTOCOL_INFOW& info) noexcept {
  const CatalogEntry* head = g_entries.load(std::memory_order_acquire);
  for (const CatalogEntry* entry = head; entry != nullptr; entry = entry->next) {
    if (same_record(entry->info, info)) return entry;
  }
  auto* added = new (std::nothrow) CatalogEntry{info, head};
  if (added == nullptr) return nullptr;
  // Two threads may add the same record; it is then kept twice, which harms nobody.
  while (!g_entries.compare_exchange_weak(added->next, added, std::memory_order_acq_rel)) {
  }
  return added;
}

}  // namespace wosa::tcpip
