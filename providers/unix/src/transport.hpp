// SPDX-License-Identifier: MIT
#pragma once

// AF_UNIX streams as Windows has them (afunix.h), over the kernel's. No state of its own: any thread.

#include "wosa/spi/transport.hpp"

#include "stream.hpp"

namespace wosa::af_unix {

inline constexpr WCHAR kDescription[] = L"WOSA Sockets AF_UNIX over the Linux kernel";

class UnixTransport final : public spi::Transport {
 public:
  explicit UnixTransport(const spi::Environment& environment) noexcept : Transport(environment) {}

  spi::Result<std::unique_ptr<spi::Endpoint>> open(const spi::SocketRequest& request) override;
  bool survives_fork() const noexcept override { return true; }
};

}  // namespace wosa::af_unix
