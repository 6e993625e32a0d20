"""A small feitenblad project on disk: a country, some gemeenten, six indicators and whatever one case changes.

Everything that is not the case itself (theme, locale, site templates, schemas of the tables) is taken from the example in
the repository's root, so that the set follows it. Random numbers are seeded by the project's name: the same bytes each time.
"""
import csv
import io
import json
import random
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
YEARS = range(2018, 2025)
GROUPS = [("dakloze_mensen", "Dak- en thuisloze mensen", "dakloos"), ("ouderen", "Ouderen", "ouderen"),
          ("studenten", "Studenten", "studenten"), ("urgenten", "Urgenten", "urgent")]
INDICATORS = [
    ("inwoners", "Inwoners", "inwoners", "inwoners op 1 januari", 0, "stock", "neutral", "sum", "", ""),
    ("aandeel", "Aandeel sociale huur", "%", "% van de woningvoorraad", 1, "rate", "higher", "mean", "", ""),
    ("dakloos", "Gehuisveste dakloze mensen", "per_10000", "per 10.000 inwoners", 1, "rate", "higher", "mean", "", ""),
    ("flex", "Flexwoningen", "woningen", "gerealiseerd sinds 2018", 0, "stock", "higher", "sum", "", ""),
    ("toewijzingen", "Toewijzingen", "toewijzingen", "toewijzingen aan aandachtsgroepen", 0, "flow", "neutral", "sum", "5", ""),
    ("visie", "Woonzorgvisie", "status", "stand van de woonzorgvisie", 0, "category", "higher", "none", "",
     "niet=Niet gestart|bezig=In ontwikkeling|klaar=Vastgesteld"),
]
# Columns of the example that no case here needs.
UNUSED = ("protection", "rounding", "groups", "same_as", "numerator", "denominator", "formula", "tolerance", "coverage")
CONFIG = """title: {title}
subtitle: Martelset
language: nl
base_url: https://martelset.example
edition: 2025-06-20
datapackage: datasets/datapackage.json
theme: templates/theme.yaml
locale: templates/locale/nl.yaml
fonts: fonts/fonts.conf
levels:
  - {{ id: gemeente, folder: gemeente, template: gemeente.md, label: gemeente, plural: gemeenten, title: "{{name}}" }}
  - {{ id: provincie, folder: provincie, template: gemeente.md, label: provincie, plural: provincies, title: "Provincie {{name}}", code: P }}
  - {{ id: land, folder: "", template: land.md, label: land, plural: landen, title: "{{name}}", code: N }}
benchmarks: [provincie, land]
"""
FRONT = """---
kicker: "Martelset · {title}"
meta: "Cijfers over 2024 · editie {{{{ edition | date }}}}"
running: "Martelset"
description: "{title}."
---

"""
INDEX = """<div class="wrap content">
<h1>{{ title }}</h1>
<ul class="names">
{% for r in regions.gemeente %}<li><a href="{{ root }}{{ r.path }}index.html">{{ r.name }}</a></li>
{% endfor %}</ul>
</div>
"""
# The gemeenten say one sentence unless they are the case.
GEMEENTE = "Dit is **{{ region.name }}**.\n"


