/* Sources, groups and indicators: three small tables with the words and rules that numbers need before they mean
 * anything. Rules that contradict each other (a rate that adds up, a mean without weight) are refused here, so that no
 * later stage has to wonder. This file must not know regions or values. */
#include "data/catalog.h"
#include "config/yaml.h"
#include "data/formula.h"
#include "data/formula_units.h"
#include "data/limits.h"
#include <math.h>
#include <string.h>

enum { MAX_ENTRIES = 4000, MAX_DECIMALS = 9, MAX_COUNT = 1000000000 };

/* An indicator while it is read: what it refers to may come later. */
typedef struct {
  char *text; /* "indicator" or "indicator/group"; "" = none */
  SourcePos pos;
} PartName;

typedef struct {
  Indicator indicator; /* first, so that it is freed by its own address */
  char *weight_id;
  SourcePos weight_pos;
  Formula *formula; /* or NULL */
  enum { UNSEEN, SEEING, SEEN } seen; /* while derived indicators are put in order */
  PartName same_as, numerator, denominator;
} Entry;

/* A source with its number. */
typedef struct {
  Source source; /* first, as above */
  guint16 number;
} NumberedSource;

struct Catalog {
  Diags *diags;
  GPtrArray *derived; /* Entry* */
  GPtrArray *sources, *groups, *indicators;           /* owned; NumberedSource*, Group*, Entry* */
  GHashTable *source_ids, *group_ids, *indicator_ids; /* id → what */
};

enum { SOURCE_ID, SOURCE_TITLE, CITATION, PUBLISHER, URL, DATE, LICENCE, EXAMPLE };
static const TableColumn SOURCE_COLUMNS[] = {
    [SOURCE_ID] = {.name = "id", .needed = true, .key = true},
    [SOURCE_TITLE] = {.name = "title", .needed = true},
    [CITATION] = {.name = "citation", .needed = true},
    [PUBLISHER] = {.name = "publisher", .needed = true},
    [URL] = {.name = "url"},
    [DATE] = {.name = "date"},
    [LICENCE] = {.name = "licence"},
    [EXAMPLE] = {.name = "example", .needed = true},
};
const TableShape SOURCES_SHAPE = {SOURCE_COLUMNS, G_N_ELEMENTS(SOURCE_COLUMNS), false};

enum { GROUP_ID, GROUP_TITLE, GROUP_SHORT, ICON, ORDER };
static const TableColumn GROUP_COLUMNS[] = {
    [GROUP_ID] = {.name = "id", .needed = true, .key = true}, [GROUP_TITLE] = {.name = "title", .needed = true},
    [GROUP_SHORT] = {.name = "short_title"},                  [ICON] = {.name = "icon"},
    [ORDER] = {.name = "order"},
};
const TableShape GROUPS_SHAPE = {GROUP_COLUMNS, G_N_ELEMENTS(GROUP_COLUMNS), false};

enum {
  ID, TITLE, SHORT_TITLE, UNIT, UNIT_LABEL, DECIMALS, KIND, POLARITY, AGGREGATION, WEIGHT, THRESHOLD, PROTECTION, ROUNDING,
  GROUPS, SAME_AS, NUMERATOR, DENOMINATOR, CATEGORIES, SOURCE, DEFINITION, FORMULA,
  TOLERANCE, COVERAGE
};
static const TableColumn INDICATOR_COLUMNS[] = {
    [ID] = {.name = "id", .needed = true, .key = true},
    [TITLE] = {.name = "title", .needed = true},
    [SHORT_TITLE] = {.name = "short_title"},
    [UNIT] = {.name = "unit", .needed = true},
    [UNIT_LABEL] = {.name = "unit_label"},
    [DECIMALS] = {.name = "decimals"},
    [KIND] = {.name = "kind", .needed = true},
    [POLARITY] = {.name = "polarity"},
    [AGGREGATION] = {.name = "aggregation", .needed = true},
    [WEIGHT] = {.name = "weight", .refers = "indicators.id"},
    [THRESHOLD] = {.name = "threshold"},
    [PROTECTION] = {.name = "protection"},
    [ROUNDING] = {.name = "rounding"},
    [GROUPS] = {.name = "groups"},
    [SAME_AS] = {.name = "same_as"},
    [NUMERATOR] = {.name = "numerator"},
    [DENOMINATOR] = {.name = "denominator"},
    [CATEGORIES] = {.name = "categories"},
    [SOURCE] = {.name = "source", .needed = true, .refers = "sources.id"},
    [DEFINITION] = {.name = "definition"},
    [FORMULA] = {.name = "formula"},
    [TOLERANCE] = {.name = "tolerance"},
    [COVERAGE] = {.name = "coverage"},
};
const TableShape INDICATORS_SHAPE = {INDICATOR_COLUMNS, G_N_ELEMENTS(INDICATOR_COLUMNS), false};

