/* Disclosure control, proven from outside: tests/disclosure/prove.py reads all that a small project publishes and works out
 * what it can. Here it is asked twice; the second time the program is not told what adds up to what, and the proof must fail. */
#include "golden/project.h"

static Said prove(const Project *project, const char *words) {
  Said said = {0};
  int wait_status = 0;
  g_autofree char *script = g_canonicalize_filename("tests/disclosure/prove.py", NULL);
  char *argv[] = {(char *)"python3", (char *)"-B", script, project->program, project->folder, (char *)words, NULL};
  assert_true(g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &said.out, &said.err, &wait_status, NULL));
  said.status = g_spawn_check_wait_status(wait_status, NULL) ? 0 : wait_status >> 8;
  return said;
}

static void test_nothing_hidden_can_be_worked_out(void **state) {
  g_auto(Said) said = prove(*state, NULL);
  if (said.status) fail_msg("%s%s", said.out, said.err);
}

static void test_without_relations_everything_can(void **state) {
  g_auto(Said) said = prove(*state, "--without");
  assert_int_equal(said.status, 1);
  assert_non_null(strstr(said.out, "('opvang', 'GM01', '2024', 'a') lies in [2, 2]: narrower than 3"));
  assert_non_null(strstr(said.out, "('opvang', 'GM08', '2024', 'c') lies in [283, 283]: narrower than 3")); /* of the rich one */
  assert_non_null(strstr(said.out, "('opvang', 'GM12', '2024', 'a') lies in [1, 1]: narrower than 3"));
}

static int make_folder(void **state) {
  const char *program = g_getenv("FEITENBLAD");
  Project *project = g_new0(Project, 1);
  project->program = g_canonicalize_filename(program ? program : "build/feitenblad", NULL);
  project->folder = g_dir_make_tmp("feitenblad-XXXXXX", NULL);
  *state = project;
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_nothing_hidden_can_be_worked_out),
                                     cmocka_unit_test(test_without_relations_everything_can)};
  return cmocka_run_group_tests_name("golden/disclosure_proof", tests, make_folder, remove_project);
}
