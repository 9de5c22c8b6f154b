// SPDX-License-Identifier: MIT
#include "win32/message_inserts.hpp"

#include <utility>

#include "win32/insert_format.hpp"
#include "winerror.h"

namespace wosa::runtime {

namespace {

template <typename Char>
class Formatter {
 public:
  using Text = std::basic_string<Char>;
  using View = std::basic_string_view<Char>;

  Formatter(View definition, MessageLayout layout, InsertValues& values)
      : rest_(definition), layout_(layout), values_(values) {}

  // False for a malformed definition.
  bool run() {
    while (!rest_.empty() && !ended_) {
      const Char next = rest_.front();
      if (next == '%') {
        if (!escape()) return false;
      } else if (next == '\r' || next == '\n') {
        rest_.remove_prefix(next == '\r' && rest_.size() > 1 && rest_[1] == '\n' ? 2 : 1);
        if (layout_.width == 0) {
          hard_break();
        } else {
          message_ += Char{' '};
        }
      } else {
        message_ += next;
        rest_.remove_prefix(1);
      }
    }
    return true;
  }

  Text& message() noexcept { return message_; }

 private:
  void hard_break() {
    message_ += Char{'\r'};
    message_ += Char{'\n'};
  }

  bool escape() {
    if (rest_.size() < 2) return false;
    const Char code = rest_[1];
    if (code >= '1' && code <= '9') return insert();
    rest_.remove_prefix(2);
    switch (code) {
      case '0': ended_ = true; break;
      case 'n': hard_break(); break;
      case 'r': message_ += Char{'\r'}; break;
      case 't': message_ += Char{'\t'}; break;
      default:
        if (layout_.ignore_inserts) message_ += Char{'%'};
        message_ += code;
    }
    return true;
  }

  static bool is_digit(Char c) noexcept { return c >= '0' && c <= '9'; }

  bool insert() {
    const bool two_digits = rest_.size() > 2 && is_digit(rest_[2]);
    if (layout_.ignore_inserts) {
      message_ += rest_.substr(0, two_digits ? 3 : 2);
      rest_.remove_prefix(two_digits ? 3 : 2);
      return true;
    }
    unsigned number = static_cast<unsigned>(rest_[1] - '0');
    if (two_digits) number = number * 10 + static_cast<unsigned>(rest_[2] - '0');
    rest_.remove_prefix(two_digits ? 3 : 2);
    unsigned index = number - 1;
    InsertFormat format;
    if (!rest_.empty() && rest_.front() == '!') {
      rest_.remove_prefix(1);
      const auto end = rest_.find(Char{'!'});
      if (end == View::npos) return false;
      const auto parsed = parse_insert<Char>(rest_.substr(0, end), values_, index);
      if (!parsed) return false;
      format = *parsed;
      rest_.remove_prefix(end + 1);
    }
    const auto value = values_.at(index);
    if (!value) return false;
    message_ += print_insert<Char>(format, *value);
    if (format.starred) values_.end_starred(index);
    return true;
  }

  View rest_;
  MessageLayout layout_;
  InsertValues& values_;
  Text message_;
  bool ended_ = false;
};

// Breaks lines that are longer than `width` at white space; a longer word stays whole.
template <typename Char>
std::basic_string<Char> wrap(std::basic_string_view<Char> text, std::size_t width) {
  std::basic_string<Char> result;
  const auto is_space = [](Char c) { return c == ' ' || c == '\t'; };
  std::size_t column = 0;  // of the current line, without the white space before the next word
  bool has_word = false;
  while (!text.empty()) {
    if (text.front() == '\r' || text.front() == '\n') {
      column = 0;
      has_word = false;
      result += text.front();
      text.remove_prefix(1);
      continue;
    }
    std::size_t spaces = 0;
    while (spaces < text.size() && is_space(text[spaces])) ++spaces;
    std::size_t end = spaces;
    while (end < text.size() && !is_space(text[end]) && text[end] != '\r' && text[end] != '\n') ++end;
    if (has_word && end > spaces && column + end > width) {
      result += Char{'\r'};
      result += Char{'\n'};
      result += text.substr(spaces, end - spaces);
      column = end - spaces;
    } else {
      result += text.substr(0, end);
      column += end;
    }
    has_word = has_word || end > spaces;
    text.remove_prefix(end);
  }
  return result;
}

}  // namespace

template <typename Char>
tl::expected<std::basic_string<Char>, DWORD> format_message(std::basic_string_view<Char> definition,
                                                            MessageLayout layout, InsertValues values) {
  Formatter<Char> formatter(definition, layout, values);
  if (!formatter.run()) return tl::unexpected(DWORD{ERROR_INVALID_PARAMETER});
  const bool is_limited = layout.width != 0 && layout.width != 0xFF;
  if (!is_limited) return std::move(formatter.message());
  return wrap<Char>(formatter.message(), layout.width);
}

template tl::expected<std::string, DWORD> format_message(std::string_view, MessageLayout, InsertValues);
template tl::expected<std::wstring, DWORD> format_message(std::wstring_view, MessageLayout, InsertValues);

}  // namespace wosa::runtime
