#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A provider that is compiled from an installed prefix with pkg-config's wosa-spi alone takes TCP/IP's place for a program
# that is not even compiled again: it is dropped in with its manifest, and gone when the manifest is.
source "$(dirname "$0")/support.sh"

compile tcp_say "$here/programs/tcp_say.c" || failed 'compile tcp_say'
# shellcheck disable=SC2046,SC2086
errors=$($WOSA_TEST_CC $WOSA_TEST_FLAGS -std=c99 -Wall -Wextra -Werror -shared -fPIC -fvisibility=hidden \
  -o "$WOSA_CATALOG/mirror.so" "$here/provider/mirror.c" $(pkg-config --cflags --libs wosa-spi) 2>&1) ||
  failed 'a provider compiles with wosa-spi' "$errors"
((failures == 0)) || conclude
expect_equal 'it exports WSPStartup alone' 'WSPStartup' \
  "$(nm -D --defined-only "$WOSA_CATALOG/mirror.so" | awk '$2 == "T" { print $3 }')"

manifest=$WOSA_CATALOG/providers.d/10-mirror.json
sed 's|"mirror.so"|"../mirror.so"|' "$here/provider/mirror.json" >"$manifest"
expect_equal 'an unmodified program runs over it' "$(printf '\nkcosniw olleh')" \
  "$(timeout 20 "$scratch/tcp_say" 127.0.0.1 9 'hello winsock' 2>&1)"
explained=$("$prefix/bin/wosa" catalog explain --af inet --type stream --json 2>&1)
expect_contains 'explain names it as chosen' '"chosen"' "$explained"
expect_contains 'explain says where the rule was written' '10-mirror.json:' "$explained"

expect_contains 'WOSA_PROVIDERS passes it over' 'connect failed with error 10061' \
  "$(WOSA_PROVIDERS=^mirror timeout 20 "$scratch/tcp_say" 127.0.0.1 9 'hello winsock' 2>&1)"
echo '{ "schema": 1, "name": ' >"$manifest"
expect_contains 'a broken manifest stops nobody else' 'connect failed with error 10061' \
  "$(timeout 20 "$scratch/tcp_say" 127.0.0.1 9 'hello winsock' 2>&1)"
rm "$manifest"
expect_contains 'without its manifest the program is back on TCP/IP' 'connect failed with error 10061' \
  "$(timeout 20 "$scratch/tcp_say" 127.0.0.1 9 'hello winsock' 2>&1)"

conclude
