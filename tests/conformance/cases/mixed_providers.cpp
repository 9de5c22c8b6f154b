// SPDX-License-Identifier: MIT
// Waiting for the sockets of several providers in one call, which Windows refuses and this library does:
// every pair of providers that this build has, linked in or loaded, and all of them together.
#include <cstring>
#include <functional>

#include "kit/case.hpp"
#include "kit/catalog_folder.hpp"

namespace {

// Two sockets of one provider, connected to each other: `waiting` is waited for, `other` makes it ready.
struct Party {
  std::string name;
  kit::Socket waiting, other;

  void make_ready() const { EXPECT_TRUE(kit::send_all(other, "x")); }
  void receive() const {
    char byte = 0;
    EXPECT_EQ(recv(waiting, &byte, 1, 0), 1);
  }
};

Party party(const kit::Entry& entry) {
  kit::Pair pair = entry.connected();
  return {kit::safe_name(entry.info()), std::move(pair.server), std::move(pair.client)};
}

// What one provider has to offer.
struct Provider {
  GUID id{};
  std::vector<kit::Entry> streams, datagrams;

  // A stream or nothing else; and rather a datagram socket, for the sake of variety.
  [[nodiscard]] Party stream() const { return party(streams.at(0)); }
  [[nodiscard]] Party any() const { return party(datagrams.empty() ? streams.at(0) : datagrams.at(0)); }
};

// A catalog of everything that was built: what is linked in, the plug-ins, and tcpip once more under another
// name.
class Everything {
 public:
  Everything() {
    folder_.add("10-plugin.json",
                kit::CatalogFolder::manifest("plugin", '1', kit::CatalogFolder::tcpip_plugin()));
    for (const std::string& manifest : kit::CatalogFolder::plugin_manifests())
      folder_.add_installed(manifest);
    folder_.add("90-classic.json",
                kit::CatalogFolder::manifest("classic", '9', kit::CatalogFolder::classic_plugin()));
    WSADATA data{};
    EXPECT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    for (const WSAPROTOCOL_INFOW& info : kit::enumerate()) add(info);
    EXPECT_GE(providers.size(), 2U);
  }
  ~Everything() { WSACleanup(); }
  Everything(const Everything&) = delete;
  Everything& operator=(const Everything&) = delete;

  // A connected socket of the provider that has no readiness.
  [[nodiscard]] kit::Socket classic() const {
    WSAPROTOCOL_INFOW info = classic_;
    kit::Socket s(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, 0));
    EXPECT_TRUE(s.valid()) << kit::error_name(WSAGetLastError());
    return s;
  }

  std::vector<Provider> providers;

 private:
  void add(const WSAPROTOCOL_INFOW& info) {
    const kit::Entry entry(info);
    if (kit::safe_name(info).rfind("classic", 0) == 0) {
      classic_ = info;
      return;
    }
    if (!entry.is(kit::kTransport)) return;
    Provider* provider = nullptr;
    for (Provider& one : providers) {
      if (std::memcmp(&one.id, &info.ProviderId, sizeof(GUID)) == 0) provider = &one;
    }
    if (provider == nullptr) {
      provider = &providers.emplace_back();
      provider->id = info.ProviderId;
    }
    if (entry.is(kit::kStream)) provider->streams.push_back(entry);
    if (entry.is(kit::kDatagram)) provider->datagrams.push_back(entry);
  }

  kit::CatalogFolder folder_;
  WSAPROTOCOL_INFOW classic_{};
};

// Runs `body` for every ordered pair of different providers, the first with a stream.
void for_each_pair(const std::function<void(Party&, Party&)>& body) {
  const Everything everything;
  for (const Provider& first : everything.providers) {
    for (const Provider& second : everything.providers) {
      if (&first == &second || first.streams.empty()) continue;
      Party stream = first.stream(), any = second.any();
      SCOPED_TRACE(stream.name + " and " + any.name);
      body(stream, any);
      if (testing::Test::HasFatalFailure()) return;
    }
  }
}

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

