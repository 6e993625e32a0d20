/* A scene as SVG by our own hand: text stays text, colours may follow the page's dark mode, files stay small. It exists
 * because Cairo's SVG surface makes outlines and ids that clash. It must not know PDF, nor what the picture is about. */
#include "surface/svg.h"
#include "scene/pattern.h"
#include "surface/svg_text.h"
#include "surface/uri.h"
#include "scene/walk.h"
#include <string.h>

typedef struct {
  const Scene *scene;
  const Theme *theme;
  const SvgOptions *options;
  GString *out;
  GHashTable *links;  /* tag → uri (borrowed), for links whose text carries their own tag */
  GString *shared;    /* attributes of the open <g> around items that look alike; empty = none open */
  GArray *end_tags;   /* bool for each open group: a </g> is due */
  guint clips;
} Writer;

/* ---- attributes that neighbours may share ---- */

static void paint_attributes(const Writer *w, const Paint *paint, GString *out) {
  if (paint->plate)
    g_string_append_printf(out, " fill=\"#%06x\"", theme_pattern(w->theme, paint->fill, w->options->mode)->ground);
  else
    svg_add_color_attribute(out, "fill", w->theme, w->options, paint->fill);
  if (paint->stroke == COLOR_NONE || paint->width <= 0) return;
  svg_add_color_attribute(out, "stroke", w->theme, w->options, paint->stroke);
  if (paint->width != 1) svg_add_number_attribute(out, "stroke-width", paint->width);
  if (paint->dash_on > 0) {
    g_string_append(out, " stroke-dasharray=\"");
    svg_add_number(out, paint->dash_on);
    g_string_append_c(out, ' ');
    svg_add_number(out, paint->dash_off > 0 ? paint->dash_off : paint->dash_on);
    g_string_append_c(out, '"');
  }
  if (paint->cap == CAP_ROUND) g_string_append(out, " stroke-linecap=\"round\"");
  if (paint->join == JOIN_ROUND) g_string_append(out, " stroke-linejoin=\"round\"");
}

