/* Pages → what a screen reader says of the finished PDF, as text: evidence of what its structure tree holds. */
#pragma once
#include "config/locale.h"
#include "scene/pages.h"

/* One utterance a line, in reading order: headings, paragraphs, lists, tables by row with each cell's column header, alternative
 * and actual texts in the place of what they replace, pages and languages where they change; then bookmarks and attachments.
 * Artifacts are silent. Says what is there, also what will be refused by pdf_write(). UTF-8, ends in a newline, owned by the
 * caller. The same pages give the same text. */
char *transcript_write(const Pages *pages, const Locale *locale);
