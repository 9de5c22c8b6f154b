// SPDX-License-Identifier: MIT

// WSPIoctl: what the engine answers itself, and sizes on the way to the transport.

#include "engine_test.hpp"
#include "mstcpip.h"
#include "mswsock.h"

namespace wosa::test {
namespace {

using spi::failure;

class Ioctl : public EngineTest {
 protected:
  INT code_of(SOCKET s, DWORD code, const void* in, std::size_t in_size, void* out = nullptr,
              std::size_t out_size = 0) {
    error = 0;
    ioctl(s, code, in, in_size, out, out_size);
    return error;
  }
  static constexpr DWORD kOther = 0x98000042;
};

TEST_F(Ioctl, BlockingModeIsSetByAWholeNumber) {
  const SOCKET s = connected_stream();
  const DWORD on = 1;
  EXPECT_EQ(WSAEFAULT, code_of(s, WS_FIONBIO, &on, 3));
  EXPECT_EQ(WSAEFAULT, code_of(s, WS_FIONBIO, nullptr, 4));
  EXPECT_EQ(0, code_of(s, WS_FIONBIO, &on, 4));
  EXPECT_EQ("[10035]", text(s));
}

TEST_F(Ioctl, ReadableBytesComeFromTheTransport) {
  const SOCKET s = connected_stream();
  script(s).arrive("12345");
  DWORD count = 0;
  EXPECT_EQ(0, code_of(s, WS_FIONREAD, nullptr, 0, &count, sizeof count));
  EXPECT_EQ(5u, count);
  EXPECT_EQ(4u, returned);
  EXPECT_EQ(WSAEFAULT, code_of(s, WS_FIONREAD, nullptr, 0, &count, 3));
  EXPECT_EQ(4u, returned) << "what is needed";
  script(s).readable_bytes = []() -> Result<std::size_t> { return std::size_t{1} << 40; };
  EXPECT_EQ(0, code_of(s, WS_FIONREAD, nullptr, 0, &count, sizeof count));
  EXPECT_EQ(~0u, count);
  script(s).readable_bytes = []() -> Result<std::size_t> { throw 1; };
  EXPECT_EQ(WSASYSCALLFAILURE, code_of(s, WS_FIONREAD, nullptr, 0, &count, sizeof count));
  EXPECT_EQ(0u, returned);
  const SOCKET l = listener();
  EXPECT_EQ(WSAEINVAL, code_of(l, WS_FIONREAD, nullptr, 0, &count, sizeof count));
}

TEST_F(Ioctl, TheUrgentMarkIsTheTransports) {
  const SOCKET s = connected_stream();
  DWORD at_mark = 7;
  EXPECT_EQ(0, code_of(s, WS_SIOCATMARK, nullptr, 0, &at_mark, sizeof at_mark));
  EXPECT_EQ(1u, at_mark);
  script(s).at_mark = [] { return false; };
  EXPECT_EQ(0, code_of(s, WS_SIOCATMARK, nullptr, 0, &at_mark, sizeof at_mark));
  EXPECT_EQ(0u, at_mark);
  const SOCKET d = bound_datagram();
  EXPECT_EQ(WSAEINVAL, code_of(d, WS_SIOCATMARK, nullptr, 0, &at_mark, sizeof at_mark));
}

TEST_F(Ioctl, TheBaseHandleIsTheSocketItself) {
  const SOCKET s = open(kStream);
  for (const DWORD code : {SIO_BASE_HANDLE, SIO_BSP_HANDLE, SIO_BSP_HANDLE_SELECT, SIO_BSP_HANDLE_POLL}) {
    SOCKET base = 0;
    EXPECT_EQ(0, code_of(s, code, nullptr, 0, &base, sizeof base));
    EXPECT_EQ(s, base);
    EXPECT_EQ(WSAEFAULT, code_of(s, code, nullptr, 0, &base, sizeof base - 1));
  }
}

TEST_F(Ioctl, ThereAreNoExtensionFunctionsAndNoQos) {
  const SOCKET s = open(kStream);
  const GUID id = WSAID_ACCEPTEX;
  void* function = nullptr;
  EXPECT_EQ(WSAEINVAL,
            code_of(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &function, sizeof function));
  EXPECT_EQ(WSAEFAULT, code_of(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, 15, &function, sizeof function));
  EXPECT_EQ(WSAENOPROTOOPT, code_of(s, SIO_GET_QOS, nullptr, 0));
  EXPECT_EQ(0, script(s).times_called("ioctl"));
}

TEST_F(Ioctl, OtherCodesReachTheTransportWithTheirMemory) {
  const SOCKET s = open(kStream);
  script(s).ioctl = [](DWORD code, std::span<const std::byte> in,
                       std::span<std::byte> out) -> Result<std::size_t> {
    EXPECT_EQ(kOther, code);
    if (out.size() < in.size()) return in.size();
    std::reverse_copy(in.begin(), in.end(), out.begin());
    return in.size();
  };
  char out[8] = {};
  EXPECT_EQ(0, code_of(s, kOther, "abcd", 4, out, sizeof out));
  EXPECT_STREQ("dcba", out);
  EXPECT_EQ(4u, returned);
  EXPECT_EQ(WSAEFAULT, code_of(s, kOther, "abcd", 4, out, 3));
  EXPECT_EQ(4u, returned) << "what is needed";
  EXPECT_EQ(WSAEFAULT, code_of(s, kOther, "abcd", 4, reinterpret_cast<void*>(64), 8));
  EXPECT_EQ(WSAEFAULT, code_of(s, kOther, reinterpret_cast<void*>(64), 4, out, 8));
  EXPECT_EQ(0, code_of(s, kOther, nullptr, 4, nullptr, 8)) << "no memory is none";
  script(s).ioctl = [](DWORD, std::span<const std::byte>, std::span<std::byte>) -> Result<std::size_t> {
    throw std::bad_alloc();
  };
  EXPECT_EQ(WSAENOBUFS, code_of(s, kOther, nullptr, 0));
  EXPECT_EQ(0u, returned);
  script(s).ioctl = nullptr;
  EXPECT_EQ(WSAEOPNOTSUPP, code_of(s, kOther, nullptr, 0));
}

TEST_F(Ioctl, TheCountMustHaveAPlace) {
  const SOCKET s = open(kStream);
  DWORD on = 1;
  EXPECT_EQ(SOCKET_ERROR,
            table.lpWSPIoctl(s, WS_FIONBIO, &on, 4, nullptr, 0, nullptr, nullptr, nullptr, nullptr, &error));
  EXPECT_EQ(WSAEFAULT, error);
}

TEST_F(Ioctl, WhatNeedsOverlappedOperationIsRefusedForSocketsOnly) {
  const SOCKET s = open(kStream);
  WSAPROTOCOL_INFOW info{};
  for (const SOCKET one : {s, SOCKET{999}}) {
    const INT expected = one == s ? WSAEOPNOTSUPP : WSAENOTSOCK;
    const auto check = [&](auto failed) {
      EXPECT_TRUE(failed);
      EXPECT_EQ(expected, error);
      error = 0;
    };
    check(table.lpWSPAsyncSelect(one, nullptr, 0, 0, &error) == SOCKET_ERROR);
    check(table.lpWSPDuplicateSocket(one, 1, &info, &error) == SOCKET_ERROR);
    check(table.lpWSPGetOverlappedResult(one, nullptr, nullptr, FALSE, nullptr, &error) == FALSE);
    check(table.lpWSPGetQOSByName(one, nullptr, nullptr, &error) == FALSE);
    check(table.lpWSPJoinLeaf(one, nullptr, 0, nullptr, nullptr, nullptr, nullptr, 0, &error) ==
          INVALID_SOCKET);
  }
  EXPECT_EQ(SOCKET_ERROR, table.lpWSPCancelBlockingCall(&error));
  EXPECT_EQ(WSAEOPNOTSUPP, error);
}

}  // namespace
}  // namespace wosa::test
