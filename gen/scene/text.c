/* The text engine: one cache of shaped runs over Pango, or fixed metrics in tests. It exists because shaping is a third
 * of what a naive program spends, and because measuring and drawing must agree to the last glyph. It must not know pages,
 * figures or colours. Fonts are found in text_font.c, runs shaped in text_shape.c, lines broken in wrap.c. */
#include "scene/text.h"
#include "scene/text_engine.h"
#include <string.h>

int text_weight_index(int weight) {
  return CLAMP((weight - 350) / 100, 0, TEXT_WEIGHTS - 1);
}

static guint run_hash(gconstpointer data) {
  const TextRun *run = data;
  guint size = (guint)(run->font.size * 1024), weight = (guint)run->font.weight;
  guint tracking = (guint)(gint)(run->font.tracking * 65536);
  return g_str_hash(run->key) ^ (size * 31u + weight * 7919u + tracking);
}

static gboolean run_equal(gconstpointer a, gconstpointer b) {
  const TextRun *x = a, *y = b;
  return x->font.size == y->font.size && x->font.weight == y->font.weight && x->font.tracking == y->font.tracking &&
         strcmp(x->key, y->key) == 0;
}

static void run_free(gpointer data) {
  text_run_free(data);
}

TextEngine *text_engine_new(const char *family, GError **error) {
  g_autoptr(TextEngine) engine = g_new0(TextEngine, 1);
  engine->family = g_strdup(family);
  engine->runs = g_hash_table_new_full(run_hash, run_equal, run_free, NULL);
  if (!text_fonts_load(engine, error)) return NULL;
  return g_steal_pointer(&engine);
}

TextEngine *text_engine_new_stub(void) {
  TextEngine *engine = g_new0(TextEngine, 1);
  engine->stub = true;
  for (int i = 0; i < TEXT_WEIGHTS; i++) engine->metrics[i] = TEXT_STUB_METRICS;
  engine->digest = g_strdup("stub");
  return engine;
}

void text_engine_free(TextEngine *engine) {
  if (!engine) return;
  if (engine->companion) engine->companion_free(engine->companion);
  g_clear_pointer(&engine->runs, g_hash_table_unref);
  g_clear_pointer(&engine->attributes, g_hash_table_unref);
  g_clear_object(&engine->context);
  g_clear_object(&engine->map);
  g_free(engine->family);
  g_free(engine->digest);
  g_free(engine);
}

void text_engine_set_hyphenator(TextEngine *engine, const Hyphenator *hyphenator) { engine->hyphenator = hyphenator; }

const Hyphenator *text_engine_hyphenator(const TextEngine *engine) { return engine->hyphenator; }

const TextRun *text_shape(TextEngine *engine, const char *text, TextFont font) {
  if (engine->stub) return NULL;
  TextRun probe = {.key = text, .font = font};
  TextRun *run = g_hash_table_lookup(engine->runs, &probe);
  if (!run) {
    run = text_run_new(engine, text, font);
    g_hash_table_add(engine->runs, run);
  }
  run->generation = engine->generation;
  return run;
}

static gboolean run_is_old(gpointer key, gpointer value, gpointer data) {
  (void)value;
  return ((const TextRun *)key)->generation != GPOINTER_TO_UINT(data);
}

void text_engine_trim(TextEngine *engine) {
  if (engine->stub) return;
  g_hash_table_foreach_remove(engine->runs, run_is_old, GUINT_TO_POINTER(engine->generation));
  engine->generation++;
}

gpointer text_engine_companion(TextEngine *engine, gpointer (*make)(void), GDestroyNotify free) {
  if (!engine->companion) engine->companion = make();
  engine->companion_free = free;
  return engine->companion;
}

double text_width(TextEngine *engine, const char *text, TextFont font) {
  if (engine->stub) return text_stub_width(text, font);
  return *text ? text_shape(engine, text, font)->width : 0;
}

double text_ascent(TextEngine *engine, TextFont font) {
  return engine->metrics[text_weight_index(font.weight)].ascent * font.size;
}

double text_descent(TextEngine *engine, TextFont font) {
  return engine->metrics[text_weight_index(font.weight)].descent * font.size;
}

double text_cap_height(TextEngine *engine, TextFont font) {
  return engine->metrics[text_weight_index(font.weight)].cap_height * font.size;
}

const char *text_engine_digest(TextEngine *engine) {
  if (!engine->digest) engine->digest = text_fonts_digest(engine);
  return engine->digest;
}

bool text_covers(TextEngine *engine, const char *text, gunichar *missing) {
  if (engine->stub || !*text) return true;
  gunichar first = text_shape(engine, text, (TextFont){.size = 10, .weight = 400})->missing;
  if (first && missing) *missing = first;
  return first == 0;
}
