// SPDX-License-Identifier: MIT
#include "engine/readiness_core.hpp"

#include <unistd.h>

#include <cerrno>
#include <climits>
#include <new>

namespace wosa::spi {
namespace {

constexpr DWORD kEndings = WOSA_READY_HANGUP | WOSA_READY_ERROR | WOSA_READY_FAILED;
constexpr DWORD kIncoming = WOSA_READY_READ | WOSA_READY_DATA | WOSA_READY_OOB | kEndings;
constexpr DWORD kOutgoing = WOSA_READY_WRITE | kEndings;

// The scheduler's interface takes the plain word that every atomic of this size is.
const std::uint32_t* word_of(const std::atomic<std::uint32_t>& word) noexcept {
  static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));
  return reinterpret_cast<const std::uint32_t*>(&word);
}

}  // namespace

Readiness Readiness::make() { return Readiness(new ReadinessCore); }

Readiness::Readiness(const Readiness& other) noexcept : core_(other.core_) {
  if (core_ != nullptr) core_->reference();
}

Readiness::~Readiness() {
  if (core_ != nullptr) core_->release();
}

void Readiness::changed(DWORD conditions) const noexcept {
  if (core_ != nullptr) core_->changed(conditions);
}

void ReadinessCore::release() noexcept {
  if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
}

void ReadinessCore::attach(const WOSA_SCHEDULER& scheduler,
                           const std::atomic<std::uint32_t>& forks) noexcept {
  generation_.store(forks.load(std::memory_order_relaxed), std::memory_order_relaxed);
  forks_.store(&forks, std::memory_order_relaxed);
  scheduler_.store(&scheduler, std::memory_order_release);
}

void ReadinessCore::set_descriptor(int descriptor) noexcept {
  const ControlGuard guard(lock_, *scheduler_.load(std::memory_order_acquire),
                           generation_.load(std::memory_order_relaxed));
  descriptor_ = descriptor;
}

int ReadinessCore::sleep(Side side, std::uint32_t ticket, std::int64_t timeout) noexcept {
  const auto& scheduler = *scheduler_.load(std::memory_order_acquire);
  return scheduler.lpWait(word_of(epoch_[index(side)]), ticket, timeout) == ETIMEDOUT ? ETIMEDOUT : 0;
}

void ReadinessCore::wake(Side side) noexcept {
  auto& epoch = epoch_[index(side)];
  epoch.fetch_add(1, std::memory_order_release);
  scheduler_.load(std::memory_order_acquire)->lpWake(word_of(epoch), INT_MAX);
}

void ReadinessCore::wake_all() noexcept { changed(kIncoming | kOutgoing); }

void ReadinessCore::tell(DWORD conditions) noexcept {
  if (scheduler_.load(std::memory_order_acquire) == nullptr) return;
  const std::uint64_t interest = interest_.load(std::memory_order_acquire);
  if ((conditions & kIncoming) != 0 && (interest & kField) != 0) wake(Side::in);
  if ((conditions & kOutgoing) != 0 && (interest / kOne[1] & kField) != 0) wake(Side::out);
  if (interest / kOneWatch == 0) return;
  // In the child of a fork the watches of the parent's threads stand on stacks that are not in use here.
  const auto generation = forks_.load(std::memory_order_relaxed)->load(std::memory_order_relaxed);
  if (generation != generation_.load(std::memory_order_relaxed)) return;
  if ((interest & kOneSelection) != 0) selection()->announce(conditions);
  if ((interest & ~kOneSelection) / kOneWatch != 0) tell_watches(conditions);
}

EventSelection* ReadinessCore::make_selection(const EventSelectionHost& host, void* socket) noexcept {
  if (EventSelection* made = selection(); made != nullptr) return made;
  auto* made = new (std::nothrow) EventSelection(host, socket);
  if (made == nullptr) return nullptr;
  EventSelection* other = nullptr;
  if (!selection_.compare_exchange_strong(other, made, std::memory_order_acq_rel)) {
    delete made;
    return other;
  }
  announce(kOneSelection);
  return made;
}

void ReadinessCore::tell_watches(DWORD conditions) noexcept {
  const auto* scheduler = scheduler_.load(std::memory_order_acquire);
  const ControlGuard guard(lock_, *scheduler, generation_.load(std::memory_order_relaxed));
  for (Watch* watch = watches_; watch != nullptr; watch = watch->next) {
    if ((watch->conditions & conditions) == 0) continue;
    watch->hit.store(true, std::memory_order_release);
    // Its owner cannot leave before it has taken the lock to unlink the watch.
    watch->signal->fetch_add(1, std::memory_order_release);
    scheduler->lpWake(word_of(*watch->signal), 1);
  }
  if ((armed_ & conditions) != 0) write_descriptor();
}

void ReadinessCore::watch(Watch& watch) noexcept {
  {
    const ControlGuard guard(lock_, *scheduler_.load(std::memory_order_acquire),
                             generation_.load(std::memory_order_relaxed));
    watch.previous = nullptr;
    watch.next = watches_;
    if (watches_ != nullptr) watches_->previous = &watch;
    watches_ = &watch;
  }
  announce(kOneWatch);
}

void ReadinessCore::unwatch(Watch& watch) noexcept {
  interest_.fetch_sub(kOneWatch, std::memory_order_release);
  const ControlGuard guard(lock_, *scheduler_.load(std::memory_order_acquire),
                           generation_.load(std::memory_order_relaxed));
  (watch.previous != nullptr ? watch.previous->next : watches_) = watch.next;
  if (watch.next != nullptr) watch.next->previous = watch.previous;
}

void ReadinessCore::arm(DWORD conditions) noexcept {
  {
    const ControlGuard guard(lock_, *scheduler_.load(std::memory_order_acquire),
                             generation_.load(std::memory_order_relaxed));
    armed_ |= conditions;
    ++armings_;
  }
  announce(kOneArm);
}

void ReadinessCore::disarm() noexcept {
  interest_.fetch_sub(kOneArm, std::memory_order_release);
  const ControlGuard guard(lock_, *scheduler_.load(std::memory_order_acquire),
                           generation_.load(std::memory_order_relaxed));
  if (--armings_ != 0) return;
  armed_ = 0;
  drain_descriptor();
}

void ReadinessCore::signal_descriptor() noexcept {
  const ControlGuard guard(lock_, *scheduler_.load(std::memory_order_acquire),
                           generation_.load(std::memory_order_relaxed));
  if (armings_ != 0) write_descriptor();
}

// An event descriptor that is full is readable already, one that is empty has nothing to drain.
void ReadinessCore::write_descriptor() noexcept {
  const int saved = errno;
  const std::uint64_t one = 1;
  if (descriptor_ >= 0 && ::write(descriptor_, &one, sizeof one) < 0) errno = saved;
  errno = saved;
}

void ReadinessCore::drain_descriptor() noexcept {
  const int saved = errno;
  std::uint64_t count;
  if (descriptor_ >= 0 && ::read(descriptor_, &count, sizeof count) < 0) errno = saved;
  errno = saved;
}

}  // namespace wosa::spi
