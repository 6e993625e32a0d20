/* Documents that a project makes for its regions besides their factsheets: posters, handouts, cards. */
#pragma once
#include "config/profile.h"
#include "config/yaml.h"

typedef enum { DOCUMENT_PDF, DOCUMENT_PNG } DocumentFormat;

typedef struct {
  char *id;        /* names its file in the region's folder: "poster" → poster.pdf */
  char *label;     /* what readers call it: "Poster"; defaults to id */
  char *template;  /* file below templates/, "poster.md" */
  char *file;      /* "poster.pdf" */
  DocumentFormat format;
  ProfileKind profile; /* its colours */
  int pages;       /* at most so many; 0 = as many as it takes; a picture is one */
  int dpi;         /* of a PNG: pixels for each inch, 48–600; 96 makes a page of 1200px as many pixels wide */
} DocumentConfig;

void document_config_free(gpointer document);
/* Reads one entry of `documents:`; findings go to `diags`. Owned by the caller. */
DocumentConfig *document_config_read(const YamlNode *map, Diags *diags);
