/* A hand-out as feitenblad.yaml orders it: which regions, which figures of their factsheets, for which printers. */
#pragma once
#include "config/profile.h"

/* A word and the place where somebody wrote it, for findings. */
typedef struct { char *text; SourcePos pos; } HandoutWord;

typedef struct {
  char *id;           /* "webinar-2022-06-23": the name of its files below hand-outs/ */
  char *title;        /* of links to it */
  char *template;     /* file below templates/ */
  GPtrArray *regions; /* HandoutWord*: codes, slugs or addresses; empty: all of `level` */
  HandoutWord *level; /* NULL when regions are named */
  GPtrArray *cards;   /* HandoutWord*: ids of figures; NULL = the template's own */
  int per_page;       /* 0 = the template's own */
  Profiles profiles;
} HandoutConfig;

/* An array of HandoutWord*, which owns them. */
GPtrArray *handout_words_new(void);
void handout_words_add(GPtrArray *words, const char *text, SourcePos pos);
/* A list of words, or one word; what is neither is a finding. Owned by the caller. */
GPtrArray *handout_words_read(const YamlNode *node, const char *key, Diags *diags);
/* Cards a page: `per_page` of the map, or 0. */
int handout_per_page_read(const YamlNode *map, Diags *diags);
bool handout_per_page_possible(int cards);

/* The `handouts:` of a project. `common`: profiles of those that name none. Array of HandoutConfig*, which owns them; empty
 * when there are none. */
GPtrArray *handouts_read(const YamlNode *root, Profiles common, Diags *diags);
