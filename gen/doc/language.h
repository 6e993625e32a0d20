/* Language tags (BCP 47) as authors write them: "en", "fy", "en-GB", "sr-Latn". */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* What is wrong with the tag, as the rest of a sentence ("is not a language tag"); NULL when it is fine. */
const char *language_fault(const char *tag);
/* Whether the language is written from right to left. */
bool language_is_rtl(const char *tag);
