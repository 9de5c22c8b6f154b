/* SPDX-License-Identifier: MIT */
/*
 * Winsock's error codes, as WSAGetLastError returns them. They are Windows' numbers, never errno's.
 * Source page: Windows Sockets error codes.
 */
#pragma once

#define WSABASEERR 10000         /* where these codes start; never returned */
#define WSAEINTR 10004           /* blocking call interrupted, or its socket closed */
#define WSAEBADF 10009           /* file handle invalid */
#define WSAEACCES 10013          /* access forbidden */
#define WSAEFAULT 10014          /* bad pointer or buffer length too small */
#define WSAEINVAL 10022          /* invalid argument or socket state */
#define WSAEMFILE 10024          /* no more socket handles */
#define WSAEWOULDBLOCK 10035     /* non-blocking operation cannot finish now */
#define WSAEINPROGRESS 10036     /* a 1.1 blocking call or provider callback is active in this thread */
#define WSAEALREADY 10037        /* operation already running */
#define WSAENOTSOCK 10038        /* handle is not a socket */
#define WSAEDESTADDRREQ 10039    /* destination missing */
#define WSAEMSGSIZE 10040        /* datagram larger than the limit, or truncated on receive */
#define WSAEPROTOTYPE 10041      /* protocol does not fit the socket type */
#define WSAENOPROTOOPT 10042     /* option or level unknown/unsupported */
#define WSAEPROTONOSUPPORT 10043 /* protocol not available */
#define WSAESOCKTNOSUPPORT 10044 /* socket type not available in the family */
#define WSAEOPNOTSUPP 10045      /* operation not supported by this kind of socket or provider */
#define WSAEPFNOSUPPORT 10046    /* protocol family not available */
#define WSAEAFNOSUPPORT 10047    /* address family not available or not matching the socket */
#define WSAEADDRINUSE 10048      /* address already used */
#define WSAEADDRNOTAVAIL 10049   /* address not valid here */
#define WSAENETDOWN 10050        /* network subsystem failed */
#define WSAENETUNREACH 10051     /* no route to network */
#define WSAENETRESET 10052       /* connection broken by keep-alive failure */
#define WSAECONNABORTED 10053    /* connection aborted locally */
#define WSAECONNRESET 10054      /* reset by peer */
#define WSAENOBUFS 10055         /* no buffer space or queue full */
#define WSAEISCONN 10056         /* already connected */
#define WSAENOTCONN 10057        /* not connected */
#define WSAESHUTDOWN 10058       /* direction was shut down */
#define WSAETOOMANYREFS 10059    /* too many references */
#define WSAETIMEDOUT 10060       /* connect or connection timed out */
#define WSAECONNREFUSED 10061    /* peer refused */
#define WSAELOOP 10062           /* name cannot be translated */
#define WSAENAMETOOLONG 10063    /* name too long */
#define WSAEHOSTDOWN 10064       /* host down */
#define WSAEHOSTUNREACH 10065    /* no route to host */
#define WSAENOTEMPTY 10066       /* directory not empty */
#define WSAEPROCLIM 10067        /* too many Winsock client processes */
#define WSAEUSERS 10068          /* user quota */
#define WSAEDQUOT 10069          /* disk quota */
#define WSAESTALE 10070          /* stale handle */
#define WSAEREMOTE 10071         /* item not local */
#define WSASYSNOTREADY 10091     /* network subsystem unavailable at WSAStartup */
#define WSAVERNOTSUPPORTED 10092 /* requested version not supported */
#define WSANOTINITIALISED 10093  /* no successful WSAStartup */
#define WSAEDISCON 10101    /* graceful close seen by WSARecv/WSARecvFrom on a message-oriented connection */
#define WSAENOMORE 10102    /* old "no more results" code of lookups */
#define WSAECANCELLED 10103 /* old "cancelled" code of lookups */
#define WSAEINVALIDPROCTABLE 10104   /* provider procedure table has NULL or missing entries */
#define WSAEINVALIDPROVIDER 10105    /* provider unknown or wrong version */
#define WSAEPROVIDERFAILEDINIT 10106 /* provider could not be loaded or its startup failed */
#define WSASYSCALLFAILURE 10107      /* system call that should not fail failed */
#define WSASERVICE_NOT_FOUND 10108   /* service unknown in the name space */
#define WSATYPE_NOT_FOUND 10109      /* service class unknown */
#define WSA_E_NO_MORE 10110          /* no more lookup results */
#define WSA_E_CANCELLED 10111        /* lookup or async resolution cancelled */
#define WSAEREFUSED 10112            /* database query refused */

