// SPDX-License-Identifier: MIT
#pragma once

// What a stress test asks the checked provider beside its sockets. The test opens the provider's library once
// more by its path and looks the function up; the loader gives it the instance that the runtime uses.

#include <cstdint>

namespace wosa::stress {

// Counted since the library was loaded.
struct Report {
  std::uint64_t calls = 0;            // procedures entered
  std::uint64_t blocked = 0;          // of those, how many had to wait
  std::uint64_t released_inside = 0;  // a context was released while a procedure was inside
  std::uint64_t foreign_data = 0;     // a receive got what was sent to another socket
  std::uint64_t released_twice = 0;
  std::uint64_t live_contexts = 0;  // not released yet
};

using ReportFunction = void (*)(Report*);
constexpr char kReportFunction[] = "wosa_stress_report";
constexpr char kSetLowerFunction[] = "wosa_stress_set_lower";  // void(const WSAPROTOCOL_INFOW*), of the layer

// WSAIoctl codes: a connection arrives at this socket and accept can take it; the layer closes the handle
// below a socket.
constexpr unsigned kAddConnection = 0x58000F01U;
constexpr unsigned kCloseInner = 0x58000F02U;

// Protocol numbers of the entries. The layer's range says how many handles stand on each other: kLayered +
// depth.
constexpr int kChecked = 200;
constexpr int kLayered = 201;
constexpr int kMostLayers = 20;
constexpr int kOverTcpip = 230;

}  // namespace wosa::stress
