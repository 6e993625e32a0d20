/* How a run shows its progress: a bar that redraws itself on a terminal, plain lines in a log. */
#pragma once
#include "work/build.h"

typedef struct ProgressBar ProgressBar;

/* Decides by whether standard error is a terminal. */
ProgressBar *progress_bar_new(void);
void progress_bar_free(ProgressBar *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ProgressBar, progress_bar_free)
/* A BuildProgressFunc; user_data is the ProgressBar. */
void progress_bar_step(const BuildReport *report, const char *region_title, gpointer user_data);
/* Takes the bar away, so that what follows starts on a clean line. */
void progress_bar_end(ProgressBar *progress);
