/* A Doc: one region's factsheet as a tree with every figure bound; nothing in it is looked up any more. Made from a
 * template and the dataset; knows no geometry and no output. */
#pragma once
#include "config/config.h"
#include "config/theme.h"
#include "doc/figure.h"
#include "doc/figure_type.h"
#include "doc/shown.h"

typedef enum {
  NODE_ROOT, NODE_HEADING, NODE_PARAGRAPH, NODE_LIST, NODE_ITEM, NODE_QUOTE, NODE_RULE, NODE_CODE_BLOCK,
  NODE_ROW,       /* children: NODE_COL; spans[] in twelfths, sum ≤ 12 */
  NODE_COL,
  NODE_COLUMNS,   /* its children flow over `columns` columns */
  NODE_PAGEBREAK,
  NODE_FIGURE,    /* `figure` */
  NODE_DIV,       /* blocks in another language, `lang` */
  NODE_CARDS,     /* a hand-out's cards: last in the root */
  /* inline */
  NODE_TEXT, NODE_EMPH, NODE_STRONG, NODE_CODE, NODE_LINK, NODE_SOFTBREAK, NODE_LINEBREAK,
  NODE_SPAN       /* words in another language, `lang` */
} NodeType;

typedef struct DocNode DocNode;
struct DocNode {
  NodeType type;
  GPtrArray *children; /* DocNode*; never NULL for containers */
  char *text;          /* NODE_TEXT, NODE_CODE, NODE_CODE_BLOCK */
  char *href;          /* NODE_LINK; site-relative ("/gemeente/delft/"), "#id", http(s) or mailto only */
  char *lang;          /* DIV, SPAN: a BCP 47 tag */
  int level;           /* HEADING 1–3 (# is the key finding) */
  bool ordered;        /* LIST */
  int start;           /* LIST */
  int columns;         /* COLUMNS */
  int span;            /* COL: twelfths */
  Figure *figure;      /* FIGURE: borrowed from Doc.figures */
  SourcePos pos;       /* in the template */
};

/* A crumb above the title: the region's parents. */
typedef struct { char *title, *href; } Crumb;

/* A file of words that the sheet was made from: path below the project's root, SHA-256 and bytes as on disk. */
typedef struct { char *path, *sha256; gsize size; } DocOrigin;

/* What is told of a correction, or of several with one reason. */
typedef struct {
  char *what;   /* "Dakloze mensen, Delft, 2024" */
  char *when;   /* "gecorrigeerd op 3 maart 2026" */
  char *reason; /* a sentence, or more */
  const Region *region; /* the one it is about; NULL = several, or all */
} BoundCorrection;

/* What a hand-out is besides its text. */
typedef struct {
  char *title;           /* of the meeting it is for; the Doc's title is the region's, as for all documents */
  char *question;        /* stands before ruled lines in the footer; NULL */
  int per_page;          /* cards on a page: 2, 4, 6 */
  bool notes;            /* ruled lines below each card */
  GPtrArray *cards;      /* const Figure*, numbered from 1: figures of the Doc */
} DocHandout;

typedef struct {
  const Region *region;
  char *template_name;   /* "gemeente.md" */
  char *language;
  char *title;           /* the region's title */
  char *name;            /* shown large in the band */
  char *kicker;          /* "Een thuis voor iedereen · Factsheet gemeente" */
  char *meta;            /* "Cijfers over 2024 · editie 14 maart 2025" */
  char *running;         /* right side of the running band on later pages */
  char *description;     /* one sentence, for search engines and PDF subject */
  char *footer;          /* extra line in the footer; NULL */
  char *site_path;       /* "gemeente/delft" — below the site's root, no slashes at the ends */
  Period updated;        /* newest date of the sources it shows */
  Period edition;
  PageGrid page;         /* what it is laid out on */
  GPtrArray *crumbs;     /* Crumb* from the country down */
  DocNode *root;
  GPtrArray *figures;    /* Figure*, in order */
  GPtrArray *sources;    /* const Source*, distinct: figures' and sentences' */
  GPtrArray *corrections; /* BoundCorrection*: of what it shows, the newest first */
  Shown *shown;          /* the observations and targets behind all that is shown */
  GPtrArray *origins;    /* DocOrigin*: the template, and the region's note when it is printed */
  bool example;          /* any generated number shown */
  DocHandout *handout;   /* NULL: a factsheet */
  char *digest;          /* SHA-256 over doc_dump(): all that is shown */
} Doc;

void doc_free(Doc *doc);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Doc, doc_free)

/* A parsed factsheet template, shared by all regions of its level. */
typedef struct DocTemplate DocTemplate;
/* `theme`: whose page it stands on where it says nothing of its own; NULL when there is none, to find its errors only. */
DocTemplate *doc_template_load(const Config *config, const Theme *theme, const char *name, FigureTypes types, Diags *diags);
/* A table of the data package that the front matter asks to be attached whole (`attach:`); its name is not checked here. */
typedef struct { char *name; SourcePos pos; } DocAttach;
const GPtrArray *doc_template_attach(const DocTemplate *tmpl); /* DocAttach* */
const PageGrid *doc_template_page(const DocTemplate *tmpl);
/* The same for a hand-out's template (doc/handout.h), which has keys of its own in its front matter. */
DocTemplate *doc_template_load_handout(const Config *config, const Theme *theme, const char *name, FigureTypes types,
                                       Diags *diags);
void doc_template_free(DocTemplate *tmpl);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DocTemplate, doc_template_free)

/* Everything binding needs; all borrowed. */
typedef struct {
  const Config *config;
  const Theme *theme;
  const Locale *locale;
  const Dataset *dataset;
  FigureTypes types;
} DocContext;

/* A binder outside of any sheet: for who must say a region's values in the words of its pages. Owned by the caller. */
Binder *binder_new(const DocContext *context, const Region *region, Diags *diags);
void binder_free(Binder *binder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Binder, binder_free)

/* All corrections of the dataset, also those no sheet tells any more. BoundCorrection*, owned by the caller, in the order of
 * dataset_corrections(). */
GPtrArray *doc_all_corrections(const DocContext *context);

/* Expands and binds one region, with templates/notes/<code>.md when there is one (available as {{ note }}). Findings
 * carry template line and the region's name; NULL on errors. Owned by the caller. */
Doc *doc_bind(const DocTemplate *tmpl, const DocContext *context, const Region *region, Diags *diags);
/* A copy with the checksum of `text`. Owned by the caller. */
DocOrigin *doc_origin_new(const char *path, const char *text, gsize length);
DocOrigin *doc_origin_copy(const DocOrigin *origin);
void doc_origin_free(DocOrigin *origin);
/* Canonical text of the whole Doc. Owned by the caller. */
char *doc_dump(const Doc *doc);
/* Address of a region's folder below the site's root: "gemeente/delft", "nederland". Owned by the caller. */
char *doc_region_path(const Region *region);
