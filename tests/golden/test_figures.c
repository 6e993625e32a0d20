/* Every figure type, ordinary and at its worst, drawn with fixed text metrics on paper and on a narrow screen: the
 * scene, its tags and its SVG are compared with tests/golden/figures/. UPDATE_GOLDEN=1 writes them anew. Over all of
 * them: no text outside the figure, no two texts over each other, nothing too small, every text with a tag. */
#include "figures/samples.h"
#include "surface/pdf_check_tree.h"
#include "surface/svg.h"
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define FOLDER "tests/golden/figures"
enum { DIFF_MAX = 12, PASTE = 240 };

typedef struct {
  Theme *theme;
  Locale *locale;
  TextEngine *text;
} Fixture;

/* One drawing with all that was made for it. */
typedef struct {
  const Sample *sample;
  MediumKind medium;
  Figure *figure;
  Scene *scene;
  TagTree *tags; /* paper only */
} Drawing;

static const MediumKind MEDIA[] = {MEDIUM_PAPER, MEDIUM_WEB_WIDE, MEDIUM_WEB_NARROW};
static const char *const MEDIUM_NAMES[] = {
    [MEDIUM_PAPER] = "paper", [MEDIUM_WEB_WIDE] = "wide", [MEDIUM_WEB_NARROW] = "narrow"};

static int fixture_setup(void **state) {
  Fixture *fixture = g_new0(Fixture, 1);
  g_autoptr(Diags) diags = diags_new();
  fixture->theme = theme_load("templates/theme.yaml", "templates/theme.yaml", diags);
  fixture->locale = locale_load("templates/locale/nl.yaml", "templates/locale/nl.yaml", diags);
  fixture->text = text_engine_new_stub();
  *state = fixture;
  g_autofree char *findings = diags_format(diags, 0);
  if (!fixture->theme || !fixture->locale) print_error("%s", findings);
  return fixture->theme && fixture->locale ? 0 : 1;
}

static int fixture_teardown(void **state) {
  Fixture *fixture = *state;
  text_engine_free(fixture->text);
  locale_free(fixture->locale);
  theme_free(fixture->theme);
  g_free(fixture);
  return 0;
}

static double width_of(const Sample *sample, MediumKind medium) {
  if (medium == MEDIUM_PAPER) return sample->paper;
  if (medium == MEDIUM_WEB_NARROW) return 343;
  return sample->paper < 170 ? 368 : sample->paper < 220 ? 440 : sample->paper < 400 ? 664 : 1152;
}

static Drawing draw(const Fixture *fixture, const Sample *sample, MediumKind medium) {
  Drawing drawing = {.sample = sample, .medium = medium, .figure = sample->make()};
  if (medium == MEDIUM_PAPER) drawing.tags = tag_tree_new();
  drawing.scene =
      figure_draw(drawing.figure, fixture->theme, fixture->locale, fixture->text, medium, FIGURE_ALL,
                  width_of(sample, medium), drawing.tags, drawing.tags ? tag_tree_root(drawing.tags) : NULL, TAG_H3);
  return drawing;
}

static void drawing_clear(Drawing *drawing) {
  scene_free(drawing->scene);
  if (drawing->tags) tag_tree_free(drawing->tags);
  figure_free(drawing->figure);
}

/* ---- goldens ---- */

/* The lines around the first difference, as a reader wants them. */
static void show_difference(const char *path, const char *expected, const char *actual) {
  g_auto(GStrv) a = g_strsplit(expected, "\n", -1), b = g_strsplit(actual, "\n", -1);
  guint i = 0;
  while (a[i] && b[i] && g_str_equal(a[i], b[i])) i++;
  print_error("%s differs from line %u (UPDATE_GOLDEN=1 accepts what is drawn now):\n", path, i + 1);
  for (guint j = i; a[j] && j < i + DIFF_MAX; j++) print_error("  - %.*s\n", PASTE, a[j]);
  for (guint j = i; b[j] && j < i + DIFF_MAX; j++) print_error("  + %.*s\n", PASTE, b[j]);
}

