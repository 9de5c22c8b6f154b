// SPDX-License-Identifier: MIT
#include "elf_file.hpp"

#include <elf.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <link.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <utility>

namespace wosa::tool {
namespace {

using Header = ElfW(Ehdr);
using Segment = ElfW(Phdr);
using DynamicEntry = ElfW(Dyn);
using Symbol = ElfW(Sym);

// More of either is no library that anybody built.
constexpr std::uint64_t kMaxSegments = 4096;
constexpr std::uint64_t kMaxDynamicEntries = 65536;
constexpr std::uint64_t kMaxSymbols = 10'000'000;

constexpr unsigned char kClass = sizeof(void*) == 8 ? ELFCLASS64 : ELFCLASS32;
constexpr unsigned char kByteOrder = std::endian::native == std::endian::little ? ELFDATA2LSB : ELFDATA2MSB;

constexpr unsigned kMachine =
#if defined(__x86_64__)
    EM_X86_64;
#elif defined(__i386__)
    EM_386;
#elif defined(__aarch64__)
    EM_AARCH64;
#elif defined(__arm__)
    EM_ARM;
#elif defined(__riscv)
    EM_RISCV;
#elif defined(__powerpc64__)
    EM_PPC64;
#elif defined(__s390__)
    EM_S390;
#else
    EM_NONE;  // not known: any machine is accepted
#endif

std::string machine_name(unsigned machine) {
  switch (machine) {
    case EM_X86_64: return "x86-64";
    case EM_386: return "i386";
    case EM_AARCH64: return "aarch64";
    case EM_ARM: return "arm";
    case EM_RISCV: return "riscv";
    case EM_PPC64: return "ppc64";
    case EM_S390: return "s390";
    default: return fmt::format("number {}", machine);
  }
}

std::uint32_t gnu_hash(std::string_view name) noexcept {
  std::uint32_t hash = 5381;
  for (const char c : name) hash = hash * 33 + static_cast<unsigned char>(c);
  return hash;
}

}  // namespace

// File offsets of the tables that a look-up needs; 0 where there is none.
struct ElfFile::Dynamic {
  std::uint64_t symbols = 0;
  std::uint64_t strings = 0;
  std::uint64_t strings_size = 0;
  std::uint64_t gnu_hash = 0;
  std::uint64_t sysv_hash = 0;
};

ElfFile::ElfFile(ElfFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)), size_(other.size_) {}

ElfFile::~ElfFile() {
  if (fd_ >= 0) ::close(fd_);
}

tl::expected<ElfFile, std::string> ElfFile::open(const std::string& path) {
  // Not to hang on a pipe that somebody put there.
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) return tl::unexpected(fmt::format("cannot be opened: {}", std::strerror(errno)));
  ElfFile file(fd, 0);
  struct stat status {};
  if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
    return tl::unexpected(std::string("is no regular file"));
  file.size_ = static_cast<std::uint64_t>(status.st_size);
  if (std::string why = file.refusal(); !why.empty()) return tl::unexpected(std::move(why));
  return file;
}

