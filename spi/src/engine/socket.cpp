// SPDX-License-Identifier: MIT
#include "engine/socket.hpp"

#include <unistd.h>

#include <cstring>
#include <new>

#include "wosa/spi/user_memory.hpp"

namespace wosa::spi::engine {

Socket::Socket(Provider& provider_, const CatalogEntry& entry_, std::unique_ptr<Endpoint> endpoint_) noexcept
    : provider(provider_),
      entry(entry_),
      endpoint(std::move(endpoint_)),
      core(*endpoint->readiness().core()),
      descriptor(endpoint->descriptor()),
      generation(provider_.fork_generation.load(std::memory_order_relaxed)),
      admitted(generation) {}

Socket::~Socket() {
  while (!deferred.empty()) discard(deferred.pop(), Ending::reset);
}

void Socket::post_error(int code) noexcept {
  pending_error.store(code, std::memory_order_release);
  set(kHasError);
}

int Socket::take_error() noexcept {
  if (!has(kHasError)) return 0;
  clear(kHasError);
  return pending_error.exchange(0, std::memory_order_acq_rel);
}

std::uint32_t Socket::now_seconds() const noexcept {
  constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
  return static_cast<std::uint32_t>(scheduler().lpNow() / kNanosecondsPerSecond);
}

// Memory of the parent that other threads may have been changing; only a kernel object can be relied on.
int Socket::admit_after_fork() noexcept {
  const Transport* transport = provider.transport.load(std::memory_order_acquire);
  if (descriptor < 0 || !transport->survives_fork()) return WSAENETDOWN;
  const std::uint32_t now = fork_generation();
  // A connect that a thread of the parent waits for is anybody's here.
  if (admitted.exchange(now, std::memory_order_acq_rel) != now) clear(kConnectBlocked);
  return 0;
}

void discard(std::unique_ptr<Endpoint> endpoint, Ending how) noexcept {
  const int descriptor = endpoint->descriptor();
  endpoint->close(how);
  endpoint.reset();
  if (descriptor >= 0) ::close(descriptor);
}

namespace {

void enlist(Socket& socket) noexcept {
  Provider& provider = socket.provider;
  const ControlGuard guard(provider.lock, provider);
  socket.next = provider.sockets;
  if (provider.sockets != nullptr) provider.sockets->previous = &socket;
  provider.sockets = &socket;
}

void delist(Socket& socket) noexcept {
  Provider& provider = socket.provider;
  const ControlGuard guard(provider.lock, provider);
  (socket.previous != nullptr ? socket.previous->next : provider.sockets) = socket.next;
  if (socket.next != nullptr) socket.next->previous = socket.previous;
}

// A kernel object is its own handle; any other socket gets a descriptor from the runtime.
SOCKET make_handle(Socket& socket, INT* error) noexcept {
  const DWORD entry = socket.entry.info.dwCatalogEntryId;
  if (socket.descriptor >= 0) return socket.runtime().lpBindSocket(entry, socket.descriptor, &socket, error);
  return socket.provider.upcalls.lpWPUCreateSocketHandle(entry, reinterpret_cast<DWORD_PTR>(&socket), error);
}

// The endpoint of a kernel object whose number was taken still.
bool follow(Socket& socket, SOCKET s) noexcept {
  const int descriptor = static_cast<int>(s);
  if (socket.descriptor == descriptor) return true;
  socket.descriptor = descriptor;
  socket.endpoint->descriptor_moved(descriptor);
  return socket.endpoint->descriptor() == descriptor;
}

// Tells a socket its handle. False when there is none after all. A thread that guessed the handle may be
// closing it already, so it is held; one that has gone is the caller's to discover.
bool settle(Provider& provider, Socket& socket, SOCKET s) noexcept {
  const auto& runtime = *provider.runtime.load(std::memory_order_relaxed);
  WOSA_PIN pin{};
  if (runtime.lpPin(s, &pin) == FALSE) return true;
  bool usable = true;
  if (pin.Context == &socket) {
    socket.handle.store(s, std::memory_order_release);
    if (socket.descriptor < 0) {
      socket.core.set_descriptor(static_cast<int>(s));
    } else {
      usable = follow(socket, s);
    }
    if (!usable) runtime.lpBeginClose(s);
  }
  if (pin.Taken != FALSE) runtime.lpUnpin(&pin);
  return usable;
}

}  // namespace

std::unique_ptr<Socket> make_socket(Provider& provider, const CatalogEntry& entry,
                                    std::unique_ptr<Endpoint>& endpoint) noexcept {
  // The memory first: a constructor that is not reached leaves the endpoint where it is.
  void* memory = ::operator new(sizeof(Socket), std::nothrow);
  if (memory == nullptr) return nullptr;
  return std::unique_ptr<Socket>(new (memory) Socket(provider, entry, std::move(endpoint)));
}

SOCKET publish(std::unique_ptr<Socket> socket, INT* error) noexcept {
  Socket& published = *socket;
  Provider& provider = published.provider;
  published.core.attach(published.scheduler(), provider.fork_generation);
  enlist(published);
  INT code = WSAENOBUFS;
  const SOCKET s = make_handle(published, &code);
  if (s == INVALID_SOCKET) {
    delist(published);
    const int descriptor = published.descriptor;
    published.endpoint->close(Ending::reset);
    socket.reset();
    if (descriptor >= 0) ::close(descriptor);
    return fail_socket(error, code);
  }
  // From here the runtime owns the object: lpRelease deletes it.
  socket.release();
  return settle(provider, published, s) ? s : fail_socket(error, WSAENOBUFS);
}

void withdraw(Socket& socket) noexcept { delist(socket); }

const CatalogEntry* intern(Provider& provider, const WSAPROTOCOL_INFOW& info) noexcept {
  const ControlGuard guard(provider.lock, provider);
  for (CatalogEntry* entry = provider.entries; entry != nullptr; entry = entry->next) {
    if (std::memcmp(&entry->info, &info, sizeof info) == 0) return entry;
  }
  auto* added = new (std::nothrow) CatalogEntry{info, provider.entries};
  if (added != nullptr) provider.entries = added;
  return added;
}

}  // namespace wosa::spi::engine
