/* Web fonts: the letters the site needs, cut from the Debian package's fonts while building; no font is ever committed.
 * Internal to web/. */
#pragma once
#include "config/config.h"
#include "config/theme.h"

typedef struct {
  int weight;
  char *source; /* the font file of the machine */
  char *path;   /* below the site's root: "assets/inter-400.1a2b3c4d.woff2"; the hash is of all that decides the bytes */
} WebFont;

/* Finds the family's weights among the fonts that fonts.conf lets rendering see. Starts no thread and leaves nothing
 * behind, so that workers may be forked afterwards. WebFont*; NULL on findings. Owned by the caller. */
GPtrArray *web_fonts_find(const Config *config, const Theme *theme, Diags *diags);
/* Cuts and compresses one font (hb-subset, woff2_compress); kept in the project's .feitenblad/ for the next time. NULL on
 * a finding, which names the Debian package of a missing tool. Owned by the caller. */
GBytes *web_font_make(const WebFont *font, const Config *config, Diags *diags);
/* @font-face rules with addresses relative to assets/. */
void web_fonts_css(const GPtrArray *fonts, const char *family, GString *css);
