// SPDX-License-Identifier: MIT
#pragma once

// A socket as the engine sees it: the transport's endpoint, and the states that Winsock adds.
//
// Several threads may be inside procedures on one socket. Members that are const never change, atomics stand
// for themselves. Three exclusions keep the promises of endpoint.hpp, each a Turn or lock of its own:
//
//   sending, receiving   at most one thread in the endpoint's primitives of a direction (direction.hpp)
//   control              at most one in its control members; also guards deferred and linger_seconds
//
// They are the only ones that are held across a call into the transport, whose primitives never block. A turn
// may be held when control is taken, never the other way, and never two turns; none of them is held across
// an upcall (the scheduler's wake and clock apart) or a callback of the program. Readiness::changed takes
// none of them, so a primitive may say it about any socket.
//
// The object lives from its publication to lpRelease; whoever has the handle pinned may use it.

#include <atomic>
#include <cstdint>
#include <memory>

#include "wosa/spi/provider.hpp"

#include "engine/deferred_connections.hpp"
#include "engine/direction.hpp"
#include "engine/readiness_core.hpp"

namespace wosa::spi::engine {

/// A catalog record that sockets were made from; each distinct one is kept once, for the life of the process.
struct CatalogEntry {
  WSAPROTOCOL_INFOW info;
  CatalogEntry* next;
};

/// Bits of Socket::flags.
enum SocketFlag : std::uint32_t {
  kNonBlocking = 1u << 0,
  kOverlapped = 1u << 1,  // has the overlapped attribute
  kNoInherit = 1u << 2,   // WSA_FLAG_NO_HANDLE_INHERIT
  kBound = 1u << 3,       // by bind, connect or a send
  kListening = 1u << 4,
  kConnecting = 1u << 5,      // a connect is under way
  kConnectBlocked = 1u << 6,  // ... and a thread waits for its outcome: leave it to that
  kConnected = 1u << 7,       // stream: established once; datagram: has a default peer
  kShutSend = 1u << 8,
  kShutReceive = 1u << 9,
  kHasDeferred = 1u << 10,  // accepted connections that CF_DEFER put back
  kHasError = 1u << 11,     // pending_error is set
  kSelected = 1u << 12,     // network events are selected: calls re-enable them
};

constexpr std::uint32_t kNotConnectedAt = 0xFFFFFFFF;

struct Socket {
  Socket(Provider& provider_, const CatalogEntry& entry_, std::unique_ptr<Endpoint> endpoint_) noexcept;
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  Provider& provider;
  const CatalogEntry& entry;
  const std::unique_ptr<Endpoint> endpoint;
  ReadinessCore& core;
  std::atomic<int> descriptor;     // of the kernel object, or -1; changes at most before anybody can know it
  const std::uint32_t generation;  // of the fork in which it was made
  int protocol = 0;                // written before publication

  std::atomic<std::uint32_t> flags{0};
  std::atomic<int> pending_error{0};  // what SO_ERROR or the next datagram receive reports (kHasError)
  std::atomic<int> broken{0};         // code that ended a stream: every later call gives it again
  std::atomic<std::uint32_t> connected_at{kNotConnectedAt};  // seconds of the scheduler's clock
  std::atomic<int> connect_outcome{kNoOutcome};              // of its own last connect: 0 or the code

  Direction receiving{Side::in};
  Direction sending{Side::out};
  Direction connecting{Side::out};  // apart from sends, which fail meanwhile instead of waiting behind it
  ControlLock control;
  DeferredConnections deferred;      // guarded by control, as all below
  std::int32_t linger_seconds = -1;  // below 0: SO_LINGER was never on
  std::atomic<bool> lingers{false};  // l_onoff

  Socket* previous = nullptr;  // of the provider's sockets, guarded by its lock
  Socket* next = nullptr;
  std::atomic<SOCKET> handle{INVALID_SOCKET};
  bool swept = false;  // by a clean-up

  bool has(std::uint32_t bits) const noexcept { return (flags.load(std::memory_order_acquire) & bits) != 0; }
  void set(std::uint32_t bits) noexcept { flags.fetch_or(bits, std::memory_order_acq_rel); }
  void clear(std::uint32_t bits) noexcept { flags.fetch_and(~bits, std::memory_order_acq_rel); }
  void assign(std::uint32_t bits, bool on) noexcept { on ? set(bits) : clear(bits); }

  /// Connection-oriented: has connect and accept; else messages go to addresses.
  bool is_stream() const noexcept { return (entry.info.dwServiceFlags1 & XP1_CONNECTIONLESS) == 0; }
  bool blocking() const noexcept { return !has(kNonBlocking); }

  /// Remembers an error that belongs to no call: SO_ERROR, the except set or the next receive shows it once.
  void post_error(int code) noexcept;
  /// Takes the remembered error; 0 if there is none.
  int take_error() noexcept;

