/* A scene → PNG bytes: for cards that other sites show, and for tests that look at pixels. */
#pragma once
#include "scene/scene.h"

typedef struct {
  const char *title, *description; /* as text chunks; NULL or "" = none */
  const char *language;            /* of both, "nl" */
  ThemeMode mode;
  double scale;                    /* pixels for each unit of the scene */
  bool indexed;                    /* at most 256 colours, a third of the bytes; not in THEME_GREY */
} PngOptions;

/* Opaque, 8 bits a channel, one channel in THEME_GREY, or indexed; says that it is sRGB and how large it is meant to be, and holds no
 * time. Text is filled outlines: no hinting, and glyphs stand where they were measured. The same input gives the same
 * bytes. Fails when the picture would be empty or wider or higher than PNG_SIDE_MAX. *png is owned by the caller. */
enum { PNG_SIDE_MAX = 8192 };
bool png_write(const Scene *scene, const PngOptions *options, GBytes **png, GError **error);
