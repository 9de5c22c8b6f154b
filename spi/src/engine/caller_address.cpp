// SPDX-License-Identifier: MIT
#include "engine/caller_address.hpp"

#include <algorithm>

#include "wosa/spi/user_memory.hpp"

namespace wosa::spi::engine {

int address_from_caller(const Socket& socket, const WS_sockaddr* name, int length,
                        Address& address) noexcept {
  constexpr int kFamilySize = sizeof(static_cast<WS_sockaddr*>(nullptr)->sa_family);
  const WSAPROTOCOL_INFOW& info = socket.entry.info;
  const int shortest = std::max(info.iMinSockAddr, kFamilySize);
  constexpr int kMost = sizeof(SOCKADDR_STORAGE);
  // Behind an address of one length stands nothing of meaning; of one that varies nothing may be cut off, or
  // it would be another one.
  const bool varies = info.iMinSockAddr < info.iMaxSockAddr;
  const int longest = varies ? kMost : std::clamp(info.iMaxSockAddr, shortest, kMost);
  if (length < kFamilySize) return WSAEFAULT;
  SOCKADDR_STORAGE bytes{};
  const auto size = static_cast<std::size_t>(std::min(length, longest));
  if (const int code = copy_in(&bytes, name, size); code != 0) return code;
  const bool foreign = bytes.ss_family != info.iAddressFamily;
  // Another family's shorter address is that family's error, a short one of ours is a bad length.
  if (length < shortest)
    return foreign && length >= static_cast<int>(sizeof(WS_sockaddr)) ? WSAEAFNOSUPPORT : WSAEFAULT;
  if (foreign) return WSAEAFNOSUPPORT;
  address = Address(std::as_bytes(std::span(&bytes, 1)).first(size));
  return 0;
}

int address_to_caller(const Address& address, WS_sockaddr* name, INT* length) noexcept {
  INT room = 0;
  if (const int code = read_value(room, length); code != 0) return code;
  if (room < address.length()) return WSAEFAULT;
  if (const int code = copy_out(name, address.get(), static_cast<std::size_t>(address.length())); code != 0)
    return code;
  return write_value(length, INT{address.length()});
}

}  // namespace wosa::spi::engine
