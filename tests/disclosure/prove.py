#!/usr/bin/env python3
"""That no hidden cell can be worked out from all that is published.

    prove.py PROGRAM FOLDER            builds a small project in FOLDER and proves it
    prove.py PROGRAM FOLDER --without  the same without telling the program what adds up to what: this must fail

Two proofs. First, the numbers that are published as numbers (every data.csv, on the site and in the PDFs) go into a system of sums:
for each hidden cell two whole tables must be possible that differ in it by the level of protection. Then, for everything else: the
project is built again from such tables in the place of the true one, and every file that is published must be the same, byte for
byte. What does not differ cannot tell them apart: no text, no bar, no coordinate, no gap, no alt text, no checksum. A project with
nastier counts only has the first proof: what is hidden there depends on them.
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

RATE_STEP = 0.005  # of a rate with two decimals


def build(program, folder, counts, partition):
    project.write(folder, counts, partition)
    output = folder / "public"
    subprocess.run([program, "build", "--project", folder, "--output", output, "--transcript", "-j1"], check=True, capture_output=True)
    return output


def published_rows(output):
    """Rows of all tables: those of the site, and those that PDFs carry."""
    for path in sorted(output.rglob("data.csv")):
        yield from csv.DictReader(io.StringIO(path.read_text("utf-8")))
    for path in sorted(output.rglob("*.pdf")):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["pdfdetach", "-saveall", "-o", folder, path], check=True, capture_output=True)
            text = Path(folder, "data.csv").read_text("utf-8")
        yield from csv.DictReader(io.StringIO(text))


def published(output):
    """{(indicator, code, group): row} of 2024; the same cell must say the same everywhere."""
    cells = {}
    for row in published_rows(output):
        key = row["indicator"], row["code"], row["group"]
        if row["period"] != "2024":
            continue
        shown = cells.setdefault(key, row)
        if shown != row:
            raise SystemExit(f"{key} is published in two ways: {shown} and {row}")
    return cells


def number(text):
    return float(text) if text else math.nan


def relate(system):
    """What a reader knows adds up."""
    for code in project.REGIONS:
        system.add_sum([("opvang", code, g) for g in project.GROUPS], ("opvang", code, ""))
        system.add_sum([("opvang", code, "b")], ("opvang_b", code, ""))
    for code, members in project.PARENTS.items():
        for group in [*project.GROUPS, ""]:
            system.add_sum([("opvang", m, group) for m in members], ("opvang", code, group))


def count_bounds(row):
    """Between what a published count says that it lies."""
    flags = row["flags"].split()
    value, low, high = number(row["value"]), number(row["low"]), number(row["high"])
    if "incomplete" in flags:
        return None  # of some parts only, which are published themselves
    if not math.isnan(low) and not math.isnan(high):
        return math.ceil(low), math.floor(high)
    return None if math.isnan(value) else (int(value), int(value))


def system_of(cells):
    system = System()
    relate(system)
    for (indicator, code, group), row in cells.items():
        if indicator in ("opvang", "opvang_b") and count_bounds(row):
            system.bound((indicator, code, group), *count_bounds(row))
        elif indicator == "aandeel_a" and row["value"] and "incomplete" not in row["flags"]:
            people, rate = project.INHABITANTS[code] / 1000, number(row["value"])
            step = 2 * RATE_STEP if "aggregated" in row["flags"] else RATE_STEP  # a mean of rounded ones is rounded twice
            system.bound(("opvang", code, "a"), math.ceil((rate - step) * people - 1e-6), math.floor((rate + step) * people + 1e-6))
    return system


def hidden(cells):
    """Hidden cells that are someone's delivery; what was computed of published values hides nothing."""
    return sorted(key for key, row in cells.items()
                  if row["state"] == "secret" and "aggregated" not in row["flags"] and key[0] != "aandeel_a")


def spread(tables, key):
    values = [table[key] for table in tables]
    return max(values) - min(values)


def possible_tables(system, truth, secret):
    """Tables enough to tell for each hidden cell how far it can differ, and the cells for which none were found."""
    tables, narrow = [truth], []
    for key in secret:
        for step in range(project.PROTECTION, 0, -1):
            for value in (truth[key] + step, truth[key] - step):
                table = system.table({key: value}, truth)
                tables += [table] if table and table not in tables else []
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


def counts_of(table):
    return {(code, group): table["opvang", code, group] for code in project.GEMEENTEN for group in project.GROUPS}


def same_files(program, folder, output, tables, secret):
    """Of these tables, as many as it takes to show each hidden cell's spread, of which the program makes the same files. Some
    tables have a small count in another place, and other cells hidden for it: those are left out.
    """
    same, left, pool = [tables[0]], set(secret), tables[1:]
    while left and pool:
        table = max(pool, key=lambda t: sum(spread(same + [t], key) - spread(same, key) for key in left))
        pool.remove(table)
        if spread(same + [table], max(left, key=lambda k: spread(same + [table], k) - spread(same, k))) == 0:
            break
        if not differing(output, build(program, folder / "other", counts_of(table), True)):
            same.append(table)
        left = {key for key in left if spread(same, key) < project.PROTECTION}
    return same, sorted(left)


def prove(program, folder, counts, partition, files):
    output = build(program, folder / "true", counts, partition)
    cells, truth = published(output), project.true_values(counts)
    system, secret = system_of(cells), hidden(cells)
    small = [key for key in secret if 0 < truth[key] < project.THRESHOLD]
    planted = [key for key, value in truth.items() if 0 < value < project.THRESHOLD and (key[0] == "opvang" or key[1] in project.GEMEENTEN)]
    findings = [f"{key} is small and published" for key in planted if key not in secret]
    tables, narrow = possible_tables(system, truth, secret)
    findings += [f"{key} lies in {system.interval(key)}: narrower than {project.PROTECTION}" for key in narrow]
    same, left = ([truth], []) if findings or not files else same_files(program, folder, output, tables, secret)
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
    findings += prove(sys.argv[1], folder, {**project.COUNTS, **project.TINY}, partition, False)
    print("\n".join(findings))
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
