/* Bound figures made by hand, ordinary ones and the worst that data can bring: what golden tests draw, and a
 * developer who wants to look. They stand for what bind would make, so that drawing is tested without a dataset. */
#pragma once
#include "base/number.h"
#include "figure/bars.h"
#include "figure/canvas.h"
#include <math.h>
#include <string.h>

typedef Figure *(*SampleFunc)(void);
typedef struct {
  const char *name;
  SampleFunc make;
  double paper; /* width in points */
} Sample;

/* ---- values ---- */

static const NumberStyle SAMPLE_STYLE = {",", ".", "−"};

static BoundValue sample_value(double value, int decimals, const char *unit, guint8 flags) {
  char *number = number_format(value, decimals, &SAMPLE_STYLE);
  BoundValue bound = {.obs = {.value = value, .low = NAN, .high = NAN, .flags = flags}};
  const char *star = flags & FLAG_PROVISIONAL ? "*" : "";
  bound.text = g_strconcat(number, unit, star, NULL);
  bound.spoken = g_strconcat(number, unit, *star ? ", voorlopig" : "", NULL);
  g_free(number);
  return bound;
}

static BoundValue sample_state(ValueState state, double low, double high) {
  BoundValue bound = {.obs = {.value = NAN, .low = low, .high = high, .state = state}};
  bound.text = g_strdup(state == STATE_SECRET ? "<5" : "–");
  bound.spoken = g_strdup(state == STATE_SECRET ? "niet getoond (<5)" : "geen opgave");
  return bound;
}

static Figure *sample_figure(const char *type, const char *id, const char *title, const char *subtitle) {
  Figure *figure = figure_new(figure_type_find(figure_types(), type), id, (SourcePos){0});
  figure->title = g_strdup(title);
  figure->subtitle = g_strdup(subtitle);
  figure->source = g_strdup("Bron: voorbeelddata, opgave gemeenten");
  figure->alt = g_strdup(title);
  figure->table = figure_table_new(title);
  return figure;
}

static Mark *sample_mark(GPtrArray *marks, const char *label, BoundValue value) {
  Mark *mark = figure_add_mark(marks, label, ROLE_CONTEXT);
  mark->value = value;
  return mark;
}

static void sample_benchmarks(Figure *figure, double r, double p, double n, int decimals, const char *unit) {
  const struct {
    const char *label, *letter;
    double value;
  } all[] = {{"regio", "R", r}, {"provincie", "P", p}, {"Nederland", "N", n}};
  for (guint i = 0; i < G_N_ELEMENTS(all); i++)
    sample_mark(figure->references, all[i].label, sample_value(all[i].value, decimals, unit, 0))->letter =
        g_strdup(all[i].letter);
}

static Series *sample_series(Figure *figure, const char *label, MarkRole role, int year, const double *values,
                             guint count, int decimals, const char *unit) {
  Series *series = figure_add_series(figure, label, role);
  for (guint i = 0; i < count; i++) {
    BoundValue point =
        isnan(values[i]) ? sample_state(STATE_MISSING, NAN, NAN) : sample_value(values[i], decimals, unit, 0);
    point.obs.period = (Period){.year = (gint16)(year + (int)i), .kind = PERIOD_YEAR};
    g_array_append_val(series->points, point);
  }
  return series;
}

static void sample_target(Figure *figure, TargetKind kind, double value, const char *label, const char *short_label,
                          Status status, const char *text) {
  BoundTarget *target = &figure->target;
  target->present = true;
  target->kind = kind;
  target->value = value;
  target->year = (Period){.year = 2030, .kind = PERIOD_YEAR};
  target->label = g_strdup(label);
  target->short_label = g_strdup(short_label);
  target->progress.status = status;
  target->status_text = g_strdup(text);
  figure->axis_max = value * (kind == TARGET_MAXIMUM ? 1.4 : 1.2);
}

/* ---- tile ---- */

static const double SAMPLE_COURSE[] = {24.1, 24.3, 24.2, 24.6, 25.0, 25.3, 25.2, 25.7, 26.0, 26.4};

static Figure *sample_tile(const char *id, const char *label, const char *unit, BoundValue value, const char *change,
                           TrendArrow arrow) {
  Figure *figure = sample_figure("tile", id, label, unit);
  figure->value = value;
  figure->change = g_strdup(change);
  figure->arrow = arrow;
  sample_series(figure, "Delft", ROLE_FOCUS, 2015, SAMPLE_COURSE, G_N_ELEMENTS(SAMPLE_COURSE), 1, "%");
  return figure;
}

static Figure *tile_plain(void) {
  Figure *figure = sample_tile("plain", "Aandeel sociale huur", "% van de woningvoorraad, 2024*",
                               sample_value(26.4, 1, "%", FLAG_PROVISIONAL), "+1,1 pp sinds 2020", TREND_UP);
  sample_benchmarks(figure, 28.9, 29.6, 27.8, 1, "%");
  sample_target(figure, TARGET_MINIMUM, 30, "streefwaarde 30%", "streefwaarde", STATUS_ATTENTION,
                "Nog 3,6 procentpunt tot de streefwaarde");
  return figure;
}

static Figure *tile_behind(void) {
  Figure *figure = sample_tile("behind", "Flexwoningen gerealiseerd", "% van de afspraak, stand 31-12-2024",
                               sample_value(64, 0, "%", 0), "+31 in 2024", TREND_UP);
  figure->amount = sample_value(96, 0, " woningen", 0);
  sample_benchmarks(figure, 79, 66, 58, 0, "%");
  sample_target(figure, TARGET_MINIMUM, 100, "afspraak 150", "afspraak", STATUS_BEHIND,
                "Nog 54 woningen te bouwen vóór 2026");
  return figure;
}

