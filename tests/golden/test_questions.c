/* Twenty questions that a reader could ask, answered from the transcript alone. What the answer is, the dataset says; that it
 * can be heard, and near what it is the answer to, is what is tested. What cannot be answered yet stands in OPEN: a question
 * there that gets an answer fails the test too, so that the list cannot grow old. */
#include "golden/listener.h"
#include <math.h>

/* The tiles: id of the figure and what it shows. */
static const char *const TILES[][2] = {{"corporatiewoningen", "aandeel_corporatie"}, {"flexwoningen", "flexwoningen"},
                                       {"urgenten", "toewijzingen_urgenten"},        {"statushouders", "statushouders"},
                                       {"uitstroom", "uitstroom"},                   {"nieuwbouw-nu", "sociale_huur_nieuwbouw"}};

static char *year_of(Period period) { return g_strdup_printf("%d", period.year); }

static const char *word(const Sheet *s, const char *key) { return locale_word(s->project->locale, key); }

/* 1 */
static bool which_region(const Sheet *s) {
  bool answered = below(s, s->doc->name, s->doc->name) && together(s, "factsheet", s->region->level->label, NULL);
  if (s->region->parents->len == 0) answered = below(s, s->doc->name, s->doc->name);
  for (guint i = 0; i < s->doc->crumbs->len; i++)
    answered = answered && together(s, word(s, "transcript.link"), ((const Crumb *)s->doc->crumbs->pdata[i])->title, NULL);
  return answered;
}

/* 2 */
static bool inhabitants(const Sheet *s) {
  const Dataset *d = s->project->dataset;
  const Indicator *indicator = dataset_indicator(d, "inwoners");
  const GArray *periods = indicator_periods(d, indicator);
  for (guint i = periods->len; i-- > 0;) {
    Period period = g_array_index(periods, Period, i);
    Observation o = dataset_observe(d, indicator, s->region, period, NULL);
    if (!observation_known(&o)) continue;
    g_autofree char *number = locale_number(s->project->locale, o.value, 0), *year = year_of(period);
    if (together(s, "nwoners", number, year, NULL)) return true;
  }
  return false;
}

static bool value_and_year(const Sheet *s, const char *id, const char *indicator) {
  Fact f = fact(s, indicator);
  g_autofree char *year = year_of(f.now.period);
  return below_figure_number(s, id, f.now.value, f.indicator->decimals) && below_figure(s, id, year);
}

/* 3 */
static bool share_of_corporations(const Sheet *s) { return value_and_year(s, "corporatiewoningen", "aandeel_corporatie"); }

static bool value_and_target(const Sheet *s, const char *id, const char *indicator) {
  Fact f = fact(s, indicator);
  if (!observation_known(&f.now)) return below_figure(s, id, figure_of(s, id)->value.spoken);
  return value_and_year(s, id, indicator) && (!f.has_target || below_figure_number(s, id, f.target.value, f.indicator->decimals) ||
                                              below_figure_number(s, id, f.target.value, 0));
}

/* 4 */
static bool homes_and_urgent(const Sheet *s) {
  return value_and_target(s, "flexwoningen", "flexwoningen") && value_and_target(s, "urgenten", "toewijzingen_urgenten");
}

/* 5: in words, not in signs that a voice cannot say. */
static bool distance(const Sheet *s) {
  for (guint i = 0; i < G_N_ELEMENTS(TILES); i++) {
    Fact f = fact(s, TILES[i][1]);
    if (!figure_of(s, TILES[i][0]) || !f.has_target || !(f.progress.gap > 0) || f.target.kind == TARGET_MAXIMUM) continue;
    if (!below_figure_number(s, TILES[i][0], f.progress.gap, f.indicator->decimals)) return false;
    if (g_str_equal(f.indicator->unit, "%") && !below_figure(s, TILES[i][0], "procentpunt")) return false;
    if (below_figure(s, TILES[i][0], " pp ")) return false;
  }
  return true;
}

