// SPDX-License-Identifier: MIT
// Sending and receiving on a stream. Neither takes a lock, allocates (once the ring has its size) or enters
// the kernel; whoever waits at the other end is told through its Readiness.
#include <new>

#include "memory/stream_socket.hpp"

namespace wosa::spi::memory {
namespace {

constexpr std::uint32_t kClosed = ByteRing::kReset | ByteRing::kRefusing;
constexpr DWORD kArrived = WOSA_READY_READ | WOSA_READY_DATA;

}  // namespace

// Bytes taken, 0 if there is no room. The writer's wish to be told of room stands then.
std::size_t StreamSocket::send_some(Connection& now, Buffers& data, std::size_t most) {
  ByteRing& out = now.toward(other(role_));
  std::size_t count = out.write(data, most);
  if (count == 0) {
    out.want(ByteRing::kRoom);
    count = out.write(data, most);
    if (count == 0) return 0;
  }
  now.tell(other(role_), kArrived);
  return count;
}

// What a reader took straight from the sender's memory: hand_over.hpp.
std::size_t StreamSocket::hand_over(Connection& now, const Buffers& data) {
  const Role reader = other(role_);
  const auto piece = data.front();
  HandOver& way = now.hand_over(reader);
  if (piece.size() < HandOver::kWorthIt || !now.run_apart() || !way.expects_reader()) return 0;
  const ByteRing& out = now.toward(reader);
  if (out.occupied() != 0 || out.urgent() != 0 || now.has_sleeper(reader)) return 0;
  return way.offer(*ip_.network()->locks().scheduler, piece, [&] { return (out.state() & kClosed) != 0; });
}

// Data that meets an end which takes no more resets the connection. The state is looked at after the data was
// published (Connection::stop_receiving does the reverse).
Result<std::size_t> StreamSocket::sent_or_failed(Connection& now, std::size_t done) const noexcept {
  const std::uint32_t state = now.toward(other(role_)).state();
  if ((state & kClosed) != 0) [[unlikely]] {
    if ((state & ByteRing::kRefusing) != 0) now.reset(other(role_));
    if (done == 0) return failure(now.error(role_));
  }
  if (done == 0) return would_block();
  return done;
}

Result<std::size_t> StreamSocket::try_send(Buffers data) {
  Connection* now = connection();
  if (now == nullptr) [[unlikely]]
    return failure(WSAENOTCONN);
  now->note_processor(role_);
  if ((now->toward(other(role_)).state() & kClosed) != 0) [[unlikely]]
    return sent_or_failed(*now, 0);
  std::size_t done = 0;
  try {
    do {
      std::size_t count = hand_over(*now, data);
      if (count != 0) {
        data.advance(count);
      } else {
        count = send_some(*now, data, data.size());
        if (count == 0) break;
      }
      done += count;
    } while (!data.empty());
  } catch (const std::bad_alloc&) {
    if (done == 0) throw;
  }
  return sent_or_failed(*now, done);
}

// All but the last byte go as usual. The last one stands in line with them or apart, as the receiver has it.
Result<std::size_t> StreamSocket::try_send_urgent(Buffers data) {
  Connection* now = connection();
  if (now == nullptr) return failure(WSAENOTCONN);
  now->note_processor(role_);
  ByteRing& out = now->toward(other(role_));
  if ((out.state() & kClosed) != 0) return sent_or_failed(*now, 0);
  std::size_t done = 0;
  try {
    while (data.size() > 1) {
      const std::size_t count = send_some(*now, data, data.size() - 1);
      if (count == 0) return sent_or_failed(*now, done);
      done += count;
    }
    if (now->urgent_inline(other(role_)).load(std::memory_order_acquire)) {
      out.mark_here();
      if (send_some(*now, data, 1) == 0) return sent_or_failed(*now, done);
    } else {
      out.write_urgent(data.front().front());
      now->tell(other(role_), WOSA_READY_OOB);
    }
    ++done;
  } catch (const std::bad_alloc&) {
    if (done == 0) throw;
  }
  return sent_or_failed(*now, done);
}

Result<std::size_t> StreamSocket::try_recv(Buffers room, ReceiveFlags flags) {
  Connection* now = connection();
  if (now == nullptr) [[unlikely]]
    return failure(WSAENOTCONN);
  now->note_processor(role_);
  ByteRing& in = now->toward(role_);
  const auto look = [&] { return flags.peek ? in.peek(room) : in.read(room); };
  std::size_t count = look();
  if (count == 0 && !flags.peek) {
    HandOver& way = now->hand_over(role_);
    count = way.take(*ip_.network()->locks().scheduler, room);
    if (count != 0) return count;
    way.looks_on();
  }
  if (count == 0) {
    // Whoever saw the end finds everything that was written before it.
    const std::uint32_t state = in.state();
    if ((state & (ByteRing::kEnded | ByteRing::kReset)) == 0) return would_block();
    count = look();
    if (count == 0) {
      if ((state & ByteRing::kReset) != 0) return failure(now->error(role_));
      return 0;
    }
  }
  if (!flags.peek && in.take_wants() != 0) now->tell(other(role_), WOSA_READY_WRITE);
  return count;
}

Result<std::size_t> StreamSocket::try_recv_urgent(Buffers room, ReceiveFlags flags) {
  Connection* now = connection();
  if (now == nullptr) return failure(WSAENOTCONN);
  ByteRing& in = now->toward(role_);
  const std::uint32_t state = in.state();
  if ((state & ByteRing::kReset) != 0) return failure(now->error(role_));
  const unsigned urgent = flags.peek ? in.urgent() : in.take_urgent();
  if (urgent == 0) {
    if ((state & ByteRing::kEnded) != 0) return 0;
    return would_block();
  }
  const auto byte = static_cast<std::byte>(urgent & 0xFFu);
  room.copy_from({&byte, 1});
  return 1;
}

bool StreamSocket::at_urgent_mark() const noexcept {
  const Connection* now = connection();
  if (now == nullptr) return true;
  const ByteRing& in = now->toward(role_);
  return options().oob_inline.load(std::memory_order_relaxed) ? in.at_mark() : in.urgent() == 0;
}

}  // namespace wosa::spi::memory
