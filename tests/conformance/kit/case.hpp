// SPDX-License-Identifier: MIT
#pragma once

// How a case is written. The numbers are those of the behaviours that it holds a provider to; numbers above
// 1000 are our own obligations (obligations.md).
//
//   ENTRY_CASE(Bind, TwiceIsInvalid, kPorts, 54) { Socket s = entry.bound(); ... }   once for every fitting
//   entry API_CASE(Startup, CountsCalls, 27) { ... }                                       once, after
//   WSAStartup UNSTARTED_CASE(Startup, GrantsRequest, 20) { ... }                               once,
//   WSAStartup was never called

#include <gtest/gtest.h>
#include <winsock2.h>

#include <string>
#include <vector>

#include "kit/address.hpp"
#include "kit/entry.hpp"
#include "kit/expect.hpp"
#include "kit/socket.hpp"
#include "kit/waiting.hpp"

namespace kit {

struct EntryCase {
  const char* area;
  const char* name;
  unsigned needs;
  std::vector<int> numbers;
  void (*body)(const Entry&);
};

struct ApiCase {
  const char* area;
  const char* name;
  bool started;
  std::vector<int> numbers;
  void (*body)();
};

bool add(EntryCase entry_case);
bool add(ApiCase api_case);
const std::vector<EntryCase>& entry_cases();
const std::vector<ApiCase>& api_cases();

// "Twice/54_55".
std::string test_name(const char* name, const std::vector<int>& numbers);

}  // namespace kit

#define ENTRY_CASE(area, name, needs, ...)                                                \
  static void area##_##name(const ::kit::Entry& entry);                                   \
  [[maybe_unused]] static const bool area##_##name##_added =                              \
      ::kit::add(::kit::EntryCase{#area, #name, (needs), {__VA_ARGS__}, &area##_##name}); \
  static void area##_##name([[maybe_unused]] const ::kit::Entry& entry)

#define API_CASE(area, name, ...)                                                          \
  static void api_##area##_##name();                                                       \
  [[maybe_unused]] static const bool api_##area##_##name##_added =                         \
      ::kit::add(::kit::ApiCase{#area, #name, true, {__VA_ARGS__}, &api_##area##_##name}); \
  static void api_##area##_##name()

#define UNSTARTED_CASE(area, name, ...)                                                     \
  static void api_##area##_##name();                                                        \
  [[maybe_unused]] static const bool api_##area##_##name##_added =                          \
      ::kit::add(::kit::ApiCase{#area, #name, false, {__VA_ARGS__}, &api_##area##_##name}); \
  static void api_##area##_##name()
