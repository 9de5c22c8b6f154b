// SPDX-License-Identifier: MIT
// WSAPoll: an array inside one provider goes down to it in one step; any other is waited for here.
#include <algorithm>
#include <cstring>

#include "calls/call.hpp"
#include "calls/small_array.hpp"
#include "calls/wait_readiness.hpp"
#include "runtime/provider_call.hpp"
#include "wosa/spi/user_memory.hpp"

namespace wosa::runtime {

namespace {

constexpr std::int64_t kMillisecond = 1'000'000;
constexpr SHORT kAskable = WS_POLLRDNORM | WS_POLLRDBAND | WS_POLLWRNORM;

bool is_skipped(const WSAPOLLFD& one) noexcept { return static_cast<INT_PTR>(one.fd) < 0; }

// Which conditions an entry waits for; failures and the end of a connection are always reported.
DWORD conditions(SHORT events) noexcept {
  DWORD wanted = WOSA_READY_HANGUP | WOSA_READY_ERROR | WOSA_READY_FAILED;
  if ((events & WS_POLLRDNORM) != 0) wanted |= WOSA_READY_DATA;
  if ((events & WS_POLLRDBAND) != 0) wanted |= WOSA_READY_OOB;
  if ((events & WS_POLLWRNORM) != 0) wanted |= WOSA_READY_WRITE;
  return wanted;
}

SHORT result_events(DWORD ready) noexcept {
  SHORT events = 0;
  if ((ready & WOSA_READY_DATA) != 0) events |= WS_POLLRDNORM;
  if ((ready & WOSA_READY_OOB) != 0) events |= WS_POLLRDBAND;
  if ((ready & WOSA_READY_WRITE) != 0) events |= WS_POLLWRNORM;
  if ((ready & WOSA_READY_HANGUP) != 0) events |= WS_POLLHUP;
  if ((ready & WOSA_READY_ERROR) != 0) events |= WS_POLLERR | WS_POLLHUP;
  if ((ready & WOSA_READY_FAILED) != 0) events |= WS_POLLERR | WS_POLLHUP | WS_POLLWRNORM;
  return events;
}

bool is_open(SOCKET s) noexcept {
  const Slot* slot = the_runtime.sockets.find(s);
  return slot != nullptr && slot->state.load(std::memory_order_acquire) == SlotState::kOpen;
}

// The entries of an array that are open sockets, without those that are skipped or answered already.
struct Sockets {
  explicit Sockets(std::span<WSAPOLLFD> array) : fds(array), entries(array.size()), handles(array.size()) {}

  // Sorts the array; entries that are no sockets get their answer here.
  void sort() noexcept {
    count = 0;
    answered = false;
    for (auto& one : fds) {
      one.revents = 0;
      if (is_skipped(one)) continue;
      if (is_open(one.fd)) {
        handles[count] = one.fd;
        entries[count++] = &one;
      } else {
        one.revents = WS_POLLNVAL;
        answered = true;
      }
    }
  }

  [[nodiscard]] std::span<WSAPOLLFD*> all() noexcept { return entries.first(count); }

