/* SPDX-License-Identifier: MIT */
/* The basic types and the handles of windows and messages. No window exists here: they are types in
 * signatures. */
#pragma once

#include "minwindef.h"

DECLARE_HANDLE(HWND);
DECLARE_HANDLE(HICON);
DECLARE_HANDLE(HMENU);
typedef HICON HCURSOR;
typedef DWORD COLORREF;

typedef struct tagPOINT {
  LONG x;
  LONG y;
} POINT, *PPOINT, *LPPOINT;
