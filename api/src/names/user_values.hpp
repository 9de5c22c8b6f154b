// SPDX-License-Identifier: MIT
#pragma once

// The program's own memory: text and records, read and written without trust.

#include <string>

#include "names/resolver.hpp"

namespace wosa::runtime::names {

// Whether a copy from or to the program worked; false where its pointer is bad.
[[nodiscard]] bool read_bytes(void* to, const void* from_user, std::size_t size) noexcept;
[[nodiscard]] bool write_bytes(void* to_user, const void* from, std::size_t size) noexcept;

template <typename Value>
[[nodiscard]] bool read_value(Value& value, const void* from_user) noexcept {
  return read_bytes(&value, from_user, sizeof(Value));
}

template <typename Value>
[[nodiscard]] bool write_value(void* to_user, const Value& value) noexcept {
  return write_bytes(to_user, &value, sizeof(Value));
}

// More than any name or address has.
inline constexpr std::size_t kLongestText = 4096;

// A NUL-terminated text of the program's, as UTF-8. WSAEFAULT for a bad pointer, `too_long` for a text
// without end.
[[nodiscard]] Answer<std::string> read_text(const char* from_user, INT too_long);
[[nodiscard]] Answer<std::string> read_text(const wchar_t* from_user, INT too_long);

// UTF-8 in the program's characters.
[[nodiscard]] std::string in_characters(const std::string& text, const char*);
[[nodiscard]] std::wstring in_characters(const std::string& text, const wchar_t*);

// A text with its NUL, for a buffer of `room` characters. False where it is too small or a bad pointer.
template <typename Char>
[[nodiscard]] bool write_text(Char* to_user, std::size_t room, const std::string& text) {
  const std::basic_string<Char> characters = in_characters(text, to_user);
  if (to_user == nullptr || characters.size() >= room) return false;
  return write_bytes(to_user, characters.c_str(), (characters.size() + 1) * sizeof(Char));
}

}  // namespace wosa::runtime::names
