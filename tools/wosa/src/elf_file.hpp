// SPDX-License-Identifier: MIT
#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace wosa::tool {

/// A shared library as the dynamic loader would see it, read from its bytes: nothing of it is mapped or
/// executed. Every offset and size comes from the file and may be hostile; each read is checked against the
/// file's end, and the work is bounded whatever the file says. Move-only.
class ElfFile {
 public:
  /// Opens a regular file and checks that this process could load it: ELF, this class and byte order, this
  /// machine, a shared object. Otherwise a sentence that says what is wrong and what was expected.
  static tl::expected<ElfFile, std::string> open(const std::string& path);

  ElfFile(ElfFile&& other) noexcept;
  ElfFile& operator=(ElfFile&&) = delete;
  ~ElfFile();

  /// Whether the dynamic symbol table defines that function for others. An error: the tables cannot be read.
  tl::expected<bool, std::string> exports(std::string_view function) const;

 private:
  struct Dynamic;

  ElfFile(int fd, std::uint64_t size) noexcept : fd_(fd), size_(size) {}
  bool read(std::uint64_t offset, void* to, std::size_t length) const noexcept;
  template <typename T>
  bool read(std::uint64_t offset, T& to) const noexcept {
    return read(offset, &to, sizeof to);
  }
  std::string refusal() const;
  bool offset_of(std::uint64_t address, std::uint64_t& offset) const noexcept;
  bool read_dynamic(Dynamic& out) const noexcept;
  bool is_definition(const Dynamic& dynamic, std::uint64_t index, std::string_view function) const noexcept;
  bool find_by_gnu_hash(const Dynamic& dynamic, std::string_view function) const noexcept;
  bool find_by_count(const Dynamic& dynamic, std::string_view function) const noexcept;

  int fd_;
  std::uint64_t size_;
};

}  // namespace wosa::tool
