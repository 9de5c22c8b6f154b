// SPDX-License-Identifier: MIT
#include <string>

#include "kernel_fixture.hpp"

namespace kernel_test {
namespace {

TEST(NamedObject, IsOneObjectForAllWhoKnowTheName) {
  const Handle event(CreateEventA(nullptr, TRUE, FALSE, "names_test one"));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_SUCCESS});
  const Handle again(CreateEventW(nullptr, FALSE, TRUE, L"names_test one"));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_ALREADY_EXISTS});
  EXPECT_EQ(poll(again), DWORD{WAIT_TIMEOUT}) << "its state is not asked about";
  const Handle opened(OpenEventA(EVENT_ALL_ACCESS, FALSE, "names_test one"));
  SetEvent(opened);
  EXPECT_EQ(poll(event), WAIT_OBJECT_0);
  EXPECT_EQ(poll(again), WAIT_OBJECT_0) << "still a manual-reset event";
}

TEST(NamedObject, GoesWithItsLastHandle) {
  Handle event(CreateEventA(nullptr, FALSE, FALSE, "names_test two"));
  Handle opened(OpenEventW(SYNCHRONIZE, FALSE, L"names_test two"));
  event.close();
  Handle third(OpenEventA(SYNCHRONIZE, FALSE, "names_test two"));
  opened.close();
  third.close();
  EXPECT_EQ(OpenEventA(SYNCHRONIZE, FALSE, "names_test two"), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_FILE_NOT_FOUND});
  const Handle fresh(CreateEventA(nullptr, FALSE, FALSE, "names_test two"));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_SUCCESS});
}

TEST(NamedObject, NamesOfAllKindsAreInOneSpace) {
  const Handle event(CreateEventA(nullptr, FALSE, FALSE, "names_test three"));
  EXPECT_EQ(CreateMutexA(nullptr, TRUE, "names_test three"), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  EXPECT_EQ(CreateSemaphoreW(nullptr, 0, 1, L"names_test three"), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  EXPECT_EQ(CreateWaitableTimerA(nullptr, FALSE, "names_test three"), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
  const Handle timer(CreateWaitableTimerW(nullptr, FALSE, L"names_test timer"));
  EXPECT_EQ(OpenEventA(SYNCHRONIZE, FALSE, "names_test timer"), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
}

TEST(NamedObject, AMutexThatExistedIsNotOwnedByAskingForIt) {
  const Handle lock(CreateMutexA(nullptr, FALSE, "names_test mutex"));
  const Handle again(CreateMutexW(nullptr, TRUE, L"names_test mutex"));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_ALREADY_EXISTS});
  EXPECT_FALSE(ReleaseMutex(again));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_OWNER});
}

TEST(NamedObject, PrefixesMeanNothing) {
  const Handle event(CreateEventA(nullptr, FALSE, FALSE, "Local\\names_test four"));
  const Handle opened(OpenEventA(SYNCHRONIZE, FALSE, "Global\\names_test four"));
  SetEvent(opened);
  EXPECT_EQ(poll(event), WAIT_OBJECT_0);
}

TEST(NamedObject, TheCaseCounts) {
  const Handle event(CreateEventA(nullptr, FALSE, FALSE, "names_test five"));
  EXPECT_EQ(OpenEventA(SYNCHRONIZE, FALSE, "names_test FIVE"), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_FILE_NOT_FOUND});
}

TEST(NamedObject, AnEmptyNameIsNone) {
  const Handle a(CreateEventA(nullptr, FALSE, FALSE, "")), b(CreateEventA(nullptr, FALSE, FALSE, ""));
  EXPECT_EQ(GetLastError(), DWORD{ERROR_SUCCESS});
  SetEvent(a);
  EXPECT_EQ(poll(b), DWORD{WAIT_TIMEOUT});
}

TEST(NamedObject, BadNames) {
  EXPECT_EQ(CreateEventA(nullptr, FALSE, FALSE, "a\\b"), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_PATH_NOT_FOUND});
  EXPECT_EQ(CreateEventA(nullptr, FALSE, FALSE, std::string(MAX_PATH + 1, 'x').c_str()), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_FILENAME_EXCED_RANGE});
  const Handle longest(CreateEventA(nullptr, FALSE, FALSE, std::string(MAX_PATH, 'x').c_str()));
  EXPECT_EQ(OpenEventA(SYNCHRONIZE, FALSE, nullptr), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
}

}  // namespace
}  // namespace kernel_test
