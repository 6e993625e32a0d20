/* The content stream pass: marks all paint as artifact, gives texts their leaf's name and id, refuses text that nobody
 * announced, and says rectangles shortly. It exists because PDF/UA wants every mark on a page to be either content or
 * artifact, and Cairo tags only what it is told to. It must not know more of PDF than content stream syntax. */
#include "surface/pdf_content.h"
#include "surface/pdf_error.h"
#include "surface/pdf_syntax.h"
#include <string.h>

typedef struct {
  const char *at, *end;
  guint page;
  const GArray *marked; /* MarkedText */
  const TagTree *tree;
  GString *out;
  GArray *tags;
  const char *statement; /* where the operands of the next operator begin */
  const char *copied;    /* input up to here is in `out` */
  guint backdrop;        /* fills still to be left out */
  bool path;             /* a bare path is under construction; */
  gsize path_at;         /* it begins here in `out` */
  const char *subpath;   /* where the lines that may be a rectangle begin, or NULL */
  const char *closed;    /* past the last "h" */
  const char *move, *move_end; /* the last "m" that came right after one */
  guint corners;         /* of it so far */
  gint64 corner[4][2];   /* in thousandths */
  guint seen;            /* announced texts met so far */
  guint depth;           /* open marked content */
  bool text_shown;       /* within the open one */
  bool artifact;         /* an artifact of ours is open around bare paint */
} Pass;

/* ---- tokens ---- */

static bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_regular(char c) {
  return !is_space(c) && !strchr("()<>[]{}/%", c);
}

static const char *skip_string(const char *p, const char *end) {
  int depth = 0;
  for (; p < end; p++) {
    if (*p == '\\')
      p++;
    else if (*p == '(')
      depth++;
    else if (*p == ')' && --depth == 0)
      return p + 1;
  }
  return end;
}

/* Past the token at `p`. Brackets count as tokens of their own: only operators matter here. */
static const char *skip_token(const char *p, const char *end) {
  switch (*p) {
  case '(': return skip_string(p, end);
  case '%':
    while (p < end && *p != '\n' && *p != '\r') p++;
    return p;
  case '<':
    if (p + 1 < end && p[1] == '<') return p + 2;
    while (p < end && *p != '>') p++;
    return p < end ? p + 1 : end;
  case '>':
  case '[':
  case ']':
  case '{':
  case '}':
  case ')': return p + 1;
  default: p++;
  }
  while (p < end && is_regular(*p)) p++;
  return p;
}

/* ---- operators ---- */

typedef enum {
  OP_STATE, OP_COLOR, OP_SCOPE, OP_PATH, OP_NO_PAINT, OP_PAINT, OP_BEGIN_TEXT, OP_SHOW, OP_MARK, OP_UNMARK, OP_FOREIGN
} OpKind;

/* The frequent ones first. Line styles and clips are OP_STATE like all that is not listed. */
static const struct { const char name[4]; OpKind kind; } operators[] = {
    {"TJ", OP_SHOW},  {"Tj", OP_SHOW},     {"BT", OP_BEGIN_TEXT}, {"BDC", OP_MARK},   {"EMC", OP_UNMARK}, {"re", OP_PATH},
    {"rg", OP_COLOR}, {"RG", OP_COLOR},
    {"f", OP_PAINT},  {"m", OP_PATH},      {"l", OP_PATH},        {"c", OP_PATH},     {"S", OP_PAINT},    {"h", OP_PATH},
    {"q", OP_SCOPE},  {"Q", OP_SCOPE},     {"cm", OP_SCOPE},      {"n", OP_NO_PAINT}, {"f*", OP_PAINT},   {"B", OP_PAINT},
    {"B*", OP_PAINT}, {"b", OP_PAINT},     {"b*", OP_PAINT},      {"s", OP_PAINT},    {"F", OP_PAINT},    {"v", OP_PATH},
    {"y", OP_PATH},   {"'", OP_SHOW},      {"\"", OP_SHOW},       {"BMC", OP_MARK},   {"Do", OP_FOREIGN}, {"sh", OP_FOREIGN},
    {"BI", OP_FOREIGN},
};

static OpKind op_kind(const char *op, gsize length) {
  if (length > 3) return OP_STATE;
  for (gsize i = 0; i < G_N_ELEMENTS(operators); i++)
    if (memcmp(operators[i].name, op, length) == 0 && operators[i].name[length] == '\0') return operators[i].kind;
  return OP_STATE;
}

static bool fail(const Pass *p, GError **error, const char *what) {
  const char *near = p->seen > 0 ? g_array_index(p->marked, MarkedText, p->seen - 1).text : NULL;
  if (near)
    g_set_error(error, PDF_ERROR, PDF_ERROR_CONTENT, "page %u: %s, after the text \"%s\"", p->page + 1, what, near);
  else
    g_set_error(error, PDF_ERROR, PDF_ERROR_CONTENT, "page %u: %s", p->page + 1, what);
  return false;
}

