#!/usr/bin/env python3
"""That no hidden cell can be worked out from all that is published.

    prove.py PROGRAM FOLDER            builds a small project in FOLDER and proves it
    prove.py PROGRAM FOLDER --without  the same without telling the program what adds up to what: this must fail

Two proofs. First, the numbers that are published as numbers (every data.csv, on the site and in the PDFs) go into a system of sums:
for each hidden cell two whole tables must be possible that differ in it by the level of protection. Then, for everything else: the
project is built again from such tables in the place of the true one, and every file that is published must be the same, byte for
byte. What does not differ cannot tell them apart: no text, no bar, no coordinate, no gap, no alt text, no checksum. So it is for a plain
project and for a rich one; a project with nastier counts only has the first proof: what is hidden there depends on them.
"""
import csv
import filecmp
import io
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import project
from solver import System

COUNTED = "opvang", "opvang_b", "instroom"
RATE_STEP = 0.005  # of a rate with two decimals


def build(program, folder, counts, partition):
    project.write(folder, counts, partition)
    output = folder / "public"
    words = [program, "build", "--project", folder, "--output", output, "--transcript", "-j1"]
    said = subprocess.run(words, check=False, capture_output=True, text=True)
    if said.returncode:
        raise SystemExit(said.stderr)
    return output


def files_in(pdf):
    """{name: text} of the tables that a PDF carries."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdfdetach", "-saveall", "-o", folder, pdf], check=True, capture_output=True)
        return {path.name: path.read_text("utf-8") for path in Path(folder).glob("*.csv")}


def published_rows(output):
    """Rows of all tables: those of the site, and those that PDFs carry, in the words of data.csv."""
    for path in sorted(output.rglob("data.csv")):
        yield from csv.DictReader(io.StringIO(path.read_text("utf-8")))
    for path in sorted(output.rglob("*.pdf")):
        yield from csv.DictReader(io.StringIO(files_in(path)["data.csv"]))


def published(output):
    """{(indicator, code, period, group): row}; the same cell must say the same everywhere."""
    cells = {}
    for row in published_rows(output):
        key = row["indicator"], row["code"], row["period"], row["group"]
        shown = cells.setdefault(key, row)
        if shown != row:
            raise SystemExit(f"{key} is published in two ways: {shown} and {row}")
    return cells


def attached_whole(output, cells):
    """Findings on the table that PDFs carry as it was delivered: it must not say more than data.csv does."""
    tables = {text for path in output.rglob("*.pdf") for name, text in files_in(path).items() if name == "observations.csv"}
    for row in (row for text in tables for row in csv.DictReader(io.StringIO(text))):
        key = row["indicator"], row["region"], row["period"], row["group"]
        if row["region"].startswith("GX"):
            yield f"{key} is attached: it was merged"
        elif key in cells and row["value"] and float(row["value"]) != number(cells[key]["value"]):
            yield f"{key} is attached as {row['value']}"


def number(text):
    return float(text) if text else math.nan


def relate(system, counts):
    """What a reader knows adds up."""
    parents, rich = project.parents(counts), project.is_rich(counts)
    for code in project.GEMEENTEN + list(parents):
        system.add_sum([("opvang", code, "2024", g) for g in project.GROUPS], ("opvang", code, "2024", ""))
        system.add_sum([("opvang", code, "2024", "b")], ("opvang_b", code, "2024", ""))
        if rich:
            system.add_sum([("instroom", code, q, "") for q in project.QUARTERS], ("instroom", code, "2024", ""))
            system.add_sum([("opvang", code, "2024", ""), ("instroom", code, "2024", "")], ("samen", code, "2024", ""))
    tables = [("opvang", "2024", group) for group in [*project.GROUPS, ""]]
    tables += [("opvang", "2022", "")] + [("instroom", period, "") for period in [*project.QUARTERS, "2024"]] if rich else []
    for indicator, period, group in tables:
        for code, members in parents.items():
            system.add_sum([(indicator, m, period, group) for m in members], (indicator, code, period, group))
    for new, old in project.OLD.items() if rich else ():
        system.add_sum([("opvang", code, "2022", "") for code in old], ("opvang", new, "2022", ""))


def count_bounds(row):
    """Between what a published count says that it lies."""
    flags = row["flags"].split()
    value, low, high = number(row["value"]), number(row["low"]), number(row["high"])
    if "incomplete" in flags:
        return None  # of some parts only, which are published themselves
    if not math.isnan(low) and not math.isnan(high):
        return math.ceil(low), math.floor(high)
    return None if math.isnan(value) else (int(value), int(value))


def rate_bounds(row, code):
    """Between what counts a published rate per 1000 inhabitants lies."""
    if not row["value"] or "incomplete" in row["flags"]:
        return None
    people, rate = project.INHABITANTS[code] / 1000, number(row["value"])
    step = 2 * RATE_STEP if "aggregated" in row["flags"] else RATE_STEP  # a mean of rounded ones is rounded twice
    if row["low"]:  # of an estimated total
        return math.ceil((number(row["low"]) - step) * people - 1e-6), math.floor((number(row["high"]) + step) * people + 1e-6)
    return math.ceil((rate - step) * people - 1e-6), math.floor((rate + step) * people + 1e-6)


def system_of(cells, counts):
    system = System()
    relate(system, counts)
    for key, row in cells.items():
        indicator, code, period, group = key
        bounds = None
        if key in system.bounds:
            bounds = count_bounds(row)
        elif indicator in ("aandeel_a", "per_1000"):
            key = "opvang", code, period, "a" if indicator == "aandeel_a" else group
            bounds = rate_bounds(row, code)
        if bounds and key in system.bounds:
            system.bound(key, *bounds)
    return system


def hidden(cells):
    """Hidden cells that are someone's delivery, also of old codes; what was computed of published values hides nothing."""
    return sorted(key for key, row in cells.items() if row["state"] == "secret" and key[0] in COUNTED
                  and ("aggregated" not in row["flags"] or key[1] in project.GEMEENTEN))


