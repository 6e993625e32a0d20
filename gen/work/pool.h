/* A pool of forked workers: numbered tasks go out, results come back, in whatever order they finish. A task that crashes
 * its worker or outlives its time costs only itself: the worker is killed and replaced. Knows nothing of what tasks do. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* In the worker, once, right after the fork: makes what must not be made before (Pango). NULL with `error` set: no task
 * can run. */
typedef gpointer (*PoolSetupFunc)(gpointer user_data, GError **error);
/* In the worker: does task `task`, appends its result to `result`. */
typedef void (*PoolTaskFunc)(guint task, gpointer worker, gpointer user_data, GString *result);
/* In the parent, once a task: `result` is what the task appended, or NULL with `failure` in words. */
typedef void (*PoolDoneFunc)(guint task, const GString *result, const char *failure, gpointer user_data);

typedef struct {
  guint tasks;
  guint jobs;            /* ≥ 1; never more workers than tasks */
  guint timeout_seconds; /* for one task */
  PoolSetupFunc setup;
  PoolTaskFunc task;
  PoolDoneFunc done;
  gpointer user_data;
} Pool;

/* Runs all tasks; false with `error` when the workers' setup failed or forking did. `done` has been called for every
 * task on success. *peak_kib: largest resident set of any worker. */
bool pool_run(const Pool *pool, glong *peak_kib, GError **error);