static void copy_until(Pass *p, const char *until) {
  g_string_append_len(p->out, p->copied, until - p->copied);
  p->copied = until;
}

static void close_artifact(Pass *p) {
  if (!p->artifact) return;
  copy_until(p, p->statement);
  g_string_append(p->out, "\nEMC");
  p->artifact = false;
}

/* Around the bare path that is being painted. Neighbours share one artifact, which ends before anything else opens, so
 * that it nests with graphics states, texts and marks. */
static void paint_met(Pass *p, const char *op_end) {
  if (p->move_end == p->statement) { /* Cairo goes back to where it closed; the paint asks for no such point */
    copy_until(p, p->move);
    p->copied = p->move_end;
  }
  if (p->backdrop > 0 && p->path) {
    p->backdrop--;
    p->copied = op_end;
    p->path = false;
    return;
  }
  if (!p->artifact && p->path) {
    g_string_insert(p->out, (gssize)p->path_at, "\n/Artifact BMC\n");
    p->artifact = true;
  }
  p->path = false;
}

/* ---- rectangles: Cairo draws those of a larger path line by line, which makes a QR code half of a page ---- */

static bool read_thousandths(const char **at, const char *end, gint64 *value) {
  const char *p = *at;
  while (p < end && is_space(*p)) p++;
  bool negative = p < end && *p == '-';
  if (negative) p++;
  gint64 whole = 0, scale = 1000;
  const char *digits = p;
  for (; p < end && g_ascii_isdigit(*p) && p - digits < 9; p++) whole = whole * 10 + (*p - '0');
  if (p < end && *p == '.')
    for (p++; p < end && g_ascii_isdigit(*p) && scale > 1; p++, scale /= 10) whole = whole * 10 + (*p - '0');
  *at = p;
  *value = (negative ? -whole : whole) * scale;
  return p > digits && (p >= end || is_space(*p));
}

static void add_thousandths(GString *out, gint64 value) {
  if (value < 0) g_string_append_c(out, '-');
  guint64 magnitude = (guint64)ABS(value), fraction = magnitude % 1000;
  pdf_add_unsigned(out, magnitude / 1000);
  if (fraction) g_string_append_c(out, '.');
  for (guint64 unit = 100; fraction; fraction %= unit, unit /= 10) g_string_append_c(out, (char)('0' + fraction / unit));
}

static bool is_rectangle(const Pass *p) {
  const gint64(*c)[2] = p->corner;
  return p->corners == 4 && c[0][1] == c[1][1] && c[1][0] == c[2][0] && c[2][1] == c[3][1] && c[3][0] == c[0][0];
}

/* "x y m … l … l … l h" in the order that "re" stands for. */
static void line_met(Pass *p, const char *op, const char *op_end) {
  if (op_end - op != 1 || (*op != 'l' && *op != 'h')) p->subpath = *op == 'm' ? p->statement : NULL, p->corners = 0;
  if (!p->subpath) return;
  const char *at = p->statement;
  if (*op != 'h') {
    bool read = p->corners < 4 && read_thousandths(&at, op, &p->corner[p->corners][0]) &&
                read_thousandths(&at, op, &p->corner[p->corners][1]);
    if (read) p->corners++;
    if (!read) p->subpath = NULL;
    return;
  }
  if (is_rectangle(p)) {
    const gint64 values[4] = {p->corner[0][0], p->corner[0][1], p->corner[1][0] - p->corner[0][0],
                              p->corner[2][1] - p->corner[1][1]};
    copy_until(p, p->subpath);
    for (int i = 0; i < 4; i++) {
      g_string_append_c(p->out, i ? ' ' : '\n');
      add_thousandths(p->out, values[i]);
    }
    g_string_append(p->out, " re");
    p->copied = op_end;
  }
  p->subpath = NULL;
}

static void path_met(Pass *p, const char *op, const char *op_end) {
  if (p->depth == 0 && !p->path) {
    copy_until(p, p->statement);
    p->path_at = p->out->len;
    p->path = true;
  }
  line_met(p, op, op_end);
  if (*op == 'h') p->closed = op_end;
  if (*op == 'm' && p->closed == p->statement) p->move = p->statement, p->move_end = op_end;
}

