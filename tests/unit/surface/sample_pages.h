/* A two-page factsheet made by hand, of the size and kind that layout/ makes: for tests and timings of the surfaces. */
#pragma once
#include "config/theme.h"
#include "scene/pages.h"
#include "surface/pdf_attach.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka last: it needs the types above. */
#include <cmocka.h>

static const double SAMPLE_W = 595.28, SAMPLE_H = 841.89;

typedef struct {
  Pages *pages;
  Scene *scene; /* of the page being made */
  const Theme *theme;
  TextEngine *engine;
} Sample;

static inline Theme *sample_theme(void) {
  Diags *diags = diags_new();
  Theme *theme = theme_load("templates/theme.yaml", "templates/theme.yaml", diags);
  g_autofree char *found = diags_format(diags, 0);
  diags_free(diags);
  if (!theme) fail_msg("templates/theme.yaml: %s", found);
  return theme;
}

static inline TextEngine *sample_engine(void) {
  GError *error = NULL;
  g_autofree char *fonts = g_canonicalize_filename("fonts/fonts.conf", NULL); /* fontconfig wants it absolute */
  g_setenv("FONTCONFIG_FILE", fonts, TRUE);
  TextEngine *engine = text_engine_new("Inter", &error);
  if (!engine) fail_msg("%s", error->message);
  return engine;
}

/* As set-up and tear-down of a cmocka test: *state is a SampleFixture. */
typedef struct {
  Theme *theme;
  TextEngine *engine;
} SampleFixture;

static inline int sample_set_up_with(void **state, TextEngine *engine) {
  SampleFixture *f = g_new0(SampleFixture, 1);
  *f = (SampleFixture){sample_theme(), engine};
  *state = f;
  return 0;
}

/* Metrics that are the same everywhere. */
static inline int sample_set_up_stub(void **state) { return sample_set_up_with(state, text_engine_new_stub()); }
static inline int sample_set_up_fonts(void **state) { return sample_set_up_with(state, sample_engine()); }

static inline int sample_tear_down(void **state) {
  SampleFixture *f = *state;
  text_engine_free(f->engine);
  theme_free(f->theme);
  g_free(f);
  return 0;
}

static inline void sample_new_page(Sample *s) {
  s->scene = scene_new(s->theme, s->engine, SAMPLE_W, SAMPLE_H);
  g_ptr_array_add(s->pages->scenes, s->scene);
}

static inline Sample sample_begin(const Theme *theme, TextEngine *engine) {
  Sample s = {.pages = pages_new(), .theme = theme, .engine = engine};
  s.pages->title = g_strdup("Factsheet Delft – één thuis");
  s.pages->author = g_strdup("Een thuis voor iedereen");
  s.pages->language = g_strdup("nl");
  s.pages->date = g_strdup("2025-03-14");
  sample_new_page(&s);
  return s;
}

static inline double sample_text(Sample *s, double x, double y, const char *text, double size, int weight, guint tag) {
  return scene_text(s->scene, x, y, text, (TextFont){.size = size, .weight = weight}, theme_color(s->theme, "ink"),
                    ANCHOR_START, tag);
}

static inline Tag *sample_leaf(Sample *s, Tag *parent, TagType type, double x, double y, const char *text, double size,
                               int weight) {
  Tag *tag = tag_add(s->pages->tags, parent, type);
  sample_text(s, x, y, text, size, weight, tag->id);
  return tag;
}

static inline double sample_paragraph(Sample *s, Tag *parent, double x, double y, double width, const char *text) {
  Tag *tag = tag_add(s->pages->tags, parent, TAG_P);
  GPtrArray *lines = text_wrap(s->engine, text, (TextFont){.size = 8.75, .weight = 400}, width, false, NULL);
  for (guint i = 0; i < lines->len; i++, y += 12.4) sample_text(s, x, y, lines->pdata[i], 8.75, 400, tag->id);
  g_ptr_array_unref(lines);
  return y;
}

