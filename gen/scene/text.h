/* Text measuring and shaping by Pango, or by fixed metrics in golden tests (so that they hold on every Debian). Lines of
 * one style and direction; wrapping is done here too, by width in the medium's unit. */
#pragma once
#include "config/theme.h"
#include "scene/hyphen.h"
#include <glib.h>
#include <stdbool.h>

typedef struct TextEngine TextEngine;
/* Shaped text of one line: borrowed from the engine's cache until the engine is freed. */
typedef struct TextRun TextRun;

/* Size in points or px, weight 400–700, tracking in em. Tabular figures always on. */
typedef struct {
  double size;
  int weight;
  double tracking;
} TextFont;
static inline TextFont text_font(const TypeStyle *s) { return (TextFont){s->size, s->weight, s->tracking}; }

/* A real engine: fonts only by FONTCONFIG_FILE (set by cli before anything starts). Fails with a message naming the
 * Debian package when the family or one of the weights 400 500 600 700 is not found. Make it after forking, never before. */
TextEngine *text_engine_new(const char *family, GError **error);
/* Stub: every code point is 0.55 em wide (0.35 for blanks and .,:;'|il), ascent 0.97, descent 0.24; needs no Pango. */
TextEngine *text_engine_new_stub(void);
void text_engine_free(TextEngine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextEngine, text_engine_free)

/* Lets words be broken; borrowed, NULL = never (at first). */
void text_engine_set_hyphenator(TextEngine *engine, const Hyphenator *hyphenator);
const Hyphenator *text_engine_hyphenator(const TextEngine *engine);

double text_width(TextEngine *engine, const char *text, TextFont font);
double text_ascent(TextEngine *engine, TextFont font);  /* font's, not the string's */
double text_descent(TextEngine *engine, TextFont font);
double text_cap_height(TextEngine *engine, TextFont font);
/* Shaped once, kept: the same string and font give the same pointer. */
const TextRun *text_shape(TextEngine *engine, const char *text, TextFont font); /* NULL from a stub engine */
double text_run_width(const TextRun *run);
/* Frees the runs that were not asked for since the last trim. For between documents, when no scene lives: keeps a long
 * run's memory flat while words that come back stay shaped. */
void text_engine_trim(TextEngine *engine);

/* Breaks `text` into lines no wider than `width`; explicit '\n' break too. Breaks at blanks and after hyphens, never at
 * NBSP (U+00A0), U+202F or U+2011; a soft hyphen (U+00AD) is a break that shows "-" when used and nothing otherwise. A
 * word wider than `width` is broken by the engine's hyphenator; without a place to break it stays on its own line and
 * sets *overflow (may be NULL). Balanced: lines of about equal length
 * (no more lines than greedy). Array of char*, owned by the caller with g_ptr_array_unref(); empty for "".
 * A line that ends in a used soft hyphen keeps U+00AD as its last character: measuring and drawing show "-", and a
 * listener still gets the whole word. Pass the line on as it is. Blanks at a break are dropped. */
GPtrArray *text_wrap(TextEngine *engine, const char *text, TextFont font, double width, bool balanced, bool *overflow);
/* Width of the widest part that no line break can make narrower, but for a hyphen inside a word. */
double text_longest_word(TextEngine *engine, const char *text, TextFont font);
/* Versions of Cairo, Pango, HarfBuzz and the font file used, for output keys. Borrowed. Without the hyphenator's. */
const char *text_engine_digest(TextEngine *engine);

/* Whether a text is set from right to left. The first letter says so unless more than twice as many letters run the other way:
 * a Dutch sentence may begin with an Arabic name. A direction mark (U+200E, U+200F) in front decides. */
bool text_is_rtl(const char *text);
/* Whether any letter is: only then do levels matter. */
bool text_has_rtl(const char *text);
/* The embedding level of each character of a paragraph (Unicode's bidirectional algorithm): odd ones run from right to left.
 * Owned by the caller. */
guint8 *text_bidi_levels(const char *text, bool rtl);
/* Whether a line may break between two characters without a blank: beside an ideograph, but not before closing punctuation. */
bool text_breaks_between(gunichar before, gunichar after);

/* What an author can do about a character that no declared font has. Owned by the caller. */
char *text_missing_hint(gunichar c);
/* True when every character of `text` has a glyph in the declared fonts; else *missing is the first that has not. */
bool text_covers(TextEngine *engine, const char *text, gunichar *missing);
