// SPDX-License-Identifier: MIT
#pragma once

// The interface to which the mock provider (libwosa-mock.so) forwards: one virtual function for each of the
// 30 procedures of a transport provider, its start-up, and what the runtime asks of a provider beside them.
//
// Behind it stands whatever a test wants: a GoogleMock class (mock_procedures.hpp), an in-memory network
// (fake.hpp), an implementation of its own. To that code it looks as if it were the provider itself: the
// upcalls, the socket handles and the contexts that it is given and makes are its own business.
//
// Names, parameters and results are those of ws2spi.h (wosa/spi/c/procedures.h); the code of a failure goes
// to *lpErrno, and one that fails without a code is a general failure (WSASYSCALLFAILURE) to the program. Any
// thread may call any function, several at once. An exception ends at the provider: std::bad_alloc is
// reported as WSAENOBUFS, any other as WSASYSCALLFAILURE. Sources: ws2spi.h, functions WSPStartup to
// WSPStringToAddress; wosa/spi/extension.h.

#include "wosa/spi/extension.h"
#include "ws2spi.h"

namespace wosa::mock {

class Procedures {
 public:
  Procedures() = default;
  Procedures(const Procedures&) = delete;
  Procedures& operator=(const Procedures&) = delete;
  virtual ~Procedures() = default;

  // -- Start and end ----------------------------------------------------------------------------------------

  /// Called once before anything else: when the first socket is asked for, or by wosa_mock_set_procedures if
  /// that has happened already. data is filled in (2.2) and may be changed. The upcall table is valid for the
  /// life of the process. 0, or a code, with which the provider cannot be used.
  virtual int WSPStartup(WORD wVersionRequested, LPWSPDATA lpWSPData, LPWSAPROTOCOL_INFOW lpProtocolInfo,
                         WSPUPCALLTABLE UpcallTable) = 0;
  /// Called once after a successful WSPStartup: at the last WSACleanup, or when another interface is set.
  virtual int WSPCleanup(LPINT lpErrno) = 0;

  // -- Sockets and names ------------------------------------------------------------------------------------

  /// The handle comes from an upcall (WPUCreateSocketHandle, WPUModifyIFSHandle, lpBindSocket), or
  /// INVALID_SOCKET.
  virtual SOCKET WSPSocket(int af, int type, int protocol, LPWSAPROTOCOL_INFOW lpProtocolInfo, GROUP g,
                           DWORD dwFlags, LPINT lpErrno) = 0;
  virtual int WSPCloseSocket(SOCKET s, LPINT lpErrno) = 0;
  virtual int WSPDuplicateSocket(SOCKET s, DWORD dwProcessId, LPWSAPROTOCOL_INFOW lpProtocolInfo,
                                 LPINT lpErrno) = 0;
  virtual int WSPBind(SOCKET s, const WS_sockaddr* name, int namelen, LPINT lpErrno) = 0;
  virtual int WSPGetSockName(SOCKET s, WS_sockaddr* name, LPINT namelen, LPINT lpErrno) = 0;
  virtual int WSPGetPeerName(SOCKET s, WS_sockaddr* name, LPINT namelen, LPINT lpErrno) = 0;
  virtual INT WSPAddressToString(LPSOCKADDR lpsaAddress, DWORD dwAddressLength,
                                 LPWSAPROTOCOL_INFOW lpProtocolInfo, LPWSTR lpszAddressString,
                                 LPDWORD lpdwAddressStringLength, LPINT lpErrno) = 0;
  virtual INT WSPStringToAddress(LPWSTR AddressString, INT AddressFamily, LPWSAPROTOCOL_INFOW lpProtocolInfo,
                                 LPSOCKADDR lpAddress, LPINT lpAddressLength, LPINT lpErrno) = 0;

  // -- Connections ------------------------------------------------------------------------------------------

  virtual int WSPConnect(SOCKET s, const WS_sockaddr* name, int namelen, LPWSABUF lpCallerData,
                         LPWSABUF lpCalleeData, LPQOS lpSQOS, LPQOS lpGQOS, LPINT lpErrno) = 0;
  virtual int WSPListen(SOCKET s, int backlog, LPINT lpErrno) = 0;
  /// The handle comes from an upcall, as WSPSocket's.
  virtual SOCKET WSPAccept(SOCKET s, WS_sockaddr* addr, LPINT addrlen, LPCONDITIONPROC lpfnCondition,
                           DWORD_PTR dwCallbackData, LPINT lpErrno) = 0;
  virtual SOCKET WSPJoinLeaf(SOCKET s, const WS_sockaddr* name, int namelen, LPWSABUF lpCallerData,
                             LPWSABUF lpCalleeData, LPQOS lpSQOS, LPQOS lpGQOS, DWORD dwFlags,
                             LPINT lpErrno) = 0;
  virtual int WSPShutdown(SOCKET s, int how, LPINT lpErrno) = 0;
  virtual int WSPSendDisconnect(SOCKET s, LPWSABUF lpOutboundDisconnectData, LPINT lpErrno) = 0;
  virtual int WSPRecvDisconnect(SOCKET s, LPWSABUF lpInboundDisconnectData, LPINT lpErrno) = 0;

  // -- Data -------------------------------------------------------------------------------------------------