static const char *const KINDS[] = {"stock", "flow", "rate", "category", NULL};
static const char *const POLARITIES[] = {"neutral", "higher", "lower", NULL};
static const char *const GROUPINGS[] = {"partition", "overlap", NULL};
static const char *const AGGREGATIONS[] = {"none", "sum", "mean", NULL};

/* ---- Life ------------------------------------------------------------------------------------------------------ */

static void source_free(gpointer data) {
  Source *source = data;
  g_free(source->id);
  g_free(source->title);
  g_free(source->citation);
  g_free(source->publisher);
  g_free(source->url);
  g_free(source->licence);
  g_free(source);
}

static void group_free(gpointer data) {
  Group *group = data;
  g_free(group->id);
  g_free(group->title);
  g_free(group->short_title);
  g_free(group->icon);
  g_free(group);
}

static void category_free(gpointer data) {
  Category *category = data;
  g_free(category->id);
  g_free(category->title);
  g_free(category);
}

static void entry_free(gpointer data) {
  Entry *entry = data;
  Indicator *indicator = &entry->indicator;
  g_free(indicator->id);
  g_free(indicator->title);
  g_free(indicator->short_title);
  g_free(indicator->unit);
  g_free(indicator->unit_label);
  g_free(indicator->definition);
  g_ptr_array_unref(indicator->categories);
  g_free(entry->weight_id);
  if (entry->formula) formula_free(entry->formula);
  g_free(entry->same_as.text);
  g_free(entry->numerator.text);
  g_free(entry->denominator.text);
  g_free(entry);
}

Catalog *catalog_new(Diags *diags) {
  Catalog *catalog = g_new0(Catalog, 1);
  catalog->diags = diags;
  catalog->sources = g_ptr_array_new_with_free_func(source_free);
  catalog->derived = g_ptr_array_new();
  catalog->groups = g_ptr_array_new_with_free_func(group_free);
  catalog->indicators = g_ptr_array_new_with_free_func(entry_free);
  catalog->source_ids = g_hash_table_new(g_str_hash, g_str_equal);
  catalog->group_ids = g_hash_table_new(g_str_hash, g_str_equal);
  catalog->indicator_ids = g_hash_table_new(g_str_hash, g_str_equal);
  return catalog;
}

void catalog_free(Catalog *catalog) {
  g_hash_table_unref(catalog->source_ids);
  g_hash_table_unref(catalog->group_ids);
  g_hash_table_unref(catalog->indicator_ids);
  g_ptr_array_unref(catalog->derived);
  g_ptr_array_unref(catalog->indicators);
  g_ptr_array_unref(catalog->groups);
  g_ptr_array_unref(catalog->sources);
  g_free(catalog);
}

/* ---- Common to the three --------------------------------------------------------------------------------------- */

/* Ids stand in templates, addresses and file names. */
static bool id_is_safe(const char *id) {
  if (!g_ascii_islower(*id) || strlen(id) > 60) return false;
  for (; *id; id++)
    if (!g_ascii_islower(*id) && !g_ascii_isdigit(*id) && *id != '_' && *id != '-') return false;
  return true;
}

