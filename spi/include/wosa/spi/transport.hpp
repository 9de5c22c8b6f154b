// SPDX-License-Identifier: MIT
#pragma once

// The transport itself: what there is once for a provider, and makes the sockets.

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>

#include "wosa/spi/endpoint.hpp"
#include "wosa/spi/extension.h"
#include "wosa/spi/result.hpp"

namespace wosa::spi {

/// What WSPSocket was asked for, completed from the catalog entry.
struct SocketRequest {
  int family;
  int type;
  int protocol;
  DWORD flags;                    // WSA_FLAG_
  const WSAPROTOCOL_INFOW& info;  // the catalog entry
};

/// What a transport may ask of the runtime. Valid for the life of the process; any thread.
struct Environment {
  const WOSA_RUNTIME_EXTENSION* runtime;
  const std::atomic<std::uint32_t>* forks;

  /// How often this process is the child of a fork: what a ControlLock needs, and what tells that other
  /// threads' work on shared memory was left undone.
  std::uint32_t fork_generation() const noexcept { return forks->load(std::memory_order_relaxed); }

  const WOSA_SCHEDULER& scheduler() const noexcept { return *runtime->pScheduler; }
  /// A line of the log's category "provider" (UTF-8, no line end). Nothing is built unless it is shown.
  void log(DWORD category, const char* format, ...) const noexcept __attribute__((format(printf, 3, 4)));
};

/// Made at the provider's first start, kept for the life of the process. All members may be called by any
/// thread, several at once.
class Transport {
 public:
  virtual ~Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  /// A new socket, not bound. WSAEAFNOSUPPORT, WSAEPROTONOSUPPORT, WSAEACCES, WSAENOBUFS, ...
  virtual Result<std::unique_ptr<Endpoint>> open(const SocketRequest& request) = 0;

  /// The text of an address, and back (WSAAddressToString, WSAStringToAddress). The default knows IPv4, IPv6
  /// and AF_UNIX. WSAEINVAL for anything else.
  virtual Result<std::wstring_view> address_to_text(const Address& address, std::span<wchar_t> room) const;
  virtual Result<Address> text_to_address(std::wstring_view text, int family) const;

  /// Whether sockets made before a fork work in the child (a kernel object behind each). Otherwise they
  /// answer WSAENETDOWN there.
  virtual bool survives_fork() const noexcept { return false; }

 protected:
  explicit Transport(const Environment& environment) noexcept : environment_(environment) {}
  const Environment& environment() const noexcept { return environment_; }

 private:
  Environment environment_;
};

}  // namespace wosa::spi
