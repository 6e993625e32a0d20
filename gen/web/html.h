/* Small writer of HTML that is also well-formed XML: escaped text, quoted attributes, every element closed. Internal to
 * web/. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* Appends text; markup characters become entities, control characters that no XML may hold are dropped. NULL = nothing. */
void html_text(GString *out, const char *text);
/* Appends ` name="value"`; nothing when value is NULL. */
void html_attribute(GString *out, const char *name, const char *value);
/* Appends `<tag name="value" …>`: pairs ended by a NULL name; a pair whose value is NULL is left out. */
void html_open(GString *out, const char *tag, ...) G_GNUC_NULL_TERMINATED;
/* The same for an element without content: `<tag … />`. */
void html_void(GString *out, const char *tag, ...) G_GNUC_NULL_TERMINATED;
void html_close(GString *out, const char *tag);
/* `<tag class="class">text</tag>`; nothing at all when text is NULL or empty. */
void html_element(GString *out, const char *tag, const char *class, const char *text);
/* Coordinates and lengths: at most 2 decimals. */
void html_number(GString *out, const char *before, double value, const char *after);
