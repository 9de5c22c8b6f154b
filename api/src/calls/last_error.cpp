// SPDX-License-Identifier: MIT
#include "runtime/thread_block.hpp"

// The slot is the thread's own and the same one as GetLastError's, usable before WSAStartup and after it
// failed.
extern "C" int WSAAPI WSAGetLastError(void) { return static_cast<int>(wosa::runtime::last_error); }

extern "C" void WSAAPI WSASetLastError(int error) { wosa::runtime::last_error = static_cast<DWORD>(error); }
