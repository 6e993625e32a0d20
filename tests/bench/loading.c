/* The whole way of a drop into a Dataset, as a build goes it: typing, states, disclosure control, totals. Prints seconds,
 * and the bytes of memory that the process has more than before: at rest, and at most. */
#include "data/dataset.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static long kib(const char *name) {
  FILE *file = fopen("/proc/self/status", "r");
  char line[256];
  long found = 0;
  while (file && fgets(line, sizeof line, file))
    if (g_str_has_prefix(line, name)) found = atol(line + strlen(name));
  if (file) fclose(file);
  return found;
}

int main(int argc, char **argv) {
  LevelConfig levels[] = {{.id = (char *)"buurt", .alias = (char *)"buurt", .title = (char *)"{name}"},
                          {.id = (char *)"gemeente", .alias = (char *)"gemeente", .title = (char *)"{name}"},
                          {.id = (char *)"land", .alias = (char *)"land", .title = (char *)"{name}"}};
  Config config = {.root = argv[argc - 1], .datapackage = (char *)"datasets/datapackage.json", .levels = g_ptr_array_new()};
  for (gsize i = 0; i < G_N_ELEMENTS(levels); i++) g_ptr_array_add(config.levels, &levels[i]);
  g_autoptr(Diags) diags = diags_new();
  long before = kib("VmRSS:");
  double wall = now(CLOCK_MONOTONIC), reading = now(CLOCK_THREAD_CPUTIME_ID), all = now(CLOCK_PROCESS_CPUTIME_ID);
  g_autoptr(Dataset) dataset = dataset_load(&config, diags);
  wall = now(CLOCK_MONOTONIC) - wall;
  reading = now(CLOCK_THREAD_CPUTIME_ID) - reading;
  all = now(CLOCK_PROCESS_CPUTIME_ID) - all;
  g_autofree char *found = diags_format(diags, 3);
  fputs(found, stderr);
  if (!dataset) return 1;
  printf("clock=%.3f loading=%.3f threads=%.3f resident=%ld peak=%ld\n", wall, reading, all, (kib("VmRSS:") - before) * 1024, (kib("VmHWM:") - before) * 1024);
  g_ptr_array_unref(config.levels);
  return 0;
}
