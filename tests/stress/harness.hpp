// SPDX-License-Identifier: MIT
#pragma once

// What the stress tests share: entries of the test catalog, how long and with which seed to run, a crew of
// threads that must come home, and a place for rule violations.

#include <winsock2.h>

#include <atomic>
#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "checked_report.hpp"

namespace wosa::stress {

// Winsock over the catalog of the stress tests, for the life of a test.
class Started {
 public:
  Started();
  ~Started();
  Started(const Started&) = delete;
  Started& operator=(const Started&) = delete;
};

// The first catalog entry with a protocol number; of several providers' entries the last one, where `last`
// says so.
WSAPROTOCOL_INFOW entry_with_protocol(int protocol, bool last = false);
SOCKET open_socket(const WSAPROTOCOL_INFOW& entry, int protocol = FROM_PROTOCOL_INFO);

// What the checked provider and the layers counted.
Report checked_report();
Report layered_report();
Report over_tcpip_report();

// Makes ready a layer: its library is loaded and told which entry it stands over, whose provider is started.
void prepare_layer(const char* library, const WSAPROTOCOL_INFOW& lower);

// WOSA_STRESS_SECONDS for each test (default a half) and WOSA_STRESS_SEED (default 1).
double seconds();
std::mt19937 generator(unsigned thread);

// Broken rules, counted by text; the first of each is what the test prints.
class Violations {
 public:
  void add(const std::string& what);
  // A failure whose code is none of those allowed.
  void check_code(const char* call, int code, std::initializer_list<int> allowed);
  [[nodiscard]] std::string text() const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::pair<std::string, int>> counts_;
};

// Threads that run until told to stop. Those that do not come back end the process with status 1: a call that
// is never woken is what these tests are there to find, and nothing can be cleaned up under it.
class Crew {
 public:
  ~Crew();
  // The work is repeated until the time is over.
  void add(std::function<void()> work);
  // Lets the crew work for seconds(), stops it and waits for everybody, repeating `unblock` meanwhile.
  void run(const std::function<void()>& unblock);

 private:
  struct State {
    std::atomic<bool> go{false}, stop{false};
    std::atomic<int> running{0};
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace wosa::stress
