/* SPDX-License-Identifier: MIT */
/* A library that is no provider: what it calls WSPStartup is hidden, and what it exports has another name. */
__attribute__((visibility("hidden"))) int WSPStartup(void) { return 0; }
__attribute__((visibility("default"))) int WSPStartup2(void) { return WSPStartup(); }
