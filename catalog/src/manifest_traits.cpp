// SPDX-License-Identifier: MIT
#include "manifest_traits.hpp"

#include <algorithm>
#include <cstdio>
#include <limits>

#include "wosa/catalog/spelling.hpp"
#include "wosa/catalog/text.hpp"

namespace wosa::catalog {
namespace {

constexpr std::size_t kMaxParameters = 256;

// "inet", or "*" for any; nullopt for a word that nobody knows.
std::optional<int> word_value(std::string_view word, std::optional<int> (*value)(std::string_view) noexcept) {
  if (word == "*") return 0;
  return value(word);
}

std::optional<LayerTarget> target_of(std::string_view text) {
  const auto slash = text.find('/');
  const std::string_view type = slash == std::string_view::npos ? "*" : text.substr(slash + 1);
  const auto family_number = word_value(text.substr(0, slash), family_value);
  const auto type_number = word_value(type, type_value);
  if (!family_number || !type_number) return std::nullopt;
  return LayerTarget{*family_number, *type_number};
}

std::string text_of_default(const JsonValue& value) {
  if (const std::string* text = value.string()) return *text;
  if (const bool* flag = value.boolean()) return *flag ? "true" : "false";
  if (const auto number = integer_of(value)) return std::to_string(*number);
  if (const auto* number = std::get_if<double>(&value.data)) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", *number);
    return text;
  }
  return {};
}

bool fits(const JsonValue& value, std::string_view type) {
  if (type == "string") return value.string() != nullptr;
  if (type == "boolean") return value.boolean() != nullptr;
  if (type == "integer") return integer_of(value).has_value();
  return integer_of(value).has_value() || std::holds_alternative<double>(value.data);
}

Parameter read_parameter(const JsonValue& element, FieldReader& reader) {
  static constexpr std::string_view kKeys[] = {"name", "type", "default", "help"};
  static constexpr std::string_view kTypes[] = {"integer", "number", "boolean", "string"};
  Parameter out;
  out.line = element.line;
  const auto* members = reader.object(element, "an element of \"parameters\"");
  if (members == nullptr) return out;
  for (const JsonMember& member : *members) {
    if (member.key == "name") {
      out.name = reader.string(member, 64).value_or("");
    } else if (member.key == "help") {
      out.help = reader.string(member).value_or("");
    } else if (member.key == "type") {
      const std::string* text = member.value.string();
      if (text == nullptr || std::find(std::begin(kTypes), std::end(kTypes), *text) == std::end(kTypes)) {
        reader.wrong(member,
                     "one of " + one_of(kTypes) + (text != nullptr ? did_you_mean(*text, kTypes) : ""));
      } else {
        out.type = *text;
      }
    } else if (member.key != "default") {
      reader.unknown(member, kKeys);
    }
  }
  for (const std::string_view key : {"name", "type"}) {
    if (element.find(key) != nullptr) continue;
    reader.complaints().error(element.line, "the parameter has no " + in_quotes(key) + "; expected a string");
  }
  if (const JsonMember* member = element.find("default"); member != nullptr && !out.type.empty()) {
    if (!fits(member->value, out.type)) reader.wrong(*member, "a value of the type " + in_quotes(out.type));
    out.default_value = text_of_default(member->value);
  }
  return out;
}

}  // namespace

LayerTraits read_layer(const JsonMember& layer, FieldReader& reader) {
  static constexpr std::string_view kKeys[] = {"style", "over"};
  LayerTraits out;
  const auto* members = reader.object(layer.value, "\"layer\"");
  if (members == nullptr) return out;
  for (const JsonMember& member : *members) {
    if (member.key == "style") {
      const std::string* text = member.value.string();
      if (text == nullptr || (*text != "transparent" && *text != "translating")) {
        reader.wrong(member, "\"transparent\" or \"translating\"");
      } else {
        out.translating = *text == "translating";
      }
    } else if (member.key == "over") {
      const auto* items = reader.array(member, "strings such as \"inet/stream\"");
      if (items == nullptr) continue;
      for (const JsonValue& item : *items) {
        const std::string* text = item.string();
        const auto target = text != nullptr ? target_of(*text) : std::nullopt;
        if (target) {
          out.over.push_back(*target);
        } else {
          reader.complaints().error(item.line,
                                    "\"over\" holds " + item.describe() +
                                        "; expected family/type such as \"inet/stream\", or \"*\"");
        }
      }
    } else {
      reader.unknown(member, kKeys);
    }
  }
  if (layer.value.find("style") == nullptr) {
    reader.complaints().error(layer.line,
                              "the layer has no \"style\"; expected \"transparent\" or \"translating\"");
  }
  return out;
}

NameSpaceTraits read_name_space(const JsonMember& name_space, FieldReader& reader) {
  static constexpr std::string_view kKeys[] = {"id", "version"};
  NameSpaceTraits out;
  const auto* members = reader.object(name_space.value, "\"namespace\"");
  if (members == nullptr) return out;
  for (const JsonMember& member : *members) {
    if (member.key == "id") {
      if (const auto number = integer_of(member.value); number && *number >= 0) {
        out.id = std::to_string(*number);
      } else {
        out.id = reader.string(member, 64).value_or("");
      }
    } else if (member.key == "version") {
      const auto version = reader.integer(member, 0, std::numeric_limits<int>::max());
      out.version = static_cast<int>(version.value_or(0));
    } else {
      reader.unknown(member, kKeys);
    }
  }
  if (name_space.value.find("id") == nullptr) {
    reader.complaints().error(name_space.line,
                              "the name space has no \"id\"; expected a name such as \"dns\"");
  }
  return out;
}

std::vector<Parameter> read_parameters(const JsonMember& member, FieldReader& reader) {
  std::vector<Parameter> out;
  const auto* items = reader.array(member, "parameters");
  if (items == nullptr) return out;
  if (items->size() > kMaxParameters) {
    reader.wrong(member, "at most " + std::to_string(kMaxParameters) + " elements");
    return out;
  }
  for (const JsonValue& item : *items) out.push_back(read_parameter(item, reader));
  for (std::size_t i = 1; i < out.size(); ++i) {
    const auto end = out.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::none_of(out.begin(), end, [&](const Parameter& p) { return p.name == out[i].name; })) continue;
    reader.complaints().error(out[i].line, "the parameter " + in_quotes(out[i].name) +
                                               " was already described; expected every name once");
  }
  return out;
}

}  // namespace wosa::catalog
