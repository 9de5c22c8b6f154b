#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The library may be opened and closed at run time: what it left in threads and in the C library stays good.
source "$(dirname "$0")/support.sh"

# shellcheck disable=SC2046,SC2086
$WOSA_TEST_CC $WOSA_TEST_FLAGS -std=gnu11 -Wall -o "$scratch/unload" "$here/unload/unload.c" $(pkg-config --cflags ws2_32) -pthread ||
  failed 'compile'
((failures == 0)) || conclude
expect_equal 'dlclose while a thread that used it lives' 'the thread ended' \
  "$(timeout 20 "$scratch/unload" "$libdir/libws2_32.so" 2>&1 || echo "status $?")"
conclude
