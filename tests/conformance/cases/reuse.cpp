// SPDX-License-Identifier: MIT
// Section 5, second half, and Annex A: who may share an address.
#include "kit/case.hpp"

namespace {

enum class Mode { kNone, kReuse, kExclusive };
enum class Where { kWildcard, kSpecific };

int set_flag(SOCKET s, int option, BOOL value) {
  return setsockopt(s, SOL_SOCKET, option, reinterpret_cast<const char*>(&value), sizeof value);
}

BOOL get_flag(SOCKET s, int option) {
  BOOL value = -1;
  int length = sizeof value;
  EXPECT_SUCCEEDS(getsockopt(s, SOL_SOCKET, option, reinterpret_cast<char*>(&value), &length));
  return value;
}

kit::Socket prepared(const kit::Entry& entry, Mode mode) {
  kit::Socket s = entry.open();
  if (mode == Mode::kReuse) {
    EXPECT_SUCCEEDS(set_flag(s, SO_REUSEADDR, TRUE));
  }
  if (mode == Mode::kExclusive) {
    EXPECT_SUCCEEDS(set_flag(s, SO_EXCLUSIVEADDRUSE, TRUE));
  }
  return s;
}

kit::Address address(const kit::Entry& entry, Where where, u_short port) {
  return where == Where::kWildcard ? entry.wildcard(port) : entry.loopback(port);
}

// 0 or the error of a bind.
int bind_code(SOCKET s, const kit::Address& to) {
  return bind(s, to.data(), to.length()) == 0 ? 0 : WSAGetLastError();
}

struct Party {
  Mode mode;
  Where where;
};

std::string name_of(Party party) {
  static const char* const modes[] = {"none ", "REUSE ", "EXCL "};
  return std::string(modes[static_cast<int>(party.mode)]) + (party.where == Where::kWildcard ? "W" : "S");
}

}  // namespace

// Annex A, one user: the result of the second bind for every pair of parties.
ENTRY_CASE(Reuse, ConflictMatrix, kit::kPorts, 60, 61, 63) {
  constexpr int ok = 0, inuse = WSAEADDRINUSE, access = WSAEACCES;
  static const Party parties[] = {{Mode::kNone, Where::kWildcard},      {Mode::kNone, Where::kSpecific},
                                  {Mode::kReuse, Where::kWildcard},     {Mode::kReuse, Where::kSpecific},
                                  {Mode::kExclusive, Where::kWildcard}, {Mode::kExclusive, Where::kSpecific}};
  static const int expected[6][6] = {
      {inuse, ok, access, ok, inuse, ok},
      {ok, inuse, ok, access, inuse, inuse},
      {inuse, ok, ok, ok, inuse, ok},
      {ok, inuse, ok, ok, inuse, inuse},
      {inuse, access, access, access, inuse, access},
      {ok, inuse, ok, access, inuse, inuse},
  };
  for (int first = 0; first < 6; ++first) {
    for (int second = 0; second < 6; ++second) {
      kit::Socket holder = prepared(entry, parties[first].mode);
      ASSERT_EQ(bind_code(holder, address(entry, parties[first].where, 0)), 0);
      const u_short port = kit::local_address(holder).port();
      kit::Socket rival = prepared(entry, parties[second].mode);
      const int code = bind_code(rival, address(entry, parties[second].where, port));
      EXPECT_EQ(code, expected[first][second])
          << "first " << name_of(parties[first]) << ", second " << name_of(parties[second]) << ": "
          << kit::error_name(code) << ", expected " << kit::error_name(expected[first][second]);
    }
  }
}

// A conflict ends with its holder: the table keeps no ghosts.
ENTRY_CASE(Reuse, CloseFreesTheAddress, kit::kPorts, 60, 61) {
  for (const Mode mode : {Mode::kNone, Mode::kReuse, Mode::kExclusive}) {
    kit::Socket holder = prepared(entry, mode);
    ASSERT_EQ(bind_code(holder, entry.loopback()), 0);
    const kit::Address where = kit::local_address(holder);
    holder.close();
    kit::Socket next = prepared(entry, Mode::kExclusive);
    EXPECT_EQ(bind_code(next, where), 0) << name_of({mode, Where::kSpecific});
  }
}

ENTRY_CASE(Reuse, SecondTakesTheDatagrams, kit::kDatagram | kit::kIp, 60) {
  kit::Socket first = prepared(entry, Mode::kReuse);
  ASSERT_EQ(bind_code(first, entry.loopback()), 0);
  const kit::Address where = kit::local_address(first);
  kit::Socket second = prepared(entry, Mode::kReuse);
  ASSERT_EQ(bind_code(second, where), 0);
  kit::Socket sender = entry.open();
  ASSERT_SUCCEEDS(sendto(sender, "x", 1, 0, where.data(), where.length()));
  // Which of the two gets it is undefined; that one of them does is not.
  fd_set set;
  FD_ZERO(&set);
  FD_SET(first, &set);
  FD_SET(second, &set);
  const timeval patience{kit::kPatienceMs / 1000, 0};
  EXPECT_EQ(select(0, &set, nullptr, nullptr, &patience), 1);
}

ENTRY_CASE(Reuse, ExclusiveRefusesEverybody, kit::kPorts, 61) {
  kit::Socket owner = prepared(entry, Mode::kExclusive);
  ASSERT_EQ(bind_code(owner, entry.loopback()), 0);
  const kit::Address where = kit::local_address(owner);
  kit::Socket plain = prepared(entry, Mode::kNone);
  EXPECT_CODE(bind_code(plain, where), WSAEADDRINUSE);
  kit::Socket taker = prepared(entry, Mode::kReuse);
  EXPECT_CODE(bind_code(taker, where), WSAEACCES);
}

