// SPDX-License-Identifier: MIT
// Where definitions come from and where messages go; what stands in a definition is in
// message_inserts_test.cpp.
#include <gtest/gtest.h>
#include <windows.h>

#include <string>

namespace {

constexpr DWORD kSystem = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS;
constexpr DWORD kString = FORMAT_MESSAGE_FROM_STRING;

template <typename Call>
DWORD error_of(Call&& call) {
  SetLastError(0);
  EXPECT_EQ(call(), 0U);
  return GetLastError();
}

TEST(FormatMessage, SystemTextInACallersBuffer) {
  char text[256];
  const DWORD length = FormatMessageA(kSystem, nullptr, WSAECONNRESET, 0, text, sizeof text, nullptr);
  ASSERT_GT(length, 2U);
  EXPECT_EQ(std::string(text).size(), length);
  EXPECT_EQ(std::string(text).substr(length - 2), "\r\n");

  wchar_t wide[256];
  ASSERT_EQ(FormatMessageW(kSystem, nullptr, WSAECONNRESET, 0, wide, 256, nullptr), length);
  EXPECT_EQ(std::wstring(wide), std::wstring(text, text + length));
}

TEST(FormatMessage, EveryLanguageIsEnglish) {
  char text[256];
  char other[256];
  ASSERT_NE(FormatMessageA(kSystem, nullptr, WSAEINTR, 0, text, 256, nullptr), 0U);
  for (const DWORD language : {DWORD{LANG_USER_DEFAULT}, DWORD{MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_US)},
                               DWORD{MAKELANGID(0x07, SUBLANG_DEFAULT)}}) {
    ASSERT_NE(FormatMessageA(kSystem, nullptr, WSAEINTR, language, other, 256, nullptr), 0U);
    EXPECT_STREQ(text, other);
  }
}

TEST(FormatMessage, WidthMaskTakesTheLineEndAway) {
  char plain[256];
  char text[256];
  const DWORD length = FormatMessageA(kSystem, nullptr, WSAEINTR, 0, plain, 256, nullptr);
  ASSERT_EQ(FormatMessageA(kSystem | FORMAT_MESSAGE_MAX_WIDTH_MASK, nullptr, WSAEINTR, 0, text, 256, nullptr),
            length - 1);
  EXPECT_EQ(std::string(text), std::string(plain, length - 2) + " ");
}

TEST(FormatMessage, BuffersAsShortAsCanBe) {
  char text[8] = "xxxxxxx";
  EXPECT_EQ(FormatMessageA(kString, "abcde", 0, 0, text, 6, nullptr), 5U);
  EXPECT_STREQ(text, "abcde");
  EXPECT_EQ(text[6], 'x');
  EXPECT_EQ(error_of([&] { return FormatMessageA(kString, "abcdef", 0, 0, text, 6, nullptr); }),
            DWORD{ERROR_INSUFFICIENT_BUFFER});
  EXPECT_EQ(error_of([&] { return FormatMessageA(kString, "abcdef", 0, 0, text, 0, nullptr); }),
            DWORD{ERROR_INSUFFICIENT_BUFFER});
  wchar_t wide[3];
  EXPECT_EQ(error_of([&] { return FormatMessageW(kString, L"abc", 0, 0, wide, 3, nullptr); }),
            DWORD{ERROR_INSUFFICIENT_BUFFER});
  EXPECT_EQ(text[7], '\0');
}

TEST(FormatMessage, AllocatedBuffers) {
  char* text = nullptr;
  const DWORD flags = kString | FORMAT_MESSAGE_ALLOCATE_BUFFER;
  EXPECT_EQ(FormatMessageA(flags, "abc", 0, 0, reinterpret_cast<LPSTR>(&text), 0, nullptr), 3U);
  EXPECT_STREQ(text, "abc");
  EXPECT_EQ(HeapSize(GetProcessHeap(), 0, text), 4U);
  EXPECT_EQ(LocalFree(text), nullptr);

  // nSize is the least that is allocated.
  wchar_t* wide = nullptr;
  EXPECT_EQ(FormatMessageW(flags, L"abc", 0, 0, reinterpret_cast<LPWSTR>(&wide), 100, nullptr), 3U);
  EXPECT_STREQ(wide, L"abc");
  EXPECT_EQ(HeapSize(GetProcessHeap(), 0, wide), 100 * sizeof(wchar_t));
  EXPECT_EQ(LocalFree(wide), nullptr);
}

TEST(FormatMessage, AllocatesNothingOnFailure) {
  char garbage = 'x';
  char* text = &garbage;
  EXPECT_EQ(error_of([&] {
              return FormatMessageA(kSystem | FORMAT_MESSAGE_ALLOCATE_BUFFER, nullptr, 9999, 0,
                                    reinterpret_cast<LPSTR>(&text), 0, nullptr);
            }),
            DWORD{ERROR_MR_MID_NOT_FOUND});
  EXPECT_EQ(text, nullptr);
  text = &garbage;
  EXPECT_EQ(FormatMessageA(kString | FORMAT_MESSAGE_ALLOCATE_BUFFER, "%0", 0, 0,
                           reinterpret_cast<LPSTR>(&text), 0, nullptr),
            0U);
  EXPECT_EQ(text, nullptr);
}

TEST(FormatMessage, TooLongToAllocate) {
  const DWORD flags = kString | FORMAT_MESSAGE_ALLOCATE_BUFFER;
  char* text = nullptr;
  const std::string longest(128 * 1024, 'x');
  EXPECT_EQ(FormatMessageA(flags, longest.c_str(), 0, 0, reinterpret_cast<LPSTR>(&text), 0, nullptr),
            longest.size());
  EXPECT_EQ(LocalFree(text), nullptr);
  const std::string longer = longest + "x";
  EXPECT_EQ(error_of([&] {
              return FormatMessageA(flags, longer.c_str(), 0, 0, reinterpret_cast<LPSTR>(&text), 0, nullptr);
            }),
            DWORD{ERROR_MORE_DATA});
  EXPECT_EQ(text, nullptr);
}

TEST(FormatMessage, SourcesThatDoNotGoTogether) {
  char text[64];
  const auto error = [&](DWORD flags, const void* source) {
    return error_of([&] { return FormatMessageA(flags, source, WSAEINTR, 0, text, sizeof text, nullptr); });
  };
  EXPECT_EQ(error(0, "abc"), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(error(kString | FORMAT_MESSAGE_FROM_SYSTEM, "abc"), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(error(kString | FORMAT_MESSAGE_FROM_HMODULE, "abc"), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(error(kString, nullptr), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(error(FORMAT_MESSAGE_FROM_HMODULE, nullptr), DWORD{ERROR_RESOURCE_TYPE_NOT_FOUND});
}

// A module without messages is not the end of the search.
TEST(FormatMessage, ModuleThenSystem) {
  char text[256];
  EXPECT_NE(FormatMessageA(kSystem | FORMAT_MESSAGE_FROM_HMODULE, GetModuleHandleA("ws2_32"), WSAEINTR, 0,
                           text, 256, nullptr),
            0U);
}

TEST(FormatMessage, NoBuffer) {
  EXPECT_EQ(error_of([] { return FormatMessageA(kString, "a", 0, 0, nullptr, 10, nullptr); }),
            DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(error_of([] {
              return FormatMessageW(kString | FORMAT_MESSAGE_ALLOCATE_BUFFER, L"a", 0, 0, nullptr, 10,
                                    nullptr);
            }),
            DWORD{ERROR_INVALID_PARAMETER});
}

}  // namespace
