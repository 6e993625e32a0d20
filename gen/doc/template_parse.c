/* Builds a template's steps from its tokens: which tags open and close what, and which words a tag takes. All findings of
 * a template come out in one run. It must not know how steps are carried out, nor how rows and columns nest: that shows
 * only once conditions are decided (markdown.c). */
#include "doc/template_internal.h"
#include "config/yaml.h"
#include "doc/language.h"
#include <string.h>

typedef struct {
  const char *word;
  SourcePos pos;
} Open;

typedef struct {
  const GArray *tokens;
  guint at;
  GArray *open; /* Open: the tags we are in, outermost first */
  TagSet known;
  bool too_deep;
  Diags *diags;
} Parser;

typedef struct {
  const char *word;
  TagSet set;
  void (*parse)(Parser *parser, const Token *token, ExprReader *reader, GPtrArray *steps);
} TagRule;

/* Words that only continue or end another tag. */
typedef struct {
  const char *word, *opener;
} Closer;
static const Closer CLOSERS[] = {{"elsif", "if"},          {"else", "if"},          {"endif", "if"},
                                 {"else", "unless"},       {"endunless", "unless"}, {"endfor", "for"},
                                 {"endlang", "lang"},        {"endcomment", "comment"}};

/* ---- Steps ---- */

static void branch_free(gpointer data) {
  Branch *branch = data;
  expr_free(branch->condition);
  if (branch->steps) g_ptr_array_unref(branch->steps);
  g_free(branch);
}

static void step_free(gpointer data) {
  Step *step = data;
  g_free(step->word);
  expr_free(step->expr);
  expr_free(step->limit);
  if (step->branches) g_ptr_array_unref(step->branches);
  if (step->steps) g_ptr_array_unref(step->steps);
  g_free(step);
}

static Step *add_step(GPtrArray *steps, StepKind kind, const Token *token) {
  Step *step = g_new0(Step, 1);
  step->kind = kind;
  step->pos = token->pos;
  step->open = token->open;
  step->text = token->start;
  step->length = (gsize)(token->end - token->start);
  g_ptr_array_add(steps, step);
  return step;
}

static const Token *token_at(const Parser *parser) {
  return parser->at < parser->tokens->len ? &g_array_index(parser->tokens, Token, parser->at) : NULL;
}

/* The first word of a tag, interned; "" when there is none. */
static const char *tag_word(const Token *token) {
  ExprReader reader;
  expr_reader_init(&reader, token, NULL);
  const char *word = expr_word(&reader);
  return word ? word : "";
}

static bool closes(const char *word, const char *opener) {
  for (guint i = 0; i < G_N_ELEMENTS(CLOSERS); i++)
    if (strcmp(CLOSERS[i].word, word) == 0 && strcmp(CLOSERS[i].opener, opener) == 0) return true;
  return false;
}

static const char *opener_of(const char *word) {
  for (guint i = 0; i < G_N_ELEMENTS(CLOSERS); i++)
    if (strcmp(CLOSERS[i].word, word) == 0) return CLOSERS[i].opener;
  return NULL;
}

/* Whether a tag we are in waits for this word. */
static bool awaited(const Parser *parser, const char *word) {
  for (guint i = 0; i < parser->open->len; i++)
    if (closes(word, g_array_index(parser->open, Open, i).word)) return true;
  return false;
}

static void parse_tag(Parser *parser, const Token *token, GPtrArray *steps);

/* Steps up to a word that a tag we are in waits for, or the end. Returns that word, interned, or NULL; it is not taken. */
static const char *parse_until(Parser *parser, GPtrArray *steps) {
  const Token *token;
  while ((token = token_at(parser))) {
    if (token->kind == TOKEN_TAG && !token->comment) {
      const char *word = tag_word(token);
      if (awaited(parser, word)) return word;
      parser->at++;
      parse_tag(parser, token, steps);
      continue;
    }
    parser->at++;
    if (token->kind == TOKEN_TEXT && token->end > token->start) add_step(steps, STEP_TEXT, token);
    if (token->kind == TOKEN_BLOCK) add_step(steps, STEP_BLOCK, token)->word = g_strdup(token->info);
    if (token->kind == TOKEN_OUTPUT) {
      ExprReader reader;
      expr_reader_init(&reader, token, parser->diags);
      Expr *expr = expr_pipeline(&reader);
      if (expr && expr_at_end(&reader)) add_step(steps, STEP_OUTPUT, token)->expr = expr;
      else expr_free(expr);
    }
  }
  return NULL;
}

