/* SPDX-License-Identifier: MIT */
/*
 * The part of Windows' master header that Winsock programs need; a function that is declared works. Without
 * WIN32_LEAN_AND_MEAN it includes winsock.h as on Windows, unless winsock2.h came first; winsock2.h may also
 * follow.
 */
#pragma once

#ifndef _WINDOWS_
#define _WINDOWS_
#endif

#include "sdkddkver.h"
#include "winbase.h"
#include "windef.h"
#include "winerror.h"
#include "winnls.h"

#if !defined(WIN32_LEAN_AND_MEAN) && !defined(_WINSOCKAPI_)
#include "winsock.h"
#endif
