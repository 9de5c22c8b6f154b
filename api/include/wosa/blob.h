/* SPDX-License-Identifier: MIT */
/* A length and bytes, of a meaning that both sides know. Source page: nspapi.h, BLOB. */
#pragma once

#include "../minwindef.h"

#ifndef _tagBLOB_DEFINED
#define _tagBLOB_DEFINED
#define _BLOB_DEFINED
#define _LPBLOB_DEFINED
typedef struct _BLOB {
  ULONG cbSize;
  BYTE* pBlobData;
} BLOB, *PBLOB, *LPBLOB;
#endif