  virtual int WSPSend(SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount, LPDWORD lpNumberOfBytesSent,
                      DWORD dwFlags, LPWSAOVERLAPPED lpOverlapped,
                      LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine, LPWSATHREADID lpThreadId,
                      LPINT lpErrno) = 0;
  virtual int WSPSendTo(SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount, LPDWORD lpNumberOfBytesSent,
                        DWORD dwFlags, const WS_sockaddr* lpTo, int iTolen, LPWSAOVERLAPPED lpOverlapped,
                        LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine, LPWSATHREADID lpThreadId,
                        LPINT lpErrno) = 0;
  virtual int WSPRecv(SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount, LPDWORD lpNumberOfBytesRecvd,
                      LPDWORD lpFlags, LPWSAOVERLAPPED lpOverlapped,
                      LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine, LPWSATHREADID lpThreadId,
                      LPINT lpErrno) = 0;
  virtual int WSPRecvFrom(SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount, LPDWORD lpNumberOfBytesRecvd,
                          LPDWORD lpFlags, WS_sockaddr* lpFrom, LPINT lpFromlen, LPWSAOVERLAPPED lpOverlapped,
                          LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine, LPWSATHREADID lpThreadId,
                          LPINT lpErrno) = 0;

  // -- Options, control, waiting ----------------------------------------------------------------------------

  virtual int WSPGetSockOpt(SOCKET s, int level, int optname, char* optval, LPINT optlen, LPINT lpErrno) = 0;
  virtual int WSPSetSockOpt(SOCKET s, int level, int optname, const char* optval, int optlen,
                            LPINT lpErrno) = 0;
  /// ioctlsocket comes here too.
  virtual int WSPIoctl(SOCKET s, DWORD dwIoControlCode, LPVOID lpvInBuffer, DWORD cbInBuffer,
                       LPVOID lpvOutBuffer, DWORD cbOutBuffer, LPDWORD lpcbBytesReturned,
                       LPWSAOVERLAPPED lpOverlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
                       LPWSATHREADID lpThreadId, LPINT lpErrno) = 0;
  virtual int WSPSelect(int nfds, WS_fd_set* readfds, WS_fd_set* writefds, WS_fd_set* exceptfds,
                        const struct timeval* timeout, LPINT lpErrno) = 0;
  virtual int WSPAsyncSelect(SOCKET s, HWND hWnd, unsigned int wMsg, LONG lEvent, LPINT lpErrno) = 0;
  virtual int WSPEventSelect(SOCKET s, WSAEVENT hEventObject, LONG lNetworkEvents, LPINT lpErrno) = 0;
  virtual int WSPEnumNetworkEvents(SOCKET s, WSAEVENT hEventObject, LPWSANETWORKEVENTS lpNetworkEvents,
                                   LPINT lpErrno) = 0;
  /// FALSE is the failure, as of WSPGetQOSByName.
  virtual BOOL WSPGetOverlappedResult(SOCKET s, LPWSAOVERLAPPED lpOverlapped, LPDWORD lpcbTransfer,
                                      BOOL fWait, LPDWORD lpdwFlags, LPINT lpErrno) = 0;
  virtual BOOL WSPGetQOSByName(SOCKET s, LPWSABUF lpQOSName, LPQOS lpQOS, LPINT lpErrno) = 0;
  virtual int WSPCancelBlockingCall(LPINT lpErrno) = 0;

  // -- What the runtime asks beside the procedures ----------------------------------------------------------
  //
  // As the members of WOSA_PROVIDER_EXTENSION say. Without them the provider still works, but its sockets
  // cannot be polled or waited for together with those of other providers, and nobody who is inside a
  // procedure is woken when the socket is closed.

  virtual BOOL Interrupt(SOCKET /*s*/, void* /*context*/) { return FALSE; }
  virtual void Release(SOCKET /*s*/, void* /*context*/, BOOL /*descriptor_lost*/) {}
  virtual int QueryReadiness(SOCKET /*s*/, DWORD /*conditions*/, DWORD* /*ready*/, LPINT lpErrno) {
    *lpErrno = WSAEOPNOTSUPP;
    return SOCKET_ERROR;
  }
  virtual int ArmReadiness(SOCKET /*s*/, DWORD /*conditions*/, DWORD* /*ready*/, short* /*poll_events*/,
                           LPINT lpErrno) {
    *lpErrno = WSAEOPNOTSUPP;
    return SOCKET_ERROR;
  }
  virtual void DisarmReadiness(SOCKET /*s*/, DWORD /*conditions*/) {}
  /// WSAPoll for sockets that are all this provider's.
  virtual int Poll(WSAPOLLFD* /*fds*/, ULONG /*count*/, INT /*timeout_ms*/, LPINT lpErrno) {
    *lpErrno = WSAEOPNOTSUPP;
    return SOCKET_ERROR;
  }
  virtual void ThreadExit() {}
  /// Only async-signal-safe work.
  virtual void Forked() {}
};

}  // namespace wosa::mock

extern "C" {

/// Exported by libwosa-mock.so beside WSPStartup, under this name: sets the interface for the whole process.
/// The caller owns it and keeps it until another is set; NULL sets none, and then every procedure answers
/// WSAENETDOWN with a line in the log's category "provider".
///
/// If the provider has been started, the former interface gets its WSPCleanup and the new one its WSPStartup
/// here. Returns when no thread is inside the former interface any more, so it blocks while one is inside a
/// call that nothing ends: close the sockets first. Meanwhile calls answer WSAENETDOWN. Any thread.
///
/// 0, or: what the new interface's WSPStartup answered, then none is set; WSAEINPROGRESS: the caller is
/// itself inside the interface, or the provider is being started, ended or given an interface by another
/// thread, and nothing was changed.
WOSA_EXPORT INT WSAAPI wosa_mock_set_procedures(wosa::mock::Procedures* procedures);
typedef INT(WSAAPI* WOSA_MOCK_SET_PROCEDURES)(wosa::mock::Procedures* procedures);
}
