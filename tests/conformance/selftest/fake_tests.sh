#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Stands for the kit's test process: "runs" the tests that the filter names, each of which does what its name says. Adds a
# line with its tests and its TMPDIR to $FAKE_LOG.
names='' status=0
for argument in "$@"; do
  [[ $argument == --gtest_filter=* ]] && names=${argument#*=}
done
IFS=: read -r -a tests <<<"$names"
echo "$TMPDIR ${tests[*]}" >>"$FAKE_LOG"
alone=yes
((${#tests[@]} > 1)) && alone=

ends() { echo "@kit $1 $test"; }
for test in "${tests[@]}"; do
  echo "@kit begins $test"
  case ${test##*.} in
    Passes*) ends passed ;;
    Fails*) echo 'it is wrong'; ends failed; status=1 ;;
    FallsBesideOthers*) if [[ $alone ]]; then ends passed; else echo 'something is left over'; ends failed; status=1; fi ;;
    DiesBesideOthers*) if [[ $alone ]]; then ends passed; else kill -SEGV $$; fi ;;
    Dies*) kill -SEGV $$ ;;
    Skips*) echo 'no such machine'; ends skipped; ((status == 0)) && status=77 ;;
    Leaks*) ends passed; status=23 ;;
    Hangs*) exec sleep 60 ;;
  esac
done
exit $status
