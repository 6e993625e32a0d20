/* What holds for every project, tried on random ones: the order of rows, columns and resources does not matter, nor how a
 * file is written or divided; and what is aggregated is what its parts make. */
#include "generate.h"
#include <math.h>

enum { CASES = 200 };

/* ---- Everything a dataset says ---------------------------------------------------------------------------------- */

static int by_id(gconstpointer a, gconstpointer b) {
  return strcmp((*(const Indicator *const *)a)->id, (*(const Indicator *const *)b)->id);
}

static GPtrArray *indicators_of(const Dataset *dataset) {
  GPtrArray *indicators = g_ptr_array_new();
  for (guint i = 0; i < dataset_indicators(dataset)->len; i++) g_ptr_array_add(indicators, dataset_indicators(dataset)->pdata[i]);
  g_ptr_array_sort(indicators, by_id);
  return indicators;
}

static const Group *group_at(const Dataset *dataset, guint number) {
  return number ? dataset_groups(dataset)->pdata[number - 1] : NULL;
}

static void dump_target(const Dataset *dataset, const Indicator *indicator, const Region *region, GString *out) {
  static const char *const periods[] = {"2022", "2026"};
  Target target;
  for (guint i = 0; i < G_N_ELEMENTS(periods); i++)
    if (dataset_target(dataset, indicator, region, fixture_period(periods[i]), &target))
      g_string_append_printf(out, "%s %s target %d %.17g in %d from %.17g in %d of %u/%u by %s\n", indicator->id, region->code,
                             target.kind, target.value, target.year.year, target.base_value, target.base_year.year, target.parts,
                             target.parts_all, target.source ? target.source->id : "");
}

static void dump_indicator(const Dataset *dataset, const Indicator *indicator, GString *out) {
  const GArray *periods = indicator_periods(dataset, indicator);
  char iso[PERIOD_TEXT];
  for (guint r = 0; r < dataset_regions(dataset)->len; r++) {
    const Region *region = dataset_regions(dataset)->pdata[r];
    g_string_append_printf(out, "%s %s latest %s\n", indicator->id, region->code,
                           period_iso(dataset_latest(dataset, indicator, region), iso));
    dump_target(dataset, indicator, region, out);
    for (guint p = 0; p < periods->len; p++)
      for (guint g = 0; g <= dataset_groups(dataset)->len; g++) {
        Period period = g_array_index(periods, Period, p);
        const Group *group = group_at(dataset, g);
        Observation o = dataset_observe(dataset, indicator, region, period, group);
        if (o.state == STATE_ABSENT) continue;
        g_string_append_printf(out, "%s %s %s %s: state %d flags %d value %.17g low %.17g high %.17g parts %d/%d of %s\n",
                               indicator->id, region->code, period_iso(period, iso), group ? group->id : "total", o.state,
                               o.flags, o.value, o.low, o.high, o.parts, o.parts_all,
                               dataset_source(dataset, indicator, region, period, group)->id);
      }
  }
}

static char *dump(const Dataset *dataset) {
  g_autoptr(GPtrArray) indicators = indicators_of(dataset);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < dataset_regions(dataset)->len; i++) {
    const Region *region = dataset_regions(dataset)->pdata[i];
    g_string_append_printf(out, "%s %s:", region->code, region->name);
    for (guint m = 0; m < region->members->len; m++)
      g_string_append_printf(out, " %s", ((const Region *)region->members->pdata[m])->code);
    g_string_append(out, "\n");
  }
  for (guint i = 0; i < indicators->len; i++) dump_indicator(dataset, indicators->pdata[i], out);
  return g_string_free(out, FALSE);
}

static Dataset *load(const Case *one, Project *project) {
  Dataset *dataset = dataset_load(&project->config, project->diags);
  g_autofree char *found = diags_format(project->diags, 3);
  if (!dataset) fail_msg("seed %u is refused:\n%s", one->seed, found);
  return dataset;
}

/* ---- Order and form ---------------------------------------------------------------------------------------------- */

static char *dump_styled(const Case *one, const Style *style) {
  g_autoptr(Project) project = case_project(one, style);
  g_autoptr(Dataset) dataset = load(one, project);
  return dump(dataset);
}

/* The first line that differs, of both. */
static void expect_same(const Case *one, const char *what, const char *plain, const char *changed) {
  if (!strcmp(plain, changed)) return;
  g_auto(GStrv) before = g_strsplit(plain, "\n", -1), after = g_strsplit(changed, "\n", -1);
  guint line = 0;
  while (before[line] && after[line] && !strcmp(before[line], after[line])) line++;
  fail_msg("seed %u, %s:\n%s\n%s", one->seed, what, before[line] ? before[line] : "(less)", after[line] ? after[line] : "(less)");
}

