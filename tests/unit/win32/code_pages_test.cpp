// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <windows.h>

#include <string>
#include <vector>

namespace {

std::wstring widen(const std::string& text, DWORD flags = 0, UINT code_page = CP_UTF8) {
  const int needed =
      MultiByteToWideChar(code_page, flags, text.data(), static_cast<int>(text.size()), nullptr, 0);
  std::wstring wide(static_cast<std::size_t>(needed), L'?');
  EXPECT_EQ(
      MultiByteToWideChar(code_page, flags, text.data(), static_cast<int>(text.size()), wide.data(), needed),
      needed);
  return wide;
}

std::string narrow(const std::wstring& text, DWORD flags = 0, UINT code_page = CP_UTF8) {
  const int size = static_cast<int>(text.size());
  const int needed = WideCharToMultiByte(code_page, flags, text.data(), size, nullptr, 0, nullptr, nullptr);
  std::string bytes(static_cast<std::size_t>(needed), '?');
  EXPECT_EQ(WideCharToMultiByte(code_page, flags, text.data(), size, bytes.data(), needed, nullptr, nullptr),
            needed);
  return bytes;
}

// Runs a call that must fail, and returns its error.
template <typename Call>
DWORD error_of(Call&& call) {
  SetLastError(0);
  EXPECT_EQ(call(), 0);
  return GetLastError();
}

const std::string kNarrow = "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80";
const std::wstring kWide = L"a\u00E4\u20AC\U0001F600";

TEST(CodePages, EveryLengthOfACharacter) {
  for (const UINT code_page : {CP_UTF8, CP_ACP, CP_OEMCP, CP_THREAD_ACP}) {
    EXPECT_EQ(widen(kNarrow, 0, code_page), kWide);
    EXPECT_EQ(narrow(kWide, 0, code_page), kNarrow);
  }
}

TEST(CodePages, EveryCharacterGoesThereAndBack) {
  for (char32_t code = 1; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 251) {
    if (code >= 0xD800 && code < 0xE000) continue;
    const std::wstring wide(1, static_cast<wchar_t>(code));
    ASSERT_EQ(widen(narrow(wide, WC_ERR_INVALID_CHARS), MB_ERR_INVALID_CHARS), wide)
        << static_cast<unsigned>(code);
  }
}

TEST(CodePages, MinusOneTakesTheNulToo) {
  wchar_t wide[5] = L"xxxx";
  EXPECT_EQ(MultiByteToWideChar(CP_UTF8, 0, "abc", -1, nullptr, 0), 4);
  EXPECT_EQ(MultiByteToWideChar(CP_UTF8, 0, "abc", -1, wide, 5), 4);
  EXPECT_STREQ(wide, L"abc");
  char bytes[5] = "xxxx";
  EXPECT_EQ(WideCharToMultiByte(CP_UTF8, 0, L"abc", -1, nullptr, 0, nullptr, nullptr), 4);
  EXPECT_EQ(WideCharToMultiByte(CP_UTF8, 0, L"abc", -1, bytes, 5, nullptr, nullptr), 4);
  EXPECT_STREQ(bytes, "abc");
}

TEST(CodePages, AGivenLengthAddsNoNul) {
  wchar_t wide[5] = L"xxxx";
  EXPECT_EQ(MultiByteToWideChar(CP_UTF8, 0, "abc", 2, wide, 4), 2);
  EXPECT_STREQ(wide, L"abxx");
  char bytes[5] = "xxxx";
  EXPECT_EQ(WideCharToMultiByte(CP_UTF8, 0, L"abc", 2, bytes, 4, nullptr, nullptr), 2);
  EXPECT_STREQ(bytes, "abxx");
}

TEST(CodePages, IllFormedBytesBecomeReplacementCharacters) {
  const std::wstring one(1, L'\uFFFD');
  const std::vector<std::pair<std::string, std::wstring>> cases{
      {"a\x80z", L"a" + one + L"z"},  // nothing before it to continue
      {"\xC3(", one + L"("},          // continuation missing
      {"\xE2\x82(", one + L"("},      // the part that could begin a character counts once
      {"\xE2\x82", one},              // cut off
      {"\xF0\x9F\x98", one},
      {"\xC0\xAF", one + one},  // a longer form than needed
      {"\xE0\x80\xAF", one + one + one},
      {"\xF0\x80\x80\x80", one + one + one + one},
      {"\xED\xA0\x80", one + one + one},            // a surrogate
      {"\xF4\x90\x80\x80", one + one + one + one},  // above U+10FFFF
      {"\xF5", one},
      {"\xFF\xFE", one + one},
  };
  for (const auto& [bytes, expected] : cases) {
    EXPECT_EQ(widen(bytes), expected);
    EXPECT_EQ(error_of([&, text = bytes] {
                return MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text.data(),
                                           static_cast<int>(text.size()), nullptr, 0);
              }),
              DWORD{ERROR_NO_UNICODE_TRANSLATION});
  }
}

