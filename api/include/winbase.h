/* SPDX-License-Identifier: MIT */
/* The part of the Windows base services that Winsock programs lean on. */
#pragma once

#include "debugapi.h"
#include "errhandlingapi.h"
#include "handleapi.h"
#include "heapapi.h"
#include "libloaderapi.h"
#include "minwinbase.h"
#include "processthreadsapi.h"
#include "profileapi.h"
#include "stringapiset.h"
#include "synchapi.h"
#include "sysinfoapi.h"
#include "windef.h"
#include "winerror.h"
#include "wosa/win32/global_memory.h"
#include "wosa/win32/interlocked.h"
#include "wosa/win32/messages.h"
#include "wosa/win32/strings.h"
