"""The projects that disclosure control is proven on: two provincies, four regio's, twelve gemeenten, three groups, and small counts in
nasty places. They are made from a table of true values, so that the same project can be made of other ones. The rich one has all
that can tell a count in a roundabout way: rows that lack, a regio across provincies, quarters of a year, gemeenten that were
merged, formulas, and the table itself as an attachment.
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
ACROSS = {"ZR1": GEMEENTEN[4:8]}
OLD = {"GM04": ["GX1", "GX2"], "GM11": ["GX3", "GX4"]}
QUARTERS = [f"2024-Q{i}" for i in range(1, 5)]
THRESHOLD, PROTECTION = 5, 3
INHABITANTS = {code: 10000 + 1000 * i for i, code in enumerate(GEMEENTEN, 1)}
INHABITANTS.update({code: sum(INHABITANTS[m] for m in members) for code, members in {**PARENTS, **ACROSS}.items()})

# What is counted: {(indicator, code, period, group): value} of gemeenten, and of those that were. Counts are far enough apart that
# hiding the smallest does not depend on the few that hidden ones may differ.
COUNTS = {("opvang", code, "2024", group): 40 + 31 * i + 13 * k for i, code in enumerate(GEMEENTEN) for k, group in enumerate(GROUPS)}
COUNTS.update({("opvang", "GM01", "2024", "a"): 2,   # the only secret one of its regio and of its group's row
               ("opvang", "GM05", "2024", "b"): 3, ("opvang", "GM05", "2024", "c"): 2,     # two in one gemeente
               ("opvang", "GM09", "2024", "a"): 4, ("opvang", "GM10", "2024", "c"): 1})    # one in each regio of a provincie
# A total that is small itself; two that would tell each other.
TINY = {**COUNTS, ("opvang", "GM12", "2024", "a"): 1, ("opvang", "GM12", "2024", "b"): 0, ("opvang", "GM12", "2024", "c"): 2,
        ("opvang", "GM05", "2024", "c"): 1}
RICH = {**COUNTS, **{("instroom", code, quarter, ""): 50 + 37 * i + 11 * k
                     for i, code in enumerate(GEMEENTEN) for k, quarter in enumerate(QUARTERS)},
        **{("opvang", code, "2022", ""): 300 + 40 * i for i, code in enumerate(GEMEENTEN) if code not in OLD}}
RICH.update({("instroom", "GM02", "2024-Q1", ""): 3, ("instroom", "GM06", "2024-Q3", ""): 2,
             ("opvang", "GX1", "2022", ""): 3, ("opvang", "GX2", "2022", ""): 60,   # together no small count
             ("opvang", "GX3", "2022", ""): 2, ("opvang", "GX4", "2022", ""): 1})   # together still one
# Rows that nobody delivers.
GAPS = {("opvang", "GM01", "2024", ""), ("opvang", "GM07", "2024", "c"), ("opvang", "GM08", "2024", "a"), ("opvang", "PV2", "2024", "a"),
        ("opvang", "AM3", "2024", ""), ("opvang", "GM10", "2024", "a"), ("instroom", "GM02", "2024", ""), ("instroom", "GM04", "2024-Q2", ""),
        ("instroom", "PV1", "2024", "")}


def is_rich(counts):
    return ("instroom", "GM01", "2024-Q1", "") in counts


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
ZORGREGIO = """  - { id: zorgregio, folder: zorg, template: sheet.md, label: zorgregio, plural: zorgregio’s, title: "Zorgregio {name}" }
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
period: 2024
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
RICH_SHEET = SHEET.replace('description: "Bewijs."', 'description: "Bewijs."\nattach: [observations]').replace(
    "aandeel_a, inwoners]", "aandeel_a, inwoners, instroom, samen, per_1000]") + """
```trend
id: instroom
indicator: instroom
```
"""
INDEX = "<div class=\"wrap content\">\n<h1>{{ title }}</h1>\n</div>\n"
INDICATOR = "id title short_title unit unit_label decimals kind polarity aggregation weight threshold protection rounding groups same_as numerator denominator categories source definition formula".split()


def parents(counts):
    return {**PARENTS, **(ACROSS if is_rich(counts) else {})}


def true_values(counts):
    """Every count that there is, whoever publishes it."""
    values = dict(counts)
    for new, old in OLD.items() if is_rich(counts) else ():
        values["opvang", new, "2022", ""] = sum(values["opvang", code, "2022", ""] for code in old)
    for code in GEMEENTEN:
        values["opvang", code, "2024", ""] = sum(values["opvang", code, "2024", group] for group in GROUPS)
        values["opvang_b", code, "2024", ""] = values["opvang", code, "2024", "b"]
        if is_rich(counts):
            values["instroom", code, "2024", ""] = sum(values["instroom", code, quarter, ""] for quarter in QUARTERS)
    for indicator, _, period, group in [key for key in values if key[1] == "GM01"]:
        for code, members in parents(counts).items():
            values[indicator, code, period, group] = sum(values[indicator, member, period, group] for member in members)
    return values


