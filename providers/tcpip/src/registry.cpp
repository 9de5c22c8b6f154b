// SPDX-License-Identifier: MIT
#include "registry.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>

namespace wosa::tcpip {
namespace {

constexpr std::size_t kBitsPerPage = 32768;
constexpr std::size_t kPages = 4096;  // 2^27 descriptors, more than any limit seen

struct Page {
  std::array<std::atomic<std::uint64_t>, kBitsPerPage / 64> words{};
};

constinit std::array<std::atomic<Page*>, kPages> g_pages{};

Page* page_of(SOCKET s, bool create) noexcept {
  const std::size_t index = s / kBitsPerPage;
  if (index >= kPages) return nullptr;
  Page* page = g_pages[index].load(std::memory_order_acquire);
  if (page != nullptr || !create) return page;
  auto* made = new (std::nothrow) Page;
  if (made == nullptr) return nullptr;
  if (g_pages[index].compare_exchange_strong(page, made, std::memory_order_acq_rel)) return made;
  delete made;
  return page;
}

std::uint64_t bit_of(SOCKET s) noexcept { return std::uint64_t{1} << (s % 64); }
std::size_t word_of(SOCKET s) noexcept { return (s % kBitsPerPage) / 64; }

}  // namespace

[[gnu::hot]] bool remember(SOCKET s) noexcept {
  Page* page = page_of(s, true);
  if (page == nullptr) return false;
  page->words[word_of(s)].fetch_or(bit_of(s), std::memory_order_acq_rel);
  return true;
}

[[gnu::hot]] void forget(SOCKET s) noexcept {
  Page* page = page_of(s, false);
  if (page != nullptr) page->words[word_of(s)].fetch_and(~bit_of(s), std::memory_order_acq_rel);
}

void for_each_socket(void (*visit)(SOCKET)) noexcept {
  for (std::size_t index = 0; index < kPages; ++index) {
    Page* page = g_pages[index].load(std::memory_order_acquire);
    if (page == nullptr) continue;
    for (std::size_t word = 0; word < page->words.size(); ++word) {
      std::uint64_t bits = page->words[word].load(std::memory_order_acquire);
      for (; bits != 0; bits &= bits - 1) {
        visit(index * kBitsPerPage + word * 64 + static_cast<unsigned>(__builtin_ctzll(bits)));
      }
    }
  }
}

}  // namespace wosa::tcpip
