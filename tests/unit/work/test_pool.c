/* The pool of workers: results of every task, and that a worker's death or a hang costs only its own task. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <gio/gio.h>

#include "work/pool.h"

enum { TASKS = 12, DIES = 3, HANGS = 7 };

typedef struct {
  char *results[TASKS];
  char *failures[TASKS];
  bool dangerous;
} Seen;

static gpointer setup(gpointer user_data, GError **error) {
  (void)user_data, (void)error;
  return (gpointer) "worker";
}

static gpointer setup_without_font(gpointer user_data, GError **error) {
  (void)user_data;
  g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "install fonts-inter");
  return NULL;
}

static void task(guint number, gpointer worker, gpointer user_data, GString *result) {
  const Seen *seen = user_data;
  if (seen->dangerous && number == DIES) raise(SIGKILL);
  if (seen->dangerous && number == HANGS) sleep(60);
  g_string_append_printf(result, "%s %u", (const char *)worker, number);
}

static void done(guint number, const GString *result, const char *failure, gpointer user_data) {
  Seen *seen = user_data;
  assert_null(seen->results[number]);
  assert_null(seen->failures[number]);
  if (result) seen->results[number] = g_strdup(result->str);
  else seen->failures[number] = g_strdup(failure);
}

static void clear(Seen *seen) {
  for (guint i = 0; i < TASKS; i++) {
    g_free(seen->results[i]);
    g_free(seen->failures[i]);
  }
}

static void every_task_gives_its_result(void **state) {
  (void)state;
  for (guint jobs = 1; jobs <= 20; jobs += 6) {
    Seen seen = {.dangerous = false};
    Pool pool = {TASKS, jobs, 10, setup, task, done, &seen};
    glong peak = 0;
    g_autoptr(GError) error = NULL;
    assert_true(pool_run(&pool, &peak, &error));
    assert_true(peak > 0);
    for (guint i = 0; i < TASKS; i++) {
      g_autofree char *expected = g_strdup_printf("worker %u", i);
      assert_string_equal(seen.results[i], expected);
    }
    clear(&seen);
  }
}

static void death_and_hang_cost_one_task_each(void **state) {
  (void)state;
  for (guint jobs = 1; jobs <= 2; jobs++) {
    Seen seen = {.dangerous = true};
    Pool pool = {TASKS, jobs, 1, setup, task, done, &seen};
    glong peak = 0;
    g_autoptr(GError) error = NULL;
    assert_true(pool_run(&pool, &peak, &error));
    for (guint i = 0; i < TASKS; i++) {
      if (i == DIES) assert_non_null(strstr(seen.failures[i], "signal 9"));
      else if (i == HANGS) assert_non_null(strstr(seen.failures[i], "no result after 1 second"));
      else assert_non_null(seen.results[i]);
    }
    clear(&seen);
  }
}

static void a_worker_that_cannot_start_ends_the_run(void **state) {
  (void)state;
  Seen seen = {.dangerous = false};
  Pool pool = {TASKS, 2, 10, setup_without_font, task, done, &seen};
  glong peak = 0;
  g_autoptr(GError) error = NULL;
  assert_false(pool_run(&pool, &peak, &error));
  assert_string_equal(error->message, "install fonts-inter");
  clear(&seen);
}

static void no_tasks_is_no_work(void **state) {
  (void)state;
  Pool pool = {0, 2, 10, setup, task, done, NULL};
  glong peak = 0;
  g_autoptr(GError) error = NULL;
  assert_true(pool_run(&pool, &peak, &error));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_task_gives_its_result),
      cmocka_unit_test(death_and_hang_cost_one_task_each),
      cmocka_unit_test(a_worker_that_cannot_start_ends_the_run),
      cmocka_unit_test(no_tasks_is_no_work),
  };
  return cmocka_run_group_tests_name("work/pool", tests, NULL, NULL);
}
