/* A scene → SVG text by our own writer: real <text>, <title>, <desc>, unique ids, no style that needs a font's outlines. */
#pragma once
#include "scene/scene.h"
#include "scene/tag.h"

typedef struct {
  const char *id_prefix;  /* all ids begin with it: files can be inlined together */
  const char *title, *description;
  const char *language;
  const TagTree *tags;    /* whose texts they are, for words in another language; may be NULL */
  bool css_variables;     /* fills as var(--token, #hex) for pages with a dark mode; else plain hex */
  bool hidden;            /* aria-hidden (decoration) instead of role img */
  ThemeMode mode;
} SvgOptions;

/* role="img" with title and desc; role="group" when it holds links. xmlns and viewBox always; text keeps anchor and
 * textLength is not used. Coordinates at most 2 decimals. Owned by the caller.
 * A link wraps the texts that carry its own tag, else it is an area named by the text in it; "#id" and unsafe schemes
 * are no links here. With css_variables the page's style sheet sets tabular figures (svg text), else the file does. */
char *svg_write(const Scene *scene, const SvgOptions *options);