def spread(tables, key):
    values = [table[key] for table in tables]
    return max(values) - min(values)


def possible_tables(system, truth, secret):
    """Tables enough to tell for each hidden cell how far it can differ, and the cells for which none were found."""
    tables, narrow = [truth], []
    for key in secret:
        for step in range(project.PROTECTION, 0, -1):
            for value in (truth[key] + step, truth[key] - step):
                enough = spread(tables, key) >= project.PROTECTION or any(table[key] == value for table in tables)
                table = None if enough else system.table({key: value}, truth)
                tables += [table] if table else []
        if spread(tables, key) < project.PROTECTION:
            narrow.append(key)
    return tables, narrow


def files_of(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def differing(one, other):
    names = files_of(one)
    if names != files_of(other):
        return ["the list of files"]
    return [name for name in names if not filecmp.cmp(one / name, other / name, shallow=False)]


def same_files(program, folder, counts, tables, secret):
    """Of these tables, as many as it takes to show each hidden cell's spread, of which the program makes the same files. Some
    tables have a small count in another place, and other cells hidden for it: those are left out.
    """
    same, left, pool = [tables[0]], set(secret), tables[1:]
    while left and pool:
        table = max(pool, key=lambda t: sum(spread(same + [t], key) - spread(same, key) for key in left))
        pool.remove(table)
        if spread(same + [table], max(left, key=lambda k: spread(same + [table], k) - spread(same, k))) == 0:
            break
        if not differing(folder / "true/public", build(program, folder / "other", {key: table[key] for key in counts}, True)):
            same.append(table)
        left = {key for key in left if spread(same, key) < project.PROTECTION}
    return same, sorted(left)


def prove(program, folder, counts, partition, files):
    output = build(program, folder / "true", counts, partition)
    cells, truth = published(output), project.true_values(counts)
    truth.update({("samen", *key[1:]): value + truth["instroom", *key[1:]] for key, value in truth.items()
                  if key[0] == "opvang" and ("instroom", *key[1:]) in truth})
    system, secret = system_of(cells, counts), hidden(cells)
    small = [key for key in project.delivered(counts) if 0 < truth[key] < project.THRESHOLD]
    findings = [f"{key} is small and published" for key in small if key not in secret]
    findings += attached_whole(output, cells)
    tables, narrow = possible_tables(system, truth, secret)
    findings += [f"{key} lies in {system.interval(key)}: narrower than {project.PROTECTION}" for key in narrow]
    same, left = ([truth], []) if findings or not files else same_files(program, folder, counts, tables, secret)
    findings += [f"{key}: no two tables that give the same files" for key in left]
    print(f"{len(cells)} cells are published, {len(secret)} of them hidden, {len(small)} because they are small; "
          f"{len(tables)} possible tables were found, {len(same)} give the same {len(files_of(output))} files")
    return findings


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    folder = Path(sys.argv[2])
    os.makedirs(folder, exist_ok=True)
    partition = "--without" not in sys.argv
    findings = prove(sys.argv[1], folder, project.COUNTS, partition, True)
    findings += prove(sys.argv[1], folder, project.TINY, partition, False)
    findings += prove(sys.argv[1], folder, project.RICH, partition, True)
    print("\n".join(findings))
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
