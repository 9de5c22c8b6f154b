// SPDX-License-Identifier: MIT
#include "kit/catalog_folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace kit {

CatalogFolder::CatalogFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "wosa-kit-").string() + std::string(6, 'X');
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = pattern;
  std::filesystem::create_directory(path_ + "/providers.d");
  setenv("WOSA_CATALOG", path_.c_str(), 1);
  unsetenv("WOSA_PROVIDERS");
}

CatalogFolder::~CatalogFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void CatalogFolder::add(const std::string& file, const std::string& manifest) const {
  std::ofstream(path_ + "/providers.d/" + file) << manifest;
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

}  // namespace kit
