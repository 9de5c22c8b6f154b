/* SPDX-License-Identifier: MIT */
/*
 * What an event costs that nobody waits for: SetEvent and the wait that takes it, in turns.
 *
 *   events SECONDS      prints nanoseconds of processor time for a pair, for an auto-reset event
 */
#include "sockets.h"

#include <time.h>

enum { BATCH = 10000 };

static double processor_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void run_batch(HANDLE event) {
  int i;
  for (i = 0; i < BATCH; ++i) {
    SetEvent(event);
    if (WaitForSingleObject(event, INFINITE) != WAIT_OBJECT_0) bench_fail("WaitForSingleObject");
  }
}

int main(int argc, char** argv) {
  HANDLE event = CreateEventA(NULL, FALSE, FALSE, NULL);
  double seconds = argc > 1 ? atof(argv[1]) : 1, begin, now, pairs = 0;
  if (event == NULL) bench_fail("CreateEvent");
  run_batch(event);
  begin = processor_seconds();
  do {
    run_batch(event);
    pairs += BATCH;
    now = processor_seconds();
  } while (now - begin < seconds);
  printf("%.2f\n", (now - begin) / pairs * 1e9);
  CloseHandle(event);
  return 0;
}
