// SPDX-License-Identifier: MIT
#pragma once

// A socket address in Winsock's form (AF_INET6 is 23), held by value.

#include <cstddef>
#include <cstring>
#include <span>

#include "ws2spi.h"

namespace wosa::spi {

class Address {
 public:
  Address() noexcept = default;
  /// The first SOCKADDR_STORAGE's worth of bytes.
  explicit Address(std::span<const std::byte> bytes) noexcept
      : length_(static_cast<int>(bytes.size() < sizeof storage_ ? bytes.size() : sizeof storage_)) {
    std::memcpy(&storage_, bytes.data(), static_cast<std::size_t>(length_));
  }
  /// Of a structure such as SOCKADDR_IN.
  template <typename Structure>
  static Address of(const Structure& structure) noexcept {
    return Address(std::as_bytes(std::span(&structure, 1)));
  }

  /// AF_ number; AF_UNSPEC for an empty address.
  int family() const noexcept { return length_ >= 2 ? storage_.ss_family : 0; }
  int length() const noexcept { return length_; }
  bool empty() const noexcept { return length_ == 0; }
  std::span<const std::byte> bytes() const noexcept {
    return {reinterpret_cast<const std::byte*>(&storage_), static_cast<std::size_t>(length_)};
  }
  /// The address as a structure; bytes behind the length are zero.
  template <typename Structure>
  Structure as() const noexcept {
    static_assert(sizeof(Structure) <= sizeof(SOCKADDR_STORAGE));
    Structure structure;
    std::memcpy(&structure, &storage_, sizeof structure);
    return structure;
  }
  const WS_sockaddr* get() const noexcept { return reinterpret_cast<const WS_sockaddr*>(&storage_); }

  friend bool operator==(const Address& a, const Address& b) noexcept {
    return a.length_ == b.length_ &&
           std::memcmp(&a.storage_, &b.storage_, static_cast<std::size_t>(a.length_)) == 0;
  }

 private:
  SOCKADDR_STORAGE storage_{};
  int length_ = 0;
};

}  // namespace wosa::spi