static bool golden(const char *name, const char *suffix, const char *actual) {
  g_autofree char *path = g_strdup_printf(FOLDER "/%s.%s", name, suffix);
  if (g_getenv("UPDATE_GOLDEN")) return g_file_set_contents(path, actual, -1, NULL);
  g_autofree char *expected = NULL;
  if (!g_file_get_contents(path, &expected, NULL, NULL)) {
    print_error("%s is not there: UPDATE_GOLDEN=1 writes it\n", path);
    return false;
  }
  if (g_str_equal(expected, actual)) return true;
  show_difference(path, expected, actual);
  return false;
}

static char *drawing_dump(const Drawing *drawing) {
  g_autofree char *scene = scene_dump(drawing->scene),
                  *tags = drawing->tags ? tag_tree_dump(drawing->tags) : g_strdup("");
  return g_strconcat(scene, *tags ? "\n" : "", tags, NULL);
}

static void test_goldens(void **state) {
  const Fixture *fixture = *state;
  bool same = true;
  for (guint i = 0; i < G_N_ELEMENTS(SAMPLES); i++) {
    for (guint m = 0; m < G_N_ELEMENTS(MEDIA); m++) {
      if (MEDIA[m] == MEDIUM_WEB_WIDE) continue;
      Drawing drawing = draw(fixture, &SAMPLES[i], MEDIA[m]);
      g_autofree char *name = g_strdup_printf("%s-%s", SAMPLES[i].name, MEDIUM_NAMES[MEDIA[m]]),
                      *dump = drawing_dump(&drawing);
      SvgOptions options = {.id_prefix = name,
                            .title = drawing.figure->title,
                            .description = drawing.figure->alt,
                            .language = "nl",
                            .mode = THEME_LIGHT};
      g_autofree char *svg = svg_write(drawing.scene, &options);
      same &= golden(name, "txt", dump);
      same &= golden(name, "svg", svg);
      drawing_clear(&drawing);
    }
  }
  assert_true(same);
}

/* Drawing twice gives the same bytes: nothing is kept between figures. */
static void test_same_again(void **state) {
  const Fixture *fixture = *state;
  for (guint i = 0; i < G_N_ELEMENTS(SAMPLES); i++) {
    Drawing first = draw(fixture, &SAMPLES[i], MEDIUM_PAPER), second = draw(fixture, &SAMPLES[i], MEDIUM_PAPER);
    g_autofree char *a = drawing_dump(&first), *b = drawing_dump(&second);
    assert_string_equal(a, b);
    drawing_clear(&first);
    drawing_clear(&second);
  }
}

/* ---- rules that hold for all ---- */

typedef struct {
  const char *text;
  double left, top, right, bottom, size;
  guint tag;
} Placed;

/* Texts with the places of the groups they are in added up. */
static GArray *placed_texts(const Scene *scene) {
  GArray *texts = g_array_new(FALSE, FALSE, sizeof(Placed));
  g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(double[2]));
  double dx = 0, dy = 0;
  for (guint i = 0; i < scene_length(scene); i++) {
    const SceneItem *item = scene_item(scene, i);
    if (item->kind == SCENE_GROUP_BEGIN) {
      double shift[2] = {item->dx, item->dy};
      g_array_append_val(groups, shift);
      dx += item->dx, dy += item->dy;
    } else if (item->kind == SCENE_GROUP_END) {
      const double *shift = (const double *)(void *)(groups->data + (groups->len - 1) * sizeof(double[2]));
      dx -= shift[0], dy -= shift[1];
      g_array_set_size(groups, groups->len - 1);
    } else if (item->kind == SCENE_TEXT) {
      double size = item->font.size, x = item->x + dx, y = item->y + dy;
      g_array_append_val(texts,
                         ((Placed){item->text, x, y - 0.74 * size, x + item->width, y + 0.2 * size, size, item->tag}));
    }
  }
  return texts;
}

typedef bool (*Rule)(const Drawing *drawing, const GArray *texts);

static void complain(const Drawing *drawing, const char *rule, const char *a, const char *b) {
  print_error("%s on %s: %s: \"%s\"%s%s%s\n", drawing->sample->name, MEDIUM_NAMES[drawing->medium], rule, a,
              b ? " and \"" : "", b ? b : "", b ? "\"" : "");
}

