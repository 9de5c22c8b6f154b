// SPDX-License-Identifier: MIT
#pragma once

// The shipped plug-in, loaded and called as the runtime does it, over a fake runtime; and an interface that
// records what reaches it.

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <type_traits>
#include <vector>

#include "fake_runtime.hpp"
#include "wosa/mock/procedure_list.hpp"
#include "wosa/mock/procedures.hpp"

namespace wosa::mock {

template <typename Value>
std::uintptr_t number_of(Value value) {
  if constexpr (std::is_pointer_v<Value>) {
    return reinterpret_cast<std::uintptr_t>(value);
  } else {
    return static_cast<std::uintptr_t>(value);
  }
}

struct Recorded {
  std::string name;
  std::vector<std::uintptr_t> arguments;
};

/// Records every call and answers a number.
class Recorder : public Procedures {
 public:
  int WSPStartup(WORD version, LPWSPDATA data, LPWSAPROTOCOL_INFOW info, WSPUPCALLTABLE table) override {
    upcalls = table;
    description = data->szDescription;
    return record("WSPStartup", version, info->dwCatalogEntryId), startup_result;
  }

#define WOSA_MOCK_RECORD(result, name, parameters, arguments, failure)             \
  result name parameters override {                                                \
    const auto record_call = [this](auto... passed) { record(#name, passed...); }; \
    record_call arguments;                                                         \
    return static_cast<result>(answer);                                            \
  }
  WOSA_MOCK_PROCEDURES(WOSA_MOCK_RECORD)
#undef WOSA_MOCK_RECORD

  BOOL Interrupt(SOCKET s, void* context) override { return record("Interrupt", s, context), answer; }
  void Release(SOCKET s, void* context, BOOL lost) override { record("Release", s, context, lost); }
  int QueryReadiness(SOCKET s, DWORD conditions, DWORD* ready, LPINT error) override {
    return record("QueryReadiness", s, conditions, ready, error), answer;
  }
  int ArmReadiness(SOCKET s, DWORD conditions, DWORD* ready, short* events, LPINT error) override {
    return record("ArmReadiness", s, conditions, ready, events, error), answer;
  }
  void DisarmReadiness(SOCKET s, DWORD conditions) override { record("DisarmReadiness", s, conditions); }
  int Poll(WSAPOLLFD* fds, ULONG count, INT timeout, LPINT error) override {
    return record("Poll", fds, count, timeout, error), answer;
  }
  void ThreadExit() override { record("ThreadExit"); }
  void Forked() override { record("Forked"); }

  /// Names of the calls so far; forgets them.
  std::vector<std::string> take_names() {
    const std::lock_guard guard(mutex_);
    std::vector<std::string> names;
    for (const auto& one : calls_) names.push_back(one.name);
    calls_.clear();
    return names;
  }
  Recorded last() {
    const std::lock_guard guard(mutex_);
    return calls_.empty() ? Recorded{} : calls_.back();
  }

  int startup_result = 0;
  int answer = 0;
  WSPUPCALLTABLE upcalls{};
  std::wstring description;
  std::function<void(const std::string&)> when_called = [](const std::string&) {};

 private:
  template <typename... Arguments>
  void record(const char* name, Arguments... arguments) {
    {
      const std::lock_guard guard(mutex_);
      calls_.push_back({name, {number_of(arguments)...}});
    }
    when_called(name);
  }

  std::mutex mutex_;
  std::vector<Recorded> calls_;
};

class PluginTest : public testing::Test {
 protected:
  PluginTest() {
    void* library = dlopen(MOCK_PLUGIN, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) throw std::runtime_error(dlerror());
    startup_ = reinterpret_cast<LPWSPSTARTUP>(dlsym(library, "WSPStartup"));
    set_ = reinterpret_cast<WOSA_MOCK_SET_PROCEDURES>(dlsym(library, "wosa_mock_set_procedures"));
    if (startup_ == nullptr || set_ == nullptr) throw std::runtime_error("the plug-in's entries are missing");
    info_.dwCatalogEntryId = 4711;
  }
  ~PluginTest() override { end(); }

  void end() {
    while (starts_ > 0) stop();
    EXPECT_EQ(set_(nullptr), 0);
  }

  int start() {
    const int code = startup_(MAKEWORD(2, 2), &data_, &info_, runtime_.upcalls(), &table_);
    if (code == 0) ++starts_;
    return code;
  }
  int stop() {
    --starts_;
    INT error = 0;
    return table_.lpWSPCleanup(&error) == 0 ? 0 : error;
  }

  // One for the process, as the real one is: the plug-in keeps what it was given.
  static test::FakeRuntime& the_runtime() {
    static test::FakeRuntime runtime;
    return runtime;
  }

  test::FakeRuntime& runtime_ = the_runtime();
  LPWSPSTARTUP startup_ = nullptr;
  WOSA_MOCK_SET_PROCEDURES set_ = nullptr;
  WSPDATA data_{};
  WSAPROTOCOL_INFOW info_{};
  WSPPROC_TABLE table_{};
  int starts_ = 0;
};

}  // namespace wosa::mock
