// SPDX-License-Identifier: MIT
// Socket handles for providers. A provider with a kernel object hands in its descriptor (WPUModifyIFSHandle);
// any other gets an eventfd, so that its sockets too are descriptors that a program can wait on
// (WPUCreateSocketHandle).
#include <sys/eventfd.h>
#include <unistd.h>

#include "runtime/errors.hpp"
#include "runtime/extension.hpp"
#include "runtime/pin.hpp"
#include "runtime/providers.hpp"
#include "upcalls/upcall_table.hpp"

namespace wosa::runtime {

namespace {

template <typename Result>
Result refuse(LPINT error, INT code, Result failure) noexcept {
  if (error != nullptr) *error = code;
  return failure;
}

// The slot of a handle that WPUCreateSocketHandle made, while it is open.
Slot* created_slot(SOCKET s) noexcept {
  Slot* slot = the_runtime.sockets.find(s);
  if (slot == nullptr || slot->state.load(std::memory_order_acquire) != SlotState::kOpen) return nullptr;
  return slot->own_descriptor ? slot : nullptr;
}

}  // namespace

SOCKET WSAAPI upcall_create_socket_handle(DWORD entry_id, DWORD_PTR context, LPINT error) noexcept {
  const Chain* chain = chain_for_new_handle(entry_id);
  if (chain == nullptr) return refuse(error, WSAEINVAL, INVALID_SOCKET);
  const int descriptor = eventfd(0, EFD_NONBLOCK);
  if (descriptor < 0) return refuse(error, WSAENOBUFS, INVALID_SOCKET);
  const auto& provider = *chain->provider;
  const auto bound = the_runtime.sockets.bind(
      descriptor,
      SocketBinding{chain, &provider.procs, &provider.extension, reinterpret_cast<void*>(context)}, true);
  if (!bound) {
    close(descriptor);
    return refuse(error, WSAENOBUFS, INVALID_SOCKET);
  }
  return *bound;
}

int WSAAPI upcall_close_socket_handle(SOCKET s, LPINT error) noexcept {
  ThreadBlock* block = thread_block();
  const Pin held = block == nullptr || created_slot(s) == nullptr ? Pin{} : pin(*block, s);
  if (!held) return refuse(error, WSAENOTSOCK, SOCKET_ERROR);
  const bool closing = the_runtime.sockets.begin_close(s);
  unpin(*block, held);
  return closing ? 0 : refuse(error, WSAENOTSOCK, SOCKET_ERROR);
}

int WSAAPI upcall_query_socket_handle_context(SOCKET s, PDWORD_PTR context, LPINT error) noexcept {
  if (context == nullptr) return refuse(error, WSAEFAULT, SOCKET_ERROR);
  ThreadBlock* block = thread_block();
  if (block == nullptr) return refuse(error, WSAENOBUFS, SOCKET_ERROR);
  // Asked from inside a procedure on this very socket, which holds it even while it is being closed.
  if (const Slot* inside = held_inline(*block, s); inside != nullptr) {
    if (!inside->own_descriptor) return refuse(error, WSAENOTSOCK, SOCKET_ERROR);
    *context = reinterpret_cast<DWORD_PTR>(inside->binding.context);
    return 0;
  }
  const Pin held = pin(*block, s);
  if (!held) return refuse(error, WSAENOTSOCK, SOCKET_ERROR);
  const bool created = held.slot->own_descriptor;
  void* const its_context = held.slot->binding.context;
  unpin(*block, held);
  if (!created) return refuse(error, WSAENOTSOCK, SOCKET_ERROR);
  *context = reinterpret_cast<DWORD_PTR>(its_context);
  return 0;
}

SOCKET WSAAPI upcall_modify_ifs_handle(DWORD entry_id, SOCKET proposed, LPINT error) noexcept {
  const Chain* chain = chain_for_new_handle(entry_id);
  if (chain == nullptr || proposed > SOCKET{INT32_MAX}) return refuse(error, WSAEINVAL, INVALID_SOCKET);
  // A layer over this handle's provider may ask again while the chain's socket is being created.
  const Slot* slot = the_runtime.sockets.find(proposed);
  if (slot != nullptr && slot->state.load(std::memory_order_acquire) == SlotState::kOpen &&
      slot->binding.chain == chain && chain->info.ProtocolChain.ChainLen > 1) {
    return proposed;
  }
  const auto& provider = *chain->provider;
  const auto bound = the_runtime.sockets.bind(
      static_cast<int>(proposed), SocketBinding{chain, &provider.procs, &provider.extension, nullptr});
  return bound ? *bound : refuse(error, bound.error(), INVALID_SOCKET);
}

int WSAAPI upcall_fd_is_set(SOCKET s, WS_fd_set* set) noexcept { return __WSAFDIsSet(s, set); }

}  // namespace wosa::runtime
