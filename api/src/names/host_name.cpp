// SPDX-License-Identifier: MIT
// gethostname and GetHostNameW.
#include "names/boundary.hpp"
#include "names/resolver.hpp"
#include "names/user_values.hpp"

namespace wosa::runtime::names {

namespace {

template <typename Char>
int get_own_name(Char* buffer, int room, CallName name = {__builtin_FUNCTION()}) {
  const INT code = code_of_started([&]() -> INT {
    const auto own = system_resolver().own_name();
    if (!own) return own.error();
    return room > 0 && write_text(buffer, static_cast<std::size_t>(room), *own) ? 0 : WSAEFAULT;
  });
  return code == 0 ? 0 : fail(static_cast<DWORD>(code), name);
}

}  // namespace

}  // namespace wosa::runtime::names

extern "C" int WSAAPI WS_gethostname(char* name, int length) {
  return wosa::runtime::names::get_own_name(name, length);
}

extern "C" int WSAAPI GetHostNameW(PWSTR name, int length) {
  return wosa::runtime::names::get_own_name(name, length);
}
