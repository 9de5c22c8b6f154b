// SPDX-License-Identifier: MIT
#pragma once

// Which catalog entry's chain turns addresses of a family into text and back.

#include "names/resolver.hpp"
#include "runtime/providers.hpp"

namespace wosa::runtime::names {

// The chain of the entry that `info` names, or, where it is null, of the first entry of the family that
// works. WSAEINVAL (no such entry, nobody has the family), WSAEPROVIDERFAILEDINIT and its relatives.
[[nodiscard]] Answer<const Chain*> address_chain(int family, const WSAPROTOCOL_INFOW* info);

}  // namespace wosa::runtime::names
