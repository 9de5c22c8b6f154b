// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "json_fields.hpp"
#include "wosa/catalog/manifest.hpp"

namespace wosa::catalog {

// The parts of a manifest that only some kinds of providers have. All complain through `reader`.
LayerTraits read_layer(const JsonMember& member, FieldReader& reader);
NameSpaceTraits read_name_space(const JsonMember& member, FieldReader& reader);
std::vector<Parameter> read_parameters(const JsonMember& member, FieldReader& reader);

}  // namespace wosa::catalog
