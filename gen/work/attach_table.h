/* Tables of the data package that templates ask to be attached whole. Internal to work/. */
#pragma once
#include "scene/pages.h"
#include "work/plan.h"

typedef struct AttachTables AttachTables;

typedef struct {
  Attachment *attachment;
  char *sha256;     /* of what is attached */
  char *resource;   /* its entry in the attached datapackage.json */
  DocOrigin *from;  /* the file it was made from */
} AttachTable;

/* Reads and packs what the plan's templates name, each once. Findings for names that are not known, tables that cannot be read
 * or are too large; a note on how much they add. Owned by the caller. */
AttachTables *attach_tables_new(const DocContext *context, const Plan *plan, Diags *diags);
void attach_tables_free(AttachTables *tables);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AttachTables, attach_tables_free)

/* AttachTable*, in the order in which the sheet's template names them; NULL when it names none. Borrowed. */
const GPtrArray *attach_tables_of(const AttachTables *tables, const Doc *doc);
