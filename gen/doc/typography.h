/* Typographer's punctuation for Dutch: ‘ ’ “ ” instead of straight quotes, ’ in 's-Gravenhage, – for -- and for a hyphen
 * between blanks, … for three dots; a blank that does not break between € and its number, a number and its unit, a day
 * and its month. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* The text with its punctuation set. Owned by the caller; NULL stays NULL. */
char *typography_set(const char *text);
/* Only the apostrophes, for names from data ("'s-Hertogenbosch"). Owned by the caller; NULL stays NULL. */
char *typography_name(const char *name);
/* A part of a sentence: `before` and `after` are the characters around it, 0 at the ends of the sentence. */
char *typography_part(const char *text, gunichar before, gunichar after);
