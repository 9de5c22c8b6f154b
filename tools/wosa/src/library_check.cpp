// SPDX-License-Identifier: MIT
#include "library_check.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "elf_file.hpp"

namespace wosa::tool {

catalog::Diagnostics check_library(const catalog::Provider& provider) {
  const auto complaint = [&](std::string message) -> catalog::Diagnostics {
    return {{catalog::Severity::error, std::string(provider.origin.file), provider.library_line,
             std::move(message)}};
  };
  if (provider.status != catalog::Status::ok) {
    return complaint(provider.reason.empty() ? std::string(to_string(provider.status)) : provider.reason);
  }
  if (provider.is_built_in()) return {};
  const auto broken = [&](std::string_view what) {
    return complaint(fmt::format("the library {} {}", provider.resolved_library, what));
  };
  const auto library = ElfFile::open(provider.resolved_library);
  if (!library) return broken(library.error());
  const std::string_view start =
      provider.kind == catalog::ProviderKind::name_space ? "NSPStartup" : "WSPStartup";
  const auto exported = library->exports(start);
  if (!exported) return broken(exported.error());
  if (!*exported) return broken(fmt::format("does not export {}; expected that of every provider", start));
  return {};
}

}  // namespace wosa::tool
