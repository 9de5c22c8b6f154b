// SPDX-License-Identifier: MIT
#pragma once

// Level SOL_SOCKET as a table: a row says which sockets have an option and which functions read and write it,
// or with which code it is refused.

#include <cstddef>
#include <cstring>
#include <span>

#include "engine/socket.hpp"

namespace wosa::spi::engine {

struct Option;

/// A value on its way out.
struct OptionValue {
  static constexpr std::size_t kMost = 2048;
  alignas(8) std::byte bytes[kMost];
  std::size_t size = 0;
  std::size_t room = 0;               // of the caller
  const char* destination = nullptr;  // caller's address, for values with pointers into themselves

  template <typename T>
  int give(const T& value) noexcept {
    static_assert(sizeof(T) <= kMost);
    std::memcpy(bytes, &value, sizeof value);
    size = sizeof value;
    return 0;
  }
};

using GetOption = int (*)(Socket&, const Option&, OptionValue&) noexcept;
/// value holds at least the row's size.
using SetOption = int (*)(Socket&, const Option&, const std::byte* value) noexcept;

struct Option {
  enum Kinds : unsigned { kStreams = 1, kMessages = 2, kAllKinds = 3 };

  int name;
  unsigned kinds;
  std::size_t size;  // bytes of a value to set
  GetOption get;     // nullptr: refused
  SetOption set;
  int refusal;
  std::atomic<bool> SocketOptions::*flag = nullptr;
  std::atomic<DWORD> SocketOptions::*number = nullptr;
};

std::span<const Option> socket_level_options() noexcept;

// option_reports.cpp: what tells about a socket.
int report_listening(Socket&, const Option&, OptionValue&) noexcept;
int report_error(Socket&, const Option&, OptionValue&) noexcept;
int report_type(Socket&, const Option&, OptionValue&) noexcept;
int report_state(Socket&, const Option&, OptionValue&) noexcept;
int report_group(Socket&, const Option&, OptionValue&) noexcept;
int report_message_size(Socket&, const Option&, OptionValue&) noexcept;
int report_protocol_info_w(Socket&, const Option&, OptionValue&) noexcept;
int report_protocol_info_a(Socket&, const Option&, OptionValue&) noexcept;
int report_connect_time(Socket&, const Option&, OptionValue&) noexcept;

template <typename T>
T option_value(const std::byte* value) noexcept {
  T out;
  std::memcpy(&out, value, sizeof out);
  return out;
}

}  // namespace wosa::spi::engine
