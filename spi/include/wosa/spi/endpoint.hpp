// SPDX-License-Identifier: MIT
#pragma once

// One socket of a transport: what a transport author writes. The engine (engine.md) adds everything else that
// Winsock says: blocking and time-outs, non-blocking codes, accept queues and inheritance, linger, options,
// select and WSAPoll.
//
// Every member is a primitive: it does what can be done now and never blocks. One that can do nothing now
// answers WSAEWOULDBLOCK, and the transport says readiness().changed() when that may be different. A member
// that is not overridden is a handler that this transport does not have; a capability that a manifest claims
// without its handler is refused when the provider is loaded.
//
// Threads. The engine calls, for one socket,
//   - at most one of the sending primitives at a time (try_send, try_send_to, try_send_urgent),
//   - at most one of the receiving ones at a time (try_recv, try_recv_from, try_recv_urgent, try_accept),
//   - at most one of the control members at a time (bind, listen, start_connect, finish_connect, shutdown,
//     set_option, ioctl),
// but members of different groups at the same time, and the observers (ready, unsent, readable_bytes,
// at_urgent_mark, local_name, peer_name, get_option, worth_spinning) at any time from any thread. No member
// is called after close(), and the destructor runs when nobody is inside any more.
//
// Exceptions end at the engine: std::bad_alloc is WSAENOBUFS, any other WSASYSCALLFAILURE.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "wosa/spi/address.hpp"
#include "wosa/spi/buffers.hpp"
#include "wosa/spi/extension.h"
#include "wosa/spi/readiness.hpp"
#include "wosa/spi/result.hpp"
#include "wosa/spi/socket_options.hpp"

namespace wosa::spi {

namespace engine {
class DeferredConnections;
}

/// How a receive treats what it finds.
struct ReceiveFlags {
  bool peek = false;  // MSG_PEEK: the data stays
};

/// What try_recv_from found.
struct Datagram {
  std::size_t size = 0;  // of the whole datagram: more than the buffers hold means that it was cut
  Address from;
};

/// Asked of ready() beside other conditions by a call that receives at once if one holds: a transport may
/// then count data that only who is there at this moment can have.
constexpr DWORD kAboutToReceive = 0x80000000u;

/// How a socket ends.
enum class Ending {
  graceful,  // what was sent still arrives, then the peer sees the end of the stream
  reset,     // at once; what was not delivered is lost and the peer sees WSAECONNRESET
};

class Endpoint {
 public:
  /// Throws std::bad_alloc.
  Endpoint() : readiness_(Readiness::make()) {}
  virtual ~Endpoint() = default;
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;

  // -- Names ------------------------------------------------------------------------------------------------

  /// Gives the socket a local address; the engine has checked family and length, and that it has none yet.
  /// WSAEADDRINUSE, WSAEACCES, WSAEADDRNOTAVAIL, WSAEINVAL, ...
  virtual Result<void> bind(const Address& name);
  /// WSAEINVAL while there is none.
  virtual Result<Address> local_name() const;
  /// WSAENOTCONN while there is none.
  virtual Result<Address> peer_name() const;

  // -- Connections ------------------------------------------------------------------------------------------

  /// Starts to listen; the socket is bound. backlog is from 1 to 65535. Again on a listening socket: a new
  /// backlog.
  virtual Result<void> listen(int backlog);
  /// The next connection that waits, or WSAEWOULDBLOCK; WSAECONNRESET for one that ended while it waited.
  virtual Result<std::unique_ptr<Endpoint>> try_accept();
  /// The program has taken this connection, which try_accept gave: no condition function refuses it any more.
  /// With SO_CONDITIONAL_ACCEPT the peer may be told only now that it is connected.
  virtual void accepted() noexcept;
  /// Connects. Success: connected; WSAEWOULDBLOCK: under way, readiness says when finish_connect has an
  /// answer; any other code: failed, and the socket can be used for another connect. Datagrams: names the
  /// default peer, drops what others sent; an empty address dissolves it.
  virtual Result<void> start_connect(const Address& peer);
  /// The outcome of a connect that was under way: success, the reason of failure, or WSAEWOULDBLOCK.
  virtual Result<void> finish_connect();
  /// SD_RECEIVE, SD_SEND or SD_BOTH; a stream is connected. The engine itself refuses later calls in a
  /// direction that is shut. Datagrams need not have it: what arrives at a shut socket can be dropped, and
  /// the answer does not count.
  virtual Result<void> shutdown(int how);
  /// The socket's end: the last call but the destructor. Must not block.
  virtual void close(Ending how) noexcept;

