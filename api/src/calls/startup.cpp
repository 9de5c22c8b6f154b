// SPDX-License-Identifier: MIT
// WSAStartup and WSACleanup: a count of users, and what the first and the last of them do.
//
// Runtime::transition orders the first start and the last clean-up; a call that only counts takes it too.
// WSPCleanup is called with it held, which is safe because no provider may call WSAStartup or WSACleanup from
// there.
#include <algorithm>
#include <cstring>
#include <mutex>
#include <string_view>

#include "calls/call.hpp"
#include "runtime/catalog_view.hpp"
#include "wosa/spi/user_memory.hpp"

namespace wosa::runtime {

namespace {

constexpr WORD kLowest = MAKEWORD(1, 0);
constexpr WORD kHighest = MAKEWORD(2, 2);

// Versions compare by major number, which stands in the low byte, then by minor number.
constexpr int rank(WORD version) noexcept { return LOBYTE(version) << 8 | HIBYTE(version); }

// What a program that asks for `requested` gets: the highest version that exists and is not above it.
WORD negotiate(WORD requested) noexcept {
  if (rank(requested) >= rank(kHighest)) return kHighest;
  if (LOBYTE(requested) == 1 && HIBYTE(requested) > 1) return MAKEWORD(1, 1);
  return requested;
}

void describe(WSADATA& data, WORD version) noexcept {
  constexpr std::string_view kDescription = "WOSA Sockets " WOSA_VERSION;
  constexpr std::string_view kStatus = "Running";
  data = WSADATA{};
  data.wVersion = version;
  data.wHighVersion = kHighest;
  std::copy(kDescription.begin(), kDescription.end(), data.szDescription);
  std::copy(kStatus.begin(), kStatus.end(), data.szSystemStatus);
  if (LOBYTE(version) == 1) {  // limits that only programs of that version look at
    data.iMaxSockets = 32767;
    data.iMaxUdpDg = 65467;
  }
}

// As closesocket on each; one that would rather linger is closed all the same.
void close_all_sockets() noexcept {
  ThreadBlock* block = thread_block();
  if (block == nullptr) return;
  the_runtime.sockets.for_each_open([block](SOCKET s) {
    const Pin held = pin(*block, s);
    if (!held) return;
    const Slot* slot = held.slot;
    INT error = 0;
    try {
      slot->binding.procs->lpWSPCloseSocket(s, &error);
    } catch (...) {
    }
    if (slot->state.load(std::memory_order_acquire) == SlotState::kOpen) the_runtime.sockets.begin_close(s);
    unpin(*block, held);
  });
}

}  // namespace

}  // namespace wosa::runtime

using namespace wosa::runtime;

extern "C" int WSAAPI WSAStartup(WORD requested, LPWSADATA data) {
  if (rank(requested) < rank(kLowest)) return WSAVERNOTSUPPORTED;
  WSADATA answer;
  describe(answer, negotiate(requested));
  if (wosa::spi::copy_out(data, &answer, sizeof answer) != 0) return WSAEFAULT;
  const std::lock_guard lock(the_runtime.transition);
  if (the_runtime.startups.load() == 0) {
    if (const INT error = prepare_runtime(); error != 0) return error;
    try {
      the_runtime.providers.load()->forget_failures();
      the_runtime.catalog.load()->refresh();
    } catch (...) {
      return WSASYSNOTREADY;
    }
  }
  the_runtime.startups.fetch_add(1);
  return 0;
}

extern "C" int WSAAPI WSACleanup(void) {
  const std::lock_guard lock(the_runtime.transition);
  const auto users = the_runtime.startups.load();
  if (users == 0) return fail(WSANOTINITIALISED);
  the_runtime.startups.store(users - 1);
  if (users == 1) {
    close_all_sockets();
    the_runtime.providers.load()->cleanup();
  }
  return 0;
}
