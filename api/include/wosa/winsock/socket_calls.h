/* SPDX-License-Identifier: MIT */
/*
 * The calls on a socket that Winsock 1.1 already had. Any thread may make them, also several on one socket.
 * Besides the errors named, every one may report WSANOTINITIALISED (no WSAStartup), WSAENETDOWN (the network
 * or the provider failed), WSAENOTSOCK (not a socket, or closed), WSAEINPROGRESS (a provider callback is
 * active) and, where it blocks, WSAEINTR (the socket was closed by another thread). The error is this
 * thread's last error; errno is never used and no signal is raised. Buffers stay the caller's.
 */
#pragma once

#include "sockets.h"

#if INCL_WINSOCK_API_PROTOTYPES
WOSA_BEGIN_DECLS

/*
 * Makes a blocking socket with the overlapped attribute, from the first catalog entry that matches; 0 as
 * family or type matches any. The caller owns it until closesocket. May load a provider, else does not block.
 * INVALID_SOCKET with WSAEAFNOSUPPORT, WSAESOCKTNOSUPPORT, WSAEPROTONOSUPPORT, WSAEPROTOTYPE, WSAEINVAL,
 * WSAEMFILE, WSAENOBUFS, WSAEACCES (raw socket without privilege), WSAEINVALIDPROVIDER, WSAEINVALIDPROCTABLE,
 * WSAEPROVIDERFAILEDINIT. Source: winsock2.h, function socket.
 */
WINSOCK_API_LINKAGE SOCKET WSAAPI WS_socket(int af, int type, int protocol) WOSA_LABEL("WS_socket");

/*
 * Gives the socket a local address; port 0 lets the provider choose. Never blocks. 0, or SOCKET_ERROR with
 * WSAEADDRINUSE, WSAEACCES (an exclusive owner, or no privilege), WSAEADDRNOTAVAIL (not local), WSAEINVAL
 * (bound already), WSAEFAULT (bad pointer, short length or other family), WSAENOBUFS (no free port). Source:
 * winsock2.h, function bind.
 */
WINSOCK_API_LINKAGE int WSAAPI WS_bind(SOCKET s, const struct WS_sockaddr* name, int namelen)
    WOSA_LABEL("WS_bind");

/*
 * Connects a stream, or sets a datagram socket's peer (an all-zero address takes it away). Blocks until it is
 * decided, unless the socket is non-blocking: WSAEWOULDBLOCK means begun. 0, or SOCKET_ERROR with
 * WSAECONNREFUSED, WSAETIMEDOUT, WSAENETUNREACH, WSAEHOSTUNREACH, WSAEADDRINUSE, WSAEADDRNOTAVAIL,
 * WSAEAFNOSUPPORT, WSAEALREADY, WSAEISCONN, WSAEINVAL (listening), WSAEACCES (broadcast), WSAEFAULT,
 * WSAENOBUFS. Source: winsock2.h, function connect.
 */
WINSOCK_API_LINKAGE int WSAAPI WS_connect(SOCKET s, const struct WS_sockaddr* name, int namelen)
    WOSA_LABEL("WS_connect");

/*
 * Makes a bound socket await connections; `backlog` is brought into range silently, SOMAXCONN_HINT(n) asks
 * for n. Never blocks. 0, or SOCKET_ERROR with WSAEINVAL (not bound), WSAEISCONN, WSAEOPNOTSUPP (not a
 * stream), WSAEADDRINUSE, WSAEMFILE, WSAENOBUFS. Source: winsock2.h, function listen.
 */
WINSOCK_API_LINKAGE int WSAAPI WS_listen(SOCKET s, int backlog) WOSA_LABEL("WS_listen");

/*
 * Takes the oldest connection that waits, as a new socket with the listener's properties, which the caller
 * owns; blocks for one unless non-blocking. `addr` and `addrlen` (size in, length out) receive the peer's
 * address, or are NULL. INVALID_SOCKET with WSAEWOULDBLOCK, WSAEINVAL (not listening), WSAEOPNOTSUPP,
 * WSAECONNRESET (it went away), WSAEFAULT, WSAEMFILE, WSAENOBUFS. Source: winsock2.h, function accept.
 */
WINSOCK_API_LINKAGE SOCKET WSAAPI WS_accept(SOCKET s, struct WS_sockaddr* addr, int* addrlen)
    WOSA_LABEL("WS_accept");

/*
 * Sends on a connected socket. A blocking stream returns when all of it is taken, a non-blocking one may take
 * part. Returns the bytes taken, or SOCKET_ERROR with WSAEWOULDBLOCK, WSAENOTCONN, WSAESHUTDOWN,
 * WSAECONNRESET, WSAECONNABORTED, WSAENETRESET, WSAETIMEDOUT, WSAEMSGSIZE (datagram too long), WSAEOPNOTSUPP
 * (flag), WSAEINVAL, WSAEACCES (broadcast), WSAEHOSTUNREACH, WSAEFAULT, WSAENOBUFS. Source: winsock2.h,
 * function send.
 */
WINSOCK_API_LINKAGE int WSAAPI WS_send(SOCKET s, const char* buf, int len, int flags) WOSA_LABEL("WS_send");

