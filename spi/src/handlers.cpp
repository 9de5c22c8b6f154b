// SPDX-License-Identifier: MIT
#include "wosa/spi/handlers.hpp"

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

}  // namespace

const char* unsupported_claim(const WSAPROTOCOL_INFOW& info, unsigned handlers) noexcept {
  for (const Claim& claim : kClaims) {
    if ((info.dwServiceFlags1 & claim.flag) == 0) continue;
    if (claim.handlers == 0 || (handlers & claim.handlers) != claim.handlers) return claim.name;
  }
  const bool connectionless = (info.dwServiceFlags1 & XP1_CONNECTIONLESS) != 0;
  if (!connectionless && (handlers & kConnection) != kConnection) return "a connection-oriented protocol";
  return nullptr;
}

}  // namespace wosa::spi
