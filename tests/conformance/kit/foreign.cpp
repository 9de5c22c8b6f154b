// SPDX-License-Identifier: MIT
#include "kit/foreign.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace kit {

int open_dev_null() { return open("/dev/null", O_RDWR | O_CLOEXEC); }

int open_kernel_socket() { return ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); }

void close_descriptor(int descriptor) { close(descriptor); }

bool closes_on_exec(int descriptor) { return (fcntl(descriptor, F_GETFD) & FD_CLOEXEC) != 0; }

bool is_open_descriptor(int descriptor) { return fcntl(descriptor, F_GETFD) >= 0; }

int open_descriptors() {
  DIR* folder = opendir("/proc/self/fd");
  if (folder == nullptr) return -1;
  int count = 0;
  while (readdir(folder) != nullptr) ++count;
  closedir(folder);
  return count;
}

}  // namespace kit
