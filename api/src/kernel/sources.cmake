# SPDX-License-Identifier: MIT
# Kernel objects; paths are relative to this folder.
set(WOSA_KERNEL_SOURCES
  apc.cpp
  event.cpp
  fork.cpp
  handle_table.cpp
  local_storage.cpp
  lock.cpp
  mutex.cpp
  names.cpp
  object.cpp
  objects.cpp
  semaphore.cpp
  sleep.cpp
  thread.cpp
  timer.cpp
  wait.cpp
  waiter.cpp
)
