// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wosa::catalog {

enum class Severity { warning, error };

/// What is wrong with a file, and what was expected instead. An error means that the thing it speaks of
/// is not used; a warning means that it is.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string file;  ///< path, "builtin:<name>", or the name of an environment variable
  int line = 0;      ///< from 1; 0 where the whole file is meant
  std::string message;
};

using Diagnostics = std::vector<Diagnostic>;

/// "file:line: message"; a file as a whole counts as its first line, so that every message has the same form.
std::string format(const Diagnostic& diagnostic);

bool has_errors(const Diagnostics& diagnostics) noexcept;

/// Collects what is said about one file. Hostile input must not turn into a flood, so only the first
/// `kLimit` diagnostics are kept, followed by one line that counts the rest.
class Complaints {
 public:
  static constexpr std::size_t kLimit = 20;

  explicit Complaints(std::string file) : file_(std::move(file)) {}

  void error(int line, std::string message) { add(Severity::error, line, std::move(message)); }
  void warning(int line, std::string message) { add(Severity::warning, line, std::move(message)); }

  bool failed() const noexcept { return failed_; }
  /// Whether further messages are only counted, so that nobody need think of a helpful one.
  bool full() const noexcept { return list_.size() >= kLimit; }
  const std::string& file() const noexcept { return file_; }
  Diagnostics take();

 private:
  void add(Severity severity, int line, std::string message);

  std::string file_;
  Diagnostics list_;
  std::size_t dropped_ = 0;
  bool failed_ = false;
};

}  // namespace wosa::catalog
