# SPDX-License-Identifier: MIT
# Names and addresses as text; paths are relative to this folder.
set(WOSA_NAMES_SOURCES
  address.cpp
  address_chain.cpp
  address_list.cpp
  address_query.cpp
  address_strings.cpp
  address_text.cpp
  database_calls.cpp
  database_lookup.cpp
  destination_order.cpp
  error_text.cpp
  getaddrinfo.cpp
  getnameinfo.cpp
  host_name.cpp
  in6_addresses.cpp
  inet_text.cpp
  libc_resolver.cpp
  local_host.cpp
  name_query.cpp
  service_ports.cpp
  thread_records.cpp
  user_values.cpp
)
