/* A laid-out document between layout/ and surface/: plain data with one owner. It exists so that the two need not know
 * each other. It must not know how either works. */
#include "scene/pages.h"

static void outline_clear(gpointer data) {
  g_free(((OutlineEntry *)data)->title);
}

static void destination_clear(gpointer data) {
  g_free(((Destination *)data)->id);
}

static void attachment_free(gpointer data) {
  Attachment *attachment = data;
  g_free(attachment->name);
  g_free(attachment->mime);
  g_free(attachment->description);
  if (attachment->data) g_bytes_unref(attachment->data);
  g_free(attachment);
}

static void page_free(gpointer data) {
  scene_free(data);
}

Pages *pages_new(void) {
  Pages *pages = g_new0(Pages, 1);
  pages->scenes = g_ptr_array_new_with_free_func(page_free);
  pages->tags = tag_tree_new();
  pages->outline = g_array_new(FALSE, TRUE, sizeof(OutlineEntry));
  g_array_set_clear_func(pages->outline, outline_clear);
  pages->destinations = g_array_new(FALSE, TRUE, sizeof(Destination));
  g_array_set_clear_func(pages->destinations, destination_clear);
  pages->attachments = g_ptr_array_new_with_free_func(attachment_free);
  return pages;
}

void pages_free(Pages *pages) {
  if (!pages) return;
  g_ptr_array_unref(pages->scenes);
  tag_tree_free(pages->tags);
  g_array_unref(pages->outline);
  g_array_unref(pages->destinations);
  g_ptr_array_unref(pages->attachments);
  theme_free(pages->theme);
  g_free(pages->title);
  g_free(pages->author);
  g_free(pages->subject);
  g_free(pages->keywords);
  g_free(pages->language);
  g_free(pages->date);
  g_free(pages);
}
