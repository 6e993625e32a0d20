/* Addresses: from a page to another page or file of the site, always relative, so that the site works from disk and below
 * any path. Internal to web/. */
#pragma once
#include <glib.h>

/* The way back to the site's root from the file at `path`: "" for "index.html", "../../" for "gemeente/delft/index.html".
 * Owned by the caller. */
char *link_root(const char *path);
/* What to write in href for an address of a Doc, from a page whose root is `root`: "/gemeente/delft/" or "gemeente/delft/"
 * → root + "gemeente/delft/index.html"; "#id", http(s) and mailto stay. NULL for everything else (script, data, a way
 * out of the site): then there is no link. Owned by the caller. */
char *link_href(const char *root, const char *address);
/* base_url + "/" + path without "index.html"; NULL when the project has no base URL. Owned by the caller. */
char *link_canonical(const char *base_url, const char *path);
/* The path part of base_url with a slash at both ends: "/" for "https://host", "/sub/" for "https://host/sub". Owned. */
char *link_base_path(const char *base_url);