/* 6 */
static bool on_course(const Sheet *s) {
  static const char *const WORDS[] = {NULL, "status.on_course", "status.attention", "status.behind"};
  for (guint i = 0; i < G_N_ELEMENTS(TILES); i++) {
    Fact f = fact(s, TILES[i][1]);
    if (!figure_of(s, TILES[i][0]) || !f.has_target || f.progress.status == STATUS_NONE) continue;
    if (!below_figure(s, TILES[i][0], word(s, WORDS[f.progress.status]))) return false;
  }
  return true;
}

/* 7: a number, or why there is none. */
static bool refugees(const Sheet *s) {
  Fact f = fact(s, "statushouders");
  bool said = value_and_target(s, "statushouders", "statushouders");
  return f.now.state == STATE_SECRET ? said && together(s, "niet getoond", "herleiding", NULL) : said;
}

/* 8 */
static bool maximum(const Sheet *s) {
  return value_and_target(s, "uitstroom", "uitstroom") && below_figure(s, "uitstroom", "maximum");
}

/* 9: the step that is reached, and none of the others as if it were. */
static bool care_plan(const Sheet *s) {
  Fact f = fact(s, "woonzorgvisie");
  const Figure *figure = figure_of(s, "woonzorgvisie");
  if (!figure || !below_figure(s, "woonzorgvisie", figure->value.spoken)) return !figure;
  for (guint i = 0; i < f.indicator->categories->len; i++) {
    const char *title = ((const Category *)f.indicator->categories->pdata[i])->title;
    bool reached = observation_known(&f.now) && (guint)f.now.value == i;
    for (char **line = s->lines; !reached && *line; line++)
      if (g_ascii_strcasecmp(*line, title) == 0) return false;
  }
  return true;
}

/* Each bar that has this state or flag is said with its own name and value, and what that means is said somewhere. */
static bool marked(const Sheet *s, int state, int flag, const char *sign, const char *meaning) {
  for (guint i = 0; i < s->doc->figures->len; i++) {
    const Figure *figure = s->doc->figures->pdata[i];
    if (!g_str_equal(figure->type->name, "bars") && !g_str_equal(figure->type->name, "groups")) continue;
    for (guint k = 0; k < figure->marks->len; k++) {
      const Mark *mark = figure->marks->pdata[k];
      if (mark->value.obs.state != state && !(mark->value.obs.flags & flag)) continue;
      if (!together(s, mark->label, mark->value.spoken, NULL)) return false;
    }
  }
  return together(s, sign, meaning, NULL);
}

/* 10, 11, 12 */
static bool secret(const Sheet *s) { return marked(s, STATE_SECRET, 0, "niet getoond", "herleiding"); }
static bool provisional(const Sheet *s) { return marked(s, -1, FLAG_PROVISIONAL, "voorlopig", "kan nog wijzigen"); }
static bool missing(const Sheet *s) { return marked(s, STATE_MISSING, 0, "geen opgave", "niet als nul"); }

/* 13: the figure's own list has the order; the sentence has the rank. */
static bool rank(const Sheet *s) {
  const Figure *figure = figure_of(s, "dakloos");
  const char *first = NULL;
  for (guint i = 0; i < figure->marks->len; i++) {
    const Mark *mark = figure->marks->pdata[i];
    if (mark->rank == 1 && !first) first = mark->label;
    if (mark->role != ROLE_FOCUS || mark->rank == 0) continue;
    g_autofree char *ordinal = locale_ordinal(s->project->locale, mark->rank);
    if (mark->rank > 1 && !together(s, "kop", mark->label, ordinal, NULL)) return false;
  }
  return first && together(s, "kop", first, NULL) && together(s, first, "per 10.000 inwoners", NULL);
}

