/* Changes between two sites of a few rows: what is one cause, what is beyond tolerance, and what is only told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/file.h"
#include "work/drift.h"

static char *folder;

static int make_folder(void **state G_GNUC_UNUSED) {
  folder = g_dir_make_tmp("feitenblad-XXXXXX", NULL);
  return folder ? 0 : -1;
}

static int remove_folder(void **state G_GNUC_UNUSED) {
  bool ok = file_remove_tree(folder, NULL);
  g_free(folder);
  return ok ? 0 : -1;
}

/* Rows are "code indicator period value", then flags; without a value they are "code indicator period - state". */
static Snapshot *site(const char *name, const char *const *rows) {
  g_autoptr(GString) text = g_string_new("code,name,indicator,period,group,value,low,high,state,flags,unit,source\r\n");
  for (; *rows; rows++) {
    g_auto(GStrv) part = g_strsplit(*rows, " ", -1);
    bool none = g_str_equal(part[3], "-");
    g_string_append_printf(text, "%s,N %s,%s,%s,,%s,,,%s,%s,,\r\n", part[0], part[0], part[1], part[2], none ? "" : part[3],
                           none ? part[4] : "value", !none && part[4] ? part[4] : "");
  }
  g_autofree char *path = g_build_filename(folder, name, "gemeente", "data.csv", NULL), *root = g_build_filename(folder, name, NULL);
  assert_true(file_write(path, text->str, text->len, NULL));
  g_autoptr(Diags) diags = diags_new();
  Snapshot *snapshot = snapshot_of_site(root, diags);
  assert_non_null(snapshot);
  return snapshot;
}

/* All changes as "kind sentence" on lines of their own. */
static void changes(const char *const *old_rows, const char *const *new_rows, const char *expected) {
  g_autoptr(Snapshot) old = site("old", old_rows), new = site("new", new_rows);
  g_autoptr(Drifts) drifts = drifts_find(old, new, NULL);
  g_autoptr(GString) found = g_string_new(NULL);
  for (guint i = 0; i < drifts_all(drifts)->len; i++) {
    const Drift *drift = &g_array_index(drifts_all(drifts), Drift, i);
    g_autofree char *sentence = drift_sentence(drift);
    g_string_append_printf(found, "%s | %s\n", drift_word(drift->kind), sentence);
  }
  assert_string_equal(found->str, expected);
}

#define ROWS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* What was final and changed without a word is told apart from what its source announced. */
static void test_undeclared(void **state G_GNUC_UNUSED) {
  changes(ROWS("A x 2020 10", "B x 2020 20 provisional", "C x 2020 30 aggregated"), ROWS("A x 2020 11", "B x 2020 21", "C x 2020 33 aggregated"),
          "undeclared | x 2020: 1 value, most A N A: 10 became 11\n"
          "revised | x 2020: 2 values, most C N C: 30 became 33\n");
}

/* However large: a slip that was declared is no slip any more. */
static void test_declared(void **state G_GNUC_UNUSED) {
  changes(ROWS("A x 2020 10", "B x 2020 20", "C x 2020 30", "D x 2020 40", "E x 2020 50 corrected", "F x 2020 60"),
          ROWS("A x 2020 10000 corrected", "B x 2020 20000 corrected", "C x 2020 30000 corrected", "D x 2020 - withdrawn",
               "E x 2020 100 corrected", "F x 2020 60 corrected"),
          "moved | x 2020, E N E: 50 became 100 (+100%)\n"
          "corrected | x 2020: 4 values, most A N A: 10 became 10000\n");
  changes(ROWS("A x 2020 - withdrawn"), ROWS("A x 2020 10 corrected"), "corrected | x 2020: 1 value, most A N A: withdrawn became 10\n");
}

static void test_nothing(void **state G_GNUC_UNUSED) {
  changes(ROWS("A x 2020 10", "B x 2020 - secret"), ROWS("B x 2020 - secret", "A x 2020 10"), "");
}

static void test_moves(void **state G_GNUC_UNUSED) {
  changes(ROWS("A x 2020 100", "B x 2020 100", "C x 2020 4"), ROWS("A x 2020 126", "B x 2020 125", "C x 2020 6"),
          "moved | x 2020, A N A: 100 became 126 (+26%)\n"
          "undeclared | x 2020: 2 values, most C N C: 4 became 6\n");
}

