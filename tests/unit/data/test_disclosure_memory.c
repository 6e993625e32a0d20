/* What was secret is not in memory any more once a dataset is loaded: not as text, not as a number, not on the heap, the
 * stack, or in memory that was given back. All writable memory of this process is looked through, which is what a core dump
 * would hold. So that the test itself does not hold what it looks for, another process plants the values and says only masked
 * what they are. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"

/* AddressSanitizer's shadow memory is larger than can be looked through; gcc and clang say differently that it is there. */
#ifdef __SANITIZE_ADDRESS__
#define SHADOWED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SHADOWED 1
#endif
#endif
#ifndef SHADOWED
#define SHADOWED 0
#endif

enum { PLANTED = 6 };
static const guint64 MASK = 0x5a5a5a5a5a5a5a5a;

/* Values as they may lie in memory, masked. */
typedef struct {
  guint64 whole[PLANTED], bits[PLANTED];
} Keys;

/* A wide table in which each row has two values, and so much text that threads read it ahead. */
static void print_wide(FILE *file, const guint *values) {
  enum { TEXT = 400000 };
  g_autofree char *text = g_strnfill(TEXT, 'x');
  fprintf(file, "code,before,now,note\n");
  for (guint row = 0; row < PLANTED / 2; row++) fprintf(file, "%c,%u,%u,%s\n", 'A' + row, values[2 * row], values[2 * row + 1], text);
  fprintf(file, "D,20000000,20000000,%s\n", text);
}

static void print_long(FILE *file, const guint *values) {
  static const char *const cells[PLANTED] = {"A,people,2024,", "A,people,2024,ouderen", "A,people,2024,studenten",
                                             "\"B\",people,2024,", "C,people,2023,", "P1,people,2025,"};
  fputs(FIXTURE_OBSERVATIONS, file);
  for (guint i = 0; i < PLANTED; i++) fprintf(file, "%s,%u,,,,,\n", cells[i], values[i]);
  fprintf(file, "D,people,2024,,20000000,,,,,\n");
}

/* Seven digits each; below the threshold of ten million. */
static void plant(const char *path, void (*print)(FILE *file, const guint *values), int out, guint seed) {
  FILE *file = fopen(path, "w");
  Keys keys;
  guint values[PLANTED];
  for (guint i = 0; i < PLANTED; i++) {
    seed = seed * 1103515245U + 12345U;
    values[i] = 4000001 + seed % 3999998;
    double number = values[i];
    memcpy(&keys.bits[i], &number, sizeof number);
    keys.bits[i] ^= MASK;
    keys.whole[i] = values[i] ^ MASK;
  }
  print(file, values);
  fclose(file);
  _exit(write(out, &keys, sizeof keys) == sizeof keys ? 0 : 1);
}