/* 14: regio, provincie and land, each by its word, in the tile. */
static bool compared(const Sheet *s) {
  const Figure *figure = figure_of(s, "corporatiewoningen");
  for (guint i = 0; i < figure->marks->len; i++) {
    const Mark *mark = figure->marks->pdata[i];
    g_autofree char *number = locale_number(s->project->locale, mark->value.obs.value, 0);
    if (observation_known(&mark->value.obs) && !together(s, mark->label, number, "procent", NULL)) return false;
  }
  return true;
}

/* 15: in the big table, where columns have names of regions that may be alike (Friesland, Fryslân). */
static bool whose_column(const Sheet *s) {
  static const char *const LEVELS[] = {"regio", "provincie"};
  for (guint i = 0; i < G_N_ELEMENTS(LEVELS) && s->region->members->len == 0; i++) {
    const Region *parent = region_parent(s->region, LEVELS[i]);
    g_autofree char *name = parent ? g_strdup_printf("%s %s", LEVELS[i], parent->name) : NULL;
    if (name && !together(s, word(s, "transcript.header_row"), name, NULL)) return false;
  }
  return true;
}

/* 16: a bare percentage is no answer; it must be said of what. */
static bool biggest_group(const Sheet *s) {
  const Figure *figure = figure_of(s, "aandachtsgroepen");
  const Mark *first = figure->marks->pdata[0];
  if (!together(s, first->label, first->value.spoken, NULL)) return false;
  if (!observation_known(&first->share.obs)) return true;
  g_autofree char *share = locale_number(s->project->locale, first->share.obs.value, 0);
  return together(s, first->label, first->value.spoken, share, "van het totaal", NULL);
}

/* 17: every year of the line can be had, with its number. */
static bool year_between(const Sheet *s) {
  const Figure *figure = figure_of(s, "nieuwbouw");
  const Series *series = figure->series->pdata[0];
  for (guint i = 0; i < series->points->len; i++) {
    const BoundValue *point = &g_array_index(series->points, BoundValue, i);
    if (!observation_known(&point->obs)) continue;
    g_autofree char *year = year_of(point->obs.period), *number = locale_number(s->project->locale, point->obs.value, 1);
    if (!together(s, year, number, NULL)) return false;
  }
  return true;
}

/* 18 */
static bool what_on_course_means(const Sheet *s) {
  StatusThresholds t = theme_status(s->project->theme);
  g_autofree char *good = locale_number(s->project->locale, 100 * t.on_course, 0);
  g_autofree char *fair = locale_number(s->project->locale, 100 * t.attention, 0);
  return together(s, word(s, "status.on_course"), good, NULL) && together(s, word(s, "status.attention"), fair, NULL) &&
         together(s, word(s, "status.behind"), fair, NULL);
}

/* 19: source, licence, age, and that it is an example. */
static bool origin(const Sheet *s) {
  g_autofree char *edition = locale_period(s->project->locale, s->doc->edition);
  bool answered = together(s, "editie", edition, NULL) && (!s->doc->example || together(s, "fictief", NULL));
  for (guint i = 0; i < s->doc->sources->len; i++) {
    const Source *source = s->doc->sources->pdata[i];
    answered = answered && together(s, source->example ? "voorbeelddata" : source->citation, NULL);
    answered = answered && together(s, "Licenties", source->licence, NULL);
  }
  return answered;
}

/* 20 */
static bool where_to_go(const Sheet *s) {
  return together(s, "vragen", "@", NULL) && together(s, word(s, "transcript.link"), s->doc->site_path, NULL);
}

typedef struct {
  const char *question;
  bool (*answered)(const Sheet *s);
} Question;

