#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Somebody else's unit tests, built with find_package(wosa) and wosa::mock, run without a network.
source "$(dirname "$0")/support.sh"

build=$scratch/build
unset WOSA_CATALOG
if output=$({ cmake -S "$here/programs/mock_consumer" -B "$build" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_CXX_COMPILER="$WOSA_TEST_CXX" -DCMAKE_CXX_FLAGS="$WOSA_TEST_FLAGS -Wall -Wextra -Werror" &&
  cmake --build "$build"; } 2>&1); then
  passed 'wosa::mock is found, compiled and linked'
else
  failed 'wosa::mock is found, compiled and linked' "$output"
  conclude
fi
run=(env -u LD_LIBRARY_PATH TMPDIR="$scratch/tmp" timeout 60)
mkdir "$scratch/tmp"
expect_contains 'the tests pass' '[  PASSED  ] 3 tests.' "$("${run[@]}" "$build/greeter_test" 2>&1)"
expect_equal 'nothing is left behind' '' "$(ls -A "$scratch/tmp")"
if [[ -z ${WOSA_TEST_FLAGS// } ]]; then # the leak check of a sanitizer and strace exclude each other
  "${run[@]}" strace -f -qq -e trace=socket -o "$scratch/calls" "$build/greeter_test" >/dev/null 2>&1
  expect_equal 'no socket of the system takes part' '' "$(grep -E 'AF_INET' "$scratch/calls")"
fi
conclude
