// SPDX-License-Identifier: MIT
#include "names/user_values.hpp"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>

namespace wosa::runtime::names {
namespace {

// Readable bytes that end where nothing may be read.
class Edge {
 public:
  Edge() : page_(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))) {
    base_ = static_cast<char*>(
        mmap(nullptr, 3 * page_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    EXPECT_EQ(mprotect(end(), page_, PROT_NONE), 0);
  }
  ~Edge() { munmap(base_, 3 * page_); }
  Edge(const Edge&) = delete;
  Edge& operator=(const Edge&) = delete;

  char* end() const { return base_ + 2 * page_; }
  char* middle() const { return base_ + page_; }

 private:
  std::size_t page_;
  char* base_;
};

TEST(ReadText, ReadsToTheNul) {
  const Edge edge;
  char* text = edge.end() - 6;
  std::memcpy(text, "hello", 6);
  EXPECT_EQ(read_text(text, 1), "hello");
  std::memcpy(edge.middle() - 3, "across", 7);
  EXPECT_EQ(read_text(edge.middle() - 3, 1), "across");
  EXPECT_EQ(read_text(edge.end() - 1, 1), "");
}

TEST(ReadText, ReadsWideTextAsUtf8) {
  EXPECT_EQ(read_text(L"b\u00FCcher", 1),
            "b\xC3\xBC"
            "cher");
  EXPECT_EQ(read_text(L"\U0001F600", 1), "\xF0\x9F\x98\x80");
  const Edge edge;
  char* text = edge.end() - 3 * sizeof(wchar_t) - 1;  // not aligned
  std::memcpy(text, L"hi", 3 * sizeof(wchar_t));
  EXPECT_EQ(read_text(reinterpret_cast<const wchar_t*>(text), 1), "hi");
  char* split = edge.middle() - 6;  // one character lies on both pages
  std::memcpy(split, L"ab", 3 * sizeof(wchar_t));
  EXPECT_EQ(read_text(reinterpret_cast<const wchar_t*>(split), 1), "ab");
}

TEST(ReadText, RefusesBadPointersAndEndlessText) {
  const Edge edge;
  EXPECT_EQ(read_text(static_cast<const char*>(nullptr), 1).error(), WSAEFAULT);
  EXPECT_EQ(read_text(edge.end(), 1).error(), WSAEFAULT);
  std::memcpy(edge.end() - 4, "aaaa", 4);
  EXPECT_EQ(read_text(edge.end() - 4, 1).error(), WSAEFAULT);
  const std::string longest(kLongestText, 'a');
  EXPECT_EQ(read_text(longest.c_str(), 77), longest);
  EXPECT_EQ(read_text((longest + 'a').c_str(), 77).error(), 77);
}

TEST(WriteText, NeedsRoomForTheNul) {
  char narrow[4] = {};
  EXPECT_TRUE(write_text(narrow, 4, "abc"));
  EXPECT_STREQ(narrow, "abc");
  EXPECT_FALSE(write_text(narrow, 3, "xyz"));
  EXPECT_STREQ(narrow, "abc");
  wchar_t wide[2] = {};
  EXPECT_TRUE(write_text(wide, 2, "\xC3\xBC"));
  EXPECT_STREQ(wide, L"\u00FC");
  EXPECT_FALSE(write_text(static_cast<char*>(nullptr), 10, "abc"));
  const Edge edge;
  EXPECT_FALSE(write_text(edge.end() - 2, 10, "abc"));
}

}  // namespace
}  // namespace wosa::runtime::names
