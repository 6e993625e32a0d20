/* Which published values were wrong, and what becomes of them. Withdrawn values are wiped before anything can be worked out with
 * them, so that totals, ranks and disclosure control meet a gap like any other. This file must not know outputs, nor in
 * which words a correction is told. */
#include "data/corrections.h"
#include "data/formula.h"
#include <math.h>
#include <string.h>

struct Corrections {
  const Catalog *catalog;
  const Regions *regions;
  RegionNames *names;
  Diags *diags;
  Period edition;
  GPtrArray *all;   /* Correction*, owned; the newest first once it is sorted */
  GHashTable *held; /* those that are about something under embargo */
};

enum { DATE, INDICATOR, REGION, PERIOD, GROUP, KIND, REASON };
static const TableColumn COLUMNS[] = {
    [DATE] = {.name = "date", .needed = true},
    [INDICATOR] = {.name = "indicator", .needed = true, .refers = "indicators.id"},
    [REGION] = {.name = "region", .refers = "regions.code"},
    [PERIOD] = {.name = "period"},
    [GROUP] = {.name = "group", .refers = "groups.id"},
    [KIND] = {.name = "kind", .needed = true},
    [REASON] = {.name = "reason", .needed = true},
};
const TableShape CORRECTIONS_SHAPE = {COLUMNS, G_N_ELEMENTS(COLUMNS), false};

enum { LONG_REASON = 160 }; /* two lines below a figure; posters and cards have little room */
static const char TOTAL[] = "total";
static const char *const KIND_WORDS[] = {[CORRECTION_CORRECTED] = "corrected", [CORRECTION_WITHDRAWN] = "withdrawn", NULL};

static void correction_free(gpointer data) {
  Correction *correction = data;
  g_free(correction->reason);
  g_free(correction);
}

Corrections *corrections_new(const Config *config, const Catalog *catalog, const Regions *regions, RegionNames *names, Diags *diags) {
  Corrections *corrections = g_new0(Corrections, 1);
  *corrections = (Corrections){.catalog = catalog, .regions = regions, .names = names, .diags = diags,
                               .all = g_ptr_array_new_with_free_func(correction_free), .held = g_hash_table_new(NULL, NULL)};
  if (config->edition) period_parse(config->edition, strlen(config->edition), &corrections->edition);
  return corrections;
}

void corrections_free(Corrections *corrections) {
  g_ptr_array_unref(corrections->all);
  g_hash_table_unref(corrections->held);
  g_free(corrections);
}

const GPtrArray *corrections_all(const Corrections *corrections) { return corrections->all; }

/* ---- Reading --------------------------------------------------------------------------------------------------- */

static bool read_date(Corrections *corrections, const Cell *cell, Period *date) {
  if (cell->missing || cell->bad) return false;
  if (!period_parse_day(cell->text, cell->length, date)) {
    g_autofree char *found = cell_quote(cell);
    diags_error(corrections->diags, "correction-date", cell->pos, PERIOD_DAY_HINT, "'%s' is no day", found);
    return false;
  }
  /* A wrong number does not wait for the next edition. */
  char edition[PERIOD_TEXT];
  if (corrections->edition.kind != PERIOD_NONE && period_compare(*date, corrections->edition) > 0)
    diags_add(corrections->diags, DIAG_WARNING, "correction-future", cell->pos,
              "give 'edition' in feitenblad.yaml the day on which this is published, or correct the date",
              "%s is after the edition of %s; it is published all the same", cell->text, period_iso(corrections->edition, edition));
  return true;
}

static bool read_period(Corrections *corrections, const Cell *cell, Period *period) {
  *period = cell->period;
  if (cell->missing || cell->bad || period->kind != PERIOD_NONE) return !cell->bad;
  if (period_parse(cell->text, cell->length, period)) return true;
  g_autofree char *found = cell_quote(cell);
  diags_error(corrections->diags, "correction-period", cell->pos, "write it like 2025, 2025-Q1 or 2025-03, or leave it blank for all",
              "'%s' is no period", found);
  return false;
}

static bool read_group(Corrections *corrections, const Cell *cell, Correction *correction) {
  if (cell->missing || cell->bad) return !cell->bad;
  correction->total = !strcmp(cell->text, TOTAL);
  if (correction->total) return true;
  correction->group = catalog_find_group(corrections->catalog, cell, corrections->diags);
  return correction->group;
}

