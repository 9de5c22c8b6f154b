// SPDX-License-Identifier: MIT
#include "collect.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string>
#include <unordered_map>

#include "read_file.hpp"
#include "trust.hpp"
#include "wosa/catalog/guid.hpp"
#include "wosa/catalog/located_json.hpp"
#include "wosa/catalog/text.hpp"

namespace wosa::catalog {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const noexcept { closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;

struct Found {
  std::string name;
  std::size_t root;
};

class Collector {
 public:
  explicit Collector(const Paths& paths) : paths_(paths) {
    if (paths.elevated) owner_ = paths.trusted_owner;
  }

  Collection run(std::span<const BuiltIn> built_ins) {
    for (std::size_t root = 0; root < paths_.config_roots.size(); ++root) list(root);
    std::sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
      return a.name != b.name ? a.name < b.name : a.root < b.root;
    });
    found_.erase(std::unique(found_.begin(), found_.end(),
                             [](const Found& a, const Found& b) { return a.name == b.name; }),
                 found_.end());
    for (const Found& found : found_) read(found);
    out_.first_built_in = out_.manifests.size();
    for (const BuiltIn& built_in : built_ins) add_built_in(built_in);
    return std::move(out_);
  }

 private:
  void complain(Severity severity, std::string file, int line, std::string message) {
    out_.diagnostics.push_back({severity, std::move(file), line, std::move(message)});
  }

  void list(std::size_t root) {
    const std::string path = manifest_folder(paths_.config_roots[root]).string();
    folders_.emplace_back();
    paths_text_.push_back(path);
    const int fd = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
      if (errno == ENOENT || (errno == ENOTDIR && access(path.c_str(), F_OK) != 0)) return;
      return complain(Severity::error, path, 1,
                      "cannot be read: " + error_text(errno) + "; expected a folder");
    }
    Folder folder(fdopendir(fd));
    if (!folder) {
      close(fd);
      return complain(Severity::error, path, 1, "cannot be read; expected a folder");
    }
    if (owner_) {
      if (const std::string why = distrust(path, *owner_); !why.empty()) {
        return complain(Severity::error, path, 1, "not trusted by an elevated process: " + why);
      }
    }
    while (const dirent* item = readdir(folder.get())) {
      const std::string_view name = item->d_name;
      if (name.ends_with(".json") && !name.starts_with('.')) found_.push_back({std::string(name), root});
    }
    folders_[root] = std::move(folder);
  }

  void read(const Found& found) {
    const std::string file = paths_text_[found.root] + '/' + found.name;
    const auto text =
        read_file(dirfd(folders_[found.root].get()), found.name.c_str(), JsonLimits{}.size, owner_);
    if (!text) {
      return complain(Severity::error, file, 1,
                      "cannot be read: " + error_text(text.error()) + "; expected a manifest");
    }
    take(parse_manifest(*text, file, paths_.provider_dir));
  }

  void take(tl::expected<Manifest, Diagnostics> manifest) {
    Diagnostics& said = manifest ? manifest->warnings : manifest.error();
    std::move(said.begin(), said.end(), std::back_inserter(out_.diagnostics));
    if (!manifest || manifest->disabled) return;
    const auto [owner, fresh] = by_guid_.emplace(manifest->guid, out_.manifests.size());
    if (!fresh) {
      const Manifest& first = out_.manifests[owner->second];
      return complain(Severity::error, manifest->file, manifest->guid_line,
                      "the GUID " + format_guid(manifest->guid) + " already belongs to " +
                          in_quotes(first.name) + " of " + first.file + ':' +
                          std::to_string(first.guid_line) +
                          "; expected a GUID of its own, so this manifest is left out");
    }
    out_.manifests.push_back(std::move(*manifest));
  }

  void add_built_in(const BuiltIn& built_in) {
    const std::string file = "builtin:" + std::string(built_in.name);
    auto manifest = parse_manifest(built_in.manifest, file, paths_.provider_dir);
    if (manifest && manifest->resolved_library != file) {
      return complain(Severity::error, file, manifest->library_line,
                      "\"library\" is " + in_quotes(manifest->library) + "; expected " + in_quotes(file));
    }
    // A manifest from disk stands in its place: same provider, another library.
    if (manifest && by_guid_.count(manifest->guid) != 0) return;
    take(std::move(manifest));
  }

  const Paths& paths_;
  std::optional<uid_t> owner_;
  std::vector<Folder> folders_;
  std::vector<std::string> paths_text_;
  std::vector<Found> found_;
  std::unordered_map<GUID, std::size_t, GuidHash, GuidEqual> by_guid_;
  Collection out_;
};

}  // namespace

Collection collect(const Paths& paths, std::span<const BuiltIn> built_ins) {
  return Collector(paths).run(built_ins);
}

}  // namespace wosa::catalog
