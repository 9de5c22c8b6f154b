// SPDX-License-Identifier: MIT
#pragma once

// The 30 procedures of the table, in its order. What each does is what its Winsock function documents.

#include "ws2ipdef.h"
#include "ws2spi.h"

namespace wosa::tcpip {

SOCKET WSPAPI wsp_accept(SOCKET s, WS_sockaddr* name, LPINT length, LPCONDITIONPROC condition, DWORD_PTR data,
                         LPINT error) noexcept;
INT WSPAPI wsp_address_to_string(LPSOCKADDR address, DWORD length, LPWSAPROTOCOL_INFOW info, LPWSTR text,
                                 LPDWORD text_length, LPINT error) noexcept;
int WSPAPI wsp_async_select(SOCKET s, HWND window, unsigned int message, LONG events, LPINT error) noexcept;
int WSPAPI wsp_bind(SOCKET s, const WS_sockaddr* name, int length, LPINT error) noexcept;
int WSPAPI wsp_cancel_blocking_call(LPINT error) noexcept;
int WSPAPI wsp_cleanup(LPINT error) noexcept;
int WSPAPI wsp_close_socket(SOCKET s, LPINT error) noexcept;
int WSPAPI wsp_connect(SOCKET s, const WS_sockaddr* name, int length, LPWSABUF caller_data,
                       LPWSABUF callee_data, LPQOS socket_qos, LPQOS group_qos, LPINT error) noexcept;
int WSPAPI wsp_duplicate_socket(SOCKET s, DWORD process, LPWSAPROTOCOL_INFOW info, LPINT error) noexcept;
int WSPAPI wsp_enum_network_events(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events, LPINT error) noexcept;
int WSPAPI wsp_event_select(SOCKET s, WSAEVENT event, LONG events, LPINT error) noexcept;
BOOL WSPAPI wsp_get_overlapped_result(SOCKET s, LPWSAOVERLAPPED overlapped, LPDWORD count, BOOL wait,
                                      LPDWORD flags, LPINT error) noexcept;
int WSPAPI wsp_get_peer_name(SOCKET s, WS_sockaddr* name, LPINT length, LPINT error) noexcept;
int WSPAPI wsp_get_sock_name(SOCKET s, WS_sockaddr* name, LPINT length, LPINT error) noexcept;
int WSPAPI wsp_get_sock_opt(SOCKET s, int level, int name, char* value, LPINT length, LPINT error) noexcept;
BOOL WSPAPI wsp_get_qos_by_name(SOCKET s, LPWSABUF name, LPQOS qos, LPINT error) noexcept;
int WSPAPI wsp_ioctl(SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size,
                     LPDWORD returned, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                     LPWSATHREADID thread, LPINT error) noexcept;
SOCKET WSPAPI wsp_join_leaf(SOCKET s, const WS_sockaddr* name, int length, LPWSABUF caller_data,
                            LPWSABUF callee_data, LPQOS socket_qos, LPQOS group_qos, DWORD flags,
                            LPINT error) noexcept;
int WSPAPI wsp_listen(SOCKET s, int backlog, LPINT error) noexcept;
int WSPAPI wsp_recv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                    LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                    LPWSATHREADID thread, LPINT error) noexcept;
int WSPAPI wsp_recv_disconnect(SOCKET s, LPWSABUF data, LPINT error) noexcept;
int WSPAPI wsp_recv_from(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                         WS_sockaddr* from, LPINT from_length, LPWSAOVERLAPPED overlapped,
                         LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                         LPINT error) noexcept;
int WSPAPI wsp_select(int ignored, WS_fd_set* read, WS_fd_set* write, WS_fd_set* except,
                      const timeval* timeout, LPINT error) noexcept;
int WSPAPI wsp_send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                    LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                    LPWSATHREADID thread, LPINT error) noexcept;
int WSPAPI wsp_send_disconnect(SOCKET s, LPWSABUF data, LPINT error) noexcept;
int WSPAPI wsp_send_to(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                       const WS_sockaddr* to, int to_length, LPWSAOVERLAPPED overlapped,
                       LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                       LPINT error) noexcept;
int WSPAPI wsp_set_sock_opt(SOCKET s, int level, int name, const char* value, int length,
                            LPINT error) noexcept;
int WSPAPI wsp_shutdown(SOCKET s, int how, LPINT error) noexcept;
SOCKET WSPAPI wsp_socket(int family, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP group,
                         DWORD flags, LPINT error) noexcept;
INT WSPAPI wsp_string_to_address(LPWSTR text, INT family, LPWSAPROTOCOL_INFOW info, LPSOCKADDR address,
                                 LPINT length, LPINT error) noexcept;

/// lpSend and lpReceive of the extension table.
int WSAAPI send_one(SOCKET s, void* context, const char* data, int length, INT* error) noexcept;
int WSAAPI receive_one(SOCKET s, void* context, char* data, int length, INT* error) noexcept;

/// Fills the procedure table.
void fill_table(WSPPROC_TABLE& table) noexcept;

}  // namespace wosa::tcpip