static void text_attributes(const Writer *w, const SceneItem *item, GString *out) {
  svg_add_number_attribute(out, "font-size", item->font.size);
  if (item->font.weight != 400) svg_add_number_attribute(out, "font-weight", item->font.weight);
  if (item->font.tracking != 0) svg_add_number_attribute(out, "letter-spacing", item->font.tracking * item->font.size);
  /* In text from right to left the start is on the right. */
  bool rtl = text_is_rtl(item->text);
  if (rtl) g_string_append(out, " direction=\"rtl\"");
  if (item->anchor != (rtl ? ANCHOR_END : ANCHOR_START))
    g_string_append(out, item->anchor == ANCHOR_MIDDLE ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
  svg_add_color_attribute(out, "fill", w->theme, w->options, item->color);
}

/* Empty for items that share nothing. */
static void item_attributes(const Writer *w, const SceneItem *item, GString *out) {
  ThemeMode mode = w->options->mode;
  bool plain = !pattern_hides(item, w->theme, mode) && !pattern_of(item, w->theme, mode);
  g_string_truncate(out, 0);
  if (item->kind == SCENE_PATH && plain) paint_attributes(w, &item->paint, out);
  if (item->kind == SCENE_TEXT) text_attributes(w, item, out);
}

static void shared_end(Writer *w) {
  if (w->shared->len > 0) g_string_append(w->out, "</g>\n");
  g_string_truncate(w->shared, 0);
}

static void add_tag(GString *out, const char *before, const GString *attributes, const char *after) {
  g_string_append(out, before);
  g_string_append_len(out, attributes->str, (gssize)attributes->len);
  g_string_append(out, after);
}

/* Gives the attributes that the item must write itself: none when the <g> around it has them. */
static void shared_begin(Writer *w, guint index, GString *own) {
  const SceneItem *item = scene_item(w->scene, index);
  item_attributes(w, item, own);
  if (w->shared->len == 0 || !g_string_equal(w->shared, own)) {
    shared_end(w);
    if (index + 1 >= scene_length(w->scene)) return;
    const SceneItem *next = scene_item(w->scene, index + 1);
    if (next->kind != item->kind) return;
    g_autoptr(GString) attributes = g_string_new(NULL);
    item_attributes(w, next, attributes);
    if (!g_string_equal(attributes, own)) return;
    add_tag(w->out, "<g", own, ">\n");
    g_string_append(w->shared, own->str);
  }
  g_string_truncate(own, 0);
}

/* ---- items ---- */

static void write_group_begin(Writer *w, const SceneItem *item) {
  GString *out = w->out;
  guint clip = 0;
  shared_end(w);
  bool moved = item->dx != 0 || item->dy != 0, wanted = moved || item->clipped || item->name;
  g_array_append_val(w->end_tags, wanted);
  if (!wanted) return;
  if (item->clipped) clip = ++w->clips;
  g_string_append(out, "<g");
  if (item->name) {
    g_string_append(out, " class=\"");
    svg_add_identifier(out, item->name);
    g_string_append_c(out, '"');
  }
  if (moved) {
    g_string_append(out, " transform=\"translate(");
    svg_add_number(out, item->dx);
    g_string_append_c(out, ' ');
    svg_add_number(out, item->dy);
    g_string_append(out, ")\"");
  }
  if (clip) {
    g_string_append(out, " clip-path=\"url(#");
    svg_add_identifier(out, w->options->id_prefix);
    g_string_append_printf(out, "-clip%u)\"", clip);
  }
  g_string_append(out, ">\n");
  if (!clip) return;
  g_string_append(out, "<clipPath id=\"");
  svg_add_identifier(out, w->options->id_prefix);
  g_string_append_printf(out, "-clip%u\"><rect", clip);
  static const char *const keys[] = {"x", "y", "width", "height"};
  for (int i = 0; i < 4; i++) svg_add_number_attribute(out, keys[i], item->clip[i]);
  g_string_append(out, "/></clipPath>\n");
}

static void write_group_end(Writer *w) {
  shared_end(w);
  bool wanted = g_array_index(w->end_tags, bool, w->end_tags->len - 1);
  g_array_set_size(w->end_tags, w->end_tags->len - 1);
  if (wanted) g_string_append(w->out, "</g>\n");
}

static bool only_stroked_alike(const SceneItem *a, const SceneItem *b) {
  return b->kind == SCENE_PATH && a->paint.fill == COLOR_NONE && b->paint.fill == COLOR_NONE &&
         a->paint.stroke == b->paint.stroke && a->paint.width == b->paint.width && a->paint.dash_on == b->paint.dash_on &&
         a->paint.dash_off == b->paint.dash_off && a->paint.cap == b->paint.cap && a->paint.join == b->paint.join;
}

/* Lines that look alike become one path. Returns the index of the last item written. */
static guint write_strokes(Writer *w, guint index) {
  const SceneItem *item = scene_item(w->scene, index);
  g_autoptr(GString) own = g_string_new(NULL);
  shared_end(w);
  paint_attributes(w, &item->paint, own);
  add_tag(w->out, "<path", own, " d=\"");
  guint last = index;
  for (; last < scene_length(w->scene) && only_stroked_alike(item, scene_item(w->scene, last)); last++) {
    const SceneItem *line = scene_item(w->scene, last);
    svg_add_path_data(w->out, scene_segments(w->scene) + line->first_segment, line->segments);
  }
  g_string_append(w->out, "\"/>\n");
  return last - 1;
}

static void add_item_path(Writer *w, const SceneItem *item) {
  g_string_append(w->out, " d=\"");
  svg_add_path_data(w->out, scene_segments(w->scene) + item->first_segment, item->segments);
  g_string_append_c(w->out, '"');
}

static void add_stroke(Writer *w, guint32 rgb, double width) {
  g_string_append_printf(w->out, " fill=\"none\" stroke=\"#%06x\"", rgb);
  svg_add_number_attribute(w->out, "stroke-width", width);
}

/* Ground, then marks and edge clipped to the path, whose outer half of the edge goes too; last the item's own line. */
static void write_patterned(Writer *w, const SceneItem *item, const ThemePattern *pattern) {
  g_autoptr(GArray) marks = pattern_marks(pattern, w->scene, item);
  g_autoptr(GString) prefix = g_string_new(NULL);
  guint clip = ++w->clips;
  shared_end(w);
  svg_add_identifier(prefix, w->options->id_prefix);
  g_string_append_printf(w->out, "<path fill=\"#%06x\"", pattern->ground);
  add_item_path(w, item);
  g_string_append_printf(w->out, "/>\n<clipPath id=\"%s-clip%u\"><path", prefix->str, clip);
  add_item_path(w, item);
  g_string_append_printf(w->out, "/></clipPath>\n<g clip-path=\"url(#%s-clip%u)\">", prefix->str, clip);
  if (marks->len > 0) {
    g_string_append(w->out, "<path");
    add_stroke(w, pattern->ink, pattern->line);
    g_string_append(w->out, pattern_cap(pattern) == CAP_ROUND ? " stroke-linecap=\"round\" d=\"" : " d=\"");
    svg_add_path_data(w->out, (const Segment *)(const void *)marks->data, marks->len);
    g_string_append(w->out, "\"/>");
  }
  if (pattern->edge > 0) {
    g_string_append(w->out, "<path");
    add_stroke(w, pattern->ink, 2 * pattern->edge);
    add_item_path(w, item);
    g_string_append(w->out, "/>");
  }
  g_string_append(w->out, "</g>\n");
  if (item->paint.stroke == COLOR_NONE || item->paint.width <= 0) return;
  Paint line = item->paint;
  line.fill = COLOR_NONE;
  g_string_truncate(prefix, 0);
  paint_attributes(w, &line, prefix);
  g_string_append_printf(w->out, "<path%s", prefix->str);
  add_item_path(w, item);
  g_string_append(w->out, "/>\n");
}

static guint write_path(Writer *w, guint index) {
  const SceneItem *item = scene_item(w->scene, index);
  if (pattern_hides(item, w->theme, w->options->mode)) return index;
  if (item->paint.fill == COLOR_NONE) return write_strokes(w, index);
  const ThemePattern *pattern = pattern_of(item, w->theme, w->options->mode);
  if (pattern) {
    write_patterned(w, item, pattern);
    return index;
  }
  const Segment *segments = scene_segments(w->scene) + item->first_segment;
  g_autoptr(GString) own = g_string_new(NULL);
  double cx, cy, r;
  shared_begin(w, index, own);
  if (svg_is_circle(segments, item->segments, &cx, &cy, &r)) {
    add_tag(w->out, "<circle", own, "");
    svg_add_number_attribute(w->out, "cx", cx);
    svg_add_number_attribute(w->out, "cy", cy);
    svg_add_number_attribute(w->out, "r", r);
    g_string_append(w->out, "/>\n");
    return index;
  }
  add_tag(w->out, "<path", own, " d=\"");
  svg_add_path_data(w->out, segments, item->segments);
  g_string_append(w->out, "\"/>\n");
  return index;
}

/* Soft hyphens inside show nothing; one at the end is a hyphen that was used. */
static void add_shown_text(GString *out, const char *text) {
  g_auto(GStrv) parts = g_strsplit(text, "\u00ad", -1);
  g_autofree char *plain = g_strjoinv(NULL, parts);
  svg_add_escaped(out, plain);
  if (g_str_has_suffix(text, "\u00ad")) g_string_append_c(out, '-');
}

/* Readers of SVG drop a blank at either end and one of two in a row. */
static bool loses_blanks(const char *text) {
  return text[0] == ' ' || g_str_has_suffix(text, " ") || strstr(text, "  ");
}

static void open_link(Writer *w, const char *uri) {
  g_autofree char *encoded = uri_encode(uri);
  g_string_append(w->out, "<a href=\"");
  svg_add_escaped(w->out, encoded);
  g_string_append_c(w->out, '"');
}

/* The language of a text whose tag, or one around it, says another one than the document's. */
static const char *text_language(const Writer *w, const SceneItem *item) {
  const Tag *tag = w->options->tags ? tag_get(w->options->tags, item->tag) : NULL;
  while (tag && !tag->language) tag = tag->parent;
  return tag ? tag->language : NULL;
}

static void write_text(Writer *w, guint index) {
  const SceneItem *item = scene_item(w->scene, index);
  const char *uri = item->tag ? g_hash_table_lookup(w->links, GUINT_TO_POINTER(item->tag)) : NULL;
  g_autoptr(GString) own = g_string_new(NULL);
  shared_begin(w, index, own);
  if (uri) {
    open_link(w, uri);
    g_string_append_c(w->out, '>');
  }
  g_string_append(w->out, "<text");
  const char *language = text_language(w, item);
  if (language) {
    g_string_append(w->out, " lang=\"");
    svg_add_escaped(w->out, language);
    g_string_append_c(w->out, '"');
  }
  svg_add_number_attribute(w->out, "x", item->anchor == ANCHOR_START ? item->x : item->anchor_x);
  svg_add_number_attribute(w->out, "y", item->y);
  add_tag(w->out, "", own, loses_blanks(item->text) ? " xml:space=\"preserve\">" : ">");
  add_shown_text(w->out, item->text);
  g_string_append(w->out, uri ? "</text></a>\n" : "</text>\n");
}

/* ---- links without text of their own: a transparent area over what is there ---- */

static bool is_web_link(const SceneItem *item) {
  return item->kind == SCENE_LINK && item->uri[0] != '#' && uri_is_safe(item->uri);
}

static bool lies_in(const SceneItem *link, double dx, double dy, double x, double y) {
  for (guint i = 0; i < link->rects->len; i++) {
    const double *r = (const double *)(const void *)link->rects->data + 4 * i;
    if (x >= dx + r[0] && x <= dx + r[0] + r[2] && y >= dy + r[1] && y <= dy + r[1] + r[3]) return true;
  }
  return false;
}

/* What stands in the area, for its name. */
static void add_label(const Writer *w, GString *out, const SceneItem *link, double dx, double dy) {
  SceneWalk walk;
  bool any = false;
  scene_walk_init(&walk, w->scene);
  for (const SceneItem *item; (item = scene_walk_next(&walk));) {
    if (item->kind != SCENE_TEXT) continue;
    const WalkFrame *frame = scene_walk_frame(&walk);
    if (!lies_in(link, dx, dy, frame->dx + item->x + item->width / 2, frame->dy + item->y)) continue;
    if (any) g_string_append_c(out, ' ');
    add_shown_text(out, item->text);
    any = true;
  }
  if (!any) svg_add_escaped(out, link->uri);
}

static void write_area(Writer *w, const SceneItem *item, double dx, double dy) {
  shared_end(w);
  open_link(w, item->uri);
  g_string_append(w->out, " aria-label=\"");
  add_label(w, w->out, item, dx, dy);
  g_string_append(w->out, "\">");
  static const char *const keys[] = {"x", "y", "width", "height"};
  for (guint i = 0; i < item->rects->len; i++) {
    g_string_append(w->out, "<rect");
    for (int k = 0; k < 4; k++)
      svg_add_number_attribute(w->out, keys[k], ((const double *)(const void *)item->rects->data)[4 * i + (guint)k]);
    g_string_append(w->out, " fill=\"none\" pointer-events=\"all\"/>");
  }
  g_string_append(w->out, "</a>\n");
}

/* Links whose tag some text carries wrap that text; the others become areas. */
static bool find_links(Writer *w) {
  g_autoptr(GHashTable) texts = g_hash_table_new(NULL, NULL);
  bool any = false;
  for (guint i = 0; i < scene_length(w->scene); i++) {
    const SceneItem *item = scene_item(w->scene, i);
    if (item->kind == SCENE_TEXT && item->tag) g_hash_table_add(texts, GUINT_TO_POINTER(item->tag));
  }
  for (guint i = 0; i < scene_length(w->scene); i++) {
    const SceneItem *item = scene_item(w->scene, i);
    if (!is_web_link(item)) continue;
    any = true;
    if (g_hash_table_contains(texts, GUINT_TO_POINTER(item->tag)))
      g_hash_table_insert(w->links, GUINT_TO_POINTER(item->tag), item->uri);
  }
  return any;
}

/* ---- the document ---- */

static void write_items(Writer *w) {
  SceneWalk walk;
  scene_walk_init(&walk, w->scene);
  for (const SceneItem *item; (item = scene_walk_next(&walk));) {
    guint index = walk.next - 1;
    switch (item->kind) {
    case SCENE_GROUP_BEGIN: write_group_begin(w, item); break;
    case SCENE_GROUP_END: write_group_end(w); break;
    case SCENE_PATH: walk.next = write_path(w, index) + 1; break;
    case SCENE_TEXT: write_text(w, index); break;
    case SCENE_LINK:
      if (is_web_link(item) && !g_hash_table_contains(w->links, GUINT_TO_POINTER(item->tag)))
        write_area(w, item, scene_walk_frame(&walk)->dx, scene_walk_frame(&walk)->dy);
      break;
    }
  }
  shared_end(w);
}

static void add_named(Writer *w, const char *element, const char *text) {
  if (!text || !*text) return;
  g_string_append_printf(w->out, "<%s id=\"", element);
  svg_add_identifier(w->out, w->options->id_prefix);
  g_string_append_printf(w->out, "-%s\">", element);
  svg_add_escaped(w->out, text);
  g_string_append_printf(w->out, "</%s>\n", element);
}

static void add_role(Writer *w, bool has_links) {
  const SvgOptions *o = w->options;
  if (o->hidden) {
    g_string_append(w->out, " aria-hidden=\"true\"");
    return;
  }
  g_string_append_printf(w->out, " role=\"%s\"", has_links ? "group" : "img");
  const char *const names[] = {o->title && *o->title ? "title" : NULL, o->description && *o->description ? "desc" : NULL};
  bool any = false;
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    if (!names[i]) continue;
    g_string_append(w->out, any ? " " : " aria-labelledby=\"");
    svg_add_identifier(w->out, o->id_prefix);
    g_string_append_printf(w->out, "-%s", names[i]);
    any = true;
  }
  if (any) g_string_append_c(w->out, '"');
}

