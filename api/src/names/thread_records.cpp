// SPDX-License-Identifier: MIT
#include "names/thread_records.hpp"

#include <memory>

namespace wosa::runtime::names {

char** StringList::assign(const std::vector<std::string>& strings) {
  strings_ = strings;
  pointers_.clear();
  pointers_.reserve(strings_.size() + 1);
  for (auto& text : strings_) pointers_.push_back(text.data());
  pointers_.push_back(nullptr);
  return pointers_.data();
}

WS_hostent* HostRecord::assign(const Host& host, int family) {
  name_ = host.name;
  addresses_.clear();
  for (const auto& address : host.addresses) {
    if (address.family == family) addresses_.push_back(address.bytes);
  }
  address_pointers_.clear();
  address_pointers_.reserve(addresses_.size() + 1);
  for (auto& bytes : addresses_) address_pointers_.push_back(reinterpret_cast<char*>(bytes.data()));
  address_pointers_.push_back(nullptr);
  entry_.h_name = name_.data();
  entry_.h_aliases = aliases_.assign(host.aliases);
  entry_.h_addrtype = static_cast<short>(family);
  entry_.h_length = family == WS_AF_INET6 ? 16 : 4;
  entry_.h_addr_list = address_pointers_.data();
  return &entry_;
}

WS_servent* ServiceRecord::assign(const Service& service) {
  name_ = service.name;
  protocol_ = service.protocol;
  entry_.s_name = name_.data();
  entry_.s_aliases = aliases_.assign(service.aliases);
  entry_.s_port = static_cast<short>(WS_htons(service.port));
  entry_.s_proto = protocol_.data();
  return &entry_;
}

WS_protoent* ProtocolRecord::assign(const Protocol& protocol) {
  name_ = protocol.name;
  entry_.p_name = name_.data();
  entry_.p_aliases = aliases_.assign(protocol.aliases);
  entry_.p_proto = static_cast<short>(protocol.number);
  return &entry_;
}

ThreadRecords& thread_records() {
  constinit thread_local std::unique_ptr<ThreadRecords> records;
  if (records == nullptr) records = std::make_unique<ThreadRecords>();
  return *records;
}

}  // namespace wosa::runtime::names
