// SPDX-License-Identifier: MIT
#pragma once

#include <winsock2.h>
#include <ws2tcpip.h>

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <new>

// A program between WSAStartup and WSACleanup.
class Started : public ::testing::Test {
 protected:
  void SetUp() override {
    WSADATA data;
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    WSASetLastError(0);
  }
  void TearDown() override { EXPECT_EQ(WSACleanup(), 0); }
};

// A page without any right, for pointers that cannot be followed, with a readable one before it.
class ForbiddenPage {
 public:
  ForbiddenPage() {
    const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    void* memory = mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    base_ = static_cast<char*>(memory);
    edge_ = base_ + page;
    if (mprotect(edge_, page, PROT_NONE) != 0) throw std::bad_alloc();
  }
  ~ForbiddenPage() { munmap(base_, 2 * static_cast<size_t>(edge_ - base_)); }
  ForbiddenPage(const ForbiddenPage&) = delete;
  ForbiddenPage& operator=(const ForbiddenPage&) = delete;

  // The first byte that may not be touched; what stands before it may.
  template <typename T>
  T* edge() const {
    return reinterpret_cast<T*>(edge_);
  }

 private:
  char* base_;
  char* edge_;
};
