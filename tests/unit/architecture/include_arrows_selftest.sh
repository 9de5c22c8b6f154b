#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# include_arrows.sh must notice each kind of broken arrow: plants one at a time in a small house of its own.
# Usage: include_arrows_selftest.sh <include_arrows.sh>
set -uo pipefail
check=$1
house=$(mktemp -d)
trap 'rm -rf "$house"' EXIT
failures=0

put() { mkdir -p "$house/${1%/*}"; printf '%s\n' "${@:2}" >"$house/$1"; }

build_house() {
  rm -rf "${house:?}"/*
  put api/include/winsock2.h '#include <stdint.h>'
  put api/src/runtime/runtime.hpp '#include "winsock2.h"' '#include "wosa/catalog/match.hpp"' '#include "wosa/spi/extension.h"'
  put api/src/runtime/builtins.cpp '#include "wosa/tcpip/startup.hpp"'
  put spi/include/wosa/spi/extension.h '#include "winsock2.h"'
  put catalog/include/wosa/catalog/match.hpp '#include "wosa/spi/extension.h"'
  put catalog/src/match.hpp '#include "wosa/catalog/match.hpp"'
  put providers/tcpip/include/wosa/tcpip/startup.hpp '#include "wosa/spi/extension.h"'
  put providers/tcpip/src/send.cpp '#include <sys/socket.h>' '#include "wosa/tcpip/startup.hpp"'
  put providers/unix/src/send.cpp '#include "wosa/spi/extension.h"'
  put tools/wosa/src/main.cpp '#include "wosa/catalog/match.hpp"'
}

expect_status() {
  local expected=$1 what=$2 status=0 output
  output=$("$check" "$house" 2>&1) || status=1
  if ((status != expected)); then
    printf 'FAILED: %s: status %d, expected %d\n%s\n' "$what" "$status" "$expected" "$output"
    failures=$((failures + 1))
  fi
}

# planted <what> <file> <line of text>
planted() {
  build_house
  put "$2" "$3"
  expect_status 1 "$1"
}

build_house
expect_status 0 'a house in order'
planted 'api/include includes spi' api/include/bad.h '#include "wosa/spi/extension.h"'
planted 'spi includes the runtime' spi/src/bad.cpp '#include "runtime/runtime.hpp"'
planted 'spi includes the catalog' spi/src/bad.cpp '#include <wosa/catalog/match.hpp>'
planted 'the catalog includes the runtime' catalog/src/bad.cpp '#include "runtime/runtime.hpp"'
planted 'the catalog includes sockets' catalog/src/bad.cpp '#include <sys/socket.h>'
planted 'the catalog opens libraries' catalog/src/bad.cpp '  #  include <dlfcn.h>'
planted 'a provider includes the catalog' providers/tcpip/src/bad.cpp '#include "wosa/catalog/match.hpp"'
planted 'a provider includes the runtime by a relative path' providers/tcpip/src/bad.cpp \
  '#include "../../../api/src/runtime/runtime.hpp"'
planted 'a provider includes another provider' providers/unix/src/bad.cpp '#include "wosa/tcpip/startup.hpp"'
planted 'the runtime includes a provider elsewhere than in builtins.cpp' api/src/runtime/bad.cpp \
  '#include "wosa/tcpip/startup.hpp"'
planted 'the runtime includes the inside of the catalog' api/src/runtime/bad.cpp '#include "../../../catalog/src/match.hpp"'
planted 'a tool includes the runtime' tools/wosa/src/bad.cpp '#include "runtime/runtime.hpp"'
planted 'a tool includes a provider' tools/wosa/src/bad.cpp '#include "wosa/tcpip/startup.hpp"'
planted 'a header that does not exist' catalog/src/bad.cpp '#include "wosa/catalog/nowhere.hpp"'
rm -rf "${house:?}"/*
mkdir -p "$house"/{api,spi,catalog,providers,tools}
expect_status 1 'an empty house'

((failures == 0)) && echo 'every planted violation is found'
exit $((failures > 0))
