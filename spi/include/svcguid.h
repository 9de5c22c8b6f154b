/* SPDX-License-Identifier: MIT */
/*
 * GUIDs of service classes. A TCP, UDP or NetWare service is made from its number; the others are special
 * queries. Each macro is an initialiser of a GUID. Source page: svcguid.h.
 */
#pragma once

#include "guiddef.h"

#define WOSA_SVCID(first, second, third)                         \
  {                                                              \
    (first), (second), (third), { 0xC0, 0, 0, 0, 0, 0, 0, 0x46 } \
  }

#define SVCID_TCP_RR(port, record_type) WOSA_SVCID((0x0009 << 16) | (port), 0, record_type)
#define SVCID_TCP(port) SVCID_TCP_RR(port, 0)
#define SVCID_DNS(record_type) SVCID_TCP_RR(53, record_type)
#define SVCID_UDP_RR(port, record_type) WOSA_SVCID((0x000A << 16) | (port), 0, record_type)
#define SVCID_UDP(port) SVCID_UDP_RR(port, 0)
#define SVCID_NETWARE(sap_id) WOSA_SVCID((0x000B << 16) | (sap_id), 0, 0)

#define SVCID_HOSTNAME WOSA_SVCID(0x0002A800, 0, 0)
#define SVCID_INET_HOSTADDRBYINETSTRING WOSA_SVCID(0x0002A801, 0, 0)
#define SVCID_INET_SERVICEBYNAME WOSA_SVCID(0x0002A802, 0, 0)
#define SVCID_INET_HOSTADDRBYNAME WOSA_SVCID(0x0002A803, 0, 0)

/* Is the GUID at `guid` one of that kind? */
#define WOSA_IS_SVCID(guid, kind)                                                                         \
  ((((guid)->Data1 & 0xFFFF0000u) == ((unsigned int)(kind) << 16)) && (guid)->Data2 == 0 &&               \
   (guid)->Data4[0] == 0xC0 && (guid)->Data4[1] == 0 && (guid)->Data4[2] == 0 && (guid)->Data4[3] == 0 && \
   (guid)->Data4[4] == 0 && (guid)->Data4[5] == 0 && (guid)->Data4[6] == 0 && (guid)->Data4[7] == 0x46)
#define IS_SVCID_TCP(guid) WOSA_IS_SVCID(guid, 0x0009)
#define IS_SVCID_UDP(guid) WOSA_IS_SVCID(guid, 0x000A)
#define IS_SVCID_NETWARE(guid) WOSA_IS_SVCID(guid, 0x000B)

/* The number in such a GUID, and the DNS record type. */
#define PORT_FROM_SVCID_TCP(guid) ((unsigned short)((guid)->Data1 & 0xFFFF))
#define PORT_FROM_SVCID_UDP(guid) ((unsigned short)((guid)->Data1 & 0xFFFF))
#define SAPID_FROM_SVCID_NETWARE(guid) ((unsigned short)((guid)->Data1 & 0xFFFF))
#define RR_FROM_SVCID(guid) ((guid)->Data3)

#define SVCID_ECHO_TCP SVCID_TCP(7)
#define SVCID_FTP_TCP SVCID_TCP(21)
#define SVCID_TELNET_TCP SVCID_TCP(23)
#define SVCID_SMTP_TCP SVCID_TCP(25)
#define SVCID_NAMESERVER_TCP SVCID_TCP(53)
#define SVCID_HTTP_TCP SVCID_TCP(80)
#define SVCID_NAMESERVER_UDP SVCID_UDP(53)
#define SVCID_TFTP_UDP SVCID_UDP(69)
#define SVCID_NTP_UDP SVCID_UDP(123)
