/* SPDX-License-Identifier: MIT */
/* With WIN32_LEAN_AND_MEAN windows.h leaves these names to the program. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

typedef int SOCKET;
static SOCKET socket(void) { return 3; }
int use_it(void);
int use_it(void) { return socket(); }
