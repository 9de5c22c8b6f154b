// SPDX-License-Identifier: MIT
#include "manifest_protocol.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "wosa/catalog/text.hpp"

namespace wosa::catalog {
namespace {

constexpr std::int64_t kIntMax = std::numeric_limits<int>::max();
constexpr std::int64_t kDwordMax = std::numeric_limits<DWORD>::max();
constexpr int kLargestAddress = 128;  // SOCKADDR_STORAGE

struct Reading {
  const JsonMember& member;
  FieldReader& reader;
  Protocol& out;
};

template <int Protocol::*Field>
void read_int(const Reading& r) {
  if (const auto value = r.reader.integer(r.member, 0, kIntMax)) r.out.*Field = static_cast<int>(*value);
}

template <DWORD Protocol::*Field>
void read_dword(const Reading& r) {
  if (const auto value = r.reader.integer(r.member, 0, kDwordMax)) r.out.*Field = static_cast<DWORD>(*value);
}

template <int Index>
void read_service_flags(const Reading& r) {
  if (const auto value = r.reader.integer(r.member, 0, kDwordMax)) {
    r.out.service_flags[Index] |= static_cast<DWORD>(*value);
  }
}

void read_name(const Reading& r) {
  auto name = r.reader.string(r.member, 1020);
  if (!name) return;
  wchar_t wide[sizeof(WSAPROTOCOL_INFOW::szProtocol) / sizeof(wchar_t)];
  if (!widen(*name, wide)) return r.reader.wrong(r.member, "at most 255 characters");
  r.out.name = std::move(*name);
}

void read_family(const Reading& r) {
  r.out.lines.family = r.member.line;
  if (const auto value = r.reader.named(r.member, family_names())) r.out.family = *value;
}

void read_type(const Reading& r) {
  r.out.lines.type = r.member.line;
  if (const auto value = r.reader.named(r.member, type_names())) r.out.type = *value;
}

void read_protocol_number(const Reading& r) {
  r.out.lines.protocol = r.member.line;
  const std::string* text = r.member.value.string();
  if (text != nullptr && *text == "rfcomm") {
    r.out.protocol = 3;
  } else if (const auto value = r.reader.named(r.member, protocol_names())) {
    r.out.protocol = *value;
  }
}

void read_flags(const Reading& r) {
  r.out.lines.flags = r.member.line;
  if (const auto value = r.reader.bits(r.member, flag_names())) r.out.provider_flags |= *value;
}

void read_provider_flags(const Reading& r) {
  r.out.lines.flags = r.member.line;
  if (const auto value = r.reader.integer(r.member, 0, kDwordMax)) {
    r.out.provider_flags |= static_cast<DWORD>(*value);
  }
}

void read_capabilities(const Reading& r) {
  if (const auto value = r.reader.bits(r.member, capability_names())) r.out.service_flags[0] |= *value;
}

void read_address_length(const Reading& r) {
  const JsonValue::Array* pair = r.member.value.array();
  const auto low = pair != nullptr && pair->size() == 2 ? integer_of((*pair)[0]) : std::nullopt;
  const auto high = pair != nullptr && pair->size() == 2 ? integer_of((*pair)[1]) : std::nullopt;
  if (!low || !high || *low < 0 || *low > *high || *high > kIntMax) {
    return r.reader.wrong(r.member, "[shortest, longest] in bytes, as in [16, 16]");
  }
  r.out.min_address = static_cast<int>(*low);
  r.out.max_address = static_cast<int>(*high);
}

void refuse(const Reading& r) {
  r.reader.complaints().error(r.member.line,
                              in_quotes(r.member.key) + " is assigned by the catalog; expected no such key");
}

// What a key says, as bits: two keys that say the same cannot both count.
enum Attribute : unsigned {
  kName = 1,
  kFamily = 2,
  kType = 4,
  kNumber = 8,
  kVersion = 16,
  kMessageSize = 32,
  kFlags = 64,
  kCapabilities = 128,
  kShortest = 256,
  kLongest = 512,
};

struct Key {
  std::string_view name;
  void (*read)(const Reading&);
  unsigned says;
};

constexpr Key kKeys[] = {
    {"name", read_name, kName},
    {"family", read_family, kFamily},
    {"type", read_type, kType},
    {"protocol", read_protocol_number, kNumber},
    {"version", read_int<&Protocol::version>, kVersion},
    {"flags", read_flags, kFlags},
    {"capabilities", read_capabilities, kCapabilities},
    {"address_length", read_address_length, kShortest | kLongest},
    {"message_size", read_dword<&Protocol::message_size>, kMessageSize},
    {"dwServiceFlags1", read_service_flags<0>, kCapabilities},
    {"dwServiceFlags2", read_service_flags<1>, 0},
    {"dwServiceFlags3", read_service_flags<2>, 0},
    {"dwServiceFlags4", read_service_flags<3>, 0},
    {"dwProviderFlags", read_provider_flags, kFlags},
    {"iVersion", read_int<&Protocol::version>, kVersion},
    {"iAddressFamily", read_family, kFamily},
    {"iMaxSockAddr", read_int<&Protocol::max_address>, kLongest},
    {"iMinSockAddr", read_int<&Protocol::min_address>, kShortest},
    {"iSocketType", read_type, kType},
    {"iProtocol", read_protocol_number, kNumber},
    {"iProtocolMaxOffset", read_int<&Protocol::protocol_max_offset>, 0},
    {"iNetworkByteOrder", read_int<&Protocol::network_byte_order>, 0},
    {"iSecurityScheme", read_int<&Protocol::security_scheme>, 0},
    {"dwMessageSize", read_dword<&Protocol::message_size>, kMessageSize},
    {"dwProviderReserved", read_dword<&Protocol::provider_reserved>, 0},
    {"szProtocol", read_name, kName},
    {"ProviderId", refuse, 0},
    {"dwCatalogEntryId", refuse, 0},
    {"ProtocolChain", refuse, 0},
};

struct AddressLength {
  int family;
  int low;
  int high;
};
constexpr AddressLength kAddressLengths[] = {{1, 2, 110}, {2, 16, 16}, {23, 28, 28}, {40, 16, 16}};

void default_addresses(Protocol& out) noexcept {
  out.min_address = 0;
  out.max_address = kLargestAddress;
  for (const AddressLength& known : kAddressLengths) {
    if (known.family != out.family) continue;
    out.min_address = known.low;
    out.max_address = known.high;
  }
}

}  // namespace

Protocol read_protocol(const JsonValue& element, FieldReader& reader) {
  Protocol out;
  out.min_address = -1;
  out.max_address = -1;
  out.lines = {element.line, element.line, element.line, element.line, element.line};
  const JsonValue::Object* members = reader.object(element, "an element of \"protocols\"");
  if (members == nullptr) return out;

  Complaints& complaints = reader.complaints();
  unsigned said = 0;
  for (const JsonMember& member : *members) {
    const Key* key =
        std::find_if(std::begin(kKeys), std::end(kKeys), [&](const Key& k) { return k.name == member.key; });
    if (key == std::end(kKeys)) {
      std::array<std::string_view, std::size(kKeys)> known;
      std::transform(std::begin(kKeys), std::end(kKeys), known.begin(), [](const Key& k) { return k.name; });
      reader.unknown(member, known);
      continue;
    }
    if ((said & key->says) != 0) {
      complaints.error(
          member.line,
          in_quotes(member.key) + " says again what another key of this protocol says; expected one of them");
    }
    said |= key->says;
    key->read({member, reader, out});
  }
  const auto require = [&](Attribute attribute, const char* message) {
    if ((said & attribute) == 0) complaints.error(element.line, message);
  };
  require(kName, "the protocol has no \"name\"; expected a string");
  require(kFamily, "the protocol has no \"family\"; expected a name such as \"inet\", or a number");
  require(kType, "the protocol has no \"type\"; expected a name such as \"stream\", or a number");

  const Protocol as_given = out;
  default_addresses(out);
  if (as_given.min_address >= 0) out.min_address = as_given.min_address;
  if (as_given.max_address >= 0) out.max_address = as_given.max_address;
  if (out.min_address > out.max_address) {
    complaints.error(element.line, "the shortest address (" + std::to_string(out.min_address) +
                                       ") is longer than the longest (" + std::to_string(out.max_address) +
                                       "); expected iMinSockAddr <= iMaxSockAddr");
  }
  return out;
}

}  // namespace wosa::catalog
