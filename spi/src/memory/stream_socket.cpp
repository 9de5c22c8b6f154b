// SPDX-License-Identifier: MIT
#include "memory/stream_socket.hpp"

namespace wosa::spi::memory {

StreamSocket::StreamSocket(Ref<Network> network, int family) : ip_(network, network->tcp(), family) {}

StreamSocket::~StreamSocket() = default;

Result<void> StreamSocket::bind(const Address& name) { return ip_.bind(name, options()); }

Result<Address> StreamSocket::local_name() const {
  if (const Connection* now = connection(); now != nullptr) return address_of(now->name(role_), ip_.family());
  const Point local = ip_.local();
  if (local.port == 0) return failure(WSAEINVAL);
  return address_of(local, ip_.family());
}

Result<Address> StreamSocket::peer_name() const {
  const Connection* now = connection();
  if (now == nullptr) return failure(WSAENOTCONN);
  return address_of(now->name(other(role_)), ip_.family());
}

bool StreamSocket::is_connected() const noexcept {
  const Connection* now = connection();
  return now != nullptr && (role_ == kServer || now->phase() == Connection::Phase::established);
}

void StreamSocket::attach(Ref<Connection> connection, Role role) noexcept {
  if (role != role_) role_ = role;
  connected_at_ = ip_.network()->now();
  owned_connection_ = std::move(connection);
  connection_.store(owned_connection_.get(), std::memory_order_release);
}

Result<void> StreamSocket::shutdown(int how) {
  Connection* now = connection();
  if (now == nullptr) return failure(WSAENOTCONN);
  if (how != SD_RECEIVE) now->finish(role_);
  if (how != SD_SEND) now->stop_receiving(role_);
  return {};
}

void StreamSocket::close(Ending how) noexcept {
  if (AcceptQueue* queue = queue_.load(std::memory_order_acquire); queue != nullptr) {
    if (const auto binding = ip_.binding(); binding != nullptr)
      ip_.space().serve(*binding, Ref<AcceptQueue>());
    for (const auto& waiting : queue->close()) waiting->close(Ending::reset);
  }
  // A connect that nobody has agreed to yet is taken back.
  if (Connection* now = connection(); now != nullptr)
    now->close(role_, how == Ending::reset || !is_connected());
  ip_.unbind();
}

DWORD StreamSocket::connected_conditions(const Connection& now, DWORD conditions) const noexcept {
  // A ring's state before its positions: who saw the end sees all the data before it.
  const ByteRing& in = now.toward(role_);
  const std::uint32_t state = in.state();
  DWORD ready = 0;
  if (in.occupied() != 0) ready |= WOSA_READY_READ | WOSA_READY_DATA;
  // An offer that nobody takes is taken back: it is no promise to anybody but who receives right now.
  if ((conditions & kAboutToReceive) != 0 && now.hand_over(role_).pending()) ready |= WOSA_READY_READ;
  if ((state & ByteRing::kEnded) != 0) ready |= WOSA_READY_READ | WOSA_READY_HANGUP;
  if ((state & ByteRing::kReset) != 0)
    ready |= WOSA_READY_READ | WOSA_READY_WRITE | WOSA_READY_HANGUP | WOSA_READY_ERROR;
  if (in.urgent() != 0 && !options().oob_inline.load(std::memory_order_relaxed)) ready |= WOSA_READY_OOB;
  if ((conditions & WOSA_READY_WRITE) != 0 && (ready & WOSA_READY_WRITE) == 0) {
    // const as far as the socket is concerned: it only asks to be told.
    auto& out = const_cast<ByteRing&>(now.toward(other(role_)));
    bool room = out.has_room() || (out.state() & ByteRing::kRefusing) != 0;
    if (!room) {
      out.want(ByteRing::kRoom);
      room = out.has_room();
    }
    if (room) ready |= WOSA_READY_WRITE;
  }
  return ready & conditions;
}

DWORD StreamSocket::ready(DWORD conditions) const noexcept {
  if (const AcceptQueue* queue = queue_.load(std::memory_order_acquire); queue != nullptr) {
    return queue->has_waiting() ? conditions & (WOSA_READY_READ | WOSA_READY_DATA) : 0;
  }
  const Connection* now = connection();
  if (now == nullptr) return 0;
  if (role_ == kClient) {
    const auto phase = now->phase();
    if (phase == Connection::Phase::offered) return 0;
    if (phase == Connection::Phase::refused) return conditions & WOSA_READY_FAILED;
  }
  return connected_conditions(*now, conditions);
}

std::size_t StreamSocket::unsent() const noexcept {
  const Connection* now = connection();
  if (now == nullptr) return 0;
  auto& out = const_cast<ByteRing&>(now->toward(other(role_)));
  const auto gone = [&] { return (out.state() & (ByteRing::kReset | ByteRing::kRefusing)) != 0; };
  if (gone() || out.beyond_receiver() == 0) return 0;
  out.want(ByteRing::kDrain);
  return gone() ? 0 : out.beyond_receiver();
}

Result<std::size_t> StreamSocket::readable_bytes() const {
  if (queue_.load(std::memory_order_acquire) != nullptr) return failure(WSAEINVAL);
  const Connection* now = connection();
  return now == nullptr ? 0 : now->toward(role_).readable();
}

bool StreamSocket::worth_spinning() const noexcept {
  const Connection* now = connection();
  return now != nullptr && now->run_apart();
}

}  // namespace wosa::spi::memory
