// SPDX-License-Identifier: MIT
#include <bit>

#include "calls/call.hpp"
#include "wosa/spi/user_memory.hpp"

using wosa::runtime::Call;
using wosa::runtime::CallName;
using wosa::runtime::fail;

namespace {

static_assert(std::endian::native == std::endian::little || std::endian::native == std::endian::big);

constexpr ULONG swap(ULONG value) noexcept { return __builtin_bswap32(value); }
constexpr USHORT swap(USHORT value) noexcept { return __builtin_bswap16(value); }

template <typename Value>
constexpr Value to_big_endian(Value value) noexcept {
  return std::endian::native == std::endian::little ? swap(value) : value;
}

// Converts between the host's order and the one that the socket's catalog entry names in iNetworkByteOrder.
template <typename Value>
int convert(SOCKET s, Value value, Value* result, CallName name = {__builtin_FUNCTION()}) noexcept {
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR, name);
  const bool big = call.slot().binding.chain->info.iNetworkByteOrder == BIGENDIAN;
  const bool same = big == (std::endian::native == std::endian::big);
  const Value converted = same ? value : swap(value);
  return wosa::spi::copy_out(result, &converted, sizeof converted) == 0 ? 0 : fail(WSAEFAULT, name);
}

}  // namespace

extern "C" ULONG WSAAPI WS_htonl(ULONG value) { return to_big_endian(value); }
extern "C" USHORT WSAAPI WS_htons(USHORT value) { return to_big_endian(value); }
extern "C" ULONG WSAAPI WS_ntohl(ULONG value) { return to_big_endian(value); }
extern "C" USHORT WSAAPI WS_ntohs(USHORT value) { return to_big_endian(value); }

extern "C" int WSAAPI WSAHtonl(SOCKET s, ULONG value, ULONG* result) { return convert(s, value, result); }
extern "C" int WSAAPI WSAHtons(SOCKET s, USHORT value, USHORT* result) { return convert(s, value, result); }
extern "C" int WSAAPI WSANtohl(SOCKET s, ULONG value, ULONG* result) { return convert(s, value, result); }
extern "C" int WSAAPI WSANtohs(SOCKET s, USHORT value, USHORT* result) { return convert(s, value, result); }
