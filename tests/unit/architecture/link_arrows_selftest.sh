#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# link_arrows.sh and exports.sh must notice each kind of broken arrow: small libraries with one fault each.
# Usage: link_arrows_selftest.sh <folder of the checks> <C compiler>
set -uo pipefail
checks=$1 compiler=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

# library <name.so|name.a> <C source>
library() {
  printf '%s\n' "$2" >"$scratch/source.c"
  case $1 in
    *.so) "$compiler" -shared -fPIC -o "$scratch/$1" "$scratch/source.c" -lc || exit 2 ;;
    *.a) rm -f "$scratch/$1"; "$compiler" -c -fPIC -o "$scratch/object.o" "$scratch/source.c" && ar rc "$scratch/$1" "$scratch/object.o" || exit 2 ;;
  esac
}

expect_status() {
  local expected=$1 what=$2 status=0 output
  shift 2
  output=$("$@" 2>&1) || status=1
  if ((status != expected)); then
    printf 'FAILED: %s: status %d, expected %d\n%s\n' "$what" "$status" "$expected" "$output"
    failures=$((failures + 1))
  fi
}

# linked <what> <status> <kind> <library name> <C source> [<symbol that may be exported>...]
linked() {
  library "$4" "$5"
  expect_status "$2" "$1" "$checks/link_arrows.sh" "$3" "$scratch/$4" "${@:6}"
}

entry='int socket(int, int, int); int WSPStartup(void) { return socket(2, 1, 0); }'
linked 'a provider in order' 0 provider p.so "$entry"
linked 'a provider that calls the API' 1 provider p.so 'int WS_send(void); int WSPStartup(void) { return WS_send(); }'
linked 'a provider that calls the runtime' 1 provider p.so \
  'int _ZN4wosa7runtime3pinEv(void); int WSPStartup(void) { return _ZN4wosa7runtime3pinEv(); }'
linked 'a provider that calls the catalog' 1 provider p.so \
  'int _ZN4wosa7catalog5matchEv(void); int WSPStartup(void) { return _ZN4wosa7catalog5matchEv(); }'
linked 'a provider that opens libraries' 1 provider p.so \
  'void* dlopen(const char*, int); int WSPStartup(void) { return dlopen("x", 1) != 0; }'
linked 'a provider that exports more' 1 provider p.so "$entry int helper(void) { return 1; }"
linked 'a provider that exports what it may' 0 provider p.so "$entry int helper(void) { return 1; }" helper
linked 'a provider that exports less than it says' 1 provider p.so "$entry" helper
linked 'a provider that exports nothing' 1 provider p.so 'int socket(int, int, int); static int f(void) { return socket(2, 1, 0); } int (*g)(void) __attribute__((visibility("hidden"))) = f;'
linked 'a catalog in order' 0 catalog c.a '#include <stdio.h>
int read_file(void) { return getchar(); }'
linked 'a catalog that opens sockets' 1 catalog c.a "$entry"
linked 'a catalog that opens libraries' 1 catalog c.a 'void* dlopen(const char*, int); void* f(void) { return dlopen("x", 1); }'
linked 'a catalog that calls the API' 1 catalog c.a 'int WSAStartup(void); int f(void) { return WSAStartup(); }'
linked 'an SDK in order' 0 spi s.a 'static const int table[] = {1, 2}; int f(int i) { return table[i]; }'
linked 'an SDK with a mutable static' 1 spi s.a 'static int count; int f(void) { return ++count; }'
linked 'an SDK with constant pointers' 0 spi s.a 'extern int g(void); static int (*const table[])(void) = {g}; int f(int i) { return table[i](); }'
linked 'an SDK with mutable data' 1 spi s.a 'static int count = 5; int f(void) { return ++count; }'
linked 'an SDK with a thread-local' 1 spi s.a 'static __thread int count; int f(void) { return ++count; }'
linked 'an SDK that calls the runtime' 1 spi s.a 'int _ZN4wosa7runtime3pinEv(void); int f(void) { return _ZN4wosa7runtime3pinEv(); }'

library e.so 'int WS_send(void) { return 0; } int WS_recv(void) { return 0; }'
printf '# reviewed\nWS_recv\nWS_send\n' >"$scratch/exports.txt"
exported() { expect_status "$2" "$1" "$checks/exports.sh" "$scratch/e.so" "$scratch/exports.txt" "$compiler"; }
exported 'exports in order' 0
printf 'WS_recv\n' >"$scratch/exports.txt"
exported 'one export too many' 1
printf 'WS_recv\nWS_select\nWS_send\n' >"$scratch/exports.txt"
exported 'one export too few' 1
library e.so 'int send(void) { return 0; }'
printf 'send\n' >"$scratch/exports.txt"
exported 'an export that the C library has' 1
"$checks/exports.sh" --update "$scratch/e.so" "$scratch/exports.txt"
expect_status 0 'an updated list' grep -qx send "$scratch/exports.txt"

((failures == 0)) && echo 'every planted violation is found'
exit $((failures > 0))
