/* What is delivered before it may be published: it is read and checked, and then kept out of the dataset until the edition
 * (config.h) is of that day or later. There is no clock here: the same project gives the same pages on any day.
 *
 * A resource says it of itself ("feitenblad": {"embargo": "2026-01-15"}), or a table with the role "embargoes" of what has it:
 *   indicator   blank = all
 *   period      blank = all; else all periods that share a day with it: an embargo on 2025-Q4 holds back 2025, too
 *   until       the first day on which it may be published */
#pragma once
#include "data/catalog.h"
#include "data/table.h"

typedef struct Embargoes Embargoes;

extern const TableShape EMBARGOES_SHAPE;

/* Findings of all calls below go to `diags`. */
Embargoes *embargoes_new(const Config *config, const Catalog *catalog, Diags *diags);
void embargoes_free(Embargoes *embargoes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Embargoes, embargoes_free)

/* Row function for table_read(); `user_data` is the Embargoes. */
void embargoes_take(const Row *row, gpointer user_data);

/* Whether a value of that table, indicator and period must be kept out now; it is counted for embargoes_tell(). */
bool embargoes_hold(Embargoes *embargoes, const Resource *resource, const Indicator *indicator, Period period);
/* Whether embargoes_hold() would say so; nothing is counted. */
bool embargoes_would_hold(const Embargoes *embargoes, const Resource *resource, const Indicator *indicator, Period period);
/* Marks the tables that something was kept out of, by their numbers. */
void embargoes_mark(const Embargoes *embargoes, bool *tables);
/* A note for each embargo in force that kept something out: how much, and until when. Never a value. */
void embargoes_tell(const Embargoes *embargoes);
