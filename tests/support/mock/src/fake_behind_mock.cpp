// SPDX-License-Identifier: MIT
// For programs that know nothing of mocks, such as the conformance kit: when this library is loaded, the mock
// provider forwards to the network in memory for the life of the process.
#include <dlfcn.h>

#include <cstdio>

#include "wosa/mock/fake.hpp"

namespace {

__attribute__((constructor)) void put_the_fake_behind_the_mock() {
  void* library = dlopen(WOSA_MOCK_LIBRARY, RTLD_NOW | RTLD_LOCAL);
  const auto set =
      library == nullptr
          ? nullptr
          : reinterpret_cast<WOSA_MOCK_SET_PROCEDURES>(dlsym(library, "wosa_mock_set_procedures"));
  static auto* const fake = new wosa::mock::Fake;  // outlives every destructor of the program
  if (set == nullptr || set(fake) != 0) std::fputs("the mock provider has no interface\n", stderr);
}

}  // namespace
