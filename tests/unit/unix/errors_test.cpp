// SPDX-License-Identifier: MIT
#include "errors.hpp"

#include <cerrno>

#include <gtest/gtest.h>

#include "wosa/spi/errno_map.hpp"

namespace wosa::af_unix {
namespace {

TEST(Errors, BindTellsWhyAPathCannotBeAName) {
  EXPECT_EQ(WSAEADDRINUSE, bind_error(EADDRINUSE));
  EXPECT_EQ(WSAEADDRNOTAVAIL, bind_error(ENOENT));
  EXPECT_EQ(WSAEADDRNOTAVAIL, bind_error(ENOTDIR));
  EXPECT_EQ(WSAEACCES, bind_error(EACCES));
  EXPECT_EQ(WSAEACCES, bind_error(EPERM));
  EXPECT_EQ(WSAEACCES, bind_error(EROFS));
  EXPECT_EQ(WSAENOBUFS, bind_error(ENOSPC));
  EXPECT_EQ(WSAENAMETOOLONG, bind_error(ENAMETOOLONG));
  EXPECT_EQ(WSAEINVAL, bind_error(EINVAL));
}

TEST(Errors, ConnectIsRefusedWhateverTheReasonThatNobodyListens) {
  for (const int error : {ECONNREFUSED, ENOENT, ENOTDIR, EPROTOTYPE, EAGAIN})
    EXPECT_EQ(WSAECONNREFUSED, connect_error(error)) << error;
  EXPECT_EQ(WSAEACCES, connect_error(EACCES));
  EXPECT_EQ(WSAEISCONN, connect_error(EISCONN));
  EXPECT_EQ(WSAEINVAL, connect_error(EINVAL));
}

TEST(Errors, EverythingElseIsTheCommonTable) {
  for (int error = 1; error < 134; ++error) EXPECT_EQ(spi::wsa_error(error), general_error(error)) << error;
}

}  // namespace
}  // namespace wosa::af_unix
