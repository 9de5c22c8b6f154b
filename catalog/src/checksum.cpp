// SPDX-License-Identifier: MIT
#include "checksum.hpp"

#include <array>
#include <cstdio>

namespace wosa::catalog {
namespace {

constexpr std::array<std::uint32_t, 256> make_table() noexcept {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value & 1) != 0 ? 0xEDB88320U ^ (value >> 1) : value >> 1;
    table[i] = value;
  }
  return table;
}

constexpr auto kTable = make_table();

}  // namespace

std::uint32_t crc32(std::string_view data) noexcept {
  std::uint32_t value = 0xFFFFFFFFU;
  for (const char c : data) value = kTable[(value ^ static_cast<unsigned char>(c)) & 0xFF] ^ (value >> 8);
  return value ^ 0xFFFFFFFFU;
}

nlohmann::json to_nlohmann(const JsonValue& value) {
  struct Convert {
    nlohmann::json operator()(const JsonValue::Array& items) const {
      auto out = nlohmann::json::array();
      for (const JsonValue& item : items) out.push_back(to_nlohmann(item));
      return out;
    }
    nlohmann::json operator()(const JsonValue::Object& members) const {
      auto out = nlohmann::json::object();
      for (const JsonMember& member : members) out[member.key] = to_nlohmann(member.value);
      return out;
    }
    nlohmann::json operator()(std::nullptr_t) const { return nullptr; }
    nlohmann::json operator()(bool v) const { return v; }
    nlohmann::json operator()(std::int64_t v) const { return v; }
    nlohmann::json operator()(std::uint64_t v) const { return v; }
    nlohmann::json operator()(double v) const { return v; }
    nlohmann::json operator()(const std::string& v) const { return v; }
  };
  return std::visit(Convert{}, value.data);
}

std::string document_checksum(nlohmann::json document) {
  document.erase("checksum");
  const std::string text = document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  char out[24];
  std::snprintf(out, sizeof out, "crc32:%08x", static_cast<unsigned>(crc32(text)));
  return out;
}

}  // namespace wosa::catalog
