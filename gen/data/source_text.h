/* The text of a table's file from opening to the checksum. It is read whole, because how it is written may only show on its
 * last line, but it does not stay whole: what has become cells is wiped and its memory given back on the way. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct SourceText SourceText;

/* NULL with an error when it cannot be read. */
SourceText *source_text_open(const char *path, GError **error);
const char *source_text_bytes(const SourceText *text, gsize *length);
/* Nobody will look at what stands before `at` any more. */
void source_text_pass(SourceText *text, const char *at);
/* Wipes what is left and frees it; the SHA-256 of the whole, owned by the caller. */
char *source_text_close(SourceText *text);
