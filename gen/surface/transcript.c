/* The factsheet as a screen reader says it. It exists so that what a blind reader gets can be read, compared and tested by
 * everyone, without a screen reader. It speaks from the tag tree and the drawn texts alone, as the PDF does, and must not
 * know what the document is about. */
#include "surface/transcript.h"
#include "surface/transcript_table.h"
#include "surface/voice.h"

typedef struct {
  Voice *voice;
  guint lists; /* how deep in lists */
} Speaker;

static void speak(Speaker *speaker, const Tag *tag);

/* ---- one kind of element each ---- */

static void speak_parts(Speaker *speaker, const Tag *tag) {
  Voice *voice = speaker->voice;
  if (voice_replacement(tag)) {
    voice_add(voice, voice_replacement(tag), reading_page(voice->reading, tag));
    return;
  }
  g_autoptr(GArray) parts = reading_parts(voice->reading, tag);
  for (guint i = 0; i < parts->len; i++) {
    const ReadingPart *part = &g_array_index(parts, ReadingPart, i);
    if (part->child) speak(speaker, part->child);
    else voice_add(voice, part->text, part->page);
    if (part->gap) voice_add(voice, " ", part->page);
  }
}

static void speak_block(Speaker *speaker, const Tag *tag) {
  voice_flush(speaker->voice);
  speak_parts(speaker, tag);
  voice_flush(speaker->voice);
}

static void speak_announced(Speaker *speaker, const Tag *tag, const char *lead) {
  voice_announce(speaker->voice, lead);
  speak_block(speaker, tag);
  voice_drop_lead(speaker->voice);
}

static void speak_inline(Speaker *speaker, const Tag *tag) {
  g_autoptr(GString) heard = g_string_new(NULL);
  voice_hear(speaker->voice, tag, heard);
  voice_add(speaker->voice, heard->str, reading_page(speaker->voice->reading, tag));
}

static void speak_heading(Speaker *speaker, const Tag *tag) {
  g_autofree char *level = g_strdup_printf("%d", tag->type - TAG_H1 + 1);
  g_autofree char *lead = locale_phrase(speaker->voice->locale, "transcript.heading", "level", level, NULL);
  speak_announced(speaker, tag, lead);
}

static void speak_quote(Speaker *speaker, const Tag *tag) {
  voice_say_at(speaker->voice, tag, locale_word(speaker->voice->locale, "transcript.quote"));
  speak_block(speaker, tag);
  voice_say_word(speaker->voice, "transcript.quote_end");
}

static void speak_figure(Speaker *speaker, const Tag *tag) {
  speak_announced(speaker, tag, locale_word(speaker->voice->locale, "transcript.figure"));
}

static void speak_note(Speaker *speaker, const Tag *tag) {
  speak_announced(speaker, tag, locale_word(speaker->voice->locale, "transcript.note"));
}

static void speak_caption(Speaker *speaker, const Tag *tag) {
  speak_announced(speaker, tag, locale_word(speaker->voice->locale, "transcript.caption"));
}

static void speak_table(Speaker *speaker, const Tag *tag) {
  if (voice_replacement(tag)) speak_block(speaker, tag);
  else transcript_table(speaker->voice, tag);
}

/* ---- lists ---- */

static guint count_items(const Tag *list) {
  guint items = 0;
  for (guint i = 0; i < list->children->len; i++) items += ((const Tag *)list->children->pdata[i])->type == TAG_LI;
  return items;
}

static void speak_list(Speaker *speaker, const Tag *tag) {
  Voice *voice = speaker->voice;
  if (voice_replacement(tag)) {
    speak_block(speaker, tag);
    return;
  }
  speaker->lists++;
  g_autofree char *level = g_strdup_printf("%u", speaker->lists);
  g_autofree char *opening = speaker->lists == 1
                                 ? locale_count(voice->locale, "transcript.list", count_items(tag), NULL)
                                 : locale_count(voice->locale, "transcript.sublist", count_items(tag), "level", level, NULL);
  voice_say_at(voice, tag, opening);
  speak_parts(speaker, tag);
  voice_say_word(voice, "transcript.list_end");
  speaker->lists--;
}

static bool has_label(const Tag *item) {
  for (guint i = 0; i < item->children->len; i++)
    if (((const Tag *)item->children->pdata[i])->type == TAG_LBL) return true;
  return false;
}

