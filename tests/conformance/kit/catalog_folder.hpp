// SPDX-License-Identifier: MIT
#pragma once

// A catalog of a case's own: a temporary folder with manifests, to which WOSA_CATALOG points from here on.
// Only for cases that start before WSAStartup was called.

#include <string>
#include <vector>

#include "kit/temporary_folder.hpp"

namespace kit {

class CatalogFolder {
 public:
  CatalogFolder();
  CatalogFolder(const CatalogFolder&) = delete;
  CatalogFolder& operator=(const CatalogFolder&) = delete;

  // Drops providers.d/<file>.
  void add(const std::string& file, const std::string& manifest) const;
  // Drops a copy of a manifest of the build's.
  void add_installed(const std::string& manifest_path) const;
  // The manifest of a provider with one TCP/IPv4 entry. `extra` is put beside its other keys, as in
  // "\"critical\": true,".
  static std::string manifest(const std::string& name, char guid_digit, const std::string& library,
                              const std::string& flags = "\"matches_protocol_zero\"",
                              const std::string& extra = "");
  // Where the build put its plug-ins: this one's library, whole path.
  static std::string tcpip_plugin();
  static std::string faulty_plugin(const std::string& fault);
  // A provider without the readiness extension.
  static std::string classic_plugin();
  // The manifests of every other plug-in of this build.
  static std::vector<std::string> plugin_manifests();

 private:
  TemporaryFolder folder_;
};

}  // namespace kit