static bool take_id(Catalog *catalog, const Cell *cell, GHashTable *known, const char *what) {
  if (cell->missing || cell->bad) return false;
  g_autofree char *found = cell_quote(cell);
  if (g_hash_table_contains(known, cell->text))
    diags_error(catalog->diags, "catalog-duplicate", cell->pos, "keep one of the two rows", "the %s '%s' is given twice",
                what, found);
  else if (!id_is_safe(cell->text))
    diags_error(catalog->diags, "catalog-id", cell->pos, "use small letters, digits and _, beginning with a letter",
                "'%s' cannot be the id of a %s", found, what);
  else if (g_hash_table_size(known) >= MAX_ENTRIES)
    diags_error(catalog->diags, "catalog-too-many", cell->pos, NULL, "more than %d rows", MAX_ENTRIES);
  else return true;
  return false;
}

/* A whole number, also from a column that the schema calls text. */
static int whole_number(Catalog *catalog, const Cell *cell, int fallback, int minimum, int maximum) {
  if (cell->missing || cell->bad) return fallback;
  char *end = NULL;
  gint64 number = g_ascii_strtoll(cell->text, &end, 10);
  if (!*end && end != cell->text && number >= minimum && number <= maximum) return (int)number;
  g_autofree char *found = cell_quote(cell);
  diags_error(catalog->diags, "catalog-number", cell->pos, NULL, "'%s' is no whole number from %d to %d", found, minimum,
              maximum);
  return fallback;
}

static char *text_or(const Row *row, guint column, guint other) {
  const Cell *cell = row_cell(row, column);
  return cell->missing ? row_text(row, other) : g_strdup(cell->text);
}

/* ---- Sources --------------------------------------------------------------------------------------------------- */

/* Addresses become links in pages and PDFs, where "javascript:" would run. */
static void check_url(Catalog *catalog, const Cell *cell) {
  if (cell->missing || cell->bad || g_str_has_prefix(cell->text, "https://") || g_str_has_prefix(cell->text, "http://"))
    return;
  g_autofree char *found = cell_quote(cell);
  diags_error(catalog->diags, "source-url", cell->pos, "begin with https://", "'%s' is no web address", found);
}

void catalog_take_source(const Row *row, gpointer user_data) {
  static const char *const booleans[] = {"false", "true", NULL};
  Catalog *catalog = user_data;
  const Cell *id = row_cell(row, SOURCE_ID), *date = row_cell(row, DATE), *example = row_cell(row, EXAMPLE);
  Period period = {0};
  bool is_example = example->truth;
  if (!is_example && !example->missing && !example->bad)
    is_example = cell_word(example, "source-example", "the word", booleans, 0, catalog->diags) == 1;
  check_url(catalog, row_cell(row, URL));
  if (!date->missing && !date->bad && !period_parse(date->text, date->length, &period)) {
    g_autofree char *found = cell_quote(date);
    diags_error(catalog->diags, "source-date", date->pos, "write it like 2024-03-14, 2024-03 or 2024", "'%s' is no date",
                found);
  }
  if (!take_id(catalog, id, catalog->source_ids, "source")) return;
  NumberedSource *source = g_new0(NumberedSource, 1);
  source->source = (Source){.id = g_strdup(id->text), .title = row_text(row, SOURCE_TITLE),
                            .citation = row_text(row, CITATION),
                            .publisher = row_text(row, PUBLISHER), .url = row_text(row, URL),
                            .licence = row_text(row, LICENCE), .date = period, .example = is_example};
  g_ptr_array_add(catalog->sources, source);
  source->number = (guint16)catalog->sources->len;
  g_hash_table_insert(catalog->source_ids, source->source.id, source);
}

/* ---- Groups ---------------------------------------------------------------------------------------------------- */

static void check_icon(Catalog *catalog, const Cell *cell) {
  if (cell->missing || cell->bad || id_is_safe(cell->text)) return;
  g_autofree char *found = cell_quote(cell);
  diags_error(catalog->diags, "group-icon", cell->pos, "use small letters, digits and hyphens",
              "'%s' cannot be the name of an icon", found);
}

