/* The project: what feitenblad.yaml says. Knows no data and no template's content. */
#pragma once
#include "config/document.h"
#include "config/guard.h"
#include "config/handout.h"

/* What is said of one level of regions, in the order of the file. */
typedef struct {
  char *id;       /* the regions table's level: "gemeente", "arbeidsmarktregio" … */
  char *alias;    /* what templates and sentences call it: "regio" for arbeidsmarktregio; defaults to id */
  char *folder;   /* first part of the address: "gemeente", "regio", "koploper", "provincie"; "" = only `slug` of the
                     region; defaults to alias */
  char *template; /* file below templates/, "gemeente.md" */
  char *label;    /* "gemeente", "arbeidsmarktregio": for the kicker and sentences; defaults to id */
  char *plural;   /* "gemeenten"; defaults to label */
  char *title;    /* pattern of a region's full title: "{name}", "Koploperregio {name}", "Provincie {name}"; defaults to
                     "{name}" */
  Profiles profiles; /* the PDFs that a build makes when its caller names none; defaults to the project's */
  char *code;     /* one letter for benchmark ticks: "R", "P", "N"; "" = none */
  GPtrArray *documents; /* const DocumentConfig*: what its regions get besides their factsheet, in the order of the file */
} LevelConfig;

typedef struct {
  char *root;        /* project folder, absolute */
  char *title;       /* "Een thuis voor iedereen" */
  char *subtitle;    /* "Kennis- en expertisecentrum" */
  char *language;    /* "nl" */
  char *base_url;    /* "https://…" without trailing slash, or "" */
  char *edition;     /* ISO date of this edition; shown and used as the PDF date (never a file's time) */
  char *datapackage; /* path below root */
  char *theme;       /* path below root */
  char *locale;      /* path below root */
  char *fonts;       /* path below root of fonts.conf */
  GPtrArray *levels; /* LevelConfig*, in order */
  GPtrArray *documents; /* DocumentConfig* */
  GPtrArray *benchmarks; /* char* level ids a region is compared with, in display order (R P N) */
  GPtrArray *handouts; /* HandoutConfig*, in order */
  GuardConfig *guard;
  int task_timeout;  /* seconds a task may take, 1–3600 */
  int correction_months; /* for so long a sheet tells that a number was corrected, counted from the edition */
} Config;

/* Reads feitenblad.yaml of `root`. All findings go to `diags`; NULL when the project cannot be used. Paths are checked
 * to stay inside the project, folders, templates and documents to be safe names, levels to differ in id, alias, folder and
 * code, documents in id, and benchmarks to be levels with a code. */
Config *config_load(const char *root, Diags *diags);
void config_free(Config *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Config, config_free)
const LevelConfig *config_level(const Config *config, const char *id);          /* NULL when not configured */
const LevelConfig *config_level_by_alias(const Config *config, const char *alias);
const DocumentConfig *config_document(const Config *config, const char *id);     /* NULL when there is none */
char *config_path(const Config *config, const char *relative);                  /* owned by the caller */