def delivered(counts):
    """The counts that have a row, which is of old codes where gemeenten were merged."""
    return [key for key in sorted(true_values(counts)) if (key[0] != "opvang_b" or key[1] in GEMEENTEN) and key[1][:2] != "GX"
            and not (is_rich(counts) and key in GAPS)]


def rows(counts):
    values = true_values(counts)
    for key in delivered(counts):
        indicator, code, period, group = key
        merged = OLD.get(code, []) if period == "2022" else []
        for part in merged or [code]:
            yield [part, indicator, period, group, values[indicator, part, period, group]]
        if (indicator, period, group) == ("opvang", "2024", "") and code in GEMEENTEN:
            yield [code, indicator, "2023", group, 900]
    for code in GEMEENTEN:
        yield [code, "inwoners", "2024", "", INHABITANTS[code]]
    for code in GEMEENTEN + list(REGIOS):
        yield [code, "aandeel_a", "2024", "", round(1000 * values["opvang", code, "2024", "a"] / INHABITANTS[code], 2)]


def indicators(partition, rich):
    common = {"polarity": "neutral", "source": "bron", "decimals": 0, "kind": "stock", "aggregation": "sum", "unit": "personen"}
    yield {**common, "id": "inwoners", "title": "Inwoners"}
    yield {**common, "id": "opvang", "title": "Opvang", "threshold": THRESHOLD, "groups": "partition" if partition else "overlap"}
    yield {**common, "id": "opvang_b", "title": "Opvang b", "threshold": THRESHOLD, "same_as": "opvang/b" if partition else ""}
    yield {**common, "id": "aandeel_a", "title": "Aandeel a", "kind": "rate", "decimals": 2, "unit": "per_1000", "aggregation": "mean",
           "weight": "inwoners", "numerator": "opvang/a" if partition else ""}
    if rich:
        yield {**common, "id": "instroom", "title": "Instroom", "kind": "flow", "threshold": THRESHOLD}
        yield {**common, "id": "samen", "title": "Samen", "aggregation": "none", "formula": "opvang + instroom"}
        yield {**common, "id": "per_1000", "title": "Per 1000", "kind": "rate", "decimals": 2, "unit": "per_1000", "aggregation": "none",
               "formula": "opvang / inwoners * 1000"}


def tables(counts, partition):
    rich = is_rich(counts)
    levels = {"AM": "arbeidsmarktregio", "PV": "provincie", "GM": "gemeente", "NL": "land", "ZR": "zorgregio"}
    yield "regions", ["code", "name", "official_name", "slug", "level"], [
        [code, f"Plaats {code}", f"Plaats {code}", code.lower(), levels[code[:2]]] for code in GEMEENTEN + list(parents(counts))]
    yield "memberships", ["code", "division", "parent"], [
        [member, levels[code[:2]], code] for code, members in parents(counts).items() if code != "NL00" for member in members]
    if rich:
        yield "mergers", ["date", "from_code", "from_name", "from_slug", "to_code", "to_name", "kind", "share", "to_existed"], [
            ["2023-01-01", code, f"Oud {code}", code.lower(), new, f"Plaats {new}", "merged", "", "false"]
            for new, old in OLD.items() for code in old]
    yield "sources", ["id", "title", "citation", "publisher", "url", "date", "licence", "example"], [
        ["bron", "Bron", "Bron", "Bron", "", "2025-03-01", "CC0 1.0", "true"]]
    yield "groups", ["id", "title", "short_title", "icon", "order"], [[g, f"Groep {g}", "", "", i] for i, g in enumerate(GROUPS)]
    yield "indicators", INDICATOR, [[row.get(name, row["title"] if name in ("short_title", "unit_label", "definition") else "")
                                     for name in INDICATOR] for row in indicators(partition, rich)]
    yield "observations", ["region", "indicator", "period", "group", "value"], list(rows(counts))


def write(folder, counts, partition=True):
    """The project of these true values; without `partition` the program is not told what adds up to what."""
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("datasets", "templates/locale"):
        (folder / part).mkdir(parents=True)
    rich = is_rich(counts)
    (folder / "feitenblad.yaml").write_text(CONFIG.replace("  - { id: provincie,", ZORGREGIO + "  - { id: provincie,") if rich else CONFIG, "utf-8")
    (folder / "templates/sheet.md").write_text(RICH_SHEET if rich else SHEET, "utf-8")
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
        kind = {"value": "number", "decimals": "integer", "threshold": "integer", "order": "integer", "example": "boolean", "share": "number",
                "to_existed": "boolean", "date": "date"}
        package["resources"].append({
            "name": role, "path": role + ".csv", "profile": "tabular-data-resource", "encoding": "utf-8",
            "feitenblad": {"role": role, **({"layout": "long"} if role == "observations" else {})},
            "schema": {"fields": [{"name": name, "type": kind.get(name, "string")} for name in header], "missingValues": [""]}})
    (folder / "datasets/datapackage.json").write_text(json.dumps(package, indent=1), "utf-8")
