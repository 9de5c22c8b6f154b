// SPDX-License-Identifier: MIT
// Creating a socket: select a catalog entry, start its chain at first use, let it make the socket.
#include "wosa/catalog/match.hpp"

#include "calls/call.hpp"
#include "calls/creation.hpp"
#include "calls/protocol_info.hpp"
#include "runtime/catalog_view.hpp"
#include "runtime/log.hpp"

namespace wosa::runtime {

namespace {

constexpr DWORD kKnownFlags = WSA_FLAG_OVERLAPPED | WSA_FLAG_MULTIPOINT_C_ROOT | WSA_FLAG_MULTIPOINT_C_LEAF |
                              WSA_FLAG_MULTIPOINT_D_ROOT | WSA_FLAG_MULTIPOINT_D_LEAF |
                              WSA_FLAG_ACCESS_SYSTEM_SECURITY | WSA_FLAG_NO_HANDLE_INHERIT |
                              WSA_FLAG_REGISTERED_IO;

struct SocketRequest {
  int family;
  int type;
  int protocol;
  const WSAPROTOCOL_INFOW* info;  // null: the catalog chooses
  GROUP group;
  DWORD flags;
};

using Selected = tl::expected<const Chain*, DWORD>;

// The entry that the program named itself.
Selected explicit_chain(const catalog::Snapshot& snapshot, const WSAPROTOCOL_INFOW& info) {
  const catalog::Entry* entry = snapshot.by_id(info.dwCatalogEntryId);
  if (entry == nullptr || !entry->enabled || entry->kind == catalog::Kind::layer)
    return tl::unexpected(DWORD{WSAEINVAL});
  auto chain = the_runtime.providers.load()->chain(*entry);
  if (chain) return *chain;
  log(Log::kCatalog, "entry {} was asked for: {}", info.dwCatalogEntryId, chain.error().reason);
  return tl::unexpected(static_cast<DWORD>(chain.error().error));
}

// The first entry that matches and whose provider runs. One that cannot be started is passed over, unless its
// manifest says that nothing may take its place.
Selected select_chain(const catalog::Snapshot& snapshot, const catalog::Request& request) {
  DWORD error = 0;
  std::size_t after = catalog::kFromStart;
  for (;;) {
    const auto found = catalog::match(snapshot, request, after);
    if (found.entry == nullptr) {
      if (found.culprit != nullptr)
        log(Log::kError, "{}: {}", found.culprit->provider->name, found.culprit->reason);
      return tl::unexpected(error != 0 ? error : static_cast<DWORD>(found.error));
    }
    const catalog::Entry& entry = *found.entry;
    auto chain = the_runtime.providers.load()->chain(entry);
    if (chain) {
      log(Log::kCatalog, "socket({}, {}, {}): entry {} of {} ({}:{})", request.family, request.type,
          request.protocol, entry.id(), entry.provider->name, entry.origin.file, entry.origin.line);
      return *chain;
    }
    log(entry.critical ? Log::kError : Log::kWarn, "{}: passed over for socket({}, {}, {}): {}",
        entry.provider->name, request.family, request.type, request.protocol, chain.error().reason);
    error = static_cast<DWORD>(chain.error().error);
    if (entry.critical) return tl::unexpected(DWORD{WSAEPROVIDERFAILEDINIT});
    after = entry.index;
  }
}

// A provider with an extension table has promised to leave the record as it is, and is not given a copy of
// what fills more cache lines than the rest of the call.
SOCKET open_over(const Chain& chain, const SocketRequest& request, INT& error) {
  const auto open = [&](WSAPROTOCOL_INFOW& info) {
    return chain.provider->procs.lpWSPSocket(request.family, request.type, request.protocol, &info,
                                             request.group, request.flags, &error);
  };
  if (!chain.provider->classic.load(std::memory_order_relaxed))
    return open(const_cast<WSAPROTOCOL_INFOW&>(chain.info));
  WSAPROTOCOL_INFOW copy = chain.info;
  return open(copy);
}

SOCKET create_socket(const SocketRequest& request, CallName name = {__builtin_FUNCTION()}) {
  if (!the_runtime.started()) return fail(WSANOTINITIALISED, INVALID_SOCKET, name);
  ThreadBlock* block = thread_block();
  if (block == nullptr) return fail(WSAENOBUFS, INVALID_SOCKET, name);
  if (request.group != 0 || (request.flags & ~kKnownFlags) != 0) return fail(WSAEINVAL, INVALID_SOCKET, name);
  try {
    const auto snapshot = the_runtime.catalog.load()->current();
    const auto chain =
        request.info != nullptr
            ? explicit_chain(*snapshot, *request.info)
            : select_chain(*snapshot, catalog::Request{request.family, request.type, request.protocol});
    if (!chain) return fail(chain.error(), INVALID_SOCKET, name);
    const Creation creation(*block, *chain);
    INT error = 0;
    const SOCKET made = open_over(**chain, request, error);
    return made != INVALID_SOCKET ? creation.check(made, name)
                                  : fail(provider_error(error), INVALID_SOCKET, name);
  } catch (const std::bad_alloc&) {
    return fail(WSAENOBUFS, INVALID_SOCKET, name);
  } catch (abi::__forced_unwind&) {
    throw;
  } catch (...) {
    return fail(WSASYSCALLFAILURE, INVALID_SOCKET, name);
  }
}

}  // namespace

}  // namespace wosa::runtime

using namespace wosa::runtime;

extern "C" SOCKET WSAAPI WS_socket(int af, int type, int protocol) {
  const ThreadBlock* block = thread_block();
  const bool overlapped = block == nullptr || block->open_type == 0;
  return create_socket({af, type, protocol, nullptr, 0, overlapped ? DWORD{WSA_FLAG_OVERLAPPED} : 0});
}

extern "C" SOCKET WSAAPI WSASocketW(int af, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP g,
                                    DWORD flags) {
  WSAPROTOCOL_INFOW copy;
  if (info != nullptr && wosa::spi::copy_in(&copy, info, sizeof copy) != 0) {
    return fail(the_runtime.started() ? WSAEFAULT : WSANOTINITIALISED, INVALID_SOCKET);
  }
  return create_socket({af, type, protocol, info != nullptr ? &copy : nullptr, g, flags});
}

extern "C" SOCKET WSAAPI WSASocketA(int af, int type, int protocol, LPWSAPROTOCOL_INFOA info, GROUP g,
                                    DWORD flags) {
  WSAPROTOCOL_INFOA narrow;
  if (info != nullptr && wosa::spi::copy_in(&narrow, info, sizeof narrow) != 0) {
    return fail(the_runtime.started() ? WSAEFAULT : WSANOTINITIALISED, INVALID_SOCKET);
  }
  WSAPROTOCOL_INFOW wide{};
  if (info != nullptr) wide = to_wide(narrow);
  return create_socket({af, type, protocol, info != nullptr ? &wide : nullptr, g, flags});
}
