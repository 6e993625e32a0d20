/* What statistical offices write where a number could stand, as tables: a new office is a new table, no code. This file
 * must not know where the texts come from. */
#include "data/symbols.h"
#include <string.h>

const char *const VALUE_STATE_WORDS[] = {"value",  "rounded",           "nil",        "below_half_unit", "missing",
                                         "secret", "missing_or_secret", "impossible", "withdrawn", NULL};
G_STATIC_ASSERT(G_N_ELEMENTS(VALUE_STATE_WORDS) == STATE_ABSENT + 1);

const char *const VALUE_FLAG_WORDS[] = {"provisional", "revised", "estimated", "break", NULL};
const guint8 VALUE_FLAGS[] = {FLAG_PROVISIONAL, FLAG_REVISED, FLAG_ESTIMATED, FLAG_BREAK};
G_STATIC_ASSERT(G_N_ELEMENTS(VALUE_FLAG_WORDS) == G_N_ELEMENTS(VALUE_FLAGS) + 1);

static const SymbolMark CBS_MARKS[] = {{"**", FLAG_PROVISIONAL | FLAG_REVISED}, {"*", FLAG_PROVISIONAL}, {NULL, 0}};

/* StatLine until about 2018: every reason has a sign of its own. */
static const Symbol CBS_2011[] = {{"", STATE_IMPOSSIBLE}, {".", STATE_MISSING}, {"x", STATE_SECRET},
                                  {"-", STATE_NIL},       {"–", STATE_NIL},     {NULL, 0}};

/* After it: "." is unknown, too unreliable or secret; a nil is written 0. */
static const Symbol CBS_2020[] = {{"", STATE_IMPOSSIBLE}, {".", STATE_MISSING_OR_SECRET}, {NULL, 0}};

static const SymbolSet SETS[] = {{"cbs-2011", CBS_2011, CBS_MARKS, STATE_BELOW_HALF_UNIT},
                                 {"cbs-2020", CBS_2020, CBS_MARKS, STATE_BELOW_HALF_UNIT}};
static const char *const IDS[] = {"cbs-2011", "cbs-2020", NULL};
G_STATIC_ASSERT(G_N_ELEMENTS(IDS) == G_N_ELEMENTS(SETS) + 1);

const SymbolSet *symbol_set_find(const char *id) {
  for (gsize i = 0; i < G_N_ELEMENTS(SETS); i++)
    if (!strcmp(SETS[i].id, id)) return &SETS[i];
  return NULL;
}

const char *const *symbol_set_ids(void) { return IDS; }

bool symbol_set_state(const SymbolSet *set, const char *text, ValueState *state) {
  for (const Symbol *symbol = set->symbols; symbol->text; symbol++) {
    if (strcmp(symbol->text, text)) continue;
    *state = symbol->state;
    return true;
  }
  return false;
}

guint8 symbol_set_take_mark(const SymbolSet *set, const char *text, gsize *length) {
  for (const SymbolMark *mark = set->marks; mark->text; mark++) {
    gsize size = strlen(mark->text);
    if (*length <= size || memcmp(text + *length - size, mark->text, size)) continue;
    *length -= size;
    while (*length && text[*length - 1] == ' ') (*length)--;
    return mark->flags;
  }
  return 0;
}
