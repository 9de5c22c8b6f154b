// SPDX-License-Identifier: MIT
#pragma once

// How the SDK reports failure: a value, or the Winsock code that the caller of the procedure shall see.

#include <tl/expected.hpp>

#include "ws2spi.h"

namespace wosa::spi {

/// A value, or a WSA code (never 0).
template <typename T>
using Result = tl::expected<T, int>;

/// The failure of any Result.
inline tl::unexpected<int> failure(int code) noexcept { return tl::unexpected<int>(code); }

/// What a non-blocking primitive answers when it can do nothing now.
inline tl::unexpected<int> would_block() noexcept { return tl::unexpected<int>(int{WSAEWOULDBLOCK}); }

}  // namespace wosa::spi
