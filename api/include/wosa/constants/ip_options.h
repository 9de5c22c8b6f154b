/* SPDX-License-Identifier: MIT */
/*
 * Options of levels IPPROTO_IP and IPPROTO_IPV6, with the type of their value, and the values of some.
 * Source pages: IPPROTO_IP socket options, IPPROTO_IPV6 socket options.
 */
#pragma once

/* Level IPPROTO_IP. */
#define WS_IP_OPTIONS 1                 /* char[], get/set */
#define WS_IP_HDRINCL 2                 /* BOOL, get/set */
#define WS_IP_TOS 3                     /* DWORD, get/set */
#define WS_IP_TTL 4                     /* DWORD, get/set */
#define WS_IP_MULTICAST_IF 9            /* DWORD (IPv4 address or 0.x.x.x index), get/set */
#define WS_IP_MULTICAST_TTL 10          /* DWORD, get/set */
#define WS_IP_MULTICAST_LOOP 11         /* BOOL, get/set */
#define WS_IP_ADD_MEMBERSHIP 12         /* ip_mreq, set */
#define WS_IP_DROP_MEMBERSHIP 13        /* ip_mreq, set */
#define WS_IP_DONTFRAGMENT 14           /* BOOL, get/set */
#define WS_IP_ADD_SOURCE_MEMBERSHIP 15  /* ip_mreq_source, set */
#define WS_IP_DROP_SOURCE_MEMBERSHIP 16 /* ip_mreq_source, set */
#define WS_IP_BLOCK_SOURCE 17           /* ip_mreq_source, set */
#define WS_IP_UNBLOCK_SOURCE 18         /* ip_mreq_source, set */
#define WS_IP_PKTINFO 19                /* BOOL; cmsg IN_PKTINFO, get/set/cmsg */
#define WS_IP_HOPLIMIT 21               /* BOOL, get/set/cmsg */
#define WS_IP_RECVTTL 21                /* BOOL, get/set */
#define WS_IP_RECEIVE_BROADCAST 22      /* BOOL, get/set */
#define WS_IP_PROTECTION_LEVEL 23       /* INT, get/set */
#define WS_IP_RECVIF 24                 /* BOOL, get/set/cmsg */
#define WS_IP_RECVDSTADDR 25            /* BOOL, get/set/cmsg */
#define WS_IP_IFLIST 28                 /* BOOL, get/set */
#define WS_IP_ADD_IFLIST 29             /* IF_INDEX, set */
#define WS_IP_DEL_IFLIST 30             /* IF_INDEX, set */
#define WS_IP_UNICAST_IF 31             /* IF_INDEX network order, get/set */
#define WS_IP_RTHDR 32                  /* BOOL, get/set */
#define WS_IP_GET_IFLIST 33             /* IF_INDEX[], get */
#define WS_IP_RECVRTHDR 38              /* BOOL, get/set */
#define WS_IP_TCLASS 39                 /* INT, get/set/cmsg */
#define WS_IP_RECVTCLASS 40             /* BOOL, get/set */
#define WS_IP_RECVTOS 40                /* BOOL, get/set */
#define WS_IP_ORIGINAL_ARRIVAL_IF 47    /* BOOL, get/set/cmsg */
#define WS_IP_ECN 50                    /* BOOL/INT, get/set/cmsg */
#define WS_IP_RECVECN 50                /* the same */
#define WS_IP_PKTINFO_EX 51             /* BOOL, get/set/cmsg */
#define WS_IP_WFP_REDIRECT_RECORDS 60   /* cmsg, cmsg */
#define WS_IP_WFP_REDIRECT_CONTEXT 70   /* cmsg, cmsg */
#define WS_IP_MTU_DISCOVER 71           /* DWORD, get/set */
#define WS_IP_MTU 73                    /* DWORD, get */
#define WS_IP_NRT_INTERFACE 74          /* DWORD, get/set */
#define WS_IP_RECVERR 75                /* BOOL, get/set/cmsg */
#define WS_IP_USER_MTU 76               /* DWORD, get/set */

