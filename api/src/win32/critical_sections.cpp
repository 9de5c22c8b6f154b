// SPDX-License-Identifier: MIT
// A critical section is a word (0 free, 1 held, 2 held and waited for), the owner's id and a count that is
// the owner's alone. The owner reads its own id, so no other value can deceive it.
#include "synchapi.h"
#include "win32/lock_words.hpp"

namespace {

using wosa::runtime::Word;

constexpr std::uint32_t kFree = 0;
constexpr std::uint32_t kHeld = 1;
constexpr std::uint32_t kContended = 2;

// What tells the thread from others; its address is as good as a number and costs no system call.
thread_local char self;

Word& word(LPCRITICAL_SECTION section) noexcept { return wosa::runtime::word_of(&section->LockCount); }

std::atomic<void*>& owner(LPCRITICAL_SECTION section) noexcept {
  return *reinterpret_cast<std::atomic<void*>*>(&section->OwningThread);
}

bool is_own(LPCRITICAL_SECTION section) noexcept {
  return owner(section).load(std::memory_order_relaxed) == &self;
}

bool try_take(LPCRITICAL_SECTION section) noexcept {
  std::uint32_t expected = kFree;
  return word(section).compare_exchange_strong(expected, kHeld, std::memory_order_acquire);
}

void note_taken(LPCRITICAL_SECTION section) noexcept {
  owner(section).store(&self, std::memory_order_relaxed);
  section->RecursionCount = 1;
}

}  // namespace

VOID WINAPI InitializeCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
  *lpCriticalSection = CRITICAL_SECTION{};
}

BOOL WINAPI InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION lpCriticalSection, DWORD dwSpinCount) {
  *lpCriticalSection = CRITICAL_SECTION{};
  lpCriticalSection->SpinCount = dwSpinCount;
  return TRUE;
}

VOID WINAPI EnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
  if (is_own(lpCriticalSection)) {
    ++lpCriticalSection->RecursionCount;
    return;
  }
  if (!try_take(lpCriticalSection)) {
    Word& state = word(lpCriticalSection);
    while (state.exchange(kContended, std::memory_order_acquire) != kFree)
      wosa::kernel::sleep_while(state, kContended);
  }
  note_taken(lpCriticalSection);
}

BOOL WINAPI TryEnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
  if (is_own(lpCriticalSection)) {
    ++lpCriticalSection->RecursionCount;
    return TRUE;
  }
  if (!try_take(lpCriticalSection)) return FALSE;
  note_taken(lpCriticalSection);
  return TRUE;
}

VOID WINAPI LeaveCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
  if (!is_own(lpCriticalSection) || --lpCriticalSection->RecursionCount != 0) return;
  owner(lpCriticalSection).store(nullptr, std::memory_order_relaxed);
  Word& state = word(lpCriticalSection);
  // From the exchange on the record may be gone; a wake-up needs its address alone.
  if (state.exchange(kFree, std::memory_order_release) == kContended) wosa::kernel::wake(state, 1);
}

VOID WINAPI DeleteCriticalSection(LPCRITICAL_SECTION lpCriticalSection) {
  *lpCriticalSection = CRITICAL_SECTION{};
}
