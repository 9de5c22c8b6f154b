// SPDX-License-Identifier: MIT
// Section 4: enumeration and selection, checked against a model of the documented rules over the enumerated
// entries.
#include <ws2spi.h>

#include <algorithm>
#include <cstring>
#include <set>

#include "kit/case.hpp"
#include "kit/foreign.hpp"

namespace {

WSAPROTOCOL_INFOW record_of(SOCKET s) {
  WSAPROTOCOL_INFOW info{};
  int length = sizeof info;
  EXPECT_SUCCEEDS(getsockopt(s, SOL_SOCKET, SO_PROTOCOL_INFOW, reinterpret_cast<char*>(&info), &length));
  return info;
}

bool protocol_matches(const WSAPROTOCOL_INFOW& info, int protocol) {
  if (protocol == 0 && (info.iProtocol == 0 || (info.dwProviderFlags & PFL_MATCHES_PROTOCOL_ZERO) != 0))
    return true;
  return protocol != 0 && protocol >= info.iProtocol && protocol <= info.iProtocol + info.iProtocolMaxOffset;
}

struct Selection {
  const WSAPROTOCOL_INFOW* chosen = nullptr;
  bool family = false, type = false, protocol_elsewhere = false;
};

Selection select_by_the_rules(const std::vector<WSAPROTOCOL_INFOW>& entries, int af, int type, int protocol) {
  Selection selection;
  for (const WSAPROTOCOL_INFOW& info : entries) {
    const bool family_fits = af == AF_UNSPEC || info.iAddressFamily == af;
    const bool type_fits = type == 0 || info.iSocketType == type;
    selection.family |= family_fits;
    selection.type |= family_fits && type_fits;
    selection.protocol_elsewhere |= family_fits && !type_fits && protocol_matches(info, protocol);
    if (selection.chosen == nullptr && family_fits && type_fits && protocol_matches(info, protocol)) {
      selection.chosen = &info;
    }
  }
  return selection;
}

}  // namespace

API_CASE(Catalog, SelectionFollowsTheOrder, 34, 35, 36, 37) {
  const auto entries = kit::enumerate();
  for (const int af : {AF_UNSPEC, AF_INET, AF_INET6}) {
    for (const int type : {0, SOCK_STREAM, SOCK_DGRAM, SOCK_RAW}) {
      for (const int protocol : {0, 1, 6, 17, 58, 200}) {
        if (af == AF_UNSPEC && type == 0 && protocol == 0) continue;  // behaviour 41
        const Selection expected = select_by_the_rules(entries, af, type, protocol);
        if (expected.chosen == nullptr) continue;  // behaviours 39 and 40
        SCOPED_TRACE(testing::Message() << "socket(" << af << ", " << type << ", " << protocol << ")");
        const kit::Socket s(socket(af, type, protocol));
        if (!s.valid()) {
          // A raw entry serves protocol 0, which the kernel cannot open, and needs a privilege.
          EXPECT_EQ(expected.chosen->iSocketType, SOCK_RAW) << kit::error_name(WSAGetLastError());
          continue;
        }
        EXPECT_EQ(record_of(s).dwCatalogEntryId, expected.chosen->dwCatalogEntryId);
      }
    }
  }
}

API_CASE(Catalog, EnumerationIsStable, 34) {
  const auto first = kit::enumerate();
  const auto second = kit::enumerate();
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t i = 0; i < first.size(); ++i)
    EXPECT_EQ(std::memcmp(&first[i], &second[i], sizeof first[i]), 0) << i;
}

API_CASE(Catalog, LoneLayersAreNoCandidates, 38) {
  for (const WSAPROTOCOL_INFOW& info : kit::enumerate()) EXPECT_GE(info.ProtocolChain.ChainLen, 1);
}

API_CASE(Catalog, NoMatchSaysWhatDoesNotMatch, 39) {
  EXPECT_FAILS(socket(77, SOCK_STREAM, 0), WSAEAFNOSUPPORT);
  EXPECT_FAILS(socket(AF_IRDA, SOCK_STREAM, 0), WSAEAFNOSUPPORT);
  EXPECT_FAILS(socket(-5, SOCK_STREAM, 0), WSAEAFNOSUPPORT);
  EXPECT_FAILS(socket(AF_INET, SOCK_SEQPACKET, 0), WSAESOCKTNOSUPPORT);
  EXPECT_FAILS(socket(AF_INET, 99, 0), WSAESOCKTNOSUPPORT);
  EXPECT_FAILS(socket(AF_INET, SOCK_STREAM, 123), WSAEPROTONOSUPPORT, WSAEPROTOTYPE);
  EXPECT_FAILS(socket(AF_INET, SOCK_DGRAM, -7), WSAEPROTONOSUPPORT);
}

