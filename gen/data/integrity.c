/* Size and checksum, as the package may promise them: a drop that was cut off on its way is found here. */
#include "data/integrity.h"
#include <nettle/sha2.h>
#include <string.h>

char *integrity_sha256(const char *contents, gsize length, gsize *passed) {
  enum { STEP = 1 << 20 };
  struct sha256_ctx sum;
  guint8 digest[SHA256_DIGEST_SIZE];
  sha256_init(&sum);
  for (gsize done = 0, step; done < length; done += step) {
    step = MIN(length - done, STEP);
    sha256_update(&sum, step, (const guint8 *)contents + done);
    if (passed) g_atomic_pointer_set(passed, done + step);
  }
  sha256_digest(&sum, sizeof digest, digest);
  explicit_bzero(&sum, sizeof sum);
  GString *text = g_string_sized_new(2 * sizeof digest + 1);
  for (gsize i = 0; i < sizeof digest; i++) g_string_append_printf(text, "%02x", digest[i]);
  return g_string_free(text, FALSE);
}

/* GChecksum keeps the last block it saw, which may be secret: zeros are put through it before it is given back. */
static char *checksum(GChecksumType type, const char *contents, gsize length) {
  if (type == G_CHECKSUM_SHA256) return integrity_sha256(contents, length, NULL);
  static const guchar zeros[128];
  g_autoptr(GChecksum) sum = g_checksum_new(type);
  g_checksum_update(sum, (const guchar *)contents, (gssize)length);
  char *text = g_strdup(g_checksum_get_string(sum));
  g_checksum_reset(sum);
  g_checksum_update(sum, zeros, sizeof zeros);
  return text;
}

static GChecksumType checksum_type(const char *hash) {
  static const struct { const char *prefix; GChecksumType type; } types[] = {
      {"sha1:", G_CHECKSUM_SHA1}, {"sha256:", G_CHECKSUM_SHA256}, {"sha384:", G_CHECKSUM_SHA384}, {"sha512:", G_CHECKSUM_SHA512}};
  for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
    if (g_str_has_prefix(hash, types[i].prefix)) return types[i].type;
  return G_CHECKSUM_MD5;
}

void integrity_check(const Resource *resource, const char *contents, gsize length, Diags *diags) {
  if (resource->bytes < 0 && !resource->hash) return;
  if (resource->parts->len > 1) {
    diags_error(diags, "package-hash", resource->pos, "take 'bytes' and 'hash' out, or give each file a resource",
                "the size and checksum of several files together are not checked");
    return;
  }
  if (resource->bytes >= 0 && (guint64)resource->bytes != length)
    diags_error(diags, "file-bytes", (SourcePos){resource->file, 0, 0}, "deliver the file again, or correct 'bytes' in datapackage.json",
                "the file has %" G_GSIZE_FORMAT " bytes; the package says %" G_GINT64_FORMAT, length, resource->bytes);
  if (!resource->hash) return;
  const char *expected = strchr(resource->hash, ':') + 1;
  g_autofree char *found = checksum(checksum_type(resource->hash), contents, length);
  if (g_ascii_strcasecmp(found, expected))
    diags_error(diags, "file-hash", (SourcePos){resource->file, 0, 0}, "deliver the file again, or correct 'hash' in datapackage.json",
                "the file is not the one that the package describes: its checksum is %s", found);
}
