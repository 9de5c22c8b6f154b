// SPDX-License-Identifier: MIT
#pragma once

// A socket address taken apart, for the matchers of addresses.

#include <optional>
#include <string>
#include <tuple>

#include "ws2spi.h"

namespace wosa::mock {

struct AddressParts {
  int family = 0;
  std::string ip;    ///< AF_INET, AF_INET6: as inet_ntop writes it, with %scope where there is one
  int port = 0;      ///< in host order
  std::string path;  ///< AF_UNIX

  /// For messages: "127.0.0.1:80", "[::1]:80", "unix:/run/x", "family 99".
  std::string text() const;
};

/// Of `length` bytes; of as many as the family has if it is negative. Nothing for a null pointer, or where
/// the structure of the family does not fit. Nothing behind `length` is read.
std::optional<AddressParts> address_parts(const void* address, int length = -1);

namespace detail {

template <typename Pointee>
std::optional<AddressParts> parts_of(Pointee* address) {
  return address_parts(address);
}
/// Of the two arguments that testing::Args<k, k + 1> selects.
template <typename Pointee>
std::optional<AddressParts> parts_of(const std::tuple<Pointee*, int>& arguments) {
  const int length = std::get<1>(arguments);
  return length < 0 ? std::nullopt : address_parts(std::get<0>(arguments), length);
}
template <typename Pointee>
std::optional<AddressParts> parts_of(const std::tuple<Pointee*, int*>& arguments) {
  const int* length = std::get<1>(arguments);
  return length == nullptr || *length < 0 ? std::nullopt : address_parts(std::get<0>(arguments), *length);
}

}  // namespace detail

}  // namespace wosa::mock
