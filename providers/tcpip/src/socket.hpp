// SPDX-License-Identifier: MIT
#pragma once

// What the provider remembers about a socket beside what the kernel knows.
//
// Several threads may be inside procedures on one socket. Members that are const never change; atomics stand
// for themselves; everything under "guarded by lock" is touched with lock held. The object lives from
// lpBindSocket to lpRelease, and whoever has it pinned may use it.

#include <netinet/in.h>

#include <atomic>
#include <cstdint>
#include <memory>

#include "wosa/spi/event_selection.hpp"
#include "wosa/spi/extension.h"

#include "address_claims.hpp"
#include "catalog_entry.hpp"
#include "close.hpp"
#include "control_lock.hpp"
#include "provider.hpp"

namespace wosa::tcpip {

// Bits of Socket::flags.
enum SocketFlag : std::uint32_t {
  kNonBlocking = 1u << 0,
  kOverlapped = 1u << 1,  // has the overlapped attribute
  kNoInherit = 1u << 2,   // WSA_FLAG_NO_HANDLE_INHERIT
  kBound = 1u << 3,       // by bind, connect or a send
  kListening = 1u << 4,
  kConnecting = 1u << 5,      // a connect was started and its outcome is not known yet
  kConnectBlocked = 1u << 6,  // ... and a thread inside the kernel waits for it: leave SO_ERROR to it
  kConnected = 1u << 7,       // stream: established once; datagram: has a default peer
  kShutSend = 1u << 8,
  kShutReceive = 1u << 9,
  kReuse = 1u << 10,      // SO_REUSEADDR
  kExclusive = 1u << 11,  // SO_EXCLUSIVEADDRUSE
  kOobInline = 1u << 12,
  kHasDeferred = 1u << 13,  // accepted connections that CF_DEFER put back
  kHasError = 1u << 14,     // pending_error is set
  kReportReset = 1u << 15,  // datagram: SIO_UDP_CONNRESET
  kReportTtl = 1u << 16,    // datagram: SIO_UDP_NETRESET
  kDualMode = 1u << 17,     // IPV6_V6ONLY is off
  kConditionalAccept = 1u << 18,
  kDebug = 1u << 19,
  kDontRoute = 1u << 20,
  kRandomizePort = 1u << 21,
  kLateUnicastPort = 1u << 22,  // SO_REUSE_UNICASTPORT
  kPortScalability = 1u << 23,
  kProbeIntervalSet = 1u << 24,  // the program chose TCP_KEEPINTVL itself
  kProbeCountSet = 1u << 25,
  kMulticastStrict = 1u << 26,  // only groups this socket joined are received
  kConnectFailed = 1u << 27,    // the kernel still holds a failed background connect
  kHopLimitDue = 1u << 28,      // Winsock's default hop limit has not been told to the kernel (hop_limit.hpp)
  kSelected = 1u << 29,         // network events are selected: calls re-enable them
};

constexpr std::uint32_t kNotConnectedAt = 0xFFFFFFFF;
constexpr DWORD kDefaultBuffer = 65536;

/// An accepted connection that a condition function deferred; the first in the list is offered next.
struct Deferred {
  int descriptor;
  std::unique_ptr<Deferred> next;
};

struct Selection;

struct Socket {
  Socket(int family_, int type_, int protocol_, const CatalogEntry* entry_) noexcept
      : entry(entry_),
        family(static_cast<std::int16_t>(family_)),
        type(static_cast<std::int16_t>(type_)),
        protocol(protocol_) {}
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  const CatalogEntry* const entry;
  std::atomic<std::uint32_t> flags{0};
  std::atomic<int> pending_error{0};  // failed connect, or what the next datagram receive reports (kHasError)
  std::atomic<int> broken{0};         // WSA code that ended a stream: every later call gives it again
  const std::int16_t family;          // kernel's numbers
  const std::int16_t type;
  const int protocol;
  std::atomic<DWORD> send_timeout{0};  // milliseconds
  std::atomic<DWORD> receive_timeout{0};
  std::atomic<std::uint32_t> connected_at{kNotConnectedAt};  // seconds of the scheduler's clock
  std::atomic<int> connect_outcome{spi::kNoOutcome};         // of its own last connect: 0 or the code
  std::atomic<Selection*> selection{nullptr};                // made once, ended before the socket

  // What the program was told that it set; an accepted socket has it from its listener.
  std::atomic<DWORD> send_buffer{kDefaultBuffer};
  std::atomic<DWORD> receive_buffer{kDefaultBuffer};
  std::atomic<std::int32_t> linger_seconds{-1};  // below 0: SO_LINGER was never on
  std::atomic<std::uint8_t> protection_level{0};

  // Guarded by lock.
  ControlLock lock;
  DWORD multicast_interface = 0;  // as the program gave it
  AddressClaim* claim = nullptr;
  std::unique_ptr<Deferred> deferred;

  bool has(std::uint32_t bits) const noexcept { return (flags.load(std::memory_order_relaxed) & bits) != 0; }
  void set(std::uint32_t bits) noexcept { flags.fetch_or(bits, std::memory_order_acq_rel); }
  void clear(std::uint32_t bits) noexcept { flags.fetch_and(~bits, std::memory_order_acq_rel); }
  void replace(std::uint32_t gone, std::uint32_t come) noexcept {
    std::uint32_t before = flags.load(std::memory_order_relaxed);
    while (!flags.compare_exchange_weak(before, (before & ~gone) | come, std::memory_order_acq_rel)) {
    }
  }
  void assign(std::uint32_t bits, bool on) noexcept { on ? set(bits) : clear(bits); }

  bool is_stream() const noexcept { return type == 1; }    // SOCK_STREAM
  bool is_datagram() const noexcept { return type == 2; }  // SOCK_DGRAM
  bool is_ipv4() const noexcept { return family == AF_INET; }

  /// Remembers an error that belongs to no call: SO_ERROR, the except set or the next receive shows it once.
  void post_error(int code) noexcept;
  /// Takes the remembered error; 0 if there is none.
  int take_error() noexcept;
};

inline int descriptor_of(SOCKET s) noexcept { return static_cast<int>(s); }

/// The socket of a pin; nullptr where the handle is of another provider.
inline Socket* socket_of(const WOSA_PIN& pin) noexcept {
  return pin.Owner == &g_extension ? static_cast<Socket*>(pin.Context) : nullptr;
}

/// Holds a socket for the length of a procedure.
class Pinned {
 public:
  explicit Pinned(SOCKET s) noexcept {
    if (!runtime().lpPin(s, &pin_)) return;
    socket_ = socket_of(pin_);
  }
  ~Pinned() {
    if (pin_.Taken) runtime().lpUnpin(&pin_);
  }
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;

  explicit operator bool() const noexcept { return socket_ != nullptr; }
  Socket& operator*() const noexcept { return *socket_; }
  Socket* operator->() const noexcept { return socket_; }

 private:
  WOSA_PIN pin_{};
  Socket* socket_ = nullptr;
};

/// Whether another thread closes the socket that the caller holds.
bool is_closing(SOCKET s) noexcept;

/// Seconds of the scheduler's clock, for SO_CONNECT_TIME.
std::uint32_t now_seconds() noexcept;

/// The handle of a new socket: binds descriptor and socket to the catalog entry. INVALID_SOCKET with *error;
/// descriptor is then closed and socket deleted.
SOCKET publish(std::unique_ptr<Socket> socket, int descriptor, INT* error) noexcept;

}  // namespace wosa::tcpip