API_CASE(Catalog, ProtocolOfAnotherType, 39, 40) {
  EXPECT_FAILS(socket(AF_INET, SOCK_STREAM, IPPROTO_UDP), WSAEPROTONOSUPPORT, WSAEPROTOTYPE);
  EXPECT_FAILS(socket(AF_INET, SOCK_DGRAM, IPPROTO_TCP), WSAEPROTONOSUPPORT, WSAEPROTOTYPE);
  const kit::Socket tcp(socket(AF_INET, SOCK_STREAM, 0));
  EXPECT_EQ(record_of(tcp).iProtocol, IPPROTO_TCP);
  const kit::Socket udp(socket(AF_INET, SOCK_DGRAM, 0));
  EXPECT_EQ(record_of(udp).iProtocol, IPPROTO_UDP);
}

API_CASE(Catalog, WildcardFamilyAndType, 41) {
  const auto entries = kit::enumerate();
  const auto first = std::find_if(entries.begin(), entries.end(), [](const WSAPROTOCOL_INFOW& info) {
    return protocol_matches(info, IPPROTO_TCP) && info.iSocketType == SOCK_STREAM;
  });
  ASSERT_NE(first, entries.end());
  const kit::Socket s(socket(AF_UNSPEC, 0, IPPROTO_TCP));
  ASSERT_TRUE(s.valid()) << kit::error_name(WSAGetLastError());
  EXPECT_EQ(record_of(s).dwCatalogEntryId, first->dwCatalogEntryId);
  EXPECT_FAILS(socket(AF_UNSPEC, 0, 0), WSAEINVAL);
}

API_CASE(Catalog, ServiceEnumerationListsEverything, 42) {
  DWORD size = 0;
  INT error = 0;
  EXPECT_EQ(WSCEnumProtocols(nullptr, nullptr, &size, &error), SOCKET_ERROR);
  EXPECT_CODE(error, WSAENOBUFS);
  std::vector<WSAPROTOCOL_INFOW> all(size / sizeof(WSAPROTOCOL_INFOW));
  const int count = WSCEnumProtocols(nullptr, all.data(), &size, &error);
  ASSERT_EQ(count, static_cast<int>(all.size()));
  // What the API enumerates is that list without hidden entries and lone layers, in the same order.
  std::vector<DWORD> visible, enumerated;
  for (const auto& info : all) {
    if ((info.dwProviderFlags & PFL_HIDDEN) == 0 && info.ProtocolChain.ChainLen != 0)
      visible.push_back(info.dwCatalogEntryId);
  }
  for (const auto& info : kit::enumerate()) enumerated.push_back(info.dwCatalogEntryId);
  EXPECT_EQ(enumerated, visible);
}

ENTRY_CASE(Catalog, ExplicitEntryIsUsed, kit::kAny, 44, 51) {
  const kit::Socket s = entry.open();
  const WSAPROTOCOL_INFOW info = record_of(s);
  EXPECT_EQ(info.dwCatalogEntryId, entry.info().dwCatalogEntryId);
  EXPECT_EQ(std::memcmp(&info.ProviderId, &entry.info().ProviderId, sizeof(GUID)), 0);
  EXPECT_EQ(std::memcmp(&info, &entry.info(), sizeof info), 0) << "the record is the catalog's";
}

// The three numbers are passed on to the provider as they are, so that it is the provider who refuses them.
ENTRY_CASE(Catalog, ExplicitEntryGetsTheNumbersGiven, kit::kTransport, 44) {
  WSAPROTOCOL_INFOW info = entry.info();
  const kit::Socket given(
      WSASocketW(info.iAddressFamily, info.iSocketType, info.iProtocol, &info, 0, WSA_FLAG_OVERLAPPED));
  EXPECT_TRUE(given.valid()) << kit::error_name(WSAGetLastError());
  EXPECT_FAILS(WSASocketW(77, info.iSocketType, info.iProtocol, &info, 0, 0), WSAEAFNOSUPPORT, WSAEINVAL);
  EXPECT_FAILS(WSASocketW(info.iAddressFamily, 99, info.iProtocol, &info, 0, 0), WSAESOCKTNOSUPPORT,
               WSAEINVAL, WSAEPROTOTYPE);
}

