// SPDX-License-Identifier: MIT
// Hosts, services and protocols by name or number, as Winsock 1.1 has them, in the calling thread's records.
#include "names/boundary.hpp"
#include "names/database_lookup.hpp"
#include "names/local_host.hpp"
#include "names/thread_records.hpp"
#include "names/user_values.hpp"

namespace wosa::runtime::names {

namespace {

// A body that stores its record, or answers why there is none.
template <typename Record, typename Body>
Record* find_record(Body&& body, CallName name = {__builtin_FUNCTION()}) {
  Record* record = nullptr;
  const INT code = code_of_started([&]() -> INT { return body(record); });
  return code == 0 ? record : fail(static_cast<DWORD>(code), static_cast<Record*>(nullptr), name);
}

// A protocol's name that may be left out.
Answer<std::string> read_protocol(const char* from_user) {
  if (from_user == nullptr) return std::string();
  return read_text(from_user, WSAHOST_NOT_FOUND);
}

template <typename Found, typename Record, typename Entry>
INT lend(const Answer<Found>& found, Record& record, Entry*& entry) {
  if (!found) return found.error();
  entry = record.assign(*found);
  return 0;
}

}  // namespace

}  // namespace wosa::runtime::names

using namespace wosa::runtime::names;

extern "C" WS_hostent* WSAAPI WS_gethostbyname(const char* name) {
  return find_record<WS_hostent>([&](WS_hostent*& record) -> INT {
    const auto text =
        name != nullptr ? read_text(name, WSAHOST_NOT_FOUND) : Answer<std::string>(std::string());
    if (!text) return text.error();
    const auto host = find_ipv4_host(system_resolver(), *text);
    if (!host) return host.error();
    record = thread_records().host.assign(*host, WS_AF_INET);
    return 0;
  });
}

extern "C" WS_hostent* WSAAPI WS_gethostbyaddr(const char* address, int length, int family) {
  return find_record<WS_hostent>([&](WS_hostent*& record) -> INT {
    if (const INT error = check_address(family, length); error != 0) return error;
    Address wanted;
    wanted.family = family;
    if (!read_bytes(wanted.bytes.data(), address, wanted.size())) return WSAEFAULT;
    const auto host = host_of(system_resolver(), wanted);
    if (!host) return host.error();
    record = thread_records().host.assign(*host, family);
    return 0;
  });
}

extern "C" WS_servent* WSAAPI WS_getservbyname(const char* name, const char* protocol) {
  return find_record<WS_servent>([&](WS_servent*& record) -> INT {
    const auto text = read_text(name, WSAHOST_NOT_FOUND);
    if (!text) return text.error();
    const auto protocol_text = read_protocol(protocol);
    if (!protocol_text) return protocol_text.error();
    return lend(system_resolver().service(*text, *protocol_text), thread_records().service, record);
  });
}

extern "C" WS_servent* WSAAPI WS_getservbyport(int port, const char* protocol) {
  return find_record<WS_servent>([&](WS_servent*& record) -> INT {
    const auto protocol_text = read_protocol(protocol);
    if (!protocol_text) return protocol_text.error();
    const USHORT number = WS_ntohs(static_cast<USHORT>(port));
    return lend(system_resolver().service_at(number, *protocol_text), thread_records().service, record);
  });
}

extern "C" WS_protoent* WSAAPI WS_getprotobyname(const char* name) {
  return find_record<WS_protoent>([&](WS_protoent*& record) -> INT {
    const auto text = read_text(name, WSAHOST_NOT_FOUND);
    if (!text) return text.error();
    return lend(system_resolver().protocol(*text), thread_records().protocol, record);
  });
}

extern "C" WS_protoent* WSAAPI WS_getprotobynumber(int number) {
  return find_record<WS_protoent>([&](WS_protoent*& record) -> INT {
    return lend(system_resolver().protocol_numbered(number), thread_records().protocol, record);
  });
}