  const WOSA_RUNTIME_EXTENSION& runtime() const noexcept {
    return *provider.runtime.load(std::memory_order_relaxed);
  }
  const WOSA_SCHEDULER& scheduler() const noexcept { return *runtime().pScheduler; }
  std::uint32_t fork_generation() const noexcept {
    return provider.fork_generation.load(std::memory_order_relaxed);
  }
  /// Whether another thread closes the socket that the caller holds.
  bool is_closing() const noexcept {
    return runtime().lpIsClosing(handle.load(std::memory_order_relaxed)) != FALSE;
  }
  std::uint32_t now_seconds() const noexcept;

  /// For a socket of another generation: 0 if it works on in this child of a fork, or WSAENETDOWN.
  int admit_after_fork() noexcept;
  std::atomic<std::uint32_t> admitted;  // the generation that has been here last
};

/// Holds a socket of this provider for the length of a procedure.
class Pinned {
 public:
  Pinned(Provider& provider, SOCKET s) noexcept
      : runtime_(*provider.runtime.load(std::memory_order_relaxed)) {
    if (runtime_.lpPin(s, &pin_) == FALSE) [[unlikely]]
      return;
    if (pin_.Owner != provider.extension.load(std::memory_order_relaxed)) [[unlikely]]
      return;
    socket_ = static_cast<Socket*>(pin_.Context);
    if (socket_->generation != provider.fork_generation.load(std::memory_order_relaxed)) [[unlikely]] {
      refusal_ = socket_->admit_after_fork();
      if (refusal_ != 0) socket_ = nullptr;
    }
  }
  ~Pinned() {
    if (pin_.Taken != FALSE) runtime_.lpUnpin(&pin_);
  }
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;

  explicit operator bool() const noexcept { return socket_ != nullptr; }
  Socket& operator*() const noexcept { return *socket_; }
  Socket* operator->() const noexcept { return socket_; }
  /// Why there is none: WSAENOTSOCK, or WSAENETDOWN for a socket that a fork left behind.
  int refusal() const noexcept { return refusal_; }

 private:
  const WOSA_RUNTIME_EXTENSION& runtime_;
  WOSA_PIN pin_{};
  Socket* socket_ = nullptr;
  int refusal_ = WSAENOTSOCK;
};

/// Holds a socket's control members for a block.
class ControlHold {
 public:
  explicit ControlHold(Socket& socket) noexcept
      : lock_(socket.control), scheduler_(socket.scheduler()), generation_(socket.fork_generation()) {
    lock_.lock(scheduler_, generation_);
  }
  ~ControlHold() { lock_.unlock(scheduler_, generation_); }
  ControlHold(const ControlHold&) = delete;
  ControlHold& operator=(const ControlHold&) = delete;

 private:
  ControlLock& lock_;
  const WOSA_SCHEDULER& scheduler_;
  std::uint32_t generation_;
};

/// A socket around an endpoint, which stays the caller's when memory is short (nullptr).
std::unique_ptr<Socket> make_socket(Provider& provider, const CatalogEntry& entry,
                                    std::unique_ptr<Endpoint>& endpoint) noexcept;

/// The handle of a new socket, which the runtime owns from then on. INVALID_SOCKET with *error; the endpoint
/// is then closed and everything freed.
SOCKET publish(std::unique_ptr<Socket> socket, INT* error) noexcept;

/// Takes a socket from its provider's list.
void withdraw(Socket& socket) noexcept;

/// Ends an endpoint that no socket has: closes and destroys it, and its descriptor.
void discard(std::unique_ptr<Endpoint> endpoint, Ending how) noexcept;

/// The kept copy of a record; nullptr when memory is short.
const CatalogEntry* intern(Provider& provider, const WSAPROTOCOL_INFOW& info) noexcept;

inline int fail(INT* error, int code) noexcept {
  if (error != nullptr) *error = code;
  return SOCKET_ERROR;
}
inline SOCKET fail_socket(INT* error, int code) noexcept {
  if (error != nullptr) *error = code;
  return INVALID_SOCKET;
}
/// The result of a procedure whose work ended with code.
inline int finish(INT* error, int code) noexcept { return code == 0 ? 0 : fail(error, code); }

/// Calls the transport; what it throws becomes a code. The answer is built where the caller wants it: copying
/// one right after it was written costs more than the rest of the call.
template <typename Call>
auto guarded(Call&& call) noexcept -> decltype(call()) {
  try {
    return call();
  } catch (const std::bad_alloc&) {
    return failure(WSAENOBUFS);
  } catch (...) {
    return failure(WSASYSCALLFAILURE);
  }
}

/// Why the transport failed; 0 as a code is a failure without one.
template <typename T>
int code_of(const Result<T>& failed) noexcept {
  return failed.error() != 0 ? failed.error() : WSASYSCALLFAILURE;
}

}  // namespace wosa::spi::engine
