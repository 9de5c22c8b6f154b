// SPDX-License-Identifier: MIT
// One-time initialization: the two lowest bits of the word say how far it is, the rest is the context once it
// is done. Those who wait sleep on the word's lower half.
#include "synchapi.h"
#include "win32/guard.hpp"
#include "win32/lock_words.hpp"
#include "wosa/spi/user_memory.hpp"

namespace {

using wosa::runtime::fail;

using State = std::atomic<std::uint64_t>;
static_assert(sizeof(INIT_ONCE) == sizeof(State) && State::is_always_lock_free);
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the lower half comes first");

constexpr std::uint64_t kNothing = 0;
constexpr std::uint64_t kBegun = 1;  // by one thread; the others wait
constexpr std::uint64_t kDone = 2;
constexpr std::uint64_t kBegunByAny = 3;
constexpr std::uint64_t kProgress = 3;

State& state_of(PINIT_ONCE once) noexcept { return *reinterpret_cast<State*>(once); }

void change(PINIT_ONCE once, std::uint64_t state) noexcept {
  state_of(once).store(state, std::memory_order_release);
  wosa::kernel::wake(wosa::runtime::word_of(once), INT32_MAX);
}

void hand_out(std::uint64_t state, LPVOID* context) noexcept {
  if (context != nullptr) *context = reinterpret_cast<LPVOID>(state & ~kProgress);
}

// True: the caller initializes. False: it is done.
bool begin(PINIT_ONCE once) noexcept {
  for (;;) {
    auto state = state_of(once).load(std::memory_order_acquire);
    if ((state & kProgress) == kDone) return false;
    if (state == kNothing) {
      if (state_of(once).compare_exchange_strong(state, kBegun, std::memory_order_acq_rel)) return true;
      continue;
    }
    wosa::kernel::sleep_while(wosa::runtime::word_of(once), static_cast<std::uint32_t>(state));
  }
}

}  // namespace

VOID WINAPI InitOnceInitialize(PINIT_ONCE InitOnce) { InitOnce->Ptr = nullptr; }

BOOL WINAPI InitOnceExecuteOnce(PINIT_ONCE InitOnce, PINIT_ONCE_FN InitFn, PVOID Parameter, LPVOID* Context) {
  const auto progress = state_of(InitOnce).load(std::memory_order_acquire) & kProgress;
  if (progress == kBegunByAny) return fail(ERROR_INVALID_PARAMETER, FALSE);
  if (progress != kDone && begin(InitOnce)) {
    PVOID made = nullptr;
    if (InitFn(InitOnce, Parameter, &made) == FALSE) {
      change(InitOnce, kNothing);
      return FALSE;
    }
    change(InitOnce, (reinterpret_cast<std::uint64_t>(made) & ~kProgress) | kDone);
  }
  hand_out(state_of(InitOnce).load(std::memory_order_acquire), Context);
  return TRUE;
}

BOOL WINAPI InitOnceBeginInitialize(LPINIT_ONCE lpInitOnce, DWORD dwFlags, PBOOL fPending,
                                    LPVOID* lpContext) {
  constexpr DWORD kFlags = INIT_ONCE_CHECK_ONLY | INIT_ONCE_ASYNC;
  if ((dwFlags & ~kFlags) != 0 || dwFlags == kFlags || !wosa::spi::plausible(fPending, sizeof *fPending))
    return fail(ERROR_INVALID_PARAMETER, FALSE);
  auto state = state_of(lpInitOnce).load(std::memory_order_acquire);
  *fPending = FALSE;
  if ((state & kProgress) != kDone) {
    if ((dwFlags & INIT_ONCE_CHECK_ONLY) != 0) {
      *fPending = TRUE;
      return fail(ERROR_GEN_FAILURE, FALSE);
    }
    const bool any = (dwFlags & INIT_ONCE_ASYNC) != 0;
    if (any && state == kNothing) state_of(lpInitOnce).compare_exchange_strong(state, kBegunByAny);
    state = state_of(lpInitOnce).load(std::memory_order_acquire);
    if ((state & kProgress) == (any ? kBegun : kBegunByAny)) return fail(ERROR_INVALID_PARAMETER, FALSE);
    if (any ? (state & kProgress) == kBegunByAny : begin(lpInitOnce)) {
      *fPending = TRUE;
      return TRUE;
    }
    state = state_of(lpInitOnce).load(std::memory_order_acquire);
  }
  hand_out(state, lpContext);
  return TRUE;
}

BOOL WINAPI InitOnceComplete(LPINIT_ONCE lpInitOnce, DWORD dwFlags, LPVOID lpContext) {
  constexpr DWORD kFlags = INIT_ONCE_ASYNC | INIT_ONCE_INIT_FAILED;
  const auto context = reinterpret_cast<std::uint64_t>(lpContext);
  const bool failed = (dwFlags & INIT_ONCE_INIT_FAILED) != 0;
  if ((dwFlags & ~kFlags) != 0 || dwFlags == kFlags || (context & kProgress) != 0 || (failed && context != 0))
    return fail(ERROR_INVALID_PARAMETER, FALSE);
  auto state = (dwFlags & INIT_ONCE_ASYNC) != 0 ? kBegunByAny : kBegun;
  const auto next = failed ? kNothing : context | kDone;
  if (!state_of(lpInitOnce).compare_exchange_strong(state, next, std::memory_order_acq_rel))
    return fail(ERROR_GEN_FAILURE, FALSE);
  wosa::kernel::wake(wosa::runtime::word_of(lpInitOnce), INT32_MAX);
  return TRUE;
}
