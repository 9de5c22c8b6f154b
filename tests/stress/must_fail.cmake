# SPDX-License-Identifier: MIT
# Passes when PROGRAM fails its TEST: by an expectation, a crash or a call that never ends.
execute_process(COMMAND "${CMAKE_COMMAND}" -E env WOSA_STRESS_BROKEN=1 "${PROGRAM}" --gtest_filter=${TEST}
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output TIMEOUT 120)
message("${output}")
if(result EQUAL 0)
  message(FATAL_ERROR "${TEST} passes over pins that protect nothing, so it tests nothing")
endif()
if(NOT output MATCHES "\\[ RUN      \\] ${TEST}")
  message(FATAL_ERROR "${TEST} did not even run: ${result}")
endif()
message("fails as it should: ${result}")
