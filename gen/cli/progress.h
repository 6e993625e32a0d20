/* How a run shows its progress: a bar that redraws itself on a terminal, plain lines in a log. */
#pragma once
#include "work/build.h"

typedef struct Progress Progress;

/* Decides by whether standard error is a terminal. */
Progress *progress_new(void);
void progress_free(Progress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_free)
/* A BuildProgressFunc; user_data is the Progress. */
void progress_step(const BuildReport *report, const char *region_title, gpointer user_data);
/* Takes the bar away, so that what follows starts on a clean line. */
void progress_end(Progress *progress);
