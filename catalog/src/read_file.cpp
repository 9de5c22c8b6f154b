// SPDX-License-Identifier: MIT
#include "read_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <gsl/util>

#include "trust.hpp"

namespace wosa::catalog {

tl::expected<std::string, int> read_file(int directory, const char* path, std::size_t limit,
                                         std::optional<uid_t> trusted_owner) {
  const int fd = openat(directory, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) return tl::make_unexpected(errno);
  const auto closer = gsl::finally([fd] { close(fd); });
  struct stat status {};
  if (fstat(fd, &status) != 0) return tl::make_unexpected(errno);
  if (!S_ISREG(status.st_mode)) return tl::make_unexpected(S_ISDIR(status.st_mode) ? EISDIR : EINVAL);
  // Of the open file, not of the path: nobody can exchange it in between.
  if (trusted_owner && !is_trusted(status, *trusted_owner)) return tl::make_unexpected(EKEYREJECTED);
  if (status.st_size > static_cast<off_t>(limit)) return tl::make_unexpected(EFBIG);

  // One byte more than the size: the read that comes back short has seen the end.
  std::string text(static_cast<std::size_t>(status.st_size) + 1, '\0');
  std::size_t length = 0;
  for (;;) {
    const ssize_t got = read(fd, text.data() + length, text.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return tl::make_unexpected(errno);
    length += static_cast<std::size_t>(got);
    if (got == 0 || length < text.size()) break;
    if (length > limit) return tl::make_unexpected(EFBIG);
    text.resize(text.size() * 2);
  }
  text.resize(length);
  return text;
}

std::string error_text(int error) {
  switch (error) {
    case EFBIG: return "the file is too long (expected at most 4 MiB)";
    case EINVAL: return "not a regular file";
    case EKEYREJECTED:
      return "not trusted by an elevated process (expected a file of root that nobody else may write)";
    default: break;
  }
  const char* text = strerrordesc_np(error);
  return text != nullptr ? text : "error " + std::to_string(error);
}

}  // namespace wosa::catalog
