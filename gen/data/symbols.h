/* Symbol sets: what a source writes instead of, or behind, a number. A package names the set in use for a file. */
#pragma once
#include "data/value.h"

/* A text that stands for a state. */
typedef struct {
  const char *text;
  ValueState state;
} Symbol;

/* A mark behind a number. */
typedef struct {
  const char *text;
  guint8 flags; /* ValueFlags */
} SymbolMark;

typedef struct {
  const char *id;
  const Symbol *symbols;   /* ended by a text of NULL */
  const SymbolMark *marks; /* longest first, ended by a text of NULL */
  ValueState zero;         /* what a written 0 says: STATE_VALUE, or STATE_BELOW_HALF_UNIT */
} SymbolSet;

/* The words for states, in the order of ValueState, and for flags; both ended by NULL. */
extern const char *const VALUE_STATE_WORDS[], *const VALUE_FLAG_WORDS[];
extern const guint8 VALUE_FLAGS[]; /* in the order of the words */

const SymbolSet *symbol_set_find(const char *id); /* NULL when there is none */
const char *const *symbol_set_ids(void);          /* ended by NULL */

/* The state that the whole text stands for; false when it is no symbol of the set. */
bool symbol_set_state(const SymbolSet *set, const char *text, ValueState *state);
/* Takes the mark and the blanks before it off the end of the text: its flags, or 0. */
guint8 symbol_set_take_mark(const SymbolSet *set, const char *text, gsize *length);
