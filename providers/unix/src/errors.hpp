// SPDX-License-Identifier: MIT
#pragma once

// The kernel's errors as Winsock has them for AF_UNIX, where they differ from the common table.

namespace wosa::af_unix {

/// Of a call that concerns neither a path nor a peer.
int general_error(int error) noexcept;

/// Of bind: a path that exists is in use; one that cannot exist is not available.
int bind_error(int error) noexcept;

/// Of connect: nobody listens there, whatever the reason.
int connect_error(int error) noexcept;

}  // namespace wosa::af_unix
