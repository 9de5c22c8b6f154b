// SPDX-License-Identifier: MIT
#include "names/libc_errors.hpp"

#include <gtest/gtest.h>

#include <set>

namespace wosa::runtime::names {
namespace {

TEST(LibcErrors, OfGetAddrInfo) {
  EXPECT_EQ(eai_code(0), 0);
  EXPECT_EQ(eai_code(EAI_AGAIN), WSATRY_AGAIN);
  EXPECT_EQ(eai_code(EAI_BADFLAGS), WSAEINVAL);
  EXPECT_EQ(eai_code(EAI_FAIL), WSANO_RECOVERY);
  EXPECT_EQ(eai_code(EAI_SYSTEM), WSANO_RECOVERY);
  EXPECT_EQ(eai_code(EAI_FAMILY), WSAEAFNOSUPPORT);
  EXPECT_EQ(eai_code(EAI_MEMORY), WSA_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(eai_code(EAI_NODATA), WSANO_DATA);
  EXPECT_EQ(eai_code(EAI_ADDRFAMILY), WSANO_DATA);
  EXPECT_EQ(eai_code(EAI_NONAME), WSAHOST_NOT_FOUND);
  EXPECT_EQ(eai_code(EAI_SERVICE), WSATYPE_NOT_FOUND);
  EXPECT_EQ(eai_code(EAI_SOCKTYPE), WSAESOCKTNOSUPPORT);
  EXPECT_EQ(eai_code(EAI_CANCELED), WSA_E_CANCELLED);
}

TEST(LibcErrors, OfTheHostFunctions) {
  EXPECT_EQ(host_error_code(HOST_NOT_FOUND), WSAHOST_NOT_FOUND);
  EXPECT_EQ(host_error_code(TRY_AGAIN), WSATRY_AGAIN);
  EXPECT_EQ(host_error_code(NO_RECOVERY), WSANO_RECOVERY);
  EXPECT_EQ(host_error_code(NO_DATA), WSANO_DATA);
  EXPECT_EQ(host_error_code(NETDB_INTERNAL), WSANO_RECOVERY);
}

TEST(LibcErrors, AreNeverSuccess) {
  for (int error = -200; error < 200; ++error) {
    if (error != 0) {
      EXPECT_NE(eai_code(error), 0) << error;
    }
    EXPECT_NE(host_error_code(error), 0) << error;
  }
}

TEST(LibcErrors, StandInTheirTablesOnce) {
  std::set<int> seen;
  for (const auto& mapping : kEaiMap) EXPECT_TRUE(seen.insert(mapping.error).second) << mapping.error;
  seen.clear();
  for (const auto& mapping : kHostErrorMap) EXPECT_TRUE(seen.insert(mapping.error).second) << mapping.error;
}

}  // namespace
}  // namespace wosa::runtime::names
