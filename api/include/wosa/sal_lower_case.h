/* SPDX-License-Identifier: MIT */
/* The annotations' old lower-case names, as nothing. Included by sal.h in C; they would break C++'s own
 * headers. */
#pragma once

#ifdef __cplusplus
#error "the lower-case annotations are for C only"
#endif

#define __callback
#define __checkReturn
#define __deref_in
#define __deref_in_opt
#define __deref_inout
#define __deref_inout_opt
#define __deref_opt_out
#define __deref_opt_out_opt
#define __deref_out
#define __deref_out_opt
#define __format_string
#define __in
#define __in_opt
#define __in_opt_z
#define __in_z
#define __inout
#define __inout_opt
#define __inout_z
#define __maybenull
#define __notnull
#define __nullterminated
#define __out
#define __out_opt
#define __out_z
#define __reserved

#define __deref_out_bcount(a)
#define __deref_out_bcount_opt(a)
#define __deref_out_ecount(a)
#define __deref_out_ecount_opt(a)
#define __drv_aliasesMem(a)
#define __drv_freesMem(a)
#define __field_bcount(a)
#define __field_bcount_opt(a)
#define __field_ecount(a)
#define __field_ecount_opt(a)
#define __in_bcount(a)
#define __in_bcount_opt(a)
#define __in_bcount_z(a)
#define __in_ecount(a)
#define __in_ecount_opt(a)
#define __in_ecount_z(a)
#define __in_xcount(a)
#define __inout_bcount(a)
#define __inout_bcount_full(a)
#define __inout_bcount_opt(a)
#define __inout_ecount(a)
#define __inout_ecount_full(a)
#define __inout_ecount_opt(a)
#define __out_bcount(a)
#define __out_bcount_full(a)
#define __out_bcount_full_opt(a)
#define __out_bcount_opt(a)
#define __out_bcount_z(a)
#define __out_ecount(a)
#define __out_ecount_full(a)
#define __out_ecount_full_opt(a)
#define __out_ecount_opt(a)
#define __out_ecount_z(a)
#define __out_xcount(a)
#define __success(a)

#define __deref_out_bcount_part(a, b)
#define __deref_out_ecount_part(a, b)
#define __in_range(a, b)
#define __inout_bcount_part(a, b)
#define __inout_bcount_part_opt(a, b)
#define __inout_ecount_part(a, b)
#define __inout_ecount_part_opt(a, b)
#define __out_bcount_part(a, b)
#define __out_bcount_part_opt(a, b)
#define __out_ecount_part(a, b)
#define __out_ecount_part_opt(a, b)
#define __out_range(a, b)
#define __drv_unit(a)
