/* The inside of the binder, shared by binder.c (life, sources, comparisons), bind_value.c (texts), bind_target.c
 * (agreements), bind_correction.c (what was corrected), block.c (a figure's keys) and bind_scope.c (what templates see). */
#pragma once
#include "doc/binder.h"
#include "doc/doc.h"
#include "doc/shown.h"
#include "doc/template.h"

/* What stands around a number; `before` NULL: the locale has no such form. */
typedef struct { char *before, *after; } UnitForm;

/* How a unit is written. */
typedef struct {
  UnitForm text;                        /* drawn: "€ {number} mln" */
  UnitForm spoken_one, spoken_other;
  UnitForm gap_one, gap_other;          /* a difference in words */
  UnitForm gap_short;
  double factor;                        /* 1000 for amounts kept in thousands */
  int factor_decimals;                  /* decimals that the factor takes away */
} UnitForms;

/* The cards of the hand-out that is being bound: char* ids. */
typedef struct CardIds {
  GPtrArray *chosen; /* in their order, which numbers them from 1 */
  GPtrArray *known;  /* all figures of the region's factsheet */
} CardIds;

struct Binder {
  const DocContext *context;
  const Region *region;
  Diags *diags;
  Period edition;
  const CardIds *cards;       /* NULL: not a hand-out */
  GHashTable *units;          /* char* → UnitForms* */
  GPtrArray *sources;         /* const Source*: of the whole document */
  bool example;
  Shown *shown;               /* what words show; figures say it themselves */
  GPtrArray *figure_sources;  /* of the figure being bound; NULL outside */
  bool figure_example;
};

/* What is shown from now on belongs to `sources` too, until the end. */
void binder_begin_figure(Binder *binder, GPtrArray *sources);
void binder_end_figure(Binder *binder);
void binder_note_source(Binder *binder, const Source *source, bool example);
/* "Bron: …" of distinct citations, with the word for example data where it is in them; NULL without sources. Owned. */
char *binder_source_line(const Binder *binder, const GPtrArray *sources, bool example);

const UnitForms *binder_unit(Binder *binder, const char *unit);
/* The same observation with its numbers rounded to what is shown. */
Observation binder_quantise(const Indicator *indicator, Observation observation);
/* The dataset's observation, quantised; flagged as corrected only while a sheet still tells so. */
Observation binder_observe(const Binder *binder, const ObservationKey *key);
/* Of the values shown (ObservationKey): what a figure notes below itself, char*, owned by the caller … */
GPtrArray *binder_correction_notes(const Binder *binder, const GArray *keys);
/* … and what the sheet lists: BoundCorrection*, added to what bound_corrections_new() made. */
void binder_corrections(const Binder *binder, const GArray *keys, GPtrArray *corrections);
GPtrArray *bound_corrections_new(void);
/* Texts of an observation that is already quantised. Owned. */
char *binder_text(Binder *binder, const Indicator *indicator, const char *unit, int decimals, const Observation *obs);
char *binder_spoken(Binder *binder, const Indicator *indicator, const char *unit, int decimals, const Observation *obs);
/* A number with its unit in words ("3,6 procentpunt", "54 woningen"); `brief` where room is scarce. Owned. */
char *binder_gap(Binder *binder, const Indicator *indicator, double gap, bool brief);
/* The same in other decimals, with the mark that the flags ask for: "31* woningen", or a range, "1,2–1,5 procentpunt". The
 * sign is left to the words around it. Owned. */
char *binder_difference(Binder *binder, const Indicator *indicator, int decimals, double low, double high, guint8 flags);
/* In which a known value lies: "19,8–23,0%"; NULL when it has no two bounds that differ. Owned. */
char *binder_interval(Binder *binder, const Indicator *indicator, const Observation *obs);
/* From here on the value is shown, or something that follows from it. */
void binder_note_shown(Binder *binder, const ObservationKey *of, const Observation *obs);
/* The value a target is written with: no decimals when it has none. Owned. */
char *binder_target_value(Binder *binder, const Indicator *indicator, double value);

/* The regions a figure or a rank compares with: members of the parent at `level` (NULL: the first benchmark level the
 * region has), or all of its level for what is not of the lowest. NULL when there is no such parent. Borrowed. */
const GPtrArray *binder_siblings(const Binder *binder, const Region *region, const char *level);
/* The period before `period` that the indicator has data for; none without. */
Period binder_period_before(const Binder *binder, const Indicator *indicator, Period period);

/* A target as a template value; takes what is in `target`. `obs` is the value that it is held against. */
TemplateValue *binder_target_object(Binder *binder, const Indicator *indicator, const Observation *obs,
                                    BoundTarget *target);
/* The change from one value to another of the same indicator, region and group, as a template value. `broken`: the series is,
 * between the two. It prints in a sentence ("3,2 procentpunt meer dan in 2020"), or as a bare number. */
typedef struct { ObservationKey key; Observation obs; } ShownValue;
TemplateValue *binder_change_object(Binder *binder, const ShownValue *from, const ShownValue *to, bool broken, bool sentence);
/* The scope of a region's factsheet: `region` and each indicator by its id. Values keep the binder; free them before it. */
void binder_fill_scope(Binder *binder, Scope *scope);
