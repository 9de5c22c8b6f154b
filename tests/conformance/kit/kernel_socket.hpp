// SPDX-License-Identifier: MIT
#pragma once

// Sockets made by system calls, as every other program's are: the other end for entries of trait kKernel.
// Addresses go in and out as Winsock's, so that no file needs both sets of names.

#include <string>
#include <utility>
#include <vector>

namespace kit {

// A Winsock address as bytes; empty where there is none.
using RawName = std::vector<char>;

class KernelSocket {
 public:
  KernelSocket() = default;
  explicit KernelSocket(int descriptor) : descriptor_(descriptor) {}
  KernelSocket(KernelSocket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  KernelSocket& operator=(KernelSocket&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~KernelSocket();

  [[nodiscard]] bool valid() const { return descriptor_ >= 0; }
  [[nodiscard]] int descriptor() const { return descriptor_; }
  // Its own name, as Winsock would tell it.
  [[nodiscard]] RawName name() const;
  // The next connection of a listener.
  [[nodiscard]] KernelSocket accept() const;

 private:
  int descriptor_ = -1;
};

// Invalid where a system call failed.
KernelSocket kernel_client(const void* winsock_address, int length);
KernelSocket kernel_listener(const void* winsock_address, int length);
KernelSocket kernel_datagram(const void* winsock_address, int length);
// Listens on an abstract name of AF_UNIX, which only Linux has: sun_path is NUL and the text.
KernelSocket kernel_abstract_listener(const std::string& text);
// Whether a stream listens at an abstract name.
bool abstract_name_answers(const std::string& text);

// The connecting side as a whole program: connects to the path and sends its process id as text. The exit
// status.
int tell_process_id(const std::string& path);

}  // namespace kit
