// SPDX-License-Identifier: MIT
// Waiting for the sockets of two providers in one call, which Windows refuses and this library does.
#include <cstring>
#include <deque>

#include "kit/case.hpp"
#include "kit/catalog_folder.hpp"

namespace {

// A stream connection of a plug-in, and a datagram socket of the built-in provider.
class Mixed {
 public:
  Mixed() {
    folder_.add("10-plugin.json",
                kit::CatalogFolder::manifest("plugin", '1', kit::CatalogFolder::tcpip_plugin()));
    WSADATA data{};
    EXPECT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    const auto entries = kit::enumerate();
    for (const WSAPROTOCOL_INFOW& info : entries) {
      const kit::Entry entry(info);
      if (!stream.client.valid() && entry.is(kit::kStream)) stream = entry.connected();
      if (!datagram.valid() && entry.is(kit::kDatagram)) datagram = entry.bound();
    }
    EXPECT_NE(std::memcmp(&provider(stream.client), &provider(datagram), sizeof(GUID)), 0)
        << "one provider has both";
  }
  ~Mixed() {
    stream = {};
    datagram.close();
    WSACleanup();
  }
  Mixed(const Mixed&) = delete;
  Mixed& operator=(const Mixed&) = delete;

  kit::Pair stream;
  kit::Socket datagram;

  void send_datagram() const {
    const kit::Address where = kit::local_address(datagram);
    EXPECT_EQ(sendto(datagram, "d", 1, 0, where.data(), where.length()), 1);
  }

 private:
  const GUID& provider(SOCKET s) {
    int length = sizeof info_;
    EXPECT_SUCCEEDS(getsockopt(s, SOL_SOCKET, SO_PROTOCOL_INFOW, reinterpret_cast<char*>(&info_), &length));
    return guids_.emplace_back(info_.ProviderId);
  }

  kit::CatalogFolder folder_;
  WSAPROTOCOL_INFOW info_{};
  std::deque<GUID> guids_;
};

int select_both(SOCKET one, SOCKET other, const timeval* time, u_int* ready = nullptr) {
  fd_set set;
  FD_ZERO(&set);
  FD_SET(one, &set);
  FD_SET(other, &set);
  const int count = select(0, &set, nullptr, nullptr, time);
  if (ready != nullptr)
    *ready = (FD_ISSET(one, &set) != 0 ? 1U : 0U) + (FD_ISSET(other, &set) != 0 ? 2U : 0U);
  return count;
}

const timeval kNone{0, 0};

void expect_select_woken(bool first) {
  Mixed mixed;
  const SOCKET one = mixed.stream.server, other = mixed.datagram;
  kit::Blocked waiting([one, other] { return select_both(one, other, nullptr); });
  ASSERT_TRUE(waiting.wait_until_inside());
  EXPECT_SUCCEEDS(closesocket(first ? mixed.stream.server.release() : mixed.datagram.release()));
  ASSERT_TRUE(waiting.finished()) << "nobody woke it";
  EXPECT_EQ(waiting.result(), SOCKET_ERROR);
  EXPECT_CODE(waiting.error(), WSAENOTSOCK);
}

}  // namespace

UNSTARTED_CASE(Mixed, SelectLooks, 142, 1029) {
  Mixed mixed;
  u_int ready = 99;
  EXPECT_EQ(select_both(mixed.stream.server, mixed.datagram, &kNone, &ready), 0);
  EXPECT_EQ(ready, 0U);
  mixed.send_datagram();
  ASSERT_TRUE(kit::readable(mixed.datagram));
  EXPECT_EQ(select_both(mixed.stream.server, mixed.datagram, &kNone, &ready), 1);
  EXPECT_EQ(ready, 2U);
  ASSERT_TRUE(kit::send_all(mixed.stream.client, "s"));
  ASSERT_TRUE(kit::readable(mixed.stream.server));
  EXPECT_EQ(select_both(mixed.stream.server, mixed.datagram, &kNone, &ready), 2);
  EXPECT_EQ(ready, 3U);
}

UNSTARTED_CASE(Mixed, SelectWaitsForEither, 142, 1029) {
  Mixed mixed;
  for (int round = 0; round < 2; ++round) {
    u_int ready = 0;
    kit::Blocked waiting([&, one = SOCKET{mixed.stream.server}, other = SOCKET{mixed.datagram}] {
      return select_both(one, other, nullptr, &ready);
    });
    ASSERT_TRUE(waiting.wait_until_inside());
    char byte = 0;
    if (round == 0) {
      mixed.send_datagram();
    } else {
      ASSERT_TRUE(kit::send_all(mixed.stream.client, "s"));
    }
    ASSERT_TRUE(waiting.finished());
    EXPECT_EQ(waiting.result(), 1) << kit::error_name(waiting.error());
    EXPECT_EQ(ready, round == 0 ? 2U : 1U);
    EXPECT_EQ(recv(round == 0 ? mixed.datagram : mixed.stream.server, &byte, 1, 0), 1);
  }
}

UNSTARTED_CASE(Mixed, SelectTimesOut, 142, 1029) {
  Mixed mixed;
  const timeval time{0, 30000};
  EXPECT_EQ(select_both(mixed.stream.server, mixed.datagram, &time), 0);
  const timeval bad{0, -1};
  EXPECT_FAILS(select_both(mixed.stream.server, mixed.datagram, &bad), WSAEINVAL);
}

UNSTARTED_CASE(Mixed, PollWaitsForEither, 1029) {
  Mixed mixed;
  WSAPOLLFD list[] = {{mixed.stream.server, POLLRDNORM, 0}, {mixed.datagram, POLLRDNORM | POLLWRNORM, 0}};
  EXPECT_EQ(WSAPoll(list, 2, 0), 1);
  EXPECT_EQ(list[0].revents, 0);
  EXPECT_EQ(list[1].revents, POLLWRNORM);
  list[1].events = POLLRDNORM;
  kit::Blocked waiting([&list] { return WSAPoll(list, 2, -1); });
  ASSERT_TRUE(waiting.wait_until_inside());
  mixed.stream.client.close();
  ASSERT_TRUE(waiting.finished());
  EXPECT_EQ(waiting.result(), 1);
  EXPECT_EQ(list[0].revents, POLLHUP);
  EXPECT_EQ(list[1].revents, 0);
}

UNSTARTED_CASE(Mixed, CloseOfTheFirstWakesTheSelect, 144, 1026, 1029) { expect_select_woken(true); }
UNSTARTED_CASE(Mixed, CloseOfTheSecondWakesTheSelect, 144, 1026, 1029) { expect_select_woken(false); }

UNSTARTED_CASE(Mixed, CloseWakesThePoll, 148, 1026, 1029) {
  Mixed mixed;
  WSAPOLLFD list[] = {{mixed.stream.server, POLLRDNORM, 0}, {mixed.datagram, POLLRDNORM, 0}};
  kit::Blocked waiting([&list] { return WSAPoll(list, 2, -1); });
  ASSERT_TRUE(waiting.wait_until_inside());
  EXPECT_SUCCEEDS(closesocket(mixed.datagram.release()));
  ASSERT_TRUE(waiting.finished()) << "nobody woke it";
  if (waiting.result() == SOCKET_ERROR) {
    EXPECT_CODE(waiting.error(), WSAENOTSOCK);
  } else {
    EXPECT_EQ(list[1].revents, POLLNVAL);
  }
}