TEST(CodePages, WideValuesThatAreNoCharacters) {
  for (const char32_t code : {0xD800U, 0xDFFFU, 0x110000U, 0xFFFFFFFFU}) {
    const std::wstring wide{L'a', static_cast<wchar_t>(code), L'z'};
    EXPECT_EQ(narrow(wide), "a\xEF\xBF\xBDz");
    EXPECT_EQ(error_of([&] {
                return WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, wide.data(), 3, nullptr, 0, nullptr,
                                           nullptr);
              }),
              DWORD{ERROR_NO_UNICODE_TRANSLATION});
  }
  EXPECT_EQ(narrow(L"\uFFFD"), "\xEF\xBF\xBD");
  EXPECT_EQ(narrow(L"\uFFFD", WC_ERR_INVALID_CHARS), "\xEF\xBF\xBD");
}

TEST(CodePages, ShortBuffersTakeWhatFits) {
  wchar_t wide[5] = L"xxxx";
  EXPECT_EQ(error_of([&] { return MultiByteToWideChar(CP_UTF8, 0, kNarrow.data(), 10, wide, 3); }),
            DWORD{ERROR_INSUFFICIENT_BUFFER});
  EXPECT_EQ(std::wstring(wide), kWide.substr(0, 3) + L"x");
  char bytes[9] = "xxxxxxxx";
  EXPECT_EQ(
      error_of([&] { return WideCharToMultiByte(CP_UTF8, 0, kWide.data(), 4, bytes, 8, nullptr, nullptr); }),
      DWORD{ERROR_INSUFFICIENT_BUFFER});
  EXPECT_EQ(std::string(bytes), kNarrow.substr(0, 6) + "xx");  // no part of a character
}

