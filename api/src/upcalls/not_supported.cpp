// SPDX-License-Identifier: MIT
// The upcall about window messages belongs to Winsock 1.1, which does not exist yet. It answers as documented
// for a service that is not there: failure with WSAEOPNOTSUPP.
#include "runtime/errors.hpp"
#include "upcalls/upcall_table.hpp"

namespace wosa::runtime {

BOOL WSAAPI upcall_post_message(HWND, UINT, WPARAM, LPARAM) noexcept { return fail(WSAEOPNOTSUPP, FALSE); }

}  // namespace wosa::runtime
