// SPDX-License-Identifier: MIT
// Sizes and member order of Winsock's types, as on 64-bit Windows. Records that hold WCHARs are larger here
// (WCHAR has four bytes, see the list of deviations); their expected sizes say so.
#include <gtest/gtest.h>

#include <winsock2.h>

#include <ws2tcpip.h>

#include <afunix.h>
#include <mstcpip.h>
#include <mswsock.h>
#include <nspapi.h>
#include <ws2spi.h>

#include <cstddef>
#include <type_traits>

namespace {

constexpr std::size_t kWideExcess = sizeof(WCHAR) - 2;  // per character, against Windows

// 1. SOCKET is unsigned and as wide as a pointer.
TEST(Layout, Behaviour001Socket) {
  EXPECT_TRUE(std::is_unsigned_v<SOCKET>);
  EXPECT_EQ(sizeof(SOCKET), sizeof(void*));
  EXPECT_EQ(INVALID_SOCKET, ~static_cast<SOCKET>(0));
  EXPECT_EQ(SOCKET_ERROR, -1);
}

// 3. u_long and its like have 32 bits. (timeval is libc's: a deviation.)
TEST(Layout, Behaviour003ThirtyTwoBitIntegers) {
  EXPECT_EQ(sizeof(u_long), 4u);
  EXPECT_EQ(sizeof(DWORD), 4u);
  EXPECT_EQ(sizeof(LONG), 4u);
  EXPECT_EQ(sizeof(ULONG), 4u);
  EXPECT_EQ(sizeof(BOOL), 4u);
  EXPECT_EQ(sizeof(UINT), 4u);
  EXPECT_EQ(sizeof(HRESULT), 4u);
  EXPECT_EQ(sizeof(WORD), 2u);
  EXPECT_EQ(sizeof(ULONGLONG), 8u);
  EXPECT_EQ(sizeof(ULONG_PTR), sizeof(void*));
  EXPECT_EQ(sizeof(DWORD_PTR), sizeof(void*));
  EXPECT_EQ(sizeof(in_addr), 4u);
  EXPECT_TRUE((std::is_same_v<decltype(&ioctlsocket), int (*)(SOCKET, LONG, u_long*)>));
}

// 4. linger has two 16-bit members; WSABUF's length comes first.
TEST(Layout, Behaviour004LingerAndBuffer) {
  EXPECT_EQ(sizeof(linger), 4u);
  EXPECT_EQ(sizeof(linger::l_onoff), 2u);
  EXPECT_EQ(offsetof(linger, l_linger), 2u);
  EXPECT_EQ(sizeof(WSABUF), 16u);
  EXPECT_EQ(offsetof(WSABUF, len), 0u);
  EXPECT_EQ(offsetof(WSABUF, buf), 8u);
}

// 5. fd_set is a counted array.
TEST(Layout, Behaviour005FdSet) {
  EXPECT_EQ(FD_SETSIZE, 64);
  EXPECT_EQ(sizeof(fd_set), 520u);
  EXPECT_EQ(offsetof(fd_set, fd_count), 0u);
  EXPECT_EQ(offsetof(fd_set, fd_array), 8u);
}

// 6. Sizes of the records that programs pass.
TEST(Layout, Behaviour006Sizes) {
  EXPECT_EQ(sizeof(WSADATA), 408u);
  EXPECT_EQ(sizeof(WSAPROTOCOL_INFOA), 372u);
  EXPECT_EQ(sizeof(WSAPROTOCOL_INFOW), 628u + 256 * kWideExcess);
  EXPECT_EQ(sizeof(OVERLAPPED), 32u);
  EXPECT_EQ(sizeof(WSAOVERLAPPED), 32u);
  EXPECT_EQ(sizeof(WSAPOLLFD), 16u);
  EXPECT_EQ(sizeof(WSANETWORKEVENTS), 44u);
  EXPECT_EQ(sizeof(WSAQUERYSETW), 120u);
  EXPECT_EQ(sizeof(WSAQUERYSETA), 120u);
  EXPECT_EQ(sizeof(WSAMSG), 56u);
  EXPECT_EQ(sizeof(addrinfo), 48u);
  EXPECT_EQ(sizeof(ADDRINFOW), 48u);
  EXPECT_EQ(sizeof(ADDRINFOEXW), 72u);
  EXPECT_EQ(sizeof(sockaddr), 16u);
  EXPECT_EQ(sizeof(sockaddr_in), 16u);
  EXPECT_EQ(sizeof(sockaddr_in6), 28u);
  EXPECT_EQ(sizeof(SOCKADDR_INET), 28u);
  EXPECT_EQ(sizeof(sockaddr_un), 110u);
  EXPECT_EQ(sizeof(SOCKADDR_STORAGE), 128u);
  EXPECT_EQ(alignof(SOCKADDR_STORAGE), 8u);
  EXPECT_EQ(sizeof(QOS), 80u);
  EXPECT_EQ(sizeof(WSACMSGHDR), 16u);
  EXPECT_EQ(sizeof(INTERFACE_INFO), 76u);
  EXPECT_EQ(sizeof(GROUP_REQ), 136u);
  EXPECT_EQ(sizeof(GROUP_SOURCE_REQ), 264u);
  EXPECT_EQ(sizeof(CSADDR_INFO), 40u);
  EXPECT_EQ(sizeof(GUID), 16u);
  EXPECT_EQ(sizeof(tcp_keepalive), 12u);
  EXPECT_EQ(sizeof(TCP_INFO_v0), 88u);
  EXPECT_EQ(sizeof(TCP_INFO_v1), 136u);
  EXPECT_EQ(sizeof(TRANSMIT_PACKETS_ELEMENT), 24u);
}

// 7. In 64-bit WSADATA the numbers precede the strings.
TEST(Layout, Behaviour007StartupDataOrder) {
  EXPECT_EQ(offsetof(WSADATA, wVersion), 0u);
  EXPECT_EQ(offsetof(WSADATA, wHighVersion), 2u);
  EXPECT_EQ(offsetof(WSADATA, iMaxSockets), 4u);
  EXPECT_EQ(offsetof(WSADATA, iMaxUdpDg), 6u);
  EXPECT_EQ(offsetof(WSADATA, lpVendorInfo), 8u);
  EXPECT_EQ(offsetof(WSADATA, szDescription), 16u);
  EXPECT_EQ(offsetof(WSADATA, szSystemStatus), 16u + 257u);
}

// 8. servent's protocol precedes its port; hostent's numbers have 16 bits.
TEST(Layout, Behaviour008DatabaseRecords) {
  EXPECT_EQ(offsetof(servent, s_proto), 16u);
  EXPECT_EQ(offsetof(servent, s_port), 24u);
  EXPECT_EQ(sizeof(servent::s_port), 2u);
  EXPECT_EQ(sizeof(hostent::h_addrtype), 2u);
  EXPECT_EQ(sizeof(hostent::h_length), 2u);
  EXPECT_EQ(offsetof(hostent, h_length), 18u);
  EXPECT_EQ(offsetof(hostent, h_addr_list), 24u);
  EXPECT_EQ(sizeof(protoent::p_proto), 2u);
}

// 10. addrinfo's name precedes its address, and the length is a size_t.
TEST(Layout, Behaviour010AddressInfo) {
  EXPECT_TRUE((std::is_same_v<decltype(addrinfo::ai_addrlen), size_t>));
  EXPECT_EQ(offsetof(addrinfo, ai_addrlen), 16u);
  EXPECT_EQ(offsetof(addrinfo, ai_canonname), 24u);
  EXPECT_EQ(offsetof(addrinfo, ai_addr), 32u);
  EXPECT_EQ(offsetof(addrinfo, ai_next), 40u);
}

TEST(Layout, SocketAddresses) {
  EXPECT_EQ(sizeof(sockaddr::sa_family), 2u);
  EXPECT_EQ(offsetof(sockaddr_in, sin_port), 2u);
  EXPECT_EQ(offsetof(sockaddr_in, sin_addr), 4u);
  EXPECT_EQ(offsetof(sockaddr_in6, sin6_flowinfo), 4u);
  EXPECT_EQ(offsetof(sockaddr_in6, sin6_addr), 8u);
  EXPECT_EQ(offsetof(sockaddr_in6, sin6_scope_id), 24u);
  EXPECT_EQ(offsetof(sockaddr_un, sun_path), 2u);
  EXPECT_EQ(offsetof(ip_mreq_source, imr_sourceaddr), 4u);
  EXPECT_EQ(offsetof(ip_mreq_source, imr_interface), 8u);
}

TEST(Layout, CatalogEntry) {
  EXPECT_EQ(offsetof(WSAPROTOCOL_INFOW, ProviderId), 20u);
  EXPECT_EQ(offsetof(WSAPROTOCOL_INFOW, dwCatalogEntryId), 36u);
  EXPECT_EQ(offsetof(WSAPROTOCOL_INFOW, ProtocolChain), 40u);
  EXPECT_EQ(offsetof(WSAPROTOCOL_INFOW, iVersion), 72u);
  EXPECT_EQ(offsetof(WSAPROTOCOL_INFOW, dwProviderReserved), 112u);
  EXPECT_EQ(offsetof(WSAPROTOCOL_INFOW, szProtocol), 116u);
  EXPECT_EQ(offsetof(WSAPROTOCOL_INFOA, szProtocol), 116u);
}

// The provider's table: thirty entries in the documented order, which existing providers are compiled
// against.
TEST(Layout, ProcedureTable) {
  EXPECT_EQ(sizeof(WSPPROC_TABLE), 30 * sizeof(void*));
#define EXPECT_SLOT(number, name) \
  EXPECT_EQ(offsetof(WSPPROC_TABLE, lpWSP##name), ((number)-1) * sizeof(void*))
  EXPECT_SLOT(1, Accept);
  EXPECT_SLOT(2, AddressToString);
  EXPECT_SLOT(3, AsyncSelect);
  EXPECT_SLOT(4, Bind);
  EXPECT_SLOT(5, CancelBlockingCall);
  EXPECT_SLOT(6, Cleanup);
  EXPECT_SLOT(7, CloseSocket);
  EXPECT_SLOT(8, Connect);
  EXPECT_SLOT(9, DuplicateSocket);
  EXPECT_SLOT(10, EnumNetworkEvents);
  EXPECT_SLOT(11, EventSelect);
  EXPECT_SLOT(12, GetOverlappedResult);
  EXPECT_SLOT(13, GetPeerName);
  EXPECT_SLOT(14, GetSockName);
  EXPECT_SLOT(15, GetSockOpt);
  EXPECT_SLOT(16, GetQOSByName);
  EXPECT_SLOT(17, Ioctl);
  EXPECT_SLOT(18, JoinLeaf);
  EXPECT_SLOT(19, Listen);
  EXPECT_SLOT(20, Recv);
  EXPECT_SLOT(21, RecvDisconnect);
  EXPECT_SLOT(22, RecvFrom);
  EXPECT_SLOT(23, Select);
  EXPECT_SLOT(24, Send);
  EXPECT_SLOT(25, SendDisconnect);
  EXPECT_SLOT(26, SendTo);
  EXPECT_SLOT(27, SetSockOpt);
  EXPECT_SLOT(28, Shutdown);
  EXPECT_SLOT(29, Socket);
  EXPECT_SLOT(30, StringToAddress);
#undef EXPECT_SLOT
}

TEST(Layout, UpcallTable) {
  EXPECT_EQ(sizeof(WSPUPCALLTABLE), 15 * sizeof(void*));
#define EXPECT_SLOT(number, name) \
  EXPECT_EQ(offsetof(WSPUPCALLTABLE, lpWPU##name), ((number)-1) * sizeof(void*))
  EXPECT_SLOT(1, CloseEvent);
  EXPECT_SLOT(2, CloseSocketHandle);
  EXPECT_SLOT(3, CreateEvent);
  EXPECT_SLOT(4, CreateSocketHandle);
  EXPECT_SLOT(5, FDIsSet);
  EXPECT_SLOT(6, GetProviderPath);
  EXPECT_SLOT(7, ModifyIFSHandle);
  EXPECT_SLOT(8, PostMessage);
  EXPECT_SLOT(9, QueryBlockingCallback);
  EXPECT_SLOT(10, QuerySocketHandleContext);
  EXPECT_SLOT(11, QueueApc);
  EXPECT_SLOT(12, ResetEvent);
  EXPECT_SLOT(13, SetEvent);
  EXPECT_SLOT(14, OpenCurrentThread);
  EXPECT_SLOT(15, CloseThread);
#undef EXPECT_SLOT
}

TEST(Layout, ProviderRecords) {
  EXPECT_EQ(sizeof(WSPDATA), 516u + 256 * kWideExcess);
  EXPECT_EQ(sizeof(WSATHREADID), 16u);
  EXPECT_EQ(sizeof(NSP_ROUTINE), 88u);
  EXPECT_EQ(offsetof(NSP_ROUTINE, NSPIoctl), 80u);
  EXPECT_EQ(sizeof(NSPV2_ROUTINE), 72u);
  EXPECT_EQ(sizeof(RIO_EXTENSION_FUNCTION_TABLE), 112u);
  EXPECT_EQ(WSS_OPERATION_IN_PROGRESS, 0x103);
}

}  // namespace
