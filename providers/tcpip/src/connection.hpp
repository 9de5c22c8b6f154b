// SPDX-License-Identifier: MIT
#pragma once

// Where a stream stands: the outcome of a connect that goes on in the background, and what a failed call on a
// stream means.

#include "socket.hpp"

namespace wosa::tcpip {

/// Finds out whether a background connect has ended, and records it: kConnected, or pending_error. Cheap when
/// none is running. Returns whether one is still running.
bool still_connecting(Socket& socket, int descriptor) noexcept;

/// Records success of a connect or an accept.
void mark_connected(Socket& socket) noexcept;

/// Records that the connect that was running failed with errno value error, unless error is one that only an
/// established connection can have: then it succeeded unnoticed, and has ended since. The code for the call
/// that met the error.
int mark_connect_failed(Socket& socket, int error) noexcept;

/// The WSA code of a stream's send that failed with errno value error (EAGAIN and EINTR are the caller's), or
/// of a receive; remembers errors that end the connection.
int stream_send_error(Socket& socket, int descriptor, int error) noexcept;
int stream_receive_error(Socket& socket, int error) noexcept;

/// What EAGAIN means: the socket is non-blocking, or its time-out is over.
int would_block_error(const Socket& socket, DWORD timeout) noexcept;

/// Closes a descriptor so that its connection ends with a reset.
void close_with_reset(int descriptor) noexcept;

/// The pending error of the kernel (SO_ERROR, cleared by this), as errno.
int take_kernel_error(int descriptor) noexcept;

}  // namespace wosa::tcpip
