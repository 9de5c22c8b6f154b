/* SPDX-License-Identifier: MIT */
/*
 * A whole transport in the classic style, written with Winsock's headers alone: every connection is answered
 * by a mirror. A socket connects to any address; what is sent comes back with its letters reversed, a send at
 * a time.
 */
#include <ws2spi.h>

#include <stdlib.h>
#include <string.h>

#define CAPACITY 4096

typedef struct Mirror {
  char data[CAPACITY];
  ULONG used;
  BOOL connected;
  BOOL ended; /* the program has sent all */
} Mirror;

static WSPUPCALLTABLE upcalls;
static DWORD entry_id;

static Mirror* find(SOCKET s, LPINT error) {
  DWORD_PTR context = 0;
  if (upcalls.lpWPUQuerySocketHandleContext(s, &context, error) == SOCKET_ERROR) return NULL;
  return (Mirror*)context;
}

static int refuse(LPINT error, int code) {
  *error = code;
  return SOCKET_ERROR;
}

static SOCKET WSPAPI mirror_socket(int af, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP group,
                                   DWORD flags, LPINT error) {
  Mirror* mirror = (Mirror*)calloc(1, sizeof(Mirror));
  SOCKET s;
  (void)af, (void)type, (void)protocol, (void)group, (void)flags;
  if (mirror == NULL) {
    *error = WSAENOBUFS;
    return INVALID_SOCKET;
  }
  s = upcalls.lpWPUCreateSocketHandle(info != NULL ? info->dwCatalogEntryId : entry_id, (DWORD_PTR)mirror,
                                      error);
  if (s == INVALID_SOCKET) free(mirror);
  return s;
}

static int WSPAPI mirror_close(SOCKET s, LPINT error) {
  Mirror* mirror = find(s, error);
  if (mirror == NULL || upcalls.lpWPUCloseSocketHandle(s, error) == SOCKET_ERROR) return SOCKET_ERROR;
  free(mirror);
  return 0;
}

static int WSPAPI mirror_connect(SOCKET s, const struct sockaddr* name, int length, LPWSABUF caller,
                                 LPWSABUF callee, LPQOS sqos, LPQOS gqos, LPINT error) {
  Mirror* mirror = find(s, error);
  (void)caller, (void)callee, (void)sqos, (void)gqos;
  if (mirror == NULL) return SOCKET_ERROR;
  if (name == NULL || length < (int)sizeof(struct sockaddr_in)) return refuse(error, WSAEFAULT);
  mirror->connected = TRUE;
  return 0;
}

static int WSPAPI mirror_send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                              LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                              LPWSATHREADID thread, LPINT error) {
  Mirror* mirror = find(s, error);
  ULONG i;
  (void)flags, (void)routine, (void)thread;
  if (mirror == NULL) return SOCKET_ERROR;
  if (overlapped != NULL) return refuse(error, WSAEOPNOTSUPP);
  if (!mirror->connected) return refuse(error, WSAENOTCONN);
  *sent = 0;
  while (count-- > 0) {
    if (buffers[count].len > CAPACITY - mirror->used) return refuse(error, WSAENOBUFS);
    for (i = buffers[count].len; i > 0; --i) mirror->data[mirror->used++] = buffers[count].buf[i - 1];
    *sent += buffers[count].len;
  }
  return 0;
}

static int WSPAPI mirror_recv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                              LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                              LPWSATHREADID thread, LPINT error) {
  Mirror* mirror = find(s, error);
  ULONG taken;
  (void)flags, (void)routine, (void)thread;
  if (mirror == NULL) return SOCKET_ERROR;
  if (overlapped != NULL || count == 0) return refuse(error, WSAEOPNOTSUPP);
  if (!mirror->connected) return refuse(error, WSAENOTCONN);
  if (mirror->used == 0 && !mirror->ended) return refuse(error, WSAEWOULDBLOCK);
  taken = buffers[0].len < mirror->used ? buffers[0].len : mirror->used;
  memcpy(buffers[0].buf, mirror->data, taken);
  memmove(mirror->data, mirror->data + taken, mirror->used - taken);
  mirror->used -= taken;
  *received = taken;
  return 0;
}

