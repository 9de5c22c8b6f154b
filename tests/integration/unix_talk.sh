#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Winsock programs talk over AF_UNIX to programs that have never heard of Winsock: nc and Python, as clients and as
# servers, by a path in the file system.
source "$(dirname "$0")/support.sh"

for name in unix_upper unix_say; do compile $name "$here/programs/$name.c" -std=c99 || failed "compile $name"; done
((failures == 0)) || conclude

# Waits until somebody listens at the path.
listening() { # <name of begin> <path>
  local i
  for ((i = 0; i < 200; ++i)); do
    grep -q " 00010000 0001 01 *[0-9]* $2\$" /proc/net/unix && return 0
    sleep 0.05
  done
  failed "$1 did not listen" "$(cat "$scratch/$1.out" "$scratch/$1.err")"
  return 1
}

our_server() {
  local path=$scratch/ours answer
  begin unix_upper "$scratch/unix_upper" "$path"
  listening unix_upper "$path" || return
  expect_equal 'nc talks to our server' 'HELLO FROM NC' "$(echo 'hello from nc' | timeout 20 nc -NU "$path")"
  succeeded unix_upper
  [[ -S $path ]] && passed 'the file stays' || failed 'the file stays' "$path"

  begin unix_upper "$scratch/unix_upper" "$path"
  wait "$last_child"
  expect_contains 'a path that is taken is refused' 'bind failed with error 10048' "$(cat "$scratch/unix_upper.err")"

  rm "$path"
  begin unix_upper "$scratch/unix_upper" "$path"
  listening unix_upper "$path" || return
  answer=$(timeout 20 python3 "$here/programs/unix_peer.py" connect "$path" 'hello from python' 2>&1)
  succeeded unix_upper
  expect_equal 'Python talks to our server' 'HELLO FROM PYTHON' "$(tail -n 1 <<<"$answer")"
  expect_equal "our server knows Python's process" "peer $(head -n 1 <<<"$answer")" "$(cat "$scratch/unix_upper.out")"
}

our_client() {
  local path=$scratch/theirs
  begin nc_unix bash -c "echo 'hello from nc' | exec nc -lNU '$path'"
  listening nc_unix "$path" || return
  expect_equal 'our client hears nc' 'hello from nc' "$(timeout 20 "$scratch/unix_say" "$path" 'hello from winsock' 2>/dev/null)"
  succeeded nc_unix
  expect_equal 'nc hears our client' 'hello from winsock' "$(cat "$scratch/nc_unix.out")"

  rm -f "$path"
  begin python_unix python3 "$here/programs/unix_peer.py" listen "$path"
  listening python_unix "$path" || return
  expect_equal 'our client asks Python' 'kcosniw' "$(timeout 20 "$scratch/unix_say" "$path" winsock 2>"$scratch/say.err")"
  succeeded python_unix
  expect_equal "our client knows Python's process" "peer $(cat "$scratch/python_unix.out")" "$(cat "$scratch/say.err")"

  rm -f "$path"
  timeout 20 "$scratch/unix_say" "$path" winsock >/dev/null 2>"$scratch/say.err"
  expect_contains 'nobody at a path refuses' 'connect failed with error 10061' "$(cat "$scratch/say.err")"
}

our_server
our_client
conclude
