/* The spelling of SVG: escaped text, numbers, colours, path data. */
#pragma once
#include "scene/scene.h"
#include "surface/svg.h"

/* Escaped for element content and attributes; what XML forbids is left out. */
void svg_add_escaped(GString *out, const char *text);
/* Only letters, digits, "-" and "_": for ids and class names. */
void svg_add_identifier(GString *out, const char *name);
void svg_add_number(GString *out, double value);
/* ' key="value"' */
void svg_add_number_attribute(GString *out, const char *key, double value);
void svg_add_color_attribute(GString *out, const char *key, const Theme *theme, const SvgOptions *options, ColorToken color);
/* Path data without the quotes. */
void svg_add_path_data(GString *out, const Segment *segments, guint n);
/* True when the path is one that scene_circle() makes. */
bool svg_is_circle(const Segment *segments, guint n, double *cx, double *cy, double *r);
