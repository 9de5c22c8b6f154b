// SPDX-License-Identifier: MIT
#pragma once

// The engine's procedures: those of Winsock's table and of the extension table, each with the provider that
// it works for in front. WOSA_SPI_PROVIDER makes a provider's tables of them (provider.hpp); nobody else
// calls them. What each does, and its errors, are those of the Winsock function of its name.

#include "wosa/spi/extension.h"

namespace wosa::spi {

struct Provider;

namespace engine {

SOCKET accept(Provider&, SOCKET s, WS_sockaddr* name, LPINT length, LPCONDITIONPROC condition, DWORD_PTR data,
              LPINT error) noexcept;
INT address_to_string(Provider&, LPSOCKADDR address, DWORD length, LPWSAPROTOCOL_INFOW info, LPWSTR text,
                      LPDWORD text_length, LPINT error) noexcept;
int async_select(Provider&, SOCKET s, HWND window, unsigned int message, LONG events, LPINT error) noexcept;
int bind(Provider&, SOCKET s, const WS_sockaddr* name, int length, LPINT error) noexcept;
int cancel_blocking_call(Provider&, LPINT error) noexcept;
int cleanup(Provider&, LPINT error) noexcept;
int close_socket(Provider&, SOCKET s, LPINT error) noexcept;
int connect(Provider&, SOCKET s, const WS_sockaddr* name, int length, LPWSABUF caller_data,
            LPWSABUF callee_data, LPQOS socket_qos, LPQOS group_qos, LPINT error) noexcept;
int duplicate_socket(Provider&, SOCKET s, DWORD process, LPWSAPROTOCOL_INFOW info, LPINT error) noexcept;
int enum_network_events(Provider&, SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events, LPINT error) noexcept;
int event_select(Provider&, SOCKET s, WSAEVENT event, LONG events, LPINT error) noexcept;
BOOL get_overlapped_result(Provider&, SOCKET s, LPWSAOVERLAPPED overlapped, LPDWORD count, BOOL wait,
                           LPDWORD flags, LPINT error) noexcept;
int get_peer_name(Provider&, SOCKET s, WS_sockaddr* name, LPINT length, LPINT error) noexcept;
int get_sock_name(Provider&, SOCKET s, WS_sockaddr* name, LPINT length, LPINT error) noexcept;
int get_sock_opt(Provider&, SOCKET s, int level, int name, char* value, LPINT length, LPINT error) noexcept;
BOOL get_qos_by_name(Provider&, SOCKET s, LPWSABUF name, LPQOS qos, LPINT error) noexcept;
int ioctl(Provider&, SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size,
          LPDWORD returned, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
          LPWSATHREADID thread, LPINT error) noexcept;
SOCKET join_leaf(Provider&, SOCKET s, const WS_sockaddr* name, int length, LPWSABUF caller_data,
                 LPWSABUF callee_data, LPQOS socket_qos, LPQOS group_qos, DWORD flags, LPINT error) noexcept;
int listen(Provider&, SOCKET s, int backlog, LPINT error) noexcept;
int recv(Provider&, SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
         LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
         LPINT error) noexcept;
int recv_disconnect(Provider&, SOCKET s, LPWSABUF data, LPINT error) noexcept;
int recv_from(Provider&, SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
              WS_sockaddr* from, LPINT from_length, LPWSAOVERLAPPED overlapped,
              LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread, LPINT error) noexcept;
int select(Provider&, int count, WS_fd_set* read, WS_fd_set* write, WS_fd_set* except, const timeval* timeout,
           LPINT error) noexcept;
int send(Provider&, SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
         LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
         LPINT error) noexcept;
int send_disconnect(Provider&, SOCKET s, LPWSABUF data, LPINT error) noexcept;
int send_to(Provider&, SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
            const WS_sockaddr* to, int to_length, LPWSAOVERLAPPED overlapped,
            LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread, LPINT error) noexcept;
int set_sock_opt(Provider&, SOCKET s, int level, int name, const char* value, int length,
                 LPINT error) noexcept;
int shutdown(Provider&, SOCKET s, int how, LPINT error) noexcept;
SOCKET open_socket(Provider&, int family, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP group,
                   DWORD flags, LPINT error) noexcept;
INT string_to_address(Provider&, LPWSTR text, INT family, LPWSAPROTOCOL_INFOW info, LPSOCKADDR address,
                      LPINT length, LPINT error) noexcept;

// Of the extension table; the first two are told the socket's context and need no provider.
BOOL WSAAPI interrupt_socket(SOCKET s, void* context) noexcept;
void WSAAPI release_socket(SOCKET s, void* context, BOOL descriptor_lost) noexcept;
int query_readiness(Provider&, SOCKET s, DWORD conditions, DWORD* ready, INT* error) noexcept;
int arm_readiness(Provider&, SOCKET s, DWORD conditions, DWORD* ready, short* poll_events,
                  INT* error) noexcept;
void disarm_readiness(Provider&, SOCKET s, DWORD conditions) noexcept;
int poll_array(Provider&, WSAPOLLFD* fds, ULONG count, INT timeout_ms, INT* error) noexcept;

}  // namespace engine

}  // namespace wosa::spi