void catalog_take_group(const Row *row, gpointer user_data) {
  Catalog *catalog = user_data;
  const Cell *id = row_cell(row, GROUP_ID);
  int order = whole_number(catalog, row_cell(row, ORDER), (int)catalog->groups->len, 0, G_MAXINT);
  check_icon(catalog, row_cell(row, ICON));
  if (!take_id(catalog, id, catalog->group_ids, "group")) return;
  Group *group = g_new0(Group, 1);
  *group = (Group){.id = g_strdup(id->text), .title = row_text(row, GROUP_TITLE),
                   .short_title = text_or(row, GROUP_SHORT, GROUP_TITLE), .icon = row_text(row, ICON), .index = (guint)order};
  g_ptr_array_add(catalog->groups, group);
  g_hash_table_insert(catalog->group_ids, group->id, group);
}

static int by_order(gconstpointer a, gconstpointer b) {
  const Group *first = *(const Group *const *)a, *second = *(const Group *const *)b;
  if (first->index != second->index) return first->index < second->index ? -1 : 1;
  return strcmp(first->id, second->id);
}

/* ---- Indicators ------------------------------------------------------------------------------------------------ */

static bool has_category(const GPtrArray *categories, const char *id) {
  for (guint i = 0; i < categories->len; i++)
    if (!strcmp(((const Category *)g_ptr_array_index(categories, i))->id, id)) return true;
  return false;
}

/* "id=Title|id=Title" */
static GPtrArray *read_categories(Catalog *catalog, const Cell *cell) {
  GPtrArray *categories = g_ptr_array_new_with_free_func(category_free);
  if (cell->missing || cell->bad) return categories;
  g_auto(GStrv) parts = g_strsplit(cell->text, "|", -1);
  for (char **part = parts; *part; part++) {
    g_auto(GStrv) pair = g_strsplit(*part, "=", 2);
    bool whole = g_strv_length(pair) == 2 && *g_strstrip(pair[0]) && *g_strstrip(pair[1]);
    if (!whole || has_category(categories, pair[0])) {
      diags_error(catalog->diags, "indicator-categories", cell->pos, "write it like geen=Geen|vastgesteld=Vastgesteld",
                  "'%s' is %s", *part, whole ? "a category that is there already" : "no id with a title");
      continue;
    }
    Category *category = g_new0(Category, 1);
    *category = (Category){g_strdup(pair[0]), g_strdup(pair[1])};
    g_ptr_array_add(categories, category);
  }
  return categories;
}

typedef struct {
  bool (*breaks)(const Entry *entry);
  guint column;
  const char *code, *message, *hint;
} IndicatorRule;

static bool is_count(const Entry *entry) { return entry->indicator.kind == KIND_STOCK || entry->indicator.kind == KIND_FLOW; }
static bool sums_no_count(const Entry *entry) { return entry->indicator.aggregation == AGGREGATE_SUM && !is_count(entry); }
static bool means_category(const Entry *entry) {
  return entry->indicator.aggregation == AGGREGATE_MEAN && entry->indicator.kind == KIND_CATEGORY;
}
static bool mean_lacks_weight(const Entry *entry) {
  return entry->indicator.aggregation == AGGREGATE_MEAN && !*entry->weight_id;
}
static bool weight_unused(const Entry *entry) {
  return entry->indicator.aggregation != AGGREGATE_MEAN && *entry->weight_id;
}
static bool weighs_itself(const Entry *entry) { return !strcmp(entry->weight_id, entry->indicator.id); }
static bool threshold_no_count(const Entry *entry) { return entry->indicator.threshold && !is_count(entry); }
static bool protection_bare(const Entry *entry) {
  return entry->indicator.protection && !entry->indicator.threshold && !is_count(entry);
}
static bool rounds_no_count(const Entry *entry) { return entry->indicator.rounding && !is_count(entry); }
static bool rounds_and_hides(const Entry *entry) { return entry->indicator.rounding && entry->indicator.threshold; }
static bool parts_no_rate(const Entry *entry) {
  return entry->indicator.kind != KIND_RATE && (*entry->numerator.text || *entry->denominator.text);
}
static bool same_no_count(const Entry *entry) { return *entry->same_as.text && !is_count(entry); }
static bool category_bare(const Entry *entry) {
  return entry->indicator.kind == KIND_CATEGORY && !entry->indicator.categories->len;
}
static bool categories_unused(const Entry *entry) {
  return entry->indicator.kind != KIND_CATEGORY && entry->indicator.categories->len;
}

