// SPDX-License-Identifier: MIT
#pragma once

// Makes an implementation of wosa::mock::Procedures the provider that serves this process: a catalog of its
// own in a temporary folder, in which the mock provider is the only one that may be chosen, a started
// Winsock, and the interface set in the loaded library. The end undoes all of it.
//
// One at a time. A process that calls WSAStartup before it makes its first session must call
// prepare_catalog() before that, since the catalog's folder is looked up once in a process.

#include <memory>

#include "wosa/mock/procedures.hpp"

namespace wosa::mock {

/// Points WOSA_CATALOG at this process's temporary folder, whose catalog has nothing but the built-ins while
/// there is no session. May be called often. Throws std::runtime_error, std::filesystem::filesystem_error.
void prepare_catalog();

class ProviderSession {
 public:
  /// procedures is the caller's and stays set until the session ends. Throws std::runtime_error that says
  /// what is missing: the provider's library, or a catalog that can still be chosen.
  explicit ProviderSession(Procedures& procedures);
  /// WSACleanup, which closes the sockets if it is the last one; then the interface is taken back, which
  /// waits for threads that are still inside it.
  ~ProviderSession();
  ProviderSession(const ProviderSession&) = delete;
  ProviderSession& operator=(const ProviderSession&) = delete;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace wosa::mock
