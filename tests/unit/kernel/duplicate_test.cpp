// SPDX-License-Identifier: MIT
#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

BOOL duplicate(HANDLE source, HANDLE* target, DWORD options = DUPLICATE_SAME_ACCESS) {
  return DuplicateHandle(GetCurrentProcess(), source, GetCurrentProcess(), target, 0, FALSE, options);
}

TEST(Duplicate, BothHandlesMeanTheObject) {
  Handle event = auto_event();
  HANDLE made = nullptr;
  ASSERT_TRUE(duplicate(event, &made));
  const Handle other(made);
  EXPECT_NE(static_cast<HANDLE>(event), made);
  SetEvent(event);
  EXPECT_EQ(poll(other), WAIT_OBJECT_0);
  event.close();
  EXPECT_TRUE(SetEvent(other));
  EXPECT_EQ(poll(other), WAIT_OBJECT_0);
}

TEST(Duplicate, ClosesTheSourceWhateverHappens) {
  HANDLE event = CreateEventA(nullptr, FALSE, FALSE, nullptr);
  HANDLE made = nullptr;
  EXPECT_TRUE(duplicate(event, &made, DUPLICATE_CLOSE_SOURCE | DUPLICATE_SAME_ACCESS));
  const Handle other(made);
  EXPECT_FALSE(SetEvent(event));
  EXPECT_TRUE(SetEvent(other));

  event = CreateEventA(nullptr, FALSE, FALSE, nullptr);
  EXPECT_TRUE(duplicate(event, nullptr, DUPLICATE_CLOSE_SOURCE)) << "how one closes a handle";
  EXPECT_FALSE(CloseHandle(event));

  event = CreateEventA(nullptr, FALSE, FALSE, nullptr);
  EXPECT_FALSE(DuplicateHandle(GetCurrentProcess(), event, nullptr, &made, 0, FALSE, DUPLICATE_CLOSE_SOURCE));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  EXPECT_FALSE(CloseHandle(event));
}

TEST(Duplicate, MakesPseudoHandlesReal) {
  HANDLE made = nullptr;
  ASSERT_TRUE(duplicate(GetCurrentThread(), &made));
  const Handle thread(made);
  EXPECT_NE(made, GetCurrentThread());
  DWORD code = 0;
  EXPECT_TRUE(GetExitCodeThread(thread, &code));
  EXPECT_EQ(code, STILL_ACTIVE);
  ASSERT_TRUE(duplicate(GetCurrentProcess(), &made));
  const Handle process(made);
  EXPECT_EQ(poll(process), DWORD{WAIT_TIMEOUT});
  HANDLE again = nullptr;
  EXPECT_TRUE(DuplicateHandle(process, thread, process, &again, 0, FALSE, 0));
  EXPECT_TRUE(CloseHandle(again));
}

TEST(Duplicate, Errors) {
  const Handle event = auto_event();
  HANDLE made = nullptr;
  EXPECT_FALSE(duplicate(nullptr, &made));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  EXPECT_FALSE(DuplicateHandle(event, event, GetCurrentProcess(), &made, 0, FALSE, 0)) << "not a process";
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  EXPECT_FALSE(duplicate(event, &made, 8));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_FALSE(duplicate(event, nullptr));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_FALSE(duplicate(event, reinterpret_cast<HANDLE*>(8)));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOACCESS});
}

}  // namespace
}  // namespace kernel_test
