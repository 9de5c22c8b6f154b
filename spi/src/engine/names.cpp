// SPDX-License-Identifier: MIT

// WSPBind, WSPGetSockName, WSPGetPeerName, and the text of addresses.

#include <algorithm>
#include <array>
#include <cwchar>
#include <string_view>

#include "wosa/spi/user_memory.hpp"

#include "engine/caller_address.hpp"
#include "engine/connection.hpp"

namespace wosa::spi::engine {

int bind(Provider& provider, SOCKET s, const WS_sockaddr* name, int length, LPINT error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  Address address;
  if (const int code = address_from_caller(*socket, name, length, address); code != 0)
    return fail(error, code);
  const ControlHold hold(*socket);
  if (socket->has(kBound)) return fail(error, WSAEINVAL);
  const auto done = guarded([&] { return socket->endpoint->bind(address); });
  if (!done) return fail(error, code_of(done));
  socket->set(kBound);
  return 0;
}

int get_sock_name(Provider& provider, SOCKET s, WS_sockaddr* name, LPINT length, LPINT error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  if (!socket->has(kBound)) return fail(error, WSAEINVAL);
  const auto address = guarded([&] { return socket->endpoint->local_name(); });
  return finish(error, address ? address_to_caller(*address, name, length) : code_of(address));
}

int get_peer_name(Provider& provider, SOCKET s, WS_sockaddr* name, LPINT length, LPINT error) noexcept {
  const Pinned socket(provider, s);
  if (!socket) return fail(error, socket.refusal());
  if (still_connecting(*socket) || !socket->has(kConnected)) return fail(error, WSAENOTCONN);
  const auto address = guarded([&] { return socket->endpoint->peer_name(); });
  return finish(error, address ? address_to_caller(*address, name, length) : code_of(address));
}

namespace {

constexpr std::size_t kLongestText = 512;

int text_of(Provider& provider, LPSOCKADDR address, DWORD length, LPWSTR text, LPDWORD text_length) noexcept {
  SOCKADDR_STORAGE bytes{};
  DWORD room = 0;
  if (length > sizeof bytes) length = sizeof bytes;
  if (const int code = copy_in(&bytes, address, length); code != 0) return code;
  if (const int code = read_value(room, text_length); code != 0) return code;
  const Address given(std::as_bytes(std::span(&bytes, 1)).first(length));
  const Transport& transport = *provider.transport.load(std::memory_order_acquire);
  std::array<wchar_t, kLongestText> buffer;
  const auto written = guarded([&] { return transport.address_to_text(given, buffer); });
  if (!written) return code_of(written);
  const auto needed = static_cast<DWORD>(written->size() + 1);
  if (const int code = write_value(text_length, needed); code != 0) return code;
  if (room < needed) return WSAEFAULT;
  if (const int code = copy_out(text, written->data(), written->size() * sizeof(wchar_t)); code != 0)
    return code;
  return write_value(text + written->size(), wchar_t{0});
}

// The caller's text, as far as it is terminated within what an address can take.
int read_text(const wchar_t* text, std::span<wchar_t> buffer, std::size_t& length) noexcept {
  for (length = 0; length < buffer.size(); ++length) {
    if (const int code = read_value(buffer[length], text + length); code != 0) return code;
    if (buffer[length] == 0) return 0;
  }
  return WSAEINVAL;
}

int address_of(Provider& provider, LPWSTR text, INT family, LPSOCKADDR address, LPINT length) noexcept {
  std::array<wchar_t, kLongestText> buffer;
  std::size_t size = 0;
  INT room = 0;
  if (const int code = read_text(text, buffer, size); code != 0) return code;
  if (const int code = read_value(room, length); code != 0) return code;
  const Transport& transport = *provider.transport.load(std::memory_order_acquire);
  const auto parsed =
      guarded([&] { return transport.text_to_address(std::wstring_view(buffer.data(), size), family); });
  if (!parsed) return code_of(parsed);
  if (const int code = write_value(length, INT{parsed->length()}); code != 0) return code;
  if (room < parsed->length()) return WSAEFAULT;
  return copy_out(address, parsed->get(), static_cast<std::size_t>(parsed->length()));
}

}  // namespace

INT address_to_string(Provider& provider, LPSOCKADDR address, DWORD length, LPWSAPROTOCOL_INFOW, LPWSTR text,
                      LPDWORD text_length, LPINT error) noexcept {
  return finish(error, text_of(provider, address, length, text, text_length));
}

INT string_to_address(Provider& provider, LPWSTR text, INT family, LPWSAPROTOCOL_INFOW, LPSOCKADDR address,
                      LPINT length, LPINT error) noexcept {
  return finish(error, address_of(provider, text, family, address, length));
}

}  // namespace wosa::spi::engine
