// SPDX-License-Identifier: MIT
#include "kit/foreign.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace kit {

int open_dev_null() { return open("/dev/null", O_RDWR | O_CLOEXEC); }

int open_dev_null_as(int descriptor) {
  const int device = open_dev_null();
  if (device < 0 || device == descriptor) return device;
  const int copy = fcntl(device, F_DUPFD_CLOEXEC, descriptor);
  close(device);
  if (copy >= 0 && copy != descriptor) close(copy);
  return copy == descriptor ? copy : -1;
}

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

bool write_descriptor(int descriptor, const std::string& text) {
  return write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

std::string read_descriptor(int descriptor, std::size_t size) {
  std::string text;
  while (text.size() < size) {
    char buffer[4096];
    const ssize_t count = read(descriptor, buffer, std::min(sizeof buffer, size - text.size()));
    if (count <= 0) break;
    text.append(buffer, static_cast<std::size_t>(count));
  }
  return text;
}

bool descriptor_is_readable(int descriptor, int ms) {
  pollfd waiting{descriptor, POLLIN, 0};
  return poll(&waiting, 1, ms) == 1 && (waiting.revents & POLLIN) != 0;
}

}  // namespace kit
