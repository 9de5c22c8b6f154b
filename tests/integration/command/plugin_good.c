/* SPDX-License-Identifier: MIT */
/* A library that exports the start-up function of a provider, and refuses to start. */
__attribute__((visibility("default"))) int WSPStartup(void) { return 10091; /* WSASYSNOTREADY */ }
