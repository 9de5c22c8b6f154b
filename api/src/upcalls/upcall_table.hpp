// SPDX-License-Identifier: MIT
#pragma once

#include "ws2spi.h"

namespace wosa::runtime {

// What every provider receives by value in its WSPStartup.
[[nodiscard]] WSPUPCALLTABLE upcall_table() noexcept;

// The upcalls, one group a file.

// handles.cpp: handles of providers, with and without kernel objects of their own.
SOCKET WSAAPI upcall_create_socket_handle(DWORD entry_id, DWORD_PTR context, LPINT error) noexcept;
int WSAAPI upcall_close_socket_handle(SOCKET s, LPINT error) noexcept;
int WSAAPI upcall_query_socket_handle_context(SOCKET s, PDWORD_PTR context, LPINT error) noexcept;
SOCKET WSAAPI upcall_modify_ifs_handle(DWORD entry_id, SOCKET proposed, LPINT error) noexcept;
int WSAAPI upcall_fd_is_set(SOCKET s, WS_fd_set* set) noexcept;

// catalog.cpp: where the next provider's library is, and whether a blocking hook is installed.
int WSAAPI upcall_get_provider_path(LPGUID provider, WCHAR* path, LPINT length, LPINT error) noexcept;
int WSAAPI upcall_query_blocking_callback(DWORD entry_id, LPBLOCKINGCALLBACK* callback, PDWORD_PTR context,
                                          LPINT error) noexcept;

// events.cpp: WSA_INVALID_HANDLE for what is no event, WSA_NOT_ENOUGH_MEMORY.
WSAEVENT WSAAPI upcall_create_event(LPINT error) noexcept;
BOOL WSAAPI upcall_close_event(WSAEVENT event, LPINT error) noexcept;
BOOL WSAAPI upcall_set_event(WSAEVENT event, LPINT error) noexcept;
BOOL WSAAPI upcall_reset_event(WSAEVENT event, LPINT error) noexcept;

// threads.cpp: APCs and ids of threads.
int WSAAPI upcall_queue_apc(LPWSATHREADID thread, LPWSAUSERAPC routine, DWORD_PTR context,
                            LPINT error) noexcept;
int WSAAPI upcall_open_current_thread(LPWSATHREADID thread, LPINT error) noexcept;
int WSAAPI upcall_close_thread(LPWSATHREADID thread, LPINT error) noexcept;

// not_supported.cpp: window messages, which answer WSAEOPNOTSUPP.
BOOL WSAAPI upcall_post_message(HWND window, UINT message, WPARAM wparam, LPARAM lparam) noexcept;

}  // namespace wosa::runtime