/* One cause, told once; a number too small to be sure is a move. */
static void test_slip_in_a_period(void **state G_GNUC_UNUSED) {
  changes(ROWS("A x 2020 1.5", "B x 2020 2.5", "C x 2020 3.5", "D x 2020 4"),
          ROWS("A x 2020 1500", "B x 2020 2500", "C x 2020 3500", "D x 2020 4"),
          "unit-slip | x 2020: 3 of 4 values are 1000 times as large, A N A for one: 1.5 became 1500\n");
  changes(ROWS("A x 2020 5000"), ROWS("A x 2020 50"), "unit-slip | x 2020: 1 of 1 values is 100 times as small, A N A for one: 5000 became 50\n");
  changes(ROWS("A x 2020 1"), ROWS("A x 2020 10"), "moved | x 2020, A N A: 1 became 10 (+900%)\n");
}

static void test_slip_in_a_new_period(void **state G_GNUC_UNUSED) {
  changes(ROWS("A x 2020 31", "B x 2020 32", "C x 2020 33"),
          ROWS("A x 2020 31", "A x 2021 30100", "B x 2020 32", "B x 2021 33500", "C x 2020 33", "C x 2021 36000"),
          "unit-slip | x 2020 → 2021: 3 of 3 values are 1000 times as large, A N A for one: 31 became 30100\n"
          "new-period | x 2021: 3 values, first A N A\n");
}

/* A typing error in the newest year; what grows that fast each year may. */
static void test_one_slip_in_a_new_period(void **state G_GNUC_UNUSED) {
  changes(ROWS("A x 2019 20100", "A x 2020 20150", "B x 2019 300", "B x 2020 310", "C x 2019 2", "C x 2020 3"),
          ROWS("A x 2019 20100", "A x 2020 20150", "A x 2021 20200000", "B x 2019 300", "B x 2020 310", "B x 2021 3150", "C x 2019 2",
               "C x 2020 3", "C x 2021 300"),
          "unit-slip | x 2020 → 2021: 1 of 3 values is 1000 times as large, A N A for one: 20150 became 20200000\n"
          "moved | x 2020 → 2021, C N C: 3 became 300 (+9900%)\n"
          "moved | x 2020 → 2021, B N B: 310 became 3150 (+916%)\n"
          "new-period | x 2021: 3 values, first A N A\n");
  changes(ROWS("A x 2019 20", "A x 2020 2000"), ROWS("A x 2019 20", "A x 2020 2000", "A x 2021 200000"), "new-period | x 2021: 1 value, first A N A\n");
  changes(ROWS("A x 2019 21000", "A x 2020 20150"), ROWS("A x 2019 21000", "A x 2020 20150", "A x 2021 20.1"),
          "unit-slip | x 2020 → 2021: 1 of 1 values is 1000 times as small, A N A for one: 20150 became 20.1\nnew-period | x 2021: 1 value, first A N A\n");
}

/* What jumps each year may jump again; what never did may not. */
static void test_a_new_period_is_judged_by_its_past(void **state G_GNUC_UNUSED) {
  changes(ROWS("A x 2018 20", "A x 2019 30", "A x 2020 20", "B x 2018 200", "B x 2019 202", "B x 2020 204"),
          ROWS("A x 2018 20", "A x 2019 30", "A x 2020 20", "A x 2021 36", "B x 2018 200", "B x 2019 202", "B x 2020 204", "B x 2021 300"),
          "moved | x 2020 → 2021, B N B: 204 became 300 (+47%)\n"
          "new-period | x 2021: 2 values, first A N A\n");
}

static void test_states(void **state G_GNUC_UNUSED) {
  changes(ROWS("A x 2020 7", "B x 2020 - secret", "C x 2020 - missing", "D x 2020 geen"),
          ROWS("A x 2020 - secret", "B x 2020 7", "C x 2020 7", "D x 2020 vastgesteld"),
          "state-changed | x 2020, A N A: 7 became secret\n"
          "state-changed | x 2020, B N B: secret became 7\n"
          "state-changed | x 2020, D N D: geen became vastgesteld\n"
          "filled | x 2020: 1 value, first C N C\n");
}

