// SPDX-License-Identifier: MIT
#include "runtime/catalog_view.hpp"

#include <dlfcn.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "runtime/log.hpp"
#include "runtime/module.hpp"
#include "runtime/providers.hpp"
#include "runtime/runtime.hpp"
#include "runtime/scheduler.hpp"
#include "wosa/catalog/policy.hpp"

namespace wosa::runtime {

std::string library_directory() {
  Dl_info info{};
  if (dladdr(reinterpret_cast<const void*>(&library_directory), &info) == 0 || info.dli_fname == nullptr) {
    return WOSA_INSTALL_FULL_LIBDIR;
  }
  char* resolved = realpath(info.dli_fname, nullptr);
  if (resolved == nullptr) return WOSA_INSTALL_FULL_LIBDIR;
  std::string path = resolved;
  std::free(resolved);
  return path.substr(0, path.rfind('/'));
}

// The library finds its prefix from where it stands, so that an installation can be moved.
std::string install_prefix() {
  const std::string directory = library_directory();
  const std::string suffix = std::string("/") + WOSA_INSTALL_LIBDIR;
  if (directory.size() > suffix.size() &&
      directory.compare(directory.size() - suffix.size(), suffix.size(), suffix) == 0) {
    return directory.substr(0, directory.size() - suffix.size());
  }
  return WOSA_INSTALL_PREFIX;
}

namespace {

catalog::Environment process_environment() {
  return catalog::Environment::of_process(library_directory(), install_prefix());
}

std::vector<catalog::BuiltIn> built_ins() {
  std::vector<catalog::BuiltIn> all;
  for (const auto& builtin : builtin_providers()) {
    all.push_back(catalog::BuiltIn{builtin.name, builtin.manifest});
  }
  return all;
}

}  // namespace

CatalogView::CatalogView()
    : paths_(catalog::Paths::from_environment(process_environment())), serial_(paths_) {}

std::shared_ptr<const catalog::Snapshot> CatalogView::current() {
  const std::lock_guard lock(mutex_);
  look_for_serial_files_locked();
  if (snapshot_ != nullptr && serial_.value() == snapshot_->serial()) return snapshot_;
  return rebuild_locked();
}

// A serial file that did not exist when the process started cannot be mapped yet. Looking for it is a failing
// open, so it happens a few times a second at most.
void CatalogView::look_for_serial_files_locked() {
  constexpr std::int64_t kPause = 200'000'000;
  const auto now = scheduler().lpNowCoarse();
  if (now - looked_at_ < kPause) return;
  looked_at_ = now;
  serial_.refresh();
}

std::shared_ptr<const catalog::Snapshot> CatalogView::refresh() {
  const std::lock_guard lock(mutex_);
  return rebuild_locked();
}

std::shared_ptr<const catalog::Snapshot> CatalogView::rebuild_locked() {
  serial_.refresh();
  const auto policy = catalog::Policy::from_environment(process_environment());
  auto made = catalog::Snapshot::build(paths_, policy, built_ins());
  for (const auto& diagnostic : made->diagnostics()) {
    log(diagnostic.severity == catalog::Severity::error ? Log::kWarn : Log::kInfo, "{}",
        catalog::format(diagnostic));
  }
  if (snapshot_ != nullptr) the_runtime.providers.load()->forget_failures();
  snapshot_ = std::move(made);
  log(Log::kCatalog, "serial {}, {} entries", snapshot_->serial(), snapshot_->entries().size());
  return snapshot_;
}

}  // namespace wosa::runtime
