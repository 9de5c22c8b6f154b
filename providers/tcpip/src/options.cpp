// SPDX-License-Identifier: MIT

// WSPGetSockOpt and WSPSetSockOpt: find the row, check the caller's memory, run the row's function.

#include "options.hpp"

#include "errors.hpp"
#include "procedures.hpp"

namespace wosa::tcpip {

int set_kernel_int(int descriptor, int level, int name, int value) noexcept {
  return setsockopt(descriptor, level, name, &value, sizeof value) == 0 ? 0 : last_wsa_error();
}

int get_kernel_int(int descriptor, int level, int name, int& value) noexcept {
  socklen_t length = sizeof value;
  value = 0;
  return getsockopt(descriptor, level, name, &value, &length) == 0 ? 0 : last_wsa_error();
}

int get_kernel_flag(const OptionCall& call, OptionValue& out) noexcept {
  int value;
  const int code = get_kernel_int(call.descriptor, call.row.kernel_level, call.row.kernel_name, value);
  return code != 0 ? code : out.give(BOOL{value != 0});
}

int set_kernel_flag(const OptionCall& call, const char* value) noexcept {
  const int on = option_value<DWORD>(value) != 0 ? 1 : 0;
  return set_kernel_int(call.descriptor, call.row.kernel_level, call.row.kernel_name, on);
}

int get_kernel_number(const OptionCall& call, OptionValue& out) noexcept {
  int value;
  const int code = get_kernel_int(call.descriptor, call.row.kernel_level, call.row.kernel_name, value);
  return code != 0 ? code : out.give(static_cast<DWORD>(value));
}

int set_kernel_number(const OptionCall& call, const char* value) noexcept {
  const auto number = option_value<DWORD>(value);
  return set_kernel_int(call.descriptor, call.row.kernel_level, call.row.kernel_name,
                        static_cast<int>(number));
}

int get_stored_flag(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(BOOL{call.socket.has(static_cast<std::uint32_t>(call.row.kernel_name))});
}

int set_stored_flag(const OptionCall& call, const char* value) noexcept {
  call.socket.assign(static_cast<std::uint32_t>(call.row.kernel_name), option_value<DWORD>(value) != 0);
  return 0;
}

namespace {

// Levels of protocols that are not here; their options are known and refused.
constexpr int kForeignLevels[] = {113, 1000, 0xFF, 3, 0xA000};

unsigned kind_of(const Socket& socket) noexcept {
  if (socket.is_stream()) return kStreams;
  return socket.is_datagram() ? kDatagrams : kRaws;
}

int level_options(const Socket& socket, int level, std::span<const Option>& rows) noexcept {
  switch (level) {
    case WS_SOL_SOCKET: rows = socket_level_options(); return 0;
    case WS_IPPROTO_IP:
      // An IPv6 socket has IPv4's options while it serves IPv4 too.
      if (!socket.is_ipv4() && !socket.has(kDualMode)) return WSAEINVAL;
      rows = ip_level_options();
      return 0;
    case WS_IPPROTO_IPV6:
      if (socket.is_ipv4()) return WSAEINVAL;
      rows = ipv6_level_options();
      return 0;
    case WS_IPPROTO_TCP: rows = tcp_level_options(); return 0;
    case WS_IPPROTO_UDP: rows = udp_level_options(); return 0;
    default: break;
  }
  for (const int foreign : kForeignLevels) {
    if (level == foreign) return WSAENOPROTOOPT;
  }
  return WSAEINVAL;
}

int find_option(const Socket& socket, int level, int name, const Option*& row) noexcept {
  std::span<const Option> rows;
  if (const int code = level_options(socket, level, rows); code != 0) return code;
  for (const Option& candidate : rows) {
    if (candidate.name != name) continue;
    row = &candidate;
    return (candidate.kinds & kind_of(socket)) != 0 ? 0 : WSAENOPROTOOPT;
  }
  return WSAENOPROTOOPT;
}

int get_option(Socket& socket, int descriptor, int level, int name, char* value, INT* length) noexcept {
  const Option* row = nullptr;
  if (const int code = find_option(socket, level, name, row); code != 0) return code;
  if (row->get == nullptr) return row->get_refusal;
  INT room = 0;
  if (const int code = read_value(room, length); code != 0) return code;
  if (room < 0 || value == nullptr) return WSAEFAULT;
  OptionValue out;
  out.room = static_cast<std::size_t>(room);
  out.destination = value;
  if (const int code = row->get({socket, descriptor, *row}, out); code != 0) return code;
  if (out.room < out.size) return WSAEFAULT;
  if (const int code = copy_out(value, out.bytes, out.size); code != 0) return code;
  return write_value(length, static_cast<INT>(out.size));
}

int set_option(Socket& socket, int descriptor, int level, int name, const char* value, int length) noexcept {
  const Option* row = nullptr;
  if (const int code = find_option(socket, level, name, row); code != 0) return code;
  if (row->set == nullptr) return row->set_refusal;
  if (length < 0 || static_cast<std::size_t>(length) < row->size) return WSAEFAULT;
  char copy[OptionValue::kMost];
  if (const int code = copy_in(copy, value, row->size); code != 0) return code;
  return row->set({socket, descriptor, *row}, copy);
}

}  // namespace

int WSPAPI wsp_get_sock_opt(SOCKET s, int level, int name, char* value, LPINT length, LPINT error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  return finish(error, get_option(*socket, descriptor_of(s), level, name, value, length));
}

int WSPAPI wsp_set_sock_opt(SOCKET s, int level, int name, const char* value, int length,
                            LPINT error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  return finish(error, set_option(*socket, descriptor_of(s), level, name, value, length));
}

}  // namespace wosa::tcpip