static GPtrArray *steps_new(void) { return g_ptr_array_new_with_free_func(step_free); }

/* Enters a tag; false (with a finding, once) when they nest too deep. */
static bool enter(Parser *parser, const char *word, SourcePos pos) {
  if (parser->open->len >= TEMPLATE_MAX_DEPTH && !parser->too_deep) {
    parser->too_deep = true;
    diags_error(parser->diags, "template-too-deep", pos, NULL, "tags are nested more than %d deep", TEMPLATE_MAX_DEPTH);
  }
  if (parser->open->len >= 4 * TEMPLATE_MAX_DEPTH) return false;
  Open open = {word, pos};
  g_array_append_val(parser->open, open);
  return true;
}

static void leave(Parser *parser) { g_array_set_size(parser->open, parser->open->len - 1); }

/* True when the next tag is one of ours: `stop` closes the innermost. */
static bool ours(const Parser *parser, const char *stop) {
  return stop && closes(stop, g_array_index(parser->open, Open, parser->open->len - 1).word);
}

static void never_closed(Parser *parser, const char *word, SourcePos pos) {
  const Token *stop = token_at(parser);
  g_autofree char *hint =
      stop ? g_strdup_printf("add {%% end%s %%} before {%% %s %%} on line %d", word, tag_word(stop), stop->open.line)
           : g_strdup_printf("add {%% end%s %%} where it ends", word);
  diags_error(parser->diags, "template-unclosed-tag", pos, hint, "{%% %s %%} is never closed", word);
}

/* ---- Tags ---- */

static void parse_condition(ExprReader *reader, Branch *branch) {
  branch->condition = expr_pipeline(reader);
  if (branch->condition) expr_at_end(reader);
}

static Branch *add_branch(Step *step, bool negate) {
  Branch *branch = g_new0(Branch, 1);
  branch->negate = negate;
  branch->steps = steps_new();
  g_ptr_array_add(step->branches, branch);
  return branch;
}

/* elsif and else; `*else_seen` keeps the order. */
static void continue_if(Parser *parser, Step *step, const char *stop, const Token *tag, bool *else_seen) {
  ExprReader reader;
  expr_reader_init(&reader, tag, parser->diags);
  expr_word(&reader);
  if (*else_seen)
    diags_error(parser->diags, "template-after-else", tag->open, "{% else %} comes last",
                "{%% %s %%} after {%% else %%}", stop);
  Branch *branch = add_branch(step, false);
  if (strcmp(stop, "elsif") == 0) {
    parse_condition(&reader, branch);
    return;
  }
  *else_seen = true;
  if (expr_accept_word(&reader, "if"))
    diags_error(parser->diags, "template-syntax", tag->open, "write {% elsif … %}", "{%% else if %%} is not a tag");
  else expr_at_end(&reader);
}

static void parse_if(Parser *parser, const Token *token, ExprReader *reader, GPtrArray *steps) {
  const char *word = tag_word(token);
  bool else_seen = false;
  Step *step = add_step(steps, STEP_IF, token);
  step->branches = g_ptr_array_new_with_free_func(branch_free);
  Branch *branch = add_branch(step, strcmp(word, "unless") == 0);
  parse_condition(reader, branch);
  if (!enter(parser, word, token->open)) return;
  for (;;) {
    const char *stop = parse_until(parser, branch->steps);
    if (!ours(parser, stop)) {
      never_closed(parser, word, token->open);
      break;
    }
    const Token *tag = token_at(parser);
    parser->at++;
    if (g_str_has_prefix(stop, "end")) break;
    continue_if(parser, step, stop, tag, &else_seen);
    branch = g_ptr_array_index(step->branches, step->branches->len - 1);
  }
  leave(parser);
}