def csv_text(header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


class Project:
    """`land` and `gemeente` are template bodies; `names` are the gemeenten; `change` edits the observations' rows."""

    def __init__(self, name, land, gemeente=GEMEENTE, names=("Delft", "Rijswijk", "Westland"), change=None, fonts=None,
                 front="", extra=None, expected=None):
        self.name, self.land, self.gemeente, self.names = name, land, gemeente, list(names)
        self.change, self.fonts, self.front, self.extra, self.expected = change, fonts, front, extra, expected
        self.random = random.Random(name)

    def codes(self):
        return [f"GM{9001 + i}" for i in range(len(self.names))]

    def observations(self):
        """One row a region, indicator and year: [region, indicator, period, group, value, low, high, state, flags, source]."""
        rows, number = [], self.random.randint
        add = lambda *cells: rows.append(list(cells) + ["", "", "", "", "bron"])
        for code in self.codes() + ["NL00"]:
            scale = 40 if code == "NL00" else 1
            for year in YEARS:
                add(code, "inwoners", year, "", scale * number(20000, 120000))
                add(code, "aandeel", year, "", number(150, 450) / 10)
                add(code, "dakloos", year, "", number(5, 70) / 10)
                add(code, "flex", year, "", scale * 20 * (year - 2017) + number(0, 9))
                add(code, "visie", year, "", ("niet", "bezig", "klaar")[min(2, max(0, year - 2021))])
                parts = [scale * number(5, 90) for _ in GROUPS]
                add(code, "toewijzingen", year, "", sum(parts))
                for (group, *_), part in zip(GROUPS, parts):
                    add(code, "toewijzingen", year, group, part)
        return self.change(rows) if self.change else rows

    def tables(self):
        regions = [(c, n, n, f"plaats-{i}", "gemeente", "", "") for i, (c, n) in enumerate(zip(self.codes(), self.names))]
        yield "regions", [*regions, ("PV28", "Zuid-Holland", "Zuid-Holland", "zuid-holland", "provincie", "", ""), ("NL00", "Nederland", "Nederland", "nederland", "land", "", "")]
        yield "memberships", [(code, "provincie", "PV28") for code in self.codes()]
        yield "sources", [("bron", "Martelcijfers", "Martelcijfers (verzonnen)", "feitenblad", "", "2025-03-01", "CC0 1.0", "true")]
        yield "groups", [(g, title, title, icon, i + 1) for i, (g, title, icon) in enumerate(GROUPS)]
        yield "indicators", [(i, title, title, unit, label, decimals, kind, polarity, aggregation, "inwoners" if aggregation == "mean" else "",
                              threshold, categories, "bron", title + ", verzonnen.") for i, title, unit, label, decimals, kind, polarity, aggregation, threshold, categories
                             in INDICATORS]
        yield "targets", [("flex", code, "", "minimum", 200 * (40 if code == "NL00" else 1), "2026", "2018", "0", "afspraak", "bron")
                          for code in self.codes() + ["NL00"]]
        yield "observations", self.observations()

    def write_data(self, folder):
        example = json.loads((ROOT / "datasets/datapackage.json").read_text("utf-8"))
        by_role = {}
        for resource in example["resources"]:
            if resource["feitenblad"].get("layout") != "wide" and resource["schema"].get("missingValues") == [""]:
                by_role.setdefault(resource["feitenblad"]["role"], resource)
        package = {key: example[key] for key in ("profile", "name", "title", "version", "created", "licenses")}
        package["resources"] = []
        for role, rows in self.tables():
            resource = dict(by_role[role], name=role, path=role + ".csv")
            for key in ("sources", "title", "description"):
                resource.pop(key, None)
            resource["schema"] = dict(resource["schema"], fields=[dict(f) for f in resource["schema"]["fields"] if f["name"] not in UNUSED])
            header = [field["name"] for field in resource["schema"]["fields"]]
            if role == "regions":
                for field in resource["schema"]["fields"]:
                    if field["name"] == "level":
                        field["constraints"] = {"required": True, "enum": ["gemeente", "provincie", "land"]}
            package["resources"].append(resource)
            (folder / resource["path"]).write_text(csv_text(header, rows), "utf-8")
        (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", "utf-8")

    def write(self, out):
        path = out / "refuse" / self.name if self.expected else out / self.name
        for folder in ("datasets", "fonts", "templates/locale"):
            (path / folder).mkdir(parents=True)
        (path / "feitenblad.yaml").write_text(CONFIG.format(title=self.name), "utf-8")
        shutil.copy(ROOT / "templates/theme.yaml", path / "templates/theme.yaml")
        shutil.copy(ROOT / "templates/locale/nl.yaml", path / "templates/locale/nl.yaml")
        shutil.copytree(ROOT / "templates/site", path / "templates/site")
        for name in ("home.html", "regions.html"):  # the example's speak of levels that are not here
            (path / "templates/site" / name).write_text(INDEX, "utf-8")
        base = path / "templates/site/base.html"
        base.write_text(re.sub(r"{% for r in regions\.koploper %}.*?{% endfor %}", "", base.read_text("utf-8"), flags=re.S), "utf-8")
        shutil.copytree(ROOT / "site", path / "site")
        example = (ROOT / "fonts/fonts.conf").read_text("utf-8")
        (path / "fonts/fonts.conf").write_text(self.fonts(example) if self.fonts else example, "utf-8")
        front = FRONT.format(title=self.name)
        (path / "templates/land.md").write_text(front.replace("---\n\n", self.front + "---\n\n") + self.land, "utf-8")
        (path / "templates/gemeente.md").write_text(front + self.gemeente, "utf-8")
        self.write_data(path / "datasets")
        if self.extra:
            self.extra(self, path)
        if self.expected:
            (path / "expected.txt").write_text("\n".join(self.expected) + "\n", "utf-8")