static bool rule_inside(const Drawing *drawing, const GArray *texts) {
  bool ok = true;
  for (guint i = 0; i < texts->len; i++) {
    const Placed *text = &g_array_index(texts, Placed, i);
    bool inside = text->left >= -0.05 && text->right <= scene_width(drawing->scene) + 0.05 && text->top >= -0.05 &&
                  text->bottom <= scene_height(drawing->scene) + 0.05;
    if (!inside) complain(drawing, "outside the figure", text->text, NULL);
    ok &= inside;
  }
  return ok;
}

static bool rule_apart(const Drawing *drawing, const GArray *texts) {
  bool ok = true;
  for (guint i = 0; i < texts->len; i++) {
    for (guint j = i + 1; j < texts->len; j++) {
      const Placed *a = &g_array_index(texts, Placed, i), *b = &g_array_index(texts, Placed, j);
      bool apart = a->right <= b->left + 0.05 || b->right <= a->left + 0.05 || a->bottom <= b->top + 0.05 ||
                   b->bottom <= a->top + 0.05;
      if (!apart) complain(drawing, "two texts in one place", a->text, b->text);
      ok &= apart;
    }
  }
  return ok;
}

static bool rule_size(const Drawing *drawing, const GArray *texts) {
  double least = drawing->medium == MEDIUM_PAPER ? 7 : 12;
  for (guint i = 0; i < texts->len; i++) {
    const Placed *text = &g_array_index(texts, Placed, i);
    if (text->size >= least) continue;
    complain(drawing, "too small", text->text, NULL);
    return false;
  }
  return true;
}

/* A benchmark's letter below a bar is said in the row of values: the only text that may be an artifact. */
static bool rule_tagged(const Drawing *drawing, const GArray *texts) {
  for (guint i = 0; drawing->tags && i < texts->len; i++) {
    const Placed *text = &g_array_index(texts, Placed, i);
    if (tag_get(drawing->tags, text->tag) || (text->tag == TAG_ARTIFACT && strlen(text->text) == 1)) continue;
    complain(drawing, "no tag", text->text, NULL);
    return false;
  }
  return true;
}

/* What the tree of one drawing breaks of the rules for tagged PDF; the levels of heads are the document's. Owned. */
static char *broken_rules(const TagTree *tags, const Scene *scene) {
  g_autofree guint *texts = g_new0(guint, tag_count(tags) + 1), *links = g_new0(guint, tag_count(tags) + 1);
  for (guint i = 0; i < scene_length(scene); i++) {
    const SceneItem *item = scene_item(scene, i);
    if (item->kind == SCENE_TEXT && tag_get(tags, item->tag)) texts[item->tag]++;
  }
  g_autoptr(Diags) found = diags_new();
  pdf_check_tree(tags, texts, links, &(CheckReport){.diags = found});
  GString *broken = g_string_new(NULL);
  for (guint i = 0; i < diags_length(found); i++)
    if (!g_str_equal(diags_get(found, i)->code, "pdf-heading-skipped"))
      g_string_append_printf(broken, "%s; ", diags_get(found, i)->message);
  return g_string_free(broken, FALSE);
}

/* At its own width and far too narrow: what finds no room takes its tag with it. */
static void test_structure(void **state) {
  const Fixture *fixture = *state;
  static const double widths[] = {0, 164, 110, 70};
  bool ok = true;
  for (guint i = 0; i < G_N_ELEMENTS(SAMPLES); i++) {
    for (guint w = 0; w < G_N_ELEMENTS(widths); w++) {
      g_autoptr(Figure) figure = SAMPLES[i].make();
      g_autoptr(TagTree) tags = tag_tree_new();
      double width = widths[w] > 0 ? widths[w] : SAMPLES[i].paper;
      g_autoptr(Scene) scene = figure_draw(figure, fixture->theme, fixture->locale, fixture->text, MEDIUM_PAPER, FIGURE_ALL,
                                           width, tags, tag_tree_root(tags), TAG_H2);
      g_autofree char *broken = broken_rules(tags, scene);
      if (*broken) print_error("%s at %g pt: %s\n", SAMPLES[i].name, width, broken);
      ok &= !*broken;
    }
  }
  assert_true(ok);
}

