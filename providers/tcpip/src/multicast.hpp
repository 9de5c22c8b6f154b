// SPDX-License-Identifier: MIT
#pragma once

// Options about multicast groups. An IPv4 interface is an address or, as 0.x.x.x, an index.

#include "options.hpp"

namespace wosa::tcpip {

int get_multicast_interface(const OptionCall&, OptionValue&) noexcept;
int set_multicast_interface(const OptionCall&, const char*) noexcept;

int add_membership(const OptionCall&, const char*) noexcept;
int drop_membership(const OptionCall&, const char*) noexcept;
int add_membership_v6(const OptionCall&, const char*) noexcept;
int drop_membership_v6(const OptionCall&, const char*) noexcept;

int add_source_membership(const OptionCall&, const char*) noexcept;
int drop_source_membership(const OptionCall&, const char*) noexcept;
int block_source(const OptionCall&, const char*) noexcept;
int unblock_source(const OptionCall&, const char*) noexcept;

int join_group(const OptionCall&, const char*) noexcept;
int leave_group(const OptionCall&, const char*) noexcept;
int join_source_group(const OptionCall&, const char*) noexcept;
int leave_source_group(const OptionCall&, const char*) noexcept;
int block_group_source(const OptionCall&, const char*) noexcept;
int unblock_group_source(const OptionCall&, const char*) noexcept;

}  // namespace wosa::tcpip