static Figure *tile_over(void) {
  Figure *figure = sample_tile("over", "Toewijzingen aan urgenten", "% van de jaarafspraak, 2024",
                               sample_value(106, 0, "%", 0), "+14 in 2024", TREND_UP);
  figure->amount = sample_value(212, 0, " toewijzingen", 0);
  sample_benchmarks(figure, 97, 94, 91, 0, "%");
  sample_target(figure, TARGET_MINIMUM, 100, "afspraak 200", "afspraak", STATUS_ON_COURSE, "Jaarafspraak gehaald");
  return figure;
}

static Figure *tile_tenfold(void) {
  Figure *figure = sample_tile("tenfold", "Toewijzingen aan urgenten", "% van de jaarafspraak, 2024",
                               sample_value(1060, 0, "%", 0), "+1.960 in 2024", TREND_UP);
  figure->amount = sample_value(21200, 0, " toewijzingen", 0);
  sample_benchmarks(figure, 97, 940, 91, 0, "%");
  sample_target(figure, TARGET_MINIMUM, 100, "jaarafspraak 2.000", "jaarafspraak", STATUS_ON_COURSE,
                "Jaarafspraak gehaald");
  return figure;
}

static Figure *tile_maximum(void) {
  Figure *figure = sample_tile("maximum", "Uitstroom uit instellingen", "% van de toewijzingen, 2024",
                               sample_value(8.7, 1, "%", 0), "+0,1 pp in 2024", TREND_FLAT);
  sample_benchmarks(figure, 9.6, 7.9, 7.4, 1, "%");
  sample_target(figure, TARGET_MAXIMUM, 10, "maximum 10%", "maximum", STATUS_ON_COURSE,
                "Binnen het afgesproken maximum");
  return figure;
}

static Figure *tile_maximum_over(void) {
  Figure *figure = sample_tile("maximum-over", "Uitstroom uit instellingen", "% van de toewijzingen, 2024",
                               sample_value(12.2, 1, "%", 0), "+3,4 pp in 2024", TREND_UP);
  sample_benchmarks(figure, 9.6, 7.9, 6.4, 1, "%");
  sample_target(figure, TARGET_MAXIMUM, 10, "maximum 10%", "maximum", STATUS_BEHIND,
                "2,2 procentpunt boven het maximum");
  return figure;
}

static Figure *tile_zero(void) {
  Figure *figure = sample_tile("zero", "Flexwoningen gerealiseerd", "% van de afspraak, 2024",
                               sample_value(0, 0, "%", 0), "0 in 2024", TREND_FLAT);
  figure->amount = sample_value(0, 0, " woningen", 0);
  sample_benchmarks(figure, 79, 66, 0, 0, "%");
  sample_target(figure, TARGET_MINIMUM, 100, "afspraak 150", "afspraak", STATUS_BEHIND, "Nog 150 woningen te bouwen");
  return figure;
}

static Figure *tile_hundred(void) {
  Figure *figure = sample_tile("hundred", "Gehuisveste statushouders", "% van de taakstelling, 2024",
                               sample_value(100, 0, "%", 0), "−4 pp in 2024", TREND_DOWN);
  figure->amount = sample_value(131, 0, " personen", 0);
  sample_benchmarks(figure, 84, 81, 86, 0, "%");
  sample_target(figure, TARGET_MINIMUM, 100, "taakstelling 131", "taakstelling", STATUS_ON_COURSE,
                "Taakstelling gehaald");
  return figure;
}

static Figure *tile_secret(void) {
  Figure *figure = sample_tile("secret", "Gehuisveste statushouders", "% van de taakstelling, 2024",
                               sample_state(STATE_SECRET, 1, 4), NULL, TREND_NONE);
  sample_benchmarks(figure, 84, 81, 86, 0, "%");
  sample_target(figure, TARGET_MINIMUM, 100, "taakstelling 6", "taakstelling", STATUS_NONE, "Niet getoond (<5)");
  return figure;
}

static Figure *tile_missing(void) {
  Figure *figure = sample_tile("missing", "Gehuisveste statushouders", "% van de taakstelling, 2024",
                               sample_state(STATE_MISSING, NAN, NAN), NULL, TREND_NONE);
  sample_target(figure, TARGET_MINIMUM, 100, "taakstelling 131", "taakstelling", STATUS_NONE, "Geen opgave");
  return figure;
}

static Figure *tile_no_target(void) {
  Figure *figure = sample_tile("no-target", "Corporatiewoningen", "% van de woningvoorraad, 2024*",
                               sample_value(26.4, 1, "%", FLAG_PROVISIONAL), "+1,1 pp sinds 2020", TREND_UP);
  sample_benchmarks(figure, 28.9, 29.6, 27.8, 1, "%");
  figure->target.status_text = g_strdup("geen afspraak");
  return figure;
}

