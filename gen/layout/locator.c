/* Where a region is: a tile map that is read at a glance and needs no borders. It takes provinces by their codes, which
 * are the same in every dataset. It must not know levels by name: any region lights the provinces it lies in. */
#include "layout/locator.h"

typedef struct { const char *code, *letters; int column, row; } Province;

static const Province PROVINCES[] = {
    {"PV21", "FR", 2, 0}, {"PV20", "GR", 3, 0}, {"PV27", "NH", 1, 1}, {"PV24", "FL", 2, 1},
    {"PV22", "DR", 3, 1}, {"PV28", "ZH", 0, 2}, {"PV26", "UT", 1, 2}, {"PV25", "GE", 2, 2},
    {"PV23", "OV", 3, 2}, {"PV29", "ZE", 0, 3}, {"PV30", "NB", 1, 3}, {"PV31", "LI", 2, 3},
};
enum { ALL_PROVINCES = (1 << G_N_ELEMENTS(PROVINCES)) - 1, COLUMNS = 4, ROWS = 4 };

static const double TILE = 17, GAP = 1.6;

double locator_width(const LayoutJob *job) { return layout_pt(job, COLUMNS * TILE + (COLUMNS - 1) * GAP); }
double locator_height(const LayoutJob *job) { return layout_pt(job, ROWS * TILE + (ROWS - 1) * GAP); }

static guint province_bit(const Region *region) {
  for (guint i = 0; i < G_N_ELEMENTS(PROVINCES); i++)
    if (g_strcmp0(region->code, PROVINCES[i].code) == 0) return 1u << i;
  return 0;
}

static guint parent_bits(const Region *region) {
  guint bits = province_bit(region);
  for (guint i = 0; region->parents != NULL && i < region->parents->len; i++)
    bits |= province_bit(g_ptr_array_index(region->parents, i));
  return bits;
}

/* The provinces a region lies in: its own, or else those of its members. Lighting all of them would say nothing. */
static guint provinces_of(const Region *region) {
  guint bits = parent_bits(region);
  if (bits == 0 && region->members != NULL)
    for (guint i = 0; i < region->members->len; i++) bits |= parent_bits(g_ptr_array_index(region->members, i));
  return bits == ALL_PROVINCES ? 0 : bits;
}

void locator_draw(LayoutJob *job, Scene *scene, double right, double top) {
  guint lit = job->doc->region != NULL ? provinces_of(job->doc->region) : 0;
  const TypeStyle *style = layout_type(job, TYPE_AXIS);
  double tile = layout_pt(job, TILE), pitch = layout_pt(job, TILE + GAP);
  scene_group_begin(scene, "locator", right - locator_width(job), top);
  for (guint i = 0; i < G_N_ELEMENTS(PROVINCES); i++) {
    const Province *province = &PROVINCES[i];
    bool on = lit & (1u << i);
    double x = province->column * pitch, y = province->row * pitch;
    TextFont font = {style->size, on ? 700 : 500, style->tracking};
    double baseline = y + (tile + text_cap_height(job->text, font)) / 2;
    scene_rect(scene, x, y, tile, tile, paint_fill(theme_color(job->theme, on ? "accent-warm" : "brand-tile")));
    scene_text(scene, x + tile / 2, baseline, province->letters, font,
               theme_color(job->theme, on ? "brand" : "on-brand2"), ANCHOR_MIDDLE, TAG_ARTIFACT);
  }
  scene_group_end(scene);
}