static bool path_inside(const Drawing *drawing, const SceneItem *item) {
  const Segment *segments = scene_segments(drawing->scene);
  double width = scene_width(drawing->scene);
  for (guint i = item->first_segment; i < item->first_segment + item->segments; i++) {
    guint n = segments[i].op == 'C' ? 6 : segments[i].op == 'Z' ? 0 : 2;
    for (guint j = 0; j < n; j += 2)
      if (segments[i].x[j] < -1 || segments[i].x[j] > width + 1) return false;
  }
  return true;
}

static bool rule_paths(const Drawing *drawing, const GArray *texts) {
  (void)texts;
  for (guint i = 0; i < scene_length(drawing->scene); i++) {
    const SceneItem *item = scene_item(drawing->scene, i);
    if (item->kind != SCENE_PATH || path_inside(drawing, item)) continue;
    g_autofree char *number = g_strdup_printf("item %u", i);
    complain(drawing, "a path leaves the figure", number, NULL);
    return false;
  }
  return true;
}

static void check_rule(const Fixture *fixture, Rule rule) {
  bool ok = true;
  for (guint i = 0; i < G_N_ELEMENTS(SAMPLES); i++) {
    for (guint m = 0; m < G_N_ELEMENTS(MEDIA); m++) {
      Drawing drawing = draw(fixture, &SAMPLES[i], MEDIA[m]);
      g_autoptr(GArray) texts = placed_texts(drawing.scene);
      ok &= rule(&drawing, texts);
      drawing_clear(&drawing);
    }
  }
  assert_true(ok);
}

static void test_inside(void **state) {
  check_rule(*state, rule_inside);
}
static void test_apart(void **state) {
  check_rule(*state, rule_apart);
}
static void test_size(void **state) {
  check_rule(*state, rule_size);
}
static void test_tagged(void **state) {
  check_rule(*state, rule_tagged);
}
static void test_paths(void **state) {
  check_rule(*state, rule_paths);
}

/* ---- tables over several pages ---- */

static void test_split(void **state) {
  const Fixture *fixture = *state;
  g_autoptr(Figure) figure = table_plain();
  double width = 182 * SAMPLE_MM;
  g_autoptr(FigureRows) rows =
      figure_rows_measure(figure, fixture->theme, fixture->locale, fixture->text, MEDIUM_PAPER, width);
  assert_int_equal(rows->rows->len, figure->table->rows->len);
  g_autoptr(TagTree) tags = tag_tree_new();
  g_autoptr(TagTree) whole_tags = tag_tree_new();
  Tag *sect = NULL;
  guint count = rows->rows->len;
  g_autoptr(Scene) first = figure_draw_rows(figure, fixture->theme, fixture->locale, fixture->text, MEDIUM_PAPER, width,
                                            0, 3, true, false, tags, tag_tree_root(tags), TAG_H2, &sect);
  assert_non_null(sect);
  g_autoptr(Scene) second = figure_draw_rows(figure, fixture->theme, fixture->locale, fixture->text, MEDIUM_PAPER,
                                             width, 3, count, false, true, tags, tag_tree_root(tags), TAG_H2, &sect);
  g_autoptr(Scene) whole = figure_draw(figure, fixture->theme, fixture->locale, fixture->text, MEDIUM_PAPER, FIGURE_ALL,
                                       width, whole_tags, tag_tree_root(whole_tags), TAG_H2);
  /* Heights as promised: what is drawn twice is the column titles. */
  double height = rows->head + rows->titles, rest = rows->titles + rows->foot;
  for (guint i = 0; i < count; i++) *(i < 3 ? &height : &rest) += g_array_index(rows->rows, double, i);
  assert_float_equal(scene_height(first), height, 0.02);
  assert_float_equal(scene_height(second), rest, 0.02);
  assert_float_equal(scene_height(first) + scene_height(second), scene_height(whole) + rows->titles, 0.02);
  /* To a listener it is one table, and its titles are said once. */
  g_autofree char *a = tag_tree_dump(tags), *b = tag_tree_dump(whole_tags);
  assert_string_equal(a, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_goldens), cmocka_unit_test(test_same_again),
                                     cmocka_unit_test(test_inside),  cmocka_unit_test(test_apart),
                                     cmocka_unit_test(test_size),    cmocka_unit_test(test_tagged), cmocka_unit_test(test_structure),
                                     cmocka_unit_test(test_paths),   cmocka_unit_test(test_split)};
  return cmocka_run_group_tests_name("figures", tests, fixture_setup, fixture_teardown);
}
