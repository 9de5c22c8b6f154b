// SPDX-License-Identifier: MIT
#pragma once

// Checks of calls that report through WSAGetLastError, which print codes by name.

#include <gtest/gtest.h>
#include <winsock2.h>

#include <initializer_list>
#include <string>

namespace kit {

// "WSAEINVAL (10022)".
std::string error_name(int code);

inline bool is_failure(int result) { return result == SOCKET_ERROR; }
inline bool is_failure(SOCKET result) { return result == INVALID_SOCKET; }
inline bool is_failure(const void* result) { return result == nullptr; }
inline std::string shown(int result) { return std::to_string(result); }
inline std::string shown(SOCKET result) {
  return result == INVALID_SOCKET ? "INVALID_SOCKET" : std::to_string(result);
}
inline std::string shown(const void* result) { return result == nullptr ? "NULL" : "a pointer"; }

// No call stores this code by itself: a failure that leaves it in place reported nothing.
constexpr int kNoErrorStored = 77777;

testing::AssertionResult judge_failure(const char* text, bool failed, const std::string& result, int error,
                                       std::initializer_list<int> codes);
testing::AssertionResult judge_success(const char* text, bool failed, const std::string& result, int error);
testing::AssertionResult judge_code(const char* text, int code, std::initializer_list<int> codes);

template <typename Call>
testing::AssertionResult fails(Call&& call, const char* text, std::initializer_list<int> codes) {
  WSASetLastError(kNoErrorStored);
  const auto result = call();
  const int error = WSAGetLastError();
  return judge_failure(text, is_failure(result), shown(result), error, codes);
}

template <typename Call>
testing::AssertionResult succeeds(Call&& call, const char* text) {
  WSASetLastError(kNoErrorStored);
  const auto result = call();
  const int error = WSAGetLastError();
  return judge_success(text, is_failure(result), shown(result), error);
}

}  // namespace kit

// The call returns its failure value and the last error is one of the codes.
#define EXPECT_FAILS(call, ...) EXPECT_TRUE(::kit::fails([&] { return (call); }, #call, {__VA_ARGS__}))
#define ASSERT_FAILS(call, ...) ASSERT_TRUE(::kit::fails([&] { return (call); }, #call, {__VA_ARGS__}))
// The call does not return its failure value.
#define EXPECT_SUCCEEDS(call) EXPECT_TRUE(::kit::succeeds([&] { return (call); }, #call))
#define ASSERT_SUCCEEDS(call) ASSERT_TRUE(::kit::succeeds([&] { return (call); }, #call))
// The call returns an error code itself.
#define EXPECT_CODE(call, ...) EXPECT_TRUE(::kit::judge_code(#call, (call), {__VA_ARGS__}))
