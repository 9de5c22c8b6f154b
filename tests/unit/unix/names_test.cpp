// SPDX-License-Identifier: MIT
#include "names.hpp"

#include "unix_test.hpp"

namespace wosa::af_unix {
namespace {

constexpr std::size_t kPathAt = offsetof(SOCKADDR_UN, sun_path);

spi::Address raw(std::string_view path) {
  char bytes[sizeof(SOCKADDR_STORAGE)] = {WS_AF_UNIX, 0};
  std::memcpy(bytes + kPathAt, path.data(), path.size());
  return spi::Address(std::as_bytes(std::span(bytes, kPathAt + path.size())));
}

TEST(Names, APathEndsWithNulOrWithTheAddress_304) {
  for (const std::string_view given :
       {std::string_view("/tmp/a"), std::string_view("/tmp/a\0", 7), std::string_view("/tmp/a\0rest", 11)}) {
    const auto kernel = to_kernel(raw(given));
    ASSERT_TRUE(kernel);
    EXPECT_EQ(kPathAt + 6, kernel->length);
    EXPECT_STREQ("/tmp/a", kernel->un.sun_path);
    const spi::Address back = from_kernel(*kernel);
    EXPECT_EQ(static_cast<int>(kPathAt + 7), back.length());
    EXPECT_STREQ("/tmp/a", back.as<SOCKADDR_UN>().sun_path);
  }
}

TEST(Names, APathOf108BytesIsWhole_304) {
  const std::string longest(108, 'x');
  const auto kernel = to_kernel(raw(longest));
  ASSERT_TRUE(kernel);
  EXPECT_EQ(110u, kernel->length);
  const spi::Address back = from_kernel(*kernel);
  EXPECT_EQ(110, back.length());
  EXPECT_EQ(0, std::memcmp(longest.data(), back.as<SOCKADDR_UN>().sun_path, 108));
  // The kernel counts the NUL that it puts behind.
  KernelName from_the_kernel = *kernel;
  from_the_kernel.length = 111;
  EXPECT_EQ(back, from_kernel(from_the_kernel));
}

TEST(Names, ALongerPathIsRefusedNeverCut_304) {
  EXPECT_EQ(WSAEINVAL, to_kernel(raw(std::string(109, 'x'))).error());
  EXPECT_EQ(WSAEINVAL, to_kernel(raw(std::string(126, 'x'))).error());
  EXPECT_TRUE(to_kernel(raw(std::string(108, 'x') + std::string(18, '\0'))));
}

TEST(Names, NothingAndZerosAreNoName) {
  for (const std::string& nothing : {std::string(), std::string(1, '\0'), std::string(108, '\0')}) {
    const auto kernel = to_kernel(raw(nothing));
    ASSERT_TRUE(kernel);
    EXPECT_TRUE(kernel->is_unnamed());
    EXPECT_EQ(kPathAt, kernel->length);
    EXPECT_EQ(static_cast<int>(kPathAt), from_kernel(*kernel).length());
    EXPECT_EQ(WS_AF_UNIX, from_kernel(*kernel).family());
  }
}

TEST(Names, AbstractOnesAreRefusedFromTheProgramAndHiddenOfAPeer_304) {
  EXPECT_EQ(WSAEINVAL, to_kernel(raw(std::string_view("\0abstract", 9))).error());
  EXPECT_EQ(WSAEINVAL, to_kernel(raw(std::string_view("\0\0\0x", 4))).error());
  KernelName abstract{};
  abstract.un.sun_family = AF_UNIX;
  std::memcpy(abstract.un.sun_path, "\0abstract", 9);
  abstract.length = kPathAt + 9;
  EXPECT_EQ(static_cast<int>(kPathAt), from_kernel(abstract).length());
}

}  // namespace
}  // namespace wosa::af_unix
