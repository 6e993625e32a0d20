/* Running text of mixed styles, from inline nodes to pieces to units. A piece is text of one style without a place to
 * break in it; a unit is a run of pieces that stay together ("**96**." is one). Breaking and drawing are in
 * inline_break.c and inline_draw.c. Knows no pages, no blocks, and no language: soft hyphens come with the text. */
#include "layout/inline_text.h"
#include <string.h>

static const gunichar SOFT_HYPHEN = 0x00AD, HYPHEN = 0x2010, ZERO_WIDTH_SPACE = 0x200B;

static void link_clear(gpointer data) { g_free(((InlineLink *)data)->uri); }

InlineText *inline_new(LayoutJob *job) {
  InlineText *text = g_new0(InlineText, 1);
  text->job = job;
  text->strings = g_string_chunk_new(1024);
  text->styles = g_array_new(FALSE, TRUE, sizeof(InlineStyle));
  text->links = g_array_new(FALSE, TRUE, sizeof(InlineLink));
  g_array_set_clear_func(text->links, link_clear);
  text->pieces = g_array_new(FALSE, TRUE, sizeof(InlinePiece));
  text->units = g_array_new(FALSE, TRUE, sizeof(InlineUnit));
  text->lines = g_array_new(FALSE, TRUE, sizeof(InlineLine));
  return text;
}

void inline_free(InlineText *text) {
  if (text == NULL) return;
  g_string_chunk_free(text->strings);
  g_array_unref(text->styles);
  g_array_unref(text->links);
  g_free(text->levels);
  g_array_unref(text->pieces);
  g_array_unref(text->units);
  g_array_unref(text->lines);
  g_free(text);
}

static guint add_style(InlineText *text, TextFont font, ColorToken color, guint tag, int link) {
  InlineStyle style = {.font = font, .color = color, .tag = tag, .link = link, .underlined = link >= 0};
  style.tracking = font.tracking * font.size;
  style.blank = text_width(text->job->text, " ", font) + 2 * style.tracking;
  g_array_append_val(text->styles, style);
  return text->styles->len - 1;
}

/* ---- words to pieces ---- */

static void add_piece(InlineText *text, const char *words, gsize length, guint style) {
  if (length == 0) return;
  InlinePiece piece = {.style = style, .glue = GLUE_NONE};
  piece.text = g_string_chunk_insert_len(text->strings, words, (gssize)length);
  piece.width = text_width(text->job->text, piece.text, g_array_index(text->styles, InlineStyle, style).font);
  g_array_append_val(text->pieces, piece);
}

/* A blank swallows weaker breaks before it; a forced break swallows the blank. Blanks belong to the text before them, so
 * that no tag ever holds a blank only. */
static void add_glue(InlineText *text, InlineGlue glue) {
  if (text->pieces->len == 0) return;
  InlinePiece *last = &g_array_index(text->pieces, InlinePiece, text->pieces->len - 1);
  last->glue = MAX(last->glue, glue);
}

/* "Midden-Delfland" may break after its hyphen; "31-12-2024", "-3" and "'s-Hertogenbosch" may not. */
static bool breaks_after_hyphen(const char *start, const char *hyphen, const char *next) {
  const char *before = g_utf8_find_prev_char(start, hyphen);
  const char *earlier = before != NULL ? g_utf8_find_prev_char(start, before) : NULL;
  return earlier != NULL && g_unichar_isalpha(g_utf8_get_char(before)) &&
         g_unichar_isalpha(g_utf8_get_char(earlier)) && g_unichar_isalpha(g_utf8_get_char(next));
}

/* A web address breaks after a slash and before other punctuation, so that none seems to end it. */
static bool address_breaks(gunichar c, gunichar next) {
  return next != '\0' && ((c == '/' && next != '/') || (next < 0x80 && strchr("?&=#%._~", (int)next) != NULL && c != '/'));
}

static bool breaks_after(const InlineText *text, guint style, const char *start, const char *at, const char *next) {
  gunichar c = g_utf8_get_char(at);
  if (g_array_index(text->styles, InlineStyle, style).address) return address_breaks(c, g_utf8_get_char(next));
  if (c == '-' || c == HYPHEN) return breaks_after_hyphen(start, at, next);
  return text_breaks_between(c, g_utf8_get_char(next));
}

static void add_words(InlineText *text, const char *words, guint style) {
  const char *start = words;
  for (const char *at = words; *at != '\0';) {
    gunichar c = g_utf8_get_char(at);
    const char *next = g_utf8_next_char(at);
    InlineGlue glue = GLUE_NONE;
    bool shown = false;
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') glue = GLUE_BLANK;
    else if (c == SOFT_HYPHEN) glue = GLUE_SOFT_HYPHEN;
    else if (c == ZERO_WIDTH_SPACE) glue = GLUE_HYPHEN;
    else if (breaks_after(text, style, words, at, next)) glue = GLUE_HYPHEN, shown = true;
    if (glue != GLUE_NONE) {
      add_piece(text, start, (gsize)((shown ? next : at) - start), style);
      add_glue(text, glue);
      start = next;
    }
    at = next;
  }
  add_piece(text, start, strlen(start), style);
}

