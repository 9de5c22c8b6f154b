// SPDX-License-Identifier: MIT
#include "wosa/catalog/serial.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <gsl/util>

#include "trust.hpp"

namespace wosa::catalog {
namespace {

// The whole file. A file that is shorter than this is not mapped: a load behind its end would be a SIGBUS.
struct SerialFile {
  char magic[8];
  std::atomic<std::uint64_t> serial;
  char reserved[48];
};
static_assert(sizeof(SerialFile) == 64 && std::atomic<std::uint64_t>::is_always_lock_free);

constexpr char kMagic[9] = "WOSASER1";

bool usable(int fd) noexcept {
  struct stat status {};
  if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) return false;
  char magic[sizeof kMagic - 1];
  return status.st_size >= static_cast<off_t>(sizeof(SerialFile)) &&
         pread(fd, magic, sizeof magic, 0) == sizeof magic && std::memcmp(magic, kMagic, sizeof magic) == 0;
}

SerialFile* map(int fd, int protection) noexcept {
  void* at = mmap(nullptr, sizeof(SerialFile), protection, MAP_SHARED, fd, 0);
  return at == MAP_FAILED ? nullptr : static_cast<SerialFile*>(at);
}

// Writing the same bytes twice does no harm, so that two processes may create the file at once. The number is
// not touched: a file that is longer than zero bytes keeps it.
int initialize(int fd) noexcept {
  struct stat status {};
  if (fstat(fd, &status) != 0) return errno;
  if (!S_ISREG(status.st_mode)) return EINVAL;
  if (status.st_size < static_cast<off_t>(sizeof(SerialFile)) && ftruncate(fd, sizeof(SerialFile)) != 0)
    return errno;
  return pwrite(fd, kMagic, sizeof kMagic - 1, 0) == sizeof kMagic - 1 ? 0 : EIO;
}

// Whether eight bytes of a mapping can be read now. Nobody should cut a serial file short, but an editor or a
// copy over it does, and the load behind its end would be a SIGBUS. The kernel reads them for an operation of
// rt_sigprocmask that does not exist: EFAULT says no, EINVAL yes, and nothing changes.
bool is_readable(const void* address) noexcept {
  constexpr long kNoSuchOperation = 0x7FFF;
  const int saved = errno;
  const bool readable =
      syscall(SYS_rt_sigprocmask, kNoSuchOperation, address, nullptr, sizeof(std::uint64_t)) == 0 ||
      errno != EFAULT;
  errno = saved;
  return readable;
}

}  // namespace

std::filesystem::path serial_file(const std::filesystem::path& state_file) {
  return state_file.parent_path() / "serial";
}

std::uint64_t read_serial(const std::filesystem::path& state_file) noexcept {
  const int fd = open(serial_file(state_file).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return 0;
  const auto closer = gsl::finally([fd] { close(fd); });
  std::uint64_t value = 0;
  if (!usable(fd) || pread(fd, &value, sizeof value, offsetof(SerialFile, serial)) != sizeof value) return 0;
  return value;
}

std::uint64_t read_serial(const Paths& paths) {
  std::uint64_t sum = 0;
  for (const auto& file : paths.state_files()) sum += read_serial(file);
  return sum;
}

int bump_serial(const std::filesystem::path& state_file) noexcept {
  const int fd = open(serial_file(state_file).c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (fd < 0) return errno;
  const auto closer = gsl::finally([fd] { close(fd); });
  if (!usable(fd)) {
    if (const int error = initialize(fd); error != 0) return error;
  }
  SerialFile* file = map(fd, PROT_READ | PROT_WRITE);
  if (file == nullptr) return errno;
  file->serial.fetch_add(1, std::memory_order_release);
  munmap(file, sizeof(SerialFile));
  return 0;
}

SerialWatch::SerialWatch(const Paths& paths)
    : elevated_(paths.elevated), trusted_owner_(paths.trusted_owner) {
  const auto files = paths.state_files();
  for (std::size_t i = 0; i < files.size() && i < slots_.size(); ++i) slots_[i].file = serial_file(files[i]);
  refresh();
}

SerialWatch::~SerialWatch() {
  for (Slot& slot : slots_) {
    const Counter* counter = slot.counter.load(std::memory_order_acquire);
    if (counter == nullptr) continue;
    const char* start = reinterpret_cast<const char*>(counter) - offsetof(SerialFile, serial);
    munmap(const_cast<char*>(start), sizeof(SerialFile));
  }
}

std::uint64_t SerialWatch::value() const noexcept {
  std::uint64_t sum = 0;
  for (const Slot& slot : slots_) {
    const Counter* counter = slot.counter.load(std::memory_order_acquire);
    if (counter != nullptr && is_readable(counter)) sum += counter->load(std::memory_order_acquire);
  }
  return sum;
}

void SerialWatch::refresh() noexcept {
  for (Slot& slot : slots_) {
    if (slot.file.empty() || slot.counter.load(std::memory_order_acquire) != nullptr) continue;
    const int fd = open(slot.file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) continue;
    const auto closer = gsl::finally([fd] { close(fd); });
    struct stat status {};
    if (elevated_ && (fstat(fd, &status) != 0 || !is_trusted(status, trusted_owner_))) continue;
    SerialFile* file = usable(fd) ? map(fd, PROT_READ) : nullptr;
    if (file == nullptr) continue;
    const Counter* expected = nullptr;
    if (!slot.counter.compare_exchange_strong(expected, &file->serial, std::memory_order_acq_rel)) {
      munmap(file, sizeof(SerialFile));
    }
  }
}

}  // namespace wosa::catalog
