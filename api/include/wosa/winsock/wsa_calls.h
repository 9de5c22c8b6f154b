/* SPDX-License-Identifier: MIT */
/*
 * The calls on a socket that version 2 added. What socket_calls.h says of every call holds here too. A call
 * with an OVERLAPPED or a completion routine answers WSAEOPNOTSUPP.
 */
#pragma once

#include "events.h"
#include "protocol_info.h"

#if INCL_WINSOCK_API_PROTOTYPES
WOSA_BEGIN_DECLS

/*
 * socket with more to say: `lpProtocolInfo` chooses that catalog entry (and FROM_PROTOCOL_INFO takes its
 * values), `g` is reserved, `dwFlags` are WSA_FLAG_ bits. The caller owns the socket until closesocket. The
 * errors of socket, WSAEFAULT (bad record), WSAEINVAL (group, flags, record). Source: winsock2.h, function
 * WSASocketA/W.
 */
WINSOCK_API_LINKAGE SOCKET WSAAPI WSASocketA(int af, int type, int protocol,
                                             LPWSAPROTOCOL_INFOA lpProtocolInfo, GROUP g, DWORD dwFlags);
WINSOCK_API_LINKAGE SOCKET WSAAPI WSASocketW(int af, int type, int protocol,
                                             LPWSAPROTOCOL_INFOW lpProtocolInfo, GROUP g, DWORD dwFlags);

/*
 * connect with data to send along and room for the peer's (TCP/IP has none: lpCalleeData's length becomes 0)
 * and QOS. Blocks as connect. The errors of connect, WSAEPROTONOSUPPORT (data), WSAEOPNOTSUPP (QOS). Source:
 * winsock2.h, function WSAConnect.
 */
WINSOCK_API_LINKAGE int WSAAPI WSAConnect(SOCKET s, const struct WS_sockaddr* name, int namelen,
                                          LPWSABUF lpCallerData, LPWSABUF lpCalleeData, LPQOS lpSQOS,
                                          LPQOS lpGQOS);

/*
 * accept with a condition function, called in this thread: CF_ACCEPT takes the connection, CF_REJECT refuses
 * it, CF_DEFER leaves it waiting. The errors of accept, WSAECONNREFUSED (rejected), WSATRY_AGAIN (deferred),
 * WSAEACCES (it went away), WSAEINVAL (other answer). Source: winsock2.h, function WSAAccept.
 */
WINSOCK_API_LINKAGE SOCKET WSAAPI WSAAccept(SOCKET s, struct WS_sockaddr* addr, LPINT addrlen,
                                            LPCONDITIONPROC lpfnCondition, DWORD_PTR dwCallbackData);

/*
 * Sends the buffers one behind the other, as one datagram or part of a stream. Blocks as send. 0 with the
 * bytes in
 * `*lpNumberOfBytesSent`, or SOCKET_ERROR with the errors of send. Source: winsock2.h, function WSASend.
 */
WINSOCK_API_LINKAGE int WSAAPI WSASend(SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount,
                                       LPDWORD lpNumberOfBytesSent, DWORD dwFlags,
                                       LPWSAOVERLAPPED lpOverlapped,
                                       LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine);

/* WSASend with a destination. The errors of sendto. Source: winsock2.h, function WSASendTo. */
WINSOCK_API_LINKAGE int WSAAPI WSASendTo(SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount,
                                         LPDWORD lpNumberOfBytesSent, DWORD dwFlags,
                                         const struct WS_sockaddr* lpTo, int iTolen,
                                         LPWSAOVERLAPPED lpOverlapped,
                                         LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine);

/*
 * Receives into the buffers one behind the other; `*lpFlags` are MSG_ flags, in and out. Blocks as recv. 0
 * with the bytes in `*lpNumberOfBytesRecvd` (0: the peer has finished), or SOCKET_ERROR with the errors of
 * recv, WSAEDISCON (the peer of a message-oriented connection has finished). Source: winsock2.h, function
 * WSARecv.
 */
WINSOCK_API_LINKAGE int WSAAPI WSARecv(SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount,
                                       LPDWORD lpNumberOfBytesRecvd, LPDWORD lpFlags,
                                       LPWSAOVERLAPPED lpOverlapped,
                                       LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine);

/* WSARecv with the sender's address. The errors of recvfrom, WSAEDISCON. Source: winsock2.h, function
 * WSARecvFrom. */
WINSOCK_API_LINKAGE int WSAAPI WSARecvFrom(SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount,
                                           LPDWORD lpNumberOfBytesRecvd, LPDWORD lpFlags,
                                           struct WS_sockaddr* lpFrom, LPINT lpFromlen,
                                           LPWSAOVERLAPPED lpOverlapped,
                                           LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine);

/*
 * Carries out a control code with its input and output buffers; the provider decides what it knows. Blocks
 * only where the code says so. 0 with the bytes written in `*lpcbBytesReturned`, or SOCKET_ERROR with
 * WSAEOPNOTSUPP or WSAENOPROTOOPT (unknown code), WSAEINVAL, WSAEFAULT (bad pointer, buffer too short; some
 * codes store the needed size), WSAEWOULDBLOCK, WSAENETUNREACH, WSAEADDRNOTAVAIL. Source: winsock2.h,
 * function WSAIoctl.
 */
WINSOCK_API_LINKAGE int WSAAPI WSAIoctl(SOCKET s, DWORD dwIoControlCode, LPVOID lpvInBuffer, DWORD cbInBuffer,
                                        LPVOID lpvOutBuffer, DWORD cbOutBuffer, LPDWORD lpcbBytesReturned,
                                        LPWSAOVERLAPPED lpOverlapped,
                                        LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine);

/*
 * Waits up to `timeout` milliseconds (negative: for ever) for the events of `fds` sockets, which may be of
 * several providers. Returns how many have some, 0 when the time is over, or SOCKET_ERROR with WSAEINVAL
 * (event that cannot be asked for, no valid socket), WSAEFAULT, WSAENOBUFS. Source: winsock2.h, function
 * WSAPoll.
 */
WINSOCK_API_LINKAGE int WSAAPI WSAPoll(LPWSAPOLLFD fdArray, ULONG fds, INT timeout);

/*
 * Between host byte order and that of the socket's protocol, into `*lpn...`. Never block. 0, or SOCKET_ERROR
 * with WSAENOTSOCK, WSAEFAULT. Source: winsock2.h, functions WSAHtonl, WSAHtons, WSANtohl, WSANtohs.
 */
WINSOCK_API_LINKAGE int WSAAPI WSAHtonl(SOCKET s, WS_u_long hostlong, WS_u_long* lpnetlong);
WINSOCK_API_LINKAGE int WSAAPI WSAHtons(SOCKET s, u_short hostshort, u_short* lpnetshort);
WINSOCK_API_LINKAGE int WSAAPI WSANtohl(SOCKET s, WS_u_long netlong, WS_u_long* lphostlong);
WINSOCK_API_LINKAGE int WSAAPI WSANtohs(SOCKET s, u_short netshort, u_short* lphostshort);

/* This host's name; `namelen` counts characters. As gethostname. Source: winsock2.h, function GetHostNameW.
 */
WINSOCK_API_LINKAGE int WSAAPI GetHostNameW(PWSTR name, int namelen);

WOSA_END_DECLS
#endif

#ifdef UNICODE
#define WSASocket WSASocketW
#define GetHostName GetHostNameW
#else
#define WSASocket WSASocketA
#endif
