// SPDX-License-Identifier: MIT
#include <fcntl.h>

#include <cerrno>

#include "read_file.hpp"
#include "state_copies.hpp"

namespace wosa::catalog {
namespace {

struct Copy {
  int error = 0;  // of reading; 0 also when the text was then found unusable
  ParsedState parsed;
};

Copy read_copy(const std::filesystem::path& file, std::optional<uid_t> trusted_owner) {
  Copy out;
  const auto text = read_file(AT_FDCWD, file.c_str(), JsonLimits{}.size, trusted_owner);
  if (text) {
    out.parsed = parse_state(*text, file.string());
    return out;
  }
  out.error = text.error();
  if (out.error != ENOENT && out.error != ENOTDIR) {
    out.parsed.diagnostics.push_back(
        {Severity::error, file.string(), 1,
         "cannot be read: " + error_text(out.error) + "; expected a state file"});
  }
  return out;
}

void append(Diagnostics& to, const Diagnostics& from) { to.insert(to.end(), from.begin(), from.end()); }

}  // namespace

std::filesystem::path previous_copy(const std::filesystem::path& file) { return with_suffix(file, ".1"); }

std::filesystem::path with_suffix(const std::filesystem::path& file, const char* suffix) {
  return std::filesystem::path(file).concat(suffix);
}

StateRead read_state(const std::filesystem::path& file, std::optional<uid_t> trusted_owner, DWORD first_id) {
  StateRead out;
  out.state.next_id = first_id;
  Copy current = read_copy(file, trusted_owner);
  if (current.error == ENOENT || current.error == ENOTDIR) return out;
  append(out.diagnostics, current.parsed.diagnostics);
  if (current.parsed.state) {
    out.state = std::move(*current.parsed.state);
    out.source = StateRead::Source::current;
    return out;
  }
  out.refused = true;
  if (current.parsed.newer_schema) return out;

  out.damaged = true;
  Copy previous = read_copy(previous_copy(file), trusted_owner);
  append(out.diagnostics, previous.parsed.diagnostics);
  if (previous.parsed.state) {
    out.state = std::move(*previous.parsed.state);
    out.source = StateRead::Source::previous;
    // What cannot be read may hold anything, so only damage that was seen is replaced.
    out.refused = current.error != 0;
    out.diagnostics.push_back({Severity::warning, file.string(), 1,
                               "not usable, so the previous copy " + previous_copy(file).string() +
                                   " (serial " + std::to_string(out.state.serial) +
                                   ") is used; expected a whole state file"});
  } else {
    out.diagnostics.push_back(
        {Severity::error, file.string(), 1,
         "neither this file nor a previous copy is usable; expected one of them to be whole"
         " (nothing is decided until then, and nothing is overwritten)"});
  }
  return out;
}

}  // namespace wosa::catalog