static bool derived_aggregates(const Entry *entry) {
  return entry->formula && entry->indicator.aggregation != AGGREGATE_NONE;
}
static bool derived_threshold(const Entry *entry) { return entry->formula && entry->indicator.threshold; }
static bool derived_protection(const Entry *entry) { return entry->formula && entry->indicator.protection; }
static bool derived_rounding(const Entry *entry) { return entry->formula && entry->indicator.rounding; }
static bool derived_same(const Entry *entry) { return entry->formula && *entry->same_as.text; }
static bool covers_nothing(const Entry *entry) {
  return !isnan(entry->indicator.coverage) && entry->indicator.aggregation == AGGREGATE_NONE && !entry->formula;
}
static bool derived_kind(const Entry *entry) {
  return entry->formula && (entry->formula->divides ? entry->indicator.kind != KIND_RATE : !is_count(entry));
}

static const IndicatorRule RULES[] = {
    {derived_aggregates, AGGREGATION, "indicator-aggregation", "what a formula makes is worked out anew for each region",
     "use none"},
    {derived_threshold, THRESHOLD, "indicator-threshold", "what a formula makes is as secret as its terms",
     "put it on the terms"},
    {derived_protection, PROTECTION, "indicator-protection", "what a formula makes is as secret as its terms",
     "put it on the terms"},
    {derived_rounding, ROUNDING, "indicator-rounding", "what a formula makes is as secret as its terms", "put it on the terms"},
    {derived_same, SAME_AS, "indicator-same-as", "what a formula makes has no other name", "take one of the two out"},
    {derived_kind, KIND, "indicator-kind", "a formula with / makes a rate, one without a stock or flow", NULL},
    {covers_nothing, COVERAGE, "indicator-coverage", "coverage is of totals and means, and this has none",
     "take it out, or choose how it adds up"},
    {sums_no_count, AGGREGATION, "indicator-aggregation", "only a stock or flow adds up", "use mean with a weight, or none"},
    {means_category, AGGREGATION, "indicator-aggregation", "a category has no mean", "use none"},
    {mean_lacks_weight, WEIGHT, "indicator-weight", "a mean needs the indicator that weighs it",
     "name the count that the rate is a share of"},
    {weight_unused, WEIGHT, "indicator-weight", "a weight without a mean is never used", "use mean, or take the weight out"},
    {weighs_itself, WEIGHT, "indicator-weight", "an indicator cannot be its own weight", NULL},
    {threshold_no_count, THRESHOLD, "indicator-threshold", "a threshold protects counts, and this is none",
     "put it on the count that the rate is made of"},
    {protection_bare, PROTECTION, "indicator-protection", "protection is for counts, and this is none",
     "put it on the count that the rate is made of"},
    {rounds_no_count, ROUNDING, "indicator-rounding", "rounding to a base is for counts, and this is none",
     "put it on the count that the rate is made of"},
    {rounds_and_hides, ROUNDING, "indicator-rounding", "small counts are rounded or hidden, not both",
     "keep the threshold or the rounding"},
    {parts_no_rate, NUMERATOR, "indicator-numerator", "only a rate has a numerator and a denominator", NULL},
    {same_no_count, SAME_AS, "indicator-same-as", "only a count can be the same count under another name", NULL},
    {category_bare, CATEGORIES, "indicator-categories", "a category needs a list to choose from",
     "write it like geen=Geen|vastgesteld=Vastgesteld"},
    {categories_unused, CATEGORIES, "indicator-categories", "only the kind 'category' has categories", NULL},
};

