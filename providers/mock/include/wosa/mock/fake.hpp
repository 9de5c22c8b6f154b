// SPDX-License-Identifier: MIT
#pragma once

// A network in memory behind the mock provider: TCP and UDP semantics over IPv4 and IPv6 addresses, inside
// the process, on the SDK's socket engine. Nothing leaves the process and nothing comes in.
//
// All Fakes of a process are one network; it is empty again when its sockets are closed, which WSPCleanup
// does. The functions are the engine's, so everything that Winsock says of them holds: they block, any thread
// may call them. Before WSPStartup they answer WSANOTINITIALISED.
//
// Everything but two C functions is in this header, so it can be used with the plain BSD names as well as
// with WOSA_NO_BSD_NAMES.

#include "wosa/mock/procedure_list.hpp"
#include "wosa/mock/procedures.hpp"

extern "C" {

/// The fake's start-up: WSPStartup's contract.
int WSPAPI wosa_mock_fake_startup(WORD wVersionRequested, LPWSPDATA lpWSPData,
                                  LPWSAPROTOCOL_INFOW lpProtocolInfo, WSPUPCALLTABLE UpcallTable,
                                  LPWSPPROC_TABLE lpProcTable);
/// What the fake registers with the runtime; valid for the life of the process, every member but lpThreadExit
/// is there.
const WOSA_PROVIDER_EXTENSION* WSAAPI wosa_mock_fake_extension(void);
}

namespace wosa::mock {

class Fake final : public Procedures {
 public:
  int WSPStartup(WORD wVersionRequested, LPWSPDATA lpWSPData, LPWSAPROTOCOL_INFOW lpProtocolInfo,
                 WSPUPCALLTABLE UpcallTable) override {
    return wosa_mock_fake_startup(wVersionRequested, lpWSPData, lpProtocolInfo, UpcallTable, &table_);
  }

#define WOSA_MOCK_FAKE(result, name, parameters, arguments, failure) \
  result name parameters override {                                  \
    if (table_.lp##name == nullptr) {                                \
      *lpErrno = WSANOTINITIALISED;                                  \
      return failure;                                                \
    }                                                                \
    return table_.lp##name arguments;                                \
  }
  WOSA_MOCK_PROCEDURES(WOSA_MOCK_FAKE)
#undef WOSA_MOCK_FAKE

  BOOL Interrupt(SOCKET s, void* context) override { return extension_->lpInterrupt(s, context); }
  void Release(SOCKET s, void* context, BOOL descriptor_lost) override {
    extension_->lpRelease(s, context, descriptor_lost);
  }
  int QueryReadiness(SOCKET s, DWORD conditions, DWORD* ready, LPINT lpErrno) override {
    return extension_->lpQueryReadiness(s, conditions, ready, lpErrno);
  }
  int ArmReadiness(SOCKET s, DWORD conditions, DWORD* ready, short* poll_events, LPINT lpErrno) override {
    return extension_->lpArmReadiness(s, conditions, ready, poll_events, lpErrno);
  }
  void DisarmReadiness(SOCKET s, DWORD conditions) override { extension_->lpDisarmReadiness(s, conditions); }
  int Poll(WSAPOLLFD* fds, ULONG count, INT timeout_ms, LPINT lpErrno) override {
    return extension_->lpPoll(fds, count, timeout_ms, lpErrno);
  }
  void Forked() override { extension_->lpForked(); }

 private:
  WSPPROC_TABLE table_{};
  const WOSA_PROVIDER_EXTENSION* extension_ = wosa_mock_fake_extension();
};

}  // namespace wosa::mock