/* for NAME in LIST [limit: N] */
static void parse_for(Parser *parser, const Token *token, ExprReader *reader, GPtrArray *steps) {
  Step *step = add_step(steps, STEP_FOR, token);
  step->steps = steps_new();
  step->word = g_strdup(expr_word(reader));
  if (!step->word || !expr_accept_word(reader, "in")) {
    diags_error(parser->diags, "template-syntax", expr_here(reader), "write {% for g in region.members %}",
                "{%% for %%} needs a name, 'in' and a list");
  } else if ((step->expr = expr_primary(reader))) {
    if (expr_accept_word(reader, "limit")) {
      expr_skip_blanks(reader);
      if (reader->at < reader->end && *reader->at == ':') reader->at++;
      step->limit = expr_primary(reader);
    }
    expr_at_end(reader);
  }
  if (!enter(parser, "for", token->open)) return;
  const char *stop = parse_until(parser, step->steps);
  if (ours(parser, stop)) parser->at++;
  else never_closed(parser, "for", token->open);
  leave(parser);
}

/* assign NAME = EXPRESSION */
static void parse_assign(Parser *parser, const Token *token, ExprReader *reader, GPtrArray *steps) {
  g_autofree char *name = g_strdup(expr_word(reader));
  expr_skip_blanks(reader);
  if (!name || reader->at == reader->end || *reader->at != '=') {
    diags_error(parser->diags, "template-syntax", expr_here(reader), "write {% assign name = value %}",
                "{%% assign %%} needs a name, '=' and a value");
    return;
  }
  reader->at++;
  Expr *expr = expr_pipeline(reader);
  if (!expr) return;
  expr_at_end(reader);
  Step *step = add_step(steps, STEP_ASSIGN, token);
  step->word = g_steal_pointer(&name);
  step->expr = expr;
}

static void add_layout(GPtrArray *steps, const Token *token, const char *marker) {
  add_step(steps, STEP_LAYOUT, token)->word = g_strdup(marker);
}

/* row 7 5 */
static void parse_row(Parser *parser, const Token *token, ExprReader *reader, GPtrArray *steps) {
  g_autoptr(GString) marker = g_string_new("row");
  int span, sum = 0, count = 0;
  while (expr_integer(reader, &span)) {
    if (span < 1) sum = 13; /* refused below */
    sum += span;
    count++;
    g_string_append_printf(marker, " %d", span);
  }
  if (expr_at_end(reader) && (count == 0 || sum > 12))
    diags_error(parser->diags, "layout-row-spans", token->open, "give each column a width in twelfths: {% row 7 5 %}",
                count ? "the widths of this row are not 1 to 12 together" : "this row has no widths");
  add_layout(steps, token, marker->str);
}

/* columns 2 */
static void parse_columns(Parser *parser, const Token *token, ExprReader *reader, GPtrArray *steps) {
  int count = 0;
  bool given = expr_integer(reader, &count);
  if (expr_at_end(reader) && (!given || count < 2 || count > 4))
    diags_error(parser->diags, "layout-columns", token->open, "write {% columns 2 %}",
                "text runs in 2, 3 or 4 columns");
  g_autofree char *marker = g_strdup_printf("columns %d", CLAMP(count, 2, 4));
  add_layout(steps, token, marker);
}

static void parse_plain_layout(Parser *parser, const Token *token, ExprReader *reader, GPtrArray *steps) {
  (void)parser;
  if (expr_at_end(reader)) add_layout(steps, token, tag_word(token));
}

