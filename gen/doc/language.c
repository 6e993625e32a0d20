/* Which language tags an author may use. It exists because a wrong tag makes a screen reader speak gibberish and no program
 * complains. The two-letter codes are known here; three letters are only checked for their form, as there are thousands.
 * It must not know who asks. */
#include "doc/language.h"
#include <string.h>

static const char TAG_FORM[] = "\\A[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*\\z";

/* ISO 639-1. */
static const char CODES[] =
    " aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa"
    " ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko"
    " kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa"
    " pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty"
    " ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";

static const char *const RIGHT_TO_LEFT[] = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi", NULL};
static const char *const RIGHT_TO_LEFT_SCRIPTS[] = {"arab", "hebr", "syrc", "thaa", "nkoo", NULL};

const char *language_fault(const char *tag) {
  if (!g_regex_match_simple(TAG_FORM, tag, 0, 0)) return "is not a language tag";
  gsize length = strcspn(tag, "-");
  g_autofree char *code = g_ascii_strdown(tag, (gssize)length);
  g_autofree char *padded = g_strconcat(" ", code, " ", NULL);
  bool local = length == 3 && strcmp(code, "qaa") >= 0 && strcmp(code, "qtz") <= 0; /* for private use */
  return local || (length == 2 && !strstr(CODES, padded)) ? "is no language" : NULL;
}

bool language_is_rtl(const char *tag) {
  g_auto(GStrv) parts = g_strsplit(tag, "-", 3);
  g_autofree char *code = g_ascii_strdown(parts[0] ? parts[0] : "", -1);
  if (parts[0] && parts[1] && strlen(parts[1]) == 4) {
    g_autofree char *script = g_ascii_strdown(parts[1], -1);
    return g_strv_contains(RIGHT_TO_LEFT_SCRIPTS, script);
  }
  return g_strv_contains(RIGHT_TO_LEFT, code);
}
