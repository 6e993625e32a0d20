/* Addresses in links: which are let through, and how a file spells them. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* http, https, mailto, tel or relative; never script or data. */
bool uri_is_safe(const char *uri);
/* Only ASCII that needs no quoting in PDF or XML; existing percent escapes stay. Owned by the caller. */
char *uri_encode(const char *uri);