TEST(CodePages, ArgumentsThatAreNot) {
  wchar_t wide[5];
  char bytes[5];
  void* same = wide;
  const auto to_wide = [&](UINT page, DWORD flags, LPCSTR source, int size, LPWSTR out, int out_size) {
    return error_of([&] { return MultiByteToWideChar(page, flags, source, size, out, out_size); });
  };
  EXPECT_EQ(to_wide(1252, 0, "a", 1, wide, 5), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(to_wide(CP_UTF7, 0, "a", 1, wide, 5), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(to_wide(CP_UTF8, 0, nullptr, 1, wide, 5), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(to_wide(CP_UTF8, 0, "a", 0, wide, 5), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(to_wide(CP_UTF8, 0, "a", -2, wide, 5), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(to_wide(CP_UTF8, 0, "a", 1, wide, -1), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(to_wide(CP_UTF8, 0, static_cast<char*>(same), 1, wide, 5), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(to_wide(CP_UTF8, 0, "a", 1, nullptr, 5), DWORD{ERROR_INSUFFICIENT_BUFFER});

  const auto to_bytes = [&](UINT page, DWORD flags, LPCWSTR source, int size, LPSTR out, int out_size) {
    return error_of(
        [&] { return WideCharToMultiByte(page, flags, source, size, out, out_size, nullptr, nullptr); });
  };
  EXPECT_EQ(to_bytes(437, 0, L"a", 1, bytes, 5), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(to_bytes(CP_UTF8, 0, nullptr, 1, bytes, 5), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(to_bytes(CP_UTF8, 0, L"a", 0, bytes, 5), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(to_bytes(CP_UTF8, 0, L"a", -2, bytes, 5), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(to_bytes(CP_UTF8, 0, L"a", 1, bytes, -1), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(to_bytes(CP_UTF8, 0, wide, 1, static_cast<char*>(same), 5), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(to_bytes(CP_UTF8, 0, L"a", 1, nullptr, 5), DWORD{ERROR_INSUFFICIENT_BUFFER});
}

TEST(CodePages, FlagsOfUtf8) {
  for (const DWORD flags :
       {DWORD{MB_PRECOMPOSED}, DWORD{MB_COMPOSITE}, DWORD{MB_USEGLYPHCHARS}, DWORD{0x80000000}}) {
    EXPECT_EQ(error_of([&] { return MultiByteToWideChar(CP_UTF8, flags, "a", 1, nullptr, 0); }),
              DWORD{ERROR_INVALID_FLAGS});
  }
  for (const DWORD flags : {DWORD{WC_COMPOSITECHECK}, DWORD{WC_NO_BEST_FIT_CHARS}, DWORD{WC_DEFAULTCHAR}}) {
    EXPECT_EQ(
        error_of([&] { return WideCharToMultiByte(CP_UTF8, flags, L"a", 1, nullptr, 0, nullptr, nullptr); }),
        DWORD{ERROR_INVALID_FLAGS});
  }
}

TEST(CodePages, FlagsOfTheSystemsCodePage) {
  EXPECT_EQ(widen(kNarrow, MB_PRECOMPOSED | MB_ERR_INVALID_CHARS, CP_ACP), kWide);
  EXPECT_EQ(narrow(kWide, WC_COMPOSITECHECK | WC_DEFAULTCHAR | WC_NO_BEST_FIT_CHARS, CP_ACP), kNarrow);
  EXPECT_EQ(error_of([&] { return MultiByteToWideChar(CP_ACP, MB_COMPOSITE, "a", 1, nullptr, 0); }),
            DWORD{ERROR_INVALID_FLAGS});
  EXPECT_EQ(error_of([&] { return WideCharToMultiByte(CP_ACP, 1, L"a", 1, nullptr, 0, nullptr, nullptr); }),
            DWORD{ERROR_INVALID_FLAGS});
}

TEST(CodePages, DefaultCharacter) {
  BOOL used = 99;
  EXPECT_EQ(error_of([&] { return WideCharToMultiByte(CP_UTF8, 0, L"a", 1, nullptr, 0, "?", nullptr); }),
            DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(error_of([&] { return WideCharToMultiByte(CP_UTF8, 0, L"a", 1, nullptr, 0, nullptr, &used); }),
            DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(used, 99);

  char bytes[8] = "xxxxxxx";
  EXPECT_EQ(WideCharToMultiByte(CP_ACP, 0, L"a\u20AC", -1, bytes, 8, "?", &used), 5);
  EXPECT_STREQ(bytes, "a\xE2\x82\xAC");
  EXPECT_FALSE(used);
  const wchar_t broken[] = {L'a', static_cast<wchar_t>(0xD800), L'z', 0};
  EXPECT_EQ(WideCharToMultiByte(CP_ACP, 0, broken, -1, bytes, 8, "?", &used), 4);
  EXPECT_STREQ(bytes, "a?z");
  EXPECT_TRUE(used);
  EXPECT_EQ(error_of([&] { return WideCharToMultiByte(CP_ACP, 0, broken, -1, bytes, 1, "?", &used); }),
            DWORD{ERROR_INSUFFICIENT_BUFFER});
}

TEST(CodePages, SuccessLeavesTheLastErrorAlone) {
  SetLastError(77);
  widen(kNarrow);
  narrow(kWide);
  EXPECT_EQ(GetLastError(), 77U);
}

}  // namespace
