/* Leaving nothing behind of what may be secret. */
#pragma once

/* Overwrites what functions that have returned left on the stack of this thread: values in registers that were saved there, texts
 * of numbers. */
void wipe_dead_stack(void);
