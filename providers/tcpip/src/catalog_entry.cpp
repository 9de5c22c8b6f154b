// SPDX-License-Identifier: MIT
#include "catalog_entry.hpp"

#include <atomic>
#include <cstring>
#include <new>

namespace wosa::tcpip {
namespace {

constinit std::atomic<const CatalogEntry*> g_entries{nullptr};

}  // namespace

const CatalogEntry* intern(const WSAPROTOCOL_INFOW& info) noexcept {
  const CatalogEntry* head = g_entries.load(std::memory_order_acquire);
  for (const CatalogEntry* entry = head; entry != nullptr; entry = entry->next) {
    if (std::memcmp(&entry->info, &info, sizeof info) == 0) return entry;
  }
  auto* added = new (std::nothrow) CatalogEntry{info, head};
  if (added == nullptr) return nullptr;
  // Two threads may add the same record; it is then kept twice, which harms nobody.
  while (!g_entries.compare_exchange_weak(added->next, added, std::memory_order_acq_rel)) {
  }
  return added;
}

}  // namespace wosa::tcpip
