/* Forked workers over socket pairs. The parent stays single-threaded and sends one task at a time to each worker, so a
 * slow region never queues behind another. It must not know what a task is, nor touch Pango: a font map made before a
 * fork hangs the child (gen/decisions/0002). */
#include "work/pool.h"

#include <errno.h>
#include <gio/gio.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NO_TASK = G_MAXUINT };

/* What precedes each message from worker to parent. */
typedef struct {
  guint32 length;
  gint32 setup_failed;
  gint64 peak_kib;
} MessageHead;

typedef struct {
  pid_t pid;
  int fd;
  guint task;      /* NO_TASK when idle */
  gint64 deadline; /* monotonic microseconds */
} Worker;

static bool write_all(int fd, const void *data, gsize length) {
  const char *at = data;
  while (length > 0) {
    ssize_t n = send(fd, at, length, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    at += n;
    length -= (gsize)n;
  }
  return true;
}

static bool read_all(int fd, void *data, gsize length) {
  char *at = data;
  while (length > 0) {
    ssize_t n = read(fd, at, length);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    at += n;
    length -= (gsize)n;
  }
  return true;
}

static glong own_peak_kib(void) {
  struct rusage usage;
  return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0;
}

static bool send_message(int fd, const GString *text, bool setup_failed) {
  MessageHead head = {(guint32)text->len, setup_failed, own_peak_kib()};
  return write_all(fd, &head, sizeof head) && write_all(fd, text->str, text->len);
}

G_NORETURN static void worker_main(const Pool *pool, int fd) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  g_autoptr(GError) error = NULL;
  gpointer state = pool->setup ? pool->setup(pool->user_data, &error) : NULL;
  if (error) {
    g_autoptr(GString) text = g_string_new(error->message);
    send_message(fd, text, true);
    _exit(0);
  }
  guint32 task;
  while (read_all(fd, &task, sizeof task)) {
    g_autoptr(GString) result = g_string_new(NULL);
    pool->task(task, state, pool->user_data, result);
    if (!send_message(fd, result, false)) break;
  }
  _exit(0);
}

/* `others` are the parent's ends of the other workers' sockets: a child that kept them open would hide their closing. */
static bool worker_start(const Pool *pool, Worker *worker, const GArray *others, GError **error) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "cannot make a socket pair: %s", g_strerror(errno));
    return false;
  }
  pid_t pid = fork();
  if (pid < 0) {
    g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "cannot fork a worker: %s", g_strerror(errno));
    close(ends[0]);
    close(ends[1]);
    return false;
  }
  if (pid == 0) {
    close(ends[0]);
    for (guint i = 0; i < others->len; i++) {
      int fd = g_array_index(others, Worker, i).fd;
      if (fd >= 0) close(fd);
    }
    worker_main(pool, ends[1]);
  }
  close(ends[1]);
  *worker = (Worker){.pid = pid, .fd = ends[0], .task = NO_TASK};
  return true;
}

