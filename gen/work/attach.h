/* What travels inside a factsheet's PDF: its own numbers and where they came from, as PDF/A-3 associated files. See
 * gen/decisions/0007. */
#pragma once
#include "scene/pages.h"
#include "work/plan.h"

/* What all factsheets share; made by the parent before forking. Findings on what the templates ask to be attached. */
typedef struct AttachShared AttachShared;
AttachShared *attach_shared_new(const DocContext *context, const Plan *plan, Diags *diags);
void attach_shared_free(AttachShared *shared);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AttachShared, attach_shared_free)

/* The files of one factsheet, not packed yet: made at each run, to know whether any of them is new. */
typedef struct Attached Attached;
Attached *attached_new(const AttachShared *shared, const Doc *doc);
void attached_free(Attached *attached);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Attached, attached_free)

/* SHA-256 over names and contents, for the key. */
const char *attached_digest(const Attached *attached);
/* Packs them and adds them to `pages`. */
void attached_add_to(const Attached *attached, Pages *pages);
