/* The data package as datapackage.json describes it (Frictionless Data Package and Table Schema): which files there are,
 * how they are written, and what each column may hold. Reads no data. */
#pragma once
#include "base/period.h"
#include "config/config.h"
#include "data/csv.h"
#include "data/form.h"
#include "data/symbol_spans.h"

/* What a resource is for; the order is the order of reading. */
typedef enum {
  ROLE_SOURCES, ROLE_GROUPS, ROLE_REGIONS, ROLE_MEMBERSHIPS, ROLE_MERGERS, ROLE_VARIANTS, ROLE_INDICATORS, ROLE_EMBARGOES,
  ROLE_CORRECTIONS, ROLE_TARGETS, ROLE_OBSERVATIONS, ROLES
} Role;
const char *role_name(Role role);

typedef enum {
  FIELD_ANY, FIELD_STRING, FIELD_INTEGER, FIELD_NUMBER, FIELD_BOOLEAN, FIELD_DATE, FIELD_YEAR, FIELD_YEARMONTH
} FieldType;

/* A minimum or maximum; the member in use follows the field's type. */
typedef struct {
  bool given, exclusive;
  double number;
  Period period;
} Bound;

/* One column. */
typedef struct {
  char *name;
  FieldType type;
  SourcePos pos;            /* in datapackage.json */
  char decimal, group;      /* decimalChar; groupChar or '\0' */
  bool style_given;         /* the package says one of them */
  const Form *form;         /* what the text must look like beyond its type, or NULL */
  bool required, unique;
  GPtrArray *missing;       /* char*: its own missingValues, or NULL */
  GPtrArray *allowed;       /* enum, categories: char*, or NULL */
  GRegex *pattern;          /* of the whole text, or NULL */
  Bound minimum, maximum;
  int min_length, max_length; /* code points; -1 = none */
  char **true_values, **false_values;
  char *indicator;          /* wide observations: what the column holds; NULL = something else */
  SourcePos indicator_pos;
  Period period;            /* wide observations: when it is not the resource's */
} Field;

typedef struct {
  GPtrArray *fields;        /* char* */
  char *resource;           /* "" = the same one */
  GPtrArray *reference;     /* char*, as many as fields */
  SourcePos pos;
} ForeignKey;

/* How the header's names and the schema's fields must match (fieldsMatch). Columns are found by name; exact asks for
 * the schema's order, too. */
typedef enum { MATCH_EQUAL, MATCH_EXACT, MATCH_SUBSET, MATCH_SUPERSET, MATCH_PARTIAL } FieldsMatch;

/* What of the dialect the package says itself; the rest is sniffed. */
typedef struct {
  bool delimiter, quote, encoding, header;
} Declared;

/* How the column of regions says which one is meant ("regions": {"by": "name", "level": "gemeente"}). */
typedef struct {
  bool name;                /* by name, else by code */
  char *level;              /* all are of this level; NULL = of any */
  SourcePos pos;            /* of the level in datapackage.json */
} RegionsBy;

/* One table: a CSV file, or several of the same form. */
typedef struct {
  char *name;
  GPtrArray *parts;         /* char*: its files below the project's root, checked to stay there; at least one */
  const char *path;         /* of the part at hand: see resource_take_part() */
  const char *file;         /* the same, interned: for findings */
  SourcePos pos;            /* in datapackage.json */
  Role role;                /* ROLES = none */
  bool table;               /* else a file that is only there: a picture, a document */
  CsvDialect dialect;
  Declared declared;
  GArray *header_rows;      /* guint: the records that the column names are joined from; empty = no header */
  char *header_join;
  GArray *comment_rows;     /* guint: records to be passed over */
  GPtrArray *footer;        /* char*: with what the lines below the table begin */
  FieldsMatch match;
  gint64 bytes;             /* declared size; -1 = none */
  char *hash;               /* declared checksum, "sha256:…" or an MD5; or NULL */
  GPtrArray *fields;        /* Field* */
  GPtrArray *missing;       /* char*: missingValues */
  GPtrArray *primary_key;   /* char*, may be empty */
  GPtrArray *unique_keys;   /* GPtrArray* of char* */
  GPtrArray *foreign_keys;  /* ForeignKey* */
  GPtrArray *symbols;       /* SymbolSpan*: observations; empty = none */
  RegionsBy regions_by;     /* targets, observations */
  Period embargo;           /* the first day on which it may be published; PERIOD_NONE = any */
  SourcePos embargo_pos;
  bool wide;                /* observations: a column for each indicator */
  char *region_column;      /* wide */
  char *period_column;      /* wide: NULL when `period` holds for all rows */
  Period period;
  char *source;             /* wide: the source of all cells, or NULL */
  SourcePos layout_pos;
  guint16 number;           /* of the file at hand in reading order, from 1 */
  guint16 first_number;     /* of its first part */
} Resource;

/* An entry of the package's list as it stands there, whether this program reads it or not. */
typedef struct {
  char *name, *title;       /* "" when there is none */
  char *path;               /* below the project's root; NULL when it is not one CSV file in the package's folder */
  char *json;               /* the entry itself, without what is only for this program */
  guint16 number;           /* of the Resource; 0 = not read by this program */
  bool observations;
} PackageEntry;

typedef struct {
  char *path;               /* of datapackage.json, below the project's root */
  char *sha256;
  gsize size;
  Period reference;         /* the year the regions are of ("feitenblad": {"reference_year": 2025}); PERIOD_NONE = not said */
  GPtrArray *resources;     /* Resource*: those with a role, in reading order, then as listed */
  GPtrArray *entries;       /* PackageEntry*, as listed */
} Package;

/* Reads what config names as the data package. All findings go to `diags`; NULL when nothing can be read by it. A
 * resource with errors is left out. */
Package *package_load(const Config *config, Diags *diags);
/* The same of the package `file` (interned) in the folder `root`: with all its resources, also those without a role. */
Package *package_open(const char *root, const char *file, Diags *diags);
void package_free(Package *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Package, package_free)

const Resource *package_resource(const Package *package, const char *name); /* NULL when there is none */
/* Makes one of its parts the one at hand. */
void resource_take_part(Resource *resource, guint part);
const Field *resource_field(const Resource *resource, const char *name);    /* NULL when there is none */
