/* SPDX-License-Identifier: MIT */
/*
 * Extension functions of Microsoft's providers: their GUIDs, which SIO_GET_EXTENSION_FUNCTION_POINTER takes,
 * their types and their records. Source page: mswsock.h.
 */
#pragma once

#include "winsock2.h"
#include "wosa/constants/mswsock_ioctls.h"
#include "wosa/mswsock/extension_types.h"
#include "wosa/mswsock/network_awareness.h"
#include "wosa/mswsock/registered_io.h"
