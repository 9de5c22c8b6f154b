// SPDX-License-Identifier: MIT
#pragma once

// Providers as they run in this process: loaded on first use, one instance for each provider id, never
// unloaded; and the protocol chains that sockets are bound to.
//
// `mutex_` guards the two collections, whose elements are never removed or moved. A provider is never called
// with it held: an instance has a state of its own, and a thread that finds it being started waits for that
// state.

#include <atomic>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "runtime/module.hpp"
#include "wosa/catalog/snapshot.hpp"
#include "wosa/spi/extension.h"

namespace wosa::runtime {

struct ThreadBlock;

// A provider's library and its procedure table.
struct ProviderInstance {
  enum class State : std::uint32_t { kIdle, kStarting, kReady, kFailed };

  GUID guid{};
  DWORD chain_id = 0;  // the chain this instance was started for; 0: a base provider
  std::string name;
  std::string library;

  std::atomic<std::uint32_t> state{static_cast<std::uint32_t>(State::kIdle)};  // a State; waited on
  std::atomic<const ThreadBlock*> starter{nullptr};                            // who is starting it

  // Written while starting, constant while ready.
  WSPPROC_TABLE procs{};
  // Normalized: members that the provider's table does not cover are null. All null for a classic provider.
  WOSA_PROVIDER_EXTENSION extension{};
  std::atomic<bool> classic{true};
  // The table as the provider gave it: it tells whose a socket's context is. Null for a classic provider.
  std::atomic<const WOSA_PROVIDER_EXTENSION*> registered{nullptr};

  // Of the last failure; guarded by Providers::mutex_.
  INT error = 0;
  std::string reason;
};

// What a socket is bound to: a catalog entry and the table that serves it.
struct Chain {
  WSAPROTOCOL_INFOW info{};
  ProviderInstance* provider = nullptr;
};

struct StartFailure {
  INT error;  // WSAEPROVIDERFAILEDINIT, WSAEINVALIDPROCTABLE, WSAEINVALIDPROVIDER
  std::string reason;
};

class Providers {
 public:
  // The running chain of a catalog entry; loads and starts its provider at first use.
  tl::expected<const Chain*, StartFailure> chain(const catalog::Entry& entry);

  // A chain that has been used before, by entry id; nullptr otherwise.
  const Chain* find_chain(DWORD entry_id);

  // lpRegisterProvider of the extension table.
  INT register_extension(const GUID& guid, const WOSA_PROVIDER_EXTENSION& table);

  // Why a provider could not be started; nothing if it could or was never tried.
  std::optional<std::string> failure_of(const GUID& guid);

  // Lets failed providers be tried again: the catalog changed, or Winsock starts anew.
  void forget_failures();

  // The last WSACleanup: WSPCleanup of everything that is started.
  void cleanup();

  // Calls visit(instance) for every started instance.
  void for_each_ready(void (*visit)(ProviderInstance&));

  Modules& modules() noexcept { return modules_; }
  std::mutex& mutex() noexcept { return mutex_; }

  // In the child of a fork: a start that another thread had begun will never end.
  void forget_starts_of_other_threads() noexcept;

 private:
  ProviderInstance& instance(const catalog::Entry& entry);
  tl::expected<void, StartFailure> ensure_started(ProviderInstance& instance, const catalog::Entry& entry);
  tl::expected<void, StartFailure> start(ProviderInstance& instance, const WSAPROTOCOL_INFOW& info);

  std::mutex mutex_;
  std::deque<ProviderInstance> instances_;
  std::deque<Chain> chains_;
  std::atomic<const Chain*> recent_{nullptr};  // what chain() answered last; chains stay for ever
  Modules modules_;
};

}  // namespace wosa::runtime