ENTRY_CASE(Reuse, OptionsExcludeEachOther, kit::kPorts, 62) {
  kit::Socket exclusive = prepared(entry, Mode::kExclusive);
  EXPECT_FAILS(set_flag(exclusive, SO_REUSEADDR, TRUE), WSAEINVAL);
  kit::Socket shared = prepared(entry, Mode::kReuse);
  EXPECT_FAILS(set_flag(shared, SO_EXCLUSIVEADDRUSE, TRUE), WSAEINVAL);
  EXPECT_SUCCEEDS(set_flag(shared, SO_REUSEADDR, FALSE));
  EXPECT_SUCCEEDS(set_flag(shared, SO_EXCLUSIVEADDRUSE, TRUE));
}

ENTRY_CASE(Reuse, OptionsAreReadBack, kit::kPorts, 60, 61) {
  kit::Socket s = entry.open();
  EXPECT_EQ(get_flag(s, SO_REUSEADDR), FALSE);
  EXPECT_EQ(get_flag(s, SO_EXCLUSIVEADDRUSE), FALSE);
  EXPECT_SUCCEEDS(set_flag(s, SO_REUSEADDR, TRUE));
  EXPECT_EQ(get_flag(s, SO_REUSEADDR), TRUE);
  EXPECT_SUCCEEDS(set_flag(s, SO_REUSEADDR, FALSE));
  EXPECT_EQ(get_flag(s, SO_REUSEADDR), FALSE);
  EXPECT_SUCCEEDS(set_flag(s, SO_EXCLUSIVEADDRUSE, TRUE));
  EXPECT_EQ(get_flag(s, SO_EXCLUSIVEADDRUSE), TRUE);
}

ENTRY_CASE(Reuse, DifferentAddressesNeverConflict, kit::kPorts | kit::kInet, 63) {
  for (const Mode mode : {Mode::kNone, Mode::kReuse, Mode::kExclusive}) {
    kit::Socket first = prepared(entry, mode);
    ASSERT_EQ(bind_code(first, entry.loopback()), 0);
    kit::Socket second = prepared(entry, mode);
    EXPECT_EQ(bind_code(second, kit::Address::inet(0x7F000002U, kit::local_address(first).port())), 0);
  }
}

ENTRY_CASE(Reuse, ExclusivePortLivesWithItsConnections, kit::kStream | kit::kPorts, 64) {
  kit::Socket listening = prepared(entry, Mode::kExclusive);
  ASSERT_EQ(bind_code(listening, entry.loopback()), 0);
  ASSERT_SUCCEEDS(listen(listening, 4));
  const kit::Address where = kit::local_address(listening);
  kit::Pair pair = entry.connected_through(listening);
  listening.close();
  kit::Socket again = prepared(entry, Mode::kExclusive);
  EXPECT_CODE(bind_code(again, where), WSAEADDRINUSE, WSAEACCES);
  pair.client.close();
  pair.server.close();
}

// The server's side closes first, so that the wait of the old connection is on its port.
ENTRY_CASE(Reuse, OldConnectionsDoNotHoldThePort, kit::kStream | kit::kPorts, 65) {
  kit::Socket listening = entry.listener();
  const kit::Address where = kit::local_address(listening);
  kit::Pair pair = entry.connected_through(listening);
  ASSERT_SUCCEEDS(shutdown(pair.server, SD_SEND));
  char byte = 0;
  EXPECT_EQ(recv(pair.client, &byte, 1, 0), 0);
  pair.client.close();
  EXPECT_EQ(recv(pair.server, &byte, 1, 0), 0);
  pair.server.close();
  listening.close();
  kit::Socket again = entry.open();
  EXPECT_EQ(bind_code(again, where), 0);
  EXPECT_SUCCEEDS(listen(again, 4));
}

ENTRY_CASE(Reuse, TwoListenersNeedReuse, kit::kStream | kit::kPorts, 60, 61) {
  kit::Socket first = entry.listener();
  kit::Socket second = entry.open();
  EXPECT_CODE(bind_code(second, kit::local_address(first)), WSAEADDRINUSE);
}

ENTRY_CASE(Reuse, DualModeChecksBothFamilies, kit::kPorts | kit::kInet6, 66) {
  const kit::Socket v4 = entry.open_sibling(AF_INET);
  ASSERT_SUCCEEDS(set_flag(v4, SO_EXCLUSIVEADDRUSE, TRUE));
  ASSERT_EQ(bind_code(v4, kit::Address::inet(INADDR_ANY)), 0);
  kit::Socket dual = entry.open();
  const DWORD off = 0;
  ASSERT_SUCCEEDS(
      setsockopt(dual, IPPROTO_IPV6, IPV6_V6ONLY, reinterpret_cast<const char*>(&off), sizeof off));
  EXPECT_CODE(bind_code(dual, entry.wildcard(kit::local_address(v4).port())), WSAEACCES);
}

ENTRY_CASE(Reuse, DualModeAndPlainOwner, kit::kPorts | kit::kInet6, 66) {
  const kit::Socket v4 = entry.open_sibling(AF_INET);
  ASSERT_EQ(bind_code(v4, kit::Address::inet(INADDR_ANY)), 0);
  const u_short port = kit::local_address(v4).port();
  kit::Socket only6 = entry.open();
  EXPECT_EQ(bind_code(only6, entry.wildcard(port)), 0) << "an IPv6-only socket has its own ports";
}
