/* The regions and which belongs to which: reads the tables regions and memberships. */
#pragma once
#include "config/config.h"
#include "data/dataset.h"
#include "data/table.h"

typedef struct Regions Regions;

extern const TableShape REGIONS_SHAPE, MEMBERSHIPS_SHAPE;

Regions *regions_new(const Config *config, Diags *diags);
void regions_free(Regions *regions);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Regions, regions_free)

/* Row functions for table_read(); `user_data` is the Regions. All regions come before the first membership. */
void regions_take(const Row *row, gpointer user_data);
void regions_take_membership(const Row *row, gpointer user_data);
/* Orders, numbers and connects them; nothing below is to be asked before. */
void regions_finish(Regions *regions);

const GPtrArray *regions_all(const Regions *regions);                          /* Region* */
const GPtrArray *regions_of_level(const Regions *regions, const char *level_id); /* Region*; empty for an unknown level */
/* A name as it is looked up: without regard to case, accents, apostrophes and other signs; a hyphen is a blank. Owned by the
 * caller. */
char *regions_fold_name(const char *name);
/* Usable while reading, too. */
Region *regions_by_code(const Regions *regions, const char *code);
const Region *regions_by_name(const Regions *regions, const char *code_or_slug); /* as dataset_region() */
