// SPDX-License-Identifier: MIT
#pragma once

#include <string>

/// Connects to a server, sends it a name and returns the line that it answers, or "error <code>". Winsock is
/// started.
std::string greeting(const char* ip, unsigned short port, const std::string& name);
