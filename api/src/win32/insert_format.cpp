// SPDX-License-Identifier: MIT
#include "win32/insert_format.hpp"

#include <climits>
#include <cstdint>
#include <cstdio>
#include <cwchar>
#include <type_traits>

#include "win32/text.hpp"

namespace wosa::runtime {

namespace {

using Size = InsertFormat::Size;

constexpr int kWidest = 0xFFFF;  // of an insert; also bounds what one format string makes us allocate

template <typename Char>
class Parser {
 public:
  using View = std::basic_string_view<Char>;

  Parser(View text, InsertValues& values, unsigned& index) : rest_(text), values_(values), index_(index) {}

  std::optional<InsertFormat> run() {
    parse_flags();
    if (!parse_number(format_.width)) return std::nullopt;
    if (take(".")) {
      format_.precision = 0;
      if (!parse_number(format_.precision)) return std::nullopt;
      if (*format_.precision < 0) format_.precision.reset();
    }
    parse_size();
    constexpr std::string_view kConversions = "sScCdiuoxXp";
    if (rest_.size() != 1 || !is_one_of(rest_.front(), kConversions)) return std::nullopt;
    format_.conversion = static_cast<char>(rest_.front());
    return format_;
  }

 private:
  static bool is_one_of(Char character, std::string_view set) noexcept {
    return character > 0 && character < 0x80 && set.find(static_cast<char>(character)) != set.npos;
  }

  void parse_flags() noexcept {
    for (; !rest_.empty() && is_one_of(rest_.front(), "-+ #0"); rest_.remove_prefix(1)) {
      const char flag = static_cast<char>(rest_.front());
      if (!format_.has(flag)) format_.flags[format_.flag_count++] = flag;
    }
  }

  // A width or precision: digits, or an asterisk for the next value.
  bool parse_number(std::optional<int>& number) {
    if (take("*")) {
      const auto value = values_.at(index_++);
      if (!value) return false;
      number = static_cast<int>(*value);
      format_.starred = true;
      return *number <= kWidest && *number >= -kWidest;
    }
    for (; !rest_.empty() && is_one_of(rest_.front(), "0123456789"); rest_.remove_prefix(1)) {
      number = number.value_or(0) * 10 + static_cast<int>(rest_.front() - '0');
      if (*number > kWidest) return false;
    }
    return true;
  }

  void parse_size() noexcept {
    if (take("I64") || take("ll")) {
      format_.size = Size::k64;
    } else if (take("I32")) {
      format_.size = Size::kDefault;
    } else if (take("I")) {
      format_.size = sizeof(ULONG_PTR) == 8 ? Size::k64 : Size::kDefault;
    } else if (take("h")) {
      format_.size = Size::kHalf;
    } else if (take("l") || take("w")) {
      format_.size = Size::kLong;
    }
  }

  bool take(std::string_view prefix) noexcept {
    if (prefix.size() > rest_.size()) return false;
    for (std::size_t i = 0; i < prefix.size(); ++i) {
      if (rest_[i] != static_cast<Char>(prefix[i])) return false;
    }
    rest_.remove_prefix(prefix.size());
    return true;
  }