void inline_add(InlineText *text, const char *words, TextFont font, ColorToken color, guint tag) {
  add_words(text, words, add_style(text, font, color, tag, -1));
}

void inline_set_language(InlineText *text, const char *language) { text->language = language; }

bool inline_is_rtl(const InlineText *text) { return text->rtl; }

void inline_add_line(InlineText *text) { add_glue(text, GLUE_LINE); }

static int add_link_target(InlineText *text, const char *uri, guint tag) {
  InlineLink link = {g_strdup(uri), tag};
  g_array_append_val(text->links, link);
  return (int)text->links->len - 1;
}

void inline_add_link(InlineText *text, const char *words, const char *uri, TextFont font, ColorToken color,
                     bool underlined, guint tag) {
  guint style = add_style(text, font, color, tag, add_link_target(text, uri, tag));
  g_array_index(text->styles, InlineStyle, style).underlined = underlined;
  add_words(text, words, style);
}

/* ---- nodes to words ---- */

/* Where the walk over the nodes stands. */
typedef struct {
  InlineText *text;
  TextFont font;
  ColorToken color;
  Tag *parent; /* of the block, or the link */
  guint tag;   /* of the text at hand; 0 = a new Span is due */
  const char *language; /* NULL = its parent's */
  bool foreign; /* in words of another language */
  int link;    /* −1 = none */
  bool address; /* the link's words are its address */
  guint style; /* last one made */
} InlineWalk;

/* The mark of a provisional number at `at` ("*", "**"), when it stands right behind a number; else NULL. */
static const char *mark_at(const Locale *locale, const char *at, char before, const char **said) {
  static const char *const keys[][2] = {{"value.revised.mark", "value.revised.inline"},
                                        {"value.provisional.mark", "value.provisional.inline"}};
  if (*at != '*' || !(g_ascii_isdigit(before) || before == '%')) return NULL;
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    const char *mark = locale_word(locale, keys[i][0]);
    *said = locale_word(locale, keys[i][1]);
    if (g_str_has_prefix(at, mark)) return mark;
  }
  return NULL;
}

static const char *find_mark(const Locale *locale, const char *words, const char **mark, const char **said) {
  for (const char *at = words + 1; *words && *at; at++)
    if ((*mark = mark_at(locale, at, at[-1], said)) != NULL) return at;
  return NULL;
}

/* Whether some of the text has a tag of its own. */
static bool is_mixed(const Locale *locale, const GPtrArray *nodes) {
  const char *mark, *said;
  for (guint i = 0; nodes != NULL && i < nodes->len; i++) {
    const DocNode *node = g_ptr_array_index(nodes, i);
    if (node->type == NODE_LINK || node->type == NODE_SPAN || is_mixed(locale, node->children)) return true;
    if (node->text != NULL && find_mark(locale, node->text, &mark, &said) != NULL) return true;
  }
  return false;
}

static Tag *walk_tag(InlineWalk *walk, TagType type) {
  Tag *tag = tag_add(walk->text->job->tags, walk->parent, type);
  tag->language = g_strdup(walk->language);
  return tag;
}

static guint walk_style(InlineWalk *walk) {
  if (walk->tag == 0) walk->tag = walk_tag(walk, TAG_SPAN)->id;
  const GArray *styles = walk->text->styles;
  if (styles->len > 0) {
    const InlineStyle *last = &g_array_index(styles, InlineStyle, walk->style);
    if (last->tag == walk->tag && last->link == walk->link && last->color == walk->color &&
        last->font.weight == walk->font.weight)
      return walk->style;
  }
  walk->style = add_style(walk->text, walk->font, walk->color, walk->tag, walk->link);
  InlineStyle *style = &g_array_index(walk->text->styles, InlineStyle, walk->style);
  style->address = walk->address;
  style->foreign = walk->foreign;
  return walk->style;
}

/* A Span is made only for something that can be seen. */
static void walk_plain(InlineWalk *walk, const char *words) {
  if (words[strspn(words, " \t\r\n")] == '\0') {
    if (words[0] != '\0') add_glue(walk->text, GLUE_BLANK);
  } else add_words(walk->text, words, walk_style(walk));
}