/* It stands below every figure that shows the value. */
static void check_reason(const Corrections *corrections, const Cell *cell) {
  glong length = g_utf8_strlen(cell->text, -1);
  if (!cell->missing && length > LONG_REASON)
    diags_add(corrections->diags, DIAG_WARNING, "correction-long", cell->pos, "say it in one sentence",
              "the reason has %ld characters; below a figure there is room for %d", length, LONG_REASON);
}

void corrections_take(const Row *row, gpointer user_data) {
  Corrections *corrections = user_data;
  const Cell *region = row_cell(row, REGION);
  Correction *correction = g_new0(Correction, 1);
  correction->pos = row->pos;
  correction->reason = row_text(row, REASON);
  correction->indicator = catalog_find_indicator(corrections->catalog, row_cell(row, INDICATOR), corrections->diags);
  correction->region = region_names_find(corrections->names, row->resource, region, false);
  int kind = cell_word(row_cell(row, KIND), "correction-kind", "the kind", KIND_WORDS, -1, corrections->diags);
  correction->kind = kind == CORRECTION_WITHDRAWN ? CORRECTION_WITHDRAWN : CORRECTION_CORRECTED;
  bool good = kind >= 0 && correction->indicator && (correction->region || region->missing) && *correction->reason;
  if (!read_date(corrections, row_cell(row, DATE), &correction->date)) good = false;
  if (!read_period(corrections, row_cell(row, PERIOD), &correction->period)) good = false;
  if (!read_group(corrections, row_cell(row, GROUP), correction)) good = false;
  check_reason(corrections, row_cell(row, REASON));
  if (good) g_ptr_array_add(corrections->all, correction);
  else correction_free(correction);
}

/* ---- Order ----------------------------------------------------------------------------------------------------- */

static bool same_cells(const Correction *a, const Correction *b) {
  return a->indicator == b->indicator && a->region == b->region && period_equal(a->period, b->period) && a->group == b->group &&
         a->total == b->total;
}

/* On one day what is withdrawn goes before: of two readings of a table the one that publishes less. Then as written. */
static int newest_first(gconstpointer a, gconstpointer b) {
  const Correction *x = *(const Correction *const *)a, *y = *(const Correction *const *)b;
  int order = period_compare(y->date, x->date);
  if (!order) order = (int)y->kind - (int)x->kind;
  if (!order) order = strcmp(x->pos.file, y->pos.file);
  return order ? order : x->pos.line - y->pos.line;
}

static void check_doubles(const Corrections *corrections) {
  for (guint i = 0; i < corrections->all->len; i++) {
    const Correction *correction = corrections->all->pdata[i];
    for (guint k = 0; k < i; k++) {
      const Correction *other = corrections->all->pdata[k];
      if (!same_cells(other, correction) || !period_equal(other->date, correction->date)) continue;
      const Correction *first = other->pos.line < correction->pos.line ? other : correction;
      diags_error(corrections->diags, "correction-duplicate", first == other ? correction->pos : other->pos, "keep one of the two",
                  "this was said already for that day, in %s on line %d", first->pos.file, first->pos.line);
    }
  }
}

/* ---- Which cells ----------------------------------------------------------------------------------------------- */

static bool is_about(const Correction *correction, const Indicator *indicator, const Region *region, Period period, guint group) {
  if (correction->indicator != indicator || (correction->region && correction->region != region)) return false;
  if (correction->period.kind != PERIOD_NONE && !period_equal(correction->period, period)) return false;
  return correction->group ? correction->group->index + 1 == group : !correction->total || group == 0;
}

static const Correction *find(const Corrections *corrections, const Indicator *indicator, const Region *region, Period period,
                              guint group) {
  for (guint i = 0; i < corrections->all->len; i++)
    if (is_about(corrections->all->pdata[i], indicator, region, period, group)) return corrections->all->pdata[i];
  for (guint i = 0; indicator->formula && i < indicator->formula->terms->len; i++) {
    const Indicator *term = g_array_index(indicator->formula->terms, FormulaTerm, i).indicator;
    const Correction *found = find(corrections, term, region, period, group);
    if (found) return found;
  }
  return NULL;
}

const Correction *corrections_find(const Corrections *corrections, const Indicator *indicator, const Region *region, Period period,
                                   const Group *group) {
  return find(corrections, indicator, region, period, group ? group->index + 1 : 0);
}

typedef struct {
  Corrections *corrections;
  const Correction *correction;
  guint count, missing;
  bool tells; /* its reason has a number that may be a hidden one */
} Walk;

