// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <sys/mman.h>

#include <cstring>
#include <set>

#include "wosa/spi/errno_map.hpp"
#include "wosa/spi/user_memory.hpp"

namespace wosa::spi {
namespace {

TEST(ErrnoMap, EveryRowIsFoundAndTheRestIsAFailure) {
  std::set<int> known;
  for (const auto& row : kErrnoMap) {
    EXPECT_TRUE(known.insert(row.error).second) << row.error << " stands twice";
    EXPECT_EQ(row.code, wsa_error(row.error));
    EXPECT_NE(0, row.code);
  }
  for (const int error : {0, -1, 200, 255, 256, 100000}) EXPECT_EQ(WSASYSCALLFAILURE, wsa_error(error));
  static_assert(wsa_error(EAGAIN) == WSAEWOULDBLOCK);
  static_assert(wsa_error(ECONNREFUSED) == WSAECONNREFUSED);
  EXPECT_EQ(WSAEOPNOTSUPP, wsa_error(ENOTSUP));
}

class UserMemory : public ::testing::Test {
 protected:
  static constexpr std::size_t kPage = 4096;
  // Two pages that can be used, one that can only be read, one that is not there.
  void SetUp() override {
    base = static_cast<char*>(
        mmap(nullptr, 4 * kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    ASSERT_NE(MAP_FAILED, static_cast<void*>(base));
    ASSERT_EQ(0, mprotect(base + 2 * kPage, kPage, PROT_READ));
    ASSERT_EQ(0, munmap(base + 3 * kPage, kPage));
  }
  void TearDown() override { munmap(base, 3 * kPage); }
  char* base = nullptr;
};

TEST_F(UserMemory, ImplausibleAddresses) {
  EXPECT_FALSE(plausible(nullptr));
  EXPECT_FALSE(plausible(reinterpret_cast<void*>(0xFFFF)));
  EXPECT_FALSE(plausible(reinterpret_cast<void*>(~std::uintptr_t{0})));
  EXPECT_FALSE(plausible(base, ~std::size_t{0}));
  EXPECT_TRUE(plausible(base, 4 * kPage));
}

TEST_F(UserMemory, ReadsWhatIsThere) {
  std::memset(base, 'a', 2 * kPage);
  char copy[64];
  for (const std::size_t size : {1u, 2u, 3u, 4u, 7u, 8u, 9u, 64u}) {
    for (const std::size_t offset :
         {std::size_t{0}, std::size_t{1}, kPage - 3, kPage - 1, 3 * kPage - size}) {
      EXPECT_EQ(0, copy_in(copy, base + offset, size)) << size << "@" << offset;
    }
    EXPECT_EQ(WSAEFAULT, copy_in(copy, base + 3 * kPage - size + 1, size)) << size;
    EXPECT_EQ(WSAEFAULT, copy_in(copy, base + 3 * kPage, size)) << size;
  }
  EXPECT_EQ(0, copy_in(copy, nullptr, 0));
  EXPECT_EQ(WSAEFAULT, copy_in(copy, nullptr, 1));
  EXPECT_TRUE(readable(base, 3 * kPage));
  EXPECT_FALSE(readable(base, 3 * kPage + 1));
}

TEST_F(UserMemory, WritesExactlyWhatItIsGiven) {
  const std::string data(64, 'x');
  for (const std::size_t size : {1u, 2u, 3u, 4u, 5u, 8u, 64u}) {
    for (const std::size_t offset : {std::size_t{8}, kPage - 2, 2 * kPage - size}) {
      std::memset(base, '.', 2 * kPage);
      EXPECT_EQ(0, copy_out(base + offset, data.data(), size)) << size << "@" << offset;
      for (std::size_t i = 0; i < 2 * kPage; ++i) {
        ASSERT_EQ(i >= offset && i < offset + size ? 'x' : '.', base[i])
            << size << "@" << offset << ": " << i;
      }
    }
    EXPECT_EQ(WSAEFAULT, copy_out(base + 2 * kPage, data.data(), size)) << size;  // read-only
    EXPECT_EQ(WSAEFAULT, copy_out(base + 2 * kPage - size + 1, data.data(), size)) << size;
    EXPECT_EQ(WSAEFAULT, copy_out(base + 3 * kPage, data.data(), size)) << size;  // not there
    EXPECT_EQ(WSAEFAULT, copy_out(nullptr, data.data(), size)) << size;
  }
  EXPECT_EQ(0, copy_out(nullptr, data.data(), 0));
}

TEST_F(UserMemory, LeavesErrnoAlone) {
  errno = 4711;
  char byte;
  EXPECT_EQ(WSAEFAULT, copy_in(&byte, base + 3 * kPage, 1));
  EXPECT_EQ(WSAEFAULT, copy_out(base + 3 * kPage, &byte, 1));
  EXPECT_EQ(4711, errno);
}

}  // namespace
}  // namespace wosa::spi
