// SPDX-License-Identifier: MIT
#include "kit/expect.hpp"

#include <algorithm>

namespace kit {
namespace {

struct NamedCode {
  int code;
  const char* name;
};

#define NAMED(code) \
  NamedCode { code, #code }
const NamedCode kCodes[] = {
    NAMED(WSA_INVALID_HANDLE),
    NAMED(WSA_NOT_ENOUGH_MEMORY),
    NAMED(WSA_INVALID_PARAMETER),
    NAMED(WSA_OPERATION_ABORTED),
    NAMED(WSA_IO_INCOMPLETE),
    NAMED(WSA_IO_PENDING),
    NAMED(WSAEINTR),
    NAMED(WSAEBADF),
    NAMED(WSAEACCES),
    NAMED(WSAEFAULT),
    NAMED(WSAEINVAL),
    NAMED(WSAEMFILE),
    NAMED(WSAEWOULDBLOCK),
    NAMED(WSAEINPROGRESS),
    NAMED(WSAEALREADY),
    NAMED(WSAENOTSOCK),
    NAMED(WSAEDESTADDRREQ),
    NAMED(WSAEMSGSIZE),
    NAMED(WSAEPROTOTYPE),
    NAMED(WSAENOPROTOOPT),
    NAMED(WSAEPROTONOSUPPORT),
    NAMED(WSAESOCKTNOSUPPORT),
    NAMED(WSAEOPNOTSUPP),
    NAMED(WSAEPFNOSUPPORT),
    NAMED(WSAEAFNOSUPPORT),
    NAMED(WSAEADDRINUSE),
    NAMED(WSAEADDRNOTAVAIL),
    NAMED(WSAENETDOWN),
    NAMED(WSAENETUNREACH),
    NAMED(WSAENETRESET),
    NAMED(WSAECONNABORTED),
    NAMED(WSAECONNRESET),
    NAMED(WSAENOBUFS),
    NAMED(WSAEISCONN),
    NAMED(WSAENOTCONN),
    NAMED(WSAESHUTDOWN),
    NAMED(WSAETIMEDOUT),
    NAMED(WSAECONNREFUSED),
    NAMED(WSAEHOSTUNREACH),
    NAMED(WSASYSNOTREADY),
    NAMED(WSAVERNOTSUPPORTED),
    NAMED(WSANOTINITIALISED),
    NAMED(WSAEDISCON),
    NAMED(WSAEINVALIDPROCTABLE),
    NAMED(WSAEINVALIDPROVIDER),
    NAMED(WSAEPROVIDERFAILEDINIT),
    NAMED(WSASYSCALLFAILURE),
    NAMED(WSATYPE_NOT_FOUND),
    NAMED(WSA_E_NO_MORE),
    NAMED(WSAHOST_NOT_FOUND),
    NAMED(WSATRY_AGAIN),
    NAMED(WSANO_RECOVERY),
    NAMED(WSANO_DATA),
    {kNoErrorStored, "no error stored"},
    {0, "success"},
};
#undef NAMED

std::string names(std::initializer_list<int> codes) {
  std::string text;
  for (const int code : codes) {
    if (!text.empty()) text += " or ";
    text += error_name(code);
  }
  return text;
}

bool contains(std::initializer_list<int> codes, int code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

std::string error_name(int code) {
  for (const NamedCode& named : kCodes) {
    if (named.code == code) return std::string(named.name) + " (" + std::to_string(code) + ")";
  }
  return "code " + std::to_string(code);
}

testing::AssertionResult judge_failure(const char* text, bool failed, const std::string& result, int error,
                                       std::initializer_list<int> codes) {
  if (!failed) {
    return testing::AssertionFailure()
           << text << "\n  returned " << result << ", expected failure with " << names(codes);
  }
  if (!contains(codes, error)) {
    return testing::AssertionFailure()
           << text << "\n  failed with " << error_name(error) << ", expected " << names(codes);
  }
  return testing::AssertionSuccess();
}

testing::AssertionResult judge_success(const char* text, bool failed, const std::string& result, int error) {
  if (!failed) return testing::AssertionSuccess();
  return testing::AssertionFailure() << text << "\n  returned " << result << " and failed with "
                                     << error_name(error);
}

testing::AssertionResult judge_code(const char* text, int code, std::initializer_list<int> codes) {
  if (contains(codes, code)) return testing::AssertionSuccess();
  return testing::AssertionFailure() << text << "\n  returned " << error_name(code) << ", expected "
                                     << names(codes);
}

}  // namespace kit
