/* Reads the tables of observations, long and wide, into the store. */
#pragma once
#include "data/observation_runs.h"

typedef struct ObservationRows ObservationRows;

/* Rows of an old code are kept under its stand-in, see mergers_old_regions(). */
ObservationRows *observation_rows_new(const ObservationReading *reading);
void observation_rows_free(ObservationRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ObservationRows, observation_rows_free)

const TableShape *observation_rows_shape(const Resource *resource);
/* Call before the table is read; false with findings when its columns name what does not exist. */
bool observation_rows_begin(ObservationRows *rows, const Resource *resource);
/* Row function for table_read(); `user_data` is the ObservationRows. */
void observation_rows_take(const Row *row, gpointer user_data);
/* The same for TableTaker.bulk: plain rows of wide tables. */
CsvTaken observation_rows_take_bulk(const TableLayout *layout, const char *at, const char *end, int line, gpointer user_data);
/* Call when a file was read, while its text is still there. */
void observation_rows_end(ObservationRows *rows);
/* Call after the last table, before observations_seal(): findings about what the tables say together. */
void observation_rows_finish(ObservationRows *rows);