/* A numbered item without a label says no number: it has none in the file either. */
static void speak_item(Speaker *speaker, const Tag *tag) {
  bool bullet = tag->parent && tag->parent->list_unordered && !has_label(tag);
  speak_announced(speaker, tag, bullet ? locale_word(speaker->voice->locale, "transcript.bullet") : "");
}

static void speak_label(Speaker *speaker, const Tag *tag) {
  g_autofree char *label = voice_text(speaker->voice, tag);
  voice_announce(speaker->voice, label);
}

/* ---- the document ---- */

static void (*const SPEAK[TAG_TYPES])(Speaker *, const Tag *) = {
    [TAG_H1] = speak_heading,       [TAG_H2] = speak_heading, [TAG_H3] = speak_heading,  [TAG_BLOCKQUOTE] = speak_quote,
    [TAG_L] = speak_list,           [TAG_LI] = speak_item,    [TAG_LBL] = speak_label,   [TAG_LBODY] = speak_parts,
    [TAG_CAPTION] = speak_caption,  [TAG_TABLE] = speak_table, [TAG_FIGURE] = speak_figure, [TAG_LINK] = speak_inline,
    [TAG_SPAN] = speak_inline,      [TAG_NOTE] = speak_note,
};

static void say_switch(Voice *voice, const Tag *tag, const char *event) {
  voice_flush(voice);
  voice_turn_to(voice, reading_page(voice->reading, tag));
  g_string_append_printf(voice->out, "%s\n", event);
}

static void speak(Speaker *speaker, const Tag *tag) {
  Voice *voice = speaker->voice;
  const char *language = voice_is_inline(tag->type) ? NULL : voice_new_language(voice, tag);
  g_autofree char *before = language ? voice_language_event(voice, language) : NULL;
  g_autofree char *after = language ? voice_parent_language_event(voice, tag) : NULL;
  if (before) say_switch(voice, tag, before);
  (SPEAK[tag->type] ? SPEAK[tag->type] : speak_block)(speaker, tag);
  if (!after) return;
  voice_flush(voice);
  g_string_append_printf(voice->out, "%s\n", after);
}

static void say_opening(Voice *voice, const Pages *pages) {
  g_autofree char *title = locale_phrase(voice->locale, "transcript.document", "title", pages->title ? pages->title : "", NULL);
  g_autofree char *language = voice_language_event(voice, voice->language);
  g_autofree char *count = locale_count(voice->locale, "transcript.pages", pages->scenes->len, NULL);
  voice_say(voice, title);
  voice_say(voice, language);
  voice_say(voice, count);
}

static void say_bookmarks(Voice *voice, const GArray *outline) {
  g_autofree char *count = locale_count(voice->locale, "transcript.bookmarks", outline->len, NULL);
  voice_say(voice, count);
  for (guint i = 0; i < outline->len; i++) {
    const OutlineEntry *entry = &g_array_index(outline, OutlineEntry, i);
    g_autofree char *level = g_strdup_printf("%d", entry->level), *page = g_strdup_printf("%u", entry->page + 1);
    g_autofree char *line = locale_phrase(voice->locale, "transcript.bookmark", "level", level, "title", entry->title, "page", page, NULL);
    voice_say(voice, line);
  }
}

static void say_attachments(Voice *voice, const GPtrArray *attachments) {
  g_autofree char *count = locale_count(voice->locale, "transcript.attachments", attachments->len, NULL);
  voice_say(voice, count);
  for (guint i = 0; i < attachments->len; i++) {
    const Attachment *file = attachments->pdata[i];
    g_autofree char *line = locale_phrase(voice->locale, "transcript.attachment", "name", file->name, "description",
                                          file->description ? file->description : "", NULL);
    voice_say(voice, line);
  }
}

char *transcript_write(const Pages *pages, const Locale *locale) {
  g_autoptr(Reading) reading = reading_new(pages);
  g_autoptr(GString) lead = g_string_new(NULL), words = g_string_new(NULL);
  Voice voice = {.reading = reading, .locale = locale, .language = pages->language ? pages->language : locale_language(locale),
                 .out = g_string_new(NULL), .lead = lead, .words = words, .page = G_MAXUINT};
  Speaker speaker = {.voice = &voice};
  say_opening(&voice, pages);
  speak(&speaker, tag_tree_root(pages->tags));
  say_bookmarks(&voice, pages->outline);
  say_attachments(&voice, pages->attachments);
  return g_string_free(voice.out, FALSE);
}
