// SPDX-License-Identifier: MIT
#include "runtime/providers.hpp"

#include <fmt/format.h>

#include <cstring>

#include "runtime/log.hpp"
#include "runtime/provider_call.hpp"
#include "runtime/scheduler.hpp"
#include "runtime/thread_block.hpp"
#include "upcalls/upcall_table.hpp"
#include "wosa/catalog/guid.hpp"

namespace wosa::runtime {

namespace {

using State = ProviderInstance::State;

constexpr WORD kVersion = MAKEWORD(2, 2);

bool same_guid(const GUID& a, const GUID& b) noexcept { return std::memcmp(&a, &b, sizeof(GUID)) == 0; }

DWORD chain_id_of(const catalog::Entry& entry) noexcept {
  return entry.kind == catalog::Kind::chain ? entry.info.dwCatalogEntryId : 0;
}

bool is_of(const ProviderInstance& instance, const catalog::Entry& entry) noexcept {
  return instance.chain_id == chain_id_of(entry) && same_guid(instance.guid, entry.info.ProviderId);
}

State state_of(const ProviderInstance& instance) noexcept {
  return static_cast<State>(instance.state.load(std::memory_order_acquire));
}

void set_state(ProviderInstance& instance, State state) noexcept {
  instance.state.store(static_cast<std::uint32_t>(state), std::memory_order_release);
  scheduler().lpWake(reinterpret_cast<const std::uint32_t*>(&instance.state), INT32_MAX);
}

// The position, from 1, of the first missing procedure; 0 when all thirty are there.
int missing_procedure(const WSPPROC_TABLE& table) noexcept {
  using Procedure = void (*)();
  static_assert(sizeof(WSPPROC_TABLE) == 30 * sizeof(Procedure));
  Procedure procedures[30];
  std::memcpy(procedures, &table, sizeof table);
  for (int i = 0; i < 30; ++i) {
    if (procedures[i] == nullptr) return i + 1;
  }
  return 0;
}

// A WSPStartup that throws must not bring its caller down.
INT call_startup(LPWSPSTARTUP startup, WSPDATA& data, const WSAPROTOCOL_INFOW& info, WSPPROC_TABLE& procs,
                 bool& threw) noexcept {
  try {
    auto copy = info;
    return startup(kVersion, &data, &copy, upcall_table(), &procs);
  } catch (...) {
    threw = true;
    return WSASYSNOTREADY;
  }
}

}  // namespace

ProviderInstance& Providers::instance(const catalog::Entry& entry) {
  const std::lock_guard lock(mutex_);
  for (auto& candidate : instances_) {
    if (is_of(candidate, entry)) return candidate;
  }
  auto& made = instances_.emplace_back();
  made.guid = entry.info.ProviderId;
  made.chain_id = chain_id_of(entry);
  made.name = entry.provider->name;
  made.library = entry.provider->resolved_library;
  return made;
}

tl::expected<const Chain*, StartFailure> Providers::chain(const catalog::Entry& entry) {
  const DWORD id = entry.info.dwCatalogEntryId;
  // Most programs open one kind of socket, over and over.
  if (const Chain* recent = recent_.load(std::memory_order_acquire);
      recent != nullptr && recent->info.dwCatalogEntryId == id && is_of(*recent->provider, entry) &&
      state_of(*recent->provider) == State::kReady) {
    return recent;
  }
  auto& provider = instance(entry);
  if (auto started = ensure_started(provider, entry); !started) return tl::unexpected(started.error());
  const std::lock_guard lock(mutex_);
  for (const auto& chain : chains_) {
    if (chain.info.dwCatalogEntryId != id || chain.provider != &provider) continue;
    recent_.store(&chain, std::memory_order_release);
    return &chain;
  }
  const Chain* made = &chains_.emplace_back(Chain{entry.info, &provider});
  recent_.store(made, std::memory_order_release);
  return made;
}

const Chain* Providers::find_chain(DWORD entry_id) {
  const std::lock_guard lock(mutex_);
  // The newest first: an id never changes its meaning, but its provider's library may have been replaced.
  for (auto chain = chains_.rbegin(); chain != chains_.rend(); ++chain) {
    if (chain->info.dwCatalogEntryId == entry_id) return &*chain;
  }
  return nullptr;
}

tl::expected<void, StartFailure> Providers::ensure_started(ProviderInstance& instance,
                                                           const catalog::Entry& entry) {
  for (;;) {
    switch (state_of(instance)) {
      case State::kReady: return {};
      case State::kFailed: {
        const std::lock_guard lock(mutex_);
        return tl::unexpected(StartFailure{instance.error, instance.reason});
      }
      case State::kStarting:
        if (instance.starter.load(std::memory_order_acquire) == thread_block()) {
          return tl::unexpected(
              StartFailure{WSAEPROVIDERFAILEDINIT, "it asked for a socket of its own while it was starting"});
        }
        scheduler().lpWait(reinterpret_cast<const std::uint32_t*>(&instance.state),
                           static_cast<std::uint32_t>(State::kStarting), -1);
        continue;
      case State::kIdle: break;
    }
    auto expected = static_cast<std::uint32_t>(State::kIdle);
    if (!instance.state.compare_exchange_strong(expected, static_cast<std::uint32_t>(State::kStarting)))
      continue;
    instance.starter.store(thread_block(), std::memory_order_release);
    auto result = start(instance, entry.info);
    instance.starter.store(nullptr, std::memory_order_release);
    if (!result) {
      const std::lock_guard lock(mutex_);
      instance.error = result.error().error;
      instance.reason = result.error().reason;
      log(Log::kLoader, "{} ({}): {}", instance.name, instance.library, instance.reason);
    }
    set_state(instance, result ? State::kReady : State::kFailed);
    return result;
  }
}

tl::expected<void, StartFailure> Providers::start(ProviderInstance& instance, const WSAPROTOCOL_INFOW& info) {
  const auto failed = [](INT error, std::string reason) {
    return tl::unexpected(StartFailure{error, std::move(reason)});
  };
  auto module = modules_.open(instance.library);
  if (!module) return failed(WSAEPROVIDERFAILEDINIT, "cannot be loaded: " + module.error());
  const auto startup = reinterpret_cast<LPWSPSTARTUP>(module->symbol("WSPStartup"));
  if (startup == nullptr) return failed(WSAEPROVIDERFAILEDINIT, "exports no WSPStartup");

  WSPDATA data{};
  WSPPROC_TABLE procs{};
  bool threw = false;
  const INT error = call_startup(startup, data, info, procs, threw);
  if (threw) return failed(WSAEPROVIDERFAILEDINIT, "its WSPStartup threw an exception");
  if (error != 0) return failed(WSAEPROVIDERFAILEDINIT, fmt::format("its WSPStartup failed with {}", error));
  if (data.wVersion != kVersion) {
    return failed(WSAEINVALIDPROVIDER, fmt::format("speaks version {}.{} of the SPI, 2.2 is needed",
                                                   LOBYTE(data.wVersion), HIBYTE(data.wVersion)));
  }
  if (const int missing = missing_procedure(procs); missing != 0) {
    return failed(WSAEINVALIDPROCTABLE, fmt::format("entry {} of its procedure table is null", missing));
  }
  instance.procs = procs;
  log(Log::kLoader, "{} ({}): started{}", instance.name, instance.library,
      instance.classic.load() ? ", without an extension table" : "");
  return {};
}

INT Providers::register_extension(const GUID& guid, const WOSA_PROVIDER_EXTENSION& table) {
  if (table.cbSize < offsetof(WOSA_PROVIDER_EXTENSION, lpInterrupt) || table.dwVersion < 1) return WSAEINVAL;
  const std::lock_guard lock(mutex_);
  for (auto& instance : instances_) {
    if (instance.chain_id != 0 || !same_guid(instance.guid, guid)) continue;
    if (state_of(instance) != State::kStarting) continue;
    WOSA_PROVIDER_EXTENSION normalized{};
    std::memcpy(&normalized, &table, std::min<std::size_t>(table.cbSize, sizeof normalized));
    normalized.cbSize = sizeof normalized;
    instance.extension = normalized;
    instance.classic.store(false);
    instance.registered.store(&table);
    return 0;
  }
  return WSAEINVAL;
}

std::optional<std::string> Providers::failure_of(const GUID& guid) {
  const std::lock_guard lock(mutex_);
  for (const auto& instance : instances_) {
    if (same_guid(instance.guid, guid) && state_of(instance) == State::kFailed) return instance.reason;
  }
  return std::nullopt;
}

void Providers::forget_failures() {
  const std::lock_guard lock(mutex_);
  for (auto& instance : instances_) {
    auto expected = static_cast<std::uint32_t>(State::kFailed);
    instance.state.compare_exchange_strong(expected, static_cast<std::uint32_t>(State::kIdle));
  }
}

void Providers::for_each_ready(void (*visit)(ProviderInstance&)) {
  std::size_t index = 0;
  for (;;) {
    ProviderInstance* instance = nullptr;
    {
      const std::lock_guard lock(mutex_);
      if (index >= instances_.size()) return;
      instance = &instances_[index++];
    }
    if (state_of(*instance) == State::kReady) visit(*instance);
  }
}

void Providers::cleanup() {
  for_each_ready([](ProviderInstance& instance) {
    INT error = WSASYSCALLFAILURE;
    if (call_provider(SOCKET_ERROR, [&] { return instance.procs.lpWSPCleanup(&error); }) == SOCKET_ERROR) {
      log(Log::kProvider, "{}: WSPCleanup failed with {}", instance.name, error);
    }
    set_state(instance, State::kIdle);
  });
}

void Providers::forget_starts_of_other_threads() noexcept {
  modules_.renew_lock();
  for (auto& instance : instances_) {
    if (state_of(instance) == State::kStarting && instance.starter.load() != current_block) {
      instance.state.store(static_cast<std::uint32_t>(State::kIdle));
    }
  }
}

}  // namespace wosa::runtime
