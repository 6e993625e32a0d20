/* What a script asks of a line: its direction, and where it breaks without a blank. It exists because wrapping, setting and
 * web pages must agree on both. It must not know fonts or widths. */
#include "scene/text.h"
#include <pango/pango.h>
#include <string.h>

enum { LEFT_TO_RIGHT_MARK = 0x200e, RIGHT_TO_LEFT_MARK = 0x200f };

/* The blocks that Unicode keeps for scripts from right to left, and the marks that only give a direction. */
static bool may_run_back(gunichar c) {
  return (c >= 0x590 && c < 0x900) || c == 0x200f || c == 0x202b || c == 0x202e || c == 0x2067 || (c >= 0xfb1d && c < 0xfe00) ||
         (c >= 0xfe70 && c < 0xfeff) || (c >= 0x10800 && c < 0x11000) || (c >= 0x1e800 && c < 0x1f000);
}

bool text_has_rtl(const char *text) {
  for (const char *p = text; p && *p; p = g_utf8_next_char(p))
    if ((guchar)*p >= 0xd6 && may_run_back(g_utf8_get_char(p))) return true;
  return false;
}

bool text_is_rtl(const char *text) {
  int forward = 0, backward = 0;
  bool first_backward = false;
  if (!text_has_rtl(text)) return false;
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (p == text && (c == LEFT_TO_RIGHT_MARK || c == RIGHT_TO_LEFT_MARK)) return c == RIGHT_TO_LEFT_MARK;
    if (!g_unichar_isalpha(c)) continue;
    bool back = may_run_back(c);
    if (forward + backward == 0) first_backward = back;
    *(back ? &backward : &forward) += 1;
  }
  return first_backward ? forward <= 2 * backward : backward > 2 * forward;
}

guint8 *text_bidi_levels(const char *text, bool rtl) {
  PangoDirection base = rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR;
  return pango_log2vis_get_embedding_levels(text, (int)strlen(text), &base);
}

static bool is_wide(GUnicodeBreakType type) {
  switch (type) {
  case G_UNICODE_BREAK_IDEOGRAPHIC:
  case G_UNICODE_BREAK_CONDITIONAL_JAPANESE_STARTER:
  case G_UNICODE_BREAK_HANGUL_L_JAMO:
  case G_UNICODE_BREAK_HANGUL_LV_SYLLABLE:
  case G_UNICODE_BREAK_HANGUL_LVT_SYLLABLE: return true;
  default: return false;
  }
}

/* Unicode's line breaking (UAX 14) has these stay with what precedes them. */
static bool stays_behind(GUnicodeBreakType type) {
  switch (type) {
  case G_UNICODE_BREAK_CLOSE_PUNCTUATION:
  case G_UNICODE_BREAK_CLOSE_PARANTHESIS:
  case G_UNICODE_BREAK_EXCLAMATION:
  case G_UNICODE_BREAK_INFIX_SEPARATOR:
  case G_UNICODE_BREAK_SYMBOL:
  case G_UNICODE_BREAK_NON_STARTER:
  case G_UNICODE_BREAK_CONDITIONAL_JAPANESE_STARTER:
  case G_UNICODE_BREAK_COMBINING_MARK:
  case G_UNICODE_BREAK_ZERO_WIDTH_JOINER:
  case G_UNICODE_BREAK_WORD_JOINER:
  case G_UNICODE_BREAK_NON_BREAKING_GLUE:
  case G_UNICODE_BREAK_INSEPARABLE:
  case G_UNICODE_BREAK_POSTFIX:
  case G_UNICODE_BREAK_QUOTATION: return true;
  default: return false;
  }
}

static bool holds_on(GUnicodeBreakType type) {
  return type == G_UNICODE_BREAK_OPEN_PUNCTUATION || type == G_UNICODE_BREAK_PREFIX || type == G_UNICODE_BREAK_QUOTATION ||
         type == G_UNICODE_BREAK_WORD_JOINER || type == G_UNICODE_BREAK_ZERO_WIDTH_JOINER ||
         type == G_UNICODE_BREAK_NON_BREAKING_GLUE;
}

bool text_breaks_between(gunichar before, gunichar after) {
  if (before < 0x1100 && after < 0x1100) return false;
  GUnicodeBreakType a = g_unichar_break_type(before), b = g_unichar_break_type(after);
  return (is_wide(a) || is_wide(b)) && !holds_on(a) && !stays_behind(b);
}
