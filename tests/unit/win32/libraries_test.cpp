// SPDX-License-Identifier: MIT
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <winsock2.h>

#include <fstream>
#include <iterator>
#include <string>

// Looked up by name in the program itself.
extern "C" WOSA_EXPORT int win32_test_marker() { return 17; }

namespace {

template <typename Function>
Function procedure(HMODULE module, const char* name) {
  return reinterpret_cast<Function>(reinterpret_cast<void*>(GetProcAddress(module, name)));
}

LPCSTR ordinal(WORD number) { return reinterpret_cast<LPCSTR>(static_cast<ULONG_PTR>(number)); }

template <typename Call>
DWORD error_of(Call&& call) {
  SetLastError(0);
  EXPECT_FALSE(call());
  return GetLastError();
}

TEST(Libraries, OurOwnNames) {
  for (const char* name : {"ws2_32", "ws2_32.dll", "WS2_32.DLL", "wsock32", "Wsock32.dll", "mswsock",
                           "MSWSOCK.dll", "kernel32", "Kernel32.Dll"}) {
    HMODULE module = LoadLibraryA(name);
    ASSERT_NE(module, nullptr) << name;
    EXPECT_EQ(GetModuleHandleA(name), module) << name;
    EXPECT_NE(GetProcAddress(module, "WSAGetLastError"), nullptr) << name;
    EXPECT_TRUE(FreeLibrary(module));
  }
  EXPECT_EQ(LoadLibraryW(L"WS2_32.dll"), LoadLibraryA("ws2_32"));
  EXPECT_EQ(GetModuleHandleW(L"kernel32"), GetModuleHandleA("kernel32.dll"));
  EXPECT_NE(GetModuleHandleA("kernel32"), GetModuleHandleA("ws2_32"));
}

TEST(Libraries, OwnFunctions) {
  HMODULE kernel = GetModuleHandleA("kernel32");
  EXPECT_EQ(procedure<decltype(&GetTickCount)>(kernel, "GetTickCount"), &GetTickCount);
  EXPECT_EQ(procedure<decltype(&WSAGetLastError)>(GetModuleHandleA("ws2_32"), "WSAGetLastError"),
            &WSAGetLastError);
}

// The plain name is Winsock's function, never libc's of the same name.
TEST(Libraries, BsdNamesMeanWinsocks) {
  HMODULE winsock = LoadLibraryA("ws2_32.dll");
  const auto found = procedure<decltype(&send)>(winsock, "send");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found, &send);
  EXPECT_NE(reinterpret_cast<void*>(found), dlsym(RTLD_DEFAULT, "send"));
  for (const char* name :
       {"socket", "bind", "select", "gethostname", "htonl", "closesocket", "ioctlsocket"}) {
    EXPECT_NE(GetProcAddress(winsock, name), nullptr) << name;
  }
  EXPECT_EQ(procedure<decltype(&htonl)>(winsock, "htonl")(0x01020304), 0x04030201U);
}

TEST(Libraries, Ordinals) {
  HMODULE winsock2 = GetModuleHandleA("ws2_32");
  HMODULE winsock1 = GetModuleHandleA("wsock32");
  struct Case {
    WORD number;
    const char* winsock2;
    const char* winsock1;
  };
  for (const auto& [number, name2, name1] :
       {Case{1, "accept", "accept"}, Case{10, "ioctlsocket", "inet_addr"}, Case{11, "inet_addr", "inet_ntoa"},
        Case{12, "inet_ntoa", "ioctlsocket"}, Case{19, "send", "send"}, Case{23, "socket", "socket"},
        Case{57, "gethostname", "gethostname"}, Case{111, "WSAGetLastError", "WSAGetLastError"},
        Case{115, "WSAStartup", "WSAStartup"}, Case{116, "WSACleanup", "WSACleanup"},
        Case{151, "__WSAFDIsSet", "__WSAFDIsSet"}}) {
    EXPECT_NE(GetProcAddress(winsock2, ordinal(number)), nullptr) << number;
    EXPECT_EQ(GetProcAddress(winsock2, ordinal(number)), GetProcAddress(winsock2, name2)) << number;
    EXPECT_EQ(GetProcAddress(winsock1, ordinal(number)), GetProcAddress(winsock1, name1)) << number;
  }
  for (const WORD number : {0, 24, 58, 152, 0xFFFF}) {
    EXPECT_EQ(error_of([&] { return GetProcAddress(winsock2, ordinal(static_cast<WORD>(number))); }),
              DWORD{ERROR_PROC_NOT_FOUND});
  }
  EXPECT_EQ(error_of([] { return GetProcAddress(GetModuleHandleA("kernel32"), ordinal(1)); }),
            DWORD{ERROR_PROC_NOT_FOUND});
}

