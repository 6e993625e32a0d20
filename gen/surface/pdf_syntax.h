/* Values as a PDF file spells them, added to a string. */
#pragma once
#include <glib.h>

/* A text string for people: ASCII as it is, all else as UTF-16. */
void pdf_add_text(GString *out, const char *utf8);
/* A byte string, escaped. */
void pdf_add_string(GString *out, const char *bytes);
/* "/Name" with what needs it escaped. */
void pdf_add_name(GString *out, const char *name);
void pdf_add_number(GString *out, double value);
void pdf_add_unsigned(GString *out, gsize value);
void pdf_add_ref(GString *out, guint object);
/* " /Key (text)" when there is a text. */
void pdf_add_text_entry(GString *out, const char *key, const char *utf8);
