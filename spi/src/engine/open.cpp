// SPDX-License-Identifier: MIT

// WSPSocket: completes the request from the catalog entry and lets the transport make an endpoint.

#include "wosa/spi/user_memory.hpp"

#include "engine/socket.hpp"

namespace wosa::spi::engine {
namespace {

struct Wanted {
  int family;
  int type;
  int protocol;
};

// Completes what the caller left open from the entry, and refuses what the entry does not serve.
int complete(Wanted& wanted, const WSAPROTOCOL_INFOW& info) noexcept {
  const auto fill = [](int& value, int otherwise) {
    if (value == 0 || value == FROM_PROTOCOL_INFO) value = otherwise;
  };
  fill(wanted.family, info.iAddressFamily);
  fill(wanted.type, info.iSocketType);
  fill(wanted.protocol, info.iProtocol);
  if (wanted.family != info.iAddressFamily) return WSAEAFNOSUPPORT;
  if (wanted.type != info.iSocketType) return WSAESOCKTNOSUPPORT;
  const bool serves =
      wanted.protocol >= info.iProtocol && wanted.protocol - info.iProtocol <= info.iProtocolMaxOffset;
  return serves ? 0 : WSAEPROTONOSUPPORT;
}

// Multicast has no roots here: leaf on both planes is what a datagram socket may ask for.
int check_flags(DWORD flags, const WSAPROTOCOL_INFOW& info) noexcept {
  constexpr DWORD kMultipoint = WSA_FLAG_MULTIPOINT_C_ROOT | WSA_FLAG_MULTIPOINT_C_LEAF |
                                WSA_FLAG_MULTIPOINT_D_ROOT | WSA_FLAG_MULTIPOINT_D_LEAF;
  constexpr DWORD kKnown = kMultipoint | WSA_FLAG_OVERLAPPED | WSA_FLAG_ACCESS_SYSTEM_SECURITY |
                           WSA_FLAG_NO_HANDLE_INHERIT | WSA_FLAG_REGISTERED_IO;
  if ((flags & ~kKnown) != 0) return WSAEINVAL;
  const DWORD multipoint = flags & kMultipoint;
  if (multipoint == 0) return 0;
  const bool leaf_on_both = multipoint == (WSA_FLAG_MULTIPOINT_C_LEAF | WSA_FLAG_MULTIPOINT_D_LEAF);
  return leaf_on_both && (info.dwServiceFlags1 & XP1_SUPPORT_MULTIPOINT) != 0 ? 0 : WSAEINVAL;
}

std::uint32_t initial_flags(DWORD flags) noexcept {
  std::uint32_t initial = 0;
  if ((flags & WSA_FLAG_OVERLAPPED) != 0) initial |= kOverlapped;
  if ((flags & WSA_FLAG_NO_HANDLE_INHERIT) != 0) initial |= kNoInherit;
  return initial;
}

}  // namespace

SOCKET open_socket(Provider& provider, int family, int type, int protocol, LPWSAPROTOCOL_INFOW info,
                   GROUP group, DWORD flags, LPINT error) noexcept {
  WSAPROTOCOL_INFOW record;
  if (const int code = read_value(record, info); code != 0) return fail_socket(error, code);
  Wanted wanted{family, type, protocol};
  if (const int code = complete(wanted, record); code != 0) return fail_socket(error, code);
  if (const int code = check_flags(flags, record); code != 0) return fail_socket(error, code);
  if (group != 0) return fail_socket(error, WSAEINVAL);                      // groups are reserved
  if (record.dwProviderReserved != 0) return fail_socket(error, WSAEINVAL);  // a record of WSADuplicateSocket
  if (const auto claim = unsupported_claim(record, provider.handlers)) {
    Environment{provider.runtime.load(std::memory_order_relaxed), &provider.fork_generation}.log(
        WOSA_LOG_ERROR, "%ls: entry %u claims %s", provider.description, unsigned{record.dwCatalogEntryId},
        claim->text().data());
    return fail_socket(error, WSAEPROVIDERFAILEDINIT);
  }
  const CatalogEntry* entry = intern(provider, record);
  if (entry == nullptr) return fail_socket(error, WSAENOBUFS);
  Transport& transport = *provider.transport.load(std::memory_order_acquire);
  auto endpoint = guarded([&] {
    return transport.open({wanted.family, wanted.type, wanted.protocol, flags, entry->info});
  });
  if (!endpoint) return fail_socket(error, code_of(endpoint));
  if (*endpoint == nullptr) return fail_socket(error, WSASYSCALLFAILURE);
  std::unique_ptr<Socket> socket = make_socket(provider, *entry, *endpoint);
  if (socket == nullptr) {
    discard(std::move(*endpoint), Ending::reset);
    return fail_socket(error, WSAENOBUFS);
  }
  socket->protocol = wanted.protocol;
  socket->flags.store(initial_flags(flags), std::memory_order_relaxed);
  return publish(std::move(socket), error);
}

}  // namespace wosa::spi::engine
