// SPDX-License-Identifier: MIT

// The one exported function of the stand-alone plug-in.

#include "wosa/tcpip/startup.hpp"

extern "C" WOSA_EXPORT int WSPAPI WSPStartup(WORD requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info,
                                             WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE procedures) {
  return wosa_tcpip_WSPStartup(requested, data, info, upcalls, procedures);
}
