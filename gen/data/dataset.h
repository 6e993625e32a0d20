/* The dataset: regions, divisions, indicators, groups, targets and observations of one data package, read, checked and
 * disclosure-controlled. After dataset_load() no true value of a secret cell is in memory. Everything returned is
 * borrowed and lives as long as the Dataset, which never changes after loading (so forked workers share it). */
#pragma once
#include "base/diag.h"
#include "config/config.h"
#include "data/value.h"

typedef struct Dataset Dataset;
typedef struct Region Region;
typedef struct Indicator Indicator;
typedef struct Formula Formula;

struct Region {
  char *code, *name, *official_name, *slug;
  const LevelConfig *level;
  char *title;            /* by the level's pattern: "Koploperregio Haaglanden"; equals name for a gemeente */
  guint index;            /* position in dataset_regions() */
  Period valid_from, valid_to; /* PERIOD_NONE = not limited */
  GPtrArray *parents;     /* Region*: one for each division it belongs to; the country last */
  GPtrArray *members;     /* Region*: regions of the lowest level inside it, by name; empty for the lowest level */
  SourcePos pos;
};

typedef enum { KIND_STOCK, KIND_FLOW, KIND_RATE, KIND_CATEGORY } IndicatorKind;
typedef enum { POLARITY_NEUTRAL, POLARITY_HIGHER, POLARITY_LOWER } Polarity;
typedef enum { AGGREGATE_NONE, AGGREGATE_SUM, AGGREGATE_MEAN } Aggregation;

typedef struct {
  char *id, *title, *citation, *publisher, *url, *licence;
  Period date;
  bool example;
} Source;

typedef struct { char *id, *title, *short_title, *icon; guint index; } Group;
typedef struct { char *id, *title; } Category;

/* Cells of one indicator: of a group, or NULL = of each group and the total alike. */
typedef struct { const Indicator *indicator; const Group *group; } IndicatorPart;

struct Indicator {
  char *id, *title, *short_title;
  char *unit;            /* "%", "aantal", "1000 EUR" … */
  char *unit_label;      /* "% van de woningvoorraad" */
  int decimals;
  IndicatorKind kind;
  Polarity polarity;
  Aggregation aggregation;
  const Indicator *weight; /* for AGGREGATE_MEAN */
  const Formula *formula;  /* of a derived indicator (data/formula.h), or NULL */
  double coverage;         /* the least share of its parts that must be known for a total, 0 to 1 */
  double tolerance;        /* a change beyond it is told by diff; 0 = none declared */
  bool tolerance_relative; /* as a share of the old value, not in the indicator's unit */
  int threshold;           /* counts 1 … threshold-1 are secret; 0 = none */
  int protection;          /* a secret count cannot be narrowed down to less than this width; at least 1 */
  int rounding;            /* instead of a threshold: every count is rounded to a multiple of this; 0 = none */
  bool groups_overlap;     /* its groups do not add up to the total */
  IndicatorPart same_as;   /* it counts the same as that one; no indicator = none */
  IndicatorPart numerator, denominator; /* what a rate is made of, where the package says so; a weight is a denominator */
  GPtrArray *categories;   /* Category*, in order */
  const Source *source;
  char *definition;
  guint index;
  SourcePos pos;
};

typedef enum { TARGET_MINIMUM, TARGET_MAXIMUM } TargetKind;
typedef struct {
  const Indicator *indicator;
  TargetKind kind;
  double value;
  Period year;            /* by when, or the year it counts for; PERIOD_NONE = the source names none */
  Period base_year;       /* PERIOD_NONE = no base */
  double base_value;      /* NAN = no base */
  const char *label;      /* "afspraak" */
  const Source *source;
  bool aggregated;        /* summed over members */
  guint16 resource;       /* its table's number; 0 = of several */
  guint parts, parts_all; /* aggregated: members whose targets it is made of, of all members */
  bool uneven;            /* aggregated: the total also counts members without such a target, so they do not compare */
} Target;

/* Reads the package. Findings go to `diags`; NULL when any error makes publishing unsafe. */
Dataset *dataset_load(const Config *config, Diags *diags);
void dataset_free(Dataset *dataset);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Dataset, dataset_free)

