/* SPDX-License-Identifier: MIT */
/*
 * min and max, unless NOMINMAX. Macros in C, as on Windows. In C++ macros of these names break every standard
 * header that is included after them, so there they are functions that accept two different types as the
 * macros do; WOSA_MINMAX_MACROS asks for the macros nevertheless.
 */
#pragma once

#ifndef NOMINMAX
#if !defined(__cplusplus) || defined(WOSA_MINMAX_MACROS)
#ifndef max
#define max(a, b) (((a) > (b)) ? (a) : (b))
#endif
#ifndef min
#define min(a, b) (((a) < (b)) ? (a) : (b))
#endif
#elif __cplusplus >= 201103L
#include <type_traits>
extern "C++" {
template <class A, class B>
constexpr typename std::common_type<A, B>::type max(A a, B b) {
  using Common = typename std::common_type<A, B>::type;
  return static_cast<Common>(a) > static_cast<Common>(b) ? static_cast<Common>(a) : static_cast<Common>(b);
}
template <class A, class B>
constexpr typename std::common_type<A, B>::type min(A a, B b) {
  using Common = typename std::common_type<A, B>::type;
  return static_cast<Common>(a) < static_cast<Common>(b) ? static_cast<Common>(a) : static_cast<Common>(b);
}
}
#endif
#endif
