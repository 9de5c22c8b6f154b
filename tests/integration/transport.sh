#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A transport that is written with the SDK of an installed prefix, compiled as its author would, with pkg-config or with
# find_package(wosa), serves a program that knows nothing of it.
source "$(dirname "$0")/support.sh"

compile tcp_say "$here/programs/tcp_say.c" || failed 'compile tcp_say'
# shellcheck disable=SC2046,SC2086
errors=$($WOSA_TEST_CXX $WOSA_TEST_FLAGS -std=c++20 -Wall -Wextra -Werror -shared -fPIC -fvisibility=hidden \
  -o "$scratch/by_pkg_config.so" "$here/provider/shout.cpp" -DWOSA_NO_BSD_NAMES $(pkg-config --cflags --libs wosa-spi) 2>&1) ||
  failed 'a transport compiles with wosa-spi' "$errors"
errors=$({ cmake -S "$here/programs/transport" -B "$scratch/build" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_CXX_COMPILER="$WOSA_TEST_CXX" -DCMAKE_CXX_FLAGS="$WOSA_TEST_FLAGS" && cmake --build "$scratch/build"; } 2>&1) &&
  mv "$scratch/build/shout.so" "$scratch/by_cmake.so" || failed 'a transport compiles with find_package(wosa)' "$errors"
((failures == 0)) || conclude

errors=$($WOSA_TEST_CXX $WOSA_TEST_FLAGS -std=c++20 -fsyntax-only "$here/provider/shout.cpp" $(pkg-config --cflags wosa-spi) 2>&1)
expect_contains 'without WOSA_NO_BSD_NAMES the compiler says what is missing' 'Compile a transport with -DWOSA_NO_BSD_NAMES' "$errors"

for way in by_pkg_config by_cmake; do
  expect_equal "$way: it exports WSPStartup alone" 'WSPStartup' \
    "$(nm -D --defined-only "$scratch/$way.so" | awk '$2 == "T" { print $3 }')"
  cp "$scratch/$way.so" "$WOSA_CATALOG/shout.so"
  sed 's|"shout.so"|"../shout.so"|' "$here/provider/shout.json" >"$WOSA_CATALOG/providers.d/10-shout.json"
  expect_equal "$way: an unmodified program runs over it" 'HELLO WINSOCK' \
    "$(timeout 20 "$scratch/tcp_say" 127.0.0.1 9 'hello winsock' 2>&1)"
  rm "$WOSA_CATALOG/shout.so"
done

# What it cannot do, its manifest must not claim.
cp "$scratch/by_cmake.so" "$WOSA_CATALOG/shout.so"
sed 's|"shout.so"|"../shout.so"|; s|"graceful_close"|"expedited_data"|' "$here/provider/shout.json" \
  >"$WOSA_CATALOG/providers.d/10-shout.json"
expect_contains 'a claim without its handler is a load error, and the next entry serves' 'connect failed with error 10061' \
  "$(timeout 20 "$scratch/tcp_say" 127.0.0.1 9 'hello winsock' 2>&1)"
expect_contains 'and the log says what is missing' \
  'claims expedited_data, but the transport overrides no try_send_urgent, try_recv_urgent' \
  "$(WOSA_LOG=error timeout 20 "$scratch/tcp_say" 127.0.0.1 9 'hello winsock' 2>&1)"
conclude
