// SPDX-License-Identifier: MIT
#pragma once

// The 30 procedures as a list, for code that is the same for each:
//
//   WOSA_MOCK_PROCEDURES(X)    X(result, name, (parameters), (arguments), value of failure)
//
// The last parameter is always `LPINT lpErrno`. Compiled against the interface (override) and the procedure
// table (lp##name), so it cannot differ from them.

// clang-format off
#define WOSA_MOCK_PROCEDURES(X)                                                                              \
  X(SOCKET, WSPAccept,                                                                                       \
    (SOCKET s, WS_sockaddr* addr, LPINT addrlen, LPCONDITIONPROC lpfnCondition, DWORD_PTR dwCallbackData,    \
     LPINT lpErrno),                                                                                         \
    (s, addr, addrlen, lpfnCondition, dwCallbackData, lpErrno), INVALID_SOCKET)                              \
  X(INT, WSPAddressToString,                                                                                 \
    (LPSOCKADDR lpsaAddress, DWORD dwAddressLength, LPWSAPROTOCOL_INFOW lpProtocolInfo,                      \
     LPWSTR lpszAddressString, LPDWORD lpdwAddressStringLength, LPINT lpErrno),                              \
    (lpsaAddress, dwAddressLength, lpProtocolInfo, lpszAddressString, lpdwAddressStringLength, lpErrno),     \
    SOCKET_ERROR)                                                                                            \
  X(int, WSPAsyncSelect, (SOCKET s, HWND hWnd, unsigned int wMsg, LONG lEvent, LPINT lpErrno),               \
    (s, hWnd, wMsg, lEvent, lpErrno), SOCKET_ERROR)                                                          \
  X(int, WSPBind, (SOCKET s, const WS_sockaddr* name, int namelen, LPINT lpErrno),                           \
    (s, name, namelen, lpErrno), SOCKET_ERROR)                                                               \
  X(int, WSPCancelBlockingCall, (LPINT lpErrno), (lpErrno), SOCKET_ERROR)                                    \
  X(int, WSPCleanup, (LPINT lpErrno), (lpErrno), SOCKET_ERROR)                                               \
  X(int, WSPCloseSocket, (SOCKET s, LPINT lpErrno), (s, lpErrno), SOCKET_ERROR)                              \
  X(int, WSPConnect,                                                                                         \
    (SOCKET s, const WS_sockaddr* name, int namelen, LPWSABUF lpCallerData, LPWSABUF lpCalleeData,           \
     LPQOS lpSQOS, LPQOS lpGQOS, LPINT lpErrno),                                                             \
    (s, name, namelen, lpCallerData, lpCalleeData, lpSQOS, lpGQOS, lpErrno), SOCKET_ERROR)                   \
  X(int, WSPDuplicateSocket,                                                                                 \
    (SOCKET s, DWORD dwProcessId, LPWSAPROTOCOL_INFOW lpProtocolInfo, LPINT lpErrno),                        \
    (s, dwProcessId, lpProtocolInfo, lpErrno), SOCKET_ERROR)                                                 \
  X(int, WSPEnumNetworkEvents,                                                                               \
    (SOCKET s, WSAEVENT hEventObject, LPWSANETWORKEVENTS lpNetworkEvents, LPINT lpErrno),                    \
    (s, hEventObject, lpNetworkEvents, lpErrno), SOCKET_ERROR)                                               \
  X(int, WSPEventSelect, (SOCKET s, WSAEVENT hEventObject, LONG lNetworkEvents, LPINT lpErrno),              \
    (s, hEventObject, lNetworkEvents, lpErrno), SOCKET_ERROR)                                                \
  X(BOOL, WSPGetOverlappedResult,                                                                            \
    (SOCKET s, LPWSAOVERLAPPED lpOverlapped, LPDWORD lpcbTransfer, BOOL fWait, LPDWORD lpdwFlags,            \
     LPINT lpErrno),                                                                                         \
    (s, lpOverlapped, lpcbTransfer, fWait, lpdwFlags, lpErrno), FALSE)                                       \
  X(int, WSPGetPeerName, (SOCKET s, WS_sockaddr* name, LPINT namelen, LPINT lpErrno),                        \
    (s, name, namelen, lpErrno), SOCKET_ERROR)                                                               \
  X(int, WSPGetSockName, (SOCKET s, WS_sockaddr* name, LPINT namelen, LPINT lpErrno),                        \
    (s, name, namelen, lpErrno), SOCKET_ERROR)                                                               \
  X(int, WSPGetSockOpt, (SOCKET s, int level, int optname, char* optval, LPINT optlen, LPINT lpErrno),       \
    (s, level, optname, optval, optlen, lpErrno), SOCKET_ERROR)                                              \
  X(BOOL, WSPGetQOSByName, (SOCKET s, LPWSABUF lpQOSName, LPQOS lpQOS, LPINT lpErrno),                       \
    (s, lpQOSName, lpQOS, lpErrno), FALSE)                                                                   \
  X(int, WSPIoctl,                                                                                           \
    (SOCKET s, DWORD dwIoControlCode, LPVOID lpvInBuffer, DWORD cbInBuffer, LPVOID lpvOutBuffer,             \
     DWORD cbOutBuffer, LPDWORD lpcbBytesReturned, LPWSAOVERLAPPED lpOverlapped,                             \
     LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine, LPWSATHREADID lpThreadId, LPINT lpErrno),       \
    (s, dwIoControlCode, lpvInBuffer, cbInBuffer, lpvOutBuffer, cbOutBuffer, lpcbBytesReturned,              \
     lpOverlapped, lpCompletionRoutine, lpThreadId, lpErrno), SOCKET_ERROR)                                  \
  X(SOCKET, WSPJoinLeaf,                                                                                     \
    (SOCKET s, const WS_sockaddr* name, int namelen, LPWSABUF lpCallerData, LPWSABUF lpCalleeData,           \
     LPQOS lpSQOS, LPQOS lpGQOS, DWORD dwFlags, LPINT lpErrno),                                              \
    (s, name, namelen, lpCallerData, lpCalleeData, lpSQOS, lpGQOS, dwFlags, lpErrno), INVALID_SOCKET)        \
  X(int, WSPListen, (SOCKET s, int backlog, LPINT lpErrno), (s, backlog, lpErrno), SOCKET_ERROR)             \
  X(int, WSPRecv,                                                                                            \
    (SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount, LPDWORD lpNumberOfBytesRecvd, LPDWORD lpFlags,       \
     LPWSAOVERLAPPED lpOverlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,                   \
     LPWSATHREADID lpThreadId, LPINT lpErrno),                                                               \
    (s, lpBuffers, dwBufferCount, lpNumberOfBytesRecvd, lpFlags, lpOverlapped, lpCompletionRoutine,          \
     lpThreadId, lpErrno), SOCKET_ERROR)                                                                     \
  X(int, WSPRecvDisconnect, (SOCKET s, LPWSABUF lpInboundDisconnectData, LPINT lpErrno),                     \
    (s, lpInboundDisconnectData, lpErrno), SOCKET_ERROR)                                                     \
  X(int, WSPRecvFrom,                                                                                        \
    (SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount, LPDWORD lpNumberOfBytesRecvd, LPDWORD lpFlags,       \
     WS_sockaddr* lpFrom, LPINT lpFromlen, LPWSAOVERLAPPED lpOverlapped,                                     \
     LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine, LPWSATHREADID lpThreadId, LPINT lpErrno),       \
    (s, lpBuffers, dwBufferCount, lpNumberOfBytesRecvd, lpFlags, lpFrom, lpFromlen, lpOverlapped,            \
     lpCompletionRoutine, lpThreadId, lpErrno), SOCKET_ERROR)                                                \
  X(int, WSPSelect,                                                                                          \
    (int nfds, WS_fd_set* readfds, WS_fd_set* writefds, WS_fd_set* exceptfds, const struct timeval* timeout, \
     LPINT lpErrno),                                                                                         \
    (nfds, readfds, writefds, exceptfds, timeout, lpErrno), SOCKET_ERROR)                                    \
  X(int, WSPSend,                                                                                            \
    (SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount, LPDWORD lpNumberOfBytesSent, DWORD dwFlags,          \
     LPWSAOVERLAPPED lpOverlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,                   \
     LPWSATHREADID lpThreadId, LPINT lpErrno),                                                               \
    (s, lpBuffers, dwBufferCount, lpNumberOfBytesSent, dwFlags, lpOverlapped, lpCompletionRoutine,           \
     lpThreadId, lpErrno), SOCKET_ERROR)                                                                     \
  X(int, WSPSendDisconnect, (SOCKET s, LPWSABUF lpOutboundDisconnectData, LPINT lpErrno),                    \
    (s, lpOutboundDisconnectData, lpErrno), SOCKET_ERROR)                                                    \
  X(int, WSPSendTo,                                                                                          \
    (SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount, LPDWORD lpNumberOfBytesSent, DWORD dwFlags,          \
     const WS_sockaddr* lpTo, int iTolen, LPWSAOVERLAPPED lpOverlapped,                                      \
     LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine, LPWSATHREADID lpThreadId, LPINT lpErrno),       \
    (s, lpBuffers, dwBufferCount, lpNumberOfBytesSent, dwFlags, lpTo, iTolen, lpOverlapped,                  \
     lpCompletionRoutine, lpThreadId, lpErrno), SOCKET_ERROR)                                                \
  X(int, WSPSetSockOpt, (SOCKET s, int level, int optname, const char* optval, int optlen, LPINT lpErrno),   \
    (s, level, optname, optval, optlen, lpErrno), SOCKET_ERROR)                                              \
  X(int, WSPShutdown, (SOCKET s, int how, LPINT lpErrno), (s, how, lpErrno), SOCKET_ERROR)                   \
  X(SOCKET, WSPSocket,                                                                                       \
    (int af, int type, int protocol, LPWSAPROTOCOL_INFOW lpProtocolInfo, GROUP g, DWORD dwFlags,             \
     LPINT lpErrno),                                                                                         \
    (af, type, protocol, lpProtocolInfo, g, dwFlags, lpErrno), INVALID_SOCKET)                               \
  X(INT, WSPStringToAddress,                                                                                 \
    (LPWSTR AddressString, INT AddressFamily, LPWSAPROTOCOL_INFOW lpProtocolInfo, LPSOCKADDR lpAddress,      \
     LPINT lpAddressLength, LPINT lpErrno),                                                                  \
    (AddressString, AddressFamily, lpProtocolInfo, lpAddress, lpAddressLength, lpErrno), SOCKET_ERROR)
// clang-format on
