/* A comparison as a page that can be mailed. */
#pragma once
#include "work/compared.h"
#include "work/drift.h"

/* Tables by kind, and old beside new as bars for what changed most, drawn with the theme, words and fonts of the project in
 * `folder`; without a usable project there, tables only. Owned by the caller. */
char *diff_html(const Compared *old, const Compared *new, const Drifts *drifts, const char *folder);
