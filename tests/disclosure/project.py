"""The project that disclosure control is proven on: two provincies, four regio's, twelve gemeenten, three groups, and small counts in
nasty places. It is made from a table of true values, so that the same project can be made of other ones.
"""
import csv
import io
import json
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GROUPS = ["a", "b", "c"]
GEMEENTEN = [f"GM{i:02}" for i in range(1, 13)]
REGIOS = {f"AM{i}": GEMEENTEN[3 * i - 3:3 * i] for i in range(1, 5)}
PROVINCIES = {"PV1": GEMEENTEN[:6], "PV2": GEMEENTEN[6:]}
PARENTS = {**REGIOS, **PROVINCIES, "NL00": GEMEENTEN}
REGIONS = GEMEENTEN + list(PARENTS)
THRESHOLD, PROTECTION = 5, 3
INHABITANTS = {code: 10000 + 1000 * i for i, code in enumerate(GEMEENTEN, 1)}
INHABITANTS.update({code: sum(INHABITANTS[m] for m in members) for code, members in PARENTS.items()})

# Counts are far enough apart that hiding the smallest does not depend on the few that hidden ones may differ.
COUNTS = {(code, group): 40 + 31 * i + 13 * k for i, code in enumerate(GEMEENTEN) for k, group in enumerate(GROUPS)}
COUNTS.update({("GM01", "a"): 2,                       # the only secret one of its regio and of its group's row
               ("GM05", "b"): 3, ("GM05", "c"): 2,     # two in one gemeente
               ("GM09", "a"): 4, ("GM10", "c"): 1})    # one in each regio of a provincie
# A total that is small itself; two that would tell each other.
TINY = {("GM12", "a"): 1, ("GM12", "b"): 0, ("GM12", "c"): 2, ("GM05", "c"): 1}

CONFIG = """title: Bewijs
subtitle: Bewijs
language: nl
base_url: https://bewijs.example
edition: 2025-06-20
datapackage: datasets/datapackage.json
theme: templates/theme.yaml
locale: templates/locale/nl.yaml
fonts: fonts/fonts.conf
levels:
  - { id: gemeente, folder: gemeente, template: sheet.md, label: gemeente, plural: gemeenten, title: "{name}" }
  - { id: arbeidsmarktregio, alias: regio, folder: regio, template: sheet.md, label: regio, plural: regio’s, title: "Regio {name}", code: R }
  - { id: provincie, folder: provincie, template: sheet.md, label: provincie, plural: provincies, title: "Provincie {name}", code: P }
  - { id: land, folder: "", template: sheet.md, label: land, plural: landen, title: "{name}", code: N }
benchmarks: [arbeidsmarktregio, provincie, land]
"""
SHEET = """---
kicker: "Bewijs"
meta: "Cijfers over 2024"
running: "Bewijs"
description: "Bewijs."
---

{% if opvang.known %}In {{ region.name }} zijn er {{ opvang }}.{% else %}In {{ region.name }} wordt het aantal niet getoond.{% endif %}

```tile
id: tegel
indicator: opvang
```

```groups
id: groepen
indicator: opvang
```

```trend
id: trend
indicator: opvang
```

```bars
id: staven
indicator: opvang_b
regions: siblings
references: [regio, land]
```

```bars
id: aandeel
indicator: aandeel_a
regions: siblings
references: [regio, land]
```

```table
id: tabel
indicators: [opvang, opvang_b, aandeel_a, inwoners]
```
"""
INDEX = "<div class=\"wrap content\">\n<h1>{{ title }}</h1>\n</div>\n"
INDICATOR = "id title short_title unit unit_label decimals kind polarity aggregation weight threshold protection rounding groups same_as numerator denominator categories source definition".split()


def true_values(counts):
    """Every count that there is, whoever publishes it: {(indicator, code, group): value}."""
    all_counts = dict(counts)
    for code, members in PARENTS.items():
        for group in GROUPS:
            all_counts[code, group] = sum(counts[member, group] for member in members)
    values = {("opvang", code, group): value for (code, group), value in all_counts.items()}
    for code in REGIONS:
        values["opvang", code, ""] = sum(all_counts[code, group] for group in GROUPS)
        values["opvang_b", code, ""] = all_counts[code, "b"]
    return values


