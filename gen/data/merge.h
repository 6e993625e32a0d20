/* Observations of old codes become those of the regions they went into (data/mergers.h), by the rules of aggregation:
 *   what goes whole into one region that was not there before keeps value, state and flags, of whatever kind it is;
 *   sum: the parts are added, those of a split by its share: rounded so that the shares together stay the whole,
 *        FLAG_ESTIMATED; missing and secret parts as dataset_observe() says of members;
 *   mean: rebuilt from the parts by their weights in that period and group; either has FLAG_BREAK when any part has it;
 *   category and none, a mean without weights, and a share that is not known (a warning that names the row): STATE_MISSING
 *        with FLAG_BREAK, and FLAG_BREAK on the first period after it that is known.
 * A region that was there before the merger is one of the parts in the periods before it. One that was not, but has a row of
 * its own for such a period (a revised series), keeps that row: a note says so. Only periods for which an old code has a row
 * are touched. What an old code says of a period in which it was no more is an error, unless it says nothing.
 * Own rows of regions above whose borders changed get FLAG_BREAK on their first period from the change on.
 * Runs before disclosure control, on true values; what was kept under old codes is wiped. */
#pragma once
#include "data/catalog.h"
#include "data/mergers.h"
#include "data/observations.h"
#include "data/regions.h"

void merge_observations(Observations *observations, const Mergers *mergers, const Catalog *catalog, const Regions *regions,
                        Diags *diags);
