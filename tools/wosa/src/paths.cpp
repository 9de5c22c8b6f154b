// SPDX-License-Identifier: MIT
#include "wosa/catalog/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "catalog_source.hpp"
#include "json_text.hpp"
#include "text_layout.hpp"
#include "verbs.hpp"
#include "wosa/catalog/manifest.hpp"
#include "wosa/catalog/serial.hpp"

namespace wosa::tool {
namespace {

namespace fs = std::filesystem;

struct Place {
  std::string role;  // a word for programs; the headings below say it to people
  fs::path path;
  std::string state;  // present, absent or unreadable; of a manifest: used, disables, shadowed or broken
};

std::string state_of(const fs::path& path) {
  std::error_code failed;
  if (fs::exists(path, failed)) return "present";
  return failed && failed != std::errc::no_such_file_or_directory && failed != std::errc::not_a_directory
             ? "unreadable"
             : "absent";
}

void add(std::vector<Place>& out, std::string role, const fs::path& path) {
  if (!path.empty()) out.push_back({std::move(role), path, state_of(path)});
}

std::string state_of_manifest(const fs::path& file, const fs::path& provider_dir) {
  const auto manifest = catalog::read_manifest(file, provider_dir);
  if (!manifest) return "broken";
  return manifest->disabled ? "disables" : "used";
}

// As the catalog does it: over all folders, of equal names the first folder's counts, an empty file disables.
void add_manifests(std::vector<Place>& out, const fs::path& folder, const fs::path& provider_dir,
                   std::set<std::string>& seen) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    const std::string name = at->path().filename().string();
    if (name.ends_with(".json") && !name.starts_with('.')) files.push_back(at->path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    const bool first = seen.insert(file.filename().string()).second;
    out.push_back({"manifest", file, first ? state_of_manifest(file, provider_dir) : "shadowed"});
  }
}

std::vector<Place> places(const CatalogSource& source) {
  std::vector<Place> out;
  std::set<std::string> seen;
  for (const fs::path& root : source.paths.config_roots) {
    add(out, "manifests", catalog::manifest_folder(root));
    add_manifests(out, catalog::manifest_folder(root), source.paths.provider_dir, seen);
  }
  for (const fs::path& file : source.paths.state_files()) {
    add(out, file == source.paths.state_file ? "state" : "user-state", file);
    add(out, "previous-state", fs::path(file).concat(".1"));
    add(out, "serial", catalog::serial_file(file));
  }
  add(out, "libraries", source.paths.provider_dir);
  add(out, "library", source.environment.library_directory);
  add(out, "prefix", source.environment.prefix);
  return out;
}

std::string_view heading_of(std::string_view role) {
  if (role == "manifests") return "Folders of manifests (of equal file names, the first counts)";
  if (role == "state") return "Decisions of the administrator";
  if (role == "user-state") return "Decisions of the user, which lie over them";
  if (role == "libraries") return "Folder of the providers' libraries";
  if (role == "library") return "Folder of this library";
  if (role == "prefix") return "Prefix of this installation";
  return {};
}

Tone tone_of(const std::string& state) {
  if (state == "present" || state == "used") return Tone::good;
  return state == "absent" ? Tone::faint : Tone::doubtful;
}

// The state comes first, so that a path is whole however long it is.
std::string text_of(const std::vector<Place>& all, const Style& style) {
  std::string out;
  std::string_view last;
  for (const Place& place : all) {
    const std::string_view heading = heading_of(place.role);
    if (!heading.empty() && heading != last) {
      out += fmt::format("{}{}\n", out.empty() ? "" : "\n", style.paint(Tone::heading, heading));
      last = heading;
    }
    const bool manifest = place.role == "manifest";
    out += fmt::format("  {}{}{}  {}\n", manifest ? "  " : "", style.paint(tone_of(place.state), place.state),
                       std::string(10 - std::min<std::size_t>(place.state.size(), 10), ' '),
                       printable(manifest ? place.path.filename().string() : place.path.string()));
  }
  return out;
}

}  // namespace

ExitCode show_paths(const Common& common) {
  const CatalogSource source = CatalogSource::of_process();
  const std::vector<Place> all = places(source);
  if (!common.json) return print(text_of(all, Style::of_standard_output(common.color)));
  Json list = Json::array();
  for (const Place& place : all) {
    list.push_back({{"role", place.role},
                    {"path", place.path.string()},
                    {"exists", place.state != "absent" && place.state != "unreadable"},
                    {"state", place.state}});
  }
  return print(
      json_text({{"schema", 1}, {"elevated", source.environment.elevated}, {"paths", std::move(list)}}));
}

}  // namespace wosa::tool
