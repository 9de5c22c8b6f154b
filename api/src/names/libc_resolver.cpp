// SPDX-License-Identifier: MIT
// Names as libc knows them: hosts and services files, DNS, and whatever else nsswitch.conf asks. Nothing here
// keeps state: libc's own is per thread, and every answer is copied out of its buffers.
#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <clocale>
#include <cstring>
#include <memory>
#include <new>

#include "names/libc_errors.hpp"
#include "names/resolver.hpp"

namespace wosa::runtime::names {

namespace {

constexpr std::size_t kFirstBuffer = 1024;
constexpr std::size_t kLastBuffer = 1024 * 1024;

bool is_ascii(const std::string& text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

int libc_family(int family) noexcept {
  switch (family) {
    case WS_AF_INET: return AF_INET;
    case WS_AF_INET6: return AF_INET6;
    default: return AF_UNSPEC;
  }
}

// False for a family that has no place in an answer.
bool to_address(const sockaddr* socket_address, Address& address) noexcept {
  if (socket_address == nullptr) return false;
  if (socket_address->sa_family == AF_INET) {
    sockaddr_in in;
    std::memcpy(&in, socket_address, sizeof in);
    address = Address{};
    std::memcpy(address.bytes.data(), &in.sin_addr, 4);
    return true;
  }
  if (socket_address->sa_family == AF_INET6) {
    sockaddr_in6 in6;
    std::memcpy(&in6, socket_address, sizeof in6);
    address = ipv6(&in6.sin6_addr, in6.sin6_scope_id);
    return true;
  }
  return false;
}

void add_once(std::vector<Address>& addresses, const Address& address) {
  if (std::find(addresses.begin(), addresses.end(), address) == addresses.end()) addresses.push_back(address);
}

std::vector<std::string> to_strings(char* const* list) {
  std::vector<std::string> strings;
  for (; list != nullptr && *list != nullptr; ++list) strings.emplace_back(*list);
  return strings;
}

// libc reads a name in the thread's character set, which is ASCII in a program that never called setlocale.
// Ours is UTF-8: for the time of one call.
class Utf8Thread {
 public:
  Utf8Thread() noexcept : utf8_(newlocale(LC_CTYPE_MASK, "C.UTF-8", static_cast<locale_t>(nullptr))) {
    if (utf8_ != nullptr) before_ = uselocale(utf8_);
  }
  ~Utf8Thread() {
    if (utf8_ == nullptr) return;
    uselocale(before_);
    freelocale(utf8_);
  }
  Utf8Thread(const Utf8Thread&) = delete;
  Utf8Thread& operator=(const Utf8Thread&) = delete;

 private:
  locale_t utf8_;
  locale_t before_ = nullptr;
};

// Calls one of libc's reentrant functions, with a larger buffer as long as it asks for one, and converts what
// it found: `convert` gets the function's result and the record, which is null where there is none.
template <typename Record, typename Call, typename Convert>
auto look_up(Call&& call, Convert&& convert) {
  std::vector<char> buffer(kFirstBuffer);
  Record record{};
  Record* found = nullptr;
  int result = 0;
  while ((result = call(&record, buffer.data(), buffer.size(), &found)) == ERANGE &&
         buffer.size() < kLastBuffer) {
    buffer.resize(buffer.size() * 2);
  }
  return convert(result, found);
}

Answer<Host> to_host(int result, const hostent* found, int host_error) {
  if (found == nullptr) {
    if (result == ENOMEM) throw std::bad_alloc();
    return tl::unexpected(host_error_code(host_error));
  }
  Host host{found->h_name != nullptr ? found->h_name : "", to_strings(found->h_aliases), {}};
  for (char* const* entry = found->h_addr_list; entry != nullptr && *entry != nullptr; ++entry) {
    Address address;
    if (found->h_addrtype == AF_INET6) {
      address = ipv6(*entry);
    } else {
      std::memcpy(address.bytes.data(), *entry, 4);
    }
    add_once(host.addresses, address);
  }
  if (host.addresses.empty()) return tl::unexpected(WSANO_DATA);
  return host;
}

Answer<Service> to_service(int result, const servent* found) {
  if (found == nullptr) {
    if (result == ENOMEM) throw std::bad_alloc();
    return tl::unexpected(WSAHOST_NOT_FOUND);
  }
  return Service{found->s_name, to_strings(found->s_aliases),
                 ntohs(static_cast<std::uint16_t>(found->s_port)), found->s_proto};
}

Answer<Protocol> to_protocol(int result, const protoent* found) {
  if (found == nullptr) {
    if (result == ENOMEM) throw std::bad_alloc();
    return tl::unexpected(WSAHOST_NOT_FOUND);
  }
  return Protocol{found->p_name, to_strings(found->p_aliases), found->p_proto};
}

const char* or_null(const std::string& text) noexcept { return text.empty() ? nullptr : text.c_str(); }

class LibcResolver final : public Resolver {
 public:
  Answer<Host> host(const HostQuery& query) const override {
    if (query.name.size() >= NI_MAXHOST) return tl::unexpected(WSAHOST_NOT_FOUND);
    addrinfo hints{};
    hints.ai_family = libc_family(query.family);
    hints.ai_socktype = SOCK_STREAM;  // one record for each address
    if (query.canonical) hints.ai_flags |= AI_CANONNAME;
    if (query.encode_idn && !is_ascii(query.name)) {
      hints.ai_flags |= AI_IDN;
      const Utf8Thread utf8;
      return ask(query.name, hints);
    }
    return ask(query.name, hints);
  }

  Answer<Host> host_with_aliases(const HostQuery& query) const override {
    if (query.name.size() >= NI_MAXHOST) return tl::unexpected(WSAHOST_NOT_FOUND);
    if (!is_ascii(query.name)) {  // that function of libc knows no Punycode
      HostQuery canonical = query;
      canonical.canonical = true;
      return host(canonical);
    }
    const int family = query.family == WS_AF_INET6 ? AF_INET6 : AF_INET;
    int error = NETDB_INTERNAL;
    return look_up<hostent>(
        [&](hostent* record, char* space, std::size_t size, hostent** found) {
          return gethostbyname2_r(query.name.c_str(), family, record, space, size, found, &error);
        },
        [&](int result, const hostent* found) { return to_host(result, found, error); });
  }

  Answer<Host> host_of(const Address& address) const override {
    const auto length = static_cast<socklen_t>(address.size());
    const int family = libc_family(address.family);
    int error = NETDB_INTERNAL;
    return look_up<hostent>(
        [&](hostent* record, char* space, std::size_t size, hostent** found) {
          return gethostbyaddr_r(address.bytes.data(), length, family, record, space, size, found, &error);
        },
        [&](int result, const hostent* found) { return to_host(result, found, error); });
  }

  Answer<Service> service(const std::string& name, const std::string& protocol) const override {
    return look_up<servent>(
        [&](servent* record, char* space, std::size_t size, servent** found) {
          return getservbyname_r(name.c_str(), or_null(protocol), record, space, size, found);
        },
        to_service);
  }

  Answer<Service> service_at(USHORT port, const std::string& protocol) const override {
    return look_up<servent>(
        [&](servent* record, char* space, std::size_t size, servent** found) {
          return getservbyport_r(htons(port), or_null(protocol), record, space, size, found);
        },
        to_service);
  }

  Answer<Protocol> protocol(const std::string& name) const override {
    return look_up<protoent>(
        [&](protoent* record, char* space, std::size_t size, protoent** found) {
          return getprotobyname_r(name.c_str(), record, space, size, found);
        },
        to_protocol);
  }

  Answer<Protocol> protocol_numbered(int number) const override {
    return look_up<protoent>(
        [&](protoent* record, char* space, std::size_t size, protoent** found) {
          return getprotobynumber_r(number, record, space, size, found);
        },
        to_protocol);
  }

  Answer<std::string> own_name() const override {
    char name[HOST_NAME_MAX + 1];
    if (gethostname(name, sizeof name) != 0) return tl::unexpected(WSAENETDOWN);
    name[sizeof name - 1] = '\0';
    return std::string(name);
  }

  Answer<std::vector<Address>> own_addresses() const override {
    ifaddrs* first = nullptr;
    if (getifaddrs(&first) != 0) return tl::unexpected(WSAENETDOWN);
    const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owner(first, &freeifaddrs);
    std::vector<Address> addresses;
    for (const ifaddrs* entry = first; entry != nullptr; entry = entry->ifa_next) {
      Address address;
      if ((entry->ifa_flags & IFF_UP) != 0 && to_address(entry->ifa_addr, address))
        add_once(addresses, address);
    }
    return addresses;
  }

 private:
  static Answer<Host> ask(const std::string& name, const addrinfo& hints) {
    addrinfo* first = nullptr;
    const int error = getaddrinfo(name.c_str(), nullptr, &hints, &first);
    if (error == EAI_MEMORY || (error == EAI_SYSTEM && errno == ENOMEM)) throw std::bad_alloc();
    if (error != 0) return tl::unexpected(eai_code(error));
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(first, &freeaddrinfo);
    Host host;
    if (first != nullptr && first->ai_canonname != nullptr) host.name = first->ai_canonname;
    for (const addrinfo* entry = first; entry != nullptr; entry = entry->ai_next) {
      Address address;
      if (to_address(entry->ai_addr, address)) add_once(host.addresses, address);
    }
    if (host.addresses.empty()) return tl::unexpected(WSANO_DATA);
    return host;
  }
};

}  // namespace

const Resolver& system_resolver() noexcept {
  static constinit const LibcResolver resolver;
  return resolver;
}

}  // namespace wosa::runtime::names
