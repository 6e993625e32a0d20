/* Whether the files of a resource are those that the package was made with: their size and checksum. */
#pragma once
#include "data/package.h"

/* The checksum in hexadecimal, owned by the caller. No trace of what may be secret in `contents` is left behind. */
char *integrity_checksum(GChecksumType type, const char *contents, gsize length);
/* Checks the part at hand against "bytes" and "hash", which speak of one file only. Findings stand at the resource. */
void integrity_check(const Resource *resource, const char *contents, gsize length, Diags *diags);
