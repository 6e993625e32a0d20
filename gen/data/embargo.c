/* Embargoes: what came early stays out of memory once it is read, so that no output, checksum or total can tell it. This file
 * must not know values. */
#include "data/embargo.h"
#include <string.h>

/* One embargo in force; of one that is over nothing is kept. */
typedef struct {
  const Indicator *indicator; /* NULL = all */
  Period period;              /* PERIOD_NONE = all */
  Period until;
  const Resource *resource;   /* NULL = any; else its own */
  SourcePos pos;
  guint held;
} Embargo;

struct Embargoes {
  const Catalog *catalog;
  Period edition;
  Diags *diags;
  GArray *all;      /* Embargo */
  GHashTable *held; /* numbers of the tables that something was kept out of */
};

enum { INDICATOR, PERIOD, UNTIL };
static const TableColumn COLUMNS[] = {
    [INDICATOR] = {.name = "indicator", .refers = "indicators.id"},
    [PERIOD] = {.name = "period"},
    [UNTIL] = {.name = "until", .needed = true},
};
const TableShape EMBARGOES_SHAPE = {COLUMNS, G_N_ELEMENTS(COLUMNS), false};

Embargoes *embargoes_new(const Config *config, const Catalog *catalog, Diags *diags) {
  Embargoes *embargoes = g_new0(Embargoes, 1);
  *embargoes = (Embargoes){.catalog = catalog, .diags = diags, .all = g_array_new(FALSE, FALSE, sizeof(Embargo)),
                           .held = g_hash_table_new(NULL, NULL)};
  if (config->edition) period_parse(config->edition, strlen(config->edition), &embargoes->edition);
  return embargoes;
}

void embargoes_free(Embargoes *embargoes) {
  g_array_unref(embargoes->all);
  g_hash_table_unref(embargoes->held);
  g_free(embargoes);
}

/* ---- Reading --------------------------------------------------------------------------------------------------- */

static void add(Embargoes *embargoes, Embargo embargo) {
  if (period_compare(embargoes->edition, embargo.until) < 0) g_array_append_val(embargoes->all, embargo);
}

static bool read_period(Embargoes *embargoes, const Cell *cell, Period *period) {
  *period = cell->period;
  if (cell->missing || cell->bad || period->kind != PERIOD_NONE) return !cell->bad;
  if (period_parse(cell->text, cell->length, period)) return true;
  g_autofree char *found = cell_quote(cell);
  diags_error(embargoes->diags, "embargo-period", cell->pos, "write it like 2025, 2025-Q1 or 2025-03", "'%s' is no period", found);
  return false;
}

static bool read_until(Embargoes *embargoes, const Cell *cell, Period *until) {
  if (cell->missing || cell->bad) return false;
  if (period_parse_day(cell->text, cell->length, until)) return true;
  g_autofree char *found = cell_quote(cell);
  diags_error(embargoes->diags, "embargo-until", cell->pos, PERIOD_DAY_HINT, "'%s' is no day", found);
  return false;
}

void embargoes_take(const Row *row, gpointer user_data) {
  Embargoes *embargoes = user_data;
  const Cell *indicator = row_cell(row, INDICATOR), *period = row_cell(row, PERIOD);
  Embargo embargo = {.indicator = catalog_find_indicator(embargoes->catalog, indicator, embargoes->diags), .pos = row->pos};
  bool good = embargo.indicator || indicator->missing;
  if (!read_period(embargoes, period, &embargo.period)) good = false;
  if (!read_until(embargoes, row_cell(row, UNTIL), &embargo.until)) good = false;
  if (indicator->missing && period->missing) {
    diags_error(embargoes->diags, "embargo-all", row->pos, "fill in the indicator, the period, or both",
                "this row holds back everything");
    good = false;
  }
  if (good) add(embargoes, embargo);
}

/* ---- Holding --------------------------------------------------------------------------------------------------- */

/* Months since year 0 in which it starts, and how many it lasts; a day counts as its month. */
static int first_month(Period period) {
  return period.year * 12 + (period.kind == PERIOD_QUARTER ? (period.part - 1) * 3 : MAX(period.part, 1) - 1);
}

static int months(Period period) { return period.kind == PERIOD_YEAR ? 12 : period.kind == PERIOD_QUARTER ? 3 : 1; }

static bool share_a_day(Period a, Period b) {
  if (a.kind == PERIOD_DAY && b.kind == PERIOD_DAY) return period_equal(a, b);
  return first_month(a) < first_month(b) + months(b) && first_month(b) < first_month(a) + months(a);
}

static bool matches(const Embargo *embargo, const Resource *resource, const Indicator *indicator, Period period) {
  if (embargo->resource) return embargo->resource == resource;
  if (embargo->indicator && embargo->indicator != indicator) return false;
  return embargo->period.kind == PERIOD_NONE || (period.kind != PERIOD_NONE && share_a_day(embargo->period, period));
}

/* The resource's own embargo becomes one of the list when its first value is met. */
static void note_resource(Embargoes *embargoes, const Resource *resource) {
  for (guint i = 0; i < embargoes->all->len; i++)
    if (g_array_index(embargoes->all, Embargo, i).resource == resource) return;
  add(embargoes, (Embargo){.until = resource->embargo, .resource = resource, .pos = resource->embargo_pos});
}

bool embargoes_hold(Embargoes *embargoes, const Resource *resource, const Indicator *indicator, Period period) {
  bool held = false;
  if (resource->embargo.kind != PERIOD_NONE) note_resource(embargoes, resource);
  for (guint i = 0; i < embargoes->all->len; i++) {
    Embargo *embargo = &g_array_index(embargoes->all, Embargo, i);
    if (!matches(embargo, resource, indicator, period)) continue;
    embargo->held++;
    held = true;
  }
  if (held) g_hash_table_add(embargoes->held, GUINT_TO_POINTER(resource->number));
  return held;
}

bool embargoes_would_hold(const Embargoes *embargoes, const Resource *resource, const Indicator *indicator, Period period) {
  bool held = resource->embargo.kind != PERIOD_NONE;
  for (guint i = 0; i < embargoes->all->len && !held; i++)
    held = matches(&g_array_index(embargoes->all, Embargo, i), resource, indicator, period);
  return held;
}

void embargoes_mark(const Embargoes *embargoes, bool *tables) {
  GHashTableIter at;
  gpointer number;
  g_hash_table_iter_init(&at, embargoes->held);
  while (g_hash_table_iter_next(&at, &number, NULL)) tables[GPOINTER_TO_UINT(number)] = true;
}

void embargoes_tell(const Embargoes *embargoes) {
  char day[PERIOD_TEXT], edition[PERIOD_TEXT], when[PERIOD_TEXT];
  for (guint i = 0; i < embargoes->all->len; i++) {
    const Embargo *embargo = &g_array_index(embargoes->all, Embargo, i);
    if (!embargo->held) continue;
    const char *period = period_iso(embargo->period, when);
    g_autofree char *what = embargo->resource ? g_strdup_printf("the table '%s'", embargo->resource->name)
                            : embargo->indicator ? g_strdup_printf("'%s'%s%s", embargo->indicator->id, *period ? " in " : "", period)
                                                 : g_strdup(period);
    diags_add(embargoes->diags, DIAG_NOTE, "embargo-held", embargo->pos,
              "they come out when 'edition' in feitenblad.yaml is that day or later", "%u %s of %s %s under embargo until %s; this edition "
              "is of %s", embargo->held, embargo->held == 1 ? "value" : "values", what, embargo->held == 1 ? "is" : "are",
              period_iso(embargo->until, day), period_iso(embargoes->edition, edition));
  }
}
