// SPDX-License-Identifier: MIT
#pragma once

// The order in which addresses of this computer are offered: RFC 6724's rules for destinations, as far as
// they tell such addresses apart. (Addresses of other hosts come from the resolver in order.)

#include <vector>

#include "names/address.hpp"

namespace wosa::runtime::names {

// Usable families first (rule 1), then higher precedence of the default policy table (rule 6), then smaller
// scope (rule 8); equal ones keep their places (rule 10). `own` are the addresses of this computer's
// interfaces.
void order_destinations(std::vector<Address>& addresses, const std::vector<Address>& own);

}  // namespace wosa::runtime::names
