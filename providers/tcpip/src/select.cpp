// SPDX-License-Identifier: MIT

// WSPSelect.

#include "wosa/spi/select_call.hpp"

#include "errors.hpp"
#include "procedures.hpp"
#include "wait_set.hpp"

namespace wosa::tcpip {

int WSPAPI wsp_select(int, WS_fd_set* read, WS_fd_set* write, WS_fd_set* except, const timeval* timeout,
                      LPINT error) noexcept {
  WaitSet wait;
  int total = 0;
  const int code = spi::select_call(wait, read, write, except, timeout, total);
  return code == 0 ? total : fail(error, code);
}

}  // namespace wosa::tcpip
