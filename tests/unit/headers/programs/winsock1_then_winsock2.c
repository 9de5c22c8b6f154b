/* SPDX-License-Identifier: MIT */
#include <winsock.h>
#include <winsock2.h>

#include "use_winsock2.inc"