/* Multicast of either level. */
#define WS_MCAST_JOIN_GROUP 41         /* GROUP_REQ, set */
#define WS_MCAST_LEAVE_GROUP 42        /* GROUP_REQ, set */
#define WS_MCAST_BLOCK_SOURCE 43       /* GROUP_SOURCE_REQ, set */
#define WS_MCAST_UNBLOCK_SOURCE 44     /* GROUP_SOURCE_REQ, set */
#define WS_MCAST_JOIN_SOURCE_GROUP 45  /* GROUP_SOURCE_REQ, set */
#define WS_MCAST_LEAVE_SOURCE_GROUP 46 /* GROUP_SOURCE_REQ, set */

/* Level IPPROTO_IPV6. */
#define WS_IPV6_HOPOPTS 1         /* cmsg/BOOL, get/set/cmsg */
#define WS_IPV6_HDRINCL 2         /* BOOL, get/set */
#define WS_IPV6_UNICAST_HOPS 4    /* DWORD, get/set */
#define WS_IPV6_MULTICAST_IF 9    /* DWORD index host order, get/set */
#define WS_IPV6_MULTICAST_HOPS 10 /* DWORD, get/set */
#define WS_IPV6_MULTICAST_LOOP 11 /* BOOL, get/set */
#define WS_IPV6_ADD_MEMBERSHIP 12 /* ipv6_mreq, set */
#define WS_IPV6_JOIN_GROUP WS_IPV6_ADD_MEMBERSHIP
#define WS_IPV6_DROP_MEMBERSHIP 13 /* ipv6_mreq, set */
#define WS_IPV6_LEAVE_GROUP WS_IPV6_DROP_MEMBERSHIP
#define WS_IPV6_DONTFRAG 14             /* BOOL, get/set */
#define WS_IPV6_PKTINFO 19              /* BOOL; cmsg IN6_PKTINFO, get/set/cmsg */
#define WS_IPV6_HOPLIMIT 21             /* BOOL, get/set/cmsg */
#define WS_IPV6_RECVHOPLIMIT 21         /* the same */
#define WS_IPV6_PROTECTION_LEVEL 23     /* INT 10/20/30, get/set */
#define WS_IPV6_RECVIF 24               /* BOOL, get/set/cmsg */
#define WS_IPV6_RECVDSTADDR 25          /* BOOL, get/set/cmsg */
#define WS_IPV6_CHECKSUM 26             /* INT, get/set */
#define WS_IPV6_V6ONLY 27               /* BOOL, get/set */
#define WS_IPV6_IFLIST 28               /* BOOL, get/set */
#define WS_IPV6_ADD_IFLIST 29           /* IF_INDEX, set */
#define WS_IPV6_DEL_IFLIST 30           /* IF_INDEX, set */
#define WS_IPV6_UNICAST_IF 31           /* IF_INDEX host order, get/set */
#define WS_IPV6_RTHDR 32                /* cmsg/BOOL, get/set/cmsg */
#define WS_IPV6_GET_IFLIST 33           /* IF_INDEX[], get */
#define WS_IPV6_RECVRTHDR 38            /* BOOL, get/set */
#define WS_IPV6_TCLASS 39               /* INT, get/set/cmsg */
#define WS_IPV6_RECVTCLASS 40           /* BOOL, get/set */
#define WS_IPV6_ECN 50                  /* BOOL/INT, get/set/cmsg */
#define WS_IPV6_RECVECN 50              /* the same */
#define WS_IPV6_PKTINFO_EX 51           /* BOOL, get/set/cmsg */
#define WS_IPV6_WFP_REDIRECT_RECORDS 60 /* cmsg, cmsg */
#define WS_IPV6_WFP_REDIRECT_CONTEXT 70 /* cmsg, cmsg */
#define WS_IPV6_MTU_DISCOVER 71         /* DWORD, get/set */
#define WS_IPV6_MTU 72                  /* DWORD, get */
#define WS_IPV6_NRT_INTERFACE 74        /* DWORD, get/set */
#define WS_IPV6_RECVERR 75              /* BOOL, get/set/cmsg */
#define WS_IPV6_USER_MTU 76             /* DWORD, get/set */

