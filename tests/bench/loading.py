"""The drop that `make bench-loading` reads, and how long Python's csv module takes for it.

  loading.py write FOLDER     14,000 buurten, 100 indicators, 10 years: a wide table a year, and its package
  loading.py read FILE…       seconds to read the rows of all files"""
import csv
import json
import os
import random
import sys
import time

BUURTEN, GEMEENTEN, INDICATORS, YEARS = 14000, 350, 100, range(2015, 2025)


def regions():
    yield "NL00", "land", None
    for i in range(GEMEENTEN):
        yield f"GM{i:04}", "gemeente", "NL00"
    for i in range(BUURTEN):
        yield f"BU{i:08}", "buurt", f"GM{i * GEMEENTEN // BUURTEN:04}"


def table(folder, name, header, rows):
    with open(os.path.join(folder, name + ".csv"), "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def value(rng, column):
    """Counts, large and small; numbers with one or two decimals; and 2% that was not reported."""
    if rng.random() < 0.02:
        return ""
    kind = column % 5
    if kind < 3:
        return str(int(rng.lognormvariate(4, 2)))
    return f"{rng.uniform(0, 100):.1f}" if kind == 3 else f"{rng.lognormvariate(6, 1):.2f}"


def resource(name, paths, fields, more):
    return {"name": name, "path": paths, "encoding": "utf-8", "dialect": {"delimiter": ",", "quoteChar": '"', "header": True},
            "feitenblad": more, "schema": {"fields": fields}}


def write(folder):
    rng = random.Random(1)
    data = os.path.join(folder, "datasets")
    os.makedirs(data)
    tables = {
        "sources": (("id", "title", "citation", "publisher", "url", "date", "licence", "example"),
                    [("cbs", "Drop", "CBS", "CBS", "", "2024", "CC0", "false")]),
        "regions": (("code", "name", "slug", "level"), [(code, code, code.lower(), level) for code, level, _ in regions()]),
        "memberships": (("code", "division", "parent"),
                        [(code, "gemeente" if level == "buurt" else "land", parent) for code, level, parent in regions() if parent]),
        "indicators": (("id", "title", "unit", "unit_label", "decimals", "kind", "polarity", "aggregation", "threshold", "source", "definition"),
                       [(f"i{i:02}", f"I{i}", "aantal", "", 0 if i % 5 < 3 else i % 5 - 2, "stock" if i % 5 < 3 else "rate", "neutral",
                         "sum" if i % 5 < 3 else "none", "", "cbs", "") for i in range(INDICATORS)]),
    }
    resources = []
    for name, (header, rows) in tables.items():
        table(data, name, header, rows)
        resources.append(resource(name, name + ".csv", [{"name": column, "type": "string"} for column in header], {"role": name}))
    ids = [f"i{i:02}" for i in range(INDICATORS)]
    codes = [code for code, level, _ in regions() if level == "buurt"]
    for year in YEARS:
        table(data, f"drop-{year}", ["code", *ids], ([code, *(value(rng, i) for i in range(INDICATORS))] for code in codes))
        resources.append(resource(f"drop-{year}", f"drop-{year}.csv",
                                  [{"name": "code", "type": "string"},
                                   *({"name": one, "type": "number", "indicator": one} for one in ids)],
                                  {"role": "observations", "layout": "wide", "region": "code", "period": str(year)}))
    with open(os.path.join(data, "datapackage.json"), "w") as file:
        json.dump({"name": "drop", "resources": resources}, file, indent=1)


def read(paths):
    start = time.process_time()
    for path in paths:
        with open(path, newline="") as file:
            for _ in csv.reader(file):
                pass
    print(f"{time.process_time() - start:.3f}")


if sys.argv[1] == "write":
    write(sys.argv[2])
else:
    read(sys.argv[2:])
