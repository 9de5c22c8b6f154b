// SPDX-License-Identifier: MIT
// The owner of the tests' precompiled headers (tests/CMakeLists.txt): an executable, so that it is compiled
// as they are.
int main() {}
