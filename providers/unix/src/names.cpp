// SPDX-License-Identifier: MIT
#include "names.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

#include "afunix.h"

namespace wosa::af_unix {
namespace {

constexpr std::size_t kPathAt = offsetof(sockaddr_un, sun_path);
static_assert(offsetof(SOCKADDR_UN, sun_path) == kPathAt);
static_assert(sizeof(SOCKADDR_UN) == sizeof(sockaddr_un) && WS_AF_UNIX == AF_UNIX);

}  // namespace

bool KernelName::is_unnamed() const noexcept { return length <= kPathAt || un.sun_path[0] == 0; }

spi::Result<KernelName> to_kernel(const spi::Address& name) noexcept {
  KernelName kernel;
  std::memset(kernel.room, 0, sizeof kernel.room);
  kernel.un.sun_family = AF_UNIX;
  kernel.length = kPathAt;
  const std::string_view bytes(reinterpret_cast<const char*>(name.bytes().data()), name.bytes().size());
  if (bytes.size() <= kPathAt) return kernel;
  const std::string_view path = bytes.substr(kPathAt);
  const std::size_t size = std::min(path.find('\0'), path.size());
  if (size == 0) {
    const bool all_zero = path.find_first_not_of('\0') == std::string_view::npos;
    return all_zero ? spi::Result<KernelName>(kernel) : spi::failure(WSAEINVAL);
  }
  if (size > sizeof kernel.un.sun_path) return spi::failure(WSAEINVAL);
  std::memcpy(kernel.un.sun_path, path.data(), size);
  kernel.length = static_cast<socklen_t>(kPathAt + size);
  return kernel;
}

spi::Address from_kernel(const KernelName& name) noexcept {
  SOCKADDR_UN structure{};
  structure.sun_family = WS_AF_UNIX;
  std::size_t length = kPathAt;
  if (!name.is_unnamed()) {
    const std::size_t size =
        strnlen(name.un.sun_path, std::min<std::size_t>(name.length - kPathAt, UNIX_PATH_MAX));
    std::memcpy(structure.sun_path, name.un.sun_path, size);
    length = std::min(kPathAt + size + 1, sizeof structure);
  }
  return spi::Address(std::as_bytes(std::span(&structure, 1)).first(length));
}

}  // namespace wosa::af_unix