static const Question QUESTIONS[] = {
    {"Over welke gemeente, regio of provincie gaat dit blad, en waar ligt die?", which_region},
    {"Hoeveel inwoners, en in welk jaar?", inhabitants},
    {"Welk deel van de woningen is van een corporatie, en in welk jaar?", share_of_corporations},
    {"Hoeveel flexwoningen en toewijzingen aan urgenten zijn er, en hoeveel zijn afgesproken?", homes_and_urgent},
    {"Hoe ver is het nog tot de afspraak?", distance},
    {"Ligt elke afspraak op koers?", on_course},
    {"Hoeveel statushouders zijn gehuisvest, of waarom staat dat er niet?", refugees},
    {"Blijft de uitstroom uit instellingen onder het maximum?", maximum},
    {"Hoe staat het met de woonzorgvisie?", care_plan},
    {"Welke cijfers zijn niet getoond, en waarom?", secret},
    {"Welke cijfers zijn voorlopig, en wat betekent dat?", provisional},
    {"Van wie is er geen opgave, en telt die als nul?", missing},
    {"Wie staat bovenaan met dakloze mensen, en op welke plaats staat deze regio?", rank},
    {"Hoe is het aandeel corporatiewoningen in regio, provincie en land?", compared},
    {"Welke kolom van de grote tabel is de regio en welke de provincie?", whose_column},
    {"Welke aandachtsgroep is de grootste, met welk aantal en welk deel?", biggest_group},
    {"Hoeveel sociale huur zat er in een jaar tussen het eerste en het laatste?", year_between},
    {"Wat telt als op koers, let op en achter?", what_on_course_means},
    {"Waar komen de cijfers vandaan, hoe oud zijn ze, en zijn ze echt?", origin},
    {"Wie kan ik vragen stellen, en waar vind ik de cijfers?", where_to_go},
};

/* What a listener cannot find out yet: question, code of the region. */
static const struct { bool (*answered)(const Sheet *s); const char *code; } OPEN[] = {{NULL, NULL}};

static bool is_open(const Question *question, const char *code) {
  for (guint i = 0; i < G_N_ELEMENTS(OPEN); i++)
    if (OPEN[i].code && OPEN[i].answered == question->answered && g_str_equal(OPEN[i].code, code)) return true;
  return false;
}

static void ask(void **state, const char *code) {
  Sheet *s = sheet_open(*state, code);
  guint wrong = 0;
  for (guint i = 0; i < G_N_ELEMENTS(QUESTIONS); i++) {
    bool answered = QUESTIONS[i].answered(s);
    if (answered != is_open(&QUESTIONS[i], code)) continue;
    wrong++;
    print_message("%s: %u. %s %s\n", s->region->title, i + 1, QUESTIONS[i].question,
                  answered ? "is answered: take it from OPEN" : "has no answer in the transcript");
  }
  sheet_close(s);
  assert_int_equal(wrong, 0);
}

static void a_gemeente_with_secrets(void **state) { ask(state, "GM0088"); }
static void an_ordinary_gemeente(void **state) { ask(state, "GM0503"); }
static void a_koploperregio(void **state) { ask(state, "koploperregio/haaglanden"); }
static void the_country(void **state) { ask(state, "NL00"); }

/* The listener's ears: a test that hears everything in anything proves nothing. */
static void ears(void **state G_GNUC_UNUSED) {
  assert_true(says("Nog 54 woningen tot de afspraak", "54"));
  assert_true(says("2024: 1.410 woningen, voorlopig", "1.410"));
  assert_true(says("Op koers", "op koers"));
  assert_true(says("afspraak 2", "2"));
  assert_false(says("1.410 woningen", "410"));
  assert_false(says("1.410 woningen", "1"));
  assert_false(says("25,1 procent", "25"));
  assert_false(says("325", "25"));
}

static int open_project(void **state) {
  *state = project_open();
  return 0;
}

static int close_project(void **state) {
  project_close(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ears),           cmocka_unit_test(a_gemeente_with_secrets), cmocka_unit_test(an_ordinary_gemeente),
      cmocka_unit_test(a_koploperregio), cmocka_unit_test(the_country),
  };
  return cmocka_run_group_tests_name("questions", tests, open_project, close_project);
}
