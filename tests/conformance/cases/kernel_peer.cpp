// SPDX-License-Identifier: MIT
// An entry whose handles are the kernel's own: they work in system calls, and sockets of other programs are
// its peers.
#include "kit/case.hpp"
#include "kit/foreign.hpp"
#include "kit/kernel_socket.hpp"

namespace {

kit::Address address_of(const kit::KernelSocket& s) {
  const kit::RawName name = s.name();
  return {name.data(), static_cast<int>(name.size())};
}

int descriptor_of(SOCKET s) { return static_cast<int>(s); }

}  // namespace

ENTRY_CASE(KernelPeer, ClientReachesOurListener, kit::kKernel | kit::kStream, 1030) {
  kit::Socket listening = entry.listener();
  const kit::Address where = kit::local_address(listening);
  const kit::KernelSocket client = kit::kernel_client(where.data(), where.length());
  ASSERT_TRUE(client.valid()) << where.text();
  kit::Address peer;
  const kit::Socket server(accept(listening, peer.data(), peer.length_for_output()));
  ASSERT_TRUE(server.valid()) << kit::error_name(WSAGetLastError());
  EXPECT_TRUE(peer.same_as(address_of(client))) << peer.text();
  ASSERT_TRUE(kit::write_descriptor(client.descriptor(), "to Winsock"));
  EXPECT_EQ(kit::receive_exactly(server, 10), "to Winsock");
  ASSERT_TRUE(kit::send_all(server, "to the kernel"));
  EXPECT_EQ(kit::read_descriptor(client.descriptor(), 13), "to the kernel");
}

ENTRY_CASE(KernelPeer, ListenerIsReached, kit::kKernel | kit::kStream, 1030) {
  const kit::Address wanted = entry.loopback();
  const kit::KernelSocket listening = kit::kernel_listener(wanted.data(), wanted.length());
  ASSERT_TRUE(listening.valid()) << wanted.text();
  const kit::Address where = address_of(listening);
  kit::Socket client = entry.open();
  ASSERT_SUCCEEDS(connect(client, where.data(), where.length()));
  EXPECT_TRUE(kit::peer_address(client).same_as(where));
  const kit::KernelSocket server = listening.accept();
  ASSERT_TRUE(server.valid());
  ASSERT_TRUE(kit::send_all(client, "to the kernel"));
  EXPECT_EQ(kit::read_descriptor(server.descriptor(), 13), "to the kernel");
  ASSERT_TRUE(kit::write_descriptor(server.descriptor(), "to Winsock"));
  EXPECT_EQ(kit::receive_exactly(client, 10), "to Winsock");
}

ENTRY_CASE(KernelPeer, EndOfThePeerIsTheEnd, kit::kKernel | kit::kStream, 100, 1030) {
  kit::Socket listening = entry.listener();
  const kit::Address where = kit::local_address(listening);
  kit::KernelSocket client = kit::kernel_client(where.data(), where.length());
  ASSERT_TRUE(client.valid());
  const kit::Socket server(accept(listening, nullptr, nullptr));
  ASSERT_TRUE(server.valid());
  ASSERT_TRUE(kit::write_descriptor(client.descriptor(), "last words"));
  client = kit::KernelSocket();
  EXPECT_EQ(kit::receive_exactly(server, 10), "last words");
  char byte = 0;
  EXPECT_EQ(recv(server, &byte, 1, 0), 0);
}

ENTRY_CASE(KernelPeer, DatagramsGoBothWays, kit::kKernel | kit::kDatagram, 1030) {
  const kit::Address wanted = entry.loopback();
  const kit::KernelSocket other = kit::kernel_datagram(wanted.data(), wanted.length());
  ASSERT_TRUE(other.valid());
  const kit::Address where = address_of(other);
  kit::Socket s = entry.bound();
  ASSERT_SUCCEEDS(connect(s, where.data(), where.length()));
  ASSERT_TRUE(kit::send_all(s, "ping"));
  EXPECT_EQ(kit::read_descriptor(other.descriptor(), 4), "ping");
}

ENTRY_CASE(KernelPeer, HandleWorksInSystemCalls, kit::kKernel, 1030) {
  kit::Pair pair = entry.connected();
  EXPECT_FALSE(kit::descriptor_is_readable(descriptor_of(pair.server), 0));
  ASSERT_TRUE(kit::write_descriptor(descriptor_of(pair.client), "written"));
  EXPECT_TRUE(kit::descriptor_is_readable(descriptor_of(pair.server), kit::kPatienceMs));
  EXPECT_EQ(kit::receive_exactly(pair.server, 7), "written");
  ASSERT_TRUE(kit::send_all(pair.server, "sent"));
  EXPECT_EQ(kit::read_descriptor(descriptor_of(pair.client), 4), "sent");
}
