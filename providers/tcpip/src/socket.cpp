// SPDX-License-Identifier: MIT
#include "socket.hpp"

#include <unistd.h>

#include "connection.hpp"
#include "errors.hpp"
#include "provider.hpp"
#include "registry.hpp"

namespace wosa::tcpip {

Socket::~Socket() {
  // Iteratively: a chain of unique_ptr would recurse.
  for (auto connection = std::move(deferred); connection; connection = std::move(connection->next)) {
    close_with_reset(connection->descriptor);
  }
  if (claim != nullptr) release_claim(claim);
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

bool is_closing(SOCKET s) noexcept { return runtime().lpIsClosing(s) != FALSE; }

std::uint32_t now_seconds() noexcept {
  constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
  const WOSA_SCHEDULER& clock = scheduler();
  const auto now = WOSA_EXTENSION_HAS(WOSA_SCHEDULER, &clock, lpNowCoarse) ? clock.lpNowCoarse : clock.lpNow;
  return static_cast<std::uint32_t>(now() / kNanosecondsPerSecond);
}

[[gnu::hot]] SOCKET publish(std::unique_ptr<Socket> socket, int descriptor, INT* error) noexcept {
  INT code = WSAENOBUFS;
  const DWORD entry_id = socket->entry->info.dwCatalogEntryId;
  const SOCKET s = runtime().lpBindSocket(entry_id, descriptor, socket.get(), &code);
  if (s == INVALID_SOCKET) {
    ::close(descriptor);
    return fail_socket(error, code);
  }
  // From here the runtime owns the object: lpRelease deletes it.
  socket.release();
  if (!remember(s)) log_line(WOSA_LOG_WARN, "tcpip: socket %u will not be closed by WSACleanup", unsigned(s));
  return s;
}

}  // namespace wosa::tcpip