/* Ends a worker (kills it when it still runs) and says how it ended, in words. Owned by the caller. */
static char *worker_end(Worker *worker, bool kill_it) {
  if (worker->fd >= 0) close(worker->fd);
  worker->fd = -1;
  if (kill_it) kill(worker->pid, SIGKILL);
  int status = 0;
  while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR) {}
  if (WIFSIGNALED(status)) return g_strdup_printf("the worker was ended by signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
  return g_strdup_printf("the worker stopped with status %d", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

typedef struct {
  const Pool *pool;
  GArray *workers; /* Worker */
  guint next, finished;
  glong *peak_kib;
} Run;

static bool give_task(Run *run, Worker *worker) {
  worker->task = NO_TASK;
  if (run->next >= run->pool->tasks) return true;
  guint32 task = run->next++;
  worker->task = task;
  worker->deadline = g_get_monotonic_time() + (gint64)run->pool->timeout_seconds * G_USEC_PER_SEC;
  return write_all(worker->fd, &task, sizeof task);
}

static void task_failed(Run *run, Worker *worker, const char *failure) {
  run->finished++;
  run->pool->done(worker->task, NULL, failure, run->pool->user_data);
}

static bool replace(Run *run, Worker *worker, GError **error) {
  worker->task = NO_TASK;
  if (run->next >= run->pool->tasks) return true;
  if (!worker_start(run->pool, worker, run->workers, error)) return false;
  return give_task(run, worker);
}

/* One message of a worker, or its end. */
static bool receive(Run *run, Worker *worker, GError **error) {
  MessageHead head;
  g_autoptr(GString) text = g_string_new(NULL);
  bool whole = read_all(worker->fd, &head, sizeof head);
  if (whole) {
    g_string_set_size(text, head.length);
    whole = read_all(worker->fd, text->str, head.length);
  }
  if (!whole) {
    g_autofree char *how = worker_end(worker, true);
    if (worker->task == NO_TASK) return true;
    task_failed(run, worker, how);
    return replace(run, worker, error);
  }
  *run->peak_kib = MAX(*run->peak_kib, (glong)head.peak_kib);
  if (head.setup_failed) {
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, text->str);
    return false;
  }
  run->finished++;
  run->pool->done(worker->task, text, NULL, run->pool->user_data);
  return give_task(run, worker);
}

static bool end_late_workers(Run *run, GError **error) {
  for (guint i = 0; i < run->workers->len; i++) {
    Worker *worker = &g_array_index(run->workers, Worker, i);
    if (worker->fd < 0 || worker->task == NO_TASK || g_get_monotonic_time() < worker->deadline) continue;
    g_free(worker_end(worker, true));
    g_autofree char *failure = g_strdup_printf("no result after %u seconds", run->pool->timeout_seconds);
    task_failed(run, worker, failure);
    if (!replace(run, worker, error)) return false;
  }
  return true;
}

static bool wait_once(Run *run, GError **error) {
  guint count = run->workers->len;
  g_autofree struct pollfd *fds = g_new0(struct pollfd, count);
  gint64 first = G_MAXINT64;
  for (guint i = 0; i < count; i++) {
    Worker *worker = &g_array_index(run->workers, Worker, i);
    fds[i] = (struct pollfd){.fd = worker->task == NO_TASK ? -1 : worker->fd, .events = POLLIN};
    if (worker->task != NO_TASK) first = MIN(first, worker->deadline);
  }
  gint64 left = (first - g_get_monotonic_time()) / 1000 + 1;
  if (poll(fds, count, (int)CLAMP(left, 0, 60 * 1000)) < 0 && errno != EINTR) {
    g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "cannot wait for workers: %s", g_strerror(errno));
    return false;
  }
  for (guint i = 0; i < count; i++)
    if (fds[i].fd >= 0 && (fds[i].revents & (POLLIN | POLLHUP | POLLERR)) &&
        !receive(run, &g_array_index(run->workers, Worker, i), error))
      return false;
  return end_late_workers(run, error);
}

bool pool_run(const Pool *pool, glong *peak_kib, GError **error) {
  guint jobs = CLAMP(pool->jobs, 1, MAX(pool->tasks, 1));
  g_autoptr(GArray) workers = g_array_new(FALSE, TRUE, sizeof(Worker));
  Run run = {pool, workers, 0, 0, peak_kib};
  bool ok = true;
  for (guint i = 0; ok && i < jobs && run.next < pool->tasks; i++) {
    Worker worker;
    ok = worker_start(pool, &worker, workers, error);
    if (!ok) break;
    g_array_append_val(workers, worker);
    give_task(&run, &g_array_index(workers, Worker, i));
  }
  while (ok && run.finished < pool->tasks) ok = wait_once(&run, error);
  for (guint i = 0; i < workers->len; i++) {
    Worker *worker = &g_array_index(workers, Worker, i);
    if (worker->fd >= 0) g_free(worker_end(worker, !ok));
  }
  return ok;
}
