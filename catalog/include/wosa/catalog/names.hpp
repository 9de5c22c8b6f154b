// SPDX-License-Identifier: MIT
#pragma once

#include <winsock2.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wosa::catalog {

/// One word of the manifest format and the number it stands for.
struct NamedValue {
  std::string_view name;
  DWORD value;
};

std::span<const NamedValue> family_names() noexcept;      ///< AF_*: "inet", "inet6", "unix", ...
std::span<const NamedValue> type_names() noexcept;        ///< SOCK_*: "stream", "dgram", ...
std::span<const NamedValue> protocol_names() noexcept;    ///< IPPROTO_*: "tcp", "udp", ... of the IP families
std::span<const NamedValue> capability_names() noexcept;  ///< XP1_*, lower case, without prefix
std::span<const NamedValue> flag_names() noexcept;        ///< PFL_*, likewise

std::optional<int> family_value(std::string_view name) noexcept;
std::optional<int> type_value(std::string_view name) noexcept;
std::optional<int> protocol_value(std::string_view name) noexcept;

/// The name of a number, or nullopt. A protocol's name depends on the family: number 3 is RFCOMM on
/// Bluetooth and nothing with a name elsewhere.
std::optional<std::string_view> family_name(int value) noexcept;
std::optional<std::string_view> type_name(int value) noexcept;
std::optional<std::string_view> protocol_name(int family, int value) noexcept;

/// The name, or the number in decimal.
std::string family_text(int value);
std::string type_text(int value);
std::string protocol_text(int family, int value);

/// "inet/stream/tcp".
std::string tuple_text(int family, int type, int protocol);

/// The names of the bits that are set, lowest first; bits without a name as "0x...".
std::vector<std::string> bit_names(DWORD bits, std::span<const NamedValue> names);

/// The names alone, for spelling help and completion.
std::vector<std::string_view> words(std::span<const NamedValue> names);

}  // namespace wosa::catalog
