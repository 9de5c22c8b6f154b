// SPDX-License-Identifier: MIT
#include "win32/module_names.hpp"

#include <algorithm>

#include "win32/text.hpp"

namespace wosa::runtime {

namespace {

constexpr std::string_view kExtension = ".dll";

bool has_dll_extension(std::string_view name) noexcept {
  return name.size() > kExtension.size() &&
         same_name(name.substr(name.size() - kExtension.size()), kExtension);
}

}  // namespace

OwnModule own_module(std::string_view name) noexcept {
  if (has_dll_extension(name)) name.remove_suffix(kExtension.size());
  if (same_name(name, "ws2_32")) return OwnModule::kWs2_32;
  if (same_name(name, "wsock32")) return OwnModule::kWsock32;
  if (same_name(name, "mswsock")) return OwnModule::kMswsock;
  if (same_name(name, "kernel32")) return OwnModule::kKernel32;
  return OwnModule::kNone;
}

bool has_path(std::string_view name) noexcept { return name.find_first_of("/\\") != std::string_view::npos; }

std::string_view base_name(std::string_view path) noexcept {
  const auto slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::vector<std::string> library_candidates(std::string_view name) {
  std::string path(name);
  std::replace(path.begin(), path.end(), '\\', '/');
  const std::string base(base_name(path));
  const std::string folder = path.substr(0, path.size() - base.size());
  if (base.empty() || base == ".") return {};
  if (base.back() == '.') return {folder + base.substr(0, base.size() - 1)};

  const bool is_dll = has_dll_extension(base);
  if (!is_dll && base.find('.') != std::string::npos) return {path};
  const std::string stem = is_dll ? base.substr(0, base.size() - kExtension.size()) : base;
  std::vector<std::string> candidates;
  if (is_dll) candidates.push_back(path);
  candidates.push_back(folder + stem + ".so");
  candidates.push_back(folder + "lib" + stem + ".so");
  if (!is_dll) candidates.push_back(path);
  return candidates;
}

}  // namespace wosa::runtime
