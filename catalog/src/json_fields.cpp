// SPDX-License-Identifier: MIT
#include "json_fields.hpp"

#include <limits>

#include "wosa/catalog/guid.hpp"
#include "wosa/catalog/spelling.hpp"
#include "wosa/catalog/text.hpp"

namespace wosa::catalog {

std::optional<std::int64_t> integer_of(const JsonValue& value) noexcept {
  if (const auto* number = std::get_if<std::int64_t>(&value.data)) return *number;
  if (const auto* number = std::get_if<std::uint64_t>(&value.data)) {
    if (*number <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return static_cast<std::int64_t>(*number);
    }
  }
  return std::nullopt;
}

void FieldReader::wrong(const JsonMember& member, std::string_view expected) {
  std::string message = in_quotes(member.key) + " is " + member.value.describe() + "; expected ";
  message += expected;
  complaints_.error(member.value.line, std::move(message));
}

void FieldReader::unknown(const JsonMember& member, std::span<const std::string_view> known) {
  if (member.key.starts_with("x-")) return;
  if (complaints_.full()) return complaints_.warning(member.line, {});
  complaints_.warning(member.line, "unknown key " + in_quotes(member.key) + did_you_mean(member.key, known) +
                                       " (expected a known key, or one that starts with \"x-\")");
}

std::optional<std::string> FieldReader::string(const JsonMember& member, std::size_t longest) {
  const std::string* text = member.value.string();
  if (text == nullptr) {
    wrong(member, "a string");
    return std::nullopt;
  }
  if (text->empty() || text->size() > longest || text->find('\0') != std::string::npos) {
    wrong(member, "a string of 1 to " + std::to_string(longest) + " bytes without NUL");
    return std::nullopt;
  }
  return *text;
}

std::optional<bool> FieldReader::boolean(const JsonMember& member) {
  if (const bool* value = member.value.boolean()) return *value;
  wrong(member, "true or false");
  return std::nullopt;
}

std::optional<std::int64_t> FieldReader::integer(const JsonMember& member, std::int64_t low,
                                                 std::int64_t high) {
  const auto number = integer_of(member.value);
  if (number && *number >= low && *number <= high) return number;
  wrong(member, "an integer from " + std::to_string(low) + " to " + std::to_string(high));
  return std::nullopt;
}

std::optional<GUID> FieldReader::guid(const JsonMember& member) {
  if (const std::string* text = member.value.string()) {
    if (const auto parsed = parse_guid(*text)) return parsed;
  }
  wrong(member, "a GUID in the form \"{01234567-89ab-cdef-0123-456789abcdef}\"");
  return std::nullopt;
}

std::optional<int> FieldReader::named(const JsonMember& member, std::span<const NamedValue> names) {
  if (const auto number = integer_of(member.value)) {
    if (*number >= 0 && *number <= std::numeric_limits<int>::max()) return static_cast<int>(*number);
  }
  const auto known = words(names);
  if (const std::string* text = member.value.string()) {
    for (const NamedValue& n : names) {
      if (n.name == *text) return static_cast<int>(n.value);
    }
    wrong(member, "one of " + one_of(known) + ", or a number from 0" + did_you_mean(*text, known));
    return std::nullopt;
  }
  wrong(member, "one of " + one_of(known) + ", or a number from 0");
  return std::nullopt;
}

std::optional<DWORD> FieldReader::bits(const JsonMember& member, std::span<const NamedValue> names) {
  const JsonValue::Array* items = array(member, "names");
  if (items == nullptr) return std::nullopt;
  DWORD all = 0;
  bool good = true;
  for (const JsonValue& item : *items) {
    const std::string* text = item.string();
    const NamedValue* found = nullptr;
    for (const NamedValue& n : names) {
      if (text != nullptr && n.name == *text) found = &n;
    }
    if (found != nullptr) {
      all |= found->value;
      continue;
    }
    good = false;
    if (complaints_.full()) {
      complaints_.error(item.line, {});
      continue;
    }
    const auto known = words(names);
    complaints_.error(item.line, in_quotes(member.key) + " holds " + item.describe() + "; expected one of " +
                                     one_of(known) + (text != nullptr ? did_you_mean(*text, known) : ""));
  }
  return good ? std::optional<DWORD>(all) : std::nullopt;
}

const JsonValue::Array* FieldReader::array(const JsonMember& member, std::string_view of_what) {
  const JsonValue::Array* items = member.value.array();
  if (items == nullptr) wrong(member, "an array of " + std::string(of_what));
  return items;
}

const JsonValue::Object* FieldReader::object(const JsonValue& value, std::string_view what) {
  const JsonValue::Object* members = value.object();
  if (members == nullptr) {
    complaints_.error(value.line, std::string(what) + " is " + value.describe() + "; expected an object");
  }
  return members;
}

}  // namespace wosa::catalog
