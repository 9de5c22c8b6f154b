// SPDX-License-Identifier: MIT
#include "wosa/catalog/located_json.hpp"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <iterator>
#include <nlohmann/json.hpp>
#include <numeric>

#include "wosa/catalog/text.hpp"

namespace wosa::catalog {
namespace {

// How far the lexer has read. It reads through copies of one iterator, so the position lives outside it.
struct Reading {
  const char* begin;
  const char* at;
};

class Cursor {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Cursor(const char* at, Reading* reading) : at_(at), reading_(reading) {}
  reference operator*() const { return *at_; }
  Cursor& operator++() {
    reading_->at = ++at_;
    return *this;
  }
  Cursor operator++(int) {
    Cursor old = *this;
    ++*this;
    return old;
  }
  friend bool operator==(const Cursor& a, const Cursor& b) { return a.at_ == b.at_; }

 private:
  const char* at_;
  Reading* reading_;
};

// "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing value - x"
// without the parts that say where, and without a copy of the input that may be a megabyte long.
std::string reason_of(std::string_view text) {
  constexpr std::string_view kSyntax = "syntax error ";
  constexpr std::string_view kLast = "last read: '";
  if (const auto at = text.find(kSyntax); at != std::string_view::npos) {
    text.remove_prefix(at + kSyntax.size());
  } else if (const auto bracket = text.find("] "); bracket != std::string_view::npos) {
    text.remove_prefix(bracket + 2);
  }
  std::string out;
  const auto last = text.find(kLast);
  if (last == std::string_view::npos) {
    out = text.substr(0, 120);
  } else {
    const auto end = std::min(text.size(), text.rfind('\'', text.rfind("; expected")));
    const std::string_view input = text.substr(last + kLast.size(), end - last - kLast.size());
    out = text.substr(0, last);
    out += "last read: " + in_quotes(input.substr(input.size() - std::min<std::size_t>(input.size(), 30)));
    if (end + 1 < text.size()) out += text.substr(end + 1);
  }
  return "not valid JSON: " + out;
}

class TreeBuilder {
 public:
  TreeBuilder(Reading* reading, std::string_view file, JsonLimits limits)
      : reading_(reading), counted_(reading->begin), file_(file), limits_(limits) {}

  bool null() { return add(nullptr, line()); }
  bool boolean(bool value) { return add(value, line()); }
  bool number_integer(std::int64_t value) { return add(value, number_line()); }
  bool number_unsigned(std::uint64_t value) { return add(value, number_line()); }
  bool number_float(double value, const std::string&) { return add(value, number_line()); }
  bool string(std::string& value) { return add(std::move(value), line()); }
  bool binary(nlohmann::json::binary_t&) { return false; }

  bool start_object(std::size_t) { return open(JsonValue::Object()); }
  bool start_array(std::size_t) { return open(JsonValue::Array()); }
  bool end_array() { return close(); }
  bool end_object() { return keys_are_unique(std::get<JsonValue::Object>(stack_.back()->data)) && close(); }

  bool key(std::string& name) {
    auto& members = std::get<JsonValue::Object>(stack_.back()->data);
    if (members.empty()) members.reserve(8);
    members.push_back({std::move(name), line(), JsonValue()});
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& problem) {
    return fail(line_before(), reason_of(problem.what()));
  }

  JsonValue take() { return std::move(root_); }
  Diagnostic error() { return std::move(error_); }

 private:
  bool fail(int line, std::string message) {
    error_ = {Severity::error, std::string(file_), line, std::move(message)};
    return false;
  }

  int line_at(const char* position) {
    line_ += static_cast<int>(std::count(counted_, std::max(counted_, position), '\n'));
    counted_ = std::max(counted_, position);
    return line_;
  }
  int line() { return line_at(reading_->at); }
  // The lexer has looked one character too far, perhaps over the end of the line.
  int line_before() { return line_at(reading_->at == reading_->begin ? reading_->at : reading_->at - 1); }
  int number_line() {
    const auto last = static_cast<unsigned char>(reading_->at[-1]);
    return std::isdigit(last) != 0 ? line() : line_before();
  }

