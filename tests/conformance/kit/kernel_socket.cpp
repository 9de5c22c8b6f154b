// SPDX-License-Identifier: MIT
#include "kit/kernel_socket.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>

#include "kit/foreign.hpp"

namespace kit {
namespace {

// The structures are the same on both sides, but for the number of one family.
constexpr unsigned short kWinsockInet6 = 23;

struct KernelAddress {
  sockaddr_storage storage{};
  socklen_t length = 0;

  [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

KernelAddress from_winsock(const void* address, int length) {
  KernelAddress result;
  result.length = static_cast<socklen_t>(length);
  std::memcpy(&result.storage, address, result.length);
  if (result.storage.ss_family == kWinsockInet6) result.storage.ss_family = AF_INET6;
  return result;
}

KernelAddress abstract_name(const std::string& text) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path + 1, text.data(), text.size());
  return from_winsock(&address, static_cast<int>(offsetof(sockaddr_un, sun_path) + 1 + text.size()));
}

KernelSocket listener_at(const KernelAddress& address) {
  KernelSocket s(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const bool listening =
      ::bind(s.descriptor(), address.get(), address.length) == 0 && ::listen(s.descriptor(), 4) == 0;
  return listening ? std::move(s) : KernelSocket();
}

KernelSocket client_of(const KernelAddress& address) {
  KernelSocket s(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  return ::connect(s.descriptor(), address.get(), address.length) == 0 ? std::move(s) : KernelSocket();
}

}  // namespace

KernelSocket::~KernelSocket() {
  if (valid()) close(descriptor_);
}

RawName KernelSocket::name() const {
  sockaddr_storage storage{};
  socklen_t length = sizeof storage;
  if (getsockname(descriptor_, reinterpret_cast<sockaddr*>(&storage), &length) != 0) return {};
  if (storage.ss_family == AF_INET6) storage.ss_family = kWinsockInet6;
  const char* bytes = reinterpret_cast<const char*>(&storage);
  return {bytes, bytes + length};
}

KernelSocket KernelSocket::accept() const {
  return KernelSocket(accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC));
}

KernelSocket kernel_client(const void* winsock_address, int length) {
  return client_of(from_winsock(winsock_address, length));
}

KernelSocket kernel_listener(const void* winsock_address, int length) {
  return listener_at(from_winsock(winsock_address, length));
}

KernelSocket kernel_datagram(const void* winsock_address, int length) {
  const KernelAddress address = from_winsock(winsock_address, length);
  KernelSocket s(::socket(address.storage.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  return ::bind(s.descriptor(), address.get(), address.length) == 0 ? std::move(s) : KernelSocket();
}

KernelSocket kernel_abstract_listener(const std::string& text) { return listener_at(abstract_name(text)); }

bool abstract_name_answers(const std::string& text) { return client_of(abstract_name(text)).valid(); }

int tell_process_id(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return 2;
  std::memcpy(address.sun_path, path.data(), path.size());
  const KernelSocket s = client_of(from_winsock(&address, sizeof address));
  return s.valid() && write_descriptor(s.descriptor(), std::to_string(getpid())) ? 0 : 1;
}

}  // namespace kit