/* "86*" is said as "86 (voorlopig)": the mark is a Span of its own. */
static void walk_mark(InlineWalk *walk, const char *mark, const char *said, char next) {
  Tag *span = walk_tag(walk, TAG_SPAN);
  /* The blank behind a word is drawn with it, so it is said with it too. */
  span->actual_text = g_strconcat(said, next != '\0' && g_ascii_ispunct(next) ? "" : " ", NULL);
  walk->tag = span->id;
  add_words(walk->text, mark, walk_style(walk));
  walk->tag = 0;
}

static void walk_words(InlineWalk *walk, const char *words) {
  const Locale *locale = walk->text->job->locale;
  const char *mark, *said, *at;
  while ((at = find_mark(locale, words, &mark, &said)) != NULL) {
    g_autofree char *before = g_strndup(words, (gsize)(at - words));
    walk_plain(walk, before);
    words = at + strlen(mark);
    walk_mark(walk, mark, said, *words);
  }
  walk_plain(walk, words);
}

static void walk_nodes(InlineWalk *walk, const GPtrArray *nodes);

static void walk_weight(InlineWalk *walk, const DocNode *node, int weight) {
  int outer = walk->font.weight;
  walk->font.weight = MAX(outer, weight);
  if (node->type == NODE_CODE) walk_words(walk, node->text);
  else walk_nodes(walk, node->children);
  walk->font.weight = outer;
}

/* Words in another language get a Span that says so, also within a link. */
static void walk_span(InlineWalk *walk, const DocNode *node) {
  InlineWalk outer = *walk;
  walk->language = node->lang;
  walk->foreign = true;
  walk->tag = 0;
  walk_nodes(walk, node->children);
  walk->language = outer.language;
  walk->foreign = outer.foreign;
  walk->tag = 0;
}

/* "https://example.org/a" that links to itself. */
static bool is_address(const DocNode *link) {
  const DocNode *words = link->children->len == 1 ? g_ptr_array_index(link->children, 0) : NULL;
  return words != NULL && words->type == NODE_TEXT && strstr(words->text, "://") != NULL && strchr(words->text, ' ') == NULL;
}

static void walk_link(InlineWalk *walk, const DocNode *node) {
  if (walk->link >= 0 || !inline_visible(node->children)) {
    walk_nodes(walk, node->children);
    return;
  }
  LayoutJob *job = walk->text->job;
  g_autofree char *uri = layout_resolve_href(job, node->href, node->pos);
  Tag *tag = walk_tag(walk, TAG_LINK);
  tag->pos = node->pos;
  InlineWalk outer = *walk;
  walk->link = add_link_target(walk->text, uri, tag->id);
  walk->parent = tag;
  walk->tag = is_mixed(job->locale, node->children) ? 0 : tag->id;
  walk->language = NULL; /* the link has said it */
  walk->color = theme_color(job->theme, "link");
  walk->address = is_address(node);
  walk_nodes(walk, node->children);
  outer.style = walk->style;
  *walk = outer;
  walk->tag = 0;
}

static void walk_nodes(InlineWalk *walk, const GPtrArray *nodes) {
  for (guint i = 0; nodes != NULL && i < nodes->len; i++) {
    const DocNode *node = g_ptr_array_index(nodes, i);
    switch (node->type) {
    case NODE_TEXT: walk_words(walk, node->text); break;
    case NODE_SOFTBREAK: add_glue(walk->text, GLUE_BLANK); break;
    case NODE_LINEBREAK: add_glue(walk->text, GLUE_LINE); break;
    case NODE_EMPH:
    case NODE_STRONG: walk_weight(walk, node, 600); break;
    case NODE_CODE: walk_weight(walk, node, 500); break;
    case NODE_LINK: walk_link(walk, node); break;
    case NODE_SPAN: walk_span(walk, node); break;
    default: walk_nodes(walk, node->children);
    }
  }
}

InlineText *inline_from_nodes(LayoutJob *job, const GPtrArray *nodes, TextFont font, ColorToken color, Tag *leaf) {
  InlineText *text = inline_new(job);
  /* Text beside a link or other words with a tag goes into Spans: an element has text or children, not both. */
  InlineWalk walk = {.text = text, .font = font, .color = color, .parent = leaf, .link = -1};
  walk.tag = is_mixed(job->locale, nodes) ? 0 : leaf->id;
  walk_nodes(&walk, nodes);
  return text;
}

bool inline_visible(const GPtrArray *nodes) {
  for (guint i = 0; nodes != NULL && i < nodes->len; i++) {
    const DocNode *node = g_ptr_array_index(nodes, i);
    for (const char *at = node->text; at != NULL && *at != '\0'; at = g_utf8_next_char(at)) {
      gunichar c = g_utf8_get_char(at);
      if (!g_unichar_isspace(c) && c != SOFT_HYPHEN && c != ZERO_WIDTH_SPACE) return true;
    }
    if (inline_visible(node->children)) return true;
  }
  return false;
}
