/* SPDX-License-Identifier: MIT */
#include <winsock2.h>

#include "use_winsock2.inc"
