// SPDX-License-Identifier: MIT
#include "wosa/spi/event_selection.hpp"

namespace wosa::spi {

int EventSelection::select(int descriptor, WSAEVENT event, long mask) noexcept {
  if (descriptor >= 0 && mask != 0) {
    if (!WOSA_EXTENSION_HAS(WOSA_RUNTIME_EXTENSION, host_.runtime, lpEndWatch)) return WSAEOPNOTSUPP;
    const ControlGuard guard = hold(watch_lock_);
    if (watch_ == nullptr) {
      watched_ = 0;
      const int code = host_.runtime->lpWatch(descriptor, 0, &fired, this, &watch_);
      if (code != 0) return code;
    }
  }
  {
    const ControlGuard guard = hold(lock_);
    event_ = mask != 0 ? event : nullptr;
    events_.select(mask);
    ++renewals_;
    publish();
  }
  if (mask != 0) look(true);
  return 0;
}

void EventSelection::end() noexcept {
  const ControlGuard guard = hold(lock_);
  event_ = nullptr;
  events_.select(0);
  publish();
}

void EventSelection::end_watch(bool descriptor_lost) noexcept {
  WOSA_WATCH* watch = nullptr;
  {
    const ControlGuard guard = hold(watch_lock_);
    watch = watch_;
    watch_ = nullptr;
  }
  if (watch != nullptr) host_.runtime->lpEndWatch(watch, descriptor_lost ? TRUE : FALSE);
}

void EventSelection::current(WSAEVENT& event, long& mask) noexcept {
  const ControlGuard guard = hold(lock_);
  event = event_;
  mask = events_.mask();
}

int EventSelection::enumerate(WSAEVENT event, WSANETWORKEVENTS& out) noexcept {
  // The event first: what is recorded from now on sets it again.
  if (event != nullptr && host_.reset_event(event, nullptr) == FALSE) return WSAEINVAL;
  {
    const ControlGuard guard = hold(lock_);
    events_.forget_announced();
    publish();
  }
  look(false);
  const ControlGuard guard = hold(lock_);
  events_.take(out);
  return 0;
}

void EventSelection::reenabled(long events) noexcept {
  {
    const ControlGuard guard = hold(lock_);
    events_.reenable(events);
    ++renewals_;
    publish();
  }
  look(true);
}

void EventSelection::announce(DWORD conditions) noexcept {
  const long events = announced_network_events(conditions);
  if ((awaited_.load(std::memory_order_seq_cst) & events) == 0) return;
  WSAEVENT event = nullptr;
  {
    const ControlGuard guard = hold(lock_);
    if (events_.announce(events)) event = event_;
    publish();
  }
  set(event);
}

// A socket can move on while it is looked at, so that what was announced meanwhile was let pass as
// impossible: then it is looked at again.
void EventSelection::look(bool tell) noexcept {
  for (;;) {
    const NetworkStage before = host_.stage(socket_);
    std::uint32_t renewals = 0;
    {
      const ControlGuard guard = hold(lock_);
      if (events_.mask() == 0) return;
      renewals = renewals_;
      events_.open(possible_network_events(before));
      publish();
    }
    extend_watch();
    const NetworkState state = host_.observe(socket_);
    WSAEVENT event = nullptr;
    {
      const ControlGuard guard = hold(lock_);
      if (renewals != renewals_) return;
      if (events_.record(observe_network_events(state)) && tell) event = event_;
      publish();
    }
    set(event);
    if (state.stage == before) return;
  }
}

// A program may have closed the event; then nobody waits for it.
void EventSelection::set(WSAEVENT event) noexcept {
  if (event != nullptr) host_.set_event(event, nullptr);
}

short EventSelection::wanted_events() noexcept {
  long wanted = 0;
  {
    const ControlGuard guard = hold(lock_);
    wanted = events_.wanted();
  }
  return host_.poll_events(socket_, conditions_of_network_events(wanted));
}

void EventSelection::extend_watch() noexcept {
  const ControlGuard guard = hold(watch_lock_);
  if (watch_ == nullptr) return;
  const short wanted = wanted_events();
  if ((wanted & ~watched_) == 0) return;
  watched_ = static_cast<short>(watched_ | wanted);
  host_.runtime->lpChangeWatch(watch_, watched_);
}

// Only what nobody waits for is taken out, and only when it has called us for nothing: a peer that goes on
// sending costs one call, and a program that reads what it is told of no change of the watch.
void EventSelection::shrink_watch(short fired, short awaited) noexcept {
  const ControlGuard guard = hold(watch_lock_);
  if (watch_ == nullptr) return;
  const int vain = fired & watched_ & ~awaited & ~wanted_events();
  if (vain == 0) return;
  watched_ = static_cast<short>(watched_ & ~vain);
  host_.runtime->lpChangeWatch(watch_, watched_);
}

void WSAAPI EventSelection::fired(void* context, short events) noexcept {
  auto& selection = *static_cast<EventSelection*>(context);
  const short awaited = selection.wanted_events();
  selection.evaluate();
  selection.shrink_watch(events, awaited);
}

}  // namespace wosa::spi
