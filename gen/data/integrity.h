/* Whether the files of a resource are those that the package was made with: their size and checksum. */
#pragma once
#include "data/package.h"

/* The SHA-256 in hexadecimal, owned by the caller. No trace of what may be secret in `contents` is left behind. *passed, if not
 * NULL, tells other threads how many bytes are not needed any more (g_atomic_pointer_get()). */
char *integrity_sha256(const char *contents, gsize length, gsize *passed);
/* Checks the part at hand against "bytes" and "hash", which speak of one file only. Findings stand at the resource. */
void integrity_check(const Resource *resource, const char *contents, gsize length, Diags *diags);
