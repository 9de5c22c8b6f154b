/* SPDX-License-Identifier: MIT */
/* A plug-in that does not want to be loaded. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

__declspec(dllexport) BOOL WINAPI DllMain(HINSTANCE hinstDLL, DWORD fdwReason, LPVOID lpvReserved);

BOOL WINAPI DllMain(HINSTANCE hinstDLL, DWORD fdwReason, LPVOID lpvReserved) {
  UNREFERENCED_PARAMETER(hinstDLL);
  UNREFERENCED_PARAMETER(fdwReason);
  UNREFERENCED_PARAMETER(lpvReserved);
  return FALSE;
}
