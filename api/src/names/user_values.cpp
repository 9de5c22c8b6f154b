// SPDX-License-Identifier: MIT
#include "names/user_values.hpp"

#include <cstdint>
#include <cstring>
#include <type_traits>

#include "win32/text.hpp"
#include "wosa/spi/user_memory.hpp"

namespace wosa::runtime::names {

namespace {

constexpr std::uintptr_t kPage = 4096;  // the smallest page there is

std::uintptr_t page_of(const unsigned char* byte) noexcept {
  return reinterpret_cast<std::uintptr_t>(byte) / kPage;
}

// Asks once for each page, so that the end of the text may be the last byte that can be read.
template <typename Char>
Answer<std::basic_string<Char>> read_characters(const Char* from_user, INT too_long) {
  std::basic_string<Char> text;
  const auto* at = reinterpret_cast<const unsigned char*>(from_user);  // perhaps not aligned
  bool checked = false;
  std::uintptr_t page = 0;
  for (;; at += sizeof(Char)) {
    Char character;
    const std::uintptr_t last = page_of(at + sizeof(Char) - 1);
    if (!checked || last != page) {
      if (!read_bytes(&character, at, sizeof character)) return tl::unexpected(WSAEFAULT);
      checked = true;
      page = last;
    } else {
      std::memcpy(&character, at, sizeof character);
    }
    if (character == Char{}) return text;
    if (text.size() == kLongestText) return tl::unexpected(too_long);
    text.push_back(character);
  }
}

}  // namespace

bool read_bytes(void* to, const void* from_user, std::size_t size) noexcept {
  static_assert(std::is_same_v<decltype(spi::copy_in(to, from_user, size)), int>, "0 says that it worked");
  return spi::copy_in(to, from_user, size) == 0;
}

bool write_bytes(void* to_user, const void* from, std::size_t size) noexcept {
  static_assert(std::is_same_v<decltype(spi::copy_out(to_user, from, size)), int>, "0 says that it worked");
  return spi::copy_out(to_user, from, size) == 0;
}

Answer<std::string> read_text(const char* from_user, INT too_long) {
  return read_characters(from_user, too_long);
}

Answer<std::string> read_text(const wchar_t* from_user, INT too_long) {
  const auto text = read_characters(from_user, too_long);
  if (!text) return tl::unexpected(text.error());
  return to_utf8(*text);
}

std::string in_characters(const std::string& text, const char*) { return text; }

std::wstring in_characters(const std::string& text, const wchar_t*) { return runtime::to_wide(text); }

}  // namespace wosa::runtime::names