TEST(Libraries, UnknownFunctions) {
  for (const char* module : {"ws2_32", "kernel32"}) {
    for (const char* name : {"NoSuchFunction", "malloc", "getpid", ""}) {
      EXPECT_EQ(error_of([&] { return GetProcAddress(GetModuleHandleA(module), name); }),
                DWORD{ERROR_PROC_NOT_FOUND})
          << name;
    }
  }
}

TEST(Libraries, BuiltInProviders) {
  HMODULE module = LoadLibraryA("builtin:tcpip");
  ASSERT_NE(module, nullptr);
  EXPECT_EQ(GetModuleHandleA("builtin:tcpip"), module);
  EXPECT_NE(GetProcAddress(module, "WSPStartup"), nullptr);
  EXPECT_EQ(error_of([&] { return GetProcAddress(module, "WSPSend"); }), DWORD{ERROR_PROC_NOT_FOUND});
  EXPECT_EQ(error_of([&] { return GetProcAddress(module, ordinal(1)); }), DWORD{ERROR_PROC_NOT_FOUND});
  EXPECT_TRUE(FreeLibrary(module));
  EXPECT_EQ(error_of([] { return LoadLibraryA("builtin:nothing"); }), DWORD{ERROR_MOD_NOT_FOUND});
  EXPECT_EQ(error_of([] { return LoadLibraryA("builtin:"); }), DWORD{ERROR_MOD_NOT_FOUND});
}

TEST(Libraries, PlugInByPath) {
  HMODULE module = LoadLibraryA(TEST_PLUGIN);
  ASSERT_NE(module, nullptr);
  EXPECT_EQ(procedure<int (*)()>(module, "plugin_attached")(), 1);
  EXPECT_EQ(procedure<HINSTANCE (*)()>(module, "plugin_instance")(), module);
  EXPECT_EQ(*procedure<int*>(module, "plugin_number"), 42);

  // Once more: the same module, and DllMain is not called again.
  EXPECT_EQ(LoadLibraryA(TEST_PLUGIN), module);
  EXPECT_EQ(procedure<int (*)()>(module, "plugin_attached")(), 1);
  EXPECT_EQ(GetModuleHandleA(TEST_PLUGIN), module);

  EXPECT_TRUE(FreeLibrary(module));
  EXPECT_TRUE(FreeLibrary(module));
  EXPECT_EQ(error_of([&] { return FreeLibrary(module); }), DWORD{ERROR_INVALID_HANDLE});
}

TEST(Libraries, PlugInOnlyGivesWhatItExports) {
  HMODULE module = LoadLibraryA(TEST_PLUGIN);
  for (const char* name : {"malloc", "send", "attached", "NoSuchFunction"}) {
    EXPECT_EQ(error_of([&] { return GetProcAddress(module, name); }), DWORD{ERROR_PROC_NOT_FOUND}) << name;
  }
  EXPECT_EQ(error_of([&] { return GetProcAddress(module, ordinal(1)); }), DWORD{ERROR_PROC_NOT_FOUND});
  EXPECT_TRUE(FreeLibrary(module));
}

// As a Windows program names it: without lib and .so, with .dll, beside the program.
TEST(Libraries, PlugInBesideTheProgram) {
  HMODULE module = LoadLibraryA("win32_test_plugin.dll");
  ASSERT_NE(module, nullptr);
  EXPECT_EQ(LoadLibraryA("win32_test_plugin"), module);
  EXPECT_EQ(LoadLibraryW(L"libwin32_test_plugin.so"), module);
  EXPECT_EQ(LoadLibraryA("libwin32_test_plugin.so."), module);
  EXPECT_EQ(GetModuleHandleA("WIN32_TEST_PLUGIN"), module);
  EXPECT_EQ(GetModuleHandleW(L"win32_test_plugin.DLL"), module);
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(FreeLibrary(module));
}

