// SPDX-License-Identifier: MIT
#pragma once

// The catalog as this process sees it: the newest snapshot, replaced when the catalog's serial changes.
//
// `mutex_` guards the snapshot pointer and its rebuilding. Snapshots are immutable; whoever uses one holds
// it.

#include <cstdint>
#include <memory>
#include <mutex>

#include "wosa/catalog/paths.hpp"
#include "wosa/catalog/serial.hpp"
#include "wosa/catalog/snapshot.hpp"

namespace wosa::runtime {

class CatalogView {
 public:
  CatalogView();

  // The snapshot to select from. Looks at the serial, one load for each serial file, and rebuilds when it
  // changed. A serial file that appears later is noticed within a fifth of a second.
  std::shared_ptr<const catalog::Snapshot> current();

  // Reads manifests and state again: WSAStartup and enumeration see dropped-in files.
  std::shared_ptr<const catalog::Snapshot> refresh();

  [[nodiscard]] const catalog::Paths& paths() const noexcept { return paths_; }
  std::mutex& mutex() noexcept { return mutex_; }

 private:
  std::shared_ptr<const catalog::Snapshot> rebuild_locked();
  void look_for_serial_files_locked();

  catalog::Paths paths_;
  catalog::SerialWatch serial_;
  std::mutex mutex_;
  std::int64_t looked_at_ = 0;  // of the scheduler's clock
  std::shared_ptr<const catalog::Snapshot> snapshot_;
};

// The folder of this library, and the prefix it is installed under; for tools that show them.
std::string library_directory();
std::string install_prefix();

}  // namespace wosa::runtime
