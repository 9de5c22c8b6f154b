// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace wosa::catalog {

/// What the catalog wants to know about the process. It is handed in, so that tests bring their own and run
/// side by side.
struct Environment {
  std::function<std::optional<std::string>(const char* name)> variable;
  bool elevated = false;                    ///< AT_SECURE: the caller must not choose our code
  std::filesystem::path library_directory;  ///< the folder of libws2_32; plug-ins are in its folder `wosa`
  std::filesystem::path prefix;             ///< installation prefix; may be empty
  uid_t trusted_owner = 0;                  ///< who may own what an elevated process takes

  /// getenv and AT_SECURE of this process.
  static Environment of_process(std::filesystem::path library_directory, std::filesystem::path prefix);
};

/// Where everything is. Plain data, thread-safe while const.
struct Paths {
  std::vector<std::filesystem::path> config_roots;  ///< each may have a folder providers.d; the first wins
  std::filesystem::path state_file;                 ///< the machine's decisions
  std::filesystem::path user_state_file;            ///< lies over it; may be empty
  std::filesystem::path provider_dir;               ///< where a library without a folder is looked up
  bool elevated = false;
  uid_t trusted_owner = 0;

  /// WOSA_CATALOG=<dir> makes that folder the only root, with its own catalog.json. Otherwise the roots are
  /// $XDG_CONFIG_HOME/wosa (~/.config/wosa), /etc/wosa, <prefix>/share/wosa, /usr/local/share/wosa and
  /// /usr/share/wosa, and the user's state is $XDG_STATE_HOME/wosa/catalog.json (~/.local/state/wosa).
  /// An elevated process ignores every one of these variables, HOME too.
  static Paths from_environment(const Environment& environment);

  /// The state files from the weakest to the strongest, without empty ones.
  std::vector<std::filesystem::path> state_files() const;
};

/// The folder of a root that holds manifests.
std::filesystem::path manifest_folder(const std::filesystem::path& root);

}  // namespace wosa::catalog
