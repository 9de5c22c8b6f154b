// SPDX-License-Identifier: MIT
#include <algorithm>
#include <limits>

#include "checksum.hpp"
#include "json_fields.hpp"
#include "wosa/catalog/guid.hpp"
#include "wosa/catalog/state_file.hpp"
#include "wosa/catalog/text.hpp"

namespace wosa::catalog {
namespace {

constexpr std::int64_t kMaxId = 0x7FFFFFFF;
constexpr std::int64_t kDwordMax = std::numeric_limits<DWORD>::max();

class StateReader {
 public:
  explicit StateReader(const std::string& file) : complaints_(file), reader_(complaints_) {}

  ParsedState read(const JsonValue& root) {
    ParsedState result;
    const JsonValue::Object* members = reader_.object(root, "the state file");
    if (members != nullptr && read_schema(root, result) && read_checksum(root)) {
      for (const JsonMember& member : *members) read_member(member);
      check_ids();
    }
    if (!complaints_.failed()) result.state = std::move(out_);
    result.diagnostics = complaints_.take();
    return result;
  }

 private:
  bool read_schema(const JsonValue& root, ParsedState& result) {
    const JsonMember* member = root.find("schema");
    if (member == nullptr) {
      complaints_.error(root.line, "the state file has no \"schema\"; expected \"schema\": 1");
      return false;
    }
    const auto number = integer_of(member->value);
    result.newer_schema = number && *number > kStateSchema;
    if (!result.newer_schema) return reader_.integer(*member, 1, kStateSchema).has_value();
    complaints_.error(member->value.line, "\"schema\" is " + std::to_string(*number) +
                                              "; this version reads up to " + std::to_string(kStateSchema) +
                                              " (the file is neither used nor overwritten)");
    return false;
  }

  bool read_checksum(const JsonValue& root) {
    const JsonMember* member = root.find("checksum");
    if (member == nullptr) {
      complaints_.warning(root.line,
                          "no \"checksum\": taken as edited by hand; expected the catalog to write it");
      return true;
    }
    const auto text = reader_.string(*member, 64);
    if (!text) return false;
    const std::string expected = document_checksum(to_nlohmann(root));
    if (*text == expected) return true;
    complaints_.error(member->value.line,
                      "\"checksum\" is " + in_quotes(*text) + "; expected " + in_quotes(expected) +
                          " for what the file holds (after editing by hand, delete the checksum)");
    return false;
  }

  void read_member(const JsonMember& member) {
    const std::string& key = member.key;
    if (key == "schema" || key == "checksum") return;
    if (key == "serial") {
      out_.serial = number(member, 0, std::numeric_limits<std::int64_t>::max()).value_or(0);
    } else if (key == "next_id") {
      out_.next_id = static_cast<DWORD>(number(member, 1, kMaxId).value_or(kFirstEntryId));
    } else if (key == "order") {
      out_.order_line = member.line;
      out_.order = ids(member, 0, std::numeric_limits<std::size_t>::max());
    } else if (key == "namespaces") {
      read_name_spaces(member);
    } else if (key == "entries") {
      each(member, [this](const JsonValue& item) { read_entry(item); });
    } else if (key == "chains") {
      each(member, [this](const JsonValue& item) { read_chain(item); });
    } else if (key == "providers") {
      each(member, [this](const JsonValue& item) { read_provider(item); });
    } else if (key == "categories") {
      each(member, [this](const JsonValue& item) { read_category(item); });
    } else {
      out_.extra.push_back(member);
    }
  }

  std::optional<std::uint64_t> number(const JsonMember& member, std::int64_t low, std::int64_t high) {
    const auto value = reader_.integer(member, low, high);
    return value ? std::optional<std::uint64_t>(static_cast<std::uint64_t>(*value)) : std::nullopt;
  }
  DWORD dword(const JsonMember& member, std::int64_t low, std::int64_t high) {
    return static_cast<DWORD>(number(member, low, high).value_or(0));
  }

  template <typename Read>
  void each(const JsonMember& member, Read read) {
    const JsonValue::Array* items = reader_.array(member, "objects");
    if (items == nullptr) return;
    for (const JsonValue& item : *items) {
      if (reader_.object(item, "an element of " + in_quotes(member.key)) != nullptr) read(item);
    }
  }

  std::vector<DWORD> ids(const JsonMember& member, std::size_t fewest, std::size_t most) {
    std::vector<DWORD> out;
    const JsonValue::Array* items = reader_.array(member, "entry ids");
    if (items == nullptr) return out;
    for (const JsonValue& item : *items) {
      const auto id = integer_of(item);
      if (id && *id >= 1 && *id <= kMaxId) {
        out.push_back(static_cast<DWORD>(*id));
      } else {
        complaints_.error(item.line, in_quotes(member.key) + " holds " + item.describe() +
                                         "; expected an entry id from 1 to " + std::to_string(kMaxId));
      }
    }
    if (items->size() < fewest || items->size() > most) {
      complaints_.error(member.line, in_quotes(member.key) + " holds " + std::to_string(items->size()) +
                                         " ids; expected " + std::to_string(fewest) + " to " +
                                         std::to_string(most));
    }
    return out;
  }