/* Values of IP_PROTECTION_LEVEL and IPV6_PROTECTION_LEVEL. */
#define PROTECTION_LEVEL_UNRESTRICTED 10
#define PROTECTION_LEVEL_EDGERESTRICTED 20
#define PROTECTION_LEVEL_RESTRICTED 30
#define PROTECTION_LEVEL_DEFAULT ((UINT)-1)

/* Values that mean that nothing is chosen. */
#define IP_UNSPECIFIED_TYPE_OF_SERVICE (-1)
#define IPV6_UNSPECIFIED_TRAFFIC_CLASS (-1)
#define IP_UNSPECIFIED_USER_MTU 0xffffffff
#define IPV6_UNSPECIFIED_USER_MTU 0xffffffff
#define IP_UNSPECIFIED_HOP_LIMIT (-1)
#define IPV6_UNSPECIFIED_HOP_LIMIT (-1)

/* Names that Linux does not have: plain in both modes. */
#define IP_DONTFRAGMENT WS_IP_DONTFRAGMENT
#define IP_HOPLIMIT WS_IP_HOPLIMIT
#define IP_RECEIVE_BROADCAST WS_IP_RECEIVE_BROADCAST
#define IP_PROTECTION_LEVEL WS_IP_PROTECTION_LEVEL
#define IP_RECVIF WS_IP_RECVIF
#define IP_RECVDSTADDR WS_IP_RECVDSTADDR
#define IP_IFLIST WS_IP_IFLIST
#define IP_ADD_IFLIST WS_IP_ADD_IFLIST
#define IP_DEL_IFLIST WS_IP_DEL_IFLIST
#define IP_RTHDR WS_IP_RTHDR
#define IP_GET_IFLIST WS_IP_GET_IFLIST
#define IP_RECVRTHDR WS_IP_RECVRTHDR
#define IP_TCLASS WS_IP_TCLASS
#define IP_RECVTCLASS WS_IP_RECVTCLASS
#define IP_ORIGINAL_ARRIVAL_IF WS_IP_ORIGINAL_ARRIVAL_IF
#define IP_ECN WS_IP_ECN
#define IP_RECVECN WS_IP_RECVECN
#define IP_PKTINFO_EX WS_IP_PKTINFO_EX
#define IP_WFP_REDIRECT_RECORDS WS_IP_WFP_REDIRECT_RECORDS
#define IP_WFP_REDIRECT_CONTEXT WS_IP_WFP_REDIRECT_CONTEXT
#define IP_NRT_INTERFACE WS_IP_NRT_INTERFACE
#define IP_USER_MTU WS_IP_USER_MTU
#define IPV6_PROTECTION_LEVEL WS_IPV6_PROTECTION_LEVEL
#define IPV6_RECVIF WS_IPV6_RECVIF
#define IPV6_RECVDSTADDR WS_IPV6_RECVDSTADDR
#define IPV6_IFLIST WS_IPV6_IFLIST
#define IPV6_ADD_IFLIST WS_IPV6_ADD_IFLIST
#define IPV6_DEL_IFLIST WS_IPV6_DEL_IFLIST
#define IPV6_GET_IFLIST WS_IPV6_GET_IFLIST
#define IPV6_ECN WS_IPV6_ECN
#define IPV6_RECVECN WS_IPV6_RECVECN
#define IPV6_PKTINFO_EX WS_IPV6_PKTINFO_EX
#define IPV6_WFP_REDIRECT_RECORDS WS_IPV6_WFP_REDIRECT_RECORDS
#define IPV6_WFP_REDIRECT_CONTEXT WS_IPV6_WFP_REDIRECT_CONTEXT
#define IPV6_NRT_INTERFACE WS_IPV6_NRT_INTERFACE
#define IPV6_USER_MTU WS_IPV6_USER_MTU

