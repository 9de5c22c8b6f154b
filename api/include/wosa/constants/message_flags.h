/* SPDX-License-Identifier: MIT */
/*
 * Flags of send and receive calls, of WSAMSG, and events of WSAPoll.
 * Source pages: winsock2.h, functions send, recv and WSAPoll; ws2def.h, WSAMSG.
 */
#pragma once

/* Flags of sends and receives. */
#define WS_MSG_OOB 0x1  /* urgent data */
#define WS_MSG_PEEK 0x2 /* leave the data in the queue */
#define WS_MSG_DONTROUTE 0x4
#define WS_MSG_WAITALL 0x8         /* until the buffer is full */
#define WS_MSG_INTERRUPT 0x10      /* called from an interrupt; unused */
#define WS_MSG_PUSH_IMMEDIATE 0x20 /* do not delay the completion of a receive */
#define WS_MSG_PARTIAL 0x8000      /* more of this message follows */
#define WS_MSG_MAXIOVLEN 16

/* Flags that a WSAMSG returns. */
#define WS_MSG_TRUNC 0x0100    /* the message was longer than the buffers */
#define WS_MSG_CTRUNC 0x0200   /* the control data was longer than its buffer */
#define WS_MSG_BCAST 0x0400    /* came by broadcast */
#define WS_MSG_MCAST 0x0800    /* came by multicast */
#define WS_MSG_ERRQUEUE 0x1000 /* from the error queue */

/* Events of WSAPoll. */
#define WS_POLLRDNORM 0x0100
#define WS_POLLRDBAND 0x0200
#define WS_POLLIN (WS_POLLRDNORM | WS_POLLRDBAND)
#define WS_POLLPRI 0x0400
#define WS_POLLWRNORM 0x0010
#define WS_POLLOUT WS_POLLWRNORM
#define WS_POLLWRBAND 0x0020
#define WS_POLLERR 0x0001
#define WS_POLLHUP 0x0002
#define WS_POLLNVAL 0x0004

/* Names that Linux does not have: plain in both modes. */
#define MSG_INTERRUPT WS_MSG_INTERRUPT
#define MSG_PUSH_IMMEDIATE WS_MSG_PUSH_IMMEDIATE
#define MSG_PARTIAL WS_MSG_PARTIAL
#define MSG_MAXIOVLEN WS_MSG_MAXIOVLEN
#define MSG_BCAST WS_MSG_BCAST
#define MSG_MCAST WS_MSG_MCAST

/* Names that Linux has too. */
#ifndef WOSA_NO_BSD_NAMES
#define MSG_OOB WS_MSG_OOB
#define MSG_PEEK WS_MSG_PEEK
#define MSG_DONTROUTE WS_MSG_DONTROUTE
#define MSG_WAITALL WS_MSG_WAITALL
#define MSG_TRUNC WS_MSG_TRUNC
#define MSG_CTRUNC WS_MSG_CTRUNC
#define MSG_ERRQUEUE WS_MSG_ERRQUEUE
#define POLLRDNORM WS_POLLRDNORM
#define POLLRDBAND WS_POLLRDBAND
#define POLLIN WS_POLLIN
#define POLLPRI WS_POLLPRI
#define POLLWRNORM WS_POLLWRNORM
#define POLLOUT WS_POLLOUT
#define POLLWRBAND WS_POLLWRBAND
#define POLLERR WS_POLLERR
#define POLLHUP WS_POLLHUP
#define POLLNVAL WS_POLLNVAL
#endif
