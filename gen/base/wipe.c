/* What was secret is to be gone from memory, not only out of use. explicit_bzero() does that for what has a name; this file
 * does it for what has none. It knows no values. */
#include "base/wipe.h"
#include <string.h>

__attribute__((noinline)) void wipe_dead_stack(void) {
  char dead[256 * 1024];
  explicit_bzero(dead, sizeof dead);
}
