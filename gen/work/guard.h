/* The guard of a publish: holds what is about to be published against what is, and remembers who said yes to what. */
#pragma once
#include "work/plan.h"

/* What a person accepted: "unit-slip" or "unit-slip:inkomen" (an indicator, or a region's code), and why. */
typedef struct { const char *finding, *reason; bool used; } Accepted;

/* "unit-slip:inkomen=CBS now counts in euros" → Accepted that borrows from `text`, which is cut; false without finding or reason. */
bool accepted_parse(char *text, Accepted *accepted);

/* Adds a finding for each change since the last publish that the project's guard does not ignore: an error when it stops, a note
 * when it does not or is accepted; and an error for each finding in `diags` whose code stops. Only the plan's regions are looked
 * at. False when the publish has to stop. */
bool guard_pass(const DocContext *context, const Plan *plan, const char *output, GArray *accepted, Diags *diags);

/* Writes .feitenblad/build-report.json: how the run ended, all findings, and what was ever accepted, with its reason and day. */
bool guard_report(const char *project, int status, const GArray *accepted, const Diags *diags, GError **error);
