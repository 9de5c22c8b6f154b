// SPDX-License-Identifier: MIT
#include "wosa/spi/handlers.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace wosa::spi {
namespace {

struct Claim {
  DWORD flag;
  const char* name;
  unsigned handlers;  // all of them carry it; 0: nothing does
};

constexpr Claim kClaims[] = {
    {XP1_CONNECTIONLESS, "connectionless", kHasSendTo | kHasReceiveFrom | kHasBind},
    {XP1_GRACEFUL_CLOSE, "graceful_close", kHasShutdown},
    {XP1_EXPEDITED_DATA, "expedited_data", kHasSendUrgent | kHasReceiveUrgent},
    {XP1_SUPPORT_BROADCAST, "support_broadcast", kHasSendTo},
    {XP1_SUPPORT_MULTIPOINT, "support_multipoint", kHasSetOption},
    {XP1_IFS_HANDLES, "ifs_handles", kHasDescriptor},
    {XP1_CONNECT_DATA, "connect_data", 0},
    {XP1_DISCONNECT_DATA, "disconnect_data", 0},
    {XP1_MULTIPOINT_CONTROL_PLANE, "multipoint_control_plane", 0},
    {XP1_MULTIPOINT_DATA_PLANE, "multipoint_data_plane", 0},
    {XP1_QOS_SUPPORTED, "qos_supported", 0},
    {XP1_INTERRUPT, "interrupt", 0},
    {XP1_UNI_SEND, "uni_send", 0},
    {XP1_UNI_RECV, "uni_recv", 0},
    {XP1_PARTIAL_MESSAGE, "partial_message", 0},
};

// What a connection needs before anything else is claimed.
constexpr unsigned kConnection = kHasBind | kHasListen | kHasAccept | kHasConnect | kHasSend | kHasReceive;

// In the order of their bits.
constexpr const char* kMembers[] = {
    "bind",       "listen",      "try_accept",    "start_connect",   "shutdown",        "try_send",
    "try_recv",   "try_send_to", "try_recv_from", "try_send_urgent", "try_recv_urgent", "descriptor",
    "set_option",
};

}  // namespace

std::optional<UnsupportedClaim> unsupported_claim(const WSAPROTOCOL_INFOW& info, unsigned handlers) noexcept {
  for (const Claim& claim : kClaims) {
    if ((info.dwServiceFlags1 & claim.flag) == 0) continue;
    const unsigned missing = claim.handlers & ~handlers;
    if (claim.handlers == 0 || missing != 0) return UnsupportedClaim{claim.name, missing};
  }
  const bool connectionless = (info.dwServiceFlags1 & XP1_CONNECTIONLESS) != 0;
  const unsigned missing = kConnection & ~handlers;
  if (!connectionless && missing != 0) return UnsupportedClaim{"a connection-oriented protocol", missing};
  return std::nullopt;
}

std::array<char, 320> UnsupportedClaim::text() const noexcept {
  std::array<char, 320> out{};
  std::size_t used = 0;
  const auto append = [&](const char* part) {
    const std::size_t size = std::min(std::strlen(part), out.size() - 1 - used);
    std::memcpy(out.data() + used, part, size);
    used += size;
  };
  append(name);
  if (missing == 0) append(", which no transport of the SDK can have: take it out of the manifest");
  const char* before = ", but the transport overrides no ";
  for (unsigned i = 0; i < std::size(kMembers); ++i) {
    if ((missing & 1u << i) == 0) continue;
    append(before);
    append(kMembers[i]);
    before = ", ";
  }
  return out;
}

}  // namespace wosa::spi
