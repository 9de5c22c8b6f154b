// SPDX-License-Identifier: MIT
#pragma once

// The connections that wait for a listener's accept.
//
// lock_ guards the queue, the backlog and owner_. A client's thread makes the server's end and puts it here
// while it holds lock_, so the listener cannot go away meanwhile; the listener's binding lock (ip_socket.hpp)
// is taken while it is held. The queue outlives its listener for clients that have just found it: it then
// refuses them.

#include <atomic>
#include <list>
#include <memory>

#include "wosa/spi/readiness.hpp"

#include "memory/lock_context.hpp"
#include "memory/ref.hpp"

namespace wosa::spi::memory {

class StreamSocket;

/// A client that asks for a connection.
class Offer {
 public:
  /// The server's end. listener stays as it is meanwhile. Throws std::bad_alloc.
  virtual std::unique_ptr<StreamSocket> make(StreamSocket& listener) = 0;

 protected:
  ~Offer() = default;
};

class AcceptQueue : public Counted<AcceptQueue> {
 public:
  using Waiting = std::list<std::unique_ptr<StreamSocket>>;  // which can be moved without memory

  AcceptQueue(const LockContext& locks, StreamSocket& owner, int backlog);
  ~AcceptQueue();

  void set_backlog(int backlog) noexcept;
  /// Makes the server's end of a connection and queues it. False: refused, because nobody listens any more or
  /// too many wait already.
  bool offer(Offer& offer);
  /// The one that waits longest; nullptr if none does.
  std::unique_ptr<StreamSocket> take() noexcept;
  bool has_waiting() const noexcept { return count_.load(std::memory_order_acquire) != 0; }
  /// The listener goes: those that still wait, for it to end them.
  Waiting close() noexcept;

 private:
  const LockContext locks_;
  const Readiness listener_;
  ControlLock lock_;
  StreamSocket* owner_;  // nullptr once closed
  std::size_t backlog_;
  Waiting waiting_;
  std::atomic<std::size_t> count_{0};
};

}  // namespace wosa::spi::memory
