// SPDX-License-Identifier: MIT
#include "wosa/catalog/diagnostic.hpp"

#include <algorithm>

namespace wosa::catalog {

std::string format(const Diagnostic& diagnostic) {
  return diagnostic.file + ':' + std::to_string(std::max(diagnostic.line, 1)) + ": " + diagnostic.message;
}

bool has_errors(const Diagnostics& diagnostics) noexcept {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void Complaints::add(Severity severity, int line, std::string message) {
  if (severity == Severity::error) failed_ = true;
  if (full()) {
    ++dropped_;
    return;
  }
  list_.push_back({severity, file_, line, std::move(message)});
}

Diagnostics Complaints::take() {
  if (dropped_ > 0) {
    const Severity severity = failed_ ? Severity::error : Severity::warning;
    list_.push_back(
        {severity, file_, list_.back().line, "and " + std::to_string(dropped_) + " more like these"});
    dropped_ = 0;
  }
  return std::move(list_);
}

}  // namespace wosa::catalog
