// SPDX-License-Identifier: MIT
#pragma once

// The options of level SOL_SOCKET that change what a transport does. The engine keeps them, answers
// getsockopt and setsockopt for them and copies them to accepted sockets; a transport reads them whenever it
// wants (any thread), and hears of a change by Endpoint::option_changed.

#include <atomic>

#include "ws2spi.h"

namespace wosa::spi {

struct SocketOptions {
  static constexpr DWORD kDefaultBuffer = 65536;

  std::atomic<DWORD> send_buffer{kDefaultBuffer};     // SO_SNDBUF, bytes
  std::atomic<DWORD> receive_buffer{kDefaultBuffer};  // SO_RCVBUF, bytes
  std::atomic<DWORD> send_timeout{0};                 // SO_SNDTIMEO, milliseconds; 0: none
  std::atomic<DWORD> receive_timeout{0};              // SO_RCVTIMEO
  std::atomic<bool> send_buffer_set{false};           // by the program, so a transport may adapt the default
  std::atomic<bool> receive_buffer_set{false};
  std::atomic<bool> reuse{false};       // SO_REUSEADDR
  std::atomic<bool> exclusive{false};   // SO_EXCLUSIVEADDRUSE
  std::atomic<bool> broadcast{false};   // SO_BROADCAST
  std::atomic<bool> oob_inline{false};  // SO_OOBINLINE
  std::atomic<bool> keep_alive{false};  // SO_KEEPALIVE
  std::atomic<bool> dont_route{false};  // SO_DONTROUTE
  std::atomic<bool> debug{false};       // SO_DEBUG
  std::atomic<bool> conditional_accept{false};
  std::atomic<bool> randomize_port{false};
  std::atomic<bool> port_scalability{false};
  std::atomic<bool> reuse_unicast_port{false};

  /// What an accepted socket has from its listener.
  void inherit(const SocketOptions& listener) noexcept;
};

}  // namespace wosa::spi
