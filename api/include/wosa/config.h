/* SPDX-License-Identifier: MIT */
/* What every public header needs of the compiler: linkage, labels, inline functions. gcc and clang, C89 to
 * C++20. */
#pragma once

#ifdef __cplusplus
#define WOSA_BEGIN_DECLS extern "C" {
#define WOSA_END_DECLS }
#define WOSA_INLINE inline
#else
#define WOSA_BEGIN_DECLS
#define WOSA_END_DECLS
#define WOSA_INLINE static __inline
#endif

/* Exported by libws2_32 although the library is compiled with hidden visibility. */
#define WOSA_EXPORT __attribute__((__visibility__("default")))

/* The linker's name of a function or object whose C name libc has too: `send` is always WS_send to the
 * linker. */
#define WOSA_LABEL(symbol) __asm__(symbol)

/* Unnamed unions and structs, and long long, are pedantically extensions in the older languages. */
#define WOSA_EXTENSION __extension__

#if defined(__cplusplus) && __cplusplus >= 201103L
#define WOSA_THREAD_LOCAL thread_local
#elif !defined(__cplusplus) && defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
#define WOSA_THREAD_LOCAL _Thread_local
#else
#define WOSA_THREAD_LOCAL __thread
#endif
