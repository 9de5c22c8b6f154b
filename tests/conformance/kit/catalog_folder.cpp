// SPDX-License-Identifier: MIT
#include "kit/catalog_folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace kit {

CatalogFolder::CatalogFolder() {
  std::filesystem::create_directory(folder_.path() + "/providers.d");
  setenv("WOSA_CATALOG", folder_.path().c_str(), 1);
  unsetenv("WOSA_PROVIDERS");
}

void CatalogFolder::add(const std::string& file, const std::string& manifest) const {
  std::ofstream(folder_.path() + "/providers.d/" + file) << manifest;
}

void CatalogFolder::add_installed(const std::string& manifest_path) const {
  std::filesystem::copy_file(manifest_path, folder_.path() + "/providers.d/" +
                                                std::filesystem::path(manifest_path).filename().string());
}

std::string CatalogFolder::manifest(const std::string& name, char guid_digit, const std::string& library,
                                    const std::string& flags, const std::string& extra) {
  return "{\"schema\": 1, \"name\": \"" + name +
         "\", \"kind\": \"base\", \"guid\": \"{00000000-0000-4000-8000-00000000000" + guid_digit +
         "}\", \"library\": \"" + library + "\", \"spi\": \"2.2\", " + extra +
         "\"protocols\": [{\"name\": \"" + name +
         "/TCP\", \"family\": \"inet\", \"type\": \"stream\", \"protocol\": \"tcp\", "
         "\"version\": 2, \"flags\": [" +
         flags +
         "], \"capabilities\": [\"guaranteed_delivery\", \"guaranteed_order\", "
         "\"graceful_close\", \"expedited_data\", \"ifs_handles\"], \"address_length\": [16, 16], "
         "\"message_size\": 0}]}\n";
}

std::string CatalogFolder::tcpip_plugin() { return KIT_TCPIP_PLUGIN; }

std::string CatalogFolder::faulty_plugin(const std::string& fault) {
  return std::string(KIT_FAULTY_FOLDER) + "/libfaulty_" + fault + ".so";
}

std::string CatalogFolder::classic_plugin() { return std::string(KIT_FAULTY_FOLDER) + "/libkit_classic.so"; }

std::vector<std::string> CatalogFolder::plugin_manifests() {
  std::vector<std::string> paths;
  std::istringstream list(KIT_PLUGIN_MANIFESTS);
  for (std::string path; std::getline(list, path, ':');) paths.push_back(path);
  return paths;
}

}  // namespace kit
