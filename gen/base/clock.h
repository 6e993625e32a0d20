/* How much of the processor the process has used: what a step costs, also on a machine that does other things. */
#pragma once
#include <glib.h>

/* Microseconds, of all threads. */
gint64 clock_cpu_us(void);
