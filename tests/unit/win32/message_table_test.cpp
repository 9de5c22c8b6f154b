// SPDX-License-Identifier: MIT
// The headers are read, so that a code that is added to them cannot be forgotten in the table.
#include <gtest/gtest.h>
#include <windows.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace {

std::map<DWORD, std::string> codes_of(const std::string& header) {
  std::ifstream file(std::string(TEST_HEADERS) + "/" + header);
  EXPECT_TRUE(file.is_open()) << header;
  const std::regex definition("#define ((?:ERROR|WSA|WAIT|NO)_?[A-Z_0-9]+) ([0-9]+)L?(?: .*)?");
  std::map<DWORD, std::string> codes;
  for (std::string line; std::getline(file, line);) {
    std::smatch match;
    if (std::regex_match(line, match, definition)) codes[static_cast<DWORD>(std::stoul(match[2]))] = match[1];
  }
  return codes;
}

std::string message(DWORD code) {
  char text[512];
  const DWORD length = FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr,
                                      code, 0, text, sizeof text, nullptr);
  return {text, length};
}

class MessageTable : public testing::TestWithParam<const char*> {};

INSTANTIATE_TEST_SUITE_P(Headers, MessageTable, testing::Values("winerror.h", "wosa/wsa_errors.h"),
                         [](const auto& each) { return each.index == 0 ? "winerror" : "wsa_errors"; });

TEST_P(MessageTable, HasASentenceForEveryCode) {
  const auto codes = codes_of(GetParam());
  EXPECT_GT(codes.size(), 70U);
  std::set<std::string> seen;
  for (const auto& [code, name] : codes) {
    const std::string text = message(code);
    ASSERT_GT(text.size(), 10U) << name;
    EXPECT_EQ(text.substr(text.size() - 3), ".\r\n") << name;
    EXPECT_EQ(text.find('%'), std::string::npos) << name;
    EXPECT_TRUE(seen.insert(text).second) << name << " has the text of another code";
  }
}

TEST(MessageTable, ResultsThatWrapACode) {
  EXPECT_EQ(message(static_cast<DWORD>(HRESULT_FROM_WIN32(WSAECONNREFUSED))), message(WSAECONNREFUSED));
  EXPECT_EQ(message(static_cast<DWORD>(E_INVALIDARG)), message(ERROR_INVALID_PARAMETER));
  EXPECT_NE(message(static_cast<DWORD>(E_FAIL)), "");
  EXPECT_NE(message(static_cast<DWORD>(E_NOTIMPL)), "");
}

TEST(MessageTable, UnknownCodes) {
  for (const DWORD code :
       {DWORD{9999}, DWORD{10001}, DWORD{11034}, DWORD{0x80070000 + 9999}, DWORD{0xFFFFFFFF}}) {
    SetLastError(0);
    EXPECT_EQ(message(code), "");
    EXPECT_EQ(GetLastError(), DWORD{ERROR_MR_MID_NOT_FOUND});
  }
}

}  // namespace
