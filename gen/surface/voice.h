/* A voice: collects words into utterances, one a line, with the events between them (another page, another language). For
 * transcript.c and transcript_table.c only. */
#pragma once
#include "config/locale.h"
#include "surface/reading.h"

typedef struct {
  const Reading *reading;
  const Locale *locale;
  const char *language; /* the document's */
  GString *out;
  GString *lead;  /* what announces the next words ("kop 2", "opsomming"); waits for them */
  GString *words; /* of the utterance being collected */
  guint words_page, page; /* where they stand; what was last said; from 0 */
} Voice;

/* Blanks are one blank, soft hyphens nothing: neither is heard. Owned by the caller. */
char *voice_clean(const char *text);

/* Words of the current utterance; `page` as of reading_page(). */
void voice_add(Voice *voice, const char *text, guint page);
/* Ends the current utterance. A lead without words stays and waits. */
void voice_flush(Voice *voice);
/* Ends the current utterance, and announces what comes next by `lead`, after what still waits. */
void voice_announce(Voice *voice, const char *lead);
void voice_drop_lead(Voice *voice); /* nothing came */
/* An utterance of its own; the second, where the tag begins. */
void voice_say(Voice *voice, const char *text);
void voice_say_at(Voice *voice, const Tag *tag, const char *text);
void voice_say_word(Voice *voice, const char *key);
/* Says the page when it is another one than before. */
void voice_turn_to(Voice *voice, guint page);

/* What is heard in the place of the tag and all below it; NULL when it speaks for itself. */
const char *voice_replacement(const Tag *tag);
/* The language that begins at this tag; NULL when it is its parent's. */
const char *voice_new_language(const Voice *voice, const Tag *tag);
/* "[taal: Engels]". Owned by the caller. */
char *voice_language_event(const Voice *voice, const char *language);
char *voice_parent_language_event(const Voice *voice, const Tag *tag);

/* Appends all that is heard of a tag within one utterance, with the blanks it has. */
void voice_hear(const Voice *voice, const Tag *tag, GString *out);
/* The same by itself, clean. Owned by the caller. */
char *voice_text(const Voice *voice, const Tag *tag);
bool voice_is_inline(TagType type);
