/* The website: HTML pages, per-figure SVG, data.csv, indexes and assets, as bytes by path; work/ decides where they go. */
#pragma once
#include "config/locale.h"
#include "doc/doc.h"
#include "scene/pages.h"

/* Files of one output unit: path relative to the site's root → bytes. */
typedef struct { char *path; GBytes *bytes; } SiteFile;
typedef struct SiteFiles SiteFiles;
SiteFiles *site_files_new(void);
void site_files_free(SiteFiles *files);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SiteFiles, site_files_free)
void site_files_add(SiteFiles *files, char *path, GBytes *bytes); /* takes both */
guint site_files_length(const SiteFiles *files);
const SiteFile *site_files_get(const SiteFiles *files, guint index);

/* What all pages share: site templates parsed, assets with their hashed names, navigation. Made once before forking. */
typedef struct Site Site;
Site *site_new(const Config *config, const Theme *theme, const Locale *locale, const Dataset *dataset, Diags *diags);
void site_free(Site *site);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Site, site_free)
const char *site_digest(const Site *site); /* templates, assets: for output keys */

/* /assets/…: css, js, icons, web fonts (subset at build time from the Debian package); and /data.schema.json and
 * /targets.schema.json, the Table Schemas of every data.csv and targets.csv. */
bool site_assets(const Site *site, SiteFiles *files, Diags *diags);
/* Home, index of regions by province, corrections where there are any, not-found page; pages at addresses of before (dataset_moved()). */
typedef struct {
  const HandoutConfig *handout;
  Profiles profiles; /* the files there are: hand-outs/<id>.pdf, hand-outs/<id>-grijs.pdf … */
} SiteHandout;
/* `handouts` (SiteHandout) can be had from the home page. */
bool site_indexes(const Site *site, const GArray *handouts, SiteFiles *files, Diags *diags);
/* One region's folder: index.html, figuur/<id>.svg, data.csv. (factsheet.pdf and factsheet-N.svg are added by work/ from
 * layout and surface; `pages` tells how many there are, 0 = none made.) `formats` and `profiles` say which downloads exist. */
/* `documents` (SiteDocument): the region's other documents; work/ adds their files too. */
typedef struct {
  const DocumentConfig *document;
  int width, height; /* of a picture, in pixels */
} SiteDocument;
typedef enum { FORMAT_PDF = 1, FORMAT_SVG = 2, FORMAT_HTML = 4, FORMAT_PNG = 8, FORMAT_ALL = 15 } OutputFormats;
bool site_region(const Site *site, const Doc *doc, TextEngine *text, guint pages, OutputFormats formats, Profiles profiles,
                 const GArray *documents, SiteFiles *files, Diags *diags);
/* data.csv of a region: all its published observations. Owned by the caller. */
char *site_region_csv(const Dataset *dataset, const Region *region);
/* The targets of a region: targets.csv beside it, with a header at least. Owned by the caller. */
char *site_region_targets_csv(const Dataset *dataset, const Region *region);