  View rest_;
  InsertValues& values_;
  unsigned& index_;
  InsertFormat format_;
};

template <typename Char>
std::basic_string<Char> converted(std::string_view text) {
  if constexpr (std::is_same_v<Char, wchar_t>) {
    return to_wide(text);
  } else {
    return std::string(text);
  }
}

template <typename Char>
std::basic_string<Char> converted(std::wstring_view text) {
  if constexpr (std::is_same_v<Char, wchar_t>) {
    return std::wstring(text);
  } else {
    return to_utf8(text);
  }
}

template <typename Char>
std::basic_string<Char> padded(const InsertFormat& format, std::basic_string<Char> text) {
  const int width = format.width.value_or(0);
  const auto columns = static_cast<std::size_t>(width < 0 ? -width : width);
  const auto spaces = columns > text.size() ? columns - text.size() : 0;
  const bool left = width < 0 || format.has('-');
  text.insert(left ? text.size() : 0, spaces, Char{' '});
  return text;
}

// Whether a string or character is of WCHARs: by the size prefix, else by the letter's case.
template <typename Char>
bool is_wide(const InsertFormat& format) noexcept {
  if (format.size == Size::kHalf) return false;
  if (format.size == Size::kLong) return true;
  const bool capital = format.conversion == 'S' || format.conversion == 'C';
  return std::is_same_v<Char, wchar_t> != capital;
}

template <typename Char>
std::basic_string<Char> string_text(const InsertFormat& format, ULONG_PTR value) {
  // A string with a precision need not have a NUL.
  const auto longest =
      format.precision ? static_cast<std::size_t>(*format.precision) : PTRDIFF_MAX / sizeof(wchar_t);
  if (value == 0) return converted<Char>(std::string_view("(null)").substr(0, longest));
  if (is_wide<Char>(format)) {
    const auto* text = reinterpret_cast<const wchar_t*>(value);
    return converted<Char>(std::wstring_view(text, wcsnlen(text, longest)));
  }
  const auto* text = reinterpret_cast<const char*>(value);
  return converted<Char>(std::string_view(text, strnlen(text, longest)));
}

template <typename Char>
std::basic_string<Char> character_text(const InsertFormat& format, ULONG_PTR value) {
  if (is_wide<Char>(format)) return converted<Char>(std::wstring(1, static_cast<wchar_t>(value)));
  return converted<Char>(std::string(1, static_cast<char>(value)));
}

// The number that a value stands for: Windows' long has 32 bits, so only the 64-bit prefixes take all of it.
long long number_of(const InsertFormat& format, ULONG_PTR value) noexcept {
  if (format.size == Size::k64 || format.conversion == 'p') return static_cast<long long>(value);
  const bool is_signed = format.conversion == 'd' || format.conversion == 'i';
  if (format.size == Size::kHalf) return is_signed ? static_cast<short>(value) : static_cast<WORD>(value);
  return is_signed ? static_cast<long long>(static_cast<int>(value))
                   : static_cast<long long>(static_cast<DWORD>(value));
}

std::string number_text(InsertFormat format, ULONG_PTR value) {
  const long long number = number_of(format, value);
  if (format.conversion == 'p') {
    format.conversion = 'X';
    format.precision = 2 * static_cast<int>(sizeof(void*));
  }
  std::string specification = "%";
  specification.append(format.flags, format.flag_count);
  specification += "*.*ll";
  specification += format.conversion;
  const int width = format.width.value_or(0);
  const int precision = format.precision.value_or(-1);
  const int length = std::snprintf(nullptr, 0, specification.c_str(), width, precision, number);
  std::string digits(length > 0 ? static_cast<std::size_t>(length) + 1 : 1, '\0');
  std::snprintf(digits.data(), digits.size(), specification.c_str(), width, precision, number);
  digits.pop_back();
  return digits;
}

}  // namespace

template <typename Char>
std::optional<InsertFormat> parse_insert(std::basic_string_view<Char> text, InsertValues& values,
                                         unsigned& index) {
  return Parser<Char>(text, values, index).run();
}

template <typename Char>
std::basic_string<Char> print_insert(const InsertFormat& format, ULONG_PTR value) {
  switch (format.conversion) {
    case 's':
    case 'S': return padded(format, string_text<Char>(format, value));
    case 'c':
    case 'C': return padded(format, character_text<Char>(format, value));
    default: return converted<Char>(std::string_view(number_text(format, value)));
  }
}

template std::optional<InsertFormat> parse_insert(std::string_view, InsertValues&, unsigned&);
template std::optional<InsertFormat> parse_insert(std::wstring_view, InsertValues&, unsigned&);
template std::string print_insert<char>(const InsertFormat&, ULONG_PTR);
template std::wstring print_insert<wchar_t>(const InsertFormat&, ULONG_PTR);

}  // namespace wosa::runtime
