# SPDX-License-Identifier: MIT
# Compiler settings shared by every target, as one interface library.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 99)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
# Where built libraries go: the providers' folder stands beside libws2_32 as it does when installed.
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(WOSA_PROVIDER_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib/wosa")

add_library(wosa_flags INTERFACE)
# Of files that are compiled at once two warnings say nothing: what shadows is in another file, and so is what is local to one.
set(together "$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>")
target_compile_options(wosa_flags INTERFACE -Wall -Wextra $<$<NOT:${together}>:-Wshadow>
  $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor> $<$<AND:${together},$<COMPILE_LANG_AND_ID:CXX,GNU>>:-Wno-subobject-linkage>)
if(WOSA_WERROR)
  target_compile_options(wosa_flags INTERFACE -Werror)
endif()
foreach(sanitizer IN LISTS WOSA_SANITIZE)
  add_compile_options(-fsanitize=${sanitizer} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${sanitizer})
  if(sanitizer STREQUAL "undefined")
    add_compile_options(-fno-sanitize-recover=all)
  endif()
endforeach()

# Where several files are compiled at once (CMAKE_UNITY_BUILD; the sanitizer builds do it to save time), these are not
# among them: they give a name or a macro another meaning than their neighbours do.
function(wosa_compile_alone)
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# Calls into other libraries go straight through the table of addresses: a jump table between is one more cache line and one
# more jump to predict on every system call.
include(CheckCXXCompilerFlag)
check_cxx_compiler_flag(-fno-plt WOSA_CAN_CALL_DIRECTLY)
macro(wosa_call_directly)
  if(WOSA_CAN_CALL_DIRECTLY)
    add_compile_options(-fno-plt)
  endif()
endmacro()

# Library code of ours sees Winsock's BSD names with the prefix WS_ only (see api/include/wosa/bsd_names.h).
function(wosa_target_defaults target)
  target_link_libraries(${target} PRIVATE wosa_flags)
endfunction()

# A provider as a stand-alone plug-in: lib<name>.so in the providers' folder, exporting WSPStartup and what EXPORTS names.
function(wosa_add_provider target)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES;EXPORTS" ${ARGN})
  add_library(${target} MODULE ${ARG_SOURCES})
  target_link_libraries(${target} PRIVATE wosa_flags ${ARG_LIBRARIES})
  set_target_properties(${target} PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${WOSA_PROVIDER_OUTPUT_DIRECTORY}"
    LINKER_LANGUAGE CXX UNITY_BUILD OFF WOSA_EXPORTS "${ARG_EXPORTS}")
  set_property(GLOBAL APPEND PROPERTY WOSA_PROVIDERS ${target}) # what is installed, and checked for its arrows
endfunction()