  template <typename T>
  bool add(T&& value, int at) {
    place(JsonValue(std::forward<T>(value), at));
    return true;
  }

  // A container stays where it is while it is open: its parent takes no other value until it is closed.
  JsonValue* place(JsonValue&& value) {
    if (stack_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    if (auto* members = std::get_if<JsonValue::Object>(&stack_.back()->data)) {
      members->back().value = std::move(value);
      return &members->back().value;
    }
    auto& items = std::get<JsonValue::Array>(stack_.back()->data);
    items.push_back(std::move(value));
    return &items.back();
  }

  template <typename T>
  bool open(T&& container) {
    const int at = line();
    if (stack_.size() >= limits_.depth) {
      return fail(at, "nested deeper than " + std::to_string(limits_.depth) + " levels");
    }
    stack_.push_back(place(JsonValue(std::forward<T>(container), at)));
    return true;
  }

  bool close() {
    stack_.pop_back();
    return true;
  }

  bool keys_are_unique(const JsonValue::Object& members) {
    constexpr std::size_t kFew = 24;
    if (members.size() <= kFew) {
      for (std::size_t i = 1; i < members.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
          if (members[i].key == members[j].key) return duplicate(members[j], members[i]);
        }
      }
      return true;
    }
    std::vector<std::size_t> order(members.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return members[a].key < members[b].key; });
    const auto twin = std::adjacent_find(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return members[a].key == members[b].key;
    });
    return twin == order.end() || duplicate(members[*twin], members[*(twin + 1)]);
  }

  bool duplicate(const JsonMember& first, const JsonMember& second) {
    return fail(second.line, "the key " + in_quotes(second.key) + " was already given in line " +
                                 std::to_string(first.line) + "; expected every key once");
  }

  Reading* reading_;
  const char* counted_;
  int line_ = 1;
  std::string_view file_;
  JsonLimits limits_;
  JsonValue root_;
  std::vector<JsonValue*> stack_;
  Diagnostic error_;
};

}  // namespace

const JsonMember* JsonValue::find(std::string_view key) const noexcept {
  const Object* members = object();
  if (members == nullptr) return nullptr;
  const auto found =
      std::find_if(members->begin(), members->end(), [&](const JsonMember& m) { return m.key == key; });
  return found == members->end() ? nullptr : &*found;
}

std::string JsonValue::describe() const {
  struct Describe {
    std::string operator()(std::nullptr_t) const { return "null"; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return "the number " + std::to_string(value); }
    std::string operator()(std::uint64_t value) const { return "the number " + std::to_string(value); }
    std::string operator()(double value) const {
      char text[40];
      std::snprintf(text, sizeof text, "the number %g", value);
      return text;
    }
    std::string operator()(const std::string& value) const { return "the string " + in_quotes(value); }
    std::string operator()(const Array& value) const { return value.empty() ? "an empty array" : "an array"; }
    std::string operator()(const Object&) const { return "an object"; }
  };
  return std::visit(Describe{}, data);
}

tl::expected<JsonValue, Diagnostic> parse_json(std::string_view text, std::string_view file,
                                               JsonLimits limits) {
  const auto fail = [&](int line, std::string message) {
    return tl::make_unexpected(Diagnostic{Severity::error, std::string(file), line, std::move(message)});
  };
  if (text.size() > limits.size) {
    return fail(1, "holds " + std::to_string(text.size()) + " bytes; expected at most " +
                       std::to_string(limits.size));
  }
  // The lexer would take a NUL for the end of the text and never look at what follows.
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(nul), '\n');
    return fail(static_cast<int>(line), "holds a NUL byte; expected JSON text");
  }
  Reading reading{text.data(), text.data()};
  TreeBuilder builder(&reading, file, limits);
  const Cursor first(text.data(), &reading);
  const Cursor last(text.data() + text.size(), &reading);
  if (!nlohmann::json::sax_parse(first, last, &builder)) return tl::make_unexpected(builder.error());
  return builder.take();
}

}  // namespace wosa::catalog
