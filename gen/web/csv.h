/* Cells of the CSV files the site offers. Internal to web/. */
#pragma once
#include <glib.h>

/* Appends a cell of text: quoted where RFC 4180 asks for it, neutralised where a spreadsheet would run it. */
void csv_append_text(GString *out, const char *text);
