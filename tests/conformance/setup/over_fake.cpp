// SPDX-License-Identifier: MIT
// Loaded by --with: puts the in-memory fake behind the mock provider of this process, which forwards to
// nobody by itself.
#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>

#include "wosa/mock/fake.hpp"

namespace {

__attribute__((constructor)) void put_the_fake_there() {
  // The runtime opens the same file, and so gets this instance.
  void* provider = dlopen(KIT_MOCK_LIBRARY, RTLD_NOW | RTLD_LOCAL);
  void* entry = provider != nullptr ? dlsym(provider, "wosa_mock_set_procedures") : nullptr;
  static wosa::mock::Fake fake;
  if (entry == nullptr || reinterpret_cast<WOSA_MOCK_SET_PROCEDURES>(entry)(&fake) != 0) {
    std::fprintf(stderr, "the fake cannot be put behind %s\n", KIT_MOCK_LIBRARY);
    std::exit(2);
  }
}

}  // namespace
