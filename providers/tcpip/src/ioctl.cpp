// SPDX-License-Identifier: MIT

// WSPIoctl: the table of control codes and what concerns every kind of socket.

#include "ioctl.hpp"

#include <sys/ioctl.h>

#include "mstcpip.h"
#include "mswsock.h"

#include "errors.hpp"
#include "overlapped.hpp"
#include "procedures.hpp"

namespace wosa::tcpip {

int IoctlCall::give(const void* value, std::size_t size) noexcept {
  returned = static_cast<DWORD>(size);
  if (out_size < size) return WSAEFAULT;
  return copy_out(out, value, size);
}

int IoctlCall::take_number(DWORD& value) const noexcept {
  value = 0;
  if (in_size == 0) return WSAEFAULT;
  return copy_in(&value, in, in_size < sizeof value ? in_size : sizeof value);
}

namespace {

int set_blocking_mode(IoctlCall& call) noexcept {
  DWORD on = 0;
  if (call.in_size < sizeof on) return WSAEFAULT;
  if (const int code = read_value(on, call.in); code != 0) return code;
  if (on == 0 && call.socket.has(kSelected)) return WSAEINVAL;
  int value = on != 0 ? 1 : 0;
  if (ioctl(call.descriptor, FIONBIO, &value) != 0) return last_wsa_error();
  call.socket.assign(kNonBlocking, on != 0);
  return 0;
}

int count_readable(IoctlCall& call) noexcept {
  DWORD bytes = 0;
  if (call.socket.is_datagram()) {
    if (const int code = queued_datagram_bytes(call.socket, call.descriptor, bytes); code != 0) return code;
  } else {
    int value = 0;
    if (call.socket.has(kListening)) return WSAEINVAL;
    if (ioctl(call.descriptor, FIONREAD, &value) != 0) return last_wsa_error();
    bytes = static_cast<DWORD>(value);
  }
  return call.give(&bytes, sizeof bytes);
}

// No layer stands below this provider.
int base_handle(IoctlCall& call) noexcept { return call.give(&call.s, sizeof call.s); }

// The provider has no extension functions.
int extension_function(IoctlCall& call) noexcept {
  if (call.in_size < sizeof(GUID) || call.out_size < sizeof(void*)) return WSAEFAULT;
  GUID id;
  if (const int code = read_value(id, call.in); code != 0) return code;
  return WSAEINVAL;
}

struct Ioctl {
  DWORD code;
  int (*answer)(IoctlCall&) noexcept;  // nullptr: refused
  int refusal;
};

// Codes that are not here are unknown or documented as unsupported: WSAEOPNOTSUPP for both.
constexpr Ioctl kIoctls[] = {
    {WS_FIONBIO, set_blocking_mode, 0},
    {WS_FIONREAD, count_readable, 0},
    {WS_SIOCATMARK, at_mark, 0},
    {SIO_GET_INTERFACE_LIST, get_interface_list, 0},
    {SIO_IDEAL_SEND_BACKLOG_QUERY, query_send_backlog, 0},
    {SIO_ASSOCIATE_HANDLE, nullptr, WSAENOPROTOOPT},
    {SIO_TRANSLATE_HANDLE, nullptr, WSAENOPROTOOPT},
    {SIO_GET_BROADCAST_ADDRESS, get_broadcast_address, 0},
    {SIO_GET_EXTENSION_FUNCTION_POINTER, extension_function, 0},
    {SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER, extension_function, 0},
    {SIO_GET_QOS, nullptr, WSAENOPROTOOPT},
    {SIO_SET_QOS, nullptr, WSAENOPROTOOPT},
    {SIO_GET_GROUP_QOS, nullptr, WSAENOPROTOOPT},
    {SIO_SET_GROUP_QOS, nullptr, WSAENOPROTOOPT},
    {SIO_MULTIPOINT_LOOPBACK, set_multipoint_loopback, 0},
    {SIO_MULTICAST_SCOPE, set_multicast_scope, 0},
    {SIO_ROUTING_INTERFACE_QUERY, query_routing_interface, 0},
    {SIO_ADDRESS_LIST_QUERY, query_address_list, 0},
    {SIO_BSP_HANDLE, base_handle, 0},
    {SIO_BSP_HANDLE_SELECT, base_handle, 0},
    {SIO_BSP_HANDLE_POLL, base_handle, 0},
    {SIO_BASE_HANDLE, base_handle, 0},
    {SIO_KEEPALIVE_VALS, set_keepalive_values, 0},
    {SIO_UDP_CONNRESET, switch_udp_reset, 0},
    {SIO_UDP_NETRESET, switch_udp_net_reset, 0},
    {SIO_LOOPBACK_FAST_PATH, loopback_fast_path, 0},
    {SIO_TCP_INFO, query_tcp_info, 0},
};

int answer(IoctlCall& call, DWORD code) noexcept {
  for (const Ioctl& row : kIoctls) {
    if (row.code == code) return row.answer == nullptr ? row.refusal : row.answer(call);
  }
  return WSAEOPNOTSUPP;
}

}  // namespace

int WSPAPI wsp_ioctl(SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size,
                     LPDWORD returned, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE,
                     LPWSATHREADID, LPINT error) noexcept {
  const Pinned socket{s};
  if (!socket) return fail(error, WSAENOTSOCK);
  if (overlapped != nullptr && code == SIO_BSP_HANDLE_POLL) return fail(error, WSAEFAULT);
  if (wants_overlapped(*socket, overlapped)) return fail(error, WSAEOPNOTSUPP);
  if (returned == nullptr) return fail(error, WSAEFAULT);
  IoctlCall call{*socket, s, descriptor_of(s), in, in_size, out, out_size};
  const int result = answer(call, code);
  if (result != 0 && result != WSAEFAULT) call.returned = 0;
  const int written = write_value(returned, call.returned);
  return finish(error, result != 0 ? result : written);
}

}  // namespace wosa::tcpip
