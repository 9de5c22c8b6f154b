// SPDX-License-Identifier: MIT
// The 30 procedures: each forwards to the interface's function of its name.
#include "forward.hpp"
#include "wosa/mock/procedure_list.hpp"

namespace wosa::mock {

namespace {

#define WOSA_MOCK_THUNK(result, name, parameters, arguments, failure)                \
  result WSPAPI forward_##name parameters noexcept {                                 \
    return forward(#name, static_cast<result>(failure), lpErrno,                     \
                   [&](Procedures& interface) { return interface.name arguments; }); \
  }
WOSA_MOCK_PROCEDURES(WOSA_MOCK_THUNK)
#undef WOSA_MOCK_THUNK

}  // namespace

void fill_table(WSPPROC_TABLE& table) noexcept {
#define WOSA_MOCK_ENTRY(result, name, parameters, arguments, failure) table.lp##name = forward_##name;
  WOSA_MOCK_PROCEDURES(WOSA_MOCK_ENTRY)
#undef WOSA_MOCK_ENTRY
  table.lpWSPCleanup = clean_up;
}

}  // namespace wosa::mock
