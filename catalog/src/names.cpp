// SPDX-License-Identifier: MIT
#include "wosa/catalog/names.hpp"

#include <algorithm>
#include <cstdio>

namespace wosa::catalog {
namespace {

// Numbers, not macros: the words of the manifest format are fixed, whatever the C headers happen to define.
// The unit tests compare them with the headers. 40 is what Windows' vsock driver and Linux both use.
constexpr NamedValue kFamilies[] = {
    {"unspec", 0}, {"unix", 1},   {"inet", 2},  {"ipx", 6},  {"appletalk", 16}, {"netbios", 17},
    {"atm", 22},   {"inet6", 23}, {"irda", 26}, {"bth", 32}, {"hyperv", 34},    {"vsock", 40},
};

constexpr NamedValue kTypes[] = {{"stream", 1}, {"dgram", 2}, {"raw", 3}, {"rdm", 4}, {"seqpacket", 5}};

constexpr NamedValue kProtocols[] = {
    {"icmp", 1},    {"igmp", 2},  {"ggp", 3},    {"tcp", 6},    {"udp", 17},  {"ipv6", 41},
    {"icmpv6", 58}, {"pgm", 113}, {"l2tp", 115}, {"sctp", 132}, {"raw", 255},
};

constexpr NamedValue kCapabilities[] = {
    {"connectionless", 0x1},
    {"guaranteed_delivery", 0x2},
    {"guaranteed_order", 0x4},
    {"message_oriented", 0x8},
    {"pseudo_stream", 0x10},
    {"graceful_close", 0x20},
    {"expedited_data", 0x40},
    {"connect_data", 0x80},
    {"disconnect_data", 0x100},
    {"support_broadcast", 0x200},
    {"support_multipoint", 0x400},
    {"multipoint_control_plane", 0x800},
    {"multipoint_data_plane", 0x1000},
    {"qos_supported", 0x2000},
    {"interrupt", 0x4000},
    {"uni_send", 0x8000},
    {"uni_recv", 0x10000},
    {"ifs_handles", 0x20000},
    {"partial_message", 0x40000},
    {"san_support_sdp", 0x80000},
};

constexpr NamedValue kFlags[] = {
    {"multiple_proto_entries", 0x1}, {"recommended_proto_entry", 0x2}, {"hidden", 0x4},
    {"matches_protocol_zero", 0x8},  {"networkdirect_provider", 0x10},
};

std::optional<int> value_of(std::span<const NamedValue> names, std::string_view name) noexcept {
  const auto found =
      std::find_if(names.begin(), names.end(), [&](const NamedValue& n) { return n.name == name; });
  if (found == names.end()) return std::nullopt;
  return static_cast<int>(found->value);
}

std::optional<std::string_view> name_of(std::span<const NamedValue> names, int value) noexcept {
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](const NamedValue& n) { return n.value == static_cast<DWORD>(value); });
  if (found == names.end()) return std::nullopt;
  return found->name;
}

std::string text_of(std::optional<std::string_view> name, int value) {
  return name ? std::string(*name) : std::to_string(value);
}

}  // namespace

std::span<const NamedValue> family_names() noexcept { return kFamilies; }
std::span<const NamedValue> type_names() noexcept { return kTypes; }
std::span<const NamedValue> protocol_names() noexcept { return kProtocols; }
std::span<const NamedValue> capability_names() noexcept { return kCapabilities; }
std::span<const NamedValue> flag_names() noexcept { return kFlags; }

std::optional<int> family_value(std::string_view name) noexcept { return value_of(kFamilies, name); }
std::optional<int> type_value(std::string_view name) noexcept { return value_of(kTypes, name); }

std::optional<int> protocol_value(std::string_view name) noexcept {
  if (name == "rfcomm") return 3;
  return value_of(kProtocols, name);
}

std::optional<std::string_view> family_name(int value) noexcept { return name_of(kFamilies, value); }
std::optional<std::string_view> type_name(int value) noexcept { return name_of(kTypes, value); }

std::optional<std::string_view> protocol_name(int family, int value) noexcept {
  const bool ip = family == 0 || family == 2 || family == 23;
  if (ip) return name_of(kProtocols, value);
  if (family == 32 && value == 3) return "rfcomm";
  return std::nullopt;
}

std::string family_text(int value) { return text_of(family_name(value), value); }
std::string type_text(int value) { return text_of(type_name(value), value); }
std::string protocol_text(int family, int value) { return text_of(protocol_name(family, value), value); }

std::string tuple_text(int family, int type, int protocol) {
  return family_text(family) + '/' + type_text(type) + '/' + protocol_text(family, protocol);
}

std::vector<std::string> bit_names(DWORD bits, std::span<const NamedValue> names) {
  std::vector<std::string> out;
  for (const NamedValue& n : names) {
    if ((bits & n.value) == 0) continue;
    out.emplace_back(n.name);
    bits &= ~n.value;
  }
  for (DWORD bit = 1; bits != 0; bit <<= 1) {
    if ((bits & bit) == 0) continue;
    char text[16];
    std::snprintf(text, sizeof text, "0x%x", static_cast<unsigned>(bit));
    out.emplace_back(text);
    bits &= ~bit;
  }
  return out;
}

std::vector<std::string_view> words(std::span<const NamedValue> names) {
  std::vector<std::string_view> out;
  out.reserve(names.size());
  for (const NamedValue& n : names) out.push_back(n.name);
  return out;
}

}  // namespace wosa::catalog
