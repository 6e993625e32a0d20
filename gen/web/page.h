/* A page: one site template in the frame that all pages share. Internal to web/. */
#pragma once
#include "doc/template.h"
#include "web/assets.h"
#include "web/site.h"

typedef enum { PAGE_BASE, PAGE_HOME, PAGE_REGIONS, PAGE_REGION, PAGE_NOT_FOUND, PAGE_MOVED, PAGE_CORRECTIONS, PAGE_TEMPLATES } PageTemplate;

struct Site {
  const Config *config;
  const Theme *theme;
  const Locale *locale;
  const Dataset *dataset;
  Template *templates[PAGE_TEMPLATES];
  Assets *assets;
  Scope *scope; /* what all pages know: site, assets, regions */
  char *digest;
};

/* Reads templates/site/…; false on findings. */
bool page_templates_load(Site *site, GString *digest, Diags *diags);
/* The names all pages may use. */
void page_scope_fill(Site *site);
/* A region for a template: name, title, label, path ("gemeente/delft/"), code, members, description. */
TemplateValue *page_region_value(const Region *region, GPtrArray *members);

/* BoundCorrection* for a template: what, when, reason. */
TemplateValue *page_corrections_value(const GPtrArray *corrections);

/* What other sites show beside a link to a page. */
typedef struct {
  const char *file;        /* in the page's folder */
  int width, height;       /* pixels */
  const char *alt;
} PageImage;

typedef struct {
  PageTemplate kind;
  const char *path;        /* "gemeente/delft/index.html" */
  const char *title;       /* NULL: the site's own */
  const char *description;
  const char *root;        /* NULL: relative, by path */
  Scope *scope;            /* the page's own names, child of site->scope; NULL */
  const PageImage *image;  /* NULL: none */
  const char *leads_to;    /* where a browser goes on to at once, and what search engines know the page by; NULL: it stays */
} PageOptions;
/* Expands template and frame and adds the page. False on findings. */
bool page_add(const Site *site, const PageOptions *options, SiteFiles *files, Diags *diags);
