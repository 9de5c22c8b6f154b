# SPDX-License-Identifier: MIT
# What `cmake --install` puts where, and how consumers find it: pkg-config files and the CMake package `wosa`. Everything
# is relative to the prefix, so that an installed tree may be moved.
#
#   <includedir>/wosa/winsock   all headers, the SPI's too: reached only through the flags that are published here, so that
#                               no other package's configure finds a windows.h
#   <libdir>                    libws2_32.so, libwosa-spi.a, libwosa-mock.a
#   <libdir>/wosa               stand-alone providers; none serves before a manifest in <datadir>/wosa/providers.d names it
include(CMakePackageConfigHelpers)

set(WOSA_WINSOCK_INCLUDEDIR "${CMAKE_INSTALL_INCLUDEDIR}/wosa/winsock")
set(WOSA_PROVIDERDIR "${CMAKE_INSTALL_LIBDIR}/wosa")
set(WOSA_MANIFESTDIR "${CMAKE_INSTALL_DATAROOTDIR}/wosa/providers.d")
set(WOSA_PACKAGEDIR "${CMAKE_INSTALL_LIBDIR}/cmake/wosa")

# Headers. Windows programs write <Winsock2.h> and <WinSock2.h> too; here names differ by case, so each gets a header.
foreach(folder api/include spi/include providers/mock/include tests/support/mock/include)
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/${folder}/" DESTINATION "${WOSA_WINSOCK_INCLUDEDIR}"
    FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")
endforeach()

set(mixed_case_list "${PROJECT_SOURCE_DIR}/api/include/mixed_case_names.txt") # lines "WinSock2.h winsock2.h"
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${mixed_case_list}")
file(STRINGS "${mixed_case_list}" mixed_case_names REGEX "^[^#]")
foreach(line IN LISTS mixed_case_names)
  separate_arguments(names UNIX_COMMAND "${line}")
  list(GET names 0 spelling)
  list(GET names 1 header)
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/mixed_case/${spelling}"
    CONTENT "/* SPDX-License-Identifier: MIT */\n#include \"${header}\"\n")
  install(FILES "${PROJECT_BINARY_DIR}/mixed_case/${spelling}" DESTINATION "${WOSA_WINSOCK_INCLUDEDIR}")
endforeach()

# Libraries, providers, the command.
install(TARGETS ws2_32 LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(TARGETS wosa_spi wosa_mock ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
get_property(providers GLOBAL PROPERTY WOSA_PROVIDERS)
if(providers)
  install(TARGETS ${providers} LIBRARY DESTINATION "${WOSA_PROVIDERDIR}")
endif()
file(RELATIVE_PATH libraries_from_bin "${CMAKE_INSTALL_FULL_BINDIR}" "${CMAKE_INSTALL_FULL_LIBDIR}")
set_target_properties(wosa_command PROPERTIES INSTALL_RPATH "$ORIGIN/${libraries_from_bin}")
install(TARGETS wosa_command RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")

# Documents: the manual page, and manifests to copy into the manifest folder.
file(GLOB manual_pages "${PROJECT_SOURCE_DIR}/tools/man/*.1")
install(FILES ${manual_pages} DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
foreach(manifest WOSA_TCPIP_PLUGIN_MANIFEST WOSA_LOOPBACK_PLUGIN_MANIFEST WOSA_UNIX_PLUGIN_MANIFEST WOSA_MOCK_MANIFEST)
  install(FILES "${${manifest}}" DESTINATION "${CMAKE_INSTALL_DOCDIR}/manifests")
endforeach()
install(FILES "${PROJECT_SOURCE_DIR}/api/examples/echo_server.c" "${PROJECT_SOURCE_DIR}/api/examples/echo_client.c"
  "${PROJECT_SOURCE_DIR}/api/examples/echo_threads.c"
  DESTINATION "${CMAKE_INSTALL_DOCDIR}/examples")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")

# pkg-config: the prefix is found from where the file stands.
file(RELATIVE_PATH WOSA_PREFIX_FROM_PC "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
string(REGEX REPLACE "/$" "" WOSA_PREFIX_FROM_PC "${WOSA_PREFIX_FROM_PC}")
foreach(package ws2_32 wosa-spi)
  configure_file("${CMAKE_CURRENT_LIST_DIR}/${package}.pc.in" "${PROJECT_BINARY_DIR}/${package}.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/${package}.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
endforeach()

# find_package(wosa)
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/wosaConfig.cmake.in" "${PROJECT_BINARY_DIR}/wosaConfig.cmake"
  INSTALL_DESTINATION "${WOSA_PACKAGEDIR}"
  PATH_VARS CMAKE_INSTALL_LIBDIR WOSA_WINSOCK_INCLUDEDIR WOSA_PROVIDERDIR WOSA_MANIFESTDIR)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/wosaConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/wosaConfig.cmake" "${PROJECT_BINARY_DIR}/wosaConfigVersion.cmake"
  DESTINATION "${WOSA_PACKAGEDIR}")