TEST(Libraries, WindowsPaths) {
  std::string path = TEST_PLUGIN;
  for (char& c : path) {
    if (c == '/') c = '\\';
  }
  HMODULE module = LoadLibraryA(path.c_str());
  ASSERT_NE(module, nullptr);
  EXPECT_EQ(GetModuleHandleA(path.c_str()), module);
  EXPECT_TRUE(FreeLibrary(module));
}

TEST(Libraries, WhatDoesNotExist) {
  for (const char* name : {"no_such_library", "no_such_library.dll", "/no/such/library.so", "", "/", "."}) {
    EXPECT_EQ(error_of([&] { return LoadLibraryA(name); }), DWORD{ERROR_MOD_NOT_FOUND}) << name;
    EXPECT_EQ(error_of([&] { return GetModuleHandleA(name); }), DWORD{ERROR_MOD_NOT_FOUND}) << name;
  }
  EXPECT_EQ(error_of([] { return LoadLibraryA(nullptr); }), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(error_of([] { return LoadLibraryW(nullptr); }), DWORD{ERROR_INVALID_PARAMETER});
  EXPECT_EQ(error_of([] { return GetModuleHandleW(L"no_such_library"); }), DWORD{ERROR_MOD_NOT_FOUND});
}

TEST(Libraries, WhatIsNoLibrary) {
  const std::string path = testing::TempDir() + "wosa_no_library.so";
  std::ofstream(path) << "This is not a shared object, and it is longer than the header of one would be.";
  EXPECT_EQ(error_of([&] { return LoadLibraryA(path.c_str()); }), DWORD{ERROR_BAD_EXE_FORMAT});
  std::ofstream(path, std::ios::trunc) << "";
  EXPECT_EQ(error_of([&] { return LoadLibraryA(path.c_str()); }), DWORD{ERROR_BAD_EXE_FORMAT});
  std::remove(path.c_str());
}

// Its headers promise more than the file has, which would be a bus error in the dynamic linker.
TEST(Libraries, AFileThatIsCutOff) {
  std::ifstream whole(TEST_PLUGIN, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(whole), {}};
  const std::string path = testing::TempDir() + "win32_test_cut.so";
  for (const std::size_t length :
       {std::size_t{100}, std::size_t{1000}, std::size_t{4096}, bytes.size() / 3}) {
    std::ofstream(path, std::ios::binary) << bytes.substr(0, length);
    EXPECT_EQ(error_of([&path] { return LoadLibraryA(path.c_str()); }), DWORD{ERROR_BAD_EXE_FORMAT})
        << length;
  }
}

TEST(Libraries, DllMainThatRefuses) {
  EXPECT_EQ(error_of([] { return LoadLibraryA(TEST_REFUSING_PLUGIN); }), DWORD{ERROR_DLL_INIT_FAILED});
  EXPECT_EQ(error_of([] { return LoadLibraryA(TEST_REFUSING_PLUGIN); }), DWORD{ERROR_DLL_INIT_FAILED});
}

TEST(Libraries, TheProgramItself) {
  HMODULE program = GetModuleHandleA(nullptr);
  ASSERT_NE(program, nullptr);
  EXPECT_EQ(GetModuleHandleW(nullptr), program);
  EXPECT_EQ(procedure<int (*)()>(program, "win32_test_marker"), &win32_test_marker);
  EXPECT_EQ(error_of([&] { return GetProcAddress(program, "send"); }), DWORD{ERROR_PROC_NOT_FOUND});
  EXPECT_EQ(error_of([&] { return FreeLibrary(program); }), DWORD{ERROR_INVALID_HANDLE});
}

// Loaded by the linker, not by LoadLibrary: it is a module, but no use of it can be given back.
TEST(Libraries, WhatTheLinkerLoaded) {
  HMODULE libc = GetModuleHandleA("libc.so.6");
  ASSERT_NE(libc, nullptr);
  EXPECT_NE(GetProcAddress(libc, "getpid"), nullptr);
  EXPECT_EQ(error_of([&] { return FreeLibrary(libc); }), DWORD{ERROR_INVALID_HANDLE});
}

TEST(Libraries, WhatIsNoModule) {
  int number = 0;
  for (HMODULE module : {HMODULE{}, reinterpret_cast<HMODULE>(&number)}) {
    EXPECT_EQ(error_of([&] { return GetProcAddress(module, "send"); }), DWORD{ERROR_INVALID_HANDLE});
    EXPECT_EQ(error_of([&] { return FreeLibrary(module); }), DWORD{ERROR_INVALID_HANDLE});
  }
}

}  // namespace
