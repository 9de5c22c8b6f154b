// SPDX-License-Identifier: MIT
#pragma once

// A transport that does what a test says: every primitive of a socket is a function of its Script, which the
// test keeps and fills, and what the engine promises about threads and order is checked at every call.
//
// A script's functions are set before the socket is used; what they touch later from several threads is
// atomic or guarded by `lock`, which is a leaf: it is never held while the engine is called.

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "wosa/spi/provider.hpp"

namespace wosa::test {

using spi::Address;
using spi::Buffers;
using spi::Endpoint;
using spi::Result;

/// The bytes of a list.
std::string text_of(Buffers data);

struct Script {
  // -- Primitives; the first of each are what they do unless the test says otherwise ------------------------

  std::function<Result<void>(const Address&)> bind;           // takes any name
  std::function<Result<Address>()> local_name;                // the name of bind
  std::function<Result<Address>()> peer_name;                 // the name of start_connect
  std::function<Result<void>(int)> listen;                    // succeeds
  std::function<Result<std::unique_ptr<Endpoint>>()> accept;  // takes of `arrivals`
  std::function<Result<void>(const Address&)> start_connect;  // succeeds
  std::function<Result<void>()> finish_connect;               // WSAEWOULDBLOCK
  std::function<Result<void>(int)> shutdown;                  // succeeds
  std::function<void(spi::Ending)> close;                     // nothing
  std::function<Result<std::size_t>(Buffers)> send;           // takes everything
  std::function<Result<std::size_t>(Buffers, bool)> receive;  // gives of `incoming`; the flag is peek
  std::function<Result<std::size_t>(Buffers, const Address&)> send_to;  // takes everything
  std::function<Result<spi::Datagram>(Buffers, bool)> receive_from;     // gives `incoming` whole
  std::function<Result<std::size_t>(Buffers)> send_urgent;              // takes everything
  std::function<Result<std::size_t>(Buffers, bool)> receive_urgent;     // WSAEWOULDBLOCK
  std::function<DWORD(DWORD)> ready;                       // `conditions`, and what `incoming` says
  std::function<std::size_t()> unsent;                     // 0
  std::function<Result<std::size_t>()> readable_bytes;     // of `incoming`
  std::function<bool()> at_mark;                           // true
  std::function<bool()> worth_spinning;                    // false
  std::function<Result<void>(int, DWORD)> option_changed;  // succeeds
  std::function<Result<std::size_t>(int, int, std::span<std::byte>)> get_option;  // WSAENOPROTOOPT
  std::function<Result<void>(int, int, std::span<const std::byte>)> set_option;   // WSAENOPROTOOPT
  std::function<Result<std::size_t>(DWORD, std::span<const std::byte>, std::span<std::byte>)>
      ioctl;                                // WSAEOPNOTSUPP
  std::function<short(DWORD)> poll_events;  // of Endpoint

  // -- State ------------------------------------------------------------------------------------------------

  std::atomic<int> descriptor{-1};  // a kernel object: before the socket is opened
  bool follows = false;             // its descriptor to another number
  std::mutex lock;
  std::string incoming;  // guarded by lock, as below
  std::string outgoing;
  std::deque<std::unique_ptr<Endpoint>> arrivals;
  Address name;
  Address peer;
  std::vector<std::string> calls;  // names of primitives, in order; observers apart
  std::atomic<DWORD> conditions{0};
  std::atomic<int> accepted{0};
  std::atomic<int> closes{0};
  std::atomic<int> ending{-1};  // of close
  std::atomic<bool> destroyed{false};

  // -- For the test -----------------------------------------------------------------------------------------

  spi::Readiness readiness;      // of the socket
  Endpoint* endpoint = nullptr;  // while it lives

  /// Data arrives, and the socket says so.
  void arrive(const std::string& data);
  void arrive_connection(std::shared_ptr<Script> connection);
  void say(DWORD changed) { readiness.changed(changed); }
  int times_called(const std::string& primitive);
};

/// Everything that all scripts share: which one the next socket gets, and what went wrong.
struct Stage {
  std::mutex lock;
  std::deque<std::shared_ptr<Script>> next;  // guarded by lock
  std::vector<std::string> faults;           // guarded by lock
  std::atomic<int> endpoints{0};             // alive
  std::function<void()> in_constructor;      // of the stillborn transport; may throw
  std::function<Result<std::unique_ptr<Endpoint>>(const spi::SocketRequest&)> open;
  bool survives_fork = false;
  void fault(const std::string& what);
};
Stage& stage();

/// An endpoint that follows a script.
std::unique_ptr<Endpoint> make_endpoint(std::shared_ptr<Script> script);

}  // namespace wosa::test

/// The provider under test, and others whose transports lack something.
extern "C" int WSPAPI script_WSPStartup(WORD, LPWSPDATA, LPWSAPROTOCOL_INFOW, WSPUPCALLTABLE,
                                        LPWSPPROC_TABLE);
extern "C" int WSPAPI bare_WSPStartup(WORD, LPWSPDATA, LPWSAPROTOCOL_INFOW, WSPUPCALLTABLE, LPWSPPROC_TABLE);
extern "C" int WSPAPI stillborn_WSPStartup(WORD, LPWSPDATA, LPWSAPROTOCOL_INFOW, WSPUPCALLTABLE,
                                           LPWSPPROC_TABLE);
