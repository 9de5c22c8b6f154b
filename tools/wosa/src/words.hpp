// SPDX-License-Identifier: MIT
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace wosa::tool {

/// What the user calls a family, type or protocol: the manifest's word ("inet"), Winsock's constant
/// ("AF_INET", in either case) or the number. Otherwise a sentence that names the likely word.
tl::expected<int, std::string> family_of(std::string_view word);
tl::expected<int, std::string> type_of(std::string_view word);
tl::expected<int, std::string> protocol_of(std::string_view word);

}  // namespace wosa::tool
