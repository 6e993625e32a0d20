/* A build: plan, workers, staging, publish, report. The parent loads everything, forks workers, and collects what they
 * wrote; a worker that dies or hangs costs one region an error. Prints nothing: progress and report go to callbacks. */
#pragma once
#include "base/diag.h"
#include "web/site.h"

typedef struct {
  const char *project;      /* folder of feitenblad.yaml */
  const char *output;       /* site folder, default <project>/public */
  const char *const *only;  /* codes or slugs, NULL = all */
  const char *level;        /* level id or alias, NULL = all */
  const char *document;     /* only this one of the project's documents; NULL = factsheets and all documents */
  int jobs;                 /* ≥ 1 */
  OutputFormats formats;
  bool transcript;          /* also what a screen reader says; a folder that has one already keeps it up to date anyway */
  Profiles profiles;        /* of the PDFs; 0 = what the project says */
  bool keep_going;
  GArray *accepted;         /* Accepted (work/guard.h): what the guard lets pass; NULL = nothing */
  bool check_only;          /* read, bind, lay out; write nothing */
  WorstCase worst_case;     /* with check_only: bend the data, and lay out one region for each level asked for */
} BuildOptions;

/* The steps of making a region. COST_DRAW and COST_FINISH are the PDF's; COST_SVG are its pages as SVG; COST_HTML are the
 * web page and the figures in and beside it. */
typedef enum { COST_BIND, COST_LAYOUT, COST_DRAW, COST_FINISH, COST_SVG, COST_HTML, COST_WRITE, COSTS } BuildCost;

typedef struct {
  guint regions, regions_done, regions_failed, regions_reused;
  guint pages, files;
  double seconds;
  gint64 cost_us[COSTS];    /* processor time, summed over workers */
  glong peak_kib;           /* largest resident set of parent and workers */
} BuildReport;

/* After each region (in the parent). */
typedef void (*BuildProgressFunc)(const BuildReport *report, const char *region_title, gpointer user_data);

/* Exit status of design.md: 0, 1 …; findings in `diags`; *report always filled. */
typedef enum { BUILD_OK = 0, BUILD_FINDINGS = 1, BUILD_INPUT = 2, BUILD_ENVIRONMENT = 3, BUILD_GUARD = 4, BUILD_PARTIAL = 5 } BuildStatus;
BuildStatus build_run(const BuildOptions *options, BuildProgressFunc progress, gpointer user_data, Diags *diags,
                      BuildReport *report);
