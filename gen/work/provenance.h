/* Where a factsheet's numbers came from. Internal to work/. */
#pragma once
#include "doc/doc.h"

/* A file that is attached beside the provenance. */
typedef struct {
  const char *name;
  char *sha256;
  gsize size;
  const DocOrigin *from; /* a table that is attached whole: the file it was made from; else NULL */
} ProvenanceMember;

/* JSON: the sheet, the program, its words, the sources it shows with their periods, and the source files that its numbers
 * were read from; with names of W3C PROV-O where it has them. Never the clock. Owned by the caller. */
char *provenance_json(const DocContext *context, const Doc *doc, const ProvenanceMember *members, guint count);
