/* Decides whether a build may be published, by the project's own rules. It exists because a drop can be well-formed and wrong. It
 * knows no figure and no file format but its own report. */
#include "work/guard.h"

#include <jansson.h>
#include <string.h>

#include "base/file.h"
#include "work/drift.h"

enum { TOLD_A_KIND = 20 };

bool accepted_parse(char *text, Accepted *accepted) {
  char *equals = strchr(text, '=');
  if (!equals) return false;
  *equals = '\0';
  *accepted = (Accepted){g_strstrip(text), g_strstrip(equals + 1), false};
  return *accepted->finding && *accepted->reason;
}

/* The reason for which a finding is accepted; NULL when nobody did. `a` and `b` are its subjects; may be NULL. */
static const char *reason_for(GArray *accepted, const char *code, const char *a, const char *b) {
  for (guint i = 0; accepted && i < accepted->len; i++) {
    Accepted *item = &g_array_index(accepted, Accepted, i);
    g_auto(GStrv) parts = g_strsplit(item->finding, ":", 2);
    if (!g_str_equal(parts[0], code) || (parts[1] && g_strcmp0(parts[1], a) && g_strcmp0(parts[1], b))) continue;
    item->used = true;
    return item->reason;
  }
  return NULL;
}

/* ---- Changes --------------------------------------------------------------------------------------------------- */

/* True when it does not stop. */
static bool tell_drift(const Drift *drift, GuardAction action, GArray *accepted, Diags *diags) {
  g_autofree char *what = drift_sentence(drift), *sentence = g_strdup_printf("%s since the last publish: %s", drift_title(drift->kind), what);
  const char *kind = drift_word(drift->kind), *subject = drift->indicator ? drift->indicator : drift->code;
  const char *reason = action == GUARD_STOP ? reason_for(accepted, kind, drift->indicator, drift->code) : NULL;
  SourcePos pos = {NULL, 0, 0};
  if (reason) diags_add(diags, DIAG_NOTE, g_intern_string(kind), pos, NULL, "%s; accepted: %s", sentence, reason);
  else if (action == GUARD_STOP) {
    g_autofree char *hint = g_strdup_printf("compare with 'feitenblad diff'; if it is right, build with --accept '%s:%s=why'", kind, subject);
    diags_error(diags, g_intern_string(kind), pos, hint, "%s", sentence);
  } else diags_add(diags, DIAG_NOTE, g_intern_string(kind), pos, NULL, "%s", sentence);
  return reason || action != GUARD_STOP;
}

static bool tell_drifts(const GuardConfig *guard, const Drifts *drifts, GArray *accepted, Diags *diags) {
  const GArray *all = drifts_all(drifts);
  guint told[DRIFT_KINDS] = {0};
  bool pass = true;
  for (guint i = 0; i < all->len; i++) {
    const Drift *drift = &g_array_index(all, Drift, i);
    GuardAction action = guard_action(guard, drift_word(drift->kind));
    bool named = action == GUARD_STOP || drift->kind < DRIFT_BEYOND;
    if (action == GUARD_IGNORE || !named || (action != GUARD_STOP && told[drift->kind]++ >= TOLD_A_KIND)) continue;
    pass = tell_drift(drift, action, accepted, diags) && pass;
  }
  return pass;
}

static bool compare(const DocContext *context, const Plan *plan, const char *output, GArray *accepted, Diags *diags) {
  const GuardConfig *guard = context->config->guard;
  g_autofree char *with = guard->compare_with ? config_path(context->config, guard->compare_with) : g_strdup(output);
  g_autoptr(Diags) unheard = diags_new(); /* a site without data, or none yet: nothing to compare with */
  g_autoptr(Snapshot) old = snapshot_of_site(with, unheard);
  if (!old) return true;
  g_autoptr(Snapshot) new = snapshot_of_dataset(context->dataset);
  if (plan->partial) {
    g_autoptr(GHashTable) codes = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < plan->regions->len; i++) g_hash_table_add(codes, ((const Region *)plan->regions->pdata[i])->code);
    snapshot_keep(old, codes);
    snapshot_keep(new, codes);
  }
  g_autoptr(Drifts) drifts = drifts_find(old, new, context->dataset);
  return tell_drifts(guard, drifts, accepted, diags);
}

