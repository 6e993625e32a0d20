/* What pages load besides themselves: style, icons, fonts, each under a name that changes with its content, so that a
 * browser may keep it for ever. Internal to web/. */
#pragma once
#include "config/config.h"
#include "config/theme.h"
#include "web/font.h"

typedef struct {
  char *name;    /* "site.css", "favicon.svg" */
  char *path;    /* below the site's root: "assets/site.1a2b3c4d.css" */
  GBytes *bytes;
} Asset;

typedef struct {
  GPtrArray *assets; /* Asset*, by name */
  GPtrArray *fonts;  /* WebFont*: made when all else is done */
} Assets;

/* Reads site/assets of the project (css/ becomes one site.css, the rest is taken as it is) and finds the fonts. NULL on
 * findings. Owned by the caller. */
Assets *assets_load(const Config *config, const Theme *theme, Diags *diags);
void assets_free(Assets *assets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Assets, assets_free)

/* First 8 hex digits of the SHA-256. Owned by the caller. */
char *assets_hash(const char *bytes, gsize length);
/* The theme as CSS variables: colours (light, and dark on screens that ask for it), type styles, font. */
void assets_theme_css(const Theme *theme, GString *css);
