// SPDX-License-Identifier: MIT
#include "wosa/catalog/match_index.hpp"

#include <algorithm>
#include <initializer_list>

namespace wosa::catalog {

void MatchIndex::Bucket::add(std::int64_t low, std::int64_t high, bool matches_zero, std::uint32_t entry) {
  if (matches_zero && zero == kNobody) zero = entry;
  // Whatever an earlier entry covers stays its own; this one takes the gaps.
  auto at = std::lower_bound(segments.begin(), segments.end(), low,
                             [](const Segment& segment, std::int64_t value) { return segment.high < value; });
  while (low <= high) {
    if (at == segments.end() || at->low > high) {
      segments.insert(at, {low, high, entry});
      return;
    }
    if (at->low > low) {
      at = segments.insert(at, {low, at->low - 1, entry});
      ++at;
    }
    low = at->high + 1;
    ++at;
  }
}

std::uint32_t MatchIndex::Bucket::find(int protocol) const noexcept {
  if (protocol == 0) return zero;
  const auto at =
      std::lower_bound(segments.begin(), segments.end(), std::int64_t{protocol},
                       [](const Segment& segment, std::int64_t value) { return segment.high < value; });
  return at != segments.end() && at->low <= protocol ? at->entry : kNobody;
}

std::uint64_t MatchIndex::key(int family, int type) noexcept {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(family)) << 32 |
         static_cast<std::uint32_t>(type);
}

const MatchIndex::Bucket* MatchIndex::find(const Buckets& buckets, int family, int type) noexcept {
  const auto found = buckets.find(key(family, type));
  return found != buckets.end() ? &found->second : nullptr;
}

void MatchIndex::add(Buckets& buckets, const Entry& entry) {
  const WSAPROTOCOL_INFOW& info = entry.info;
  const int family = info.iAddressFamily;
  const int type = info.iSocketType;
  const std::int64_t low = info.iProtocol;
  const std::int64_t high = low + info.iProtocolMaxOffset;
  const bool zero = info.iProtocol == 0 || (info.dwProviderFlags & PFL_MATCHES_PROTOCOL_ZERO) != 0;
  const auto index = static_cast<std::uint32_t>(entry.index);
  buckets[key(family, type)].add(low, high, zero, index);
  if (type != 0) buckets[key(family, 0)].add(low, high, zero, index);
  if (family != 0) buckets[key(0, type)].add(low, high, zero, index);
  if (family != 0 && type != 0) buckets[key(0, 0)].add(low, high, zero, index);
}

MatchIndex::MatchIndex(std::span<const Entry> entries) {
  for (const Entry& entry : entries) {
    if (!entry.enabled || entry.kind == Kind::layer || entry.hidden()) continue;
    const bool ends_search = entry.status == Status::ok || entry.critical;
    add(ends_search ? serving_ : unusable_, entry);
  }
}

std::uint32_t MatchIndex::first(const Request& request) const noexcept {
  const Bucket* bucket = find(serving_, request.family, request.type);
  return bucket != nullptr ? bucket->find(request.protocol) : kNobody;
}

std::uint32_t MatchIndex::first_unusable(const Request& request) const noexcept {
  const Bucket* bucket = find(unusable_, request.family, request.type);
  return bucket != nullptr ? bucket->find(request.protocol) : kNobody;
}

bool MatchIndex::knows_family(int family) const noexcept { return knows_type(family, 0); }

bool MatchIndex::knows_type(int family, int type) const noexcept {
  return find(serving_, family, type) != nullptr || find(unusable_, family, type) != nullptr;
}

bool MatchIndex::knows_protocol(int family, int protocol) const noexcept {
  for (const Buckets* buckets : {&serving_, &unusable_}) {
    const Bucket* bucket = find(*buckets, family, 0);
    if (bucket != nullptr && bucket->find(protocol) != kNobody) return true;
  }
  return false;
}

}  // namespace wosa::catalog
