// SPDX-License-Identifier: MIT

// How a page is tested. rt_sigprocmask with an operation that does not exist reads eight bytes before it
// refuses the operation: EINVAL says readable, EFAULT says not, and nothing changes. getcpu stores four bytes
// where it is told to: the copy that follows overwrites them. Either costs a tenth of process_vm_readv on
// oneself, needs no privilege, and is refused by no sandbox that lets a C library start. No state, so any
// thread may call.

#include "wosa/spi/user_memory.hpp"

#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace wosa::spi {
namespace {

constexpr std::uintptr_t kPage = 4096;  // the smallest page there is: larger ones are only tested more often
constexpr std::size_t kReadProbe = 8;
constexpr std::size_t kWriteProbe = 4;

class ErrnoGuard {
 public:
  ErrnoGuard() noexcept : saved_(errno) {}
  ~ErrnoGuard() { errno = saved_; }
  ErrnoGuard(const ErrnoGuard&) = delete;
  ErrnoGuard& operator=(const ErrnoGuard&) = delete;

 private:
  int saved_;
};

bool probe_read(std::uintptr_t address) noexcept {
  constexpr long kNoSuchOperation = 0x7FFF;
  return syscall(SYS_rt_sigprocmask, kNoSuchOperation, address, nullptr, kReadProbe) == 0 || errno != EFAULT;
}

bool probe_write(std::uintptr_t address) noexcept {
  return syscall(SYS_getcpu, address, nullptr, nullptr) == 0 || errno != EFAULT;
}

// Runs probe on every page of the range. A probe looks at width bytes from where it starts; it may start
// before the range for reading (within a page that counts anyway) but never leaves it for writing.
bool each_page(std::uintptr_t first, std::size_t size, std::size_t width,
               bool (*probe)(std::uintptr_t)) noexcept {
  const std::uintptr_t last = first + size - 1;
  for (std::uintptr_t page = first & ~(kPage - 1);; page += kPage) {
    std::uintptr_t at = page < first ? first : page;
    if (at + width - 1 > last) at = last + 1 - width;
    if (!probe(at)) return false;
    if (last - page < kPage) return true;
  }
}

}  // namespace

bool readable(const void* pointer, std::size_t size) noexcept {
  if (size == 0) return true;
  if (!plausible(pointer, size)) return false;
  const ErrnoGuard guard;
  auto first = reinterpret_cast<std::uintptr_t>(pointer);
  if (size < kReadProbe) {
    // Widen to the aligned words that hold the range: they share its pages.
    const std::uintptr_t end = (first + size + kReadProbe - 1) & ~(kReadProbe - 1);
    first &= ~(kReadProbe - 1);
    size = end - first;
  }
  return each_page(first, size, kReadProbe, probe_read);
}

int copy_in_from_afar(void* destination, const void* source, std::size_t size) noexcept {
  if (!readable(source, size)) return WSAEFAULT;
  if (size != 0) std::memcpy(destination, source, size);
  return 0;
}

int copy_out_far_away(void* destination, const void* source, std::size_t size) noexcept {
  if (size == 0) return 0;
  if (!plausible(destination, size)) return WSAEFAULT;
  const ErrnoGuard guard;
  if (size < kWriteProbe) {
    // Too small to be tested without touching its neighbours.
    iovec from{const_cast<void*>(source), size};
    iovec to{destination, size};
    const ssize_t written = process_vm_writev(getpid(), &from, 1, &to, 1, 0);
    if (written == static_cast<ssize_t>(size)) return 0;
    if (written >= 0 || errno == EFAULT) return WSAEFAULT;
  } else if (!each_page(reinterpret_cast<std::uintptr_t>(destination), size, kWriteProbe, probe_write)) {
    return WSAEFAULT;
  }
  std::memcpy(destination, source, size);
  return 0;
}

}  // namespace wosa::spi
