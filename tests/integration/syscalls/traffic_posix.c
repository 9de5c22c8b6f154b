/* SPDX-License-Identifier: MIT */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

typedef int Socket;
typedef socklen_t Length;
#define BEFORE (void)0
#define AFTER (void)0
#define CLOSE close

#include "traffic.h"
