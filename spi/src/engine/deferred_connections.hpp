// SPDX-License-Identifier: MIT
#pragma once

// Accepted connections that wait in their listener for the next accept: those that a condition function
// deferred, and one that could not become a socket for want of memory. The list needs none: it runs through
// the endpoints.

#include <memory>
#include <utility>

#include "wosa/spi/endpoint.hpp"

namespace wosa::spi::engine {

class DeferredConnections {
 public:
  bool empty() const noexcept { return first_ == nullptr; }

  /// Puts a connection in front of the others.
  void push(std::unique_ptr<Endpoint> endpoint) noexcept {
    endpoint->next_deferred_ = std::move(first_);
    first_ = std::move(endpoint);
  }

  /// Takes the first one; the list is not empty.
  std::unique_ptr<Endpoint> pop() noexcept {
    std::unique_ptr<Endpoint> first = std::move(first_);
    first_ = std::move(first->next_deferred_);
    return first;
  }

 private:
  std::unique_ptr<Endpoint> first_;
};

}  // namespace wosa::spi::engine