static void check_rules(Catalog *catalog, const Entry *entry, const Row *row) {
  for (gsize i = 0; i < G_N_ELEMENTS(RULES); i++) {
    if (!RULES[i].breaks(entry)) continue;
    const Cell *cell = row_cell(row, RULES[i].column);
    diags_error(catalog->diags, RULES[i].code, cell->pos.line ? cell->pos : row->pos, RULES[i].hint, "'%s': %s",
                entry->indicator.id, RULES[i].message);
  }
}

static PartName part_name(const Row *row, guint column) {
  return (PartName){row_text(row, column), row_cell(row, column)->pos};
}

static Entry *read_entry(Catalog *catalog, const Row *row) {
  Entry *entry = g_new0(Entry, 1);
  Diags *diags = catalog->diags;
  entry->indicator = (Indicator){
      .id = row_text(row, ID),
      .title = row_text(row, TITLE),
      .short_title = text_or(row, SHORT_TITLE, TITLE),
      .unit = row_text(row, UNIT),
      .unit_label = text_or(row, UNIT_LABEL, UNIT),
      .decimals = whole_number(catalog, row_cell(row, DECIMALS), 0, 0, MAX_DECIMALS),
      .kind = (IndicatorKind)cell_word(row_cell(row, KIND), "indicator-kind", "the kind", KINDS, KIND_STOCK, diags),
      .polarity = (Polarity)cell_word(row_cell(row, POLARITY), "indicator-polarity", "the polarity", POLARITIES,
                                      POLARITY_NEUTRAL, diags),
      .aggregation = (Aggregation)cell_word(row_cell(row, AGGREGATION), "indicator-aggregation", "the aggregation",
                                            AGGREGATIONS, AGGREGATE_NONE, diags),
      .threshold = whole_number(catalog, row_cell(row, THRESHOLD), 0, 2, MAX_COUNT),
      .protection = whole_number(catalog, row_cell(row, PROTECTION), 0, 1, MAX_COUNT),
      .rounding = whole_number(catalog, row_cell(row, ROUNDING), 0, 2, MAX_COUNT),
      .groups_overlap = cell_word(row_cell(row, GROUPS), "indicator-groups", "the word", GROUPINGS, 0, diags) == 1,
      .categories = read_categories(catalog, row_cell(row, CATEGORIES)),
      .source = catalog_find_source(catalog, row_cell(row, SOURCE), diags),
      .definition = row_text(row, DEFINITION),
      .pos = row->pos,
  };
  limits_read_tolerance(row_cell(row, TOLERANCE), &entry->indicator, diags);
  limits_read_coverage(row_cell(row, COVERAGE), &entry->indicator, diags);
  entry->weight_id = row_text(row, WEIGHT);
  entry->weight_pos = row_cell(row, WEIGHT)->pos;
  const Cell *formula = row_cell(row, FORMULA);
  if (!formula->missing && !formula->bad) entry->formula = formula_parse(formula->text, formula->pos, diags);
  entry->indicator.formula = entry->formula;
  entry->same_as = part_name(row, SAME_AS);
  entry->numerator = part_name(row, NUMERATOR);
  entry->denominator = part_name(row, DENOMINATOR);
  return entry;
}

void catalog_take_indicator(const Row *row, gpointer user_data) {
  Catalog *catalog = user_data;
  Entry *entry = read_entry(catalog, row);
  check_rules(catalog, entry, row);
  if (!entry->formula) limits_settle(&entry->indicator);
  /* Without a threshold nothing is hidden, but what the source hides must not be found either. */
  if (!entry->indicator.protection) entry->indicator.protection = MAX(1, entry->indicator.threshold - 2);
  if (!take_id(catalog, row_cell(row, ID), catalog->indicator_ids, "indicator")) {
    entry_free(entry);
    return;
  }
  entry->indicator.index = catalog->indicators->len;
  g_ptr_array_add(catalog->indicators, entry);
  g_hash_table_insert(catalog->indicator_ids, entry->indicator.id, entry);
}

