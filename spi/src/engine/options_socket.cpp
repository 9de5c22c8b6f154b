// SPDX-License-Identifier: MIT

// Level SOL_SOCKET: what says how a socket binds, waits, closes and buffers.

#include "engine/connection.hpp"
#include "engine/options.hpp"

namespace wosa::spi::engine {
namespace {

// Asks the transport, which can refuse, and lets whoever waits look again.
int announce(Socket& socket, int name, DWORD value) noexcept {
  const auto accepted = guarded([&] { return socket.endpoint->option_changed(name, value); });
  return accepted ? 0 : code_of(accepted);
}

int get_flag(Socket& socket, const Option& row, OptionValue& out) noexcept {
  return out.give(BOOL{(socket.endpoint->options().*row.flag).load(std::memory_order_relaxed)});
}

int set_flag(Socket& socket, const Option& row, const std::byte* value) noexcept {
  const bool on = option_value<DWORD>(value) != 0;
  const ControlHold hold(socket);
  if (const int code = announce(socket, row.name, on ? 1 : 0); code != 0) return code;
  (socket.endpoint->options().*row.flag).store(on, std::memory_order_relaxed);
  return 0;
}

// What is urgent and what is normal data may have changed places.
int set_oob_inline(Socket& socket, const Option& row, const std::byte* value) noexcept {
  const int code = set_flag(socket, row, value);
  socket.core.changed(WOSA_READY_READ | WOSA_READY_DATA | WOSA_READY_OOB);
  return code;
}

int get_number(Socket& socket, const Option& row, OptionValue& out) noexcept {
  return out.give((socket.endpoint->options().*row.number).load(std::memory_order_relaxed));
}

int set_number(Socket& socket, const Option& row, const std::byte* bytes) noexcept {
  const auto value = option_value<DWORD>(bytes);
  const ControlHold hold(socket);
  if (const int code = announce(socket, row.name, value); code != 0) return code;
  (socket.endpoint->options().*row.number).store(value, std::memory_order_relaxed);
  return 0;
}

int set_buffer(Socket& socket, const Option& row, const std::byte* bytes) noexcept {
  SocketOptions& options = socket.endpoint->options();
  auto& was_set = row.name == WS_SO_SNDBUF ? options.send_buffer_set : options.receive_buffer_set;
  const int code = set_number(socket, row, bytes);
  if (code != 0) return code;
  was_set.store(true, std::memory_order_relaxed);
  socket.core.changed(WOSA_READY_WRITE);
  return 0;
}

// -- Sharing of addresses: decided before bind, one or the other

int set_sharing(Socket& socket, const Option& row, const std::byte* value) noexcept {
  const bool on = option_value<DWORD>(value) != 0;
  SocketOptions& options = socket.endpoint->options();
  const ControlHold hold(socket);
  if (socket.has(kBound)) return WSAEINVAL;
  const auto& other = row.name == WS_SO_REUSEADDR ? options.exclusive : options.reuse;
  if (on && other.load(std::memory_order_relaxed)) return WSAEINVAL;
  if (const int code = announce(socket, row.name, on ? 1 : 0); code != 0) return code;
  (options.*row.flag).store(on, std::memory_order_relaxed);
  return 0;
}

// Late choice of the port, or one at random: not both, and before bind.
int set_port_choice(Socket& socket, const Option& row, const std::byte* value) noexcept {
  const bool on = option_value<DWORD>(value) != 0;
  SocketOptions& options = socket.endpoint->options();
  const ControlHold hold(socket);
  if (socket.has(kBound)) return WSAEINVAL;
  const bool random = options.randomize_port.load(std::memory_order_relaxed);
  const bool late = options.reuse_unicast_port.load(std::memory_order_relaxed);
  if (on && (row.name == WS_SO_RANDOMIZE_PORT ? late : random)) return WSAEINVAL;
  if (const int code = announce(socket, row.name, on ? 1 : 0); code != 0) return code;
  (options.*row.flag).store(on, std::memory_order_relaxed);
  return 0;
}

int set_conditional_accept(Socket& socket, const Option& row, const std::byte* value) noexcept {
  const bool on = option_value<DWORD>(value) != 0;
  const ControlHold hold(socket);
  if (socket.has(kListening)) return WSAEINVAL;
  if (const int code = announce(socket, row.name, on ? 1 : 0); code != 0) return code;
  (socket.endpoint->options().*row.flag).store(on, std::memory_order_relaxed);
  return 0;
}

// -- Closing

int get_linger(Socket& socket, const Option&, OptionValue& out) noexcept {
  const ControlHold hold(socket);
  const bool on = socket.lingers.load(std::memory_order_relaxed);
  const std::int32_t seconds = socket.linger_seconds;
  return out.give(LINGER{static_cast<USHORT>(on ? 1 : 0), static_cast<USHORT>(seconds < 0 ? 0 : seconds)});
}

int set_linger(Socket& socket, const Option&, const std::byte* bytes) noexcept {
  const auto wanted = option_value<LINGER>(bytes);
  const ControlHold hold(socket);
  socket.lingers.store(wanted.l_onoff != 0, std::memory_order_relaxed);
  if (wanted.l_onoff != 0) socket.linger_seconds = wanted.l_linger;
  return 0;
}

int get_dont_linger(Socket& socket, const Option&, OptionValue& out) noexcept {
  return out.give(BOOL{!socket.lingers.load(std::memory_order_relaxed)});
}

// Switched off it brings back the time that SO_LINGER set before, if it ever did.
int set_dont_linger(Socket& socket, const Option&, const std::byte* bytes) noexcept {
  const bool on = option_value<DWORD>(bytes) != 0;
  const ControlHold hold(socket);
  if (on || socket.linger_seconds >= 0) socket.lingers.store(!on, std::memory_order_relaxed);
  return 0;
}

// -- Rows

constexpr std::size_t kWord = sizeof(DWORD);
using Flag = std::atomic<bool> SocketOptions::*;

constexpr Option flag(int name, unsigned kinds, Flag member, SetOption set = set_flag) noexcept {
  return {name, kinds, kWord, get_flag, set, 0, member};
}
constexpr Option number(int name, std::atomic<DWORD> SocketOptions::*member,
                        SetOption set = set_number) noexcept {
  return {name, Option::kAllKinds, kWord, get_number, set, 0, nullptr, member};
}
constexpr Option report(int name, GetOption get, unsigned kinds = Option::kAllKinds) noexcept {
  return {name, kinds, 0, get, nullptr, WSAENOPROTOOPT};
}
constexpr Option refused(int name, int code = WSAENOPROTOOPT) noexcept {
  return {name, Option::kAllKinds, 0, nullptr, nullptr, code};
}

using O = SocketOptions;

constexpr Option kOptions[] = {
    flag(WS_SO_DEBUG, Option::kAllKinds, &O::debug),
    report(WS_SO_ACCEPTCONN, report_listening),
    flag(WS_SO_REUSEADDR, Option::kAllKinds, &O::reuse, set_sharing),
    flag(WS_SO_EXCLUSIVEADDRUSE, Option::kAllKinds, &O::exclusive, set_sharing),
    flag(WS_SO_KEEPALIVE, Option::kStreams, &O::keep_alive),
    flag(WS_SO_DONTROUTE, Option::kAllKinds, &O::dont_route),
    flag(WS_SO_BROADCAST, Option::kMessages, &O::broadcast),
    refused(WS_SO_USELOOPBACK, WSAEINVAL),
    {WS_SO_LINGER, Option::kStreams, sizeof(LINGER), get_linger, set_linger, 0},
    {WS_SO_DONTLINGER, Option::kStreams, kWord, get_dont_linger, set_dont_linger, 0},
    flag(WS_SO_OOBINLINE, Option::kStreams, &O::oob_inline, set_oob_inline),
    number(WS_SO_SNDBUF, &O::send_buffer, set_buffer),
    number(WS_SO_RCVBUF, &O::receive_buffer, set_buffer),
    refused(WS_SO_SNDLOWAT, WSAEINVAL),
    refused(WS_SO_RCVLOWAT, WSAEINVAL),
    number(WS_SO_SNDTIMEO, &O::send_timeout),
    number(WS_SO_RCVTIMEO, &O::receive_timeout),
    report(WS_SO_ERROR, report_error),
    report(WS_SO_TYPE, report_type),
    report(WS_SO_BSP_STATE, report_state),
    report(WS_SO_GROUP_ID, report_group),
    refused(WS_SO_GROUP_PRIORITY),
    report(WS_SO_MAX_MSG_SIZE, report_message_size, Option::kMessages),
    report(WS_SO_PROTOCOL_INFOA, report_protocol_info_a),
    report(WS_SO_PROTOCOL_INFOW, report_protocol_info_w),
    refused(WS_PVD_CONFIG),
    flag(WS_SO_CONDITIONAL_ACCEPT, Option::kStreams, &O::conditional_accept, set_conditional_accept),
    refused(WS_SO_PAUSE_ACCEPT),
    refused(WS_SO_COMPARTMENT_ID),
    flag(WS_SO_RANDOMIZE_PORT, Option::kAllKinds, &O::randomize_port, set_port_choice),
    flag(WS_SO_PORT_SCALABILITY, Option::kStreams, &O::port_scalability, set_port_choice),
    flag(WS_SO_REUSE_UNICASTPORT, Option::kStreams, &O::reuse_unicast_port, set_port_choice),
    refused(WS_SO_REUSE_MULTICASTPORT),
    report(WS_SO_MAXDG, report_message_size, Option::kMessages),
    report(WS_SO_MAXPATHDG, report_message_size, Option::kMessages),
    // No socket of the engine comes from AcceptEx or ConnectEx.
    refused(WS_SO_UPDATE_ACCEPT_CONTEXT, WSAEINVAL),
    refused(WS_SO_UPDATE_CONNECT_CONTEXT, WSAEINVAL),
    report(WS_SO_CONNECT_TIME, report_connect_time),
};

}  // namespace

std::span<const Option> socket_level_options() noexcept { return kOptions; }

}  // namespace wosa::spi::engine
