/* The types of Table Schema that feitenblad computes nothing with. They are checked all the same, because the package
 * promises them to others. Patterns are kept simple: they catch slips, they do not judge a mail server. This file must
 * not know fields or findings. */
#include "data/form.h"
#include "base/number.h"
#include <gio/gio.h>
#include <jansson.h>
#include <string.h>

static bool matches(const char *pattern, const char *text) { return g_regex_match_simple(pattern, text, 0, 0); }

static bool is_time(const char *text, gsize length) {
  (void)length;
  return matches("\\A([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?(Z|[+-]\\d\\d:?\\d\\d)?\\z", text);
}

static bool is_datetime(const char *text, gsize length) {
  (void)length;
  if (!matches("\\A\\d{4}-\\d\\d-\\d\\dT", text)) return false;
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, utc);
  return time;
}

static bool is_duration(const char *text, gsize length) {
  (void)length;
  return matches("\\A-?P(?=.)(\\d+(\\.\\d+)?Y)?(\\d+(\\.\\d+)?M)?(\\d+(\\.\\d+)?W)?(\\d+(\\.\\d+)?D)?"
                 "(T(?=.)(\\d+(\\.\\d+)?H)?(\\d+(\\.\\d+)?M)?(\\d+(\\.\\d+)?S)?)?\\z", text);
}

static bool in_range(const char *text, double limit) {
  double number;
  g_autofree char *trimmed = g_strstrip(g_strdup(text));
  return number_parse(trimmed, strlen(trimmed), '.', '\0', &number) && number >= -limit && number <= limit;
}

static bool is_point(const char *longitude, const char *latitude) { return in_range(longitude, 180) && in_range(latitude, 90); }

static bool is_geopoint(const char *text, gsize length) {
  (void)length;
  g_auto(GStrv) parts = g_strsplit(text, ",", -1);
  return g_strv_length(parts) == 2 && is_point(parts[0], parts[1]);
}

/* What the text is as JSON; JSON_NULL also when it is none. `with`: a key that an object must have. */
static bool is_json(const char *text, gsize length, json_type type, const char *with) {
  json_t *json = json_loadb(text, length, 0, NULL);
  bool holds = json && json_typeof(json) == type && (!with || json_is_string(json_object_get(json, with)));
  json_decref(json);
  return holds;
}

static bool is_object(const char *text, gsize length) { return is_json(text, length, JSON_OBJECT, NULL); }
static bool is_array(const char *text, gsize length) { return is_json(text, length, JSON_ARRAY, NULL); }
static bool is_geojson(const char *text, gsize length) { return is_json(text, length, JSON_OBJECT, "type"); }

static bool is_email(const char *text, gsize length) {
  (void)length;
  return matches("\\A[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+\\z", text);
}

static bool is_uri(const char *text, gsize length) {
  (void)length;
  return matches("\\A[A-Za-z][A-Za-z0-9+.-]*:[^\\s]+\\z", text) && g_uri_is_valid(text, G_URI_FLAGS_NONE, NULL);
}

static bool is_uuid(const char *text, gsize length) {
  (void)length;
  return g_uuid_string_is_valid(text);
}

static bool is_base64(const char *text, gsize length) {
  return length % 4 == 0 && matches("\\A[A-Za-z0-9+/]*={0,2}\\z", text);
}

static const Form FORMS[] = {
    {"time", "default", "a time", "write it like 14:30:00", is_time},
    {"datetime", "default", "a date with time", "write it like 2024-03-14T14:30:00", is_datetime},
    {"duration", "default", "a duration", "write it like P1Y2M or PT36H", is_duration},
    {"geopoint", "default", "a place", "write it like 4.36, 52.01: longitude, latitude", is_geopoint},
    {"object", "default", "a JSON object", "write it like {\"a\": 1}", is_object},
    {"array", "default", "a JSON list", "write it like [1, 2]", is_array},
    {"geojson", "default", "a GeoJSON object", NULL, is_geojson},
    {"geojson", "topojson", "a TopoJSON object", NULL, is_geojson},
    {"string", "email", "an e-mail address", NULL, is_email},
    {"string", "uri", "an address (URI)", "write it like https://example.org/", is_uri},
    {"string", "uuid", "a UUID", NULL, is_uuid},
    {"string", "binary", "base64", NULL, is_base64},
};

const Form *form_find(const char *type, const char *format) {
  for (gsize i = 0; i < G_N_ELEMENTS(FORMS); i++)
    if (!strcmp(FORMS[i].type, type) && !strcmp(FORMS[i].format, format)) return &FORMS[i];
  return NULL;
}
