// SPDX-License-Identifier: MIT
#include "upcalls/upcall_table.hpp"

namespace wosa::runtime {

WSPUPCALLTABLE upcall_table() noexcept {
  WSPUPCALLTABLE table{};
  table.lpWPUCloseEvent = &upcall_close_event;
  table.lpWPUCloseSocketHandle = &upcall_close_socket_handle;
  table.lpWPUCreateEvent = &upcall_create_event;
  table.lpWPUCreateSocketHandle = &upcall_create_socket_handle;
  table.lpWPUFDIsSet = &upcall_fd_is_set;
  table.lpWPUGetProviderPath = &upcall_get_provider_path;
  table.lpWPUModifyIFSHandle = &upcall_modify_ifs_handle;
  table.lpWPUPostMessage = &upcall_post_message;
  table.lpWPUQueryBlockingCallback = &upcall_query_blocking_callback;
  table.lpWPUQuerySocketHandleContext = &upcall_query_socket_handle_context;
  table.lpWPUQueueApc = &upcall_queue_apc;
  table.lpWPUResetEvent = &upcall_reset_event;
  table.lpWPUSetEvent = &upcall_set_event;
  table.lpWPUOpenCurrentThread = &upcall_open_current_thread;
  table.lpWPUCloseThread = &upcall_close_thread;
  return table;
}

}  // namespace wosa::runtime