/* A drop of some regions only: which are missing is said. */
static void test_who_vanished(void **state G_GNUC_UNUSED) {
  changes(ROWS("A x 2020 1", "B x 2020 2", "C x 2020 3", "A y 2020 1", "B y 2020 2", "C y 2020 3"), ROWS("A x 2020 1", "B y 2020 2", "C y 2020 3", "A y 2020 1"),
          "vanished-values | x 2020: 2 values, of B N B, C\n");
}

static void test_what_vanished_and_appeared(void **state G_GNUC_UNUSED) {
  changes(ROWS("A x 2019 1", "A x 2020 1", "A y 2020 1", "B x 2020 1", "B y 2020 1", "C x 2020 1"),
          ROWS("A x 2020 1", "C x 2020 1", "C z 2020 1", "D x 2020 1"),
          "vanished-region | B N B\nvanished-indicator | y\nvanished-values | x 2019: 1 value, first A N A\n"
          "new-region | D N D\nnew-indicator | z\n");
}

static void test_no_site(void **state G_GNUC_UNUSED) {
  g_autoptr(Diags) diags = diags_new();
  assert_null(snapshot_of_site("/nonexistent", diags));
  assert_true(diags_has_errors(diags));
}

/* Targets of a site that is written next: "code indicator kind value year base_year base_value flags". */
static void targets(const char *name, const char *const *rows) {
  g_autoptr(GString) text = g_string_new("code,name,indicator,kind,value,year,base_year,base_value,label,flags,unit,source\r\n");
  for (; *rows; rows++) {
    g_auto(GStrv) part = g_strsplit(*rows, " ", 8);
    guint count = g_strv_length(part);
    g_string_append_printf(text, "%s,N,%s,%s,%s,%s,%s,%s,afspraak,%s,,\r\n", part[0], part[1], part[2], part[3], count > 4 ? part[4] : "",
                           count > 5 ? part[5] : "", count > 6 ? part[6] : "", count > 7 ? part[7] : "");
  }
  g_autofree char *path = g_build_filename(folder, name, "gemeente", "targets.csv", NULL);
  assert_true(file_write(path, text->str, text->len, NULL));
}

/* A decision for all is told once; totals follow from their parts; a region that came brings its own. */
static void test_targets(void **state G_GNUC_UNUSED) {
  targets("old", ROWS("A x minimum 30 2030", "B x minimum 30 2030", "A y minimum 5", "B y maximum 5", "R x minimum 60 2030   aggregated",
                      "A z minimum 150 2030 2020 0"));
  targets("new", ROWS("A x minimum 40 2030", "B x minimum 40 2030", "B y maximum 5", "C y maximum 9", "R x minimum 80 2030   aggregated",
                      "A z minimum 150 2030 2021 10", "B z minimum 7 2030"));
  changes(ROWS("A x 2020 1", "B x 2020 1", "R x 2020 2"), ROWS("A x 2020 1", "B x 2020 1", "C x 2020 1", "R x 2020 2"),
          "target-changed | x: the target of 2 regions, first A N A, was minimum 30 by 2030 and is minimum 40 by 2030\n"
          "target-changed | z: the target of A N A was minimum 150 by 2030, from 0 in 2020 and is minimum 150 by 2030, from 10 in 2021\n"
          "target-vanished | y: the target of A N A is gone; it was minimum 5\n"
          "new-region | C N C\n"
          "target-new | z: the target of B N B is new: minimum 7 by 2030\n");
}

/* A site of before targets were published has none to miss. */
static void test_no_targets_published(void **state G_GNUC_UNUSED) {
  targets("new", ROWS("A x minimum 40 2030"));
  changes(ROWS("A x 2020 1"), ROWS("A x 2020 1"), "");
}

/* Each in a folder of its own. */
#define T(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
  const struct CMUnitTest tests[] = {
      T(test_nothing), T(test_undeclared), T(test_declared), T(test_moves), T(test_slip_in_a_period),
      T(test_slip_in_a_new_period), T(test_a_new_period_is_judged_by_its_past), T(test_one_slip_in_a_new_period), T(test_states), T(test_who_vanished),
      T(test_what_vanished_and_appeared), T(test_no_site), T(test_targets), T(test_no_targets_published),
  };
  return cmocka_run_group_tests_name("drift", tests, NULL, NULL);
}
