/* SPDX-License-Identifier: MIT */
/* Records of the network location name space (NS_NLA). Source page: mswsock.h, NLA_BLOB. */
#pragma once

#include "../../winsock2.h"

#define NLA_NAMESPACE_GUID                                                         \
  {                                                                                \
    0x6642243a, 0x3ba8, 0x4aa6, { 0xba, 0xa5, 0x2e, 0x0b, 0xd7, 0x1f, 0xdd, 0x83 } \
  }
#define NLA_SERVICE_CLASS_GUID                                                     \
  {                                                                                \
    0x0037e515, 0xb5c9, 0x4a43, { 0xba, 0xda, 0x8b, 0x48, 0xa8, 0x7a, 0xd2, 0x39 } \
  }

#define NLA_ALLUSERS_NETWORK 0x00000001
#define NLA_FRIENDLY_NAME 0x00000002

typedef enum _NLA_BLOB_DATA_TYPE {
  NLA_RAW_DATA = 0,
  NLA_INTERFACE = 1,
  NLA_802_1X_LOCATION = 2,
  NLA_CONNECTIVITY = 3,
  NLA_ICS = 4
} NLA_BLOB_DATA_TYPE,
    *PNLA_BLOB_DATA_TYPE;

typedef enum _NLA_CONNECTIVITY_TYPE {
  NLA_NETWORK_AD_HOC = 0,
  NLA_NETWORK_MANAGED = 1,
  NLA_NETWORK_UNMANAGED = 2,
  NLA_NETWORK_UNKNOWN = 3
} NLA_CONNECTIVITY_TYPE,
    *PNLA_CONNECTIVITY_TYPE;

typedef enum _NLA_INTERNET {
  NLA_INTERNET_UNKNOWN = 0,
  NLA_INTERNET_NO = 1,
  NLA_INTERNET_YES = 2
} NLA_INTERNET,
    *PNLA_INTERNET;

/* A piece of knowledge about a network; nextOffset leads to the next one, 0 ends the list. */
typedef struct _NLA_BLOB {
  struct {
    NLA_BLOB_DATA_TYPE type;
    DWORD dwSize;
    DWORD nextOffset;
  } header;
  union {
    CHAR rawData[1];
    struct {
      DWORD dwType;
      DWORD dwSpeed;
      CHAR adapterName[1];
    } interfaceData;
    struct {
      CHAR information[1];
    } locationData;
    struct {
      NLA_CONNECTIVITY_TYPE type;
      NLA_INTERNET internet;
    } connectivity;
    struct {
      struct {
        DWORD speed;
        DWORD type;
        DWORD state;
        WCHAR machineName[256];
        WCHAR sharedAdapterName[256];
      } remote;
    } ICS;
  } data;
} NLA_BLOB, *PNLA_BLOB, *LPNLA_BLOB;
