#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Plain Winsock 2 programs compile from an installed prefix without a warning, as C89 to C17 and C++17 and C++20, and run;
# the headers in either order, with and without WIN32_LEAN_AND_MEAN and UNICODE.
source "$(dirname "$0")/support.sh"

runs() { # <what> <output> <source> <argument...>
  local what=$1 output=$2 source=$3 errors
  shift 3
  if ! errors=$(compile program "$source" -Wall -Wextra -Werror "$@" 2>&1); then failed "$what compiles" "$errors"; return; fi
  expect_equal "$what" "$output" "$(timeout 20 "$scratch/program" 2>&1 || echo "status $?")"
}

programs=$here/programs
for standard in c89 gnu89 c99 c11 c17 gnu17; do
  runs "every header as $standard" Winsock "$programs/every_header.c" -std=$standard
done
for standard in c++17 gnu++17 c++20; do
  runs "every header as $standard" Winsock "$programs/every_header.c" -x c++ -std=$standard
  runs "Winsock beside the standard library as $standard" gathered "$programs/modern.cpp" -std=$standard -pthread
done
runs 'WIN32_LEAN_AND_MEAN' Winsock "$programs/every_header.c" -DWIN32_LEAN_AND_MEAN
runs 'UNICODE' Winsock "$programs/every_header.c" -DUNICODE -D_UNICODE
runs '_WIN32 in C' Winsock "$programs/every_header.c" -D_WIN32 -DWIN32

# windows.h before winsock2.h, the order that Windows itself wants LEAN_AND_MEAN for.
sed -e 's/^#include <WinSock2.h>//' -e 's/^#include <Windows.h>/#include <windows.h>\n#include <winsock2.h>/' \
  "$programs/every_header.c" >"$scratch/windows_first.c"
runs 'windows.h first' Winsock "$scratch/windows_first.c" -DWIN32_LEAN_AND_MEAN
# libc's headers before Winsock's.
{ printf '#include <sys/types.h>\n#include <sys/time.h>\n#include <unistd.h>\n#include <stdlib.h>\n'
  cat "$programs/every_header.c"; } >"$scratch/libc_first.c"
runs 'libc headers first' Winsock "$scratch/libc_first.c"

# The first program of the README.
awk '/^```c$/ { inside = 1; next } /^```$/ { if (inside) exit } inside' "$here/../../README.md" >"$scratch/readme.c"
if errors=$(compile readme "$scratch/readme.c" -Wall -Wextra -Werror 2>&1); then
  answer=$(timeout 20 "$scratch/readme"; echo "status $?")
  [[ $answer == 'status 0' || $answer == $'error 10061\nstatus 0' ]] && passed 'the README program' ||
    failed 'the README program' "$answer"
else failed 'the README program compiles' "$errors"; fi

# The shipped examples are plain Winsock too.
for example in echo_server echo_client; do
  if errors=$(compile "$example" "$here/../../api/examples/$example.c" -std=c89 -Wall -Wextra -pedantic -Werror 2>&1); then
    passed "example $example"
  else failed "example $example compiles as C89" "$errors"; fi
done
begin echo_server "$scratch/echo_server"
if port=$(port_of echo_server 'listening on .* port '); then
  answer=$(timeout 20 "$scratch/echo_client" 127.0.0.1 "$port" 0.2 1000 2>&1)
  expect_contains 'the example client measures' 'round trips/s ' "$answer"
  succeeded echo_server
  bytes=$(sed -n 's/^echoed \(.*\) bytes$/\1/p' "$scratch/echo_server.out")
  expect_contains 'client and server agree on the bytes' "bytes $((bytes * 2))" "$answer"
else failed 'the example server starts'; fi

# Server and client in one program: the catalog's order alone decides over which provider.
if errors=$(compile echo_threads "$here/../../api/examples/echo_threads.c" -std=c11 -Wall -Wextra -pedantic -Werror 2>&1); then
  for provider in tcpip loopback; do
    answer=$(WOSA_PROVIDERS=$provider timeout 20 "$scratch/echo_threads" 0.1 1000 2>&1)
    expect_contains "the example of two threads over $provider" "library builtin:$provider" "$answer"
    expect_contains "... measures over $provider" 'round trips/s ' "$answer"
  done
else failed 'example echo_threads compiles as C11' "$errors"; fi

# What a mistake looks like: without our flags there is no such header.
if echo '#include <winsock2.h>' | $WOSA_TEST_CC -fsyntax-only -x c -I "$prefix/include" - 2>/dev/null; then
  failed 'winsock2.h is reached only through the published flags'
else passed 'winsock2.h is reached only through the published flags'; fi
conclude
