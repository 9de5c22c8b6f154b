// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <gsl/util>
#include <optional>
#include <system_error>

#include "catalog_source.hpp"
#include "json_text.hpp"
#include "text_layout.hpp"
#include "verbs.hpp"
#include "wosa/catalog/serial.hpp"

namespace wosa::tool {
namespace {

namespace fs = std::filesystem;

// 0, or an errno. Everybody must be able to read what is created, whatever the caller's umask is.
int bump(const fs::path& state_file) {
  const mode_t before = umask(022);
  const auto restore = gsl::finally([before] { umask(before); });
  std::error_code failed;
  fs::create_directories(state_file.parent_path(), failed);
  if (failed) return failed.value();
  return catalog::bump_serial(state_file);
}

bool is_refusal(int error) { return error == EACCES || error == EPERM || error == EROFS || error == ELOOP; }

std::string failure(const fs::path& state_file, int error) {
  return fmt::format("{}: {}", catalog::serial_file(state_file).string(), std::strerror(error));
}

}  // namespace

// The machine's serial reaches every process. Who may not write it can still reach his own processes, whose
// catalog is the only one that he could have changed.
ExitCode refresh(const Common& common) {
  const CatalogSource source = CatalogSource::of_process();
  std::optional<fs::path> bumped;
  bool created = false;
  ExitCode result = ExitCode::permission;
  for (const fs::path& state_file : source.paths.state_files()) {
    created = catalog::read_serial(state_file) == 0;
    const int error = bump(state_file);
    if (error == 0) {
      bumped = state_file;
      break;
    }
    complain(failure(state_file, error));
    if (!is_refusal(error)) result = ExitCode::problem;
  }
  if (!bumped) {
    complain(result == ExitCode::permission
                 ? "you are not permitted to refresh the catalog; expected the administrator (try sudo)"
                 : "the catalog could not be refreshed");
    return result;
  }
  if (*bumped != source.paths.state_files().front()) {
    complain("only your own programs look again; the administrator refreshes those of everybody");
  }
  const std::uint64_t serial = catalog::read_serial(source.paths);
  const std::string file = catalog::serial_file(*bumped).string();
  if (common.json) {
    return print(json_text({{"schema", 1}, {"serial", serial}, {"file", file}, {"created", created}}));
  }
  // A program that found no serial file when it started has nothing to watch.
  return print(
      fmt::format("serial {}: {}\n", serial,
                  created ? "programs notice changes from now on; those that already run look at the catalog "
                            "again when they start Winsock or enumerate protocols"
                          : "running programs look at the catalog again with their next socket"));
}

}  // namespace wosa::tool
