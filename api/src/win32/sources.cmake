# SPDX-License-Identifier: MIT
# The small part of Win32 that Winsock programs need; paths are relative to this folder.
set(WOSA_WIN32_SOURCES
  code_pages.cpp
  computer_name.cpp
  debug_output.cpp
  environment_strings.cpp
  format_message.cpp
  guids.cpp
  heap.cpp
  insert_format.cpp
  insert_values.cpp
  last_error.cpp
  libraries.cpp
  local_memory.cpp
  message_inserts.cpp
  message_table.cpp
  module_names.cpp
  ordinals.cpp
  process.cpp
  shared_objects.cpp
  strings.cpp
  system_info.cpp
  time.cpp
)
