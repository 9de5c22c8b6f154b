// SPDX-License-Identifier: MIT
#include "harness.hpp"

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace wosa::stress {

namespace {

using Clock = std::chrono::steady_clock;

Report report_of(const char* library) {
  Report report;
  void* handle = dlopen(library, RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD);
  if (handle == nullptr) return report;
  const auto read = reinterpret_cast<ReportFunction>(dlsym(handle, kReportFunction));
  if (read != nullptr) read(&report);
  dlclose(handle);
  return report;
}

// How long the crew may take to come home. Over broken pins it never does, which need not take long to see.
std::chrono::seconds patience() {
  return std::chrono::seconds(std::getenv("WOSA_STRESS_BROKEN") == nullptr ? 60 : 3);
}

}  // namespace

Started::Started() {
  setenv("WOSA_CATALOG", STRESS_CATALOG, 1);
  unsetenv("WOSA_PROVIDERS");
  WSADATA data{};
  EXPECT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
}

Started::~Started() { WSACleanup(); }

WSAPROTOCOL_INFOW entry_with_protocol(int protocol, bool last) {
  DWORD size = 0;
  WSAEnumProtocolsW(nullptr, nullptr, &size);
  std::vector<WSAPROTOCOL_INFOW> entries(size / sizeof(WSAPROTOCOL_INFOW) + 1);
  size = static_cast<DWORD>(entries.size() * sizeof(WSAPROTOCOL_INFOW));
  const int count = WSAEnumProtocolsW(nullptr, entries.data(), &size);
  const WSAPROTOCOL_INFOW* found = nullptr;
  for (int i = 0; i < count; ++i) {
    const WSAPROTOCOL_INFOW& entry = entries[static_cast<std::size_t>(i)];
    if (entry.iProtocol == protocol && entry.iAddressFamily == AF_INET && (found == nullptr || last))
      found = &entry;
  }
  if (found != nullptr) return *found;
  ADD_FAILURE() << "the catalog has no entry with protocol " << protocol << ", error " << WSAGetLastError();
  return {};
}

SOCKET open_socket(const WSAPROTOCOL_INFOW& entry, int protocol) {
  WSAPROTOCOL_INFOW info = entry;
  return WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, protocol, &info, 0, WSA_FLAG_OVERLAPPED);
}

Report checked_report() { return report_of(STRESS_CHECKED_LIBRARY); }
Report layered_report() { return report_of(STRESS_LAYERED_LIBRARY); }

Report over_tcpip_report() { return report_of(STRESS_OVER_TCPIP_LIBRARY); }

void prepare_layer(const char* library, const WSAPROTOCOL_INFOW& lower) {
  closesocket(open_socket(lower));
  void* handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);  // for good, as the runtime does
  ASSERT_NE(handle, nullptr) << dlerror();
  const auto set_lower =
      reinterpret_cast<void (*)(const WSAPROTOCOL_INFOW*)>(dlsym(handle, kSetLowerFunction));
  ASSERT_NE(set_lower, nullptr);
  set_lower(&lower);
}

double seconds() {
  const char* text = std::getenv("WOSA_STRESS_SECONDS");
  return text == nullptr ? 0.5 : std::atof(text);
}

std::mt19937 generator(unsigned thread) {
  const char* text = std::getenv("WOSA_STRESS_SEED");
  const unsigned seed = text == nullptr ? 1U : static_cast<unsigned>(std::atoi(text));
  return std::mt19937(seed * 1000U + thread);
}

void Violations::add(const std::string& what) {
  const std::lock_guard lock(mutex_);
  const auto known =
      std::find_if(counts_.begin(), counts_.end(), [&what](const auto& one) { return one.first == what; });
  if (known != counts_.end()) {
    ++known->second;
  } else {
    counts_.emplace_back(what, 1);
  }
}

void Violations::check_code(const char* call, int code, std::initializer_list<int> allowed) {
  if (std::find(allowed.begin(), allowed.end(), code) != allowed.end()) return;
  add(std::string(call) + " failed with " + std::to_string(code));
}

std::string Violations::text() const {
  const std::lock_guard lock(mutex_);
  std::string text;
  for (const auto& one : counts_) text += one.first + " (" + std::to_string(one.second) + " times)\n";
  return text;
}

void Crew::add(std::function<void()> work) {
  ++state_->running;
  // Detached: a thread that never comes back is dealt with in run().
  std::thread([state = state_, work = std::move(work)] {
    while (!state->go) std::this_thread::yield();
    while (!state->stop) work();
    --state->running;
  }).detach();
}

Crew::~Crew() { state_->stop = true; }

void Crew::run(const std::function<void()>& unblock) {
  state_->go = true;
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds()));
  state_->stop = true;
  const auto end = Clock::now() + patience();
  while (state_->running > 0) {
    unblock();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (Clock::now() < end) continue;
    std::printf("%d threads are inside of calls on closed sockets and nobody wakes them\n",
                state_->running.load());
    std::printf("%llu contexts were released while a procedure was inside\n",
                static_cast<unsigned long long>(checked_report().released_inside));
    std::fflush(stdout);
    std::_Exit(1);
  }
}

}  // namespace wosa::stress
