// SPDX-License-Identifier: MIT
#include "kit/entry.hpp"

#include <unistd.h>

#include <cctype>
#include <cstring>

#include <ws2spi.h>

#include "kit/expect.hpp"
#include "kit/temporary_folder.hpp"
#include "kit/waiting.hpp"

namespace kit {
namespace {

unsigned traits_of(const WSAPROTOCOL_INFOW& info) {
  const DWORD claims = info.dwServiceFlags1;
  const auto has = [claims](DWORD flag) { return (claims & flag) != 0; };
  unsigned traits = 0;
  const bool messages = has(XP1_MESSAGE_ORIENTED) && !has(XP1_PSEUDO_STREAM);
  const bool raw = info.iSocketType == SOCK_RAW;
  traits |= has(XP1_CONNECTIONLESS) ? kConnectionless : kConnection;
  if (messages) traits |= kMessages;
  if (raw) traits |= kRaw;
  if (!has(XP1_CONNECTIONLESS) && has(XP1_GUARANTEED_ORDER) && !messages) traits |= kStream;
  if (has(XP1_CONNECTIONLESS) && info.iSocketType == SOCK_DGRAM) traits |= kDatagram;
  if (info.iAddressFamily == AF_INET) traits |= kInet | kIp;
  if (info.iAddressFamily == AF_INET6) traits |= kInet6 | kIp;
  if (info.iAddressFamily == AF_UNIX) traits |= kUnix;
  traits |= has(XP1_SUPPORT_BROADCAST) ? kBroadcast : kNoBroadcast;
  traits |= has(XP1_SUPPORT_MULTIPOINT) ? kMultipoint : kNoMultipoint;
  traits |= has(XP1_EXPEDITED_DATA) ? kExpedited : kNoExpedited;
  if (has(XP1_GRACEFUL_CLOSE)) traits |= kGraceful;
  if (has(XP1_IFS_HANDLES)) traits |= kIfs;
  if (!has(XP1_CONNECT_DATA)) traits |= kNoConnectData;
  if ((traits & kIp) != 0 && !raw) traits |= kPorts;
  if ((traits & kStream) != 0 && (traits & kUnix) == 0) traits |= kReset;
  if ((traits & (kIp | kUnix)) != 0) traits |= kFamily;
  if ((traits & kFamily) != 0 && !raw) traits |= kTransport;
  if ((traits & kTransport) != 0 && has(XP1_IFS_HANDLES)) traits |= kKernel;
  if ((traits & kIp) != 0 && (traits & kStream) != 0 && info.iProtocol == IPPROTO_TCP) traits |= kTcp;
  if ((traits & kIp) != 0 && (traits & kDatagram) != 0 && info.iProtocol == IPPROTO_UDP) traits |= kUdp;
  return traits;
}

void require(bool done, const std::string& what) {
  if (!done) throw SetupFailed(what + " failed with " + error_name(WSAGetLastError()));
}

}  // namespace

Entry::Entry(const WSAPROTOCOL_INFOW& info) : info_(info), traits_(traits_of(info)) {}

SOCKET Entry::try_open(DWORD flags) const {
  WSAPROTOCOL_INFOW info = info_;
  int protocol = FROM_PROTOCOL_INFO;
  // A raw entry serves a range of protocols; the cases speak ICMP.
  if (is(kRaw))
    protocol = family() == AF_INET6 ? static_cast<int>(IPPROTO_ICMPV6) : static_cast<int>(IPPROTO_ICMP);
  return WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, protocol, &info, 0, flags);
}

Socket Entry::open(DWORD flags) const {
  Socket s(try_open(flags));
  if (!s.valid() && is(kRaw) && WSAGetLastError() == WSAEACCES) {
    throw Unavailable("raw sockets need a privilege that this user lacks");
  }
  require(s.valid(), "WSASocketW");
  return s;
}

Socket Entry::open_sibling(int family) const {
  for (WSAPROTOCOL_INFOW other : enumerate_all()) {
    if (std::memcmp(&other.ProviderId, &info_.ProviderId, sizeof(GUID)) != 0) continue;
    if (other.iAddressFamily == family && other.iSocketType == info_.iSocketType &&
        other.iProtocol == info_.iProtocol) {
      return Entry(other).open();
    }
  }
  throw Unavailable("the provider has no entry of family " + std::to_string(family) +
                    " with this type and protocol");
}

Socket Entry::bound() const {
  Socket s = open();
  const Address address = loopback();
  require(bind(s, address.data(), address.length()) == 0, "bind to " + address.text());
  return s;
}

Socket Entry::listener(int backlog) const {
  Socket s = bound();
  require(listen(s, backlog) == 0, "listen");
  return s;
}

Pair Entry::connected() const {
  if (is(kConnection)) {
    const Socket listening = listener();
    return connected_through(listening);
  }
  Pair pair{bound(), bound()};
  const Address client = local_address(pair.client);
  const Address server = local_address(pair.server);
  require(connect(pair.client, server.data(), server.length()) == 0, "connect to " + server.text());
  require(connect(pair.server, client.data(), client.length()) == 0, "connect to " + client.text());
  return pair;
}

Pair Entry::connected_through(SOCKET listening) const {
  Pair pair{open(), Socket()};
  const Address where = local_address(listening);
  require(connect(pair.client, where.data(), where.length()) == 0, "connect to " + where.text());
  pair.server = Socket(accept(listening, nullptr, nullptr));
  require(pair.server.valid(), "accept");
  return pair;
}

