// SPDX-License-Identifier: MIT
#pragma once

// Results of getaddrinfo as the program sees them: one block of memory for each record, which holds the
// record, its address and its canonical name. So freeing is walking, and a program may take a list apart and
// free the parts.

#include "names/address_query.hpp"

namespace wosa::runtime::names {

// Never empty. Throw std::bad_alloc.
void make_list(const AddressAnswer& answer, ADDRINFOA*& list);
void make_list(const AddressAnswer& answer, ADDRINFOW*& list);

void free_list(ADDRINFOA* list) noexcept;
void free_list(ADDRINFOW* list) noexcept;

}  // namespace wosa::runtime::names
