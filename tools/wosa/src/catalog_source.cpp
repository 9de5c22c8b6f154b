// SPDX-License-Identifier: MIT
#include "catalog_source.hpp"

#include <fmt/format.h>
#include <wosa/wosa.h>

#include <string>

#include "output.hpp"
#include "wosa/catalog/policy.hpp"

namespace wosa::tool {
namespace {

constexpr std::size_t kComplaints = 10;

std::string text_of(DWORD(WSAAPI* function)(LPSTR, DWORD)) {
  std::string text(function(nullptr, 0), '\0');
  const DWORD size = function(text.data(), static_cast<DWORD>(text.size()));
  text.resize(size > 0 ? size - 1 : 0);
  return text;
}

}  // namespace

CatalogSource CatalogSource::of_process() {
  CatalogSource source;
  source.environment =
      catalog::Environment::of_process(text_of(WosaLibraryDirectory), text_of(WosaInstallPrefix));
  source.paths = catalog::Paths::from_environment(source.environment);
  LPCSTR name = nullptr;
  for (DWORD i = 0; const LPCSTR manifest = WosaBuiltinManifest(i, &name); ++i) {
    source.built_ins.push_back({name, manifest});
  }
  return source;
}

std::shared_ptr<const catalog::Snapshot> CatalogSource::read() const {
  return catalog::Snapshot::build(paths, catalog::Policy::from_environment(environment), built_ins);
}

void complain_about(const catalog::Diagnostics& diagnostics) {
  std::size_t said = 0;
  for (const catalog::Diagnostic& diagnostic : diagnostics) {
    if (said++ == kComplaints) break;
    complain(catalog::format(diagnostic));
  }
  if (diagnostics.size() > kComplaints) {
    complain(
        fmt::format("and {} more; 'wosa catalog check' tells them all", diagnostics.size() - kComplaints));
  }
}

}  // namespace wosa::tool
