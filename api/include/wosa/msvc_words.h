/* SPDX-License-Identifier: MIT */
/*
 * Words of Microsoft's compilers that Winsock programs contain: calling conventions (nothing here), sized
 * integers and __declspec. dllimport and dllexport vanish because a shared object exports by visibility.
 */
#pragma once

#include "config.h"

#ifndef __stdcall
#define __stdcall
#endif
#ifndef __cdecl
#define __cdecl
#endif
#ifndef _cdecl
#define _cdecl
#endif
#ifndef __fastcall
#define __fastcall
#endif
#ifndef __thiscall
#define __thiscall
#endif
#ifndef __vectorcall
#define __vectorcall
#endif
#ifndef _stdcall
#define _stdcall
#endif

#ifndef WINAPI
#define WINAPI __stdcall
#endif
#ifndef CALLBACK
#define CALLBACK __stdcall
#endif
#ifndef APIENTRY
#define APIENTRY WINAPI
#endif
#ifndef WINAPIV
#define WINAPIV __cdecl
#endif
#ifndef APIPRIVATE
#define APIPRIVATE __stdcall
#endif
#ifndef PASCAL
#define PASCAL __stdcall
#endif
#ifndef CDECL
#define CDECL __cdecl
#endif
#ifndef NTAPI
#define NTAPI __stdcall
#endif
#ifndef FAR
#define FAR
#endif
#ifndef NEAR
#define NEAR
#endif

#ifndef __int8
#define __int8 char
#define __int16 short
#define __int32 int
#define __int64 long long
#endif
#ifndef _int64
#define _int64 long long
#endif

#ifndef __forceinline
#define __forceinline WOSA_INLINE __attribute__((__always_inline__))
#endif
#ifndef FORCEINLINE
#define FORCEINLINE __forceinline
#endif
#ifndef __ptr64
#define __ptr64
#endif
#ifndef __ptr32
#define __ptr32
#endif
#ifndef __unaligned
#define __unaligned
#endif
#ifndef UNALIGNED
#define UNALIGNED
#endif

/* __declspec(word) becomes WOSA_DECLSPEC_word; an argument, as in align(16), stays behind it. */
#ifndef __declspec
#define __declspec(word) WOSA_DECLSPEC_##word
#endif
#define WOSA_DECLSPEC_dllimport
#define WOSA_DECLSPEC_dllexport __attribute__((__visibility__("default")))
#define WOSA_DECLSPEC_thread WOSA_THREAD_LOCAL
#define WOSA_DECLSPEC_align(bytes) __attribute__((__aligned__(bytes)))
#define WOSA_DECLSPEC_noreturn __attribute__((__noreturn__))
#define WOSA_DECLSPEC_noinline __attribute__((__noinline__))
#define WOSA_DECLSPEC_nothrow __attribute__((__nothrow__))
#define WOSA_DECLSPEC_deprecated __attribute__((__deprecated__))
#define WOSA_DECLSPEC_selectany __attribute__((__weak__))
#define WOSA_DECLSPEC_naked
#define WOSA_DECLSPEC_novtable
#define WOSA_DECLSPEC_restrict
#define WOSA_DECLSPEC_noalias
#define WOSA_DECLSPEC_uuid(text)
#define WOSA_DECLSPEC_allocate(section)

#ifndef DECLSPEC_IMPORT
#define DECLSPEC_IMPORT
#endif
#ifndef DECLSPEC_NORETURN
#define DECLSPEC_NORETURN WOSA_DECLSPEC_noreturn
#endif
#ifndef DECLSPEC_ALIGN
#define DECLSPEC_ALIGN(bytes) WOSA_DECLSPEC_align(bytes)
#endif
#ifndef DECLSPEC_SELECTANY
#define DECLSPEC_SELECTANY WOSA_DECLSPEC_selectany
#endif
#ifndef DECLSPEC_NOINLINE
#define DECLSPEC_NOINLINE WOSA_DECLSPEC_noinline
#endif
#ifndef EXTERN_C
#ifdef __cplusplus
#define EXTERN_C extern "C"
#define EXTERN_C_START extern "C" {
#define EXTERN_C_END }
#else
#define EXTERN_C extern
#define EXTERN_C_START
#define EXTERN_C_END
#endif
#endif
