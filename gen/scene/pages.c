/* A laid-out document between layout/ and surface/: plain data with one owner. It exists so that the two need not know
 * each other. It must not know how either works. */
#include "scene/pages.h"

static void outline_clear(gpointer data) {
  g_free(((OutlineEntry *)data)->title);
}

static void destination_clear(gpointer data) {
  g_free(((Destination *)data)->id);
}

Attachment *attachment_new(const char *name, const char *mime, const char *description, AttachmentRelation relation,
                           GBytes *packed, gsize size, char *md5) {
  Attachment *attachment = g_rc_box_new0(Attachment);
  *attachment = (Attachment){g_strdup(name), g_strdup(mime), g_strdup(description), relation, packed, size, md5};
  return attachment;
}

static void attachment_clear(gpointer data) {
  Attachment *attachment = data;
  g_free(attachment->name);
  g_free(attachment->mime);
  g_free(attachment->description);
  g_free(attachment->md5);
  g_bytes_unref(attachment->packed);
}

Attachment *attachment_ref(Attachment *attachment) { return g_rc_box_acquire(attachment); }

void attachment_unref(Attachment *attachment) { g_rc_box_release_full(attachment, attachment_clear); }

static void drop_attachment(gpointer data) {
  attachment_unref(data);
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
  pages->attachments = g_ptr_array_new_with_free_func(drop_attachment);
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
