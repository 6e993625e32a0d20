/* The rules that the tag tree keeps: ISO 32000-1 §14.8.4 and PDF/UA-1 as far as our types can break them. Internal to
 * surface/. */
#pragma once
#include "base/diag.h"
#include "scene/tag.h"

/* Where findings go, and what opens each message. */
typedef struct {
  Diags *diags;
  const char *subject; /* NULL: nothing */
  SourcePos fallback;  /* for what has no place of its own */
} CheckReport;

/* An error at the tag's place (NULL: the fallback). `hint` NULL: the fault is the program's, not the author's. */
void check_report(const CheckReport *report, const char *code, const Tag *tag, const char *hint, const char *format, ...)
    G_GNUC_PRINTF(5, 6);

/* `texts` counts the visible texts of each tag id, `links` its annotations. Errors: an element in a parent that cannot hold
 * it; one with nothing in it (an empty TD is a cell); a figure without alt text; headings that skip a level, or two H1; L
 * without LI, LI without LBody; TH without scope; rows of one table that differ in width; a Caption in the middle; THead
 * after TBody; a Link without words or without a place to go. */
void pdf_check_tree(const TagTree *tree, const guint *texts, const guint *links, const CheckReport *report);
