// SPDX-License-Identifier: MIT
#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wosa/catalog/diagnostic.hpp"

namespace wosa::catalog {

struct JsonMember;

/// A JSON value that knows the line it stands on, so that a message can point at it.
/// A plain value type: copy and destroy it anywhere, share it between threads while it is const.
class JsonValue {
 public:
  using Array = std::vector<JsonValue>;
  using Object = std::vector<JsonMember>;
  using Data =
      std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string, Array, Object>;

  JsonValue();
  template <typename T>
  JsonValue(T&& value, int at);

  const bool* boolean() const noexcept { return std::get_if<bool>(&data); }
  const std::string* string() const noexcept { return std::get_if<std::string>(&data); }
  const Array* array() const noexcept { return std::get_if<Array>(&data); }
  const Object* object() const noexcept { return std::get_if<Object>(&data); }

  /// The member of that name, or null; null too when this is no object.
  const JsonMember* find(std::string_view key) const noexcept;

  /// For messages: `the string "abc"`, `the number 12`, `an array`.
  std::string describe() const;

  Data data;  ///< null from the start
  int line = 0;
};

struct JsonMember {
  std::string key;
  int line = 0;  ///< of the key
  JsonValue value;
};

// Here, because a vector of members wants them complete.
inline JsonValue::JsonValue() = default;
template <typename T>
JsonValue::JsonValue(T&& value, int at) : data(std::forward<T>(value)), line(at) {}

struct JsonLimits {
  std::size_t size = std::size_t{4} << 20;
  std::size_t depth = 64;
};

/// Parses one JSON text. A duplicate key, nesting deeper or a text longer than the limits, bad UTF-8, a NUL,
/// and anything after the value are errors. Never throws except for lack of memory.
tl::expected<JsonValue, Diagnostic> parse_json(std::string_view text, std::string_view file,
                                               JsonLimits limits = {});

}  // namespace wosa::catalog