static void compare(guint32 seed, const char *what, Style style) {
  g_autoptr(Case) one = case_of_all(seed);
  g_autofree char *plain = dump_styled(one, &PLAIN), *changed = dump_styled(one, &style);
  expect_same(one, what, plain, changed);
}

static void test_order_does_not_matter(void **state G_GNUC_UNUSED) {
  for (guint32 seed = 1; seed <= CASES; seed++)
    compare(seed, "shuffled", (Style){.delimiter = ',', .line_end = "\n", .parts = 1, .shuffled = true});
}

static void test_parts_do_not_matter(void **state G_GNUC_UNUSED) {
  for (guint32 seed = 1001; seed <= 1000 + CASES; seed++) {
    Style style = PLAIN;
    style.parts = 2 + seed % 2;
    style.resources = seed % 4 < 2;
    style.shuffled = seed % 8 < 4;
    compare(seed, style.resources ? "two resources" : "a list of paths", style);
  }
}

static void test_form_does_not_matter(void **state G_GNUC_UNUSED) {
  static const char *const ends[] = {"\n", "\r\n", "\r"};
  static const char delimiters[] = {';', ',', '\t', '|'};
  for (guint32 seed = 2001; seed <= 2000 + CASES; seed++) {
    Style style = {.delimiter = delimiters[seed % 4], .line_end = ends[seed % 3], .mark = seed % 5 < 2, .quotes = seed % 7 < 3,
                   .comma = seed % 2, .parts = 1, .shuffled = seed % 11 < 5};
    compare(seed, "written in another way", style);
  }
}

/* ---- Sums and means ---------------------------------------------------------------------------------------------- */

typedef struct {
  const Dataset *dataset;
  const Case *one;
  const Indicator *indicator;
  const Region *region;
  const Group *group;
  Period period;
  guint checked;
} Place;

static void wrong(const Place *place, const Observation *o, const char *what, double expected) {
  char iso[PERIOD_TEXT];
  fail_msg("seed %u, %s of %s in %s, %s: %s should be %.17g; state %d value %.17g low %.17g high %.17g parts %d/%d",
           place->one->seed, place->indicator->id, place->region->code, period_iso(place->period, iso),
           place->group ? place->group->id : "total", what, expected, o->state, o->value, o->low, o->high, o->parts,
           o->parts_all);
}

static bool near(double a, double b) { return fabs(a - b) <= 1e-9 * MAX(1, fabs(b)); }

static bool is_hidden(const Observation *o) {
  return (o->state == STATE_SECRET || o->state == STATE_MISSING_OR_SECRET) && !isnan(o->low) && !isnan(o->high);
}

/* What dataset_observe() promises of a sum, gathered from its members as they are published. */
typedef struct {
  double value, low, high;
  guint known, hidden, secret, all; /* hidden: secret with an interval; secret: without */
  bool lacks;                       /* a part, or something of one */
} Gathered;

static Gathered gather(const Place *place) {
  Gathered sum = {0};
  for (guint i = 0; i < place->region->members->len; i++) {
    Observation o =
        dataset_observe(place->dataset, place->indicator, place->region->members->pdata[i], place->period, place->group);
    bool interval = !isnan(o.low) || !isnan(o.high), use = observation_known(&o) || is_hidden(&o);
    sum.all += o.state != STATE_IMPOSSIBLE;
    sum.secret += !use && o.state == STATE_SECRET;
    sum.lacks |= (!use && o.state != STATE_IMPOSSIBLE) || o.flags & FLAG_INCOMPLETE;
    if (!use) continue;
    sum.known += observation_known(&o);
    sum.hidden += is_hidden(&o);
    sum.value += observation_known(&o) ? o.value : 0;
    sum.low += interval ? o.low : o.value;
    sum.high += interval ? o.high : o.value;
  }
  return sum;
}

/* A total that lacks something has none. */
static void check_interval(const Place *place, const Observation *total, const Gathered *sum) {
  double low = sum->lacks ? NAN : sum->low, high = sum->lacks ? NAN : sum->high;
  if (isnan(low) ? !isnan(total->low) : !near(total->low, low)) wrong(place, total, "low", low);
  if (isnan(high) ? !isnan(total->high) : !near(total->high, high)) wrong(place, total, "high", high);
}

