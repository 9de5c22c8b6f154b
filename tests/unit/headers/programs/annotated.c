/* SPDX-License-Identifier: MIT */
/* Annotations, calling conventions and __declspec as Windows' programs write them. */
#include <winsock2.h>

#define DLL __declspec(dllexport)

DLL int WINAPI annotated(_In_ SOCKET s, _Out_writes_bytes_(length) char *buffer, _In_ int length,
                         _Inout_opt_ LPDWORD flags);

_Use_decl_annotations_ int WINAPI annotated(SOCKET s, char *buffer, int length, LPDWORD flags) {
  static __declspec(thread) int calls;
  UNREFERENCED_PARAMETER(s);
  if (flags != NULL) *flags = 0;
  if (length > 0) buffer[0] = 0;
  return ++calls;
}

#ifndef __cplusplus
int __cdecl annotated_old_way(__in SOCKET s, __out_bcount(length) char FAR *buffer, __in int length,
                              __inout_opt LPDWORD flags);

int __cdecl annotated_old_way(__in SOCKET s, __out_bcount(length) char FAR *buffer, __in int length,
                              __inout_opt LPDWORD flags) {
  return annotated(s, buffer, length, flags);
}
#endif

#pragma comment(lib, "ws2_32.lib")
#pragma warning(disable : 4996)
