// SPDX-License-Identifier: MIT
#pragma once

// Whether another thread of this process has come to rest in the kernel, so that a test can act on a call
// that blocks instead of hoping that it does by now.

#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <string>
#include <thread>

namespace wosa::test {

inline int current_thread_id() { return static_cast<int>(syscall(SYS_gettid)); }

// State and number of voluntary switches of a thread: one that sleeps on shows the same mark again and again.
inline std::string sleep_mark(int thread_id) {
  std::ifstream status("/proc/self/task/" + std::to_string(thread_id) + "/status");
  std::string line, mark;
  while (std::getline(status, line)) {
    if (line.rfind("State:", 0) == 0 || line.rfind("voluntary_ctxt_switches:", 0) == 0) mark += line + "|";
  }
  return mark;
}

// Waits until the thread was seen asleep `looks` times in a row without a switch between; false when
// `give_up` says so.
template <typename GiveUp>
bool wait_until_asleep(int thread_id, int looks, GiveUp&& give_up) {
  std::string before;
  for (int steady = 0; steady < looks;) {
    if (give_up()) return false;
    const std::string now = sleep_mark(thread_id);
    steady = now == before && now.find("S (sleeping)") != std::string::npos ? steady + 1 : 0;
    before = now;
    std::this_thread::sleep_for(std::chrono::microseconds(300));
  }
  return true;
}

}  // namespace wosa::test
