#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Installs the build into a fresh prefix, for the tests that stand on it, and checks what an installed tree must have.
# Usage: install.sh <build folder>
prefix=$WOSA_TEST_PREFIX
rm -rf "$prefix"
cmake --install "$1" --prefix "$prefix" >/dev/null || exit 1
source "$(dirname "$0")/support.sh"

include=$prefix/include/wosa/winsock
for file in "$include"/{winsock2,winsock,ws2tcpip,ws2def,ws2ipdef,ws2spi,nspapi,mswsock,qos,afunix,mstcpip,in6addr,guiddef,windows}.h \
  "$include"/{WinSock2.h,wosa/wosa.h,wosa/spi/extension.h} "$libdir"/{libws2_32.so,libws2_32.so.0,libwosa-spi.a,libwosa-mock.a} \
  "$libdir"/wosa/libwosa-{tcpip,mock}.so "$include"/wosa/mock/{procedures,mock_procedures,fake,matchers,actions,provider_fixture}.hpp "$libdir"/pkgconfig/{ws2_32,wosa-spi}.pc "$libdir"/cmake/wosa/wosaConfig.cmake \
  "$prefix"/bin/wosa "$prefix"/share/man/man1/wosa.1 "$prefix"/share/doc/wosa/LICENSE; do
  if [[ -e $file ]]; then passed "${file#"$prefix"/}"; else failed "${file#"$prefix"/} is installed"; fi
done
expect_equal 'no Windows header outside its own folder' '' \
  "$(find "$prefix/include" -name '*.h' -not -path "$include/*")"
expect_equal 'no manifest is active' '' "$(find "$prefix/share/wosa" -name '*.json' 2>/dev/null)"
expect_equal 'nothing names the source or build folder' '' \
  "$(grep -rlE -- "$1|$(realpath "$here/../..")" "$prefix/lib/pkgconfig" "$prefix/lib/cmake" "$prefix/include" "$prefix/share" 2>/dev/null)"
for file in "$prefix/bin/wosa" "$libdir/libws2_32.so" "$libdir/wosa/"*.so; do
  path=$(readelf -dW "$file" | sed -nE 's/.*\((RPATH|RUNPATH)\).*\[(.*)\]/\2/p')
  [[ -z $path || $path == '$ORIGIN'* ]] || failed "${file##*/} looks for libraries in $path"
done
for package in ws2_32 wosa-spi; do
  expect_equal "pkg-config has $package" 0 "$(pkg-config --exists "$package"; echo $?)"
  expect_contains "$package: flags" "wosa/winsock" "$(pkg-config --cflags "$package")"
done
expect_equal 'pkg-config: providerdir' "$(realpath "$libdir/wosa")" "$(realpath "$(pkg-config --variable=providerdir wosa-spi)")"
expect_equal 'pkg-config: manifestdir' "$(realpath -m "$prefix/share/wosa/providers.d")" \
  "$(realpath -m "$(pkg-config --variable=manifestdir wosa-spi)")"
expect_contains 'the installed command runs by itself' tcpip "$(env -u LD_LIBRARY_PATH "$prefix/bin/wosa" catalog show --json 2>&1)"
conclude
