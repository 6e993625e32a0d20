/* From words to utterances. It exists so that what says something (headings, lists, tables) need not know how a line of the
 * transcript comes about. It must not beautify: signs that a listener would stumble over are evidence. */
#include "surface/voice.h"

char *voice_clean(const char *text) {
  GString *out = g_string_new(NULL);
  bool blank = false;
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == 0xad) continue;
    if (g_unichar_isspace(c)) {
      blank = out->len > 0;
      continue;
    }
    if (blank) g_string_append_c(out, ' ');
    blank = false;
    g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

/* ---- utterances ---- */

void voice_add(Voice *voice, const char *text, guint page) {
  if (voice->words->len == 0) voice->words_page = page;
  g_string_append(voice->words, text);
}

void voice_turn_to(Voice *voice, guint page) {
  if (page == G_MAXUINT || page == voice->page) return;
  voice->page = page;
  g_autofree char *number = g_strdup_printf("%u", page + 1);
  g_autofree char *event = locale_phrase(voice->locale, "transcript.page", "page", number, NULL);
  g_string_append_printf(voice->out, "%s\n", event);
}

void voice_flush(Voice *voice) {
  g_autofree char *words = voice_clean(voice->words->str);
  g_string_truncate(voice->words, 0);
  if (!*words) return;
  voice_turn_to(voice, voice->words_page);
  g_string_append_printf(voice->out, "%s%s\n", voice->lead->str, words);
  voice_drop_lead(voice);
}

void voice_announce(Voice *voice, const char *lead) {
  voice_flush(voice);
  if (*lead) g_string_append_printf(voice->lead, "%s ", lead);
}

void voice_drop_lead(Voice *voice) { g_string_truncate(voice->lead, 0); }

void voice_say(Voice *voice, const char *text) {
  voice_flush(voice);
  voice_add(voice, text, G_MAXUINT);
  voice_flush(voice);
}

void voice_say_at(Voice *voice, const Tag *tag, const char *text) {
  voice_flush(voice);
  voice_add(voice, text, reading_page(voice->reading, tag));
  voice_flush(voice);
}

void voice_say_word(Voice *voice, const char *key) { voice_say(voice, locale_word(voice->locale, key)); }

/* ---- what is heard of one tag ---- */

const char *voice_replacement(const Tag *tag) { return tag->alt ? tag->alt : tag->actual_text; }

bool voice_is_inline(TagType type) { return type == TAG_SPAN || type == TAG_LINK; }

static const char *language_above(const Voice *voice, const Tag *tag) {
  for (const Tag *up = tag->parent; up; up = up->parent)
    if (up->language) return up->language;
  return voice->language;
}

const char *voice_new_language(const Voice *voice, const Tag *tag) {
  return tag->language && g_ascii_strcasecmp(tag->language, language_above(voice, tag)) != 0 ? tag->language : NULL;
}

/* By the whole tag, then by its first part; what has no name is said as it stands. */
static const char *language_name(const Locale *locale, const char *language) {
  g_auto(GStrv) parts = g_strsplit(language, "-", 2);
  g_autofree char *whole = g_strconcat("transcript.languages.", language, NULL);
  g_autofree char *first = g_strconcat("transcript.languages.", parts[0], NULL);
  return locale_has(locale, whole) ? locale_word(locale, whole) : locale_has(locale, first) ? locale_word(locale, first) : language;
}

char *voice_language_event(const Voice *voice, const char *language) {
  return locale_phrase(voice->locale, "transcript.switch", "language", language_name(voice->locale, language), NULL);
}

char *voice_parent_language_event(const Voice *voice, const Tag *tag) {
  return voice_language_event(voice, language_above(voice, tag));
}

static void add_parts(const Voice *voice, const Tag *tag, GString *out) {
  g_autoptr(GArray) parts = reading_parts(voice->reading, tag);
  for (guint i = 0; i < parts->len; i++) {
    const ReadingPart *part = &g_array_index(parts, ReadingPart, i);
    if (part->child) voice_hear(voice, part->child, out);
    else g_string_append(out, part->text);
    if (part->gap) g_string_append_c(out, ' ');
  }
  if (parts->len == 0 && reading_uri(voice->reading, tag)) g_string_append(out, reading_uri(voice->reading, tag));
}

/* Spans run on in the text; links and blocks are set apart by what announces them. */
void voice_hear(const Voice *voice, const Tag *tag, GString *out) {
  const char *replacement = voice_replacement(tag), *language = voice_new_language(voice, tag);
  if (tag->type != TAG_SPAN) g_string_append_c(out, ' ');
  if (tag->type == TAG_LINK) g_string_append_printf(out, "%s ", locale_word(voice->locale, "transcript.link"));
  if (tag->type == TAG_FIGURE) g_string_append_printf(out, "%s ", locale_word(voice->locale, "transcript.figure"));
  if (tag->type == TAG_NOTE) g_string_append_printf(out, "%s ", locale_word(voice->locale, "transcript.note"));
  if (language) {
    g_autofree char *event = voice_language_event(voice, language);
    g_string_append_printf(out, " %s ", event);
  }
  if (replacement) g_string_append(out, replacement);
  else add_parts(voice, tag, out);
  if (language) {
    g_autofree char *event = voice_parent_language_event(voice, tag);
    g_string_append_printf(out, " %s ", event);
  }
  if (!voice_is_inline(tag->type) || (replacement && reading_gap(voice->reading, tag))) g_string_append_c(out, ' ');
}

char *voice_text(const Voice *voice, const Tag *tag) {
  g_autoptr(GString) heard = g_string_new(NULL);
  voice_hear(voice, tag, heard);
  return voice_clean(heard->str);
}
