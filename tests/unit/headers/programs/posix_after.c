/* SPDX-License-Identifier: MIT */
#define WOSA_NO_BSD_NAMES
#include <windows.h>
#include <winsock2.h>
#include <ws2tcpip.h>
#include <ws2spi.h>
#include <afunix.h>
#include <mstcpip.h>
#include <mswsock.h>
#include <nspapi.h>

#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>

int use_it(void);
int use_it(void) {
  struct sockaddr_in posix;
  struct WS_sockaddr_in winsock;
  posix.sin_addr.s_addr = htonl(1);
  winsock.sin_addr.S_un.S_addr = WS_htonl(1);
  return (posix.sin_addr.s_addr == winsock.sin_addr.S_un.S_addr) + AF_INET6 + WS_AF_INET6;
}
