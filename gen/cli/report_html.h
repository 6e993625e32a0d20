/* The frame of a report that travels alone: one HTML page without any request, readable in a mail, on a phone and in the dark. */
#pragma once
#include <glib.h>

/* Up to and with the page's heading. Owned by the caller; given to report_html_end(). */
GString *report_html_begin(const char *title);
/* Closes the page; returns its text, owned by the caller. Frees `page`. */
char *report_html_end(GString *page);