  std::span<WSAPOLLFD> fds;
  SmallArray<WSAPOLLFD*, 64> entries;
  SmallArray<SOCKET, 64> handles;
  std::size_t count = 0;
  bool answered = false;
};

// The provider that all sockets share and that polls by itself, or nullptr.
const ProviderInstance* polling_provider(Sockets& sockets) noexcept {
  const auto provider_of = [](const WSAPOLLFD* one) {
    return the_runtime.sockets.find(one->fd)->binding.chain->provider;
  };
  const ProviderInstance* first = provider_of(sockets.entries[0]);
  for (const auto* one : sockets.all()) {
    if (provider_of(one) != first) return nullptr;
  }
  return first->extension.lpPoll != nullptr ? first : nullptr;
}

INT poll_by_provider(const ProviderInstance& provider, Sockets& sockets, INT timeout_ms) {
  INT error = 0;
  const auto poll = [&](std::span<WSAPOLLFD> fds) {
    const int result = call_provider(SOCKET_ERROR, [&] {
      return provider.extension.lpPoll(fds.data(), static_cast<ULONG>(fds.size()), timeout_ms, &error);
    });
    return result == SOCKET_ERROR ? static_cast<INT>(provider_error(error)) : 0;
  };
  if (sockets.count == sockets.fds.size()) return poll(sockets.fds);
  SmallArray<WSAPOLLFD, 64> compact(sockets.count);
  for (std::size_t i = 0; i < sockets.count; ++i) compact[i] = *sockets.entries[i];
  if (const INT failure = poll(compact.all()); failure != 0) return failure;
  for (std::size_t i = 0; i < sockets.count; ++i) sockets.entries[i]->revents = compact[i].revents;
  return 0;
}

INT poll_by_readiness(Sockets& sockets, INT timeout_ms) {
  SmallArray<Waited, 64> waited(sockets.count);
  for (std::size_t i = 0; i < sockets.count; ++i) {
    const auto* one = sockets.entries[i];
    waited[i] = {one->fd, the_runtime.sockets.find(one->fd), conditions(one->events), 0};
  }
  const INT error = wait_readiness(waited.all(), timeout_ms < 0 ? -1 : timeout_ms * kMillisecond);
  if (error != 0 && error != WSAENOTSOCK) return error;
  for (std::size_t i = 0; i < sockets.count; ++i) {
    auto* one = sockets.entries[i];
    one->revents = is_open(one->fd) ? result_events(waited[i].ready) : SHORT{WS_POLLNVAL};
  }
  return 0;
}

int count_answers(std::span<const WSAPOLLFD> fds) noexcept {
  return static_cast<int>(
      std::count_if(fds.begin(), fds.end(), [](const auto& one) { return one.revents != 0; }));
}

// The whole call, on our own copy of the program's array.
INT poll_copy(ThreadBlock& block, std::span<WSAPOLLFD> fds, INT timeout_ms) {
  for (const auto& one : fds) {
    if (!is_skipped(one) && (one.events & ~kAskable) != 0) return WSAEINVAL;
  }
  Sockets sockets(fds);
  for (;;) {
    sockets.sort();
    if (sockets.count == 0) return WSAEINVAL;
    const BulkPin pins(block, sockets.handles.first(sockets.count));
    if (pins.error() == WSAENOTSOCK) continue;  // closed since it was looked at
    if (pins.error() != 0) return pins.error();
    const INT wait = sockets.answered ? 0 : timeout_ms;
    const ProviderInstance* provider = polling_provider(sockets);
    return provider != nullptr ? poll_by_provider(*provider, sockets, wait)
                               : poll_by_readiness(sockets, wait);
  }
}

int poll_sockets(WSAPOLLFD* array, ULONG count, INT timeout_ms, CallName name) {
  if (!the_runtime.started()) return fail(WSANOTINITIALISED, name);
  ThreadBlock* block = thread_block();
  if (block == nullptr) return fail(WSAENOBUFS, name);
  if (count == 0) return fail(WSAEINVAL, name);
  const std::size_t bytes = count * sizeof *array;
  if (!spi::readable(array, bytes)) return fail(WSAEFAULT, name);
  SmallArray<WSAPOLLFD, 64> copy(count);
  std::memcpy(copy.all().data(), array, bytes);
  const INT error = poll_copy(*block, copy.all(), timeout_ms);
  if (error != 0) return fail(static_cast<DWORD>(error), name);
  if (spi::copy_out(array, copy.all().data(), bytes) != 0) return fail(WSAEFAULT, name);
  return count_answers(copy.all());
}

}  // namespace

}  // namespace wosa::runtime

extern "C" int WSAAPI WSAPoll(LPWSAPOLLFD fds, ULONG count, INT timeout) {
  using namespace wosa::runtime;
  try {
    return poll_sockets(fds, count, timeout, {__func__});
  } catch (abi::__forced_unwind&) {
    throw;
  } catch (...) {
    return fail(WSAENOBUFS);
  }
}