static void write_head(Writer *w, bool has_links) {
  const SvgOptions *o = w->options;
  g_string_append(w->out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
  svg_add_number(w->out, scene_width(w->scene));
  g_string_append_c(w->out, ' ');
  svg_add_number(w->out, scene_height(w->scene));
  g_string_append_c(w->out, '"');
  svg_add_number_attribute(w->out, "width", scene_width(w->scene));
  svg_add_number_attribute(w->out, "height", scene_height(w->scene));
  add_role(w, has_links);
  if (o->language && *o->language) {
    g_string_append(w->out, " lang=\"");
    svg_add_escaped(w->out, o->language);
    g_string_append_c(w->out, '"');
  }
  g_string_append(w->out, " font-family=\"");
  svg_add_escaped(w->out, theme_font_family(w->theme));
  g_string_append(w->out, ", ");
  svg_add_escaped(w->out, theme_web_fallback(w->theme));
  g_string_append(w->out, "\">\n");
  if (o->hidden) return;
  add_named(w, "title", o->title);
  add_named(w, "desc", o->description);
}

char *svg_write(const Scene *scene, const SvgOptions *options) {
  Writer w = {.scene = scene, .theme = scene_theme(scene), .options = options, .out = g_string_sized_new(4096),
              .links = g_hash_table_new(NULL, NULL), .shared = g_string_new(NULL),
              .end_tags = g_array_new(FALSE, FALSE, sizeof(bool))};
  bool has_links = find_links(&w);
  write_head(&w, has_links);
  /* A page that inlines the picture sets this in its own style sheet. */
  if (!options->css_variables) g_string_append(w.out, "<style>text{font-feature-settings:\"tnum\"}</style>\n");
  write_items(&w);
  g_string_append(w.out, "</svg>\n");
  g_hash_table_unref(w.links);
  g_string_free(w.shared, TRUE);
  g_array_unref(w.end_tags);
  return g_string_free(w.out, FALSE);
}