typedef void (*CellFunc)(Walk *walk, Slab *slab, guint group, const Region *region);

/* Every cell of the slabs that there are; also those that are absent. */
static void each_cell(Walk *walk, const Observations *observations, CellFunc func) {
  const Correction *c = walk->correction;
  const GPtrArray *regions = regions_all(walk->corrections->regions);
  for (guint group = 0; group <= catalog_groups(walk->corrections->catalog)->len; group++)
    for (guint p = 0; p < observations_periods(observations, c->indicator->index, group); p++) {
      Slab *slab = observations_slab(observations, c->indicator->index, group, p);
      for (guint i = 0; i < (c->region ? 1 : regions->len); i++) {
        const Region *region = c->region ? c->region : regions->pdata[i];
        if (is_about(c, c->indicator, region, slab_period(slab), group)) func(walk, slab, group, region);
      }
    }
}

/* ---- Withdrawing ----------------------------------------------------------------------------------------------- */

static void take_out(Slab *slab, const Region *region, guint8 flags) {
  Observation withdrawn = {.value = NAN, .low = NAN, .high = NAN, .state = STATE_WITHDRAWN, .flags = flags & FLAG_EXAMPLE};
  slab_set(slab, region->index, &withdrawn, slab_source(slab, region->index));
}

/* A total that would be worked out, in the place of which there is nothing yet. It stands with the first of its parts. */
static void take_total_out(Slab *slab, const Indicator *indicator, const Region *region) {
  for (guint i = 0; indicator->aggregation != AGGREGATE_NONE && i < region->members->len; i++) {
    guint member = ((const Region *)region->members->pdata[i])->index;
    Observation part = slab_get(slab, member);
    if (part.state == STATE_ABSENT) continue;
    Observation withdrawn = {.value = NAN, .low = NAN, .high = NAN, .state = STATE_WITHDRAWN, .flags = part.flags & FLAG_EXAMPLE};
    slab_put(slab, region->index, &withdrawn, slab_source(slab, member), slab_resource(slab, member));
    return;
  }
}

static void withdraw(Walk *walk, Slab *slab, guint group, const Region *region) {
  const Correction *c = walk->correction;
  Observation own = slab_get(slab, region->index);
  if (find(walk->corrections, c->indicator, region, slab_period(slab), group) != c) return;
  if (own.state != STATE_ABSENT) take_out(slab, region, own.flags);
  else take_total_out(slab, c->indicator, region);
}

static void count(Walk *walk, Slab *slab, guint group G_GNUC_UNUSED, const Region *region) {
  ValueState state = slab_get(slab, region->index).state;
  walk->count += state != STATE_ABSENT;
  walk->missing += state == STATE_MISSING;
}

void corrections_withdraw(Corrections *corrections, Observations *observations, const Observations *held) {
  g_ptr_array_sort(corrections->all, newest_first);
  check_doubles(corrections);
  for (guint i = 0; i < corrections->all->len; i++) {
    Walk walk = {.corrections = corrections, .correction = corrections->all->pdata[i]};
    if (walk.correction->kind == CORRECTION_WITHDRAWN) each_cell(&walk, observations, withdraw);
    each_cell(&walk, held, count);
    if (walk.count) g_hash_table_add(corrections->held, corrections->all->pdata[i]);
  }
}

/* ---- Marking --------------------------------------------------------------------------------------------------- */

static void mark(const Corrections *corrections, Slab *slab, guint group, const Indicator *indicator, const Region *region) {
  Observation own = slab_get(slab, region->index);
  const Correction *found = own.state == STATE_ABSENT ? NULL : find(corrections, indicator, region, slab_period(slab), group);
  if (!found || own.state == STATE_WITHDRAWN) return;
  if (found->kind == CORRECTION_WITHDRAWN) {
    take_out(slab, region, own.flags);
    return;
  }
  own.flags |= FLAG_CORRECTED;
  slab_set(slab, region->index, &own, slab_source(slab, region->index));
}

static void mark_cell(Walk *walk, Slab *slab, guint group, const Region *region) {
  mark(walk->corrections, slab, group, walk->correction->indicator, region);
}

static bool touches(const Corrections *corrections, const Indicator *indicator) {
  for (guint i = 0; i < corrections->all->len; i++)
    if (((const Correction *)corrections->all->pdata[i])->indicator == indicator) return true;
  for (guint i = 0; indicator->formula && i < indicator->formula->terms->len; i++)
    if (touches(corrections, g_array_index(indicator->formula->terms, FormulaTerm, i).indicator)) return true;
  return false;
}

