/* Processor time. It exists because a stopwatch on a busy machine measures its neighbours. It must not be used for
 * anything that ends up in a file: no two runs agree. */
#include "base/clock.h"
#include <time.h>

gint64 clock_cpu_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}
