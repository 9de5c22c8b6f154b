// SPDX-License-Identifier: MIT
#include "runtime/runtime.hpp"

#include <type_traits>

#include "runtime/catalog_view.hpp"
#include "runtime/log.hpp"
#include "runtime/provider_call.hpp"
#include "runtime/providers.hpp"

namespace wosa::runtime {

constinit Runtime the_runtime;
static_assert(std::is_trivially_destructible_v<Runtime>,
              "the context outlives every destructor of the program");

INT prepare_runtime() noexcept {
  const std::lock_guard lock(the_runtime.preparation);
  if (the_runtime.catalog.load() != nullptr) return 0;
  try {
    configure_log();
    install_fork_handlers();
    if (the_runtime.providers.load() == nullptr) the_runtime.providers.store(new Providers);
    the_runtime.catalog.store(new CatalogView);
    return 0;
  } catch (...) {
    return WSASYSNOTREADY;
  }
}

void notify_thread_exit() noexcept {
  Providers* providers = the_runtime.providers.load();
  if (providers == nullptr) return;
  providers->for_each_ready([](ProviderInstance& instance) {
    if (instance.extension.lpThreadExit != nullptr) call_provider([&] { instance.extension.lpThreadExit(); });
  });
}

}  // namespace wosa::runtime