/* "0 0 0 rg" becomes "0 g": a printer mixes the first from all its inks, and takes only black for the second. */
static void color_met(Pass *p, const char *op, const char *op_end) {
  const char *parts[3], *at = p->statement;
  gsize lengths[3];
  if (p->path) return; /* no place for a colour; left as it is */
  for (guint i = 0; i < 3; i++) {
    while (at < op && is_space(*at)) at++;
    parts[i] = at;
    while (at < op && !is_space(*at)) at++;
    lengths[i] = (gsize)(at - parts[i]);
    if (lengths[i] == 0 || lengths[i] != lengths[0] || memcmp(parts[i], parts[0], lengths[0]) != 0) return;
  }
  copy_until(p, parts[0]);
  g_string_append_len(p->out, parts[0], (gssize)lengths[0]);
  g_string_append(p->out, *op == 'r' ? " g" : " G");
  p->copied = op_end;
}

/* The operands of a BDC: "/Span << /MCID 3 >>". False when there is no id. */
static bool read_mcid(const char *from, const char *to, guint *mcid) {
  const char *key = g_strstr_len(from, to - from, "/MCID");
  if (!key) return false;
  key += strlen("/MCID");
  while (key < to && is_space(*key)) key++;
  if (key >= to || !g_ascii_isdigit(*key)) return false;
  *mcid = 0;
  for (; key < to && g_ascii_isdigit(*key); key++) *mcid = *mcid * 10 + (guint)(*key - '0');
  return true;
}

static bool begin_mark(Pass *p, const char *op_end, GError **error) {
  guint mcid;
  if (p->depth > 0) { /* an ActualText inside a text */
    p->depth++;
    return true;
  }
  close_artifact(p);
  if (!read_mcid(p->statement, op_end, &mcid)) return fail(p, error, "marked content without an id");
  if (mcid != p->seen || mcid >= p->marked->len) return fail(p, error, "Cairo lost or moved a marked text");
  guint tag = g_array_index(p->marked, MarkedText, p->seen++).tag;
  copy_until(p, p->statement);
  p->copied = op_end;
  if (!tag_get(p->tree, tag)) {
    g_string_append(p->out, "\n/Artifact BMC\n");
  } else {
    g_string_append_printf(p->out, "\n/%s<</MCID %u>>BDC", tag_type_name(tag_get(p->tree, tag)->type), p->tags->len);
    g_array_append_val(p->tags, tag);
  }
  p->depth = 1;
  p->text_shown = false;
  return true;
}

static bool end_mark(Pass *p, GError **error) {
  if (p->depth == 0) return fail(p, error, "marked content ends that never began");
  if (--p->depth == 0 && !p->text_shown) return fail(p, error, "a text shows nothing (outside the page or its clip?)");
  return true;
}

static bool operator_met(Pass *p, const char *op, const char *op_end, GError **error) {
  switch (op_kind(op, (gsize)(op_end - op))) {
  case OP_COLOR: color_met(p, op, op_end); return true;
  case OP_PATH: path_met(p, op, op_end); return true;
  case OP_PAINT: paint_met(p, op_end); return true;
  case OP_NO_PAINT: p->path = false; return true;
  case OP_SCOPE: close_artifact(p); return true;
  case OP_BEGIN_TEXT:
    return p->depth > 0 || fail(p, error, "text without a tag");
  case OP_SHOW: p->text_shown = true; return true;
  case OP_MARK: return begin_mark(p, op_end, error);
  case OP_UNMARK: return end_mark(p, error);
  case OP_FOREIGN: return fail(p, error, "an image or group that no scene can hold");
  default: return true;
  }
}

static bool run(Pass *p, GError **error) {
  while (true) {
    while (p->at < p->end && is_space(*p->at)) p->at++;
    if (p->at >= p->end) break;
    const char *token = p->at;
    p->at = skip_token(token, p->end);
    bool is_operator = g_ascii_isalpha(*token) || *token == '\'' || *token == '"';
    if (!is_operator) continue;
    if (!operator_met(p, token, p->at, error)) return false;
    p->statement = p->at;
  }
  close_artifact(p);
  copy_until(p, p->end);
  if (p->depth > 0) return fail(p, error, "marked content that never ends");
  if (p->seen == p->marked->len) return true;
  const char *lost = g_array_index(p->marked, MarkedText, p->seen).text;
  g_set_error(error, PDF_ERROR, PDF_ERROR_CONTENT, "page %u: Cairo dropped the text \"%s\" (outside the page or its clip?)",
              p->page + 1, lost);
  return false;
}

bool pdf_content_rewrite(const char *content, gsize length, guint page, guint backdrop, const GArray *marked,
                         const TagTree *tree, GString **out, GArray **tags, GError **error) {
  Pass p = {.at = content, .end = content + length, .page = page, .backdrop = backdrop, .marked = marked, .tree = tree, .statement = content,
            .copied = content};
  p.out = g_string_sized_new(length + length / 8);
  p.tags = g_array_new(FALSE, FALSE, sizeof(guint));
  bool done = run(&p, error);
  if (done) {
    *out = p.out;
    *tags = p.tags;
  } else {
    g_string_free(p.out, TRUE);
    g_array_unref(p.tags);
  }
  return done;
}
