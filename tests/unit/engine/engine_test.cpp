// SPDX-License-Identifier: MIT
#include "engine_test.hpp"

#include <arpa/inet.h>
#include <dirent.h>

#include <cstring>
#include <cwchar>

namespace wosa::test {

WSAPROTOCOL_INFOW record_of(int type) {
  WSAPROTOCOL_INFOW info{};
  const bool stream = type == kStream;
  info.dwServiceFlags1 =
      stream ? XP1_GUARANTEED_DELIVERY | XP1_GUARANTEED_ORDER | XP1_GRACEFUL_CLOSE | XP1_EXPEDITED_DATA
             : XP1_CONNECTIONLESS | XP1_MESSAGE_ORIENTED | XP1_SUPPORT_BROADCAST | XP1_SUPPORT_MULTIPOINT;
  info.dwCatalogEntryId = stream ? 1001 : 1002;
  info.ProtocolChain.ChainLen = 1;
  info.iVersion = 2;
  info.iAddressFamily = kFamily;
  info.iSocketType = type;
  info.iProtocol = stream ? 6 : 17;
  info.iMaxSockAddr = info.iMinSockAddr = sizeof(SOCKADDR_IN);
  info.dwMessageSize = stream ? 0 : 65507;
  std::wcscpy(info.szProtocol, L"under test");
  return info;
}

Address name_of(const char* host, int port) {
  SOCKADDR_IN name{};
  name.sin_family = WS_AF_INET;
  name.sin_port = htons(static_cast<std::uint16_t>(port));
  EXPECT_EQ(1, inet_pton(AF_INET, host, &name.sin_addr));
  return Address::of(name);
}

int count_descriptors() {
  DIR* directory = opendir("/proc/self/fd");
  int count = 0;
  while (readdir(directory) != nullptr) ++count;
  closedir(directory);
  return count;
}

// -- Blocked ------------------------------------------------------------------------------------------------

Blocked::Blocked(std::function<int()> call)
    : thread_([this, call = std::move(call)] {
        thread_id_ = current_thread_id();
        result_ = call();
        done_ = true;
      }) {}

bool Blocked::until_asleep() {
  while (thread_id_ == 0) std::this_thread::yield();
  constexpr int kLooks = 4;
  return wait_until_asleep(thread_id_, kLooks, [this] { return done_.load(); }) && !done_;
}

int Blocked::join() {
  if (thread_.joinable()) thread_.join();
  return result_;
}

// -- Fixture ------------------------------------------------------------------------------------------------

void EngineTest::SetUp() {
  stage().open = nullptr;
  descriptors_before_ = count_descriptors();
  WSPDATA data{};
  WSAPROTOCOL_INFOW info = record_of(kStream);
  ASSERT_EQ(0, script_WSPStartup(MAKEWORD(2, 2), &data, &info, runtime.upcalls(), &table));
}

void EngineTest::TearDown() {
  EXPECT_EQ(0, table.lpWSPCleanup(&error));
  EXPECT_EQ(0u, runtime.open_sockets());
  scripts_.clear();
  EXPECT_EQ(0, stage().endpoints);
  EXPECT_EQ(descriptors_before_, count_descriptors());
  const std::lock_guard guard(stage().lock);
  EXPECT_TRUE(stage().faults.empty()) << ::testing::PrintToString(stage().faults);
  stage().faults.clear();
  stage().next.clear();
}

SOCKET EngineTest::open(int type, std::shared_ptr<Script> script, DWORD flags) {
  if (script == nullptr) script = std::make_shared<Script>();
  {
    const std::lock_guard guard(stage().lock);
    stage().next.push_back(script);
  }
  WSAPROTOCOL_INFOW info = record_of(type);
  const SOCKET s = table.lpWSPSocket(info.iAddressFamily, type, info.iProtocol, &info, 0, flags, &error);
  if (s != INVALID_SOCKET) scripts_[s] = std::move(script);
  return s;
}

SOCKET EngineTest::connected_stream(std::shared_ptr<Script> script) {
  const SOCKET s = open(kStream, std::move(script));
  EXPECT_NE(INVALID_SOCKET, s) << error;
  EXPECT_EQ(0, connect(s, name_of(80))) << error;
  return s;
}

SOCKET EngineTest::listener(std::shared_ptr<Script> script) {
  const SOCKET s = open(kStream, std::move(script));
  EXPECT_EQ(0, bind(s, name_of(80))) << error;
  EXPECT_EQ(0, listen(s)) << error;
  return s;
}

SOCKET EngineTest::bound_datagram(std::shared_ptr<Script> script) {
  const SOCKET s = open(kDatagram, std::move(script));
  EXPECT_EQ(0, bind(s, name_of(53))) << error;
  return s;
}

int EngineTest::send(SOCKET s, const std::string& data, DWORD flags, INT* code) {
  WSABUF buffer{static_cast<ULONG>(data.size()), const_cast<char*>(data.data())};
  DWORD count = 0;
  const int result = table.lpWSPSend(s, &buffer, 1, &count, flags, nullptr, nullptr, nullptr,
                                     code != nullptr ? code : &error);
  return result == 0 ? static_cast<int>(count) : -1;
}

int EngineTest::send_to(SOCKET s, const std::string& data, const Address& to, INT* code) {
  WSABUF buffer{static_cast<ULONG>(data.size()), const_cast<char*>(data.data())};
  DWORD count = 0;
  const int result = table.lpWSPSendTo(s, &buffer, 1, &count, 0, to.empty() ? nullptr : to.get(), to.length(),
                                       nullptr, nullptr, nullptr, code != nullptr ? code : &error);
  return result == 0 ? static_cast<int>(count) : -1;
}

int EngineTest::receive(SOCKET s, std::string& data, std::size_t room, DWORD flags, INT* code) {
  data.assign(room, '\0');
  WSABUF buffer{static_cast<ULONG>(room), data.data()};
  DWORD count = 0;
  const int result = table.lpWSPRecv(s, &buffer, 1, &count, &flags, nullptr, nullptr, nullptr,
                                     code != nullptr ? code : &error);
  data.resize(count);
  return result == 0 ? static_cast<int>(count) : -1;
}

std::string EngineTest::text(SOCKET s, std::size_t room, DWORD flags) {
  std::string data;
  INT code = 0;
  if (receive(s, data, room, flags, &code) < 0) return "[" + std::to_string(code) + "]";
  return data;
}

void EngineTest::set_non_blocking(SOCKET s, bool on) {
  const DWORD value = on ? 1 : 0;
  ASSERT_EQ(0, ioctl(s, WS_FIONBIO, &value, sizeof value)) << error;
}

int EngineTest::ioctl(SOCKET s, DWORD code, const void* in, std::size_t in_size, void* out,
                      std::size_t out_size) {
  returned = 0;
  return table.lpWSPIoctl(s, code, const_cast<void*>(in), static_cast<DWORD>(in_size), out,
                          static_cast<DWORD>(out_size), &returned, nullptr, nullptr, nullptr, &error);
}

int EngineTest::query(SOCKET s, DWORD conditions) {
  DWORD ready = 0;
  if (runtime.provider()->lpQueryReadiness(s, conditions, &ready, &error) != 0) return -1;
  return static_cast<int>(ready);
}

}  // namespace wosa::test
