// SPDX-License-Identifier: MIT
#pragma once

// What the stress tests ask the checked provider (checked_provider.cpp) beside its sockets. The test opens
// the library once more by its path and looks the two functions up; the loader gives it the instance that the
// runtime uses.

#include <cstdint>

namespace wosa::stress {

// What went wrong inside the provider, counted since it was loaded.
struct Report {
  std::uint64_t calls = 0;            // procedures entered
  std::uint64_t blocked = 0;          // of those, how many slept in a wait
  std::uint64_t released_inside = 0;  // a context was released while a procedure was inside
  std::uint64_t foreign_data = 0;     // a receive got bytes that were sent to another socket
  std::uint64_t live_contexts = 0;    // contexts not released yet
  std::uint64_t released_twice = 0;
};

using ReportFunction = void (*)(Report*);

constexpr char kReportFunction[] = "wosa_stress_report";
constexpr int kCheckedProtocol = 200;  // protocol number of the provider's entry
constexpr int kLayeredProtocol = 201;  // and of the translating layer's

// WSAIoctl codes of the two providers.
constexpr unsigned long kAddConnection =
    0x58000F01UL;  // a connection arrives at this socket: accept can take it
constexpr unsigned long kInnerSocket = 0x58000F02UL;  // out: the handle below a layered socket

}  // namespace wosa::stress