def rows(counts):
    values = true_values(counts)
    for (indicator, code, group), value in sorted(values.items()):
        if indicator == "opvang" or code in GEMEENTEN:
            yield [code, indicator, "2024", group, value]
            if not group and code in GEMEENTEN:
                yield [code, indicator, "2023", group, 900]
    for code in GEMEENTEN:
        yield [code, "inwoners", "2024", "", INHABITANTS[code]]
    for code in GEMEENTEN + list(REGIOS):
        yield [code, "aandeel_a", "2024", "", round(1000 * values["opvang", code, "a"] / INHABITANTS[code], 2)]


def indicators(partition):
    common = {"polarity": "neutral", "source": "bron", "decimals": 0, "kind": "stock", "aggregation": "sum", "unit": "personen"}
    yield {**common, "id": "inwoners", "title": "Inwoners"}
    yield {**common, "id": "opvang", "title": "Opvang", "threshold": THRESHOLD, "groups": "partition" if partition else "overlap"}
    yield {**common, "id": "opvang_b", "title": "Opvang b", "threshold": THRESHOLD, "same_as": "opvang/b" if partition else ""}
    yield {**common, "id": "aandeel_a", "title": "Aandeel a", "kind": "rate", "decimals": 2, "unit": "per_1000", "aggregation": "mean",
           "weight": "inwoners", "numerator": "opvang/a" if partition else ""}


def tables(counts, partition):
    levels = {"AM": "arbeidsmarktregio", "PV": "provincie", "GM": "gemeente", "NL": "land"}
    yield "regions", ["code", "name", "official_name", "slug", "level"], [
        [code, f"Plaats {code}", f"Plaats {code}", code.lower(), levels[code[:2]]] for code in REGIONS]
    yield "memberships", ["code", "division", "parent"], [
        [member, levels[code[:2]], code] for code, members in PARENTS.items() if code != "NL00" for member in members]
    yield "sources", ["id", "title", "citation", "publisher", "url", "date", "licence", "example"], [
        ["bron", "Bron", "Bron", "Bron", "", "2025-03-01", "CC0 1.0", "true"]]
    yield "groups", ["id", "title", "short_title", "icon", "order"], [[g, f"Groep {g}", "", "", i] for i, g in enumerate(GROUPS)]
    yield "indicators", INDICATOR, [[row.get(name, row["title"] if name in ("short_title", "unit_label", "definition") else "")
                                     for name in INDICATOR] for row in indicators(partition)]
    yield "observations", ["region", "indicator", "period", "group", "value"], list(rows(counts))


def write(folder, counts, partition=True):
    """The project of these true values; without `partition` the program is not told what adds up to what."""
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("datasets", "templates/locale"):
        (folder / part).mkdir(parents=True)
    (folder / "feitenblad.yaml").write_text(CONFIG, "utf-8")
    (folder / "templates/sheet.md").write_text(SHEET, "utf-8")
    for name in ("templates/theme.yaml", "templates/locale/nl.yaml"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("templates/site", "site", "fonts"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("home.html", "regions.html"):  # the example's speak of levels that are not here
        (folder / "templates/site" / name).write_text(INDEX, "utf-8")
    base = folder / "templates/site/base.html"
    base.write_text(re.sub(r"{% for r in regions\.koploper %}.*?{% endfor %}", "", base.read_text("utf-8"), flags=re.S), "utf-8")
    package = {"profile": "tabular-data-package", "name": "bewijs", "title": "Bewijs", "resources": []}
    for role, header, body in tables(counts, partition):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([header, *body])
        (folder / "datasets" / (role + ".csv")).write_text(out.getvalue(), "utf-8")
        kind = {"value": "number", "decimals": "integer", "threshold": "integer", "order": "integer", "example": "boolean"}
        package["resources"].append({
            "name": role, "path": role + ".csv", "profile": "tabular-data-resource", "encoding": "utf-8",
            "feitenblad": {"role": role, **({"layout": "long"} if role == "observations" else {})},
            "schema": {"fields": [{"name": name, "type": kind.get(name, "string")} for name in header], "missingValues": [""]}})
    (folder / "datasets/datapackage.json").write_text(json.dumps(package, indent=1), "utf-8")