void expect_select_woken(SOCKET one, SOCKET other, kit::Socket& closed) {
  kit::Blocked waiting([one, other] { return select_both(one, other, nullptr); });
  ASSERT_TRUE(waiting.wait_until_inside());
  EXPECT_SUCCEEDS(closesocket(closed.release()));
  ASSERT_TRUE(waiting.finished()) << "nobody woke it";
  EXPECT_EQ(waiting.result(), SOCKET_ERROR);
  EXPECT_CODE(waiting.error(), WSAENOTSOCK);
}

}  // namespace

UNSTARTED_CASE(Mixed, SelectLooks, 142, 1029) {
  for_each_pair([](Party& first, Party& second) {
    u_int ready = 99;
    EXPECT_EQ(select_both(first.waiting, second.waiting, &kNone, &ready), 0);
    EXPECT_EQ(ready, 0U);
    second.make_ready();
    ASSERT_TRUE(kit::readable(second.waiting));
    EXPECT_EQ(select_both(first.waiting, second.waiting, &kNone, &ready), 1);
    EXPECT_EQ(ready, 2U);
    first.make_ready();
    ASSERT_TRUE(kit::readable(first.waiting));
    EXPECT_EQ(select_both(first.waiting, second.waiting, &kNone, &ready), 2);
    EXPECT_EQ(ready, 3U);
  });
}

UNSTARTED_CASE(Mixed, SelectWaitsForEither, 142, 1029) {
  for_each_pair([](Party& first, Party& second) {
    for (const Party* chosen : {&second, &first}) {
      u_int ready = 0;
      kit::Blocked waiting([&, one = SOCKET{first.waiting}, other = SOCKET{second.waiting}] {
        return select_both(one, other, nullptr, &ready);
      });
      ASSERT_TRUE(waiting.wait_until_inside());
      chosen->make_ready();
      ASSERT_TRUE(waiting.finished());
      EXPECT_EQ(waiting.result(), 1) << kit::error_name(waiting.error());
      EXPECT_EQ(ready, chosen == &first ? 1U : 2U);
      chosen->receive();
    }
  });
}

UNSTARTED_CASE(Mixed, SelectTimesOut, 142, 1029) {
  for_each_pair([](Party& first, Party& second) {
    const timeval time{0, 3000}, bad{0, -1};
    EXPECT_EQ(select_both(first.waiting, second.waiting, &time), 0);
    EXPECT_FAILS(select_both(first.waiting, second.waiting, &bad), WSAEINVAL);
  });
}

UNSTARTED_CASE(Mixed, SelectForRoom, 142, 1029) {
  for_each_pair([](Party& first, Party& second) {
    fd_set writes, exceptions;
    FD_ZERO(&writes);
    FD_ZERO(&exceptions);
    for (const SOCKET s : {SOCKET{first.other}, SOCKET{second.other}}) {
      FD_SET(s, &writes);
      FD_SET(s, &exceptions);
    }
    EXPECT_EQ(select(0, nullptr, &writes, &exceptions, nullptr), 2);
    EXPECT_EQ(writes.fd_count, 2U);
    EXPECT_EQ(exceptions.fd_count, 0U);
  });
}

UNSTARTED_CASE(Mixed, PollWaitsForEither, 1029) {
  for_each_pair([](Party& first, Party& second) {
    WSAPOLLFD list[] = {{first.waiting, POLLRDNORM, 0}, {second.waiting, POLLRDNORM | POLLWRNORM, 0}};
    EXPECT_EQ(WSAPoll(list, 2, 0), 1);
    EXPECT_EQ(list[0].revents, 0);
    EXPECT_EQ(list[1].revents, POLLWRNORM);
    list[1].events = POLLRDNORM;
    kit::Blocked waiting([&list] { return WSAPoll(list, 2, -1); });
    ASSERT_TRUE(waiting.wait_until_inside());
    first.other.close();
    ASSERT_TRUE(waiting.finished());
    EXPECT_EQ(waiting.result(), 1);
    EXPECT_EQ(list[0].revents, POLLHUP);
    EXPECT_EQ(list[1].revents, 0);
  });
}

