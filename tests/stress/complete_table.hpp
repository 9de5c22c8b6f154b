// SPDX-License-Identifier: MIT
#pragma once

// Fills the entries of a procedure table that a test provider does not implement with one that refuses.

#include <tuple>

#include "ws2spi.h"

namespace wosa::stress {

template <typename Result, typename... Arguments>
Result WSPAPI refuse(Arguments... arguments) {
  *std::get<sizeof...(Arguments) - 1>(std::tuple<Arguments...>(arguments...)) = WSAEOPNOTSUPP;
  return static_cast<Result>(-1);
}

template <typename Result, typename... Arguments>
void complete(Result(WSPAPI*& entry)(Arguments...)) {
  if (entry == nullptr) entry = &refuse<Result, Arguments...>;
}

inline void complete_table(WSPPROC_TABLE& table) {
  complete(table.lpWSPAccept);
  complete(table.lpWSPAddressToString);
  complete(table.lpWSPAsyncSelect);
  complete(table.lpWSPBind);
  complete(table.lpWSPCancelBlockingCall);
  complete(table.lpWSPCleanup);
  complete(table.lpWSPCloseSocket);
  complete(table.lpWSPConnect);
  complete(table.lpWSPDuplicateSocket);
  complete(table.lpWSPEnumNetworkEvents);
  complete(table.lpWSPEventSelect);
  complete(table.lpWSPGetOverlappedResult);
  complete(table.lpWSPGetPeerName);
  complete(table.lpWSPGetSockName);
  complete(table.lpWSPGetSockOpt);
  complete(table.lpWSPGetQOSByName);
  complete(table.lpWSPIoctl);
  complete(table.lpWSPJoinLeaf);
  complete(table.lpWSPListen);
  complete(table.lpWSPRecv);
  complete(table.lpWSPRecvDisconnect);
  complete(table.lpWSPRecvFrom);
  complete(table.lpWSPSelect);
  complete(table.lpWSPSend);
  complete(table.lpWSPSendDisconnect);
  complete(table.lpWSPSendTo);
  complete(table.lpWSPSetSockOpt);
  complete(table.lpWSPShutdown);
  complete(table.lpWSPSocket);
  complete(table.lpWSPStringToAddress);
}

}  // namespace wosa::stress
