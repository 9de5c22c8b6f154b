// SPDX-License-Identifier: MIT
#include "runtime/extension.hpp"

#include <cstring>

#include "runtime/log.hpp"
#include "runtime/pin.hpp"
#include "runtime/providers.hpp"
#include "runtime/reactor.hpp"
#include "runtime/runtime.hpp"
#include "runtime/scheduler.hpp"

namespace wosa::runtime {

const Chain* chain_for_new_handle(DWORD entry_id) noexcept {
  const ThreadBlock* block = thread_block();
  if (block != nullptr && block->creating != nullptr) {
    const auto& info = block->creating->info;
    if (info.dwCatalogEntryId == entry_id) return block->creating;
    for (int i = 0; i < info.ProtocolChain.ChainLen && i < MAX_PROTOCOL_CHAIN; ++i) {
      if (info.ProtocolChain.ChainEntries[i] == entry_id) return block->creating;
    }
  }
  return the_runtime.providers.load()->find_chain(entry_id);
}

namespace {

int WSAAPI register_provider(const GUID* provider, const WOSA_PROVIDER_EXTENSION* table) noexcept {
  if (provider == nullptr || table == nullptr) return WSAEFAULT;
  return the_runtime.providers.load()->register_extension(*provider, *table);
}

[[gnu::hot]] SOCKET WSAAPI bind_socket(DWORD entry_id, int descriptor, void* context, INT* error) noexcept {
  const Chain* chain = chain_for_new_handle(entry_id);
  if (chain == nullptr || descriptor < 0) {
    *error = WSAEINVAL;
    return INVALID_SOCKET;
  }
  const auto& provider = *chain->provider;
  const auto bound = the_runtime.sockets.bind(
      descriptor, SocketBinding{chain, &provider.procs, &provider.extension, context});
  if (!bound) {
    *error = bound.error();
    return INVALID_SOCKET;
  }
  return *bound;
}

// WOSA_PIN::Taken of a pin that is no inline one; an inline one's is the number of its place, from 1.
constexpr BOOL kTakenDeep = ThreadBlock::kInlinePins + 1;

BOOL grant(WOSA_PIN* made, SOCKET s, const Slot& slot, BOOL taken) noexcept {
  made->Socket = s;
  made->Context = slot.binding.context;
  made->Taken = taken;
  made->Owner = slot.owner;
  return TRUE;
}

[[gnu::noinline]] BOOL pin_another(SOCKET s, WOSA_PIN* made) noexcept {
  made->Socket = s;
  made->Taken = FALSE;
  ThreadBlock* block = thread_block();
  if (block == nullptr) return FALSE;
  if (const Slot* held = held_inline(*block, s); held != nullptr) return grant(made, s, *held, FALSE);
  const Pin pinned = pin(*block, s);
  if (!pinned) return FALSE;
  const auto taken = pinned.place == nullptr ? kTakenDeep : static_cast<BOOL>(pinned.place - block->pins) + 1;
  return grant(made, s, *pinned.slot, taken);
}

// As a rule the API holds the socket already, in the first place.
[[gnu::hot]] BOOL WSAAPI pin_socket(SOCKET s, WOSA_PIN* made) noexcept {
  const ThreadBlock* block = current_block;
  const Slot* held = block == nullptr ? nullptr : block->pins[0].load(std::memory_order_relaxed);
  if (held == nullptr || held->handle != s) [[unlikely]]
    return pin_another(s, made);
  return grant(made, s, *held, FALSE);
}

void WSAAPI unpin_socket(WOSA_PIN* made) noexcept {
  if (made->Taken == FALSE) return;
  ThreadBlock& block = *current_block;
  PinPlace* place = made->Taken == kTakenDeep ? nullptr : &block.pins[made->Taken - 1];
  made->Taken = FALSE;
  unpin(block, Pin{the_runtime.sockets.find(made->Socket), place});
}

int WSAAPI begin_close(SOCKET s) noexcept { return the_runtime.sockets.begin_close(s) ? 0 : WSAENOTSOCK; }

BOOL WSAAPI is_closing(SOCKET s) noexcept {
  const Slot* slot = the_runtime.sockets.find(s);
  return slot == nullptr || slot->state.load(std::memory_order_acquire) != SlotState::kOpen ? TRUE : FALSE;
}

BOOL WSAAPI is_log_enabled(DWORD category) noexcept {
  return log_enabled(static_cast<Log>(category)) ? TRUE : FALSE;
}

void WSAAPI log_text(DWORD category, const char* text) noexcept {
  if (text != nullptr) log_line(static_cast<Log>(category), text);
}

int WSAAPI watch_descriptor(int descriptor, short events, WOSA_WATCH_ROUTINE routine, void* context,
                            WOSA_WATCH** watch) noexcept {
  return the_reactor.watch(descriptor, events, routine, context, watch);
}

int WSAAPI change_watch(WOSA_WATCH* watch, short events) noexcept {
  return watch != nullptr ? the_reactor.change(*watch, events) : WSAEINVAL;
}

void WSAAPI end_watch(WOSA_WATCH* watch, BOOL descriptor_lost) noexcept {
  if (watch != nullptr) the_reactor.end(*watch, descriptor_lost != FALSE);
}

}  // namespace

const WOSA_RUNTIME_EXTENSION& runtime_extension() noexcept {
  static const WOSA_RUNTIME_EXTENSION table{
      sizeof(WOSA_RUNTIME_EXTENSION),
      WOSA_EXTENSION_VERSION,
      &register_provider,
      &scheduler(),
      &bind_socket,
      &pin_socket,
      &unpin_socket,
      &begin_close,
      &is_closing,
      &is_log_enabled,
      &log_text,
      &watch_descriptor,
      &change_watch,
      &end_watch,
  };
  return table;
}

}  // namespace wosa::runtime
