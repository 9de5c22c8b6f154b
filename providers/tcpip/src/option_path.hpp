// SPDX-License-Identifier: MIT
#pragma once

// What the levels IPPROTO_IP and IPPROTO_IPV6 have in common.

#include "options.hpp"

namespace wosa::tcpip {

/// PMTUD_STATE and the kernel's path MTU modes. Kernel: -1 for a state that does not exist.
int kernel_path_mode(DWORD state) noexcept;
DWORD winsock_path_mode(int mode) noexcept;

/// The protection level is remembered; it governs Windows' firewall traversal, which is not here.
int get_protection_level(const OptionCall&, OptionValue&) noexcept;
int set_protection_level(const OptionCall&, const char*) noexcept;

}  // namespace wosa::tcpip