static void check_sum(Place *place, const Observation *total) {
  Gathered sum = gather(place);
  guint parts = sum.known + sum.hidden;
  double asked = place->indicator->coverage * sum.all;
  place->checked++;
  if (total->parts != parts || total->parts_all != sum.all) wrong(place, total, "parts", parts);
  if (sum.all && (!parts || parts < asked)) {
    ValueState state = sum.secret && parts + sum.secret >= asked ? STATE_SECRET : STATE_MISSING;
    if (total->state != state || !isnan(total->low) || !isnan(total->high)) wrong(place, total, "state", state);
  } else if (sum.all && !sum.known) {
    if (total->state != STATE_SECRET) wrong(place, total, "state", STATE_SECRET);
    check_interval(place, total, &sum);
  } else if (sum.all && sum.hidden) {
    bool bound = near(total->value, sum.low) || near(total->value, sum.high) || near(remainder(total->value, 5), 0);
    if (total->state != STATE_ROUNDED || !(total->flags & FLAG_ESTIMATED)) wrong(place, total, "state", STATE_ROUNDED);
    check_interval(place, total, &sum);
    if (!bound || total->value < sum.low || total->value > sum.high) wrong(place, total, "value", sum.low);
  } else if (sum.all && !near(total->value, sum.value)) wrong(place, total, "value", sum.value);
}

static void check_mean(Place *place, const Observation *total) {
  double value = 0, weight = 0, whole = 0, least = INFINITY, most = -INFINITY;
  guint known = 0, hidden = 0, all = 0;
  bool weighed = true;
  double behind = 0;
  for (guint i = 0; i < place->region->members->len; i++) {
    const Region *member = place->region->members->pdata[i];
    Observation o = dataset_observe(place->dataset, place->indicator, member, place->period, place->group);
    Observation w = dataset_observe(place->dataset, place->indicator->weight, member, place->period, place->group);
    all += o.state != STATE_IMPOSSIBLE;
    weighed &= o.state == STATE_IMPOSSIBLE || observation_known(&w);
    whole += o.state != STATE_IMPOSSIBLE && observation_known(&w) ? w.value : 0;
    hidden += o.state == STATE_SECRET;
    behind += o.state == STATE_SECRET && observation_known(&w) ? w.value : 0;
    if (!observation_known(&o) || !observation_known(&w)) continue;
    known++;
    value += o.value * w.value;
    weight += w.value;
    if (!(w.value > 0)) continue;
    least = MIN(least, o.value);
    most = MAX(most, o.value);
  }
  place->checked++;
  bool by_weight = weighed && whole > 0;
  double covered = by_weight ? weight / whole : all ? (double)known / all : 0;
  double reported = by_weight ? (weight + behind) / whole : all ? (double)(known + hidden) / all : 0;
  double asked = place->indicator->coverage - 1e-9;
  bool enough = known && weight > 0 && covered >= asked, secret = hidden && !(known && covered >= asked) && reported >= asked;
  if (observation_known(total) != enough) wrong(place, total, enough ? "value" : "nothing", value / weight);
  if ((total->state == STATE_SECRET) != secret) wrong(place, total, "state", secret ? STATE_SECRET : STATE_MISSING);
  if (!enough) return;
  if (!near(total->value, value / weight)) wrong(place, total, "value", value / weight);
  if (total->value < least - 1e-9 || total->value > most + 1e-9) wrong(place, total, "value between", least);
}

static void check_places(Place *place) {
  for (guint i = 0; i < dataset_indicators(place->dataset)->len; i++) {
    place->indicator = dataset_indicators(place->dataset)->pdata[i];
    const GArray *periods = indicator_periods(place->dataset, place->indicator);
    for (guint p = 0; p < periods->len; p++)
      for (guint g = 0; g <= dataset_groups(place->dataset)->len; g++)
        for (guint r = 0; r < dataset_regions(place->dataset)->len; r++) {
          place->region = dataset_regions(place->dataset)->pdata[r];
          place->period = g_array_index(periods, Period, p);
          place->group = group_at(place->dataset, g);
          Observation o = dataset_observe(place->dataset, place->indicator, place->region, place->period, place->group);
          if (!place->region->members->len || !(o.flags & FLAG_AGGREGATED) || o.state == STATE_ABSENT) continue;
          if (place->indicator->aggregation == AGGREGATE_SUM) check_sum(place, &o);
          else if (place->indicator->aggregation == AGGREGATE_MEAN) check_mean(place, &o);
        }
  }
}

static void test_totals_are_what_their_parts_make(void **state G_GNUC_UNUSED) {
  guint checked = 0;
  for (guint32 seed = 3001; seed <= 3000 + CASES; seed++) {
    g_autoptr(Case) one = case_of_all(seed);
    g_autoptr(Project) project = case_project(one, &PLAIN);
    g_autoptr(Dataset) dataset = load(one, project);
    Place place = {.dataset = dataset, .one = one};
    check_places(&place);
    checked += place.checked;
  }
  print_message("%u totals of %d projects\n", checked, CASES);
  assert_true(checked > 20 * CASES);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_order_does_not_matter), cmocka_unit_test(test_parts_do_not_matter),
      cmocka_unit_test(test_form_does_not_matter), cmocka_unit_test(test_totals_are_what_their_parts_make),
  };
  return cmocka_run_group_tests_name("properties", tests, NULL, NULL);
}
