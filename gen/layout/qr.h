/* A QR code as scene rectangles. */
#pragma once
#include "scene/scene.h"

/* Draws `text` in a square of `size`; the same text gives the same code. False when it is too long for a code. */
bool qr_draw(Scene *scene, const char *text, double x, double y, double size, ColorToken color);
