/* Open data: the CSV files that the site and the factsheets offer, and the words that describe their columns. One list of
 * columns makes the header, the rows and the Table Schema, so that they cannot disagree. */
#pragma once
#include "config/locale.h"
#include "doc/shown.h"

typedef struct {
  const char *name;
  const char *type;           /* of Table Schema */
  bool required;
  const char *const *words;   /* enum, ended by NULL; or NULL */
  const char *pattern;        /* or NULL */
} OpenColumn;

typedef struct {
  const char *id;             /* its words in the locale: open_data.<id> */
  const OpenColumn *columns;
  guint count;
  const char *const *key;     /* names of the columns that tell rows apart, ended by NULL */
} OpenTable;

extern const OpenTable OPEN_OBSERVATIONS; /* data.csv */
extern const OpenTable OPEN_TARGETS;      /* targets.csv */

/* UTF-8, comma, decimal point, lines end in CRLF. The rows of a factsheet's observations; what the dataset does not have
 * (any more) has no row. The same row in every file that holds it. Owned by the caller. */
char *open_observations_csv(const Dataset *dataset, const GArray *keys); /* ObservationKey */
char *open_targets_csv(const GArray *targets);                           /* ShownTarget */
/* All observations of one table of the data package, after disclosure control: `number` is its place in dataset_files().
 * Owned by the caller. */
char *open_resource_csv(const Dataset *dataset, guint number);

/* The Table Schema (JSON) of a table, with titles and descriptions in the reader's language. Owned by the caller. */
char *open_table_schema(const OpenTable *table, const Locale *locale);