/* What a page may meet one day, one thing at a time; worst_case.c says them in words. */
typedef enum {
  CASE_NONE, CASE_LONGEST_NAME, CASE_ZERO, CASE_FULL, CASE_TEN_TARGETS, CASE_ALL_MISSING, CASE_ALL_SECRET, CASE_LARGEST,
  CASE_ONE_REGION, CASE_SIXTY_REGIONS, WORST_CASES
} WorstCase;
const char *worst_case_name(WorstCase bent);  /* "all-missing" */
const char *worst_case_words(WorstCase bent); /* "no value was reported" */
/* Bends a dataset just loaded, for checking layouts; nothing of it may be published. */
void dataset_bend(Dataset *dataset, WorstCase bent);
/* The region that stands in for all of its level then: the one with the longest title; NULL for an empty level. */
const Region *dataset_worst_region(const Dataset *dataset, const char *level_id);

const Config *dataset_config(const Dataset *dataset);
const GPtrArray *dataset_regions(const Dataset *dataset);       /* Region*, levels in config order, then by name */
const Region *dataset_region(const Dataset *dataset, const char *code_or_slug); /* code, "level/slug", or a slug that is unique */
const GPtrArray *dataset_level_regions(const Dataset *dataset, const char *level_id); /* Region*, by name */
const GPtrArray *dataset_indicators(const Dataset *dataset);
const Indicator *dataset_indicator(const Dataset *dataset, const char *id);
const GPtrArray *dataset_groups(const Dataset *dataset);        /* Group*, in order */
const Group *dataset_group(const Dataset *dataset, const char *id);

/* The region above `region` in a level ("provincie", or an alias such as "regio"); itself when it is of that level; NULL
 * when it belongs to none. */
const Region *region_parent(const Region *region, const char *level_or_alias);
/* The regions of the lowest level inside it, by name: the same as parent->members. */
const GPtrArray *region_members(const Region *parent);

/* How a region of before went on; the table of mergers (data/mergers.h). */
typedef enum { MERGER_MERGED, MERGER_SPLIT, MERGER_RENAMED, MERGER_RECODED, MERGER_PROVINCE } MergerKind;
/* An address that was: a region that is no more, or had another name. None where a region of today has that address. */
typedef struct {
  const char *code, *name, *slug;
  const char *to_name;      /* what it went into, which may have gone on since; of a split, the first */
  const LevelConfig *level; /* under which its page was */
  Period date;
  MergerKind kind;
  GPtrArray *to;            /* Region*: where that is today; more than one for a split */
} MovedRegion;
const GPtrArray *dataset_moved(const Dataset *dataset); /* MovedRegion*, by date */

/* What was said of a published value since (data/corrections.h): a row of the table of corrections. */
typedef enum { CORRECTION_CORRECTED, CORRECTION_WITHDRAWN } CorrectionKind;
typedef struct {
  CorrectionKind kind;
  Period date;            /* the day */
  const Indicator *indicator;
  const Region *region;   /* NULL = all */
  Period period;          /* PERIOD_NONE = all */
  const Group *group;     /* NULL = … */
  bool total;             /* … only the total, or else the total and each group */
  char *reason;           /* a sentence for readers */
  SourcePos pos;
} Correction;
const GPtrArray *dataset_corrections(const Dataset *dataset); /* const Correction*: the newest first */
/* The newest one that a value is about; of a derived value that has none, that of a term. NULL when there is none. */
const Correction *dataset_correction(const Dataset *dataset, const Indicator *indicator, const Region *region, Period period,
                                     const Group *group);

/* Periods for which the indicator has any observation, ascending (Period). */
const GArray *indicator_periods(const Dataset *dataset, const Indicator *indicator);

/* One observation; `group` NULL = total. A region above the lowest level without an observation of its own is
 * aggregated by the indicator's rule, *from published values only* (so that it cannot reveal a secret part):
 *   sum: known parts added; a secret part with an interval counts as its middle, and low/high span the bounds: the result
 *        is STATE_ROUNDED with FLAG_ESTIMATED, rounded to 5 (but never outside low/high), or STATE_SECRET with the interval
 *        when all parts are secret; missing parts, and secret ones without an interval, make it FLAG_INCOMPLETE with
 *        parts/parts_all, and leave no interval: what lacks can be anything;
 *   mean: weighted by `weight` in the same period and group, over the parts where both are known; incomplete, it has no interval;
 *   category and none, and a mean for which that period and group has no weights at all: STATE_ABSENT.
 * A derived indicator (data/derive.h) is worked out for every region from its terms, which were added first.
 * Observations of old codes have become those of today's regions by the same rules (data/merge.h).
 * Impossible parts do not count among parts_all. A part that is itself incomplete makes the total so, even where parts equals
 * parts_all. Where less is known than the indicator's coverage (of the parts; of a mean, of the weight, or of the parts while
 * some weight is not known) it is STATE_MISSING, or STATE_SECRET without an interval where it would be enough together with
 * the secret parts; still with parts/parts_all. Totals of example data do not continue a region's own real series, nor the reverse. Flags: provisional,
 * revised, estimated and example of any part, break when all parts have it. Never fails: STATE_ABSENT. */
