// SPDX-License-Identifier: MIT
#include "procedures.hpp"

namespace wosa::tcpip {

void fill_table(WSPPROC_TABLE& table) noexcept {
  table.lpWSPAccept = wsp_accept;
  table.lpWSPAddressToString = wsp_address_to_string;
  table.lpWSPAsyncSelect = wsp_async_select;
  table.lpWSPBind = wsp_bind;
  table.lpWSPCancelBlockingCall = wsp_cancel_blocking_call;
  table.lpWSPCleanup = wsp_cleanup;
  table.lpWSPCloseSocket = wsp_close_socket;
  table.lpWSPConnect = wsp_connect;
  table.lpWSPDuplicateSocket = wsp_duplicate_socket;
  table.lpWSPEnumNetworkEvents = wsp_enum_network_events;
  table.lpWSPEventSelect = wsp_event_select;
  table.lpWSPGetOverlappedResult = wsp_get_overlapped_result;
  table.lpWSPGetPeerName = wsp_get_peer_name;
  table.lpWSPGetSockName = wsp_get_sock_name;
  table.lpWSPGetSockOpt = wsp_get_sock_opt;
  table.lpWSPGetQOSByName = wsp_get_qos_by_name;
  table.lpWSPIoctl = wsp_ioctl;
  table.lpWSPJoinLeaf = wsp_join_leaf;
  table.lpWSPListen = wsp_listen;
  table.lpWSPRecv = wsp_recv;
  table.lpWSPRecvDisconnect = wsp_recv_disconnect;
  table.lpWSPRecvFrom = wsp_recv_from;
  table.lpWSPSelect = wsp_select;
  table.lpWSPSend = wsp_send;
  table.lpWSPSendDisconnect = wsp_send_disconnect;
  table.lpWSPSendTo = wsp_send_to;
  table.lpWSPSetSockOpt = wsp_set_sock_opt;
  table.lpWSPShutdown = wsp_shutdown;
  table.lpWSPSocket = wsp_socket;
  table.lpWSPStringToAddress = wsp_string_to_address;
}

}  // namespace wosa::tcpip
