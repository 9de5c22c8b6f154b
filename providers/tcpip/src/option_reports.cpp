// SPDX-License-Identifier: MIT
#include "option_reports.hpp"

#include "connection.hpp"
#include "datagram_errors.hpp"
#include "errors.hpp"
#include "sockaddr.hpp"

namespace wosa::tcpip {

int report_listening(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(BOOL{call.socket.has(kListening)});
}

int report_error(const OptionCall& call, OptionValue& out) noexcept {
  if (out.room < sizeof(DWORD)) return WSAEFAULT;  // before the error is taken
  Socket& socket = call.socket;
  if (!socket.is_stream()) {
    absorb_reports(socket, call.descriptor);
    return out.give(static_cast<DWORD>(socket.take_error()));
  }
  if (still_connecting(socket, call.descriptor)) return out.give(DWORD{0});
  if (const int code = socket.take_error(); code != 0) return out.give(static_cast<DWORD>(code));
  const int error = take_kernel_error(call.descriptor);
  // Taking it from the kernel ends the connection without a word for the next receive: remember it.
  const int code = error == 0 ? 0 : stream_receive_error(socket, error);
  return out.give(static_cast<DWORD>(code));
}

int report_type(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(static_cast<DWORD>(call.socket.type));
}

// One block: CSADDR_INFO, and behind it the addresses that it points to.
int report_state(const OptionCall& call, OptionValue& out) noexcept {
  struct Block {
    CSADDR_INFO info;
    SOCKADDR_STORAGE local;
    SOCKADDR_STORAGE remote;
  };
  Block block{};
  Address address;
  const auto place = [&out](std::size_t offset) {
    return reinterpret_cast<LPSOCKADDR>(const_cast<char*>(out.destination) + offset);
  };
  if (local_address(call.descriptor, address) == 0) {
    block.info.LocalAddr = {place(offsetof(Block, local)), to_winsock(address, block.local)};
  }
  if (!still_connecting(call.socket, call.descriptor) && peer_address(call.descriptor, address) == 0) {
    block.info.RemoteAddr = {place(offsetof(Block, remote)), to_winsock(address, block.remote)};
  }
  block.info.iSocketType = call.socket.type;
  block.info.iProtocol = call.socket.protocol;
  return out.give(block);
}

int report_group(const OptionCall&, OptionValue& out) noexcept { return out.give(DWORD{0}); }

int report_message_size(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(call.socket.entry->info.dwMessageSize);
}

int report_protocol_info_w(const OptionCall& call, OptionValue& out) noexcept {
  return out.give(call.socket.entry->info);
}

int report_protocol_info_a(const OptionCall& call, OptionValue& out) noexcept {
  const WSAPROTOCOL_INFOW& wide = call.socket.entry->info;
  WSAPROTOCOL_INFOA narrow{};
  static_assert(offsetof(WSAPROTOCOL_INFOA, szProtocol) == offsetof(WSAPROTOCOL_INFOW, szProtocol));
  std::memcpy(static_cast<void*>(&narrow), &wide, offsetof(WSAPROTOCOL_INFOA, szProtocol));
  for (int i = 0; i < WSAPROTOCOL_LEN && wide.szProtocol[i] != 0; ++i) {
    narrow.szProtocol[i] = wide.szProtocol[i] < 0x80 ? static_cast<CHAR>(wide.szProtocol[i]) : '?';
  }
  return out.give(narrow);
}

int report_connect_time(const OptionCall& call, OptionValue& out) noexcept {
  const bool running = still_connecting(call.socket, call.descriptor);
  if (running || !call.socket.has(kConnected)) return out.give(DWORD{kNotConnectedAt});
  return out.give(DWORD{now_seconds() - call.socket.connected_at.load(std::memory_order_relaxed)});
}

}  // namespace wosa::tcpip
