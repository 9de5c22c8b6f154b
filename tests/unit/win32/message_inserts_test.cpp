// SPDX-License-Identifier: MIT
// What stands in a message definition: escapes, inserts with their formats, line breaks.
#include <gtest/gtest.h>
#include <windows.h>

#include <cstdarg>
#include <string>

namespace {

struct Result {
  std::string text;
  DWORD error = 0;

  bool operator==(const char* expected) const { return error == 0 && text == expected; }
};

std::ostream& operator<<(std::ostream& out, const Result& result) {
  return out << '"' << result.text << "\", error " << result.error;
}

Result run(DWORD flags, const char* definition, va_list* arguments) {
  char text[4096];
  SetLastError(0);
  const DWORD length =
      FormatMessageA(FORMAT_MESSAGE_FROM_STRING | flags, definition, 0, 0, text, sizeof text, arguments);
  return {std::string(text, length), GetLastError()};
}

Result list(const char* definition, ...) {
  va_list arguments;
  va_start(arguments, definition);
  const Result result = run(0, definition, &arguments);
  va_end(arguments);
  return result;
}

std::wstring wide_list(const wchar_t* definition, ...) {
  wchar_t text[256];
  va_list arguments;
  va_start(arguments, definition);
  const DWORD length = FormatMessageW(FORMAT_MESSAGE_FROM_STRING, definition, 0, 0, text, 256, &arguments);
  va_end(arguments);
  return {text, length};
}

template <typename... Values>
Result array(const char* definition, Values... values) {
  DWORD_PTR arguments[] = {(DWORD_PTR)values...};
  return run(FORMAT_MESSAGE_ARGUMENT_ARRAY, definition, reinterpret_cast<va_list*>(arguments));
}

Result plain(const char* definition, DWORD flags = 0) { return run(flags, definition, nullptr); }

TEST(MessageInserts, Strings) {
  EXPECT_EQ(list("%1 %2 %1", "Bill", "Bob"), "Bill Bob Bill");
  EXPECT_EQ(array("%1 %2 %1", "Bill", "Bob"), "Bill Bob Bill");
  EXPECT_EQ(list("%2, then %1", "one", "two"), "two, then one");
  EXPECT_EQ(list("<%1!s!>", "abc"), "<abc>");
  EXPECT_EQ(list("<%1>", static_cast<char*>(nullptr)), "<(null)>");
}

TEST(MessageInserts, TwoDigits) {
  EXPECT_EQ(list("%10%1", "1", "2", "3", "4", "5", "6", "7", "8", "9", "ten"), "ten1");
  EXPECT_EQ(array("%100", "1", "2", "3", "4", "5", "6", "7", "8", "9", "ten"), "ten0");
}

TEST(MessageInserts, Numbers) {
  EXPECT_EQ(list("%1!d! %2!u! %3!x! %4!X! %5!o!", -5, 5U, 0xabcU, 0xABCU, 8U), "-5 5 abc ABC 10");
  EXPECT_EQ(list("%1!ld! %2!lu!", -1, 0xFFFFFFFFU), "-1 4294967295");  // Windows' long has 32 bits
  EXPECT_EQ(array("%1!u!", 0x1'0000'0005), "5");
  EXPECT_EQ(list("%1!I64d! %2!lld! %3!I64x!", -(1LL << 40), 1LL << 40, 1LL << 40),
            "-1099511627776 1099511627776 10000000000");
  EXPECT_EQ(list("%1!hd! %2!hu!", 0x1FFFF, 0x1FFFF), "-1 65535");
  EXPECT_EQ(list("%1!I32d!", -7), "-7");
  EXPECT_EQ(list("[%1!5d!] [%2!-5d!] [%3!05d!] [%4!+d!] [%5!#x!] [%6!.3d!]", 42, 42, 42, 42, 42, 7),
            "[   42] [42   ] [00042] [+42] [0x2a] [007]");
  EXPECT_EQ(list("%1!p!", reinterpret_cast<void*>(0xABC)), "0000000000000ABC");
}

TEST(MessageInserts, MoreThanRegistersHold) {
  EXPECT_EQ(list("%1!d!%2!d!%3!d!%4!d!%5!d!%6!d!%7!d!%8!d!%9!d!%10", 1, 2, 3, 4, 5, 6, 7, 8, -9, "ten"),
            "12345678-9ten");
}

TEST(MessageInserts, WidthAndPrecisionOfStrings) {
  EXPECT_EQ(list("[%1!5s!] [%1!-5s!] [%1!.2s!] [%1!5.2s!]", "abc"), "[  abc] [abc  ] [ab] [   ab]");
  const char without_nul[2] = {'a', 'b'};
  EXPECT_EQ(list("%1!.2s!", without_nul), "ab");
}

// The example on FormatMessage's page, in both forms.
TEST(MessageInserts, Asterisks) {
  EXPECT_EQ(array("%1!*.*s! %4 %5!*s!", 4, 2, "Bill", "Bob", 6, "Bill"), "  Bi Bob   Bill");
  EXPECT_EQ(list("%1!*.*s! %3 %4!*s!", 4, 2, "Bill", "Bob", 6, "Bill"), "  Bi Bob   Bill");
  EXPECT_EQ(list("%1!*u!|", 5, 42), "   42|");
  EXPECT_EQ(list("%1!*s! %2", 5, "abc", "next"), "  abc next");
  EXPECT_EQ(array("%1!*s! %3", 5, "abc", "next"), "  abc next");
  EXPECT_EQ(list("%1!*s!|", -5, "abc"), "abc  |");
  EXPECT_EQ(list("%1!.*s!|", -1, "abc"), "abc|");
}

TEST(MessageInserts, Characters) {
  EXPECT_EQ(list("%1!c!%2!3c!|", 'a', 'b'), "a  b|");
  EXPECT_EQ(list("%1!lc!", 0x20AC), "\xE2\x82\xAC");
  EXPECT_EQ(wide_list(L"%1!c!%2!hc!", 0x20AC, 'x'), L"\u20ACx");
}

TEST(MessageInserts, StringsOfTheOtherWidth) {
  EXPECT_EQ(list("%1!S! %2!ls! %3!ws!", L"\u00E4", L"b", L"c"), "\xC3\xA4 b c");
  EXPECT_EQ(list("%1!hs!", "narrow"), "narrow");
  EXPECT_EQ(wide_list(L"%1 %2!s! %3!S! %4!hs!", L"a", L"\u00E4", "\xC3\xA4", "d"), L"a \u00E4 \u00E4 d");
}

TEST(MessageInserts, Escapes) {
  EXPECT_EQ(plain("a%nb"), "a\r\nb");
  EXPECT_EQ(plain("a%rb%tc"), "a\rb\tc");
  EXPECT_EQ(plain("100%% sure%. wait%! % |"), "100% sure. wait!  |");
  EXPECT_EQ(plain("end%0 not this"), "end");
  EXPECT_EQ(list("%1%!s", "abc"), "abc!s");
}

TEST(MessageInserts, IgnoredInsertsStay) {
  const DWORD ignore = FORMAT_MESSAGE_IGNORE_INSERTS;
  EXPECT_EQ(plain("%1 %2!*.*s! %99 %1!", ignore), "%1 %2!*.*s! %99 %1!");
  EXPECT_EQ(plain("a%nb%tc%rd", ignore), "a\r\nb\tc\rd");
  EXPECT_EQ(plain("%% %! %.", ignore), "%% %! %.");
  EXPECT_EQ(plain("end%0 not this", ignore), "end");
}

TEST(MessageInserts, LineBreaksOfTheDefinition) {
  EXPECT_EQ(plain("a\r\nb\nc\rd"), "a\r\nb\r\nc\r\nd");
  EXPECT_EQ(plain("a\r\nb\nc%nd\n", FORMAT_MESSAGE_MAX_WIDTH_MASK), "a b c\r\nd ");
}

TEST(MessageInserts, LinesOfAWidth) {
  EXPECT_EQ(plain("one two three four", 9), "one two\r\nthree\r\nfour");
  EXPECT_EQ(plain("one two three four", 13), "one two three\r\nfour");
  EXPECT_EQ(plain("one two three four", 200), "one two three four");
  EXPECT_EQ(plain("extraordinarily long word", 5), "extraordinarily\r\nlong\r\nword");
  EXPECT_EQ(plain("one\r\ntwo%nthree four", 10), "one two\r\nthree four");
}

TEST(MessageInserts, MalformedDefinitions) {
  DWORD_PTR values[4] = {};
  for (const char* definition :
       {"%", "abc%", "%1!", "%1!s", "%1!!", "%1!q!", "%1!f!", "%1!e!", "%1!g!", "%1!n!", "%1!sd!", "%1!*5d!",
        "%1!65536d!", "%1!.65536s!", "%1!99999999999999d!"}) {
    const Result result = run(FORMAT_MESSAGE_ARGUMENT_ARRAY, definition, reinterpret_cast<va_list*>(values));
    EXPECT_EQ(result.error, DWORD{ERROR_INVALID_PARAMETER}) << definition;
    EXPECT_EQ(result.text, "") << definition;
  }
}

TEST(MessageInserts, InsertsWithoutValues) {
  EXPECT_EQ(plain("%1").error, DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(plain("%1", FORMAT_MESSAGE_ARGUMENT_ARRAY).error, DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(plain("%1!*d!").error, DWORD{ERROR_INVALID_PARAMETER});
}

TEST(MessageInserts, AnEmptyMessageIsNoError) {
  char text[4] = "xxx";
  SetLastError(77);
  EXPECT_EQ(FormatMessageA(FORMAT_MESSAGE_FROM_STRING, "", 0, 0, text, 4, nullptr), 0U);
  EXPECT_EQ(GetLastError(), 77U);
  EXPECT_STREQ(text, "");
}

}  // namespace