static Figure *sample_steps(const char *id, int step) {
  static const char *const steps[] = {"Niet gestart", "In ontwikkeling", "Vastgesteld"};
  Figure *figure = sample_figure("tile", id, "Woonzorgvisie", "stand in 2024");
  for (guint i = 0; i < G_N_ELEMENTS(steps); i++) g_ptr_array_add(figure->steps, g_strdup(steps[i]));
  figure->step = step;
  figure->value = step < 0 ? sample_state(STATE_MISSING, NAN, NAN) : sample_value(step, 0, "", 0);
  if (step >= 0) {
    g_free(figure->value.text);
    figure->value.text = g_strdup(steps[step]);
  }
  sample_mark(figure->references, "regio", sample_value(75, 0, "%", 0))->letter = g_strdup("R");
  Mark *regio = g_ptr_array_index(figure->references, 0);
  g_free(regio->value.text);
  regio->value.text = g_strdup("6 van 8");
  sample_mark(figure->references, "provincie", sample_value(58, 0, "%", 0))->letter = g_strdup("P");
  sample_mark(figure->references, "Nederland", sample_value(54, 0, "%", 0))->letter = g_strdup("N");
  static const Status status[] = {STATUS_BEHIND, STATUS_ATTENTION, STATUS_ON_COURSE};
  figure->target.progress.status = step < 0 ? STATUS_NONE : status[step];
  figure->target.status_text = g_strdup(step < 0 ? "Geen opgave" : steps[step]);
  return figure;
}
static Figure *tile_step_first(void) {
  return sample_steps("step-first", 0);
}
static Figure *tile_step_middle(void) {
  return sample_steps("step-middle", 1);
}
static Figure *tile_step_last(void) {
  return sample_steps("step-last", 2);
}
static Figure *tile_step_unknown(void) {
  return sample_steps("step-unknown", -1);
}

static Figure *tile_longest(void) {
  Figure *figure =
      sample_tile("longest", "Gehuisveste statushouders ten opzichte van de halfjaarlijkse taakstelling",
                  "% van de taakstelling huisvesting vergunninghouders, tweede kwartaal 2024*",
                  sample_value(123456.7, 1, "%", FLAG_PROVISIONAL), "+11.231,1 procentpunt sinds 2020", TREND_UP);
  figure->amount = sample_value(123456, 0, " toewijzingen", 0);
  sample_benchmarks(figure, 128123, 129456, 127789, 0, " woningen");
  sample_target(figure, TARGET_MINIMUM, 100000, "uitvoeringsafspraak 1.234.567", "uitvoeringsafspraak",
                STATUS_ATTENTION, "Nog 3.456 woningen tot de uitvoeringsafspraak van de regio");
  return figure;
}

/* The same tiles as rows over the width of a poster. */
#define WIDE(tile)                      \
  static Figure *wide_##tile(void) {    \
    Figure *figure = tile_##tile();     \
    figure->variant = g_strdup("wide"); \
    return figure;                      \
  }
WIDE(plain)
WIDE(over)
WIDE(tenfold)
WIDE(maximum_over)
WIDE(zero)
WIDE(secret)
WIDE(missing)
WIDE(no_target)
WIDE(step_middle)
WIDE(step_unknown)
WIDE(longest)

/* Without benchmarks and unit, in half a card: the sentence gives way to its word. */
static Figure *wide_card(void) {
  Figure *figure = wide_plain();
  g_ptr_array_set_size(figure->references, 0);
  g_clear_pointer(&figure->subtitle, g_free);
  figure->target.status_word = g_strdup("let op");
  return figure;
}

/* ---- bars ---- */

static void sample_lines(Figure *figure, double regio, double land, int decimals, const char *unit) {
  sample_mark(figure->references, "regio", sample_value(regio, decimals, unit, 0));
  sample_mark(figure->references, "Nederland", sample_value(land, decimals, unit, 0))->dashed = true;
}

static void sample_scale(Figure *figure) {
  const GPtrArray *lists[] = {figure->marks, figure->references};
  for (guint l = 0; l < 2; l++)
    for (guint i = 0; i < lists[l]->len; i++) {
      const Observation *obs = &((const Mark *)g_ptr_array_index(lists[l], i))->value.obs;
      if (observation_known(obs))
        figure->axis_max = MAX(figure->axis_max, obs->value), figure->axis_min = MIN(figure->axis_min, obs->value);
      else if (obs->state == STATE_SECRET)
        figure->axis_max = MAX(figure->axis_max, obs->high);
    }
  if (figure->axis_max <= figure->axis_min) figure->axis_max = 1;
}

