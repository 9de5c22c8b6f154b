// SPDX-License-Identifier: MIT
#include "runtime/scheduler.hpp"

#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <new>

#include "runtime/reactor.hpp"

struct WOSA_THREAD {
  pthread_t handle;
  void (*routine)(void*);
  void* argument;
};

namespace wosa::runtime {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

class KeepErrno {
 public:
  KeepErrno() noexcept : saved_(errno) {}
  ~KeepErrno() { errno = saved_; }
  KeepErrno(const KeepErrno&) = delete;
  KeepErrno& operator=(const KeepErrno&) = delete;

 private:
  int saved_;
};

timespec to_timespec(std::int64_t nanoseconds) noexcept {
  return {static_cast<time_t>(nanoseconds / kSecond), static_cast<long>(nanoseconds % kSecond)};
}

std::int64_t read(clockid_t clock) noexcept {
  timespec time{};
  clock_gettime(clock, &time);
  return std::int64_t{time.tv_sec} * kSecond + time.tv_nsec;
}

std::int64_t WSAAPI now() noexcept { return read(CLOCK_MONOTONIC); }
std::int64_t WSAAPI now_coarse() noexcept { return read(CLOCK_MONOTONIC_COARSE); }

// What is left until a deadline; a time-out below zero stays for ever.
struct Deadline {
  explicit Deadline(std::int64_t timeout_ns) noexcept
      : for_ever(timeout_ns < 0), end(timeout_ns > 0 ? now() + timeout_ns : 0) {}

  [[nodiscard]] timespec left() const noexcept {
    if (end == 0) return {0, 0};
    const auto rest = end - now();
    return to_timespec(rest > 0 ? rest : 0);
  }

  bool for_ever;
  std::int64_t end;
};

int WSAAPI wait(const std::uint32_t* address, std::uint32_t expected, std::int64_t timeout_ns) noexcept {
  the_reactor.resume();
  const KeepErrno keep;
  const timespec timeout = to_timespec(timeout_ns < 0 ? 0 : timeout_ns);
  const long result = syscall(SYS_futex, address, FUTEX_WAIT_PRIVATE, expected,
                              timeout_ns < 0 ? nullptr : &timeout, nullptr, 0);
  if (result == 0 || errno == EINTR) return 0;
  return errno;
}

void WSAAPI wake(const std::uint32_t* address, int count) noexcept {
  const KeepErrno keep;
  syscall(SYS_futex, address, FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0);
}

int WSAAPI poll_descriptors(pollfd* fds, unsigned count, std::int64_t timeout_ns, int* ready) noexcept {
  the_reactor.resume();
  const KeepErrno keep;
  const Deadline deadline(timeout_ns);
  for (;;) {
    const timespec left = deadline.left();
    const int result = ppoll(fds, count, deadline.for_ever ? nullptr : &left, nullptr);
    if (result >= 0) {
      *ready = result;
      return 0;
    }
    if (errno != EINTR) return errno;
  }
}

void* thread_main(void* argument) {
  auto* thread = static_cast<WOSA_THREAD*>(argument);
  thread->routine(thread->argument);
  return nullptr;
}

int WSAAPI start_thread(void(WSAAPI* routine)(void*), void* argument, WOSA_THREAD** thread) noexcept {
  auto* made = new (std::nothrow) WOSA_THREAD{{}, routine, argument};
  if (made == nullptr) return ENOMEM;
  const int error = pthread_create(&made->handle, nullptr, &thread_main, made);
  if (error != 0) {
    delete made;
    return error;
  }
  *thread = made;
  return 0;
}

void WSAAPI join_thread(WOSA_THREAD* thread) noexcept {
  if (thread == nullptr) return;
  pthread_join(thread->handle, nullptr);
  delete thread;
}

constexpr WOSA_SCHEDULER kSystemScheduler{
    sizeof(WOSA_SCHEDULER), &now, &wait, &wake, &poll_descriptors, &start_thread, &join_thread, &now_coarse,
};

}  // namespace

const WOSA_SCHEDULER& scheduler() noexcept { return kSystemScheduler; }

void sleep_for(std::int64_t nanoseconds) noexcept {
  if (nanoseconds == 0) {
    sched_yield();
    return;
  }
  const KeepErrno keep;
  if (nanoseconds < 0) {
    for (;;) pause();
  }
  const Deadline deadline(nanoseconds);
  for (timespec left = deadline.left(); left.tv_sec != 0 || left.tv_nsec != 0; left = deadline.left()) {
    clock_nanosleep(CLOCK_MONOTONIC, 0, &left, nullptr);
  }
}

int start_detached_thread(void (*routine)(void*), void* argument, std::size_t stack_size) noexcept {
  auto* made = new (std::nothrow) WOSA_THREAD{{}, routine, argument};
  if (made == nullptr) return ENOMEM;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  int error = 0;
  if (stack_size != 0) {
    const auto least = static_cast<std::size_t>(sysconf(_SC_THREAD_STACK_MIN));
    error = pthread_attr_setstacksize(&attributes, std::max(stack_size, least));
  }
  const auto run = [](void* start) -> void* {
    const WOSA_THREAD thread = *static_cast<WOSA_THREAD*>(start);
    delete static_cast<WOSA_THREAD*>(start);
    thread.routine(thread.argument);
    return nullptr;
  };
  if (error == 0) error = pthread_create(&made->handle, &attributes, run, made);
  pthread_attr_destroy(&attributes);
  if (error != 0) delete made;
  return error;
}

void exit_this_thread() { pthread_exit(nullptr); }

std::int64_t wall_clock() noexcept {
  timespec time{};
  clock_gettime(CLOCK_REALTIME, &time);
  return std::int64_t{time.tv_sec} * kSecond + time.tv_nsec;
}

}  // namespace wosa::runtime