static inline void sample_tile(Sample *s, Tag *parent, double x, double y, int n) {
  static const char *const labels[] = {"Sociale huur", "Flexwoningen", "Urgenten", "Statushouders", "Uitstroom", "Ouderen"};
  Tag *div = tag_add(s->pages->tags, parent, TAG_DIV);
  g_autofree char *value = g_strdup_printf("%d,%d%%", 20 + n, n);
  scene_group_begin(s->scene, "tile", x, y);
  scene_line(s->scene, 0, 0, 164, 0, paint_stroke(theme_color(s->theme, "ink"), 1));
  sample_leaf(s, div, TAG_P, 0, 14, labels[n % 6], 9, 700);
  sample_leaf(s, div, TAG_P, 0, 40, value, 24, 700);
  scene_rect(s->scene, 0, 60, 164, 9, paint_fill(theme_color(s->theme, "track")));
  scene_rect(s->scene, 0, 60, 80 + n, 9, paint_fill(theme_color(s->theme, "focus")));
  sample_leaf(s, div, TAG_P, 0, 85, "afspraak 30%, regio 27,1%, Nederland 28,4%", 7.5, 400);
  scene_circle(s->scene, 4, 100, 4.4, paint_fill(theme_color(s->theme, "ok")));
  sample_leaf(s, div, TAG_P, 12, 103, "op koers: 96% van het pad", 7.5, 600);
  scene_group_end(s->scene);
}

static inline void sample_bars(Sample *s, Tag *parent, double x, double y, int rows) {
  static const char *const names[] = {"Delft",    "Den Haag",            "Leidschendam-Voorburg", "Midden-Delfland",
                                      "Rijswijk", "Pijnacker-Nootdorp", "Wassenaar",             "Zoetermeer"};
  sample_leaf(s, parent, TAG_H3, x, y, "Delft telt 26,4% sociale huur in nieuwbouw", 10, 700);
  Tag *table = tag_add(s->pages->tags, parent, TAG_TABLE);
  Tag *head = tag_add(s->pages->tags, tag_add(s->pages->tags, table, TAG_THEAD), TAG_TR);
  Tag *body = tag_add(s->pages->tags, table, TAG_TBODY);
  sample_leaf(s, head, TAG_TH, x, y + 14, "Gemeente", 7.5, 400)->scope = TAG_SCOPE_COLUMN;
  sample_leaf(s, head, TAG_TH, x + 100, y + 14, "Aandeel", 7.5, 400)->scope = TAG_SCOPE_COLUMN;
  for (int i = 0; i < rows; i++) {
    double top = y + 20 + 17.2 * i;
    g_autofree char *value = g_strdup_printf("%d,%d%%", 30 - i, (i * 7) % 10);
    Tag *row = tag_add(s->pages->tags, body, TAG_TR);
    scene_rect(s->scene, x + 100, top, 150 - 10 * i, 9.5, paint_fill(theme_color(s->theme, i == 2 ? "focus" : "ctxbar")));
    sample_leaf(s, row, TAG_TH, x, top + 8, names[i % 8], 7.5, i == 2 ? 700 : 400)->scope = TAG_SCOPE_ROW;
    sample_leaf(s, row, TAG_TD, x + 254 - 10 * i, top + 8, value, 7.5, 600);
  }
}

static inline void sample_link(Sample *s, Tag *paragraph, double x, double y, const char *text, const char *uri) {
  Tag *link = tag_add(s->pages->tags, paragraph, TAG_LINK);
  double width = sample_text(s, x, y, text, 8.75, 400, link->id);
  scene_link(s->scene, uri, (const double[][4]){{x, y - 9, width, 12}}, 1, link->id);
}

static inline void sample_trend(Sample *s, Tag *parent, double x, double y) {
  Tag *figure = tag_add(s->pages->tags, parent, TAG_FIGURE);
  figure->alt = g_strdup("Het aandeel sociale huur in Delft groeide van 22% in 2015 naar 26,4% in 2024.");
  figure->bbox[0] = x, figure->bbox[1] = y, figure->bbox[2] = 250, figure->bbox[3] = 120;
  figure->bbox_page = s->pages->scenes->len - 1;
  for (int i = 0; i < 10; i++) {
    if (i == 0) scene_move_to(s->scene, x, y + 100);
    else scene_line_to(s->scene, x + 25 * i, y + 100 - 7.3 * i);
  }
  scene_paint(s->scene, paint_stroke(theme_color(s->theme, "focus"), 2.2));
  sample_text(s, x, y + 118, "2015", 7, 400, figure->id);
  sample_text(s, x + 225, y + 118, "2024*", 7, 400, figure->id);
}

