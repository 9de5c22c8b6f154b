// SPDX-License-Identifier: MIT
#include "names/address_list.hpp"

#include <gsl/gsl>

#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

#include "names/user_values.hpp"

namespace wosa::runtime::names {

namespace {

template <typename Info>
struct Block {
  Info info;
  SOCKADDR_STORAGE address;
};

template <typename Info>
void free_blocks(Info* info) noexcept {
  while (info != nullptr) {
    Info* next = info->ai_next;
    std::free(info);  // the record stands first in its block
    info = next;
  }
}

template <typename Info>
Info* make_block(const AddressRecord& record, std::size_t name_bytes) {
  using Whole = Block<Info>;
  void* memory = std::calloc(1, sizeof(Whole) + name_bytes);
  if (memory == nullptr) throw std::bad_alloc();
  auto* block = new (memory) Whole{};
  const SocketAddress address = to_socket_address(record.address, record.port);
  block->address = address.storage;
  block->info.ai_family = record.address.family;
  block->info.ai_socktype = record.socket_type;
  block->info.ai_protocol = record.protocol;
  block->info.ai_addrlen = address.size;
  block->info.ai_addr = reinterpret_cast<WS_sockaddr*>(&block->address);
  return &block->info;
}

template <typename Info>
Info* make_blocks(const AddressAnswer& answer) {
  using Char = std::remove_pointer_t<decltype(Info::ai_canonname)>;
  std::basic_string<Char> name;
  if (answer.canonical_name) name = in_characters(*answer.canonical_name, static_cast<const Char*>(nullptr));
  Info* first = nullptr;
  Info** end = &first;
  auto undo = gsl::finally([&] { free_blocks(first); });
  for (const auto& record : answer.records) {
    const bool named = first == nullptr && answer.canonical_name.has_value();
    const std::size_t name_bytes = named ? (name.size() + 1) * sizeof(Char) : 0;
    Info* info = make_block<Info>(record, name_bytes);
    *end = info;
    end = &info->ai_next;
    if (named) {
      info->ai_canonname = reinterpret_cast<Char*>(reinterpret_cast<Block<Info>*>(info) + 1);
      std::memcpy(info->ai_canonname, name.c_str(), name_bytes);
    }
  }
  return std::exchange(first, nullptr);
}

}  // namespace

void make_list(const AddressAnswer& answer, ADDRINFOA*& list) { list = make_blocks<ADDRINFOA>(answer); }
void make_list(const AddressAnswer& answer, ADDRINFOW*& list) { list = make_blocks<ADDRINFOW>(answer); }

void free_list(ADDRINFOA* list) noexcept { free_blocks(list); }
void free_list(ADDRINFOW* list) noexcept { free_blocks(list); }

}  // namespace wosa::runtime::names