bool ElfFile::read(std::uint64_t offset, void* to, std::size_t length) const noexcept {
  if (offset > size_ || length > size_ - offset) return false;
  char* at = static_cast<char*>(to);
  while (length > 0) {
    const ssize_t count = pread(fd_, at, length, static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    at += count;
    offset += static_cast<std::uint64_t>(count);
    length -= static_cast<std::size_t>(count);
  }
  return true;
}

std::string ElfFile::refusal() const {
  unsigned char start[EI_NIDENT];
  if (!read(0, start) || std::memcmp(start, ELFMAG, SELFMAG) != 0) {
    return "is no ELF file; expected a shared library";
  }
  if (start[EI_CLASS] != kClass) return fmt::format("is not {}-bit code", sizeof(void*) * 8);
  if (start[EI_DATA] != kByteOrder) return "has the other byte order";
  Header header{};
  if (!read(0, header)) return "is cut off";
  if (kMachine != EM_NONE && header.e_machine != kMachine) {
    return fmt::format("is for the machine {}; expected {}", machine_name(header.e_machine),
                       machine_name(kMachine));
  }
  if (header.e_type != ET_DYN) return "is no shared library";
  if (header.e_phentsize != sizeof(Segment) || header.e_phnum == 0 || header.e_phnum > kMaxSegments) {
    return "has no usable program headers";
  }
  for (std::uint64_t i = 0; i < header.e_phnum; ++i) {
    Segment segment{};
    if (!read(header.e_phoff + i * sizeof segment, segment)) return "is cut off";
    if (segment.p_type != PT_LOAD) continue;
    if (segment.p_offset > size_ || segment.p_filesz > size_ - segment.p_offset) return "is cut off";
  }
  return {};
}

// Addresses are those of the loaded image; the segments say where in the file they are.
bool ElfFile::offset_of(std::uint64_t address, std::uint64_t& offset) const noexcept {
  Header header{};
  if (!read(0, header)) return false;
  for (std::uint64_t i = 0; i < header.e_phnum; ++i) {
    Segment segment{};
    if (!read(header.e_phoff + i * sizeof segment, segment)) return false;
    if (segment.p_type != PT_LOAD || address < segment.p_vaddr ||
        address - segment.p_vaddr >= segment.p_filesz) {
      continue;
    }
    offset = segment.p_offset + (address - segment.p_vaddr);
    return offset >= segment.p_offset;
  }
  return false;
}

bool ElfFile::read_dynamic(Dynamic& out) const noexcept {
  Header header{};
  if (!read(0, header)) return false;
  Segment dynamic{};
  bool found = false;
  for (std::uint64_t i = 0; i < header.e_phnum && !found; ++i) {
    if (!read(header.e_phoff + i * sizeof dynamic, dynamic)) return false;
    found = dynamic.p_type == PT_DYNAMIC;
  }
  if (!found) return false;
  const std::uint64_t count =
      std::min<std::uint64_t>(dynamic.p_filesz / sizeof(DynamicEntry), kMaxDynamicEntries);
  for (std::uint64_t i = 0; i < count; ++i) {
    DynamicEntry entry{};
    if (!read(dynamic.p_offset + i * sizeof entry, entry)) return false;
    const std::uint64_t address = entry.d_un.d_ptr;
    switch (entry.d_tag) {
      case DT_NULL: i = count; break;
      case DT_STRSZ: out.strings_size = entry.d_un.d_val; break;
      case DT_SYMTAB:
        if (!offset_of(address, out.symbols)) return false;
        break;
      case DT_STRTAB:
        if (!offset_of(address, out.strings)) return false;
        break;
      case DT_GNU_HASH:
        if (!offset_of(address, out.gnu_hash)) return false;
        break;
      case DT_HASH:
        if (!offset_of(address, out.sysv_hash)) return false;
        break;
      default: break;
    }
  }
  return out.symbols != 0 && out.strings != 0 && (out.gnu_hash != 0 || out.sysv_hash != 0);
}

bool ElfFile::is_definition(const Dynamic& dynamic, std::uint64_t index,
                            std::string_view function) const noexcept {
  Symbol symbol{};
  if (!read(dynamic.symbols + index * sizeof symbol, symbol)) return false;
  const unsigned bind = symbol.st_info >> 4;
  const unsigned visibility = symbol.st_other & 3U;
  if (symbol.st_shndx == SHN_UNDEF || (bind != STB_GLOBAL && bind != STB_WEAK)) return false;
  if (visibility != STV_DEFAULT && visibility != STV_PROTECTED) return false;
  char name[64];
  const std::size_t length = function.size() + 1;
  if (length > sizeof name || symbol.st_name >= dynamic.strings_size) return false;
  return read(dynamic.strings + symbol.st_name, name, length) && name[function.size()] == '\0' &&
         function == std::string_view(name, function.size());
}

bool ElfFile::find_by_gnu_hash(const Dynamic& dynamic, std::string_view function) const noexcept {
  struct {
    std::uint32_t buckets, first, bloom_words, bloom_shift;
  } head{};
  if (!read(dynamic.gnu_hash, head) || head.buckets == 0) return false;
  const std::uint32_t hash = gnu_hash(function);
  const std::uint64_t buckets =
      dynamic.gnu_hash + sizeof head + std::uint64_t{head.bloom_words} * sizeof(ElfW(Addr));
  const std::uint64_t chains = buckets + std::uint64_t{head.buckets} * 4;
  std::uint32_t index = 0;
  if (!read(buckets + std::uint64_t{hash % head.buckets} * 4, index) || index < head.first) return false;
  for (std::uint64_t steps = 0; steps < kMaxSymbols; ++steps) {
    const std::uint64_t at = std::uint64_t{index} + steps;
    std::uint32_t link = 0;
    if (!read(chains + (at - head.first) * 4, link)) return false;
    if ((link | 1U) == (hash | 1U) && is_definition(dynamic, at, function)) return true;
    if ((link & 1U) != 0) return false;
  }
  return false;
}

bool ElfFile::find_by_count(const Dynamic& dynamic, std::string_view function) const noexcept {
  struct {
    std::uint32_t buckets, symbols;
  } head{};
  if (!read(dynamic.sysv_hash, head)) return false;
  const std::uint64_t count = std::min<std::uint64_t>({head.symbols, size_ / sizeof(Symbol), kMaxSymbols});
  for (std::uint64_t i = 1; i < count; ++i) {
    if (is_definition(dynamic, i, function)) return true;
  }
  return false;
}

tl::expected<bool, std::string> ElfFile::exports(std::string_view function) const {
  Dynamic dynamic;
  if (!read_dynamic(dynamic)) return tl::unexpected(std::string("has no readable dynamic symbol table"));
  return dynamic.gnu_hash != 0 ? find_by_gnu_hash(dynamic, function) : find_by_count(dynamic, function);
}

}  // namespace wosa::tool
