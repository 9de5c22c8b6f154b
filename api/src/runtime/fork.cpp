// SPDX-License-Identifier: MIT
// What a fork does to us: the child has one thread. Pins of the others are dropped, starts of providers that
// they had begun are forgotten, and providers are told. Our locks are held across the fork, so that the child
// finds what they guard consistent; they are taken in the order in which the library nests them.
#include <pthread.h>

#include <new>

#include "kernel/fork.hpp"
#include "runtime/catalog_view.hpp"
#include "runtime/provider_call.hpp"
#include "runtime/providers.hpp"
#include "runtime/reactor.hpp"
#include "runtime/runtime.hpp"

namespace wosa::runtime {

namespace {

void before_fork() {
  if (auto* catalog = the_runtime.catalog.load()) catalog->mutex().lock();
  if (auto* providers = the_runtime.providers.load()) providers->mutex().lock();
  the_runtime.sockets.mutex().lock();
  kernel::before_fork();
  the_reactor.lock_for_fork();
}

void unlock_runtime() {
  the_runtime.sockets.mutex().unlock();
  if (auto* providers = the_runtime.providers.load()) providers->mutex().unlock();
  if (auto* catalog = the_runtime.catalog.load()) catalog->mutex().unlock();
}

void in_parent() {
  the_reactor.unlock_in_parent();
  kernel::after_fork_in_parent();
  unlock_runtime();
}

// A start or clean-up that another thread of the parent had under way does not go on here; what it had done
// stands.
void renew(std::mutex& mutex) { new (&mutex) std::mutex; }

void in_child() {
  register_fence();
  renew(the_runtime.transition);
  renew(the_runtime.preparation);
  forget_other_threads();
  the_reactor.renew_in_child();
  kernel::after_fork_in_child();
  if (auto* providers = the_runtime.providers.load()) providers->forget_starts_of_other_threads();
  unlock_runtime();
  if (auto* providers = the_runtime.providers.load()) {
    providers->for_each_ready([](ProviderInstance& instance) {
      if (instance.extension.lpForked != nullptr) call_provider([&] { instance.extension.lpForked(); });
    });
  }
}

}  // namespace

void install_fork_handlers() noexcept {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, [] { pthread_atfork(&before_fork, &in_parent, &in_child); });
}

}  // namespace wosa::runtime
