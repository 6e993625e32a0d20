/* Linked into every test. Nobody waits for Pango's fontconfig threads: a short test can end while one still has what it found,
 * which LeakSanitizer then takes for a leak of ours (GNOME's pango issue 872). */
#include <glib.h>
#include <stdbool.h>

enum { POLL_US = 1000, POLLS = 5000 };

/* A thread is called like the program before it has a name of its own; GLib's workers, which never end, have theirs. */
static guint threads_of_pango(const char *program) {
  guint count = 0;
  g_autoptr(GDir) tasks = g_dir_open("/proc/self/task", 0, NULL);
  for (const char *task; tasks && (task = g_dir_read_name(tasks));) {
    g_autofree char *path = g_build_filename("/proc/self/task", task, "comm", NULL), *name = NULL;
    if (g_file_get_contents(path, &name, NULL, NULL)) count += g_str_equal(name, program) || g_str_has_prefix(name, "[pango]");
  }
  return count;
}

__attribute__((destructor)) static void wait_for_pango(void) {
  g_autofree char *program = NULL;
  if (!g_file_get_contents("/proc/self/comm", &program, NULL, NULL)) return;
  for (int i = 0; i < POLLS && threads_of_pango(program) > 1; i++) g_usleep(POLL_US);
}