static Keys plant_elsewhere(const Project *project, const char *name, void (*print)(FILE *file, const guint *values), guint seed) {
  g_autofree char *path = g_build_filename(project->root, "datasets", name, NULL);
  int pipe_ends[2], status;
  Keys keys;
  assert_int_equal(pipe(pipe_ends), 0);
  pid_t child = fork();
  if (child == 0) plant(path, print, pipe_ends[1], seed);
  assert_int_equal(read(pipe_ends[0], &keys, sizeof keys), sizeof keys);
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
  close(pipe_ends[0]);
  close(pipe_ends[1]);
  return keys;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Which value begins at `at`, in any shape; -1 = none. */
static int found_at(const Keys *keys, const char *at) {
  guint64 bits, whole = 0;
  memcpy(&bits, at, sizeof bits);
  for (int i = 0; i < PLANTED; i++)
    if ((bits ^ MASK) == keys->bits[i]) return i;
  for (int digit = 0; digit < 7; digit++) {
    if (!is_digit(at[digit])) return -1;
    whole = whole * 10 + (guint64)(at[digit] - '0');
  }
  for (int i = 0; i < PLANTED; i++)
    if ((whole ^ MASK) == keys->whole[i]) return i;
  return -1;
}

/* Places in writable memory where a value stands; the first few are named. */
static guint count_in_memory(const Keys *keys) {
  guint found = 0;
  char line[512], rights[8], name[256];
  FILE *maps = fopen("/proc/self/maps", "r");
  while (fgets(line, sizeof line, maps)) {
    char *from, *to;
    *name = '\0';
    sscanf(line, "%p-%p %7s %*s %*s %*s %255s", (void **)&from, (void **)&to, rights, name);
    if (rights[0] != 'r' || rights[1] != 'w') continue;
    for (const char *at = from; at + sizeof(guint64) <= to; at++) {
      int which = found_at(keys, at);
      if (which < 0) continue;
      if (found++ < 5) print_message("value %d stands at %p in %s\n", which, (const void *)at, *name ? name : "anonymous");
    }
  }
  fclose(maps);
  return found;
}

static Project *project_with_threshold(void) {
  Project *project = fixture_new("");
  fixture_table(project, "indicators", FIXTURE_INDICATORS, "");
  g_autofree char *path = g_build_filename(project->root, "datasets", "indicators.csv", NULL), *text = NULL;
  assert_true(file_read(path, &text, NULL, NULL));
  g_auto(GStrv) around = g_strsplit(text, "sum,,5,", 2);
  g_autofree char *raised = g_strjoinv("sum,,10000000,", around);
  fixture_write(project, "indicators.csv", raised, -1);
  return project;
}

static void test_secrets_are_gone(void **state G_GNUC_UNUSED) {
  if (SHADOWED) skip();
  g_autoptr(Project) project = project_with_threshold();
  for (guint seed = 1; seed <= 3; seed++) {
    Keys keys = plant_elsewhere(project, "observations.csv", print_long, seed);
    g_autoptr(Dataset) dataset = fixture_load(project);
    assert_int_equal(fixture_observe(dataset, "people", "A", "2024", "ouderen").state, STATE_SECRET);
    assert_int_equal(fixture_observe(dataset, "people", "P1", "2025", NULL).state, STATE_SECRET);
    assert_true(fixture_observe(dataset, "people", "D", "2024", NULL).value == 20000000);
    assert_int_equal(count_in_memory(&keys), 0);
  }
}

/* What was withdrawn goes the same way, threshold or not. */
static void test_withdrawn_values_are_gone(void **state G_GNUC_UNUSED) {
  static const char header[] = "date,indicator,region,period,group,kind,reason\n";
  if (SHADOWED) skip();
  g_autoptr(Project) project = fixture_new("");
  g_autoptr(GString) table = g_string_new("");
  g_autofree char *columns = fixture_header(header);
  fixture_add_resource(table, "corrections", columns, "\"feitenblad\": {\"role\": \"corrections\"}");
  fixture_package(project, table->str);
  fixture_table(project, "corrections", header, "2026-03-03,people,,,,withdrawn,Vervalt.\n");
  Keys keys = plant_elsewhere(project, "observations.csv", print_long, 4);
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_int_equal(fixture_observe(dataset, "people", "A", "2024", "ouderen").state, STATE_WITHDRAWN);
  assert_int_equal(fixture_observe(dataset, "people", "P1", "2025", NULL).state, STATE_WITHDRAWN);
  assert_int_equal(count_in_memory(&keys), 0);
}

/* Nor of what threads read and what went into the store in runs. */
static void test_secrets_of_plain_rows_are_gone(void **state G_GNUC_UNUSED) {
  if (SHADOWED) skip();
  static const char wide[] = "{\"name\": \"wide\", \"path\": \"wide.csv\", \"encoding\": \"utf-8\", \"dialect\": {\"delimiter\": \",\", "
                             "\"quoteChar\": \"\\\"\", \"header\": true},\n\"feitenblad\": {\"role\": \"observations\", \"layout\": \"wide\", "
                             "\"region\": \"code\"},\n\"schema\": {\"fields\": [{\"name\": \"code\"}, {\"name\": \"before\", \"type\": \"number\", "
                             "\"indicator\": \"people\", \"period\": \"2023\"}, {\"name\": \"now\", \"type\": \"number\", \"indicator\": "
                             "\"people\", \"period\": \"2024\"}, {\"name\": \"note\"}]}}";
  g_autoptr(Project) project = project_with_threshold();
  fixture_package(project, wide);
  Keys keys = plant_elsewhere(project, "wide.csv", print_wide, 1);
  g_autoptr(Dataset) dataset = fixture_load(project);
  assert_int_equal(fixture_observe(dataset, "people", "C", "2023", NULL).state, STATE_SECRET);
  assert_true(fixture_observe(dataset, "people", "D", "2024", NULL).value == 20000000);
  assert_int_equal(count_in_memory(&keys), 0);
}

/* The search finds what is there. */
static void test_what_is_there_is_found(void **state G_GNUC_UNUSED) {
  if (SHADOWED) skip();
  g_autoptr(Project) project = fixture_new("");
  Keys keys = plant_elsewhere(project, "observations.csv", print_long, 1);
  assert_int_equal(count_in_memory(&keys), 0);
  g_autofree char *path = g_build_filename(project->root, "datasets", "observations.csv", NULL), *text = NULL;
  assert_true(file_read(path, &text, NULL, NULL));
  assert_true(count_in_memory(&keys) >= PLANTED);
  explicit_bzero(text, strlen(text));
  g_autoptr(Dataset) dataset = fixture_load(project); /* the fixture's threshold is 5: all are shown, as numbers */
  assert_non_null(dataset);
  assert_true(count_in_memory(&keys) >= PLANTED);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_what_is_there_is_found), cmocka_unit_test(test_secrets_are_gone),
                                     cmocka_unit_test(test_withdrawn_values_are_gone),
                                     cmocka_unit_test(test_secrets_of_plain_rows_are_gone)};
  return cmocka_run_group_tests_name("disclosure_memory", tests, NULL, NULL);
}
