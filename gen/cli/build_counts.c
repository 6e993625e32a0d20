/* The closing line of `build` and `check`. */
#include "cli/build_counts.h"

#include "base/number.h"

const char *plural(guint count, const char *one, const char *many) { return count == 1 ? one : many; }

char *build_counts(const BuildReport *report, const Diags *diags) {
  guint errors = diags_count(diags, DIAG_ERROR), warnings = diags_count(diags, DIAG_WARNING);
  g_autofree char *seconds = number_format(report->seconds, 1, &NUMBER_STYLE_MACHINE);
  return g_strdup_printf("%u regions, %u pages checked, %u %s, %u %s, %s s", report->regions_done, report->pages, errors,
                         plural(errors, "error", "errors"), warnings, plural(warnings, "warning", "warnings"), seconds);
}
