// SPDX-License-Identifier: MIT
#include "wosa/spi/caller_memory.hpp"

#include "engine/connection.hpp"
#include "engine/options.hpp"

namespace wosa::spi::engine {

int report_listening(Socket& socket, const Option&, OptionValue& out) noexcept {
  return out.give(BOOL{socket.has(kListening)});
}

int report_error(Socket& socket, const Option&, OptionValue& out) noexcept {
  // Before the error is taken.
  if (out.room < sizeof(DWORD) || !can_write(const_cast<char*>(out.destination), sizeof(DWORD)))
    return WSAEFAULT;
  if (socket.is_stream() && still_connecting(socket)) return out.give(DWORD{0});
  return out.give(static_cast<DWORD>(socket.take_error()));
}

int report_type(Socket& socket, const Option&, OptionValue& out) noexcept {
  return out.give(static_cast<DWORD>(socket.entry.info.iSocketType));
}

// One block: CSADDR_INFO, and behind it the addresses that it points to.
int report_state(Socket& socket, const Option&, OptionValue& out) noexcept {
  struct Block {
    CSADDR_INFO info;
    SOCKADDR_STORAGE local;
    SOCKADDR_STORAGE remote;
  };
  Block block{};
  const auto place = [&out](const Address& address, SOCKADDR_STORAGE& storage, std::size_t offset) {
    std::memcpy(&storage, address.get(), static_cast<std::size_t>(address.length()));
    return SOCKET_ADDRESS{reinterpret_cast<LPSOCKADDR>(const_cast<char*>(out.destination) + offset),
                          address.length()};
  };
  const Endpoint& endpoint = *socket.endpoint;
  if (const auto local = guarded([&] { return endpoint.local_name(); }); local && socket.has(kBound))
    block.info.LocalAddr = place(*local, block.local, offsetof(Block, local));
  if (!still_connecting(socket) && socket.has(kConnected)) {
    if (const auto remote = guarded([&] { return endpoint.peer_name(); }); remote)
      block.info.RemoteAddr = place(*remote, block.remote, offsetof(Block, remote));
  }
  block.info.iSocketType = socket.entry.info.iSocketType;
  block.info.iProtocol = socket.protocol;
  return out.give(block);
}

int report_group(Socket&, const Option&, OptionValue& out) noexcept { return out.give(DWORD{0}); }

int report_message_size(Socket& socket, const Option&, OptionValue& out) noexcept {
  return out.give(socket.entry.info.dwMessageSize);
}

int report_protocol_info_w(Socket& socket, const Option&, OptionValue& out) noexcept {
  return out.give(socket.entry.info);
}

int report_protocol_info_a(Socket& socket, const Option&, OptionValue& out) noexcept {
  const WSAPROTOCOL_INFOW& wide = socket.entry.info;
  WSAPROTOCOL_INFOA narrow{};
  static_assert(offsetof(WSAPROTOCOL_INFOA, szProtocol) == offsetof(WSAPROTOCOL_INFOW, szProtocol));
  std::memcpy(static_cast<void*>(&narrow), &wide, offsetof(WSAPROTOCOL_INFOA, szProtocol));
  for (int i = 0; i < WSAPROTOCOL_LEN && wide.szProtocol[i] != 0; ++i) {
    narrow.szProtocol[i] = wide.szProtocol[i] < 0x80 ? static_cast<CHAR>(wide.szProtocol[i]) : '?';
  }
  return out.give(narrow);
}

int report_connect_time(Socket& socket, const Option&, OptionValue& out) noexcept {
  const bool running = still_connecting(socket);
  if (running || !socket.has(kConnected)) return out.give(DWORD{kNotConnectedAt});
  return out.give(DWORD{socket.now_seconds() - socket.connected_at.load(std::memory_order_relaxed)});
}

}  // namespace wosa::spi::engine
