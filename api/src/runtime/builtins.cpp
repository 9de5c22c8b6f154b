// SPDX-License-Identifier: MIT
// The one place that names providers: those that are linked into this library, in the order in which they
// serve.
#include <array>

#include "runtime/module.hpp"
#include "wosa/loopback/manifest.hpp"
#include "wosa/loopback/startup.hpp"
#include "wosa/tcpip/manifest.hpp"
#include "wosa/tcpip/startup.hpp"
#include "wosa/unix/manifest.hpp"
#include "wosa/unix/startup.hpp"

namespace wosa::runtime {

std::span<const BuiltinProvider> builtin_providers() noexcept {
  static constexpr std::array kBuiltins{
      BuiltinProvider{"tcpip", &wosa_tcpip_WSPStartup, tcpip::kBuiltinManifest},
      BuiltinProvider{"loopback", &wosa_loopback_WSPStartup, loopback::kBuiltinManifest},
      BuiltinProvider{"unix", &wosa_unix_WSPStartup, af_unix::kBuiltinManifest},
  };
  return kBuiltins;
}

}  // namespace wosa::runtime
