// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace wosa::runtime {

// Why the dynamic loader must not be given a file, or nothing. The loader maps what the file's headers
// promise: a library that was cut off, by a copy that was interrupted or a full disk, would be a bus error in
// the program that loads it, and a pipe would never answer. Everything else it judges by itself. Opens the
// file and reads its headers; a name without a slash is left to the loader's search.
[[nodiscard]] std::string unsafe_to_load(const std::string& library);

}  // namespace wosa::runtime
