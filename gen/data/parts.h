/* Observations of several parts made into one: a sum, or a mean by weight. The rules are those of dataset_observe(): what is
 * not known makes the result incomplete, what is secret widens it, and nothing is filled in. */
#pragma once
#include "data/value.h"

/* What is gathered over the parts; zero-initialised is empty. For a sum each weight is 1. */
typedef struct {
  double weight, value, low, high;
  guint parts, parts_all, seen, secret, nil, below_half;
  bool rounded, interval;
  guint8 any_flags, all_flags;
  guint source;     /* of all parts; G_MAXUINT = they differ */
  guint16 resource; /* that all parts and weights were read from; 0 = several */
} Parts;

/* Where a part came from: see slab_source() and slab_resource(). */
typedef struct {
  guint16 source, resource;
} PartOrigin;

/* A part that may not be known, or not be there (STATE_ABSENT): it counts all the same, unless it is impossible. */
void parts_add(Parts *parts, const Observation *part, PartOrigin origin);
/* The same for a mean; a part whose weight is not known is not known either. */
void parts_add_weighted(Parts *parts, const Observation *part, PartOrigin origin, const Observation *weight,
                        guint16 weight_resource);

/* With FLAG_AGGREGATED; STATE_MISSING when less than half of the parts is known. */
Observation parts_sum(const Parts *parts);
Observation parts_mean(const Parts *parts);
/* The source they share; 0 when there is none. */
guint16 parts_source(const Parts *parts);
