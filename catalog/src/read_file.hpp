// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <tl/expected.hpp>

#include <optional>
#include <string>

namespace wosa::catalog {

/// The whole of a regular file of at most `limit` bytes; one open, one read and one close where the size is
/// small. `directory` is a descriptor that a relative `path` starts from, or AT_FDCWD. On failure an errno:
/// EFBIG for a longer file, EINVAL for what is no regular file, EKEYREJECTED for a file that is not trusted
/// where `trusted_owner` is given. Opening never waits, not even on a FIFO.
tl::expected<std::string, int> read_file(int directory, const char* path, std::size_t limit,
                                         std::optional<uid_t> trusted_owner = std::nullopt);

/// "Permission denied", without the locale.
std::string error_text(int error);

}  // namespace wosa::catalog
