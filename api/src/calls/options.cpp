// SPDX-License-Identifier: MIT
#include "calls/call.hpp"
#include "wosa/spi/user_memory.hpp"

using wosa::runtime::Call;
using wosa::runtime::CallName;
using wosa::runtime::fail;

namespace {

// SO_OPENTYPE is a property of the thread: which kind of socket its socket() makes. The handle is not looked
// at.
bool is_open_type(int level, int name) noexcept { return level == WS_SOL_SOCKET && name == WS_SO_OPENTYPE; }

int get_open_type(char* value, int* length, CallName name) noexcept {
  if (!wosa::runtime::the_runtime.started()) return fail(WSANOTINITIALISED, name);
  const auto* block = wosa::runtime::thread_block();
  if (block == nullptr) return fail(WSAENOBUFS, name);
  INT size = 0;
  if (wosa::spi::copy_in(&size, length, sizeof size) != 0 || size < INT{sizeof(DWORD)})
    return fail(WSAEFAULT, name);
  size = sizeof(DWORD);
  if (wosa::spi::copy_out(value, &block->open_type, sizeof(DWORD)) != 0) return fail(WSAEFAULT, name);
  return wosa::spi::copy_out(length, &size, sizeof size) == 0 ? 0 : fail(WSAEFAULT, name);
}

int set_open_type(const char* value, int length, CallName name) noexcept {
  if (!wosa::runtime::the_runtime.started()) return fail(WSANOTINITIALISED, name);
  auto* block = wosa::runtime::thread_block();
  if (block == nullptr) return fail(WSAENOBUFS, name);
  DWORD type = 0;
  if (length < int{sizeof type} || wosa::spi::copy_in(&type, value, sizeof type) != 0)
    return fail(WSAEFAULT, name);
  if (type != 0 && type != WS_SO_SYNCHRONOUS_ALERT && type != WS_SO_SYNCHRONOUS_NONALERT)
    return fail(WSAEINVAL, name);
  block->open_type = type;
  return 0;
}

}  // namespace

extern "C" int WSAAPI WS_getsockopt(SOCKET s, int level, int optname, char* optval, int* optlen) {
  if (is_open_type(level, optname)) return get_open_type(optval, optlen, {__func__});
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  return call.finish(call.run([&](auto& procs, INT* error) {
    return procs.lpWSPGetSockOpt(s, level, optname, optval, optlen, error);
  }));
}

extern "C" int WSAAPI WS_setsockopt(SOCKET s, int level, int optname, const char* optval, int optlen) {
  if (is_open_type(level, optname)) return set_open_type(optval, optlen, {__func__});
  Call call(s);
  if (!call) return call.refuse(SOCKET_ERROR);
  return call.finish(call.run([&](auto& procs, INT* error) {
    return procs.lpWSPSetSockOpt(s, level, optname, optval, optlen, error);
  }));
}
