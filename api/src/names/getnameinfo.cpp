// SPDX-License-Identifier: MIT
// getnameinfo and GetNameInfoW.
#include "names/boundary.hpp"
#include "names/name_query.hpp"
#include "names/user_values.hpp"

namespace wosa::runtime::names {

namespace {

// A socket address of the program's, whose length says how much of it may be read.
Answer<Endpoint> read_endpoint(const SOCKADDR* from_user, int length) noexcept {
  ADDRESS_FAMILY family = 0;
  if (length < static_cast<int>(sizeof family) || !read_value(family, from_user))
    return tl::unexpected(WSAEFAULT);
  const std::size_t size = socket_address_size(family);
  if (size == 0) return tl::unexpected(WSAEAFNOSUPPORT);
  SOCKADDR_STORAGE storage{};
  if (static_cast<std::size_t>(length) < size || !read_bytes(&storage, from_user, size)) {
    return tl::unexpected(WSAEFAULT);
  }
  storage.ss_family = family;  // as it was looked at
  return to_endpoint(storage);
}

// Where the program wants a name: no buffer, no name.
template <typename Char>
struct Target {
  Char* buffer;
  DWORD room;

  [[nodiscard]] bool wanted() const noexcept { return buffer != nullptr; }
  [[nodiscard]] bool possible() const noexcept { return !wanted() || room != 0; }
};

template <typename Char>
INT get_names(const SOCKADDR* address, int length, Target<Char> host, Target<Char> service, INT flags,
              CallName call = {__builtin_FUNCTION()}) {
  const INT code = code_of_started([&]() -> INT {
    const auto endpoint = read_endpoint(address, length);
    if (!endpoint) return endpoint.error();
    if ((flags & ~kNameFlags) != 0) return WSAEINVAL;
    if (!host.wanted() && !service.wanted()) return WSAEINVAL;
    if (!host.possible() || !service.possible()) return WSAEINVAL;
    const Resolver& resolver = system_resolver();
    if (host.wanted()) {
      const auto name = host_name_of(resolver, endpoint->address, flags);
      if (!name) return name.error();
      if (!write_text(host.buffer, host.room, *name)) return WSAEFAULT;
    }
    if (service.wanted() &&
        !write_text(service.buffer, service.room, service_name_of(resolver, endpoint->port, flags))) {
      return WSAEFAULT;
    }
    return 0;
  });
  return leave_code(code, call);
}

}  // namespace

}  // namespace wosa::runtime::names

using namespace wosa::runtime::names;

extern "C" INT WSAAPI WS_getnameinfo(const SOCKADDR* address, WS_socklen_t length, PCHAR host,
                                     DWORD host_room, PCHAR service, DWORD service_room, INT flags) {
  return get_names<char>(address, length, {host, host_room}, {service, service_room}, flags);
}

extern "C" INT WSAAPI GetNameInfoW(const SOCKADDR* address, WS_socklen_t length, PWCHAR host, DWORD host_room,
                                   PWCHAR service, DWORD service_room, INT flags) {
  return get_names<wchar_t>(address, length, {host, host_room}, {service, service_room}, flags);
}
