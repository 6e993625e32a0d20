/* A Doc's words without their styles. */
#pragma once
#include "doc/doc.h"

/* The nodes' words without styles and soft hyphens. Owned by the caller. */
char *plain_text(const GPtrArray *nodes);
/* The key finding: the first heading of the first level. NULL when there is none. Owned by the caller. */
char *plain_finding(const Doc *doc);
