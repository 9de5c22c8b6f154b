// SPDX-License-Identifier: MIT

// The proofs are kept per thread, twice. What one call proved over several pages is kept as a range, so that
// a large buffer that is used again costs one comparison; a few of them suffice, since a thread has few such
// buffers at a time. Small things, which lie all over the heap, are found in a table of pages; a page's place
// is given by its number, and beside the number an entry holds what was proved.
//
// How a page is tested for writing without changing it: FUTEX_WAKE_OP applies an operation to a word, and an
// OR with 0 faults the page in for writing, is atomic against other threads, and stores what was there. That
// operation wakes a waiter of the first word, which is one of our own, and one of the tested word if the
// comparison holds, which a futex's user has to expect anyway. Several pages in a row are first tried by one
// MADV_POPULATE call, which does the same to all of them for less, where the kernel and the mapping allow it.

#include "wosa/spi/caller_memory.hpp"

#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace wosa::spi {
namespace {

constexpr std::uintptr_t kPage = 4096;  // the smallest page there is: larger ones are only tested more often
constexpr std::size_t kPages = 128;
constexpr std::size_t kRanges = 4;
constexpr std::size_t kRun = 4;  // pages from which one call for all is cheaper

// Flags in the low bits of a page's address.
constexpr std::uintptr_t kReadable = 1;
constexpr std::uintptr_t kWritable = 2;

#if !defined(MADV_POPULATE_READ)
constexpr int MADV_POPULATE_READ = 22;
constexpr int MADV_POPULATE_WRITE = 23;
#endif

struct Range {
  std::uintptr_t first = 0;
  std::uintptr_t end = 0;
  std::uintptr_t access = 0;
};

struct Proofs {
  std::array<std::uintptr_t, kPages> pages{};
  std::array<Range, kRanges> ranges{};
  std::size_t next_range = 0;
};

thread_local constinit Proofs t_proofs{};

std::uintptr_t page_of(std::uintptr_t address) noexcept { return address & ~(kPage - 1); }

bool is_proved(std::uintptr_t page, std::uintptr_t access) noexcept {
  const std::uintptr_t kept = t_proofs.pages[page / kPage % kPages];
  return page_of(kept) == page && (kept & access) != 0;
}

void remember(std::uintptr_t page, std::uintptr_t access) noexcept {
  t_proofs.pages[page / kPage % kPages] = page | access;
}

bool is_range_proved(std::uintptr_t first, std::uintptr_t end, std::uintptr_t access) noexcept {
  for (const Range& kept : t_proofs.ranges) {
    if (kept.first <= first && end <= kept.end && (kept.access & access) != 0) return true;
  }
  return false;
}

// A buffer that is proved piece by piece becomes one range.
void remember_range(std::uintptr_t first, std::uintptr_t end, std::uintptr_t access) noexcept {
  for (Range& kept : t_proofs.ranges) {
    if (kept.access != access || end < kept.first || kept.end < first) continue;
    kept.first = std::min(kept.first, first);
    kept.end = std::max(kept.end, end);
    return;
  }
  t_proofs.ranges[t_proofs.next_range++ % kRanges] = {first, end, access};
}

// What can be written can be read.
std::uintptr_t proved_by(std::uintptr_t access) noexcept {
  return access == kWritable ? kReadable | kWritable : access;
}

bool probe(std::uintptr_t page, std::uintptr_t access) noexcept {
  if (access == kReadable) return readable(reinterpret_cast<const void*>(page), 1);
  std::uint32_t own = 0;
  constexpr int kKeep = FUTEX_OP(FUTEX_OP_OR, 0, FUTEX_OP_CMP_EQ, 0x5A5);
  return syscall(SYS_futex, &own, FUTEX_WAKE_OP | FUTEX_PRIVATE_FLAG, 0, nullptr, page, kKeep) >= 0 ||
         errno != EFAULT;
}

bool probe_run(std::uintptr_t first, std::uintptr_t end, std::uintptr_t access) noexcept {
  return madvise(reinterpret_cast<void*>(first), end - first,
                 access == kReadable ? MADV_POPULATE_READ : MADV_POPULATE_WRITE) == 0;
}

// Tests the pages from first to end, none of them proved.
bool prove_run(std::uintptr_t first, std::uintptr_t end, std::uintptr_t access) noexcept {
  const bool together = end - first >= kRun * kPage && probe_run(first, end, access);
  for (std::uintptr_t page = first; page != end; page += kPage) {
    if (!together && !probe(page, access)) return false;
    remember(page, proved_by(access));
  }
  return true;
}

// From first to end, where not everything is proved.
[[gnu::noinline]] bool prove_pages(std::uintptr_t first, std::uintptr_t end, std::uintptr_t access) noexcept {
  const int saved = errno;
  std::uintptr_t page = first;
  while (page != end && is_proved(page, access)) page += kPage;
  bool proved = true;
  while (proved && page != end) {
    std::uintptr_t stop = page + kPage;
    while (stop != end && !is_proved(stop, access)) stop += kPage;
    proved = prove_run(page, stop, access);
    for (page = stop; page != end && is_proved(page, access);) page += kPage;
  }
  if (proved && end - first > kPage) remember_range(first, end, proved_by(access));
  errno = saved;
  return proved;
}

// Nearly every call asks again for what is proved: that way saves no register.
bool prove(const void* pointer, std::size_t size, std::uintptr_t access) noexcept {
  if (!plausible(pointer, size)) return false;
  const auto address = reinterpret_cast<std::uintptr_t>(pointer);
  const std::uintptr_t end = page_of(address + size - 1) + kPage;
  const std::uintptr_t first = page_of(address);
  const bool proved = end - first == kPage ? is_proved(first, access) : is_range_proved(first, end, access);
  return proved || prove_pages(first, end, access);
}

}  // namespace

bool prove_readable(const void* pointer, std::size_t size) noexcept {
  return prove(pointer, size, kReadable);
}

bool prove_writable(void* pointer, std::size_t size) noexcept { return prove(pointer, size, kWritable); }

}  // namespace wosa::spi