/* ---- Findings -------------------------------------------------------------------------------------------------- */

static bool stops(const GuardConfig *guard, const Diag *diag) {
  return diag->severity != DIAG_ERROR && g_ptr_array_find_with_equal_func(guard->stop_on, diag->code, g_str_equal, NULL);
}

static bool judge_findings(const GuardConfig *guard, GArray *accepted, Diags *diags) {
  bool pass = true;
  guint count = diags_length(diags);
  for (guint i = 0; i < count; i++) {
    const Diag *diag = diags_get(diags, i);
    if (!stops(guard, diag) || reason_for(accepted, diag->code, diag->pos.file, NULL)) continue;
    g_autofree char *hint = g_strdup_printf("mend it; or, if it is right, build with --accept '%s=why'", diag->code);
    diags_error(diags, "guard-finding", diag->pos, hint, "the project does not publish with this: %s [%s]", diag->message, diag->code);
    pass = false;
  }
  return pass;
}

static void tell_unused(const GArray *accepted, Diags *diags) {
  for (guint i = 0; accepted && i < accepted->len; i++) {
    const Accepted *item = &g_array_index(accepted, Accepted, i);
    if (!item->used)
      diags_add(diags, DIAG_WARNING, "accept-unused", (SourcePos){"command line", 0, 0}, "leave it out",
                "nothing was stopped by \"%s\", so there was nothing to accept", item->finding);
  }
}

bool guard_pass(const DocContext *context, const Plan *plan, const char *output, GArray *accepted, Diags *diags) {
  const GuardConfig *guard = context->config->guard;
  bool pass = judge_findings(guard, accepted, diags);
  if (guard->compares) pass = compare(context, plan, output, accepted, diags) && pass;
  tell_unused(accepted, diags);
  return pass;
}

/* ---- The report ------------------------------------------------------------------------------------------------ */

static json_t *findings_json(const Diags *diags) {
  g_autoptr(GPtrArray) sorted = diags_sorted(diags);
  json_t *list = json_array();
  for (guint i = 0; i < sorted->len; i++) {
    const Diag *diag = sorted->pdata[i];
    json_t *map = json_pack("{s:s, s:s, s:s}", "severity", diag_severity_word(diag->severity), "code", diag->code, "message", diag->message);
    if (diag->pos.file) json_object_set_new(map, "file", json_string(diag->pos.file));
    if (diag->pos.line > 0) json_object_set_new(map, "line", json_integer(diag->pos.line));
    if (diag->hint) json_object_set_new(map, "hint", json_string(diag->hint));
    json_array_append_new(list, map);
  }
  return list;
}

/* What earlier runs accepted, and what this one did. A reason outlives the run that it was given for. */
static json_t *accepted_json(const char *path, const GArray *accepted) {
  json_t *before = json_load_file(path, 0, NULL), *list = json_object_get(before, "accepted");
  list = json_is_array(list) ? json_incref(list) : json_array();
  json_decref(before);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  g_autofree char *day = g_date_time_format(now, "%Y-%m-%d");
  for (guint i = 0; accepted && i < accepted->len; i++) {
    const Accepted *item = &g_array_index(accepted, Accepted, i);
    if (item->used) json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "finding", item->finding, "reason", item->reason, "day", day));
  }
  return list;
}

bool guard_report(const char *project, int status, const GArray *accepted, const Diags *diags, GError **error) {
  g_autofree char *path = g_build_filename(project, ".feitenblad", "build-report.json", NULL);
  json_t *root = json_pack("{s:i, s:o, s:o}", "status", status, "accepted", accepted_json(path, accepted), "findings", findings_json(diags));
  char *text = json_dumps(root, JSON_INDENT(2));
  bool ok = file_write(path, text, strlen(text), error);
  free(text);
  json_decref(root);
  return ok;
}
