// SPDX-License-Identifier: MIT
#pragma once

// Socket addresses of the families that the kit can test.

#include <winsock2.h>

#include <afunix.h>
#include <ws2tcpip.h>

#include <cstdint>
#include <string>

namespace kit {

class Address {
 public:
  Address() = default;
  Address(const void* data, int length);

  static Address inet(std::uint32_t host_order, u_short port = 0);
  static Address inet6(const char* text, u_short port = 0);
  // Of AF_UNIX: a path with its NUL where there is room for one, and no name at all (the family alone).
  static Address unix_path(const std::string& path);
  static Address unix_unnamed();

  [[nodiscard]] sockaddr* data() { return reinterpret_cast<sockaddr*>(&storage_); }
  [[nodiscard]] const sockaddr* data() const { return reinterpret_cast<const sockaddr*>(&storage_); }
  [[nodiscard]] int length() const { return length_; }
  // For calls that fill the address: room for any family.
  [[nodiscard]] int* length_for_output() {
    length_ = static_cast<int>(sizeof storage_);
    return &length_;
  }
  [[nodiscard]] int family() const { return storage_.ss_family; }
  // 0 in a family without ports.
  [[nodiscard]] u_short port() const;
  [[nodiscard]] Address with_port(u_short port) const;
  [[nodiscard]] bool is_wildcard() const;
  // The path of an AF_UNIX name, which ends with its NUL or with the name; empty for an unnamed socket.
  [[nodiscard]] std::string path() const;
  // Same family, address and port (flow label and scope aside), or the same path.
  [[nodiscard]] bool same_as(const Address& other) const;
  [[nodiscard]] bool same_host(const Address& other) const {
    return with_port(0).same_as(other.with_port(0));
  }
  [[nodiscard]] std::string text() const;

 private:
  [[nodiscard]] sockaddr_in& v4() { return reinterpret_cast<sockaddr_in&>(storage_); }
  [[nodiscard]] const sockaddr_in& v4() const { return reinterpret_cast<const sockaddr_in&>(storage_); }
  [[nodiscard]] sockaddr_in6& v6() { return reinterpret_cast<sockaddr_in6&>(storage_); }
  [[nodiscard]] const sockaddr_in6& v6() const { return reinterpret_cast<const sockaddr_in6&>(storage_); }
  [[nodiscard]] bool is_ip() const { return family() == AF_INET || family() == AF_INET6; }

  SOCKADDR_STORAGE storage_{};
  int length_ = 0;
};

// What getsockname and getpeername tell; length 0 where they fail (the last error says why).
Address local_address(SOCKET s);
Address peer_address(SOCKET s);

}  // namespace kit
