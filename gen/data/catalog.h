/* What can be measured and by whom: sources, groups and indicators. */
#pragma once
#include "data/dataset.h"
#include "data/table.h"

typedef struct Catalog Catalog;

extern const TableShape SOURCES_SHAPE, GROUPS_SHAPE, INDICATORS_SHAPE;

Catalog *catalog_new(Diags *diags);
void catalog_free(Catalog *catalog);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Catalog, catalog_free)

/* Row functions for table_read(); `user_data` is the Catalog. Sources come before indicators. */
void catalog_take_source(const Row *row, gpointer user_data);
void catalog_take_group(const Row *row, gpointer user_data);
void catalog_take_indicator(const Row *row, gpointer user_data);
/* Orders, numbers and connects; call it once, when all are in. */
void catalog_finish(Catalog *catalog);

const GPtrArray *catalog_sources(const Catalog *catalog);    /* Source* */
const GPtrArray *catalog_groups(const Catalog *catalog);     /* Group* */
const GPtrArray *catalog_indicators(const Catalog *catalog); /* Indicator* */
const GPtrArray *catalog_derived(const Catalog *catalog); /* Indicator* with a formula, each after those it is made of */
const Indicator *catalog_indicator(const Catalog *catalog, const char *id);
const Group *catalog_group(const Catalog *catalog, const char *id);
/* The source's place in catalog_sources() plus one; 0 for NULL. */
guint16 catalog_source_number(const Source *source);

/* What a cell names; NULL with a finding when it is not known, without one when the cell is missing or bad. */
const Indicator *catalog_find_indicator(const Catalog *catalog, const Cell *cell, Diags *diags);
const Group *catalog_find_group(const Catalog *catalog, const Cell *cell, Diags *diags);
const Source *catalog_find_source(const Catalog *catalog, const Cell *cell, Diags *diags);