Observation dataset_observe(const Dataset *dataset, const Indicator *indicator, const Region *region, Period period,
                            const Group *group);
/* The newest period in which the region's observation is not ABSENT (it may be missing or secret): of the total, or, when
 * there is no total in any period, of any group; PERIOD_NONE if none. */
Period dataset_latest(const Dataset *dataset, const Indicator *indicator, const Region *region);
/* The source an observation came from: the indicator's when the row names none, and when parts have different ones. */
const Source *dataset_source(const Dataset *dataset, const Indicator *indicator, const Region *region, Period period,
                             const Group *group);

/* The region's target: its own row, else its level's, else everyone's, else for sums the members' targets added (of those
 * that aim at the year and kind most of them aim at; with a base when all of those have one of the same year). When the
 * region's value in `period` is the total of its members, only targets of members that are in it are added: what 48 of 50
 * reported is held against what those 48 agreed.
 * Target in force for `period`: the first with year ≥ period, else the last; one without a year comes after all others.
 * False when there is none. */
bool dataset_target(const Dataset *dataset, const Indicator *indicator, const Region *region, Period period,
                    Target *target);
/* What is held against that target. Of an incomplete total the interval is that of the members in it: those that lack have no
 * part in the target either. */
Observation dataset_against_target(const Dataset *dataset, const Indicator *indicator, const Region *region, Period period);
/* Makes two totals of a region comparable where one is incomplete: both become the sum over the members that are in both, so
 * that a change is not one of who reported. Others stay as they are. */
void dataset_like_for_like(const Dataset *dataset, const Indicator *indicator, const Region *region, const Group *group,
                           Observation *from, Observation *to);

/* Rank of the region among `peers` (array of Region*) in a period: one more than the number of peers whose shown value is
 * more (measure_order(), data/measures.h), so that equal values, and values whose intervals meet, share the better rank.
 * Missing and secret values are no peers. */
typedef struct {
  guint rank;  /* 1 = highest; 0 when its own value is not known, or a category */
  guint of;    /* how many are known */
  guint equal; /* how many others are neither more nor less */
} Rank;
Rank dataset_rank(const Dataset *dataset, const Indicator *indicator, const Region *region, const GPtrArray *peers,
                  Period period, const Group *group);
/* Whether the series is broken after `from`, up to and including `to`: the two cannot be compared then. */
bool dataset_breaks(const Dataset *dataset, const Indicator *indicator, const Region *region, Period from, Period to,
                    const Group *group);

/* The data package itself, then the tables in the order in which they were read. The checksum is of the bytes as they are
 * on disk, taken once, while loading; but of a table with secrets it is of its rows as they may be published, and the size is
 * 0: a small count is soon found by trying which one gives the file's checksum. */
typedef struct { char *path, *sha256; gsize size; bool targets; } DatasetFile; /* targets: it is a table of them */
const GPtrArray *dataset_files(const Dataset *dataset); /* DatasetFile* */
/* Everything the data package lists, read or not (PackageEntry*, data/package.h). A number there is a place in
 * dataset_files(). */
const GPtrArray *dataset_entries(const Dataset *dataset);
/* Marks, in an array as long as dataset_files(), the tables that an observation was read from: of an aggregated one, those
 * of all its parts and of what weighs them. */
void dataset_mark_files(const Dataset *dataset, const Indicator *indicator, const Region *region, Period period,
                        const Group *group, bool *marks);
/* The same for a target of this dataset. */
void dataset_mark_target_files(const Dataset *dataset, const Target *target, bool *marks);
/* The line that an observation was read from (column 0); of what was computed, or is absent, the file is NULL. */
SourcePos dataset_place(const Dataset *dataset, const Indicator *indicator, const Region *region, Period period,
                        const Group *group);
