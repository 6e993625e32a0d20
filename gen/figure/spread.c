/* Keeps labels on one line apart: benchmark letters below a bar, names at line ends, texts on reference lines. It
 * must not know what the labels say, nor which way the line runs. */
#include "figure/spread.h"

typedef struct {
  double sum;
  guint count;
} Pool;

/* Isotonic regression: with the room that precedes it taken off, each slot may not stand before its predecessor. Slots
 * that would are pooled and share the mean of what they want. */
void spread_apart(Spread *slots, guint count, double gap, double low, double high) {
  if (count == 0) return;
  g_autofree Pool *pools = g_new(Pool, count);
  guint n = 0;
  double before = 0;
  for (guint i = 0; i < count; i++) {
    if (i > 0) before += slots[i - 1].size / 2 + gap + slots[i].size / 2;
    pools[n++] = (Pool){slots[i].want - before, 1};
    while (n > 1 && pools[n - 2].sum / pools[n - 2].count > pools[n - 1].sum / pools[n - 1].count) {
      pools[n - 2].sum += pools[n - 1].sum;
      pools[n - 2].count += pools[n - 1].count;
      n--;
    }
  }
  double first = low + slots[0].size / 2, last = high - slots[count - 1].size / 2 - before;
  guint i = 0;
  before = 0;
  for (guint p = 0; p < n; p++) {
    double at = MAX(MIN(pools[p].sum / pools[p].count, last), first);
    for (guint j = 0; j < pools[p].count; j++, i++) {
      if (i > 0) before += slots[i - 1].size / 2 + gap + slots[i].size / 2;
      slots[i].at = at + before;
    }
  }
}
