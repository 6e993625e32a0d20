/* Observations of several parts made into one: a sum, or a mean by weight. The rules are those of dataset_observe(): what is
 * not known makes the result incomplete, what is secret widens it, and nothing is filled in. A part that is itself
 * incomplete makes the result so. What is incomplete has no interval: that of the known parts would leave out the truth. */
#pragma once
#include "data/value.h"

/* What is gathered over the parts; zero-initialised is empty. For a sum each weight is 1. */
typedef struct {
  double weight, value, low, high;
  double weight_all; /* of all parts, known or not */
  double weight_hidden;
  guint parts, parts_all, seen, secret, nil, below_half;
  guint hidden;      /* reported, but secret so that nothing can be made of it; not among `parts` */
  bool rounded, interval, partial; /* partial: a part that is incomplete */
  bool weighed, weight_unknown; /* by a mean's weights; some part has none that is known */
  guint8 any_flags, all_flags;
  guint source;     /* of all parts; G_MAXUINT = they differ */
  guint16 resource; /* that all parts and weights were read from; 0 = several */
} Parts;

/* Where a part came from: see slab_source() and slab_resource(). */
typedef struct {
  guint16 source, resource;
} PartOrigin;

/* Whether a part adds to a sum, and what: of a secret one the middle of its interval. */
bool parts_takes(const Observation *part);
double parts_middle(const Observation *part);

/* A part that may not be known, or not be there (STATE_ABSENT): it counts all the same, unless it is impossible. */
void parts_add(Parts *parts, const Observation *part, PartOrigin origin);
/* The same of many that have no intervals, and share flags and origin as far as they are there. */
void parts_add_many(Parts *parts, const double *values, const guint8 *states, guint count, guint8 flags, PartOrigin origin);
/* The same for a mean; a part whose weight is not known is not known either. */
void parts_add_weighted(Parts *parts, const Observation *part, PartOrigin origin, const Observation *weight,
                        guint16 weight_resource);

/* How much of the whole is known, 0 to 1: of a sum, the share of the parts; of a mean, the share of the weight, or of the parts
 * while some part's weight is not known. 0 without parts. */
double parts_coverage(const Parts *parts);
/* Whether that is a share of weight. */
bool parts_covers_weight(const Parts *parts);
/* Whether a share known is enough where `asked` is (Indicator.coverage). */
bool coverage_reaches(double known, double asked);

/* With FLAG_AGGREGATED. When nothing, or less than `coverage`, is known: STATE_SECRET without an interval where it would be
 * enough with the parts that are hidden, else STATE_MISSING. */
Observation parts_sum(const Parts *parts, double coverage);
Observation parts_mean(const Parts *parts, double coverage);
/* The source they share; 0 when there is none. */
guint16 parts_source(const Parts *parts);
