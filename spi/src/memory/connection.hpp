// SPDX-License-Identifier: MIT
#pragma once

// What the two ends of a stream share: a ring in each direction, both names, and how the connection ended.
//
// No lock: each direction is a ByteRing, and the end of a direction or of the connection is a bit in its
// state, added by whoever causes it, from any thread. An end may be closed while its peer is inside a
// primitive; the connection lives until both have let go (Ref).

#include <array>
#include <atomic>
#include <cstdint>

#include "wosa/spi/readiness.hpp"

#include "memory/byte_ring.hpp"
#include "memory/hand_over.hpp"
#include "memory/host.hpp"
#include "memory/processor.hpp"
#include "memory/ref.hpp"

namespace wosa::spi::memory {

/// The two ends; the one that connected comes first.
enum Role : unsigned { kClient = 0, kServer = 1 };
constexpr Role other(Role role) noexcept { return role == kClient ? kServer : kClient; }

class Connection : public Counted<Connection> {
 public:
  /// What one end brings along.
  struct End {
    Point name;
    Readiness readiness;
    std::size_t send_part;  // bytes
    std::size_t receive_part;
  };
  /// Whether the listener's program has taken the connection.
  enum class Phase : std::uint8_t { offered, established, refused };

  /// store outlives the connection.
  Connection(const End& client, const End& server, Phase phase, SegmentStore& store) noexcept;

  const Point& name(Role role) const noexcept { return ends_[role].name; }
  ByteRing& toward(Role role) noexcept { return rings_[role]; }
  const ByteRing& toward(Role role) const noexcept { return rings_[role]; }
  /// The way past the ring, for large sends toward an end.
  HandOver& hand_over(Role role) noexcept { return hand_overs_[role]; }
  const HandOver& hand_over(Role role) const noexcept { return hand_overs_[role]; }
  /// Tells an end that conditions changed.
  void tell(Role role, DWORD conditions) const noexcept;
  /// Whether anybody sleeps until that end changes.
  bool has_sleeper(Role role) const noexcept;

  // -- How it goes on, and ends -----------------------------------------------------------------------------

  Phase phase() const noexcept { return phase_.load(std::memory_order_acquire); }
  void establish() noexcept;
  /// The listener's program refused it before it was established.
  void refuse() noexcept;

  /// An end sends no more.
  void finish(Role role) noexcept;
  /// An end receives no more: what it has not read, and what still comes, resets the connection.
  void stop_receiving(Role role) noexcept;
  /// At once, caused by one end. The other one sees WSAECONNRESET.
  void reset(Role by) noexcept;
  /// The end is gone: gracefully, or with a reset where data was left unread.
  void close(Role role, bool hard) noexcept;
  /// Why nothing moves any more at an end, after a reset.
  int error(Role role) const noexcept {
    const int code = errors_[role].load(std::memory_order_acquire);
    return code != 0 ? code : WSAECONNRESET;  // 0: another thread is just about to say
  }

  // -- Who runs where ---------------------------------------------------------------------------------------

  void note_processor(Role role) noexcept {
    const int now = current_processor();
    auto& noted = processors_[role];
    if (noted.load(std::memory_order_relaxed) != now) [[unlikely]]
      noted.store(now, std::memory_order_relaxed);
  }
  bool run_apart() const noexcept {
    const int client = processors_[kClient].load(std::memory_order_relaxed);
    const int server = processors_[kServer].load(std::memory_order_relaxed);
    return client >= 0 && server >= 0 && client != server;
  }

  /// Whether urgent data of an end stands in line with the rest.
  std::atomic<bool>& urgent_inline(Role role) noexcept { return urgent_inline_[role]; }

 private:
  struct Kept {
    Point name;
    Readiness readiness;
  };

  std::array<ByteRing, 2> rings_;
  std::array<HandOver, 2> hand_overs_;
  const std::array<Kept, 2> ends_;
  std::array<std::atomic<int>, 2> processors_{-1, -1};
  std::array<std::atomic<int>, 2> errors_{0, 0};
  std::array<std::atomic<bool>, 2> urgent_inline_{false, false};
  std::atomic<Phase> phase_;
  std::atomic<bool> broken_{false};
};

}  // namespace wosa::spi::memory
