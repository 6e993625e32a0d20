/* How reports for data staff look. They are not pages of the site, so that they need neither its templates nor its files; what
 * they say is English, as diagnostics are. It must not know what is reported. */
#include "cli/report_html.h"

#include "web/html.h"

static const char STYLE[] =
    ":root{color-scheme:light dark;--ink:#1f2326;--ink2:#4c555b;--paper:#fff;--line:#d5dadd;--wash:#f2f4f5;--bad:#a5262e;--warn:#7a5200}"
    "@media (prefers-color-scheme:dark){:root{--ink:#eceff0;--ink2:#b9c2c7;--paper:#16191b;--line:#3a4247;--wash:#22272a;"
    "--bad:#ff9c9f;--warn:#f0c060}}"
    "body{margin:0 auto;max-width:68rem;padding:1.5rem 1rem 4rem;font:1rem/1.5 Inter,system-ui,sans-serif;color:var(--ink);"
    "background:var(--paper);overflow-wrap:break-word}"
    "h1{font-size:1.6rem;line-height:1.2;margin:0 0 .5rem}h2{font-size:1.15rem;line-height:1.3;margin:2.5rem 0 .25rem;"
    "border-top:2px solid var(--ink);padding-top:.5rem}h3{font-size:1rem;margin:1.5rem 0 .25rem}p{margin:.25rem 0;max-width:44rem}"
    ".summary{font-size:1.1rem}ol{list-style:none;margin:0;padding:0}li{border-bottom:1px solid var(--line);padding:.6rem 0}"
    ".error strong,.stop strong{color:var(--bad)}.warning strong{color:var(--warn)}.place,.hint,.more,.note{color:var(--ink2)}"
    "code{font:.9em/1.4 ui-monospace,monospace;background:var(--wash);padding:.1em .3em;border-radius:3px}.code{color:var(--ink2)}"
    ".scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.5rem 0;font-variant-numeric:tabular-nums}"
    "th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line)}"
    "thead th{color:var(--ink2);font-weight:600;font-size:.9rem}.number{text-align:right;white-space:nowrap}"
    ".pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1rem 2rem;margin:1rem 0}"
    ".pair figure{margin:0}.pair figcaption{font-weight:600}.pair .note{font-weight:400}.plate{background:#fff;padding:.5rem}svg{max-width:100%;height:auto;display:block}";

GString *report_html_begin(const char *title) {
  GString *out = g_string_new("<!DOCTYPE html>\n");
  html_open(out, "html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml", NULL);
  g_string_append(out, "<head><meta charset=\"utf-8\" /><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />");
  html_element(out, "title", NULL, title);
  g_string_append_printf(out, "<style>%s</style></head><body><main>", STYLE);
  html_element(out, "h1", NULL, title);
  return out;
}

char *report_html_end(GString *page) {
  g_string_append(page, "</main></body></html>\n");
  return g_string_free(page, FALSE);
}
