// SPDX-License-Identifier: MIT
#pragma once

// What a Windows program calls a library, and what that may be on this system.

#include <string>
#include <string_view>
#include <vector>

namespace wosa::runtime {

// The libraries of Windows whose functions this library has.
enum class OwnModule { kNone, kWs2_32, kWsock32, kMswsock, kKernel32 };

// Which of them a name means: without a path, with or without .dll, in any case.
[[nodiscard]] OwnModule own_module(std::string_view name) noexcept;

// Where a library of this name may be, best first. Backslashes become slashes; "name" and "name.dll" also
// mean name.so and libname.so; a point at the end says that the name has no extension and is to be taken as
// it is.
[[nodiscard]] std::vector<std::string> library_candidates(std::string_view name);

[[nodiscard]] bool has_path(std::string_view name) noexcept;

// The last component of a path.
[[nodiscard]] std::string_view base_name(std::string_view path) noexcept;

}  // namespace wosa::runtime
