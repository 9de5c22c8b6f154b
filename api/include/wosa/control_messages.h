/* SPDX-License-Identifier: MIT */
/*
 * Control data of a WSAMSG: records of a header and data, each aligned to a pointer's size. Walking never
 * leaves the control buffer, and a record with an impossible length ends it. Source page: ws2def.h,
 * WSACMSGHDR.
 */
#pragma once

#include "../basetsd.h"
#include "bsd_names.h"

typedef struct WS_cmsghdr {
  SIZE_T cmsg_len;
  INT32 cmsg_level;
  INT32 cmsg_type;
} WSACMSGHDR, *PWSACMSGHDR, *LPWSACMSGHDR, CMSGHDR, *PCMSGHDR;

#define WSA_CMSGHDR_ALIGN(length) (((length) + sizeof(SIZE_T) - 1) & ~(sizeof(SIZE_T) - 1))
#define WSA_CMSGDATA_ALIGN(length) (((length) + sizeof(SIZE_T) - 1) & ~(sizeof(SIZE_T) - 1))

/* The first record of `msg` (a WSAMSG), or NULL. */
#define WSA_CMSG_FIRSTHDR(msg) \
  (((msg)->Control.len >= sizeof(WSACMSGHDR)) ? (LPWSACMSGHDR)(void*)(msg)->Control.buf : (LPWSACMSGHDR)NULL)

/* The record behind `cmsg`, or NULL; with NULL as `cmsg` the first one. */
WOSA_INLINE LPWSACMSGHDR wosa_next_control_message(const WSAMSG* msg, const WSACMSGHDR* cmsg) {
  SIZE_T left, taken;
  if (cmsg == NULL) return WSA_CMSG_FIRSTHDR(msg);
  left = (SIZE_T)(msg->Control.buf + msg->Control.len - (const char*)cmsg);
  taken = WSA_CMSGHDR_ALIGN(cmsg->cmsg_len);
  if (cmsg->cmsg_len < sizeof(WSACMSGHDR) || taken < cmsg->cmsg_len) return NULL;
  if (left < sizeof(WSACMSGHDR) || taken > left - sizeof(WSACMSGHDR)) return NULL;
  return (LPWSACMSGHDR)(void*)(msg->Control.buf + ((const char*)cmsg - msg->Control.buf) + taken);
}
#define WSA_CMSG_NXTHDR(msg, cmsg) wosa_next_control_message((msg), (cmsg))

/* The data of a record; the room a record with `length` bytes of data takes; the value of its cmsg_len. */
#define WSA_CMSG_DATA(cmsg) ((unsigned char*)(cmsg) + WSA_CMSGDATA_ALIGN(sizeof(WSACMSGHDR)))
#define WSA_CMSG_SPACE(length) (WSA_CMSGDATA_ALIGN(sizeof(WSACMSGHDR) + WSA_CMSGHDR_ALIGN(length)))
#define WSA_CMSG_LEN(length) (WSA_CMSGDATA_ALIGN(sizeof(WSACMSGHDR)) + (length))

#ifndef WOSA_NO_BSD_NAMES
#define CMSGHDR_ALIGN WSA_CMSGHDR_ALIGN
#define CMSGDATA_ALIGN WSA_CMSGDATA_ALIGN
#define CMSG_FIRSTHDR WSA_CMSG_FIRSTHDR
#define CMSG_NXTHDR WSA_CMSG_NXTHDR
#define CMSG_SPACE WSA_CMSG_SPACE
#define CMSG_LEN WSA_CMSG_LEN
#endif
