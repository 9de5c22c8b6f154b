// SPDX-License-Identifier: MIT
#include "calls/wait_readiness.hpp"

#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "runtime/errors.hpp"
#include "runtime/provider_call.hpp"
#include "runtime/scheduler.hpp"

namespace wosa::runtime {

bool has_readiness(const Slot& slot) noexcept {
  const auto* extension = slot.binding.extension;
  return extension != nullptr && extension->lpQueryReadiness != nullptr &&
         extension->lpArmReadiness != nullptr && extension->lpDisarmReadiness != nullptr;
}

namespace {

bool any_ready(std::span<const Waited> sockets) noexcept {
  return std::any_of(sockets.begin(), sockets.end(), [](const Waited& one) { return one.ready != 0; });
}

bool any_closing(std::span<const Waited> sockets) noexcept {
  return std::any_of(sockets.begin(), sockets.end(), [](const Waited& one) {
    return one.slot->state.load(std::memory_order_acquire) != SlotState::kOpen;
  });
}

INT query(Waited& one) noexcept {
  INT error = 0;
  const auto ask = one.slot->binding.extension->lpQueryReadiness;
  if (call_provider(SOCKET_ERROR, [&] { return ask(one.s, one.wanted, &one.ready, &error); }) == 0) return 0;
  return static_cast<INT>(provider_error(error));
}

// Arms sockets and disarms those that it armed. Their descriptors are watched for changes (edge-triggered):
// some are ready all the time for no reason that counts, as an unconnected stream is in the kernel's eyes,
// and must not keep us awake.
class Armed {
 public:
  explicit Armed(std::span<Waited> sockets) noexcept
      : sockets_(sockets), watch_(epoll_create1(EPOLL_CLOEXEC)) {}
  ~Armed() {
    for (std::size_t i = 0; i < count_; ++i) {
      const auto& one = sockets_[i];
      call_provider([&] { one.slot->binding.extension->lpDisarmReadiness(one.s, one.wanted); });
    }
    if (watch_ >= 0) close(watch_);
  }
  Armed(const Armed&) = delete;
  Armed& operator=(const Armed&) = delete;

  INT arm() noexcept {
    if (watch_ < 0) return WSAENOBUFS;
    for (; count_ < sockets_.size(); ++count_) {
      auto& one = sockets_[count_];
      INT error = 0;
      short events = 0;
      const auto arm = one.slot->binding.extension->lpArmReadiness;
      if (call_provider(SOCKET_ERROR, [&] { return arm(one.s, one.wanted, &one.ready, &events, &error); }) !=
          0) {
        return static_cast<INT>(provider_error(error));
      }
      if (!watch(one.s, events)) {
        ++count_;
        return WSAENOBUFS;
      }
    }
    return 0;
  }

  // Sleeps once, then asks every socket whose descriptor changed.
  INT sleep(std::int64_t timeout_ns) noexcept {
    pollfd changed{watch_, POLLIN, 0};
    int awake = 0;
    if (scheduler().lpPoll(&changed, 1, timeout_ns, &awake) != 0) return WSAENOBUFS;
    if (awake == 0) return 0;
    std::array<epoll_event, 64> events;
    const int count = epoll_wait(watch_, events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
      for (auto& one : sockets_) {
        if (one.s != events[static_cast<std::size_t>(i)].data.u64) continue;
        if (const INT error = query(one); error != 0) return error;
      }
    }
    return 0;
  }

 private:
  // A socket can stand in several sets; its descriptor is watched once, for the events of all.
  bool watch(SOCKET s, short events) noexcept {
    epoll_event event{};
    event.events = static_cast<std::uint32_t>(static_cast<unsigned short>(events)) | EPOLLET;
    event.data.u64 = s;
    for (std::size_t i = 0; i < count_; ++i) {
      if (sockets_[i].s == s) {
        event.events |= POLLIN | POLLPRI | POLLOUT;
        return epoll_ctl(watch_, EPOLL_CTL_MOD, static_cast<int>(s), &event) == 0;
      }
    }
    return epoll_ctl(watch_, EPOLL_CTL_ADD, static_cast<int>(s), &event) == 0;
  }

  std::span<Waited> sockets_;
  int watch_;
  std::size_t count_ = 0;
};

INT look(std::span<Waited> sockets) noexcept {
  for (auto& one : sockets) {
    if (const INT error = query(one); error != 0) return error;
  }
  return 0;
}

INT wait_armed(std::span<Waited> sockets, std::int64_t timeout_ns) {
  Armed armed(sockets);
  if (const INT error = armed.arm(); error != 0) return error;
  const std::int64_t end = timeout_ns > 0 ? scheduler().lpNow() + timeout_ns : 0;
  while (!any_ready(sockets)) {
    if (any_closing(sockets)) return WSAENOTSOCK;
    const std::int64_t left = timeout_ns < 0 ? -1 : end - scheduler().lpNow();
    if (timeout_ns >= 0 && left <= 0) return 0;
    if (const INT error = armed.sleep(left); error != 0) return error;
  }
  return any_closing(sockets) ? WSAENOTSOCK : 0;
}

}  // namespace

INT wait_readiness(std::span<Waited> sockets, std::int64_t timeout_ns) noexcept {
  for (const auto& one : sockets) {
    if (!has_readiness(*one.slot)) return WSAEINVAL;
  }
  if (timeout_ns == 0) return look(sockets);
  try {
    return wait_armed(sockets, timeout_ns);
  } catch (...) {
    return WSAENOBUFS;
  }
}

}  // namespace wosa::runtime
