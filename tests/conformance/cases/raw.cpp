// SPDX-License-Identifier: MIT
// Behaviour 301: raw sockets, by an echo request to the own host.
#include <unistd.h>

#include "kit/case.hpp"

namespace {

unsigned short checksum(const unsigned char* data, std::size_t size) {
  unsigned sum = 0;
  for (std::size_t i = 0; i + 1 < size; i += 2) sum += static_cast<unsigned>(data[i] << 8 | data[i + 1]);
  if (size % 2 != 0) sum += static_cast<unsigned>(data[size - 1] << 8);
  while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
  return static_cast<unsigned short>(~sum);
}

}  // namespace

API_CASE(Raw, NeedsAPrivilege, 301) {
  const SOCKET s = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
  if (s == INVALID_SOCKET) {
    EXPECT_CODE(WSAGetLastError(), WSAEACCES);
  } else {
    EXPECT_EQ(geteuid(), 0U) << "a user without the privilege got a raw socket";
    EXPECT_SUCCEEDS(closesocket(s));
  }
}

ENTRY_CASE(Raw, PacketsHaveAnIPv4Header, kit::kRaw | kit::kInet, 301) {
  kit::Socket s = entry.open();
  const DWORD ms = 10000;
  ASSERT_SUCCEEDS(setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, reinterpret_cast<const char*>(&ms), sizeof ms));
  const kit::Address self = entry.loopback();
  ASSERT_SUCCEEDS(bind(s, self.data(), self.length()));
  const auto id = static_cast<unsigned short>(getpid());
  unsigned char request[12] = {
      8,   0,   0,   0,  static_cast<unsigned char>(id >> 8), static_cast<unsigned char>(id), 0, 1,
      'e', 'c', 'h', 'o'};
  const unsigned short sum = checksum(request, sizeof request);
  request[2] = static_cast<unsigned char>(sum >> 8);
  request[3] = static_cast<unsigned char>(sum);
  ASSERT_EQ(sendto(s, reinterpret_cast<const char*>(request), sizeof request, 0, self.data(), self.length()),
            static_cast<int>(sizeof request))
      << kit::error_name(WSAGetLastError());
  for (;;) {
    unsigned char packet[512];
    kit::Address from;
    const int count =
        recvfrom(s, reinterpret_cast<char*>(packet), sizeof packet, 0, from.data(), from.length_for_output());
    ASSERT_GE(count, 20) << kit::error_name(WSAGetLastError());
    ASSERT_EQ(packet[0] >> 4, 4) << "an IPv4 header comes first";
    const unsigned char* icmp = packet + (packet[0] & 15) * 4;
    if (icmp[0] != 0 || icmp[4] != request[4] || icmp[5] != request[5])
      continue;  // somebody else's, or the request
    EXPECT_EQ(count - (icmp - packet), 12);
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(icmp) + 8, 4), "echo");
    EXPECT_TRUE(from.same_host(self)) << from.text();
    break;
  }
}

ENTRY_CASE(Raw, PacketsHaveNoIPv6Header, kit::kRaw | kit::kInet6, 301) {
  kit::Socket s = entry.open();
  const DWORD ms = 10000;
  ASSERT_SUCCEEDS(setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, reinterpret_cast<const char*>(&ms), sizeof ms));
  const kit::Address self = entry.loopback();
  ASSERT_SUCCEEDS(bind(s, self.data(), self.length()));
  const auto id = static_cast<unsigned short>(getpid());
  const unsigned char request[12] = {
      128, 0,   0,   0,  static_cast<unsigned char>(id >> 8), static_cast<unsigned char>(id), 0, 1,
      'e', 'c', 'h', 'o'};
  ASSERT_EQ(sendto(s, reinterpret_cast<const char*>(request), sizeof request, 0, self.data(), self.length()),
            static_cast<int>(sizeof request))
      << kit::error_name(WSAGetLastError());
  for (;;) {
    unsigned char packet[512];
    const int count = recv(s, reinterpret_cast<char*>(packet), sizeof packet, 0);
    ASSERT_GE(count, 8) << kit::error_name(WSAGetLastError());
    if (packet[0] != 129 || packet[4] != request[4] || packet[5] != request[5]) continue;
    EXPECT_EQ(count, 12);
    break;
  }
}

ENTRY_CASE(Raw, NoListening, kit::kRaw, 57, 84) {
  kit::Socket s = entry.open();
  const kit::Address self = entry.loopback();
  ASSERT_SUCCEEDS(bind(s, self.data(), self.length()));
  EXPECT_FAILS(listen(s, 1), WSAEOPNOTSUPP);
  EXPECT_FAILS(accept(s, nullptr, nullptr), WSAEOPNOTSUPP);
}
