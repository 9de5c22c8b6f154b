// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "wosa/catalog/paths.hpp"

namespace wosa::catalog {

/// The file `serial` beside a state file: one number that grows whenever the catalog changes, in a mapping
/// that every process shares, so that noticing a change costs one load. Created once at its full size, never
/// renamed, never truncated.
std::filesystem::path serial_file(const std::filesystem::path& state_file);

/// The number now, by opening and reading; 0 where there is no file.
std::uint64_t read_serial(const std::filesystem::path& state_file) noexcept;
/// The sum over all state files of `paths`: what a SerialWatch over them shows.
std::uint64_t read_serial(const Paths& paths);

/// Adds one, creating the file (but not its folder) where it is missing. 0, or an errno.
int bump_serial(const std::filesystem::path& state_file) noexcept;

/// A process's eye on the serials of its state files.
///
/// Concurrency: `value` may be called by any thread at any time; it takes no lock. `refresh` may be called by
/// any thread too: whoever maps a file first publishes it, another's mapping of the same file is dropped
/// again. A published mapping stays until the object is destroyed, which must not race with anything.
class SerialWatch {
 public:
  explicit SerialWatch(const Paths& paths);
  ~SerialWatch();
  SerialWatch(const SerialWatch&) = delete;
  SerialWatch& operator=(const SerialWatch&) = delete;

  /// Changes when any of the state files changed. One load for each file that exists, and a short system call
  /// before it: a file that somebody cut short in spite of the rule counts as 0 and does no harm.
  std::uint64_t value() const noexcept;

  /// Looks for serial files that did not exist before: one failing open for each that is still missing.
  void refresh() noexcept;

 private:
  using Counter = std::atomic<std::uint64_t>;
  struct Slot {
    std::filesystem::path file;
    std::atomic<const Counter*> counter{nullptr};
  };
  std::array<Slot, 2> slots_;
  bool elevated_ = false;
  uid_t trusted_owner_ = 0;
};

}  // namespace wosa::catalog
