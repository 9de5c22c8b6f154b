// SPDX-License-Identifier: MIT
#include "runtime/library_file.hpp"

#include <fcntl.h>
#include <link.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <gsl/util>

namespace wosa::runtime {

namespace {

using Header = ElfW(Ehdr);
using Segment = ElfW(Phdr);

constexpr unsigned char kClass = sizeof(void*) == 8 ? ELFCLASS64 : ELFCLASS32;

bool read_at(int descriptor, std::uint64_t offset, void* to, std::size_t size) noexcept {
  ssize_t got = 0;
  do {
    got = pread(descriptor, to, size, static_cast<off_t>(offset));
  } while (got < 0 && errno == EINTR);
  return got == static_cast<ssize_t>(size);
}

// Whether some segment ends behind the file.
bool is_cut_off(int descriptor, std::uint64_t size) noexcept {
  Header header;
  if (!read_at(descriptor, 0, &header, sizeof header)) return true;
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != kClass) return false;
  if (header.e_phentsize != sizeof(Segment)) return false;
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    Segment segment;
    if (!read_at(descriptor, header.e_phoff + i * sizeof segment, &segment, sizeof segment)) return true;
    if (segment.p_type != PT_LOAD || segment.p_filesz == 0) continue;
    if (segment.p_offset > size || segment.p_filesz > size - segment.p_offset) return true;
  }
  return false;
}

}  // namespace

std::string unsafe_to_load(const std::string& library) {
  if (library.find('/') == std::string::npos) return {};
  const int descriptor = open(library.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) return {};  // the loader says why
  const auto closer = gsl::finally([descriptor] { close(descriptor); });
  struct stat status {};
  if (fstat(descriptor, &status) != 0) return {};
  if (!S_ISREG(status.st_mode)) return library + ": not a regular file";
  if (is_cut_off(descriptor, static_cast<std::uint64_t>(status.st_size)))
    return library + ": the file is cut off: it ends before what its headers promise";
  return {};
}

}  // namespace wosa::runtime
