/* The data package as datapackage.json describes it (Frictionless Data Package and Table Schema): which files there are,
 * how they are written, and what each column may hold. Reads no data. */
#pragma once
#include "base/period.h"
#include "config/config.h"
#include "data/csv.h"
#include "data/symbols.h"

/* What a resource is for; the order is the order of reading. */
typedef enum {
  ROLE_SOURCES, ROLE_GROUPS, ROLE_REGIONS, ROLE_MEMBERSHIPS, ROLE_INDICATORS, ROLE_TARGETS, ROLE_OBSERVATIONS, ROLES
} Role;
const char *role_name(Role role);

typedef enum {
  FIELD_ANY, FIELD_STRING, FIELD_INTEGER, FIELD_NUMBER, FIELD_BOOLEAN, FIELD_DATE, FIELD_YEAR, FIELD_YEARMONTH
} FieldType;

/* A minimum or maximum; the member in use follows the field's type. */
typedef struct {
  bool given;
  double number;
  Period period;
} Bound;

/* One column. */
typedef struct {
  char *name;
  FieldType type;
  SourcePos pos;            /* in datapackage.json */
  char decimal, group;      /* decimalChar; groupChar or '\0' */
  bool required, unique;
  GPtrArray *allowed;       /* enum: char*, or NULL */
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

/* One CSV file. */
typedef struct {
  char *name;
  char *path;               /* below the project's root; checked to stay there */
  const char *file;         /* the same, interned: for findings */
  SourcePos pos;            /* in datapackage.json */
  Role role;
  CsvDialect dialect;
  GPtrArray *fields;        /* Field* */
  GPtrArray *missing;       /* char*: missingValues */
  GPtrArray *primary_key;   /* char*, may be empty */
  GPtrArray *foreign_keys;  /* ForeignKey* */
  const SymbolSet *symbols; /* observations; NULL = none */
  bool wide;                /* observations: a column for each indicator */
  char *region_column;      /* wide */
  char *period_column;      /* wide: NULL when `period` holds for all rows */
  Period period;
  char *source;             /* wide: the source of all cells, or NULL */
  SourcePos layout_pos;
  guint16 number;           /* place in reading order, from 1 */
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
  GPtrArray *resources;     /* Resource*: those with a role, in reading order, then as listed */
  GPtrArray *entries;       /* PackageEntry*, as listed */
} Package;

/* Reads what config names as the data package. All findings go to `diags`; NULL when nothing can be read by it. A
 * resource with errors is left out. */
Package *package_load(const Config *config, Diags *diags);
void package_free(Package *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Package, package_free)

const Resource *package_resource(const Package *package, const char *name); /* NULL when there is none */
const Field *resource_field(const Resource *resource, const char *name);    /* NULL when there is none */
