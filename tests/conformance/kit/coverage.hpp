// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace kit {

// Checks that every behaviour has a case or stands in not_covered.md, never both; that our own obligations
// are those of obligations.md; and that every listed deviation stands in the project's document of
// deviations. Prints what is wrong and returns 0 or 1. `folder` is tests/conformance, `document`
// api/docs/deviations.md.
int check_coverage(const std::string& folder, const std::string& document);

}  // namespace kit