/* Name resolution. */
#define WSAHOST_NOT_FOUND 11001 /* no such host */
#define WSATRY_AGAIN 11002      /* temporary resolver failure */
#define WSANO_RECOVERY 11003    /* permanent resolver failure */
#define WSANO_DATA 11004        /* name valid, no record of the type */
#define WSANO_ADDRESS WSANO_DATA

/* Quality of service. */
#define WSA_QOS_RECEIVERS 11005                    /* at least one reserve message arrived */
#define WSA_QOS_SENDERS 11006                      /* at least one send path arrived */
#define WSA_QOS_NO_SENDERS 11007                   /* no senders */
#define WSA_QOS_NO_RECEIVERS 11008                 /* no receivers */
#define WSA_QOS_REQUEST_CONFIRMED 11009            /* reservation confirmed */
#define WSA_QOS_ADMISSION_FAILURE 11010            /* not enough resources */
#define WSA_QOS_POLICY_FAILURE 11011               /* rejected by policy */
#define WSA_QOS_BAD_STYLE 11012                    /* unknown or conflicting style */
#define WSA_QOS_BAD_OBJECT 11013                   /* bad filterspec or provider buffer */
#define WSA_QOS_TRAFFIC_CTRL_ERROR 11014           /* traffic-control failure */
#define WSA_QOS_GENERIC_ERROR 11015                /* general QOS error */
#define WSA_QOS_ESERVICETYPE 11016                 /* bad service type */
#define WSA_QOS_EFLOWSPEC 11017                    /* bad flow specification */
#define WSA_QOS_EPROVSPECBUF 11018                 /* bad provider-specific buffer */
#define WSA_QOS_EFILTERSTYLE 11019                 /* bad filter style */
#define WSA_QOS_EFILTERTYPE 11020                  /* bad filter type */
#define WSA_QOS_EFILTERCOUNT 11021                 /* wrong number of filters */
#define WSA_QOS_EOBJLENGTH 11022                   /* bad object length */
#define WSA_QOS_EFLOWCOUNT 11023                   /* wrong number of flow descriptors */
#define WSA_QOS_EUNKNOWNPSOBJ 11024                /* unknown provider object */
#define WSA_QOS_EUNKOWNPSOBJ WSA_QOS_EUNKNOWNPSOBJ /* as the Windows headers spell it */
#define WSA_QOS_EPOLICYOBJ 11025                   /* bad policy object */
#define WSA_QOS_EFLOWDESC 11026                    /* bad flow descriptor */
#define WSA_QOS_EPSFLOWSPEC 11027                  /* bad provider flowspec */
#define WSA_QOS_EPSFILTERSPEC 11028                /* bad provider filterspec */
#define WSA_QOS_ESDMODEOBJ 11029                   /* bad shape/discard object */
#define WSA_QOS_ESHAPERATEOBJ 11030                /* bad shaping-rate object */
#define WSA_QOS_RESERVED_PETYPE 11031              /* reserved policy element */

/* Name resolution under a security policy. */
#define WSA_SECURE_HOST_NOT_FOUND 11032   /* no such host found securely */
#define WSA_IPSEC_NAME_POLICY_ERROR 11033 /* name-based IPsec policy could not be added */
