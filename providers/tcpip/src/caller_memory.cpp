// SPDX-License-Identifier: MIT

// The proofs are kept per thread, a few pages each for reading and for writing; a page's place in the table
// is given by its number.

#include "caller_memory.hpp"

#include <array>
#include <cstring>

namespace wosa::tcpip {
namespace {

constexpr std::uintptr_t kPage = 4096;
constexpr std::size_t kKept = 8;

using Proofs = std::array<std::uintptr_t, kKept>;  // page addresses; 0 is none

thread_local constinit Proofs t_readable{};
thread_local constinit Proofs t_writable{};

std::uintptr_t& place_of(Proofs& proofs, std::uintptr_t page) noexcept {
  return proofs[page / kPage % kKept];
}

std::uintptr_t page_of(const void* pointer) noexcept {
  return reinterpret_cast<std::uintptr_t>(pointer) & ~(kPage - 1);
}

}  // namespace

bool prove_readable(const void* pointer, std::size_t size) noexcept {
  if (!plausible(pointer, size)) return false;
  const std::uintptr_t last = page_of(static_cast<const char*>(pointer) + size - 1);
  for (std::uintptr_t page = page_of(pointer);; page += kPage) {
    std::uintptr_t& kept = place_of(t_readable, page);
    if (kept != page) {
      if (!spi::readable(reinterpret_cast<const void*>(page), 1)) return false;
      kept = page;
    }
    if (page == last) return true;
  }
}

bool prove_writable(void* pointer) noexcept {
  std::uint32_t value;
  if (!prove_readable(pointer, sizeof value)) return false;
  const std::uintptr_t page = page_of(pointer);
  const bool within = page_of(static_cast<char*>(pointer) + sizeof value - 1) == page;
  std::uintptr_t& kept = place_of(t_writable, page);
  if (within && kept == page) return true;
  std::memcpy(&value, pointer, sizeof value);
  if (write_value(pointer, value) != 0) return false;
  if (within) kept = page;
  return true;
}

}  // namespace wosa::tcpip
