// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "wosa/catalog/diagnostic.hpp"
#include "wosa/catalog/located_json.hpp"
#include "wosa/catalog/names.hpp"

namespace wosa::catalog {

/// Typed reading of one member. Each function complains with what was found and what was expected,
/// and then answers nullopt.
class FieldReader {
 public:
  explicit FieldReader(Complaints& complaints) : complaints_(complaints) {}

  std::optional<std::string> string(const JsonMember& member, std::size_t longest = 4096);
  std::optional<bool> boolean(const JsonMember& member);
  std::optional<std::int64_t> integer(const JsonMember& member, std::int64_t low, std::int64_t high);
  std::optional<GUID> guid(const JsonMember& member);
  /// A name of the list, or a number from 0.
  std::optional<int> named(const JsonMember& member, std::span<const NamedValue> names);
  /// An array of names of the list, as the union of their bits.
  std::optional<DWORD> bits(const JsonMember& member, std::span<const NamedValue> names);

  const JsonValue::Array* array(const JsonMember& member, std::string_view of_what);
  const JsonValue::Object* object(const JsonValue& value, std::string_view what);

  /// `"key" is <what was found>; expected <what>`.
  void wrong(const JsonMember& member, std::string_view expected);
  /// Warns of a key that nobody knows, unless it starts with "x-".
  void unknown(const JsonMember& member, std::span<const std::string_view> known);

  Complaints& complaints() noexcept { return complaints_; }

 private:
  Complaints& complaints_;
};

/// An integer of any of JSON's representations, if it is one.
std::optional<std::int64_t> integer_of(const JsonValue& value) noexcept;

}  // namespace wosa::catalog
