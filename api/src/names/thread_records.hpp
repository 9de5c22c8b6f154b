// SPDX-License-Identifier: MIT
#pragma once

// The records that Winsock lends to a program: one of each kind for each thread, good until the thread asks
// again or ends. Only their thread touches them.

#include <array>
#include <string>
#include <vector>

#include "names/resolver.hpp"
#include "winsock2.h"

namespace wosa::runtime::names {

// Strings, and the array of pointers to them that ends with a null pointer.
class StringList {
 public:
  char** assign(const std::vector<std::string>& strings);

 private:
  std::vector<std::string> strings_;
  std::vector<char*> pointers_;
};

class HostRecord {
 public:
  // The host's addresses of that family.
  WS_hostent* assign(const Host& host, int family);

 private:
  std::string name_;
  StringList aliases_;
  std::vector<std::array<UCHAR, 16>> addresses_;
  std::vector<char*> address_pointers_;
  WS_hostent entry_{};
};

class ServiceRecord {
 public:
  WS_servent* assign(const Service& service);

 private:
  std::string name_;
  std::string protocol_;
  StringList aliases_;
  WS_servent entry_{};
};

class ProtocolRecord {
 public:
  WS_protoent* assign(const Protocol& protocol);

 private:
  std::string name_;
  StringList aliases_;
  WS_protoent entry_{};
};

struct ThreadRecords {
  HostRecord host;
  ServiceRecord service;
  ProtocolRecord protocol;
  std::string message;        // gai_strerrorA
  std::wstring wide_message;  // gai_strerrorW
};

// The calling thread's records, made on first use and freed when it ends. Throws std::bad_alloc.
ThreadRecords& thread_records();

}  // namespace wosa::runtime::names
