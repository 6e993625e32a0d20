/* Where a reader must get a blank that is not drawn: between lines of a paragraph and between words set apart. */
#pragma once
#include "scene/pages.h"

/* One byte for each text item of all pages, in drawing order: 1 when a blank follows it. Owned by the caller. */
GByteArray *pdf_gaps(const Pages *pages);
/* False for blanks and what has no width: alone, such a text does not get into the file. */
bool pdf_shows_ink(const char *text);