/* Everything a factsheet has; the caller frees the pages. */
static inline Pages *sample_factsheet(const Theme *theme, TextEngine *engine) {
  static const char text[] = "De gemeente Delft telt 26,4% sociale huur. Dat is − 3,6 procentpunt onder de afspraak van "
                             "30%, maar meer dan in de Leid\u00adschen\u00addam-Voor\u00adburg\u00adse buur\u00adgemeenten. "
                             "Voor sociale-huurwoningen geldt: ≤ 5 niet getoond → zie de tabel.";
  Sample s = sample_begin(theme, engine);
  Tag *root = tag_tree_root(s.pages->tags), *sect = tag_add(s.pages->tags, root, TAG_SECT);
  scene_rect(s.scene, 0, 0, SAMPLE_W, 112, paint_fill(theme_color(theme, "brand")));
  scene_text(s.scene, 40, 70, "Delft", (TextFont){33, 700, -0.025}, theme_color(theme, "on-brand"), ANCHOR_START,
             tag_add(s.pages->tags, sect, TAG_H1)->id);
  sample_leaf(&s, sect, TAG_P, 40, 140, "Delft ligt op koers met sociale huur", 14.5, 600);
  Tag *tiles = tag_add(s.pages->tags, root, TAG_SECT);
  sample_leaf(&s, tiles, TAG_H2, 40, 180, "Kerncijfers", 18, 700);
  for (int i = 0; i < 6; i++) sample_tile(&s, tiles, 40 + 175 * (i % 3), 200 + 150 * (i / 3), i);
  double y = 520;
  for (int i = 0; i < 4; i++) y = sample_paragraph(&s, root, 40, y, 240, text) + 6;
  sample_trend(&s, tiles, 320, 520);
  Tag *p = tag_add(s.pages->tags, root, TAG_P);
  double x = 40 + sample_text(&s, 40, 760, "Lees meer op ", 8.75, 400, p->id);
  sample_link(&s, p, x, 760, "de site", "https://example.org/gemeente/delft/");
  sample_text(&s, x + 40, 760, " of ga naar", 8.75, 400, p->id);
  sample_link(&s, p, 40, 772, "de tabel", "#tabel");
  Tag *list = tag_add(s.pages->tags, root, TAG_L);
  list->list_unordered = true;
  for (int i = 0; i < 2; i++) {
    Tag *item = tag_add(s.pages->tags, list, TAG_LI);
    sample_leaf(&s, item, TAG_LBL, 40, 790 + 12 * i, "•", 8.75, 400);
    sample_leaf(&s, tag_add(s.pages->tags, item, TAG_LBODY), TAG_P, 50, 790 + 12 * i, "Een punt", 8.75, 400);
  }
  sample_text(&s, 40, 830, "Bron: voorbeelddata · 1 van 2", 7, 400, TAG_ARTIFACT);
  sample_new_page(&s);
  sample_text(&s, 40, 20, "Delft", 8, 600, TAG_ARTIFACT);
  Tag *details = tag_add(s.pages->tags, root, TAG_SECT);
  sample_leaf(&s, details, TAG_H2, 40, 50, "Vergeleken", 18, 700);
  for (int i = 0; i < 4; i++) sample_bars(&s, details, 40 + 290 * (i % 2), 80 + 200 * (i / 2), 8);
  sample_bars(&s, details, 40, 500, 12);
  sample_text(&s, 40, 830, "Bron: voorbeelddata · 2 van 2", 7, 400, TAG_ARTIFACT);
  OutlineEntry entries[] = {{g_strdup("Delft"), 1, 0, 40}, {g_strdup("Kerncijfers"), 2, 0, 160}, {g_strdup("Vergeleken"), 2, 1, 40}};
  g_array_append_vals(s.pages->outline, entries, 3);
  Destination destination = {g_strdup("tabel"), 1, 40, 490};
  g_array_append_val(s.pages->destinations, destination);
  g_ptr_array_add(s.pages->attachments, pdf_attachment_new("data.csv", "text/csv", "De cijfers van dit blad", ATTACHMENT_DATA,
                                                           "code,waarde\nGM0503,26.4\n", 24));
  return s.pages;
}