/* What a formula makes of a corrected term is corrected, too. */
static void mark_derived(const Corrections *corrections, Observations *observations, const Indicator *indicator) {
  const GPtrArray *regions = regions_all(corrections->regions);
  for (guint group = 0; group <= catalog_groups(corrections->catalog)->len; group++)
    for (guint p = 0; p < observations_periods(observations, indicator->index, group); p++)
      for (guint i = 0; i < regions->len; i++)
        mark(corrections, observations_slab(observations, indicator->index, group, p), group, indicator, regions->pdata[i]);
}

/* ---- What is wrong with the table ------------------------------------------------------------------------------ */

/* Whether a number of the text, written as 1234 or 1.234, lies in [low, high]. */
static bool names_number(const char *text, double low, double high) {
  for (const char *at = text; *at;) {
    double number = 0;
    bool any = false;
    while (g_ascii_isdigit(*at) || (any && *at == '.' && g_ascii_isdigit(at[1]))) {
      if (*at != '.') number = number * 10 + (*at - '0');
      any = true;
      at++;
    }
    if (any && number >= low && number <= high) return true;
    if (!any) at++;
  }
  return false;
}

/* The true value is not known here any more: what the reader is told it may be is what the reason must not narrow down. */
static void listen(Walk *walk, Slab *slab, guint group G_GNUC_UNUSED, const Region *region) {
  const Correction *c = walk->correction;
  Observation own = slab_get(slab, region->index);
  bool small = own.state == STATE_WITHDRAWN && c->indicator->threshold > 1;
  if (own.state == STATE_SECRET)
    walk->tells = walk->tells || names_number(c->reason, isnan(own.low) ? 0 : own.low, isnan(own.high) ? INFINITY : own.high);
  else if (small) walk->tells = walk->tells || names_number(c->reason, 1, c->indicator->threshold - 1);
}

static char *words_of(const Correction *c) {
  char iso[PERIOD_TEXT];
  return g_strdup_printf("'%s'%s%s%s%s%s%s", c->indicator->id, c->region ? " of " : "", c->region ? c->region->code : "",
                         c->period.kind ? " in " : "", period_iso(c->period, iso), c->group ? ", " : "", c->group ? c->group->id : "");
}

/* A misspelt withdrawal would publish what must not be; a mark that is lacking is no danger. */
static void check(Walk *walk) {
  const Correction *c = walk->correction;
  Diags *diags = walk->corrections->diags;
  bool withdrawn = c->kind == CORRECTION_WITHDRAWN;
  g_autofree char *what = words_of(c);
  if (!walk->count && !g_hash_table_contains(walk->corrections->held, c))
    diags_add(diags, withdrawn ? DIAG_ERROR : DIAG_WARNING, "correction-nothing", c->pos,
              "look for a slip in the indicator, region, period or group; leave the row out when its values are gone from the data",
              "the data has no value %s, so nothing is %s", what, KIND_WORDS[c->kind]);
  else if (!withdrawn && walk->count && walk->missing == walk->count)
    diags_add(diags, DIAG_WARNING, "correction-no-value", c->pos, "say 'withdrawn', or deliver the new value",
              "%s is said to be corrected, but its value is missing", what);
  if (walk->tells)
    diags_add(diags, DIAG_WARNING, "correction-tells", c->pos, "tell it without numbers",
              "the reason has a number that could be the count of %s, which is not shown", what);
}

void corrections_mark(Corrections *corrections, Observations *observations) {
  const GPtrArray *derived = catalog_derived(corrections->catalog);
  for (guint i = 0; i < corrections->all->len; i++) {
    Walk walk = {.corrections = corrections, .correction = corrections->all->pdata[i]};
    if (!walk.correction->indicator->formula) each_cell(&walk, observations, mark_cell);
  }
  for (guint i = 0; i < derived->len; i++)
    if (touches(corrections, derived->pdata[i])) mark_derived(corrections, observations, derived->pdata[i]);
  for (guint i = 0; i < corrections->all->len; i++) {
    Walk walk = {.corrections = corrections, .correction = corrections->all->pdata[i]};
    each_cell(&walk, observations, count);
    each_cell(&walk, observations, listen);
    check(&walk);
  }
}
