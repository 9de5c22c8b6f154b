// SPDX-License-Identifier: MIT
#include "option_path.hpp"

#include <mutex>

namespace wosa::tcpip {

int kernel_path_mode(DWORD state) noexcept {
  switch (state) {
    case IP_PMTUDISC_NOT_SET: return IP_PMTUDISC_WANT;
    case WS_IP_PMTUDISC_DO: return IP_PMTUDISC_DO;
    case WS_IP_PMTUDISC_DONT: return IP_PMTUDISC_DONT;
    case WS_IP_PMTUDISC_PROBE: return IP_PMTUDISC_PROBE;
    default: return -1;
  }
}

DWORD winsock_path_mode(int mode) noexcept {
  switch (mode) {
    case IP_PMTUDISC_DO: return WS_IP_PMTUDISC_DO;
    case IP_PMTUDISC_DONT: return WS_IP_PMTUDISC_DONT;
    case IP_PMTUDISC_PROBE: return WS_IP_PMTUDISC_PROBE;
    default: return IP_PMTUDISC_NOT_SET;
  }
}

int get_protection_level(const OptionCall& call, OptionValue& out) noexcept {
  const std::lock_guard guard(call.socket.lock);
  const DWORD level = call.socket.protection_level;
  return out.give(level != 0 ? level : static_cast<DWORD>(PROTECTION_LEVEL_DEFAULT));
}

int set_protection_level(const OptionCall& call, const char* bytes) noexcept {
  const auto level = option_value<DWORD>(bytes);
  if (level != PROTECTION_LEVEL_UNRESTRICTED && level != PROTECTION_LEVEL_EDGERESTRICTED &&
      level != PROTECTION_LEVEL_RESTRICTED) {
    return WSAEINVAL;
  }
  const std::lock_guard guard(call.socket.lock);
  call.socket.protection_level = static_cast<std::uint8_t>(level);
  return 0;
}

}  // namespace wosa::tcpip
