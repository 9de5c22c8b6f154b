#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A blocking Winsock program makes the system calls of the POSIX program that does the same, and no other: strace counts
# those between two marks, start-up not included. Winsock's hop limit of 128 is told to the kernel only where packets
# leave the host, which these do not.
source "$(dirname "$0")/support.sh"

compile winsock "$here/syscalls/traffic_winsock.c" -O2 || failed 'compile for Winsock'
$WOSA_TEST_CC -O2 -o "$scratch/posix" "$here/syscalls/traffic_posix.c" || failed 'compile for POSIX'
((failures == 0)) || conclude
strace -o "$scratch/probe" true 2>/dev/null || skip 'this machine does not let strace look at a process (ptrace is refused)'

# calls_per_round <program> <traffic>: "name calls" for each system call between the marks.
rounds=100
calls_per_round() {
  strace -f -qq -o "$scratch/trace" "$scratch/$1" "$2" $rounds >"$scratch/out" 2>&1 ||
    { echo "$1 $2 failed: $(cat "$scratch/out")" >&2; return 1; }
  awk -v n=$rounds '/write\(2, "mark/ { ++marks; next }
    marks == 1 && match($2, /^[a-z_0-9]+/) { ++calls[substr($2, 1, RLENGTH)] }
    END { if (marks != 2) exit 1; for (name in calls) printf "%s %g\n", name, calls[name] / n }' "$scratch/trace" | sort
}

for traffic in pingpong stream datagram connection; do
  winsock=$(calls_per_round winsock $traffic) || failed "Winsock $traffic"
  posix=$(calls_per_round posix $traffic) || failed "POSIX $traffic"
  [[ $posix ]] || failed "POSIX $traffic makes system calls at all"
  # send(2) and recv(2) are sendto and recvfrom to the kernel; an implementation may also choose sendmsg and recvmsg.
  same_names='s/^(sendto|sendmsg) /send /; s/^(recvfrom|recvmsg) /receive /; s/^accept4 /accept /'
  sockets=$(sed -E "$same_names" <<<"$winsock" | sort)
  expected=$(sed -E "$same_names" <<<"$posix" | sort)
  expect_equal "$traffic: system calls per round" "$expected" "$sockets"
  printf '  Winsock: %s; POSIX: %s\n' "${winsock//$'\n'/, }" "${posix//$'\n'/, }"
done
conclude