ENTRY_CASE(Catalog, EntrysOwnValues, kit::kTransport, 45) {
  WSAPROTOCOL_INFOW info = entry.info();
  const kit::Socket from_info(
      WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, 0));
  EXPECT_TRUE(from_info.valid()) << kit::error_name(WSAGetLastError());
  const kit::Socket zeros(WSASocketW(0, 0, info.iProtocol, &info, 0, 0));
  ASSERT_TRUE(zeros.valid()) << kit::error_name(WSAGetLastError());
  DWORD type = 0;
  int length = sizeof type;
  EXPECT_SUCCEEDS(getsockopt(zeros, SOL_SOCKET, SO_TYPE, reinterpret_cast<char*>(&type), &length));
  EXPECT_EQ(static_cast<int>(type), info.iSocketType);
}

ENTRY_CASE(Catalog, NarrowRecordChoosesToo, kit::kTransport, 44, 51) {
  WSAPROTOCOL_INFOA info{};
  const kit::Socket wide = entry.open();
  int length = sizeof info;
  ASSERT_SUCCEEDS(getsockopt(wide, SOL_SOCKET, SO_PROTOCOL_INFOA, reinterpret_cast<char*>(&info), &length));
  EXPECT_EQ(info.dwCatalogEntryId, entry.info().dwCatalogEntryId);
  std::size_t i = 0;
  while (info.szProtocol[i] != 0 && static_cast<WCHAR>(info.szProtocol[i]) == entry.info().szProtocol[i]) ++i;
  EXPECT_EQ(entry.info().szProtocol[i], 0) << "the narrow name is the wide one";
  const kit::Socket narrow(
      WSASocketA(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, 0));
  ASSERT_TRUE(narrow.valid()) << kit::error_name(WSAGetLastError());
  EXPECT_EQ(record_of(narrow).dwCatalogEntryId, entry.info().dwCatalogEntryId);
}

ENTRY_CASE(Catalog, UnknownRecordIsRefused, kit::kAny, 44, 1001) {
  WSAPROTOCOL_INFOW info = entry.info();
  info.dwCatalogEntryId = 0x7ABCDEF1U;
  EXPECT_FAILS(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, 0), WSAEINVAL,
               WSAEINVALIDPROVIDER, WSAEPROTONOSUPPORT);
  EXPECT_FAILS(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO,
                          reinterpret_cast<WSAPROTOCOL_INFOW*>(24), 0, 0),
               WSAEFAULT);
}

// FROM_PROTOCOL_INFO without a record takes values from nowhere.
API_CASE(Catalog, NoRecordToTakeFrom, 45, 1001) {
  EXPECT_FAILS(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, nullptr, 0, 0),
               WSAEINVAL, WSAEAFNOSUPPORT, WSAEFAULT);
}

ENTRY_CASE(Catalog, SocketsStartBlocking, kit::kTransport, 46) {
  // A non-blocking receive would answer WSAEWOULDBLOCK at once; a blocking one ends with its time-out.
  kit::Pair pair = entry.connected();
  const DWORD ms = 20;
  ASSERT_SUCCEEDS(
      setsockopt(pair.client, SOL_SOCKET, SO_RCVTIMEO, reinterpret_cast<const char*>(&ms), sizeof ms));
  char byte = 0;
  EXPECT_FAILS(recv(pair.client, &byte, 1, 0), WSAETIMEDOUT);
}

