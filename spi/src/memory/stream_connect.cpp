// SPDX-License-Identifier: MIT
// How connections come about: listen, connect, accept. The client's thread makes both ends and puts the
// server's into the listener's queue; there is no handshake to wait for, unless the listener's program wants
// to be asked first (SO_CONDITIONAL_ACCEPT).
#include "memory/host_addresses.hpp"
#include "memory/stream_socket.hpp"

namespace wosa::spi::memory {
namespace {

// What a buffer holds whose size the program left open: more than the documented default, for speed.
constexpr std::size_t kRoomyBuffer = 131072;

std::size_t part(const std::atomic<bool>& chosen, const std::atomic<DWORD>& size) noexcept {
  return chosen.load(std::memory_order_relaxed) ? size.load(std::memory_order_relaxed) : kRoomyBuffer;
}

}  // namespace

Connection::End StreamSocket::end_named(const Point& name) const {
  const SocketOptions& own = options();
  return {name, readiness(), part(own.send_buffer_set, own.send_buffer),
          part(own.receive_buffer_set, own.receive_buffer)};
}

// Both ends of a connection: the client asks, and answers what the listener's queue wants of it.
class StreamSocket::ConnectOffer final : public Offer {
 public:
  ConnectOffer(StreamSocket& client, const Point& source, const Point& destination) noexcept
      : client_(client), source_(source), destination_(destination) {}

  std::unique_ptr<StreamSocket> make(StreamSocket& listener) override {
    const IpSocket& theirs = listener.ip_;
    auto server = std::make_unique<StreamSocket>(theirs.network(), theirs.family());
    Connection::End end = listener.end_named(destination_);
    end.readiness = server->readiness();
    const bool conditional = listener.options().conditional_accept.load(std::memory_order_relaxed);
    made_ = Ref<Connection>::make(client_.end_named(source_), end,
                                  conditional ? Connection::Phase::offered : Connection::Phase::established,
                                  theirs.network()->segments());
    made_->urgent_inline(kClient) = client_.options().oob_inline.load(std::memory_order_relaxed);
    made_->urgent_inline(kServer) = listener.options().oob_inline.load(std::memory_order_relaxed);
    server->attach(made_, kServer);
    if (theirs.is_dual()) server->ip_.set_dual(true);
    // An exclusive port stays taken as long as one of its connections lives.
    if (auto binding = theirs.binding(); binding->address().sharing == Sharing::exclusive)
      server->ip_.adopt(std::move(binding));
    return server;
  }

  const Ref<Connection>& made() const noexcept { return made_; }

 private:
  StreamSocket& client_;
  const Point source_;
  const Point destination_;
  Ref<Connection> made_;
};

Result<void> StreamSocket::listen(int backlog) {
  if (owned_queue_ != nullptr) {
    owned_queue_->set_backlog(backlog);
    return {};
  }
  const auto binding = ip_.binding();
  if (binding == nullptr) return failure(WSAEINVAL);
  owned_queue_ = Ref<AcceptQueue>::make(ip_.locks(), *this, backlog);
  queue_.store(owned_queue_.get(), std::memory_order_release);
  ip_.space().serve(*binding, owned_queue_);
  return {};
}

Result<std::unique_ptr<Endpoint>> StreamSocket::try_accept() {
  AcceptQueue* queue = queue_.load(std::memory_order_acquire);
  if (queue == nullptr) return failure(WSAEINVAL);
  std::unique_ptr<StreamSocket> first = queue->take();
  if (first == nullptr) return would_block();
  Connection& made = *first->connection();
  if ((made.toward(kServer).state() & ByteRing::kReset) != 0) {
    first->close(Ending::reset);
    return failure(WSAECONNRESET);
  }
  first->ip_.values().inherit(ip_.values());
  made.urgent_inline(kServer) = options().oob_inline.load(std::memory_order_relaxed);
  return std::unique_ptr<Endpoint>(std::move(first));
}

void StreamSocket::accepted() noexcept {
  if (Connection* now = connection(); now != nullptr) now->establish();
}

Result<void> StreamSocket::connect_to(const Point& destination) {
  const auto listener = ip_.space().listener_at(destination);
  // A wildcard's listener serves own addresses only.
  if (!listener.by_address && !is_own_address(destination.host)) return failure(WSAENETUNREACH);
  if (listener.queue == nullptr) return failure(WSAECONNREFUSED);
  const auto suitable = ip_.source_for(destination);
  if (!suitable) return failure(suitable.error());
  if (auto bound = ip_.bind_implicitly(suitable->host, options()); !bound) return bound;
  const Point source{suitable->host, suitable->scope, ip_.local().port};
  ConnectOffer offer(*this, source, destination);
  if (!listener.queue->offer(offer)) return failure(WSAECONNREFUSED);
  attach(offer.made(), kClient);
  if (offer.made()->phase() == Connection::Phase::offered) return would_block();
  return {};
}

Result<void> StreamSocket::start_connect(const Address& peer) {
  const auto destination = ip_.destination(peer);
  if (!destination) return failure(destination.error());
  if (destination->host.is_wildcard() || destination->port == 0) return failure(WSAEADDRNOTAVAIL);
  try {
    auto started = connect_to(*destination);
    if (!started && started.error() != WSAEWOULDBLOCK) ip_.undo_implicit();
    return started;
  } catch (const std::bad_alloc&) {
    ip_.undo_implicit();
    throw;
  }
}

Result<void> StreamSocket::finish_connect() {
  const Connection* now = connection();
  if (now == nullptr) return failure(WSAENOTCONN);
  switch (now->phase()) {
    case Connection::Phase::established: return {};
    case Connection::Phase::offered: return would_block();
    case Connection::Phase::refused: break;
  }
  // As it was before.
  refused_.push_back(owned_connection_);
  connection_.store(nullptr, std::memory_order_release);
  ip_.undo_implicit();
  return failure(WSAECONNREFUSED);
}

}  // namespace wosa::spi::memory
