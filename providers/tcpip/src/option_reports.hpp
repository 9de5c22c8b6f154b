// SPDX-License-Identifier: MIT
#pragma once

// Options of level SOL_SOCKET that tell about a socket and cannot be set.

#include "options.hpp"

namespace wosa::tcpip {

int report_listening(const OptionCall&, OptionValue&) noexcept;
int report_error(const OptionCall&, OptionValue&) noexcept;
int report_type(const OptionCall&, OptionValue&) noexcept;
int report_state(const OptionCall&, OptionValue&) noexcept;
int report_group(const OptionCall&, OptionValue&) noexcept;
int report_message_size(const OptionCall&, OptionValue&) noexcept;
int report_protocol_info_a(const OptionCall&, OptionValue&) noexcept;
int report_protocol_info_w(const OptionCall&, OptionValue&) noexcept;
int report_connect_time(const OptionCall&, OptionValue&) noexcept;

}  // namespace wosa::tcpip
