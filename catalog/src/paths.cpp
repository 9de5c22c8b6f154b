// SPDX-License-Identifier: MIT
#include "wosa/catalog/paths.hpp"

#include <sys/auxv.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace wosa::catalog {
namespace {

namespace fs = std::filesystem;

class Variables {
 public:
  explicit Variables(const Environment& environment) : environment_(environment) {}

  // An empty variable counts as unset, as the XDG rules have it.
  std::optional<std::string> get(const char* name) const {
    if (environment_.elevated || !environment_.variable) return std::nullopt;
    auto value = environment_.variable(name);
    return value && !value->empty() ? value : std::nullopt;
  }

  // $XDG_..., or a folder of the home; relative paths are invalid there. Empty if there is neither.
  fs::path xdg(const char* name, const char* below_home) const {
    if (const auto value = get(name); value && value->front() == '/') return *value;
    if (const auto home = get("HOME"); home && home->front() == '/') return fs::path(*home) / below_home;
    return {};
  }

 private:
  const Environment& environment_;
};

fs::path absolute(const fs::path& path) {
  std::error_code failed;
  const fs::path full = fs::absolute(path, failed);
  return failed ? path : full.lexically_normal();
}

}  // namespace

Environment Environment::of_process(fs::path library_directory, fs::path prefix) {
  Environment out;
  out.variable = [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
  };
  out.elevated = getauxval(AT_SECURE) != 0;
  out.library_directory = std::move(library_directory);
  out.prefix = std::move(prefix);
  return out;
}

Paths Paths::from_environment(const Environment& environment) {
  const Variables variables(environment);
  Paths out;
  out.elevated = environment.elevated;
  out.trusted_owner = environment.trusted_owner;
  out.provider_dir = environment.library_directory / "wosa";

  if (const auto root = variables.get("WOSA_CATALOG")) {
    out.config_roots.push_back(absolute(*root));
    out.state_file = out.config_roots.front() / "catalog.json";
    return out;
  }
  const auto add = [&out](const fs::path& root) {
    const fs::path normal = root.lexically_normal();
    if (std::find(out.config_roots.begin(), out.config_roots.end(), normal) == out.config_roots.end()) {
      out.config_roots.push_back(normal);
    }
  };
  if (const fs::path config = variables.xdg("XDG_CONFIG_HOME", ".config"); !config.empty())
    add(config / "wosa");
  add("/etc/wosa");
  if (!environment.prefix.empty()) add(environment.prefix / "share/wosa");
  add("/usr/local/share/wosa");
  add("/usr/share/wosa");

  out.state_file = "/var/lib/wosa/catalog.json";
  if (const fs::path state = variables.xdg("XDG_STATE_HOME", ".local/state"); !state.empty()) {
    out.user_state_file = state / "wosa/catalog.json";
  }
  return out;
}

std::vector<fs::path> Paths::state_files() const {
  std::vector<fs::path> out;
  if (!state_file.empty()) out.push_back(state_file);
  if (!user_state_file.empty() && user_state_file != state_file) out.push_back(user_state_file);
  return out;
}

fs::path manifest_folder(const fs::path& root) { return root / "providers.d"; }

}  // namespace wosa::catalog