static int WSPAPI mirror_shutdown(SOCKET s, int how, LPINT error) {
  Mirror* mirror = find(s, error);
  (void)how;
  if (mirror == NULL) return SOCKET_ERROR;
  mirror->ended = TRUE;
  return 0;
}

static int WSPAPI mirror_cleanup(LPINT error) {
  (void)error;
  return 0;
}

/* What a mirror cannot do. A provider fills in all thirty procedures. */
static SOCKET WSPAPI no_accept(SOCKET s, struct sockaddr* a, LPINT n, LPCONDITIONPROC c, DWORD_PTR d,
                               LPINT error) {
  (void)s, (void)a, (void)n, (void)c, (void)d;
  *error = WSAEOPNOTSUPP;
  return INVALID_SOCKET;
}
static INT WSPAPI no_address_to_string(LPSOCKADDR a, DWORD l, LPWSAPROTOCOL_INFOW i, LPWSTR t, LPDWORD n,
                                       LPINT error) {
  (void)a, (void)l, (void)i, (void)t, (void)n;
  return refuse(error, WSAEOPNOTSUPP);
}
static int WSPAPI no_async_select(SOCKET s, HWND w, unsigned int m, LONG e, LPINT error) {
  (void)s, (void)w, (void)m, (void)e;
  return refuse(error, WSAEOPNOTSUPP);
}
static int WSPAPI no_bind(SOCKET s, const struct sockaddr* n, int l, LPINT error) {
  (void)s, (void)n, (void)l;
  return refuse(error, WSAEOPNOTSUPP);
}
static int WSPAPI no_cancel(LPINT error) { return refuse(error, WSAEOPNOTSUPP); }
static int WSPAPI no_duplicate(SOCKET s, DWORD p, LPWSAPROTOCOL_INFOW i, LPINT error) {
  (void)s, (void)p, (void)i;
  return refuse(error, WSAEOPNOTSUPP);
}
static int WSPAPI no_enum_events(SOCKET s, WSAEVENT h, LPWSANETWORKEVENTS e, LPINT error) {
  (void)s, (void)h, (void)e;
  return refuse(error, WSAEOPNOTSUPP);
}
static int WSPAPI no_event_select(SOCKET s, WSAEVENT h, LONG e, LPINT error) {
  (void)s, (void)h, (void)e;
  return refuse(error, WSAEOPNOTSUPP);
}
static BOOL WSPAPI no_overlapped_result(SOCKET s, LPWSAOVERLAPPED o, LPDWORD t, BOOL w, LPDWORD f,
                                        LPINT error) {
  (void)s, (void)o, (void)t, (void)w, (void)f;
  *error = WSAEOPNOTSUPP;
  return FALSE;
}
static int WSPAPI no_name(SOCKET s, struct sockaddr* n, LPINT l, LPINT error) {
  (void)s, (void)n, (void)l;
  return refuse(error, WSAEOPNOTSUPP);
}
static int WSPAPI no_get_option(SOCKET s, int level, int name, char* value, LPINT length, LPINT error) {
  (void)s, (void)level, (void)name, (void)value, (void)length;
  return refuse(error, WSAENOPROTOOPT);
}
static BOOL WSPAPI no_qos(SOCKET s, LPWSABUF n, LPQOS q, LPINT error) {
  (void)s, (void)n, (void)q;
  *error = WSAEOPNOTSUPP;
  return FALSE;
}
static int WSPAPI no_ioctl(SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size,
                           LPDWORD returned, LPWSAOVERLAPPED o, LPWSAOVERLAPPED_COMPLETION_ROUTINE r,
                           LPWSATHREADID t, LPINT error) {
  (void)s, (void)code, (void)in, (void)in_size, (void)out, (void)out_size, (void)returned, (void)o, (void)r,
      (void)t;
  return refuse(error, WSAEOPNOTSUPP);
}
static SOCKET WSPAPI no_join(SOCKET s, const struct sockaddr* n, int l, LPWSABUF a, LPWSABUF b, LPQOS p,
                             LPQOS q, DWORD f, LPINT error) {
  (void)s, (void)n, (void)l, (void)a, (void)b, (void)p, (void)q, (void)f;
  *error = WSAEOPNOTSUPP;
  return INVALID_SOCKET;
}
static int WSPAPI no_listen(SOCKET s, int backlog, LPINT error) {
  (void)s, (void)backlog;
  return refuse(error, WSAEOPNOTSUPP);
}
static int WSPAPI no_disconnect(SOCKET s, LPWSABUF data, LPINT error) {
  (void)s, (void)data;
  return refuse(error, WSAEOPNOTSUPP);
}
static int WSPAPI no_recv_from(SOCKET s, LPWSABUF b, DWORD n, LPDWORD d, LPDWORD f, struct sockaddr* a,
                               LPINT l, LPWSAOVERLAPPED o, LPWSAOVERLAPPED_COMPLETION_ROUTINE r,
                               LPWSATHREADID t, LPINT error) {
  (void)s, (void)b, (void)n, (void)d, (void)f, (void)a, (void)l, (void)o, (void)r, (void)t;
  return refuse(error, WSAEOPNOTSUPP);
}
static int WSPAPI no_select(int n, fd_set* r, fd_set* w, fd_set* e, const struct timeval* t, LPINT error) {
  (void)n, (void)r, (void)w, (void)e, (void)t;
  return refuse(error, WSAEOPNOTSUPP);
}
static int WSPAPI no_send_to(SOCKET s, LPWSABUF b, DWORD n, LPDWORD d, DWORD f, const struct sockaddr* a,
                             int l, LPWSAOVERLAPPED o, LPWSAOVERLAPPED_COMPLETION_ROUTINE r, LPWSATHREADID t,
                             LPINT error) {
  (void)s, (void)b, (void)n, (void)d, (void)f, (void)a, (void)l, (void)o, (void)r, (void)t;
  return refuse(error, WSAEOPNOTSUPP);
}
static int WSPAPI no_set_option(SOCKET s, int level, int name, const char* value, int length, LPINT error) {
  (void)s, (void)level, (void)name, (void)value, (void)length;
  return refuse(error, WSAENOPROTOOPT);
}
static INT WSPAPI no_string_to_address(LPWSTR t, INT f, LPWSAPROTOCOL_INFOW i, LPSOCKADDR a, LPINT l,
                                       LPINT error) {
  (void)t, (void)f, (void)i, (void)a, (void)l;
  return refuse(error, WSAEOPNOTSUPP);
}

int WSPAPI WSPStartup(WORD version, LPWSPDATA data, LPWSAPROTOCOL_INFOW info, WSPUPCALLTABLE table,
                      LPWSPPROC_TABLE procedures) {
  static const WSPPROC_TABLE kProcedures = {
      no_accept,       no_address_to_string,
      no_async_select, no_bind,
      no_cancel,       mirror_cleanup,
      mirror_close,    mirror_connect,
      no_duplicate,    no_enum_events,
      no_event_select, no_overlapped_result,
      no_name,         no_name,
      no_get_option,   no_qos,
      no_ioctl,        no_join,
      no_listen,       mirror_recv,
      no_disconnect,   no_recv_from,
      no_select,       mirror_send,
      no_disconnect,   no_send_to,
      no_set_option,   mirror_shutdown,
      mirror_socket,   no_string_to_address,
  };
  if (version < MAKEWORD(2, 2)) return WSAVERNOTSUPPORTED;
  data->wVersion = data->wHighVersion = MAKEWORD(2, 2);
  memset(data->szDescription, 0, sizeof(data->szDescription));
  entry_id = info->dwCatalogEntryId;
  upcalls = table;
  *procedures = kProcedures;
  return 0;
}