/* lang TAG. Both tags alone on their lines: around blocks; else around words. */
static void parse_lang(Parser *parser, const Token *token, ExprReader *reader, GPtrArray *steps) {
  Step *step = add_step(steps, STEP_LANG, token);
  step->steps = steps_new();
  expr_skip_blanks(reader);
  step->word = g_strstrip(g_strndup(reader->at, (gsize)(reader->end - reader->at)));
  const char *fault = language_fault(step->word);
  if (!*step->word)
    diags_error(parser->diags, "template-language", token->open, "write {% lang en %}", "{%% lang %%} names no language");
  else if (fault)
    diags_error(parser->diags, "template-language", expr_here(reader), "write it like en, fy or en-GB", "'%s' %s", step->word, fault);
  if (!enter(parser, "lang", token->open)) return;
  const char *stop = parse_until(parser, step->steps);
  if (ours(parser, stop)) {
    step->alone = token->alone && token_at(parser)->alone;
    parser->at++;
  } else {
    never_closed(parser, "lang", token->open);
  }
  leave(parser);
}

static const TagRule TAGS[] = {
    {"if", TAGS_PLAIN, parse_if},
    {"unless", TAGS_PLAIN, parse_if},
    {"for", TAGS_PLAIN, parse_for},
    {"assign", TAGS_PLAIN, parse_assign},
    {"lang", TAGS_MARKUP, parse_lang},
    {"row", TAGS_PAGE, parse_row},
    {"col", TAGS_PAGE, parse_plain_layout},
    {"endrow", TAGS_PAGE, parse_plain_layout},
    {"columns", TAGS_PAGE, parse_columns},
    {"endcolumns", TAGS_PAGE, parse_plain_layout},
    {"pagebreak", TAGS_PAGE, parse_plain_layout},
    {"cards", TAGS_PAGE, parse_plain_layout},
};

static void unknown_tag(Parser *parser, const Token *token, const char *word) {
  const char *opener = opener_of(word);
  if (opener) {
    g_autofree char *hint = g_strdup_printf("remove it, or add {%% %s … %%} before it", opener);
    diags_error(parser->diags, "template-stray-tag", token->open, hint, "{%% %s %%} belongs to no {%% %s %%}", word,
                opener);
    return;
  }
  const char *known[G_N_ELEMENTS(TAGS) + G_N_ELEMENTS(CLOSERS) + 2] = {"comment"};
  guint count = 1;
  for (guint i = 0; i < G_N_ELEMENTS(TAGS); i++)
    if (TAGS[i].set <= parser->known) known[count++] = TAGS[i].word;
  for (guint i = 0; i < G_N_ELEMENTS(CLOSERS); i++) known[count++] = CLOSERS[i].word;
  const char *nearest = *word ? yaml_nearest(word, known) : NULL;
  g_autofree char *hint = nearest ? g_strdup_printf("did you mean {%% %s %%}?", nearest) : NULL;
  if (*word) diags_error(parser->diags, "template-unknown-tag", token->open, hint, "there is no tag '%s'", word);
  else
    diags_error(parser->diags, "template-unknown-tag", token->open, "write a tag's name after {%",
                "a tag without a name");
}

static void parse_tag(Parser *parser, const Token *token, GPtrArray *steps) {
  ExprReader reader;
  expr_reader_init(&reader, token, parser->diags);
  const char *word = expr_word(&reader);
  for (guint i = 0; word && i < G_N_ELEMENTS(TAGS); i++) {
    const TagRule *rule = &TAGS[i];
    if (strcmp(rule->word, word) != 0 || rule->set > parser->known) continue;
    if (rule->set == TAGS_PAGE && !token->alone)
      diags_error(parser->diags, "layout-not-alone", token->open, "put it on a line of its own",
                  "{%% %s %%} shares its line with text", word);
    rule->parse(parser, token, &reader, steps);
    return;
  }
  unknown_tag(parser, token, word ? word : "");
}

GPtrArray *template_parse_steps(const GArray *tokens, TagSet known, Diags *diags) {
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(Open));
  Parser parser = {tokens, 0, open, known, false, diags};
  GPtrArray *steps = steps_new();
  parse_until(&parser, steps);
  return steps;
}
