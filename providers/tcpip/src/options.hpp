// SPDX-License-Identifier: MIT
#pragma once

// Socket options as tables: one row an option, one file a level. A row says which sockets have the option and
// which functions read and write it, or with which code it is refused.

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstddef>
#include <cstring>
#include <span>

#include "ws2ipdef.h"
#include "ws2spi.h"

#include "socket.hpp"

namespace wosa::tcpip {

/// Which sockets have an option.
enum Kinds : unsigned {
  kStreams = 1,
  kDatagrams = 2,
  kRaws = 4,
  kMessages = kDatagrams | kRaws,
  kAllKinds = kStreams | kDatagrams | kRaws
};

struct Option;

/// One call of getsockopt or setsockopt.
struct OptionCall {
  Socket& socket;
  int descriptor;
  const Option& row;
};

/// A value on its way out. The functions fill bytes, the dispatcher gives them to the caller.
struct OptionValue {
  static constexpr std::size_t kMost = 2048;
  alignas(8) char bytes[kMost];
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

using GetOption = int (*)(const OptionCall&, OptionValue&) noexcept;
/// value holds at least the row's size.
using SetOption = int (*)(const OptionCall&, const char* value) noexcept;

struct Option {
  int name;
  unsigned kinds;
  std::size_t size;  // bytes of a value to set
  GetOption get;     // nullptr: refused
  SetOption set;
  int get_refusal;
  int set_refusal;
  int kernel_level;  // for the functions below
  int kernel_name;   // the kernel's option, or a bit of Socket::flags
};

// -- Rows ---------------------------------------------------------------------------------------------------

int get_kernel_flag(const OptionCall&, OptionValue&) noexcept;
int set_kernel_flag(const OptionCall&, const char*) noexcept;
int get_kernel_number(const OptionCall&, OptionValue&) noexcept;
int set_kernel_number(const OptionCall&, const char*) noexcept;
int get_stored_flag(const OptionCall&, OptionValue&) noexcept;
int set_stored_flag(const OptionCall&, const char*) noexcept;

/// A BOOL that the kernel has too.
constexpr Option kernel_flag(int name, unsigned kinds, int level, int kernel_name) noexcept {
  return {name, kinds, sizeof(DWORD), get_kernel_flag, set_kernel_flag, 0, 0, level, kernel_name};
}
/// A DWORD that the kernel has too.
constexpr Option kernel_number(int name, unsigned kinds, int level, int kernel_name) noexcept {
  return {name, kinds, sizeof(DWORD), get_kernel_number, set_kernel_number, 0, 0, level, kernel_name};
}
/// A DWORD that the kernel tells.
constexpr Option kernel_reading(int name, unsigned kinds, int level, int kernel_name) noexcept {
  return {name, kinds, sizeof(DWORD), get_kernel_number, nullptr, 0, WSAENOPROTOOPT, level, kernel_name};
}
/// A BOOL that is only remembered, as a bit of Socket::flags.
constexpr Option stored_flag(int name, unsigned kinds, SocketFlag bit) noexcept {
  return {name, kinds, sizeof(DWORD), get_stored_flag, set_stored_flag, 0, 0, 0, static_cast<int>(bit)};
}
/// Functions of its own. Either may be nullptr, and is then refused with WSAENOPROTOOPT.
constexpr Option special(int name, unsigned kinds, std::size_t size, GetOption get, SetOption set) noexcept {
  return {name, kinds, size, get, set, WSAENOPROTOOPT, WSAENOPROTOOPT, 0, 0};
}
constexpr Option refused(int name, int code = WSAENOPROTOOPT) noexcept {
  return {name, kAllKinds, 0, nullptr, nullptr, code, code, 0, 0};
}

// -- Levels -------------------------------------------------------------------------------------------------

std::span<const Option> socket_level_options() noexcept;
std::span<const Option> ip_level_options() noexcept;
std::span<const Option> ipv6_level_options() noexcept;
std::span<const Option> tcp_level_options() noexcept;
std::span<const Option> udp_level_options() noexcept;

// -- For the functions --------------------------------------------------------------------------------------

template <typename T>
T option_value(const char* value) noexcept {
  T out;
  std::memcpy(&out, value, sizeof out);
  return out;
}

int set_kernel_int(int descriptor, int level, int name, int value) noexcept;   // 0 or code
int get_kernel_int(int descriptor, int level, int name, int& value) noexcept;  // 0 or code

}  // namespace wosa::tcpip