static Figure *bars_plain(void) {
  Figure *figure =
      sample_figure("bars", "plain",
                    "Delft huisvest minder dakloze mensen dan gemiddeld in de regio, maar meer dan Westland",
                    "Gehuisveste dak- en thuisloze mensen per 10.000 inwoners, 2024");
  const struct {
    const char *name;
    double value;
    guint8 flags;
  } rows[] = {{"Den Haag", 6.8, 0},
              {"Zoetermeer", 4.9, FLAG_PROVISIONAL},
              {"Rijswijk", 4.2, 0},
              {"Leidschendam-Voorburg", 3.6, 0},
              {"Delft", 3.1, 0},
              {"Westland", 2.2, 0},
              {"Pijnacker-Nootdorp", 1.7, 0}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    sample_mark(figure->marks, rows[i].name, sample_value(rows[i].value, 1, "", rows[i].flags));
  ((Mark *)g_ptr_array_index(figure->marks, 4))->role = ROLE_FOCUS;
  sample_mark(figure->marks, "Wassenaar", sample_state(STATE_SECRET, 0.4, 1.5));
  sample_mark(figure->marks, "Midden-Delfland", sample_state(STATE_MISSING, NAN, NAN));
  sample_lines(figure, 5.0, 3.9, 1, "");
  figure->note = g_strdup("* voorlopig cijfer; kan nog wijzigen");
  sample_scale(figure);
  return figure;
}

static Figure *bars_longest(void) {
  Figure *figure = sample_figure(
      "bars", "longest",
      "Nuenen, Gerwen en Nederwetten telt meer sociale huur dan het landelijk gemiddelde van alle gemeenten",
      "% van de woningvoorraad, 2024");
  const struct {
    const char *name;
    double value;
  } rows[] = {{"Nuenen, Gerwen en Nederwetten", 100},
              {"’s-Hertogenbosch", 99.9},
              {"Leidschendam-Voorburg", 50},
              {"Krimpenerwaardhoekseenlangenaamdienergensbreekt", 30.4},
              {"Ee", 0}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    sample_mark(figure->marks, rows[i].name, sample_value(rows[i].value, 1, "%", 0));
  ((Mark *)g_ptr_array_index(figure->marks, 0))->role = ROLE_FOCUS;
  sample_lines(figure, 99.8, 99.9, 1, "%");
  sample_scale(figure);
  return figure;
}

static Figure *bars_sixty(void) {
  Figure *figure = sample_figure("bars", "sixty", "Delft staat eenendertigste van zestig gemeenten",
                                 "% van de woningvoorraad, 2024");
  for (guint i = 0; i < 60; i++) {
    g_autofree char *name = g_strdup_printf("Gemeente %02u", i + 1);
    Mark *mark = sample_mark(figure->marks, i == 30 ? "Delft" : name, sample_value(60 - i * 0.7, 1, "%", 0));
    if (i == 30) mark->role = ROLE_FOCUS;
  }
  figure->noun = g_strdup("gemeenten");
  bars_thin_out(figure->marks, 10);
  sample_lines(figure, 28.9, 27.8, 1, "%");
  sample_scale(figure);
  return figure;
}

static Figure *bars_sixty_rows(void) {
  Figure *figure = sample_figure("bars", "sixty-rows", "Zestig gemeenten op een rij", "% van de woningvoorraad, 2024");
  for (guint i = 0; i < 60; i++) {
    g_autofree char *name = g_strdup_printf("Gemeente %02u", i + 1);
    sample_mark(figure->marks, name, sample_value(60 - i * 0.7, 1, "%", i % 3 ? 0 : FLAG_PROVISIONAL));
  }
  sample_lines(figure, 28.9, 27.8, 1, "%");
  sample_scale(figure);
  return figure;
}

static Figure *bars_one(void) {
  Figure *figure = sample_figure("bars", "one", "Alleen Delft heeft een cijfer", "% van de woningvoorraad, 2024");
  sample_mark(figure->marks, "Delft", sample_value(26.4, 1, "%", FLAG_PROVISIONAL))->role = ROLE_FOCUS;
  sample_scale(figure);
  return figure;
}

static Figure *sample_unknown_bars(const char *id, BoundValue value) {
  Figure *figure = sample_figure("bars", id, "Gehuisveste dak- en thuisloze mensen", "per 10.000 inwoners, 2024");
  static const char *const names[] = {"Delft", "Leidschendam-Voorburg", "Westland"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    sample_mark(figure->marks, names[i], (BoundValue){.obs = value.obs, .text = g_strdup(value.text), .spoken = g_strdup(value.spoken)});
  ((Mark *)g_ptr_array_index(figure->marks, 0))->role = ROLE_FOCUS;
  bound_value_clear(&value);
  sample_lines(figure, 5.0, 3.9, 1, "");
  sample_scale(figure);
  return figure;
}
static Figure *bars_missing(void) {
  return sample_unknown_bars("missing", sample_state(STATE_MISSING, NAN, NAN));
}
static Figure *bars_secret(void) {
  return sample_unknown_bars("secret", sample_state(STATE_SECRET, 0.4, 1.5));
}

static Figure *bars_zero(void) {
  Figure *figure = sample_figure("bars", "zero", "Geen van de gemeenten bouwde flexwoningen", "aantal, 2024");
  static const char *const names[] = {"Delft", "Rijswijk", "Westland"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) sample_mark(figure->marks, names[i], sample_value(0, 0, "", 0));
  sample_scale(figure);
  return figure;
}

static Figure *bars_negative(void) {
  Figure *figure = sample_figure("bars", "negative", "De voorraad kromp in twee gemeenten",
                                 "verandering sinds 2020, in procentpunten");
  static const char *const names[] = {"Delft", "Rijswijk", "Westland", "Leidschendam-Voorburg"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    sample_mark(figure->marks, names[i], sample_value(2.5 - i * 1.7, 1, "", 0));
  sample_lines(figure, 0.4, -0.9, 1, "");
  sample_scale(figure);
  return figure;
}

/* ---- groups ---- */

static Mark *sample_group(Figure *figure, const char *icon, const char *label, BoundValue value, double total) {
  Mark *mark = sample_mark(figure->marks, label, value);
  mark->icon = g_strdup(icon);
  if (total > 0 && observation_known(&value.obs))
    mark->share = sample_value(round(100 * value.obs.value / total), 0, "%", 0);
  figure->axis_max = MAX(figure->axis_max, observation_known(&value.obs) ? value.obs.value : 4);
  return mark;
}

static Figure *groups_plain(void) {
  Figure *figure = sample_figure("groups", "plain", "Ruim de helft van de toewijzingen gaat naar ouderen en urgenten",
                                 "Toewijzingen in Delft, 2024 (totaal circa 410)");
  const struct {
    const char *icon, *label;
    double value;
  } rows[] = {{"ouderen", "Ouderen", 118},
              {"urgent", "Mensen met sociale of medische urgentie", 96},
              {"statushouders", "Statushouders", 52},
              {"studenten", "Studenten", 48},
              {"uitstroom", "Uitstromers uit een instelling", 36},
              {"arbeid", "Arbeidsmigranten", 31},
              {"dakloos", "Dak- en thuisloze mensen", 28}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    sample_group(figure, rows[i].icon, rows[i].label, sample_value(rows[i].value, 0, "", 0), 410)->role =
        i < 2 ? ROLE_FOCUS : ROLE_CONTEXT;
  sample_group(figure, "woonwagen", "Woonwagenbewoners", sample_state(STATE_SECRET, 1, 4), 0);
  return figure;
}

static Figure *groups_worst(void) {
  Figure *figure = sample_figure("groups", "worst", "Bijna alle toewijzingen gaan naar één groep",
                                 "Toewijzingen in Nuenen, Gerwen en Nederwetten, 2024*");
  sample_group(figure, "urgent", "Mensen met een sociale of medische urgentie en mensen die uit een instelling komen",
               sample_value(1234567, 0, "", FLAG_PROVISIONAL), 1234567)
      ->role = ROLE_FOCUS;
  sample_group(figure, "no-such-icon", "Woonwagenbewoners", sample_value(0, 0, "", FLAG_PROVISIONAL), 1234567);
  sample_group(figure, "woonwagen", "Arbeidsmigranten", sample_state(STATE_SECRET, 1, 4), 0);
  sample_group(figure, "arbeid", "Studenten", sample_state(STATE_MISSING, NAN, NAN), 0);
  return figure;
}

static Figure *groups_secret(void) {
  Figure *figure =
      sample_figure("groups", "secret", "Toewijzingen aan aandachtsgroepen", "Toewijzingen in Vlieland, 2024");
  sample_group(figure, "ouderen", "Ouderen", sample_state(STATE_SECRET, 1, 4), 0);
  sample_group(figure, "studenten", "Studenten", sample_state(STATE_SECRET, 1, 4), 0);
  return figure;
}

static Figure *groups_missing(void) {
  Figure *figure =
      sample_figure("groups", "missing", "Toewijzingen aan aandachtsgroepen", "Toewijzingen in Vlieland, 2024");
  sample_group(figure, "ouderen", "Ouderen", sample_state(STATE_MISSING, NAN, NAN), 0);
  sample_group(figure, "studenten", "Studenten", sample_state(STATE_MISSING, NAN, NAN), 0);
  return figure;
}

/* ---- trend ---- */

static void sample_axis(Figure *figure, double min, double max, double step, const char *unit) {
  figure->axis_min = min;
  figure->axis_max = max;
  figure->axis_step = step;
  figure->unit = g_strdup(unit);
}

static BoundValue *sample_point(Series *series, guint i) {
  return &g_array_index(series->points, BoundValue, i);
}

static void sample_mark_provisional(Series *series, guint i) {
  BoundValue *point = sample_point(series, i);
  char *text = g_strconcat(point->text, "*", NULL);
  g_free(point->text);
  point->text = text;
  point->obs.flags |= FLAG_PROVISIONAL;
}

static Figure *sample_trend(const char *id) {
  Figure *figure = sample_figure("trend", id, "In dit tempo haalt Delft de 30% sociale huur niet in 2030",
                                 "Sociale huur, % van de woningvoorraad; verticale as begint bij 22%");
  static const double regio[] = {25.6, 25.8, 26.0, 26.3, 26.6, 27.0, 27.5, 28.0, 28.5, 28.9};
  Series *own = sample_series(figure, "Delft", ROLE_FOCUS, 2015, SAMPLE_COURSE, 10, 1, "%");
  sample_mark_provisional(own, 9);
  sample_series(figure, "Regio Haaglanden", ROLE_CONTEXT, 2015, regio, 10, 1, "%");
  sample_axis(figure, 22, 32, 2, "%");
  return figure;
}

static void sample_path(Figure *figure) {
  sample_target(figure, TARGET_MINIMUM, 30, "streefwaarde 30%", "streefwaarde", STATUS_ATTENTION, NULL);
  figure->target.base_year = (Period){.year = 2022, .kind = PERIOD_YEAR};
  figure->target.low_from_base = 25.7;
  figure->axis_max = 32;
}

static Figure *trend_plain(void) {
  Figure *figure = sample_trend("plain");
  sample_path(figure);
  return figure;
}

static Figure *trend_projection(void) {
  Figure *figure = trend_plain();
  Series *own = g_ptr_array_index(figure->series, 0);
  for (int year = 2026; year <= 2030; year += 2) {
    BoundValue point = sample_value(26.4 + (year - 2024) * 0.366, 1, "%", FLAG_ESTIMATED);
    point.obs.low = 26.4 + (year - 2024) * 0.2;
    point.obs.high = 26.4 + (year - 2024) * 0.55;
    point.obs.period = (Period){.year = (gint16)year, .kind = PERIOD_YEAR};
    g_array_append_val(own->points, point);
  }
  return figure;
}

static Figure *trend_no_target(void) {
  Figure *figure = sample_trend("no-target");
  static const double land[] = {27.1, 27.1, 27.2, 27.2, 27.4, 27.5, 27.6, 27.7, 27.7, 27.8},
                      prov[] = {28.1, 28.3, 28.5, 28.6, 28.8, 29.0, 29.2, 29.3, 29.5, 29.6};
  sample_series(figure, "Zuid-Holland", ROLE_CONTEXT, 2015, prov, 10, 1, "%");
  sample_series(figure, "Nederland", ROLE_CONTEXT, 2015, land, 10, 1, "%");
  return figure;
}

static Figure *trend_gaps(void) {
  Figure *figure = sample_trend("gaps");
  Series *own = g_ptr_array_index(figure->series, 0);
  for (guint i = 2; i < 6; i++) {
    Period period = sample_point(own, i)->obs.period;
    bound_value_clear(sample_point(own, i));
    *sample_point(own, i) = i < 4 ? sample_state(STATE_SECRET, 1, 4) : sample_state(STATE_MISSING, NAN, NAN);
    sample_point(own, i)->obs.period = period;
  }
  sample_point(own, 7)->obs.flags |= FLAG_BREAK;
  sample_mark_provisional(own, 8);
  sample_path(figure);
  return figure;
}

static Figure *trend_level(void) {
  Figure *figure = sample_trend("level");
  sample_target(figure, TARGET_MINIMUM, 30, "streefwaarde 30%", "streefwaarde", STATUS_ATTENTION, NULL);
  figure->target.year = (Period){.year = 2022, .kind = PERIOD_YEAR};
  figure->axis_max = 32;
  return figure;
}

/* The line ends on its target: neither mark may hide the other. */
static Figure *trend_reached(void) {
  Figure *figure = sample_trend("reached");
  sample_target(figure, TARGET_MINIMUM, 26.4, "streefwaarde 26,4%", "streefwaarde", STATUS_ON_COURSE, NULL);
  figure->target.year = (Period){.kind = PERIOD_NONE};
  return figure;
}

static Figure *sample_unknown_trend(const char *id, ValueState state) {
  Figure *figure = sample_figure("trend", id, "Gehuisveste statushouders", "aantal, 2015–2024");
  Series *series = figure_add_series(figure, "Nuenen, Gerwen en Nederwetten", ROLE_FOCUS);
  for (int year = 2015; year <= 2024; year++) {
    BoundValue point = sample_state(state, 1, 4);
    point.obs.period = (Period){.year = (gint16)year, .kind = PERIOD_YEAR};
    g_array_append_val(series->points, point);
  }
  return figure;
}
static Figure *trend_missing(void) {
  return sample_unknown_trend("missing", STATE_MISSING);
}
static Figure *trend_secret(void) {
  return sample_unknown_trend("secret", STATE_SECRET);
}

static Figure *trend_longest(void) {
  Figure *figure = sample_figure("trend", "longest", "Nuenen, Gerwen en Nederwetten bouwde meer", "aantal, 2020–2024");
  static const double own[] = {123456, 123400, 123500, 123450, 123460},
                      other[] = {123450, 123410, 123490, 123440, 123461};
  sample_series(figure, "Nuenen, Gerwen en Nederwetten", ROLE_FOCUS, 2020, own, 5, 0, "");
  sample_series(figure, "Arbeidsmarktregio Zuidoost-Brabant", ROLE_CONTEXT, 2020, other, 5, 0, "");
  sample_series(figure, "Noord-Brabant", ROLE_CONTEXT, 2020, other, 5, 0, "");
  sample_series(figure, "Nederland", ROLE_CONTEXT, 2020, own, 5, 0, "");
  sample_axis(figure, 123400, 123500, 20, NULL);
  return figure;
}

static Figure *trend_one(void) {
  Figure *figure = sample_figure("trend", "one", "Eén cijfer is nog geen lijn", "%, 2024");
  sample_series(figure, "Delft", ROLE_FOCUS, 2024, SAMPLE_COURSE, 1, 1, "%");
  sample_axis(figure, 0, 30, 10, "%");
  return figure;
}

/* ---- table ---- */

static TableCell *sample_cell(TableRow *row, const char *text) {
  return figure_table_cell(row, text, NULL);
}

static Figure *table_plain(void) {
  Figure *figure = sample_figure("table", "plain", "Alle cijfers op een rij", NULL);
  FigureTable *table = figure->table;
  figure_table_column(table, "Indicator", COLUMN_TEXT)->row_header = true;
  figure_table_column(table, "Eenheid", COLUMN_TEXT);
  static const char *const years[] = {"2020", "2022", "2024"}, *const levels[] = {"Regio", "Zuid-Holland", "Nederland"};
  for (guint i = 0; i < 3; i++) figure_table_column(table, years[i], COLUMN_NUMBER)->highlight = i == 2;
  figure_table_column(table, "T.o.v. afspraak", COLUMN_BAR)->note = g_strdup("(streep = 100%)");
  for (guint i = 0; i < 3; i++) figure_table_column(table, levels[i], COLUMN_NUMBER);
  static const struct {
    const char *cells[5];
    double share;
    Status status;
    const char *levels[3];
  } rows[] = {
      {{"Aandeel sociale huur", "%", "25,3", "25,7", "26,4*"}, 0.88, STATUS_ATTENTION, {"28,9", "29,6", "27,8"}},
      {{"Flexwoningen gerealiseerd", "aantal", "18", "41", "96"}, 0.64, STATUS_BEHIND, {"1.934", "4.210", "23.870"}},
      {{"Toewijzingen aan urgenten", "aantal", "160", "181", "212"},
       1.06,
       STATUS_ON_COURSE,
       {"2.486", "9.310", "41.265"}},
      {{"Gehuisveste statushouders", "% taakstelling", "91", "79", "90"}, 0.90, STATUS_ATTENTION, {"84", "81", "86"}},
      {{"Uitstroom uit instellingen", "% toewijzingen", "7,9", "8,4", "8,7"},
       0.87,
       STATUS_ON_COURSE,
       {"9,6", "7,9", "7,4"}},
      {{"Gehuisveste dak- en thuislozen", "per 10.000 inw.", "2,4", "2,8", "3,1"},
       NAN,
       STATUS_NONE,
       {"5,0", "4,1", "3,9"}},
      {{"Wachttijd urgenten", "maanden", "8,1", "7,2", "5,8"}, 12, STATUS_BEHIND, {"6,6", "6,9", "7,0"}},
      {{"Nieuwe standplaatsen", "aantal", "–", "<5", "<5"}, NAN, STATUS_NONE, {"23", "61", "240"}}};
  for (guint r = 0; r < G_N_ELEMENTS(rows); r++) {
    TableRow *row = figure_table_row(table);
    for (guint c = 0; c < 5; c++) sample_cell(row, rows[r].cells[c]);
    g_autofree char *share =
        isnan(rows[r].share) ? g_strdup("geen afspraak") : g_strdup_printf("%d%%", (int)lround(rows[r].share * 100));
    TableCell *cell = sample_cell(row, share);
    cell->value = rows[r].share;
    cell->status = rows[r].status;
    for (guint c = 0; c < 3; c++) sample_cell(row, rows[r].levels[c]);
  }
  return figure;
}

static Figure *table_regions(void) {
  Figure *figure = sample_figure("table", "regions", "Westland haalde als enige de afspraak",
                                 "Flexwoningen: aantal en % van de afspraak");
  FigureTable *table = figure->table;
  figure_table_column(table, "Gemeente", COLUMN_TEXT)->row_header = true;
  figure_table_column(table, "2022", COLUMN_NUMBER);
  figure_table_column(table, "2024", COLUMN_NUMBER);
  figure_table_column(table, "% van de afspraak", COLUMN_BAR);
  static const struct {
    const char *name, *a, *b;
    double share;
  } rows[] = {{"Westland", "88", "152", 1.01},
              {"Zoetermeer", "131*", "164*", 0.88},
              {"Den Haag", "1.204", "1.618", 0.82},
              {"Delft", "41", "96", 0.64},
              {"Nuenen, Gerwen en Nederwetten", "<5", "19", 0.38},
              {"Midden-Delfland", "–", "–", NAN}};
  for (guint r = 0; r < G_N_ELEMENTS(rows); r++) {
    TableRow *row = figure_table_row(table);
    row->highlight = g_str_equal(rows[r].name, "Delft");
    sample_cell(row, rows[r].name);
    sample_cell(row, rows[r].a);
    sample_cell(row, rows[r].b);
    g_autofree char *share =
        isnan(rows[r].share) ? g_strdup("geen afspraak") : g_strdup_printf("%d%%", (int)lround(rows[r].share * 100));
    TableCell *cell = sample_cell(row, share);
    cell->value = rows[r].share;
    cell->status = isnan(rows[r].share)   ? STATUS_NONE
                   : rows[r].share > 0.95 ? STATUS_ON_COURSE
                   : rows[r].share > 0.8  ? STATUS_ATTENTION
                                          : STATUS_BEHIND;
  }
  return figure;
}

/* ---- tally, key ---- */

static Figure *tally_plain(void) {
  Figure *figure = sample_figure("tally", "plain", "3 afspraken op koers, 2 vragen aandacht en 1 loopt achter", NULL);
  figure->variant = g_strdup("bare");
  static const struct {
    const char *label;
    int count;
  } rows[] = {{"afspraken op koers", 3}, {"vragen aandacht", 2}, {"loopt achter", 1}};
  for (guint i = 0; i < 3; i++)
    sample_mark(figure->marks, rows[i].label, sample_value(rows[i].count, 0, "", 0))->status = (Status)(i + 1);
  return figure;
}

static void sample_entry(Figure *figure, const char *icon, const char *label, const char *text) {
  Mark *mark = figure_add_mark(figure->marks, label, ROLE_CONTEXT);
  mark->icon = g_strdup(icon);
  mark->value.text = g_strdup(text);
}

static Figure *key_strip(void) {
  Figure *figure = sample_figure("key", "strip", "Leeswijzer", NULL);
  figure->variant = g_strdup("strip");
  sample_entry(figure, "stand", "", "stand");
  sample_entry(figure, "afspraak", "", "afspraak");
  sample_entry(figure, "benchmarks", "R P N", "regio, provincie, Nederland");
  sample_entry(figure, "boven_maximum", "", "boven maximum");
  sample_entry(figure, "lijn", "", "2015–2024");
  sample_entry(figure, "voorlopig", "", "* voorlopig");
  sample_entry(figure, "pp", "", "pp: procentpunt");
  return figure;
}

static Figure *key_list(void) {
  Figure *figure = sample_figure("key", "list", "Zo leest u deze bladzijde", NULL);
  figure->variant = g_strdup("list");
  sample_entry(
      figure, "secret", "<5",
      "Aantal van 1 tot en met 4. Niet getoond om herleiding te voorkomen; de arcering toont de mogelijke waarden.");
  sample_entry(figure, "missing", "Geen opgave",
               "Niet gemeld of niet gemeten. Telt niet als nul en niet mee in de rangorde.");
  sample_entry(figure, "provisional", "* Voorlopig",
               "Cijfer kan nog wijzigen: lichte vulling met rand, of open punt in een lijn.");
  sample_entry(figure, "projection", "Raming",
               "Trend 2015–2024 doorgetrokken; het vlak is het 80%-betrouwbaarheidsinterval.");
  sample_entry(figure, "target_path", "Streefwaarde", "Afgesproken doel en het lineaire pad daarheen vanaf 2022.");
  sample_entry(figure, "status", "Op koers · let op · achter",
               "≥95%, 80–95% en <80% van de afspraak of streefwaarde; bij een maximum andersom.");
  return figure;
}

/* ---- all ---- */

#define SAMPLE_MM (72 / 25.4)
static const Sample SAMPLES[] = {{"tile-plain", tile_plain, 58 * SAMPLE_MM},
                                 {"tile-behind", tile_behind, 58 * SAMPLE_MM},
                                 {"tile-over", tile_over, 58 * SAMPLE_MM},
                                 {"tile-tenfold", tile_tenfold, 58 * SAMPLE_MM},
                                 {"tile-maximum", tile_maximum, 58 * SAMPLE_MM},
                                 {"tile-maximum-over", tile_maximum_over, 58 * SAMPLE_MM},
                                 {"tile-zero", tile_zero, 58 * SAMPLE_MM},
                                 {"tile-hundred", tile_hundred, 58 * SAMPLE_MM},
                                 {"tile-secret", tile_secret, 58 * SAMPLE_MM},
                                 {"tile-missing", tile_missing, 58 * SAMPLE_MM},
                                 {"tile-no-target", tile_no_target, 58 * SAMPLE_MM},
                                 {"tile-step-first", tile_step_first, 58 * SAMPLE_MM},
                                 {"tile-step-middle", tile_step_middle, 58 * SAMPLE_MM},
                                 {"tile-step-last", tile_step_last, 58 * SAMPLE_MM},
                                 {"tile-step-unknown", tile_step_unknown, 58 * SAMPLE_MM},
                                 {"tile-longest", tile_longest, 58 * SAMPLE_MM},
                                 {"wide-plain", wide_plain, 128 * SAMPLE_MM},
                                 {"wide-over", wide_over, 128 * SAMPLE_MM},
                                 {"wide-tenfold", wide_tenfold, 128 * SAMPLE_MM},
                                 {"wide-maximum-over", wide_maximum_over, 128 * SAMPLE_MM},
                                 {"wide-zero", wide_zero, 128 * SAMPLE_MM},
                                 {"wide-secret", wide_secret, 128 * SAMPLE_MM},
                                 {"wide-missing", wide_missing, 128 * SAMPLE_MM},
                                 {"wide-no-target", wide_no_target, 128 * SAMPLE_MM},
                                 {"wide-step-middle", wide_step_middle, 128 * SAMPLE_MM},
                                 {"wide-step-unknown", wide_step_unknown, 128 * SAMPLE_MM},
                                 {"wide-longest", wide_longest, 128 * SAMPLE_MM},
                                 {"wide-card", wide_card, 60 * SAMPLE_MM},
                                 {"bars-plain", bars_plain, 104.5 * SAMPLE_MM},
                                 {"bars-longest", bars_longest, 73.5 * SAMPLE_MM},
                                 {"bars-sixty", bars_sixty, 104.5 * SAMPLE_MM},
                                 {"bars-sixty-rows", bars_sixty_rows, 104.5 * SAMPLE_MM},
                                 {"bars-one", bars_one, 104.5 * SAMPLE_MM},
                                 {"bars-missing", bars_missing, 104.5 * SAMPLE_MM},
                                 {"bars-secret", bars_secret, 104.5 * SAMPLE_MM},
                                 {"bars-zero", bars_zero, 104.5 * SAMPLE_MM},
                                 {"bars-negative", bars_negative, 104.5 * SAMPLE_MM},
                                 {"groups-plain", groups_plain, 73.5 * SAMPLE_MM},
                                 {"groups-worst", groups_worst, 73.5 * SAMPLE_MM},
                                 {"groups-secret", groups_secret, 73.5 * SAMPLE_MM},
                                 {"groups-missing", groups_missing, 73.5 * SAMPLE_MM},
                                 {"trend-plain", trend_plain, 104.5 * SAMPLE_MM},
                                 {"trend-projection", trend_projection, 104.5 * SAMPLE_MM},
                                 {"trend-no-target", trend_no_target, 104.5 * SAMPLE_MM},
                                 {"trend-gaps", trend_gaps, 104.5 * SAMPLE_MM},
                                 {"trend-level", trend_level, 104.5 * SAMPLE_MM},
                                 {"trend-reached", trend_reached, 104.5 * SAMPLE_MM},
                                 {"trend-missing", trend_missing, 104.5 * SAMPLE_MM},
                                 {"trend-secret", trend_secret, 104.5 * SAMPLE_MM},
                                 {"trend-longest", trend_longest, 104.5 * SAMPLE_MM},
                                 {"trend-one", trend_one, 104.5 * SAMPLE_MM},
                                 {"table-plain", table_plain, 182 * SAMPLE_MM},
                                 {"table-regions", table_regions, 104.5 * SAMPLE_MM},
                                 {"tally-plain", tally_plain, 42.5 * SAMPLE_MM},
                                 {"key-strip", key_strip, 182 * SAMPLE_MM},
                                 {"key-list", key_list, 73.5 * SAMPLE_MM}};
