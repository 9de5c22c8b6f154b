// SPDX-License-Identifier: MIT
#pragma once

// A catalog entry under test: what it claims, and sockets and addresses of it.

#include <winsock2.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "kit/address.hpp"
#include "kit/socket.hpp"

namespace kit {

// What a case needs of an entry; all bits must hold. The kNo bits serve the counter-cases.
enum Trait : unsigned {
  kAny = 0,
  kStream = 1U << 0,      // connection-oriented byte stream
  kDatagram = 1U << 1,    // connectionless, type SOCK_DGRAM
  kRaw = 1U << 2,         // type SOCK_RAW
  kConnection = 1U << 3,  // connection-oriented
  kConnectionless = 1U << 4,
  kMessages = 1U << 5,  // boundaries are kept
  kInet = 1U << 6,
  kInet6 = 1U << 7,
  kIp = 1U << 8,  // one of the two
  kBroadcast = 1U << 9,
  kNoBroadcast = 1U << 10,
  kMultipoint = 1U << 11,
  kNoMultipoint = 1U << 12,
  kExpedited = 1U << 13,
  kNoExpedited = 1U << 14,
  kGraceful = 1U << 15,
  kIfs = 1U << 16,
  kNoConnectData = 1U << 17,
  kTcp = 1U << 18,  // stream with protocol IPPROTO_TCP over one of the two families
  kUdp = 1U << 19,
  kPorts = 1U << 20,      // addresses have ports: stream or datagram of the two families
  kUnix = 1U << 21,       // family AF_UNIX
  kFamily = 1U << 22,     // a family whose addresses the kit can make: the two and AF_UNIX
  kTransport = 1U << 23,  // stream or datagram of such a family
  // Handles are the kernel's own (XP1_IFS_HANDLES), in a family that the kernel has too: system calls work on
  // them, and other programs' sockets are their peers.
  kKernel = 1U << 24,
  // A stream that can be reset. In AF_UNIX the kernel has no such thing: the peer of a hard close sees the
  // end.
  kReset = 1U << 25,
};

// A helper could not make what the case needs: the case fails.
struct SetupFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};
// This machine or user cannot run the case: it is skipped.
struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Entry {
 public:
  explicit Entry(const WSAPROTOCOL_INFOW& info);

  [[nodiscard]] const WSAPROTOCOL_INFOW& info() const { return info_; }
  [[nodiscard]] unsigned traits() const { return traits_; }
  [[nodiscard]] bool is(unsigned needs) const { return (traits_ & needs) == needs; }
  [[nodiscard]] int family() const { return info_.iAddressFamily; }

  // A socket of this entry, asked for by its catalog record. Throws.
  [[nodiscard]] Socket open(DWORD flags = WSA_FLAG_OVERLAPPED) const;
  [[nodiscard]] SOCKET try_open(DWORD flags = WSA_FLAG_OVERLAPPED) const;
  // A socket of the same provider's entry for another family, with the same type and protocol. Throws.
  [[nodiscard]] Socket open_sibling(int family) const;
  // Bound to loopback(). Throws.
  [[nodiscard]] Socket bound() const;
  [[nodiscard]] Socket listener(int backlog = 16) const;
  // Streams: connected through a listener. Datagrams: both bound and connected to each other. Throws.
  [[nodiscard]] Pair connected() const;
  // connected() through a listener whose options the case set.
  [[nodiscard]] Pair connected_through(SOCKET listening) const;
  // How a non-blocking connect of a new socket ends: 0 or the code. Throws.
  [[nodiscard]] int outcome_of_connect(const Address& address) const;

  // An address of this host to bind to: the loopback address and the port, 0 for one of the provider's
  // choice. In AF_UNIX a path that nobody has used yet.
  [[nodiscard]] Address loopback(u_short port = 0) const;
  // Only families with ports have one.
  [[nodiscard]] Address wildcard(u_short port = 0) const;
  // An address that no machine has (documentation ranges); in AF_UNIX a path at which there is nothing.
  [[nodiscard]] Address nobody(u_short port = 0) const;
  // An address of another family than the entry's.
  [[nodiscard]] Address other_family(u_short port = 0) const;
  // A loopback port, or a path, at which nobody listens: it was bound by another socket and given up again.
  [[nodiscard]] Address dead_end() const;
  // Makes an address that a closed socket was bound to fit for another bind. In AF_UNIX its file is in the
  // way (behaviour 305); elsewhere there is nothing to do.
  void free_address(const Address& address) const;
  // The length of the name that a stream has which connected without being bound.
  [[nodiscard]] int client_name_length() const;

 private:
  WSAPROTOCOL_INFOW info_;
  unsigned traits_;
};

// A listener at which connects wait: its backlog is full, or, where such a one refuses, its program has to
// agree first (SO_CONDITIONAL_ACCEPT).
class FullListener {
 public:
  explicit FullListener(const Entry& entry);
  [[nodiscard]] Address address() const { return local_address(listening_); }
  // A non-blocking socket whose connect is running. Throws Unavailable where nothing makes one wait.
  [[nodiscard]] Socket waiting_connect() const;

 private:
  // Invalid when it was refused at once.
  [[nodiscard]] Socket started() const;
  static bool is_waiting(const Socket& s);

  const Entry& entry_;
  Socket listening_;
  std::vector<Socket> queued_;
};

// The name of an entry made fit for test names: TCP/IPv6 -> TCP_IPv6.
std::string safe_name(const WSAPROTOCOL_INFOW& info);

// Every visible catalog entry, in catalog order. Needs a successful WSAStartup.
std::vector<WSAPROTOCOL_INFOW> enumerate();

// Every entry that can serve a socket, hidden ones too.
std::vector<WSAPROTOCOL_INFOW> enumerate_all();

}  // namespace kit
