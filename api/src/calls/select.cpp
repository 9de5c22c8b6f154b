// SPDX-License-Identifier: MIT
// select: sets inside one provider go straight down to its WSPSelect; mixed ones are waited for here.
#include <algorithm>
#include <array>
#include <optional>

#include "calls/call.hpp"
#include "calls/small_array.hpp"
#include "calls/wait_readiness.hpp"
#include "runtime/provider_call.hpp"
#include "wosa/spi/user_memory.hpp"

namespace wosa::runtime {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kMicrosecond = 1'000;

enum Role { kRead, kWrite, kExcept, kRoles };

constexpr std::array<DWORD, kRoles> kConditions{WOSA_READY_READ, WOSA_READY_WRITE,
                                                WOSA_READY_OOB | WOSA_READY_FAILED};

// The program's three arrays, of whatever length its FD_SETSIZE allows.
struct Sets {
  std::array<WS_fd_set*, kRoles> all;

  [[nodiscard]] bool readable() const noexcept {
    return std::all_of(all.begin(), all.end(), [](const WS_fd_set* set) {
      return set == nullptr || (spi::readable(&set->fd_count, sizeof set->fd_count) &&
                                spi::readable(set->fd_array, set->fd_count * sizeof(SOCKET)));
    });
  }

  [[nodiscard]] std::size_t size() const noexcept {
    std::size_t total = 0;
    for (const auto* set : all) total += set != nullptr ? set->fd_count : 0;
    return total;
  }

  template <typename Visitor>
  void for_each(Visitor&& visit) const {
    for (int role = 0; role < kRoles; ++role) {
      const auto* set = all[static_cast<std::size_t>(role)];
      for (UINT i = 0; set != nullptr && i < set->fd_count; ++i)
        visit(set->fd_array[i], static_cast<Role>(role));
    }
  }
};

// Nanoseconds of a time-out, -1 for none; nothing where it is malformed.
std::optional<std::int64_t> nanoseconds(const timeval* timeout) noexcept {
  if (timeout == nullptr) return -1;
  if (timeout->tv_sec < 0 || timeout->tv_usec < 0 || timeout->tv_usec >= 1'000'000) return std::nullopt;
  constexpr std::int64_t kLongest = INT64_MAX / kSecond - 1;
  if (timeout->tv_sec > kLongest) return -1;
  return timeout->tv_sec * kSecond + timeout->tv_usec * kMicrosecond;
}

// The provider of every handle, or nullptr if there are several.
const ProviderInstance* common_provider(std::span<const SOCKET> handles) noexcept {
  const auto provider_of = [](SOCKET s) { return the_runtime.sockets.find(s)->binding.chain->provider; };
  const ProviderInstance* first = provider_of(handles.front());
  for (const SOCKET s : handles) {
    if (provider_of(s) != first) return nullptr;
  }
  return first;
}

int select_mixed(const Sets& sets, std::int64_t timeout_ns, CallName name) {
  SmallArray<Waited, 64> waited(sets.size());
  sets.for_each([next = waited.all().begin()](SOCKET s, Role role) mutable {
    *next++ = {s, the_runtime.sockets.find(s), kConditions[role], 0};
  });
  if (const INT error = wait_readiness(waited.all(), timeout_ns); error != 0)
    return fail(static_cast<DWORD>(error), name);
  int total = 0;
  auto one = waited.all().begin();
  for (auto* set : sets.all) {
    if (set == nullptr) continue;
    const UINT count = set->fd_count;
    set->fd_count = 0;
    for (UINT i = 0; i < count; ++i, ++one) {
      if (one->ready == 0) continue;
      set->fd_array[set->fd_count++] = one->s;
      ++total;
    }
  }
  return total;
}

int select_sockets(const Sets& sets, const timeval* timeout, CallName name) {
  if (!the_runtime.started()) return fail(WSANOTINITIALISED, name);
  ThreadBlock* block = thread_block();
  if (block == nullptr) return fail(WSAENOBUFS, name);
  if (!sets.readable()) return fail(WSAEFAULT, name);
  timeval time{};
  if (timeout != nullptr && spi::copy_in(&time, timeout, sizeof time) != 0) return fail(WSAEFAULT, name);
  const auto time_ns = nanoseconds(timeout != nullptr ? &time : nullptr);
  if (!time_ns || sets.size() == 0) return fail(WSAEINVAL, name);

  SmallArray<SOCKET, 192> handles(sets.size());
  sets.for_each([next = handles.all().begin()](SOCKET s, Role) mutable { *next++ = s; });
  const BulkPin pins(*block, handles.all());
  if (pins.error() != 0) return fail(static_cast<DWORD>(pins.error()), name);
  const ProviderInstance* provider = common_provider(handles.all());
  if (provider == nullptr) return select_mixed(sets, *time_ns, name);

  INT error = 0;
  const int result = call_provider(SOCKET_ERROR, [&] {
    return provider->procs.lpWSPSelect(0, sets.all[kRead], sets.all[kWrite], sets.all[kExcept],
                                       timeout != nullptr ? &time : nullptr, &error);
  });
  return result == SOCKET_ERROR ? fail(provider_error(error), name) : result;
}

}  // namespace

}  // namespace wosa::runtime

extern "C" int WSAAPI WS_select(int, WS_fd_set* readfds, WS_fd_set* writefds, WS_fd_set* exceptfds,
                                const struct timeval* timeout) {
  using namespace wosa::runtime;
  try {
    return select_sockets(Sets{{readfds, writefds, exceptfds}}, timeout, {__func__});
  } catch (abi::__forced_unwind&) {
    throw;
  } catch (...) {
    return fail(WSAENOBUFS);
  }
}