UNSTARTED_CASE(Mixed, CloseOfTheFirstWakesTheSelect, 144, 1026, 1029) {
  for_each_pair(
      [](Party& first, Party& second) { expect_select_woken(first.waiting, second.waiting, first.waiting); });
}

UNSTARTED_CASE(Mixed, CloseOfTheSecondWakesTheSelect, 144, 1026, 1029) {
  for_each_pair([](Party& first, Party& second) {
    expect_select_woken(first.waiting, second.waiting, second.waiting);
  });
}

UNSTARTED_CASE(Mixed, CloseWakesThePoll, 148, 1026, 1029) {
  for_each_pair([](Party& first, Party& second) {
    WSAPOLLFD list[] = {{first.waiting, POLLRDNORM, 0}, {second.waiting, POLLRDNORM, 0}};
    kit::Blocked waiting([&list] { return WSAPoll(list, 2, -1); });
    ASSERT_TRUE(waiting.wait_until_inside());
    EXPECT_SUCCEEDS(closesocket(second.waiting.release()));
    ASSERT_TRUE(waiting.finished()) << "nobody woke it";
    if (waiting.result() == SOCKET_ERROR) {
      EXPECT_CODE(waiting.error(), WSAENOTSOCK);
    } else {
      EXPECT_EQ(list[1].revents, POLLNVAL);
    }
  });
}

// One call over sockets of every provider, each of which wakes it in turn.
UNSTARTED_CASE(Mixed, AllProvidersInOneCall, 142, 1029) {
  const Everything everything;
  std::vector<Party> parties;
  for (const Provider& provider : everything.providers) {
    for (const auto* entries : {&provider.streams, &provider.datagrams}) {
      for (const kit::Entry& entry : *entries) parties.push_back(party(entry));
    }
  }
  for (const Party& chosen : parties) {
    SCOPED_TRACE(chosen.name);
    fd_set set;
    FD_ZERO(&set);
    std::vector<WSAPOLLFD> list;
    for (const Party& one : parties) {
      FD_SET(one.waiting, &set);
      list.push_back({one.waiting, POLLRDNORM, 0});
    }
    kit::Blocked selecting([&set] { return select(0, &set, nullptr, nullptr, nullptr); });
    kit::Blocked polling([&list] { return WSAPoll(list.data(), static_cast<ULONG>(list.size()), -1); });
    ASSERT_TRUE(selecting.wait_until_inside() && polling.wait_until_inside());
    chosen.make_ready();
    ASSERT_TRUE(selecting.finished() && polling.finished());
    EXPECT_EQ(selecting.result(), 1) << kit::error_name(selecting.error());
    EXPECT_EQ(polling.result(), 1) << kit::error_name(polling.error());
    EXPECT_NE(FD_ISSET(chosen.waiting, &set), 0);
    for (const WSAPOLLFD& one : list)
      EXPECT_EQ(one.revents, one.fd == SOCKET{chosen.waiting} ? POLLRDNORM : 0);
    chosen.receive();
  }
}

// A provider that cannot say when it is ready takes part in no mixed wait, whatever its place in the set.
UNSTARTED_CASE(Mixed, ProviderWithoutReadinessIsRefused, 142, 1029) {
  const Everything everything;
  for (const Provider& provider : everything.providers) {
    const Party modern = provider.any();
    SCOPED_TRACE(modern.name);
    const kit::Socket classic = everything.classic();
    const SOCKET orders[2][2] = {{modern.waiting, classic}, {classic, modern.waiting}};
    for (const auto& order : orders) {
      EXPECT_FAILS(select_both(order[0], order[1], &kNone), WSAEINVAL);
      EXPECT_FAILS(select_both(order[0], order[1], nullptr), WSAEINVAL);
      WSAPOLLFD list[] = {{order[0], POLLRDNORM, 0}, {order[1], POLLRDNORM, 0}};
      EXPECT_FAILS(WSAPoll(list, 2, 0), WSAEINVAL);
      EXPECT_FAILS(WSAPoll(list, 2, -1), WSAEINVAL);
    }
  }
}