/*
 * Receives into `buf`; blocks until something comes, unless non-blocking. Returns the bytes, 0 when a
 * stream's peer has finished sending, or SOCKET_ERROR with WSAEWOULDBLOCK, WSAENOTCONN, WSAESHUTDOWN,
 * WSAECONNRESET (on a datagram socket: an earlier send met no receiver), WSAECONNABORTED, WSAENETRESET,
 * WSAETIMEDOUT, WSAEMSGSIZE (datagram cut; the buffer is full), WSAEOPNOTSUPP (flag), WSAEINVAL (not bound),
 * WSAEFAULT. Source: winsock2.h, function recv.
 */
WINSOCK_API_LINKAGE int WSAAPI WS_recv(SOCKET s, char* buf, int len, int flags) WOSA_LABEL("WS_recv");

/*
 * send with a destination for datagrams; a socket that has no address gets one. On a connected stream `to` is
 * ignored. The errors of send, and WSAEADDRNOTAVAIL, WSAEAFNOSUPPORT, WSAEDESTADDRREQ, WSAENETUNREACH.
 * Source: winsock2.h, function sendto.
 */
WINSOCK_API_LINKAGE int WSAAPI WS_sendto(SOCKET s, const char* buf, int len, int flags,
                                         const struct WS_sockaddr* to, int tolen) WOSA_LABEL("WS_sendto");

/*
 * recv that also stores the sender's address in `from`, of `*fromlen` bytes (length out); both may be NULL.
 * The errors of recv; WSAEFAULT also when `*fromlen` is too small. Source: winsock2.h, function recvfrom.
 */
WINSOCK_API_LINKAGE int WSAAPI WS_recvfrom(SOCKET s, char* buf, int len, int flags, struct WS_sockaddr* from,
                                           int* fromlen) WOSA_LABEL("WS_recvfrom");

/*
 * Ends receiving (SD_RECEIVE), sending (SD_SEND: after what is queued) or both. The socket stays. Never
 * blocks. 0, or SOCKET_ERROR with WSAENOTCONN, WSAEINVAL (bad `how`), WSAECONNABORTED, WSAECONNRESET. Source:
 * winsock2.h, shutdown.
 */
WINSOCK_API_LINKAGE int WSAAPI WS_shutdown(SOCKET s, int how) WOSA_LABEL("WS_shutdown");

/*
 * Gives the socket back; calls inside it return. Queued data is still sent, unless SO_LINGER says otherwise:
 * 0 seconds resets, n seconds block that long. 0, or SOCKET_ERROR with WSAEWOULDBLOCK (lingering on a
 * non-blocking socket, which stays valid). Source: winsock2.h, function closesocket.
 */
WINSOCK_API_LINKAGE int WSAAPI closesocket(SOCKET s);

/*
 * The local address, or the peer's; `*namelen` is the room, and on return the length. Never block. 0, or
 * SOCKET_ERROR with WSAEFAULT (too little room), WSAEINVAL (getsockname: not bound), WSAENOTCONN
 * (getpeername). Source: winsock2.h, functions getsockname and getpeername.
 */
WINSOCK_API_LINKAGE int WSAAPI WS_getsockname(SOCKET s, struct WS_sockaddr* name, int* namelen)
    WOSA_LABEL("WS_getsockname");
WINSOCK_API_LINKAGE int WSAAPI WS_getpeername(SOCKET s, struct WS_sockaddr* name, int* namelen)
    WOSA_LABEL("WS_getpeername");

/*
 * Reads or sets an option. A BOOL is a DWORD; SO_ERROR is cleared by reading. Never block. 0, or SOCKET_ERROR
 * with WSAENOPROTOOPT (unknown), WSAEINVAL (level, value or state), WSAEFAULT (bad pointer, too short), and
 * for setting WSAENETRESET, WSAENOTCONN, WSAEADDRNOTAVAIL, WSAENOBUFS. Source: winsock2.h, getsockopt and
 * setsockopt.
 */
WINSOCK_API_LINKAGE int WSAAPI WS_getsockopt(SOCKET s, int level, int optname, char* optval, int* optlen)
    WOSA_LABEL("WS_getsockopt");
WINSOCK_API_LINKAGE int WSAAPI WS_setsockopt(SOCKET s, int level, int optname, const char* optval, int optlen)
    WOSA_LABEL("WS_setsockopt");

/*
 * FIONBIO (non-blocking or not), FIONREAD (bytes to read), SIOCATMARK (no unread urgent data). `argp` has 32
 * bits. Never blocks. 0, or SOCKET_ERROR with WSAEINVAL (unknown command), WSAEFAULT. Source: winsock2.h,
 * function ioctlsocket.
 */
WINSOCK_API_LINKAGE int WSAAPI ioctlsocket(SOCKET s, LONG cmd, WS_u_long* argp);

/*
 * Waits until a socket of a set can be read, written, or has urgent data or a failed connect. `nfds` is
 * ignored, NULL as time waits for ever, {0, 0} does not wait; the time is not changed. The sets keep what is
 * ready. Sockets of several providers may be mixed. Returns how many are ready, 0 when the time is over, or
 * SOCKET_ERROR with WSAEINVAL (no socket at all, bad time, provider that cannot be mixed), WSAEFAULT,
 * WSAENOTSOCK. Source: winsock2.h, function select.
 */
WINSOCK_API_LINKAGE int WSAAPI WS_select(int nfds, WS_fd_set* readfds, WS_fd_set* writefds,
                                         WS_fd_set* exceptfds, const struct timeval* timeout)
    WOSA_LABEL("WS_select");

WOSA_END_DECLS
#endif
