/* Staging and publishing a site: all or nothing. What is made goes to `.<output>.new` beside it, and takes the place of `<output>` in one
 * step at the end. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct Stage Stage;

/* Checks, before anything is drawn, that the exchange will work here (not a mount point or symbolic link, a file system
 * that can exchange folders, write permission), takes the output's lock, and makes an empty staging folder. Errors say
 * what to do. */
Stage *stage_new(const char *output, GError **error);
/* Removes the staging folder unless published; releases the lock. */
void stage_free(Stage *stage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stage, stage_free)

const char *stage_path(const Stage *stage);  /* the staging folder */
const char *stage_output(const Stage *stage); /* what is published now, if anything */
bool stage_has_output(const Stage *stage);
/* Begins with everything that is published now (hard links). */
bool stage_copy_output(Stage *stage, GError **error);
/* Takes one file or folder over from what is published now. */
bool stage_keep(Stage *stage, const char *site_path, GError **error);
/* Removes a folder from the stage. */
bool stage_drop(Stage *stage, const char *site_path, GError **error);
bool stage_write(Stage *stage, const char *site_path, GBytes *bytes, GError **error);
/* The step itself. */
bool stage_publish(Stage *stage, GError **error);
/* Regular files below the folder. */
guint stage_count_files(const char *folder);
