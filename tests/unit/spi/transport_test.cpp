// SPDX-License-Identifier: MIT
#include "wosa/spi/transport.hpp"

#include <array>
#include <cerrno>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wosa::spi {
namespace {

std::vector<std::string> g_lines;

BOOL WSAAPI only_info(DWORD category) { return category == WOSA_LOG_INFO; }
void WSAAPI keep_line(DWORD, const char* text) {
  g_lines.emplace_back(text);
  errno = ENOSPC;
}

const WOSA_RUNTIME_EXTENSION& runtime() {
  static const WOSA_RUNTIME_EXTENSION table = [] {
    WOSA_RUNTIME_EXTENSION made{};
    made.cbSize = sizeof made;
    made.dwVersion = WOSA_EXTENSION_VERSION;
    made.lpLogEnabled = only_info;
    made.lpLog = keep_line;
    return made;
  }();
  return table;
}

const std::atomic<std::uint32_t>& forks() {
  static const std::atomic<std::uint32_t> none{0};
  return none;
}

class Nothing : public Transport {
 public:
  Nothing() : Transport(Environment{&runtime(), &forks()}) {}
  Result<std::unique_ptr<Endpoint>> open(const SocketRequest&) override { return failure(WSAEAFNOSUPPORT); }
  const Environment& its_environment() const { return environment(); }
};

TEST(Transport, AddressesHaveTheirUsualTextByDefault) {
  const Nothing transport;
  std::array<wchar_t, 32> room;
  const auto address = transport.text_to_address(L"192.0.2.1:7", WS_AF_INET);
  ASSERT_TRUE(address);
  EXPECT_EQ(L"192.0.2.1:7", transport.address_to_text(*address, room));
  EXPECT_EQ(WSAEINVAL, transport.text_to_address(L"192.0.2.1:7", WS_AF_INET6).error());
}

TEST(Transport, SurvivesNoForkUnlessItSaysSo) { EXPECT_FALSE(Nothing().survives_fork()); }

TEST(Environment, ALineIsBuiltOnlyIfItIsShown) {
  g_lines.clear();
  const Nothing transport;
  errno = EXDEV;
  transport.its_environment().log(WOSA_LOG_ERROR, "%s", "hidden");
  EXPECT_TRUE(g_lines.empty());
  transport.its_environment().log(WOSA_LOG_INFO, "%s is %d", "answer", 42);
  EXPECT_EQ(std::vector<std::string>{"answer is 42"}, g_lines);
  EXPECT_EQ(EXDEV, errno);
}

TEST(Environment, ALineThatIsTooLongIsCut) {
  g_lines.clear();
  const Nothing transport;
  transport.its_environment().log(WOSA_LOG_INFO, "%s", std::string(2000, 'x').c_str());
  ASSERT_EQ(1u, g_lines.size());
  EXPECT_EQ(std::string(511, 'x'), g_lines[0]);
}

}  // namespace
}  // namespace wosa::spi