int Entry::outcome_of_connect(const Address& address) const {
  Socket s = open();
  u_long on = 1;
  require(ioctlsocket(s, FIONBIO, &on) == 0, "FIONBIO");
  if (connect(s, address.data(), address.length()) == 0) return 0;
  if (WSAGetLastError() != WSAEWOULDBLOCK) return WSAGetLastError();
  DWORD error = 0;
  int length = sizeof error;
  require(eventually([&s] { return writable(s, 0) || exceptional(s, 0); }), "the end of a connect");
  require(getsockopt(s, SOL_SOCKET, SO_ERROR, reinterpret_cast<char*>(&error), &length) == 0, "SO_ERROR");
  return static_cast<int>(error);
}

Address Entry::loopback(u_short port) const {
  switch (family()) {
    case AF_INET: return Address::inet(INADDR_LOOPBACK, port);
    case AF_INET6: return Address::inet6("::1", port);
    case AF_UNIX: return Address::unix_path(fresh_path());
    default: throw Unavailable("the kit knows no addresses of family " + std::to_string(family()));
  }
}

Address Entry::wildcard(u_short port) const {
  switch (family()) {
    case AF_INET: return Address::inet(INADDR_ANY, port);
    case AF_INET6: return Address::inet6("::", port);
    default: throw SetupFailed("family " + std::to_string(family()) + " has no wildcard");
  }
}

Address Entry::nobody(u_short port) const {
  switch (family()) {
    case AF_INET: return Address::inet(0xCB007107U, port);
    case AF_INET6: return Address::inet6("2001:db8::77", port);
    default: return loopback();
  }
}

Address Entry::other_family(u_short port) const {
  return family() == AF_INET ? Address::inet6("::1", port) : Address::inet(INADDR_LOOPBACK, port);
}

Address Entry::dead_end() const {
  Socket s = bound();
  return local_address(s);
}

void Entry::free_address(const Address& address) const {
  if (is(kUnix)) unlink(address.path().c_str());
}

int Entry::client_name_length() const {
  return is(kUnix) ? Address::unix_unnamed().length() : loopback().length();
}

FullListener::FullListener(const Entry& entry) : entry_(entry), listening_(entry.listener(1)) {
  for (int i = 0; i < 8; ++i) queued_.push_back(started());
  if (is_waiting(started())) return;
  queued_.clear();
  listening_ = entry.bound();
  const BOOL on = TRUE;
  setsockopt(listening_, SOL_SOCKET, SO_CONDITIONAL_ACCEPT, reinterpret_cast<const char*>(&on), sizeof on);
  require(listen(listening_, 1) == 0, "listen");
}

Socket FullListener::started() const {
  Socket s = entry_.open();
  u_long on = 1;
  require(ioctlsocket(s, FIONBIO, &on) == 0, "FIONBIO");
  const Address where = address();
  if (connect(s, where.data(), where.length()) == SOCKET_ERROR && WSAGetLastError() != WSAEWOULDBLOCK)
    return {};
  return s;
}

bool FullListener::is_waiting(const Socket& s) {
  return s.valid() && !writable(s, 100) && !exceptional(s, 0);
}

Socket FullListener::waiting_connect() const {
  Socket s = started();
  if (!is_waiting(s)) throw Unavailable("this provider does not let a connect wait");
  return s;
}

std::string safe_name(const WSAPROTOCOL_INFOW& info) {
  std::string name;
  for (const WCHAR* c = info.szProtocol; *c != 0; ++c) {
    const bool plain = *c < 0x80 && std::isalnum(static_cast<int>(*c)) != 0;
    if (plain) {
      name += static_cast<char>(*c);
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  return name.empty() ? "Entry" + std::to_string(info.dwCatalogEntryId) : name;
}

std::vector<WSAPROTOCOL_INFOW> enumerate() {
  DWORD size = 0;
  WSAEnumProtocolsW(nullptr, nullptr, &size);
  std::vector<WSAPROTOCOL_INFOW> entries(size / sizeof(WSAPROTOCOL_INFOW) + 1);
  size = static_cast<DWORD>(entries.size() * sizeof(WSAPROTOCOL_INFOW));
  const int count = WSAEnumProtocolsW(nullptr, entries.data(), &size);
  if (count == SOCKET_ERROR)
    throw SetupFailed("WSAEnumProtocolsW failed with " + error_name(WSAGetLastError()));
  entries.resize(static_cast<std::size_t>(count));
  return entries;
}

std::vector<WSAPROTOCOL_INFOW> enumerate_all() {
  DWORD size = 0;
  INT error = 0;
  WSCEnumProtocols(nullptr, nullptr, &size, &error);
  std::vector<WSAPROTOCOL_INFOW> entries(size / sizeof(WSAPROTOCOL_INFOW) + 1);
  size = static_cast<DWORD>(entries.size() * sizeof(WSAPROTOCOL_INFOW));
  const int count = WSCEnumProtocols(nullptr, entries.data(), &size, &error);
  if (count == SOCKET_ERROR) throw SetupFailed("WSCEnumProtocols failed with " + error_name(error));
  entries.resize(static_cast<std::size_t>(count));
  std::erase_if(
      entries, [](const WSAPROTOCOL_INFOW& info) { return info.ProtocolChain.ChainLen == LAYERED_PROTOCOL; });
  return entries;
}

}  // namespace kit
