/* SPDX-License-Identifier: MIT */
/* A plug-in as a program loads it by name: two functions, a datum, and a DllMain that counts what it is told.
 */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

static int attached;
static HINSTANCE instance;

__declspec(dllexport) int plugin_number = 42;
__declspec(dllexport) BOOL WINAPI DllMain(HINSTANCE hinstDLL, DWORD fdwReason, LPVOID lpvReserved);
__declspec(dllexport) int plugin_attached(void);
__declspec(dllexport) HINSTANCE plugin_instance(void);

BOOL WINAPI DllMain(HINSTANCE hinstDLL, DWORD fdwReason, LPVOID lpvReserved) {
  UNREFERENCED_PARAMETER(lpvReserved);
  if (fdwReason == DLL_PROCESS_ATTACH) {
    ++attached;
    instance = hinstDLL;
  }
  return TRUE;
}

int plugin_attached(void) { return attached; }

HINSTANCE plugin_instance(void) { return instance; }