static void connect_weight(Catalog *catalog, Entry *entry) {
  if (!*entry->weight_id) return;
  Cell cell = {.text = entry->weight_id, .length = strlen(entry->weight_id), .pos = entry->weight_pos};
  const Indicator *weight = catalog_find_indicator(catalog, &cell, catalog->diags);
  entry->indicator.weight = weight;
  if (weight && weight->formula)
    diags_error(catalog->diags, "indicator-weight", entry->weight_pos, "name one that is counted", "'%s' cannot weigh: it is derived",
                weight->id);
  if (weight && weight->kind != KIND_STOCK && weight->kind != KIND_FLOW)
    diags_error(catalog->diags, "indicator-weight", entry->weight_pos, "name the count that the rate is a share of",
                "'%s' cannot weigh: it is no count", weight->id);
}

/* ---- Derived indicators ---------------------------------------------------------------------------------------- */

static bool connect_term(Catalog *catalog, FormulaTerm *term) {
  Cell cell = {.text = term->id, .length = strlen(term->id), .pos = term->pos};
  term->indicator = catalog_find_indicator(catalog, &cell, catalog->diags);
  if (!term->indicator) return false;
  if (term->indicator->kind == KIND_STOCK || term->indicator->kind == KIND_FLOW) return true;
  diags_error(catalog->diags, "formula-term", term->pos, "name the counts it is made of", "'%s' is no count", term->id);
  return false;
}

/* Puts what the entry is made of before it. False when it is made of itself. */
static bool derive_after_terms(Catalog *catalog, Entry *entry) {
  if (entry->seen == SEEN || !entry->formula) return true;
  if (entry->seen == SEEING) return false;
  entry->seen = SEEING;
  for (guint i = 0; i < entry->formula->terms->len; i++) {
    const FormulaTerm *term = &g_array_index(entry->formula->terms, FormulaTerm, i);
    if (!term->indicator || derive_after_terms(catalog, g_hash_table_lookup(catalog->indicator_ids, term->id))) continue;
    diags_error(catalog->diags, "formula-circle", term->pos, "take it out of one of the two", "'%s' is made of itself, by '%s'",
                entry->indicator.id, term->id);
  }
  entry->seen = SEEN;
  limits_settle(&entry->indicator);
  g_ptr_array_add(catalog->derived, entry);
  return true;
}

static void connect_formulas(Catalog *catalog) {
  for (guint i = 0; i < catalog->indicators->len; i++) {
    Entry *entry = catalog->indicators->pdata[i];
    bool known = true;
    for (guint t = 0; entry->formula && t < entry->formula->terms->len; t++)
      known = connect_term(catalog, &g_array_index(entry->formula->terms, FormulaTerm, t)) && known;
    if (entry->formula && known) formula_check_units(&entry->indicator, catalog->diags);
  }
  for (guint i = 0; i < catalog->indicators->len; i++) derive_after_terms(catalog, catalog->indicators->pdata[i]);
}

/* ---- Counts that are told of elsewhere -------------------------------------------------------------------------- */

static Cell cell_of(char *text, SourcePos pos) { return (Cell){.text = text, .length = strlen(text), .pos = pos}; }

/* "indicator" or "indicator/group": a count of the tables. */
static IndicatorPart connect_part(Catalog *catalog, const PartName *name) {
  IndicatorPart part = {NULL, NULL};
  g_auto(GStrv) ids = g_strsplit(name->text, "/", 2);
  if (!*name->text) return part;
  Cell indicator = cell_of(ids[0], name->pos), group = cell_of(ids[1] ? ids[1] : ids[0], name->pos);
  part.indicator = catalog_find_indicator(catalog, &indicator, catalog->diags);
  if (ids[1]) part.group = catalog_find_group(catalog, &group, catalog->diags);
  if (part.indicator && !is_count((const Entry *)part.indicator)) {
    diags_error(catalog->diags, "indicator-part", name->pos, "name a stock or a flow", "'%s' is no count",
                part.indicator->id);
    part.indicator = NULL;
  }
  if (part.indicator && part.indicator->formula)
    diags_error(catalog->diags, "indicator-part", name->pos, "name one that is counted; a formula can make the rate",
                "'%s' is derived", part.indicator->id);
  return part;
}

