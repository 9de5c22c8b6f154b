// SPDX-License-Identifier: MIT
#pragma once

// Matchers for what is passed to a provider: buffers, socket addresses, overlapped structures. Each takes a
// value or a matcher, and says in its message what it found.
//
// Buffers and addresses are pairs of arguments, pointer and count or length. A matcher for the pointer alone
// looks at one buffer, or at as many bytes as the family has; one for both, chosen by testing::Args, at
// exactly what was passed:
//
//   EXPECT_CALL(provider, WSPSend(s, BufferContent("hello"), 1, _, 0, _, _, _, _));
//   EXPECT_CALL(provider, WSPSend).With(Args<1, 2>(BufferContent("hello world")));
//   EXPECT_CALL(provider, WSPBind(s, InetAddress("127.0.0.1", 0), _, _));
//   EXPECT_CALL(provider, WSPConnect).With(Args<1, 2>(AddressPort(Gt(1023))));

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "wosa/mock/address_parts.hpp"

namespace wosa::mock {

namespace detail {

using BufferList = std::vector<WSABUF>;

template <typename Count>
BufferList buffers_of(const std::tuple<LPWSABUF, Count>& arguments) {
  const WSABUF* first = std::get<0>(arguments);
  return first == nullptr ? BufferList{} : BufferList(first, first + std::get<1>(arguments));
}
inline BufferList buffers_of(const WSABUF* one) {
  return one == nullptr ? BufferList{} : BufferList(one, one + 1);
}

template <typename Argument>
bool is_null(const Argument* pointer) {
  return pointer == nullptr;
}
template <typename Argument, typename Count>
bool is_null(const std::tuple<Argument*, Count>& arguments) {
  return std::get<0>(arguments) == nullptr;
}

}  // namespace detail

// -- Buffers
// --------------------------------------------------------------------------------------------------

/// The bytes of all buffers, one behind the other, as std::string.
MATCHER_P(BufferContent, expected,
          "holds bytes that " + testing::DescribeMatcher<std::string>(expected, negation)) {
  std::string content;
  for (const WSABUF& one : detail::buffers_of(arg)) content.append(one.buf, one.len);
  if (detail::is_null(arg)) return *result_listener << "which is NULL", false;
  *result_listener << "which holds " << testing::PrintToString(content) << ' ';
  return testing::ExplainMatchResult(expected, content, result_listener);
}

/// The size of each buffer in bytes, as std::vector<ULONG>: BufferSizes(ElementsAre(4, 100)).
MATCHER_P(BufferSizes, expected,
          "has sizes that " + testing::DescribeMatcher<std::vector<ULONG>>(expected, negation)) {
  std::vector<ULONG> sizes;
  for (const WSABUF& one : detail::buffers_of(arg)) sizes.push_back(one.len);
  if (detail::is_null(arg)) return *result_listener << "which is NULL", false;
  *result_listener << "with sizes " << testing::PrintToString(sizes) << ' ';
  return testing::ExplainMatchResult(expected, sizes, result_listener);
}

// -- Socket addresses
// -----------------------------------------------------------------------------------------

namespace detail {

/// Explains `member` of the address in `arg`; false where there is none.
template <typename Argument, typename Expected, typename Member>
bool match_part(const Argument& arg, const Expected& expected, Member AddressParts::*member,
                testing::MatchResultListener* listener) {
  if (is_null(arg)) return *listener << "which is NULL", false;
  const auto parts = parts_of(arg);
  if (!parts) return *listener << "which is too short for its family", false;
  *listener << "which is " << parts->text() << ' ';
  return testing::ExplainMatchResult(expected, (*parts).*member, listener);
}

}  // namespace detail

/// The AF_ number.
MATCHER_P(AddressFamily, expected, "has a family that " + testing::DescribeMatcher<int>(expected, negation)) {
  return detail::match_part(arg, expected, &AddressParts::family, result_listener);
}
/// The text of an IPv4 or IPv6 address, "192.0.2.1", "fe80::1%2"; empty for other families.
MATCHER_P(AddressIp, expected,
          "has an IP that " + testing::DescribeMatcher<std::string>(expected, negation)) {
  return detail::match_part(arg, expected, &AddressParts::ip, result_listener);
}
/// The port in host order; 0 for families without ports.
MATCHER_P(AddressPort, expected, "has a port that " + testing::DescribeMatcher<int>(expected, negation)) {
  return detail::match_part(arg, expected, &AddressParts::port, result_listener);
}
/// The path of an AF_UNIX address; empty for other families.
MATCHER_P(AddressPath, expected,
          "has a path that " + testing::DescribeMatcher<std::string>(expected, negation)) {
  return detail::match_part(arg, expected, &AddressParts::path, result_listener);
}

/// An IPv4 or IPv6 address with this text and port.
template <typename Ip, typename Port>
auto InetAddress(Ip ip, Port port) {
  return testing::AllOf(AddressIp(ip), AddressPort(port));
}
/// An AF_UNIX address with this path.
template <typename Path>
auto UnixAddress(Path path) {
  return testing::AllOf(AddressFamily(int{WS_AF_UNIX}), AddressPath(path));
}

// -- Overlapped structures
// ------------------------------------------------------------------------------------

namespace detail {

template <typename Expected, typename Member>
bool match_member(const OVERLAPPED* overlapped, const Expected& expected, Member OVERLAPPED::*member,
                  testing::MatchResultListener* listener) {
  if (overlapped == nullptr) return *listener << "which is NULL", false;
  *listener << "with " << testing::PrintToString(overlapped->*member) << ' ';
  return testing::ExplainMatchResult(expected, overlapped->*member, listener);
}

}  // namespace detail

/// Internal: the status, WSS_OPERATION_IN_PROGRESS while the operation has not completed.
MATCHER_P(OverlappedStatus, expected,
          "has a status that " + testing::DescribeMatcher<ULONG_PTR>(expected, negation)) {
  return detail::match_member(arg, expected, &OVERLAPPED::Internal, result_listener);
}
/// InternalHigh: the bytes that were transferred.
MATCHER_P(OverlappedBytes, expected,
          "has a number of bytes that " + testing::DescribeMatcher<ULONG_PTR>(expected, negation)) {
  return detail::match_member(arg, expected, &OVERLAPPED::InternalHigh, result_listener);
}
/// hEvent: the event that is signalled at completion.
MATCHER_P(OverlappedEvent, expected,
          "has an event that " + testing::DescribeMatcher<HANDLE>(expected, negation)) {
  return detail::match_member(arg, expected, &OVERLAPPED::hEvent, result_listener);
}

}  // namespace wosa::mock
