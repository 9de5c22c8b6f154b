// SPDX-License-Identifier: MIT
#pragma once

// The one runtime context of a process.
//
// It is constant-initialized and never destroyed, so that it exists before the first constructor and after
// the last destructor of a program. What needs more than zeroes (catalog view, providers) is made by the
// first WSAStartup and stays for the life of the process.

#include <atomic>

#include "runtime/socket_table.hpp"

namespace wosa::runtime {

class CatalogView;
class Providers;

struct Runtime {
  // Successful WSAStartup calls without their WSACleanup.
  alignas(64) std::atomic<std::uint32_t> startups{0};

  SocketTable sockets;

  // Orders the first start and the last clean-up.
  std::mutex transition;

  // Guards the making of what follows.
  std::mutex preparation;

  // Set once, before startups first leaves 0.
  std::atomic<CatalogView*> catalog{nullptr};
  std::atomic<Providers*> providers{nullptr};

  [[nodiscard]] bool started() const noexcept { return startups.load(std::memory_order_acquire) != 0; }
};

extern constinit Runtime the_runtime;

// Makes the catalog view and the provider registry if they do not exist. 0 or WSASYSNOTREADY.
INT prepare_runtime() noexcept;

// Tells every started provider that the calling thread ends.
void notify_thread_exit() noexcept;

// Installs the fork handlers, once.
void install_fork_handlers() noexcept;

}  // namespace wosa::runtime