static void connect_parts(Catalog *catalog, Entry *entry) {
  Indicator *indicator = &entry->indicator;
  indicator->same_as = connect_part(catalog, &entry->same_as);
  indicator->numerator = connect_part(catalog, &entry->numerator);
  indicator->denominator = connect_part(catalog, &entry->denominator);
  if (!indicator->denominator.indicator && indicator->kind == KIND_RATE) indicator->denominator.indicator = indicator->weight;
  if (indicator->same_as.indicator == indicator)
    diags_error(catalog->diags, "indicator-same-as", entry->same_as.pos, "name the other indicator",
                "'%s' is the same as itself", indicator->id);
}

void catalog_finish(Catalog *catalog) {
  g_ptr_array_sort(catalog->groups, by_order);
  for (guint i = 0; i < catalog->groups->len; i++) ((Group *)g_ptr_array_index(catalog->groups, i))->index = i;
  for (guint i = 0; i < catalog->indicators->len; i++) connect_weight(catalog, g_ptr_array_index(catalog->indicators, i));
  connect_formulas(catalog);
  for (guint i = 0; i < catalog->indicators->len; i++) connect_parts(catalog, g_ptr_array_index(catalog->indicators, i));
}

/* ---- Asking ---------------------------------------------------------------------------------------------------- */

const GPtrArray *catalog_sources(const Catalog *catalog) { return catalog->sources; }
const GPtrArray *catalog_groups(const Catalog *catalog) { return catalog->groups; }
const GPtrArray *catalog_derived(const Catalog *catalog) { return catalog->derived; }
const GPtrArray *catalog_indicators(const Catalog *catalog) { return catalog->indicators; }

const Indicator *catalog_indicator(const Catalog *catalog, const char *id) {
  return g_hash_table_lookup(catalog->indicator_ids, id);
}

const Group *catalog_group(const Catalog *catalog, const char *id) { return g_hash_table_lookup(catalog->group_ids, id); }

guint16 catalog_source_number(const Source *source) { return source ? ((const NumberedSource *)source)->number : 0; }

static int by_text(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The entry that the cell's text is the id of. */
static gpointer find(GHashTable *ids, const Cell *cell, const char *code, const char *what, Diags *diags) {
  if (cell->missing || cell->bad) return NULL;
  gpointer found = g_hash_table_lookup(ids, cell->text);
  if (found) return found;
  guint count;
  g_autofree const char **known = (const char **)g_hash_table_get_keys_as_array(ids, &count);
  g_autoptr(GPtrArray) sorted = g_ptr_array_new();
  for (guint i = 0; i < count; i++) g_ptr_array_add(sorted, (gpointer)known[i]);
  g_ptr_array_sort(sorted, by_text);
  g_ptr_array_add(sorted, NULL);
  cell_unknown(cell, code, what, (const char *const *)sorted->pdata, diags);
  return NULL;
}

const Indicator *catalog_find_indicator(const Catalog *catalog, const Cell *cell, Diags *diags) {
  return find(catalog->indicator_ids, cell, "indicator-unknown", "the indicator", diags);
}

const Group *catalog_find_group(const Catalog *catalog, const Cell *cell, Diags *diags) {
  return find(catalog->group_ids, cell, "group-unknown", "the group", diags);
}

const Source *catalog_find_source(const Catalog *catalog, const Cell *cell, Diags *diags) {
  return find(catalog->source_ids, cell, "source-unknown", "the source", diags);
}
