// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "wosa/catalog/match.hpp"

namespace wosa::catalog {

/// First entries by (family, type) and protocol, each of family and type also with the wildcard 0. Made once
/// for a snapshot; const afterwards.
class MatchIndex {
 public:
  static constexpr std::uint32_t kNobody = 0xFFFFFFFF;

  MatchIndex() = default;
  explicit MatchIndex(std::span<const Entry> entries);

  /// The index of the first entry that ends the search: one that serves, or a critical one that cannot.
  std::uint32_t first(const Request& request) const noexcept;
  /// The index of the first entry that would serve, were it usable.
  std::uint32_t first_unusable(const Request& request) const noexcept;

  bool knows_family(int family) const noexcept;
  bool knows_type(int family, int type) const noexcept;
  /// Whether any type of the family has the protocol.
  bool knows_protocol(int family, int protocol) const noexcept;

 private:
  // Protocol numbers low..high that `entry` is the first to serve. Segments are sorted and do not overlap.
  struct Segment {
    std::int64_t low;
    std::int64_t high;
    std::uint32_t entry;
  };
  struct Bucket {
    std::uint32_t zero = kNobody;  // first to serve protocol 0
    std::vector<Segment> segments;

    void add(std::int64_t low, std::int64_t high, bool matches_zero, std::uint32_t entry);
    std::uint32_t find(int protocol) const noexcept;
  };
  using Buckets = std::unordered_map<std::uint64_t, Bucket>;

  static std::uint64_t key(int family, int type) noexcept;
  static const Bucket* find(const Buckets& buckets, int family, int type) noexcept;
  static void add(Buckets& buckets, const Entry& entry);

  Buckets serving_;   // usable entries, and critical ones that are not
  Buckets unusable_;  // the others that match
};

}  // namespace wosa::catalog
