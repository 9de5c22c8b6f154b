// SPDX-License-Identifier: MIT
// What a caller can get wrong: every call with handles that are no sockets, with pointers that lead nowhere,
// with lengths and counts that make no sense. Each is an error code; none is a signal.
#include <sys/mman.h>

#include <functional>

#include "kit/case.hpp"
#include "kit/foreign.hpp"

namespace {

struct Call {
  const char* name;
  std::function<int(SOCKET)> run;
};

// Every call on a socket, with sensible other arguments.
std::vector<Call> all_calls() {
  static sockaddr_in address;
  static int length;
  static char data[16];
  static WSABUF buffer{8, data};
  static DWORD count, flags;
  static u_long value;
  static u_short short_value;
  address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(9);
  length = sizeof address;
  flags = 0;
  const auto* name = reinterpret_cast<const sockaddr*>(&address);
  auto* out = reinterpret_cast<sockaddr*>(&address);
  const auto as_int = [](SOCKET s) { return s == INVALID_SOCKET ? SOCKET_ERROR : 0; };
  return {
      {"bind", [=](SOCKET s) { return bind(s, name, sizeof address); }},
      {"connect", [=](SOCKET s) { return connect(s, name, sizeof address); }},
      {"WSAConnect",
       [=](SOCKET s) { return WSAConnect(s, name, sizeof address, nullptr, nullptr, nullptr, nullptr); }},
      {"listen", [](SOCKET s) { return listen(s, 1); }},
      {"accept", [=](SOCKET s) { return as_int(accept(s, nullptr, nullptr)); }},
      {"WSAAccept", [=](SOCKET s) { return as_int(WSAAccept(s, nullptr, nullptr, nullptr, 0)); }},
      {"send", [](SOCKET s) { return send(s, data, 1, 0); }},
      {"recv", [](SOCKET s) { return recv(s, data, 1, 0); }},
      {"sendto", [=](SOCKET s) { return sendto(s, data, 1, 0, name, sizeof address); }},
      {"recvfrom", [=](SOCKET s) { return recvfrom(s, data, 1, 0, out, &length); }},
      {"WSASend", [](SOCKET s) { return WSASend(s, &buffer, 1, &count, 0, nullptr, nullptr); }},
      {"WSARecv", [](SOCKET s) { return WSARecv(s, &buffer, 1, &count, &flags, nullptr, nullptr); }},
      {"WSASendTo",
       [=](SOCKET s) { return WSASendTo(s, &buffer, 1, &count, 0, name, sizeof address, nullptr, nullptr); }},
      {"WSARecvFrom",
       [=](SOCKET s) { return WSARecvFrom(s, &buffer, 1, &count, &flags, out, &length, nullptr, nullptr); }},
      {"shutdown", [](SOCKET s) { return shutdown(s, SD_BOTH); }},
      {"getsockname", [=](SOCKET s) { return getsockname(s, out, &length); }},
      {"getpeername", [=](SOCKET s) { return getpeername(s, out, &length); }},
      {"getsockopt", [](SOCKET s) { return getsockopt(s, SOL_SOCKET, SO_TYPE, data, &length); }},
      {"setsockopt", [](SOCKET s) { return setsockopt(s, SOL_SOCKET, SO_RCVBUF, data, 4); }},
      {"ioctlsocket", [](SOCKET s) { return ioctlsocket(s, FIONREAD, &value); }},
      {"WSAIoctl",
       [](SOCKET s) { return WSAIoctl(s, FIONREAD, nullptr, 0, data, 4, &count, nullptr, nullptr); }},
      {"WSAHtonl", [](SOCKET s) { return WSAHtonl(s, 1, &value); }},
      {"WSAHtons", [](SOCKET s) { return WSAHtons(s, 1, &short_value); }},
      {"WSANtohl", [](SOCKET s) { return WSANtohl(s, 1, &value); }},
      {"WSANtohs", [](SOCKET s) { return WSANtohs(s, 1, &short_value); }},
      {"closesocket", [](SOCKET s) { return closesocket(s); }},
  };
}

void expect_no_socket(SOCKET s) {
  for (const Call& call : all_calls()) {
    EXPECT_TRUE(kit::fails([&] { return call.run(s); }, call.name, {WSAENOTSOCK})) << "handle " << s;
  }
}

// A page that can neither be read nor written.
char* unreadable() {
  static void* page = mmap(nullptr, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return static_cast<char*>(page);
}

template <typename T>
T* nowhere() {
  return reinterpret_cast<T*>(unreadable() + 64);
}

}  // namespace

API_CASE(BadInput, HandlesThatWereNeverSockets, 1020, 203) {
  expect_no_socket(INVALID_SOCKET);
  expect_no_socket(static_cast<SOCKET>(987654));
  expect_no_socket(static_cast<SOCKET>(1) << 31);
  expect_no_socket(static_cast<SOCKET>(1) << 40);
  expect_no_socket(static_cast<SOCKET>(-2));
}

API_CASE(BadInput, ForeignDescriptors, 1021) {
  const int device = kit::open_dev_null();
  const int foreign = kit::open_kernel_socket();
  ASSERT_GE(device, 0);
  ASSERT_GE(foreign, 0);
  expect_no_socket(static_cast<SOCKET>(device));
  expect_no_socket(static_cast<SOCKET>(foreign));
  EXPECT_TRUE(kit::is_open_descriptor(device)) << "a foreign descriptor is not ours to close";
  EXPECT_TRUE(kit::is_open_descriptor(foreign));
  kit::close_descriptor(device);
  kit::close_descriptor(foreign);
}

ENTRY_CASE(BadInput, ClosedHandles, kit::kAny, 1022, 203) {
  kit::Socket s = entry.open();
  const SOCKET gone = s;
  s.close();
  expect_no_socket(gone);
}

ENTRY_CASE(BadInput, ClosedHandleWhoseNumberIsAFile, kit::kAny, 1022) {
  kit::Socket s = entry.open();
  const SOCKET gone = s;
  s.close();
  ASSERT_TRUE(kit::eventually([gone] { return !kit::is_open_descriptor(static_cast<int>(gone)); }));
  const int device = kit::open_dev_null_as(static_cast<int>(gone));
  ASSERT_EQ(static_cast<SOCKET>(device), gone);
  expect_no_socket(gone);
  EXPECT_TRUE(kit::is_open_descriptor(device));
  kit::close_descriptor(device);
}

ENTRY_CASE(BadInput, DataPointers, kit::kTransport, 1023) {
  kit::Pair pair = entry.connected();
  ASSERT_TRUE(kit::send_all(pair.server, "data"));
  ASSERT_TRUE(kit::readable(pair.client));
  EXPECT_FAILS(send(pair.client, nullptr, 4, 0), WSAEFAULT);
  EXPECT_FAILS(send(pair.client, nowhere<char>(), 4, 0), WSAEFAULT);
  EXPECT_FAILS(recv(pair.client, nullptr, 4, 0), WSAEFAULT);
  EXPECT_FAILS(recv(pair.client, nowhere<char>(), 4, MSG_PEEK), WSAEFAULT);
  EXPECT_FAILS(send(pair.client, "x", -1, 0), WSAEFAULT, WSAEINVAL);
  char byte = 0;
  EXPECT_FAILS(recv(pair.client, &byte, -1, 0), WSAEFAULT, WSAEINVAL);
}

ENTRY_CASE(BadInput, BufferArrays, kit::kTransport, 1023) {
  kit::Pair pair = entry.connected();
  DWORD count = 0, flags = 0;
  char data[4] = {};
  WSABUF good{4, data}, lost{4, nowhere<char>()}, none{4, nullptr};
  EXPECT_FAILS(WSASend(pair.client, nullptr, 1, &count, 0, nullptr, nullptr), WSAEFAULT);
  EXPECT_FAILS(WSASend(pair.client, nowhere<WSABUF>(), 1, &count, 0, nullptr, nullptr), WSAEFAULT);
  EXPECT_FAILS(WSASend(pair.client, &lost, 1, &count, 0, nullptr, nullptr), WSAEFAULT);
  EXPECT_FAILS(WSASend(pair.client, &none, 1, &count, 0, nullptr, nullptr), WSAEFAULT);
  EXPECT_FAILS(WSASend(pair.client, &good, 1, nullptr, 0, nullptr, nullptr), WSAEFAULT);
  EXPECT_FAILS(WSASend(pair.client, &good, 1, nowhere<DWORD>(), 0, nullptr, nullptr), WSAEFAULT);
  EXPECT_FAILS(WSASend(pair.client, &good, 0, &count, 0, nullptr, nullptr), WSAEINVAL, WSAEFAULT);
  EXPECT_FAILS(WSASend(pair.client, &good, 0xFFFFFFFFU, &count, 0, nullptr, nullptr), WSAEINVAL, WSAEFAULT,
               WSAENOBUFS);
  EXPECT_FAILS(WSARecv(pair.client, nullptr, 1, &count, &flags, nullptr, nullptr), WSAEFAULT);
  EXPECT_FAILS(WSARecv(pair.client, &good, 1, nullptr, &flags, nullptr, nullptr), WSAEFAULT);
  EXPECT_FAILS(WSARecv(pair.client, &good, 1, &count, nullptr, nullptr, nullptr), WSAEFAULT);
  EXPECT_FAILS(WSARecv(pair.client, &good, 1, &count, nowhere<DWORD>(), nullptr, nullptr), WSAEFAULT);
  EXPECT_FAILS(WSARecv(pair.client, &good, 0, &count, &flags, nullptr, nullptr), WSAEINVAL, WSAEFAULT);
}

// Two buffers whose lengths together do not fit into the count that is reported.
ENTRY_CASE(BadInput, SumOfLengths, kit::kTransport, 1023) {
  kit::Pair pair = entry.connected();
  char data[4] = {};
  WSABUF huge[] = {{0xFFFFFFFFU, data}, {0xFFFFFFFFU, data}};
  DWORD count = 0;
  EXPECT_FAILS(WSASend(pair.client, huge, 2, &count, 0, nullptr, nullptr), WSAEFAULT, WSAEMSGSIZE, WSAEINVAL,
               WSAENOBUFS);
}

ENTRY_CASE(BadInput, AddressPointers, kit::kTransport, 1023) {
  kit::Socket s = entry.open();
  const int length = entry.loopback().length();
  EXPECT_FAILS(bind(s, nullptr, length), WSAEFAULT);
  EXPECT_FAILS(bind(s, nowhere<sockaddr>(), length), WSAEFAULT);
  EXPECT_FAILS(connect(s, nowhere<sockaddr>(), length), WSAEFAULT);
  kit::Socket bound = entry.bound();
  int room = sizeof(SOCKADDR_STORAGE);
  EXPECT_FAILS(getsockname(bound, nowhere<sockaddr>(), &room), WSAEFAULT);
  kit::Address name;
  EXPECT_FAILS(getsockname(bound, name.data(), nowhere<int>()), WSAEFAULT);
}

ENTRY_CASE(BadInput, SetsAndPolls, kit::kTransport, 1023) {
  kit::Socket s = entry.bound();
  const timeval none{0, 0};
  EXPECT_FAILS(select(0, nowhere<fd_set>(), nullptr, nullptr, &none), WSAEFAULT);
  EXPECT_FAILS(WSAPoll(nowhere<WSAPOLLFD>(), 1, 0), WSAEFAULT);
  // An absurd count reaches into memory that is not there, or cannot be served.
  fd_set set;
  FD_ZERO(&set);
  FD_SET(s, &set);
  WSAPOLLFD one{s, POLLOUT, 0};
  EXPECT_FAILS(WSAPoll(&one, 0xFFFFFFFFU, 0), WSAEFAULT, WSAENOBUFS, WSAEINVAL);
}

// FD_ISSET has no way to fail: what leads nowhere has no members.
API_CASE(BadInput, SetMembership, 1023) {
  fd_set set;
  FD_ZERO(&set);
  FD_SET(5, &set);
  EXPECT_TRUE(FD_ISSET(5, &set));
  EXPECT_FALSE(FD_ISSET(6, &set));
  EXPECT_FALSE(__WSAFDIsSet(5, nullptr));
  EXPECT_FALSE(__WSAFDIsSet(5, nowhere<fd_set>()));
  // A count of rubbish reaches into memory that is not there.
  auto* pages =
      static_cast<char*>(mmap(nullptr, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  ASSERT_EQ(munmap(pages + 4096, 4096), 0);
  auto* last = reinterpret_cast<fd_set*>(pages + 4096 - offsetof(fd_set, fd_array) - 2 * sizeof(SOCKET));
  last->fd_count = 2;
  last->fd_array[1] = 7;
  EXPECT_TRUE(__WSAFDIsSet(7, last));
  last->fd_count = 0xFFFFFFFFU;
  EXPECT_FALSE(__WSAFDIsSet(8, last));
}

ENTRY_CASE(BadInput, IoctlPointers, kit::kTransport, 1023) {
  kit::Socket s = entry.bound();
  DWORD returned = 0;
  u_long value = 0;
  EXPECT_FAILS(WSAIoctl(s, FIONBIO, nowhere<u_long>(), 4, nullptr, 0, &returned, nullptr, nullptr),
               WSAEFAULT);
  EXPECT_FAILS(WSAIoctl(s, FIONREAD, nullptr, 0, nowhere<u_long>(), 4, &returned, nullptr, nullptr),
               WSAEFAULT);
  EXPECT_FAILS(WSAIoctl(s, FIONREAD, nullptr, 0, &value, 4, nowhere<DWORD>(), nullptr, nullptr), WSAEFAULT);
}

ENTRY_CASE(BadInput, SocketFlagsAndGroups, kit::kTransport, 1024) {
  WSAPROTOCOL_INFOW info = entry.info();
  EXPECT_FAILS(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, 0x40000000U),
               WSAEINVAL, WSAEOPNOTSUPP);
  EXPECT_FAILS(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 12345, 0),
               WSAEINVAL);
}

// The numbers on the wire and in memory, by the entry's byte order.
ENTRY_CASE(BadInput, ByteOrderOfAnEntry, kit::kIp, 1025) {
  kit::Socket s = entry.open();
  u_long wide = 0;
  u_short narrow = 0;
  ASSERT_EQ(entry.info().iNetworkByteOrder, BIGENDIAN);
  EXPECT_SUCCEEDS(WSAHtonl(s, 0x01020304U, &wide));
  EXPECT_EQ(wide, htonl(0x01020304U));
  EXPECT_SUCCEEDS(WSANtohl(s, wide, &wide));
  EXPECT_EQ(wide, 0x01020304U);
  EXPECT_SUCCEEDS(WSAHtons(s, 0x0102, &narrow));
  EXPECT_EQ(narrow, htons(0x0102));
  EXPECT_SUCCEEDS(WSANtohs(s, narrow, &narrow));
  EXPECT_EQ(narrow, 0x0102);
  EXPECT_FAILS(WSAHtonl(s, 1, nullptr), WSAEFAULT);
  EXPECT_FAILS(WSAHtons(s, 1, nowhere<u_short>()), WSAEFAULT);
  EXPECT_FAILS(WSANtohl(s, 1, nullptr), WSAEFAULT);
  EXPECT_FAILS(WSANtohs(s, 1, nullptr), WSAEFAULT);
}
