#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# find_package(wosa) serves a project of someone else, also after the installed tree has been moved.
source "$(dirname "$0")/support.sh"

moved=$scratch/moved
cp -a "$prefix" "$moved"
for where in "$prefix" "$moved"; do
  what='find_package(wosa)'
  [[ $where == "$moved" ]] && what="$what in a moved tree"
  build=$scratch/build${where//\//_}
  if ! output=$({ cmake -S "$here/programs/consumer" -B "$build" -G Ninja -DCMAKE_PREFIX_PATH="$where" -DCMAKE_C_COMPILER="$WOSA_TEST_CC" \
    -DCMAKE_CXX_COMPILER="$WOSA_TEST_CXX" -DCMAKE_C_FLAGS="$WOSA_TEST_FLAGS" && cmake --build "$build"; } 2>&1); then
    failed "$what" "$output"
    continue
  fi
  expect_equal "$what: an application" 'Winsock 2.2' "$(env -u LD_LIBRARY_PATH "$build/application" 2>&1)"
  expect_contains "$what: linked to the library there" "$where/" "$(env -u LD_LIBRARY_PATH ldd "$build/application" | grep ws2_32)"
  [[ -f $build/mirror.so ]] && passed "$what: a provider" || failed "$what: a provider is built"
done
export PKG_CONFIG_PATH=$moved/$WOSA_TEST_LIBDIR/pkgconfig PKG_CONFIG_LIBDIR=$moved/$WOSA_TEST_LIBDIR/pkgconfig
expect_contains 'pkg-config in a moved tree' "$moved/" "$(realpath "$(pkg-config --variable=providerdir wosa-spi)")/"
expect_contains 'the command finds its library in a moved tree' 'tcpip' \
  "$(env -u LD_LIBRARY_PATH "$moved/bin/wosa" catalog show --json 2>&1)"
conclude