  // -- Data -------------------------------------------------------------------------------------------------

  /// Streams: takes what it can, at least one byte (of a list that is not empty), and returns the number;
  /// WSAEWOULDBLOCK when there is no room, WSAECONNRESET, WSAECONNABORTED, ...
  virtual Result<std::size_t> try_send(Buffers data);
  /// Streams: gives what there is, at least one byte; 0 is the end of the stream (of a list that is not
  /// empty). WSAEWOULDBLOCK, WSAECONNRESET, ...
  virtual Result<std::size_t> try_recv(Buffers room, ReceiveFlags flags);
  /// Datagrams: sends all of it or nothing; to is empty when the default peer is meant. WSAEMSGSIZE,
  /// WSAEWOULDBLOCK, WSAENOTCONN, ...
  virtual Result<std::size_t> try_send_to(Buffers data, const Address& to);
  /// Datagrams: the next one, cut to the room (the engine reports WSAEMSGSIZE); or a pending error such as
  /// WSAECONNRESET.
  virtual Result<Datagram> try_recv_from(Buffers room, ReceiveFlags flags);
  /// Streams with out-of-band data: sends, the last byte urgent.
  virtual Result<std::size_t> try_send_urgent(Buffers data);
  /// The pending urgent byte: WSAEWOULDBLOCK when none is there, 0 bytes at the end of the stream.
  virtual Result<std::size_t> try_recv_urgent(Buffers room, ReceiveFlags flags);
  /// Whether the next byte that try_recv gives is behind the urgent one, or no urgent data is pending
  /// (SIOCATMARK).
  virtual bool at_urgent_mark() const noexcept;

  // -- Observers --------------------------------------------------------------------------------------------

  /// Which of conditions (WOSA_READY_) hold now. The engine adds what it knows itself.
  virtual DWORD ready(DWORD conditions) const noexcept = 0;
  /// Bytes that were sent and that the peer's side has not taken over yet; a lingering close waits for 0.
  virtual std::size_t unsent() const noexcept;
  /// FIONREAD: bytes that one receive can give (streams), of all queued datagrams.
  virtual Result<std::size_t> readable_bytes() const;
  /// Whether it is worth to look again for some microseconds before sleeping: the peer runs at this moment,
  /// on another processor.
  virtual bool worth_spinning() const noexcept;
  /// The kernel object of the socket (XP1_IFS_HANDLES), or -1. With one, waiting is poll(2) on it for
  /// poll_events(), changed() is not needed, and the engine closes it after the destructor has run.
  virtual int descriptor() const noexcept;
  /// The kernel object got another number when it became a socket: from now on descriptor() is that one, and
  /// the old one is somebody else's. Called at most once, before the socket is anybody's. Of an endpoint that
  /// keeps to its old number no socket is made.
  virtual void descriptor_moved(int descriptor) noexcept;
  /// The events of poll(2) that tell of conditions.
  virtual short poll_events(DWORD conditions) const noexcept;

  // -- Options ----------------------------------------------------------------------------------------------

  /// An option of level SOL_SOCKET is about to change to value (the number, or the flag as 0 or 1); a code
  /// refuses it.
  virtual Result<void> option_changed(int name, DWORD value);
  /// An option of another level than SOL_SOCKET: writes the value, returns its size; a size larger than
  /// value says that nothing was written for lack of room (WSAEFAULT). WSAENOPROTOOPT for an unknown option,
  /// WSAEINVAL for a level that this socket cannot have.
  virtual Result<std::size_t> get_option(int level, int name, std::span<std::byte> value) const;
  virtual Result<void> set_option(int level, int name, std::span<const std::byte> value);
  /// A control code that the engine does not answer itself; returns the bytes written to out, or, when they
  /// do not fit, their number with nothing written (WSAEFAULT, the caller is told the number). in and out may
  /// be the same memory. WSAEOPNOTSUPP for an unknown code.
  virtual Result<std::size_t> ioctl(DWORD code, std::span<const std::byte> in, std::span<std::byte> out);

  // -- What the engine offers -------------------------------------------------------------------------------

  /// Says that this socket's readiness changed, and is copied to whoever may have to say it.
  const Readiness& readiness() const noexcept { return readiness_; }
  /// The options of level SOL_SOCKET.
  const SocketOptions& options() const noexcept { return options_; }
  SocketOptions& options() noexcept { return options_; }

 private:
  friend class engine::DeferredConnections;

  Readiness readiness_;
  SocketOptions options_;
  std::unique_ptr<Endpoint> next_deferred_;  // while it waits in its listener's list
};

}  // namespace wosa::spi