  void read_name_spaces(const JsonMember& member) {
    const JsonValue::Array* items = reader_.array(member, "GUIDs");
    if (items == nullptr) return;
    for (const JsonValue& item : *items) {
      const std::string* text = item.string();
      const auto guid = text != nullptr ? parse_guid(*text) : std::nullopt;
      if (guid) {
        out_.name_space_order.push_back(*guid);
      } else {
        complaints_.error(item.line,
                          "\"namespaces\" holds " + item.describe() + "; expected a GUID in braces");
      }
    }
  }

  void need(const JsonValue& item, std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys) {
      if (item.find(key) != nullptr) continue;
      complaints_.error(item.line, "the record has no " + in_quotes(key) + "; expected one");
    }
  }

  void read_entry(const JsonValue& item) {
    EntryRecord record;
    record.line = item.line;
    for (const JsonMember& m : *item.object()) {
      if (m.key == "id") {
        record.id = dword(m, 1, kMaxId);
      } else if (m.key == "guid") {
        record.provider = reader_.guid(m).value_or(GUID{});
      } else if (m.key == "index") {
        record.index = dword(m, 0, kMaxId);
      } else if (m.key == "enabled") {
        record.enabled = reader_.boolean(m).value_or(true);
      } else {
        record.extra.push_back(m);
      }
    }
    need(item, {"id", "guid", "index"});
    out_.entries.push_back(std::move(record));
  }

  void read_chain(const JsonValue& item) {
    ChainRecord record;
    record.line = item.line;
    for (const JsonMember& m : *item.object()) {
      if (m.key == "id") {
        record.id = dword(m, 1, kMaxId);
      } else if (m.key == "name") {
        record.name = reader_.string(m, 1020).value_or("");
      } else if (m.key == "layer") {
        record.layer = reader_.guid(m).value_or(GUID{});
      } else if (m.key == "members") {
        record.members = ids(m, 2, MAX_PROTOCOL_CHAIN);
      } else if (m.key == "enabled") {
        record.enabled = reader_.boolean(m).value_or(true);
      } else {
        record.extra.push_back(m);
      }
    }
    need(item, {"id", "name", "layer", "members"});
    out_.chains.push_back(std::move(record));
  }

  void read_provider(const JsonValue& item) {
    ProviderRecord record;
    record.line = item.line;
    for (const JsonMember& m : *item.object()) {
      if (m.key == "guid") {
        record.provider = reader_.guid(m).value_or(GUID{});
      } else if (m.key == "enabled") {
        record.enabled = reader_.boolean(m).value_or(true);
      } else if (m.key == "lsp_categories") {
        record.lsp_categories = dword(m, 0, kDwordMax);
      } else {
        record.extra.push_back(m);
      }
    }
    need(item, {"guid"});
    out_.providers.push_back(std::move(record));
  }

  void read_category(const JsonValue& item) {
    ApplicationCategory record;
    record.line = item.line;
    for (const JsonMember& m : *item.object()) {
      if (m.key == "path") {
        record.path = reader_.string(m).value_or("");
      } else if (m.key == "extra") {
        record.extra_match = reader_.string(m).value_or("");
      } else if (m.key == "permitted") {
        record.permitted = dword(m, 0, kDwordMax);
      } else {
        record.extra.push_back(m);
      }
    }
    need(item, {"path", "permitted"});
    out_.categories.push_back(std::move(record));
  }

  void check_ids() {
    struct Given {
      DWORD id;
      int line;
    };
    std::vector<Given> given;
    for (const EntryRecord& e : out_.entries) given.push_back({e.id, e.line});
    for (const ChainRecord& c : out_.chains) given.push_back({c.id, c.line});
    std::sort(given.begin(), given.end(),
              [](const Given& a, const Given& b) { return a.id != b.id ? a.id < b.id : a.line < b.line; });
    for (std::size_t i = 1; i < given.size(); ++i) {
      if (given[i].id != given[i - 1].id) continue;
      complaints_.error(given[i].line, "the id " + std::to_string(given[i].id) +
                                           " was already given in line " + std::to_string(given[i - 1].line) +
                                           "; expected every id once");
    }
    // A file edited by hand must not make an id be given twice.
    for (const Given& one : given) {
      if (one.id >= out_.next_id && one.id < 0x40000000) out_.next_id = one.id + 1;
    }
  }

  State out_;
  Complaints complaints_;
  FieldReader reader_;
};

}  // namespace

ParsedState parse_state(std::string_view text, const std::string& file) {
  auto root = parse_json(text, file);
  if (!root) return {std::nullopt, false, {std::move(root.error())}};
  return StateReader(file).read(*root);
}

}  // namespace wosa::catalog
