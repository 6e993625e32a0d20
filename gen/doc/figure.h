/* A bound figure: everything a figure type needs to draw, speak and tabulate, with nothing left to look up. One model for
 * all types; a type fills what it uses. Every number is quantised to what is shown, so that equal models look equal and
 * the Doc's digest covers all that is drawn. */
#pragma once
#include "data/measures.h"
#include "data/status.h"

typedef struct FigureType FigureType;

/* Which observation of the dataset: indicator NULL = none. */
typedef struct {
  const Indicator *indicator;
  const Region *region;
  const Group *group; /* NULL = total */
  Period period;
} ObservationKey;

/* A value with its two readings. `text` is what is drawn, with its marks: "26,4%", "4,9*", "<5", "–", "circa 410".
 * `spoken` is what is said: "26,4 procent, voorlopig cijfer", "niet getoond, minder dan 5", "geen opgave". */
typedef struct {
  Observation obs;
  char *text;
  char *spoken;
  ObservationKey of; /* what it is, or is computed from */
  gsize word, said;  /* where in text and spoken the words begin that it was corrected; 0 = there are none */
} BoundValue;

typedef enum { ROLE_CONTEXT, ROLE_FOCUS, ROLE_REFERENCE } MarkRole;

/* One bar, row, benchmark or reference line. */
typedef struct {
  char *label;       /* "Leidschendam-Voorburg", "regio" */
  char *letter;      /* "R": tick under a progress bar; NULL = none */
  char *icon;        /* icon id of a target group; NULL = none */
  char *href;        /* site address of the region, relative to the site's root ("gemeente/delft/"); NULL = none */
  MarkRole role;
  BoundValue value;
  BoundValue share;  /* of the total, when the type shows one; state ABSENT otherwise */
  guint rank;        /* 0 = not ranked */
  guint skipped;     /* marks left out just before this one ("nog 17 gemeenten") */
  bool dashed;       /* reference lines: the country is dashed */
  Status status;     /* tally: the status that is counted; NONE elsewhere */
} Mark;

typedef struct {
  char *label;       /* "Delft" */
  MarkRole role;
  GArray *points;    /* BoundValue, ascending periods; obs.period is set; gaps are points with their state */
} Series;

typedef struct {
  bool present;
  TargetKind kind;
  bool uneven;       /* it does not compare with the value: see Target */
  double value;
  double low_from_base; /* base_value, NAN without */
  Period year, base_year;
  char *label;       /* "afspraak 150", "streefwaarde 30%", "maximum 10%" */
  char *short_label; /* "afspraak" */
  Progress progress;
  char *status_word; /* "op koers"; NULL without status */
  char *status_text; /* "Nog 6 pp tot de afspraak"; NULL without */
  char *status_spoken; /* "let op: nog 6 procentpunt tot de afspraak"; NULL without a status */
} BoundTarget;

typedef enum { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_BAR, COLUMN_STATUS } ColumnKind;
/* `spoken` is what is said of the title where that is another: "regio Friesland" for "Friesland"; NULL = as drawn. */
typedef struct { char *title, *spoken, *note; ColumnKind kind; bool highlight; bool row_header; } TableColumn;
/* `value` is meaningful for COLUMN_BAR (value ÷ target; NAN = none) and `status` for COLUMN_STATUS and COLUMN_BAR. */
typedef struct { char *text, *spoken; double value; Status status; guint8 state; guint8 flags; ObservationKey of; } TableCell;
typedef struct { GPtrArray *cells; bool highlight; } TableRow; /* TableCell* */
/* What "Bekijk als tabel" shows, what a chart is tagged as, and the body of the table figure. */
typedef struct { char *caption; GPtrArray *columns; GPtrArray *rows; } FigureTable; /* TableColumn*, TableRow* */

typedef enum { TREND_NONE, TREND_UP, TREND_FLAT, TREND_DOWN } TrendArrow;

typedef struct {
  const FigureType *type;
  char *id;
  SourcePos pos;            /* of the block in the template */
  char *title;              /* the finding */
  char *subtitle;           /* what is measured: unit, period, scope; with "*" when the value is provisional */
  char *subtitle_spoken;    /* where it is said in other words than it is drawn; NULL = as drawn */
  char *source;             /* "Bron: …" with every source shown; always set by the binder */
  char *note;               /* "17 gemeenten niet getoond", "Een gemeente deed geen opgave"; NULL */
  GPtrArray *corrections;   /* char*: "Gecorrigeerd op 3 maart 2026 (Delft): …", of what it shows */
  char *alt;                /* ≤ 300 characters, finding first */
  char *variant;            /* type's own switch ("words", "above" …); NULL = default */

  BoundValue value;         /* tile: the number */
  BoundValue amount;        /* tile: the count behind a percentage ("96 woningen"); ABSENT = none */
  char *value_unit;         /* tile: small unit after a word-less number; NULL */
  char *basis;              /* tile: "48 van 50 gemeenten", when its value leaves some out; NULL */
  TrendArrow arrow;
  char *change;             /* "+1,1 pp sinds 2020"; NULL */
  char *change_spoken;      /* "1,1 procentpunt meer sinds 2020"; NULL */
  BoundTarget target;
  GPtrArray *marks;         /* Mark* */
  GPtrArray *references;    /* Mark* */
  GPtrArray *series;        /* Series* */
  GPtrArray *steps;         /* char*: category titles in order (tile of a category) */
  int step;                 /* reached step, −1 = none */
  double axis_min, axis_max; /* final plotting range, "nice"; axis_min > 0 is said in the subtitle */
  double axis_step;
  int decimals;
  char *unit;               /* "%": put on the top axis tick */
  char *noun;               /* what the marks are, plural: "gemeenten"; NULL */
  double height;            /* trend: asked height of the chart in mm on paper; 0 = the type's own */
  FigureTable *table;       /* never NULL after binding */
  GPtrArray *sources;       /* const Source*, distinct, in order of use */
  bool example;             /* any generated number in it */
} Figure;

Figure *figure_new(const FigureType *type, const char *id, SourcePos pos);
void figure_free(Figure *figure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Figure, figure_free)

/* Frees the texts; ABSENT after. */
void bound_value_clear(BoundValue *value);
/* Takes the words that it was corrected off, and the flag: for who says so beside it. */
void bound_value_unmark(BoundValue *value);
/* An array that owns its marks, as figure->marks does. */
GPtrArray *figure_marks_new(void);
/* Labels, titles and cells get ’ for the ' of names ("'s-Hertogenbosch"). */
Mark *figure_add_mark(GPtrArray *marks, const char *label, MarkRole role); /* value ABSENT until set */
Series *figure_add_series(Figure *figure, const char *label, MarkRole role);
FigureTable *figure_table_new(const char *caption);
void figure_table_free(FigureTable *table); /* NULL is fine; a figure frees its own */
TableColumn *figure_table_column(FigureTable *table, const char *title, ColumnKind kind);
TableRow *figure_table_row(FigureTable *table);
TableCell *figure_table_cell(TableRow *row, const char *text, const char *spoken); /* spoken NULL = text */
/* Canonical text of all that is drawn or said: feeds the Doc's digest and golden tests. */
void figure_dump(const Figure *figure, GString *out);