/* Names that Linux has too. */
#ifndef WOSA_NO_BSD_NAMES
#define IP_OPTIONS WS_IP_OPTIONS
#define IP_HDRINCL WS_IP_HDRINCL
#define IP_TOS WS_IP_TOS
#define IP_TTL WS_IP_TTL
#define IP_MULTICAST_IF WS_IP_MULTICAST_IF
#define IP_MULTICAST_TTL WS_IP_MULTICAST_TTL
#define IP_MULTICAST_LOOP WS_IP_MULTICAST_LOOP
#define IP_ADD_MEMBERSHIP WS_IP_ADD_MEMBERSHIP
#define IP_DROP_MEMBERSHIP WS_IP_DROP_MEMBERSHIP
#define IP_ADD_SOURCE_MEMBERSHIP WS_IP_ADD_SOURCE_MEMBERSHIP
#define IP_DROP_SOURCE_MEMBERSHIP WS_IP_DROP_SOURCE_MEMBERSHIP
#define IP_BLOCK_SOURCE WS_IP_BLOCK_SOURCE
#define IP_UNBLOCK_SOURCE WS_IP_UNBLOCK_SOURCE
#define IP_PKTINFO WS_IP_PKTINFO
#define IP_RECVTTL WS_IP_RECVTTL
#define IP_UNICAST_IF WS_IP_UNICAST_IF
#define IP_RECVTOS WS_IP_RECVTOS
#define IP_MTU_DISCOVER WS_IP_MTU_DISCOVER
#define IP_MTU WS_IP_MTU
#define IP_RECVERR WS_IP_RECVERR
#define MCAST_JOIN_GROUP WS_MCAST_JOIN_GROUP
#define MCAST_LEAVE_GROUP WS_MCAST_LEAVE_GROUP
#define MCAST_BLOCK_SOURCE WS_MCAST_BLOCK_SOURCE
#define MCAST_UNBLOCK_SOURCE WS_MCAST_UNBLOCK_SOURCE
#define MCAST_JOIN_SOURCE_GROUP WS_MCAST_JOIN_SOURCE_GROUP
#define MCAST_LEAVE_SOURCE_GROUP WS_MCAST_LEAVE_SOURCE_GROUP
#define IPV6_HOPOPTS WS_IPV6_HOPOPTS
#define IPV6_HDRINCL WS_IPV6_HDRINCL
#define IPV6_UNICAST_HOPS WS_IPV6_UNICAST_HOPS
#define IPV6_MULTICAST_IF WS_IPV6_MULTICAST_IF
#define IPV6_MULTICAST_HOPS WS_IPV6_MULTICAST_HOPS
#define IPV6_MULTICAST_LOOP WS_IPV6_MULTICAST_LOOP
#define IPV6_ADD_MEMBERSHIP WS_IPV6_ADD_MEMBERSHIP
#define IPV6_JOIN_GROUP WS_IPV6_JOIN_GROUP
#define IPV6_DROP_MEMBERSHIP WS_IPV6_DROP_MEMBERSHIP
#define IPV6_LEAVE_GROUP WS_IPV6_LEAVE_GROUP
#define IPV6_DONTFRAG WS_IPV6_DONTFRAG
#define IPV6_PKTINFO WS_IPV6_PKTINFO
#define IPV6_HOPLIMIT WS_IPV6_HOPLIMIT
#define IPV6_RECVHOPLIMIT WS_IPV6_RECVHOPLIMIT
#define IPV6_CHECKSUM WS_IPV6_CHECKSUM
#define IPV6_V6ONLY WS_IPV6_V6ONLY
#define IPV6_UNICAST_IF WS_IPV6_UNICAST_IF
#define IPV6_RTHDR WS_IPV6_RTHDR
#define IPV6_RECVRTHDR WS_IPV6_RECVRTHDR
#define IPV6_TCLASS WS_IPV6_TCLASS
#define IPV6_RECVTCLASS WS_IPV6_RECVTCLASS
#define IPV6_MTU_DISCOVER WS_IPV6_MTU_DISCOVER
#define IPV6_MTU WS_IPV6_MTU
#define IPV6_RECVERR WS_IPV6_RECVERR
#endif