ENTRY_CASE(Catalog, InheritanceIsAsAsked, kit::kIfs, 49) {
  const kit::Socket inherited = entry.open();
  EXPECT_FALSE(kit::closes_on_exec(static_cast<int>(SOCKET{inherited})));
  const kit::Socket own = entry.open(WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
  EXPECT_TRUE(kit::closes_on_exec(static_cast<int>(SOCKET{own})));
}

API_CASE(Catalog, EnumerationSizes, 50) {
  const auto entries = kit::enumerate();
  ASSERT_FALSE(entries.empty());
  const DWORD needed = static_cast<DWORD>(entries.size() * sizeof(WSAPROTOCOL_INFOW));
  DWORD size = 0;
  EXPECT_FAILS(WSAEnumProtocolsW(nullptr, nullptr, &size), WSAENOBUFS);
  EXPECT_EQ(size, needed);
  std::vector<WSAPROTOCOL_INFOW> buffer(entries.size());
  size = needed - 1;
  EXPECT_FAILS(WSAEnumProtocolsW(nullptr, buffer.data(), &size), WSAENOBUFS);
  EXPECT_EQ(size, needed);
  size = needed;
  EXPECT_EQ(WSAEnumProtocolsW(nullptr, buffer.data(), &size), static_cast<int>(entries.size()));
  size = 0;
  EXPECT_FAILS(WSAEnumProtocolsA(nullptr, nullptr, &size), WSAENOBUFS);
  EXPECT_EQ(size, entries.size() * sizeof(WSAPROTOCOL_INFOA));
}

API_CASE(Catalog, EnumerationFilter, 50) {
  const auto entries = kit::enumerate();
  int wanted[] = {IPPROTO_UDP, 0};
  std::vector<WSAPROTOCOL_INFOW> found(entries.size());
  DWORD size = static_cast<DWORD>(found.size() * sizeof(WSAPROTOCOL_INFOW));
  const int count = WSAEnumProtocolsW(wanted, found.data(), &size);
  const auto expected = std::count_if(entries.begin(), entries.end(),
                                      [](const auto& info) { return info.iProtocol == IPPROTO_UDP; });
  ASSERT_EQ(count, static_cast<int>(expected));
  for (int i = 0; i < count; ++i) EXPECT_EQ(found[static_cast<std::size_t>(i)].iProtocol, IPPROTO_UDP);
  int none[] = {254, 0};
  size = static_cast<DWORD>(found.size() * sizeof(WSAPROTOCOL_INFOW));
  EXPECT_EQ(WSAEnumProtocolsW(none, found.data(), &size), 0);
}

API_CASE(Catalog, EnumerationBadPointers, 50, 1002) {
  EXPECT_FAILS(WSAEnumProtocolsW(nullptr, nullptr, nullptr), WSAEFAULT);
  EXPECT_FAILS(WSAEnumProtocolsA(nullptr, nullptr, nullptr), WSAEFAULT);
  DWORD size = 1U << 20;
  EXPECT_FAILS(WSAEnumProtocolsW(nullptr, nullptr, &size), WSAEFAULT, WSAENOBUFS);
  size = 1U << 20;
  EXPECT_FAILS(WSAEnumProtocolsW(nullptr, reinterpret_cast<WSAPROTOCOL_INFOW*>(16), &size), WSAEFAULT);
  EXPECT_FAILS(WSAEnumProtocolsW(reinterpret_cast<int*>(16), nullptr, &size), WSAEFAULT);
}

API_CASE(Catalog, IdsAreUnique, 52) {
  std::set<DWORD> ids;
  for (const WSAPROTOCOL_INFOW& info : kit::enumerate()) {
    EXPECT_NE(info.dwCatalogEntryId, 0U);
    EXPECT_TRUE(ids.insert(info.dwCatalogEntryId).second) << info.dwCatalogEntryId;
  }
}

API_CASE(Catalog, ProviderPath, 245) {
  const auto entries = kit::enumerate();
  GUID provider = entries.at(0).ProviderId;
  INT length = 0, error = 0;
  EXPECT_EQ(WSCGetProviderPath(&provider, nullptr, &length, &error), SOCKET_ERROR);
  EXPECT_CODE(error, WSAEFAULT);
  ASSERT_GT(length, 1);
  std::vector<WCHAR> path(static_cast<std::size_t>(length));
  EXPECT_EQ(WSCGetProviderPath(&provider, path.data(), &length, &error), 0);
  EXPECT_EQ(std::char_traits<WCHAR>::length(path.data()) + 1, static_cast<std::size_t>(length));
  INT small = 1;
  EXPECT_EQ(WSCGetProviderPath(&provider, path.data(), &small, &error), SOCKET_ERROR);
  EXPECT_CODE(error, WSAEFAULT);
  EXPECT_EQ(small, length);
  GUID unknown{};
  EXPECT_EQ(WSCGetProviderPath(&unknown, path.data(), &length, &error), SOCKET_ERROR);
  EXPECT_CODE(error, WSAEINVAL);
}
