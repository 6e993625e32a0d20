#!/usr/bin/env python3
"""Maakt de voorbeelddata (fictief) 2015-2024, de tabel met streefwaarden en die met correcties.

Gebruik:  python3 datasets/tools/voorbeelddata.py

Leest regions.csv, memberships.csv, bevolking.csv en kwb-2021.csv uit deze map, zodat de orde van grootte bij de gemeente
past. Elk getal hangt alleen af van een sleutel (gemeente, reeks, jaar) en van SEED: gehele getallen, geen klok, geen
float. Een reeks toevoegen verandert de andere dus niet. De opgave houdt kleine aantallen zoals ze zijn (ook 1-4): het
programma schermt ze af bij het inlezen. Aandelen die een klein aantal zouden verraden, zijn hier al geheim, zoals een
leverancier dat doet.
"""
import csv
import io
from fractions import Fraction
from math import isqrt
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent
SEED = 20220511
YEARS = range(2015, 2025)
LONG = ["region", "indicator", "period", "group", "value", "low", "high", "state", "flags", "source"]
MASK = (1 << 64) - 1

GEMEENTEN, CORPORATIES, AFSPRAKEN = "vb-gemeenten", "vb-corporaties", "vb-afspraken"

# Toewijzingen aan elke groep, per duizend toewijzingen, en de groei per jaar ten opzichte van 2020 (promille van het deel).
GROUPS = {
    "ouderen": (62, 10), "urgenten": (68, 18), "studenten": (30, 5), "uitstromers": (62, 22), "arbeidsmigranten": (12, 30),
    "dakloze_mensen": (28, 35), "woonwagenbewoners": (4, 0),
}
# Steden waar het aandeel studenten hoger ligt.
STUDENT_CITIES = {"GM0014", "GM0080", "GM0153", "GM0193", "GM0200", "GM0202", "GM0268", "GM0289", "GM0344", "GM0363",
                  "GM0503", "GM0518", "GM0546", "GM0599", "GM0758", "GM0772", "GM0855", "GM0935"}
# Haaglanden: deze gemeenten huisvesten de meeste uitstromers (Platform31).
MANY_LEAVERS = {"GM0503", "GM0518", "GM0637", "GM1916"}
# Te huisvesten statushouders per 10.000 inwoners; golven zoals de landelijke taakstelling ze kent, de hoogte is fictief.
STATUS_WAVE = dict(zip(YEARS, (17, 24, 14, 13, 8, 8, 14, 15, 17, 20)))
BUILD_WAVE = dict(zip(YEARS, (750, 800, 900, 950, 1020, 990, 1010, 1050, 1040, 980)))
LETTING_WAVE = dict(zip(YEARS, (1040, 1030, 1015, 1000, 985, 960, 950, 935, 940, 955)))
FLEX_CURVE = {2020: 0, 2021: 5, 2022: 18, 2023: 45, 2024: 82}


def splitmix(x):
    x = (x + 0x9E3779B97F4A7C15) & MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def draw(low, high, *key):
    """Een geheel getal van low tot en met high dat alleen van de sleutel afhangt (FNV-1a, dan splitmix64)."""
    x = 0xCBF29CE484222325 ^ SEED
    for byte in "|".join(map(str, key)).encode("utf-8"):
        x = ((x ^ byte) * 0x100000001B3) & MASK
    return low + splitmix(x) % (high - low + 1)


def smooth(spread, code, series, year):
    """Ruis die over de jaren samenhangt: promille om 1000."""
    n = sum(w * draw(-spread, spread, code, series, "ruis", year + d) for d, w in ((-1, 1), (0, 2), (1, 1)))
    return 1000 + n // 4


def to_count(thousandths, *key):
    """Verwacht aantal (in duizendsten) -> aantal, met toeval dat bij kleine aantallen past."""
    root = isqrt(max(thousandths, 0) // 1000)
    return max(0, (thousandths + draw(0, 999, *key, "rond")) // 1000 + draw(-root, root, *key, "toeval") // 2)


def ratio(part, whole, scale):
    """part / whole * scale, afgerond op 1 decimaal, als tekst."""
    tenths = (20 * scale * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}"


def read(name, delimiter=","):
    with open(OUT / name, encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle, delimiter=delimiter))


def write(name, header, rows):
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(sorted(rows))
    (OUT / name).write_bytes(buffer.getvalue().encode("utf-8"))
    print(f"{name}: {len(rows)} rijen")


class Base:
    """Wat de generator van de echte tabellen moet weten."""

    def __init__(self):
        self.codes = sorted(row["code"] for row in read("regions.csv") if row["level"] == "gemeente")
        self.haaglanden = {row["code"] for row in read("memberships.csv") if row["division"] == "koploperregio"}
        known = {(row["region"], int(row["period"])): int(row["value"]) for row in read("bevolking.csv")
                 if row["indicator"] == "inwoners"}
        for row in read("herindelingen.csv"):  # op datum: wat is opgegaan in een gemeente die later opging, telt mee
            if row["kind"] in ("merged", "split"):
                for year in range(2020, int(row["date"][:4]) + (not row["date"].endswith("-01-01"))):
                    part = known.get((row["from_code"], year), 0)
                    share = round(Fraction(row["share"] or 1) * part)
                    if share:
                        known[row["to_code"], year] = known.get((row["to_code"], year), 0) + share
        self.people = {}
        for code in self.codes:
            for year in YEARS:
                value = known.get((code, year))
                self.people[code, year] = value or known[code, 2020] * (1000 - 6 * (2020 - year)) // 1000
        # Zonder bekend aandeel (gemeenten die sinds 2021 zijn samengevoegd) het landelijke midden.
        self.social = {row["code"]: int(row["aandeel_corporatie"].split(",")[0] or 27)
                       for row in read("kwb-2021.csv", ";")}


def absent(base, code, delivery, year):
    """Niet aangeleverd: ongeveer 4% van de leveringen, en een enkele gemeente (geen grote) die nooit levert."""
    never = base.people[code, 2024] < 100000 and draw(0, 999, code, delivery, "nooit") < 10
    return never or draw(0, 999, code, delivery, "mist", year) < 36


def flags(code, delivery, year):
    if year == 2024 and draw(0, 999, code, delivery, "voorlopig") < 300:
        return "provisional"
    if year == 2023 and draw(0, 999, code, delivery, "herzien") < 40:
        return "revised"
    return ""


def row(code, indicator, year, value, source, flag="", group=""):
    state = "nil" if value in (0, "0.0") else ""
    return [code, indicator, str(year), group, str(value), "", "", state, flag, source]


def gap(code, indicator, year, source, state="missing", group="", low="", high=""):
    return [code, indicator, str(year), group, "", low, high, state, "", source]


def building(base):
    """Nieuwbouw: aantal, waarvan sociale huur, en het aandeel; de basis 2022 van de afspraken komt hieruit."""
    rows, share_2022 = [], {}
    ids = ("nieuwbouw_woningen", "nieuwbouw_sociale_huur", "sociale_huur_nieuwbouw")
    for code in base.codes:
        level = draw(130, 300, code, "sociaal")
        pace = draw(-2, 26, code, "tempo")
        for year in YEARS:
            if absent(base, code, "nieuwbouw", year):
                rows += [gap(code, i, year, GEMEENTEN) for i in ids]
                continue
            homes = base.people[code, year] * 42 * BUILD_WAVE[year] // 10000 * smooth(450, code, "bouw", year) // 1000
            if base.people[code, year] < 30000:  # klein: bouwprojecten komen met schokken
                homes = homes * draw(0, 2000, code, "schok", year) // 1000
            homes = to_count(homes, code, "bouw", year)
            aim = level + max(0, year - 2019) * pace + draw(-45, 45, code, "mengsel", year)
            social = min(homes, to_count(homes * max(0, min(aim, 650)), code, "sociaal", year))
            flag = flags(code, "nieuwbouw", year)
            rows.append(row(code, ids[0], year, homes, GEMEENTEN, flag))
            rows.append(row(code, ids[1], year, social, GEMEENTEN, flag))
            if homes == 0:
                rows.append(gap(code, ids[2], year, GEMEENTEN, "impossible"))
                continue
            share = ratio(social, homes, 100)
            rows.append(row(code, ids[2], year, share, GEMEENTEN, flag))
            if year == 2022:
                share_2022[code] = share
    write("voorbeeld-nieuwbouw.csv", LONG, rows)
    return share_2022


def flex(base):
    """Flexwoningen: voorraad aan het eind van het jaar; 2020 is het begin (nul)."""
    rows, agreed = [], {}
    for code in base.codes:
        if draw(0, 999, code, "flex", "geen") < 70:
            target = 0
        else:
            target = base.people[code, 2022] * 21 * draw(55, 150, code, "flex", "afspraak") // 1000000
            target = target // 5 * 5 if target >= 10 else target
        pace = 0 if target == 0 or draw(0, 999, code, "flex", "niets") < 60 else draw(25, 145, code, "flex", "tempo")
        if target:
            agreed[code] = target
        before = 0
        for year, part in FLEX_CURVE.items():
            if absent(base, code, "flex", year) and year > 2020:
                rows.append(gap(code, "flexwoningen", year, GEMEENTEN))
                continue
            built = target * part * pace // 10000 * smooth(200, code, "flex", year) // 1000
            before = max(before, built)
            rows.append(row(code, "flexwoningen", year, before, GEMEENTEN, flags(code, "flex", year)))
    write("voorbeeld-flexwoningen.csv", LONG, rows)
    return agreed


def status_holders(base):
    """Statushouders gehuisvest tegenover de taakstelling van het jaar; geeft personen en taakstelling terug."""
    rows, task, housed = [], {}, {}
    for code in base.codes:
        level = draw(720, 1080, code, "statushouders")
        for year in YEARS:
            task[code, year] = (base.people[code, year] * STATUS_WAVE[year] + 5000) // 10000
            expected = task[code, year] * level * smooth(140, code, "statushouders", year) // 1000
            people = to_count(expected, code, "status", year)
            housed[code, year] = people
            if absent(base, code, "statushouders", year):
                rows.append(gap(code, "statushouders", year, GEMEENTEN))
            else:
                rows.append(row(code, "statushouders", year, people, GEMEENTEN, flags(code, "statushouders", year)))
    write("voorbeeld-statushouders.csv", LONG, rows)
    return task, housed


def share_row(code, indicator, year, part, text, flag):
    """Een aandeel uit 1-4 gevallen is terug te rekenen tot dat aantal, dus geheim."""
    if 1 <= part <= 4:
        return gap(code, indicator, year, CORPORATIES, "secret")
    return row(code, indicator, year, text, CORPORATIES, flag)


def lettings(base, housed):
    """Toewijzingen: alle, die aan aandachtsgroepen (totaal = som van de groepen), urgenten, uitstroom en dakloze mensen."""
    rows, urgent_2024 = [], {}
    for code in base.codes:
        base_rate = max(12, base.social[code]) * draw(300, 400, code, "toewijzing")  # per miljoen inwoners
        for year in YEARS:
            everyone = to_count(base.people[code, year] * base_rate * LETTING_WAVE[year] // 1000000
                                * smooth(90, code, "toewijzing", year) // 1000, code, "toewijzing", year)
            counts = {}
            for group, (part, growth) in GROUPS.items():
                part = part * draw(600, 1400, code, "deel", group)
                if group == "studenten":
                    part = part * (2600 if code in STUDENT_CITIES else 600) // 1000
                if group == "uitstromers" and code in base.haaglanden:
                    part = part * (1350 if code in MANY_LEAVERS else 650) // 1000
                part = part * (1000 + growth * (year - 2020)) // 1000 * smooth(160, code, group, year) // 1000
                counts[group] = to_count(everyone * part // 1000, code, group, year)
            counts["statushouders"] = (housed[code, year] * 10 + draw(4, 14, code, "gezin", year)) // 19
            special = sum(counts.values())
            everyone = max(everyone, special * 100 // draw(62, 74, code, "gewoon", year))
            homeless = counts["dakloze_mensen"] * draw(11, 15, code, "samen", year) // 10
            if year == 2024:
                urgent_2024[code] = counts["urgenten"]
            rows += letting_rows(base, code, year, everyone, counts, special, homeless)
    for part, ids in (("toewijzingen", {"toewijzingen", "toewijzingen_totaal", "toewijzingen_urgenten", "uitstroom"}),
                      ("dakloos", {"dakloze_mensen_gehuisvest", "dakloze_mensen_per_10000"})):
        write(f"voorbeeld-{part}.csv", LONG, [r for r in rows if r[1] in ids])
    return urgent_2024


def letting_rows(base, code, year, everyone, counts, special, homeless):
    rows, source = [], CORPORATIES
    flag = flags(code, "toewijzing", year)
    if absent(base, code, "toewijzing", year):
        rows += [gap(code, i, year, source) for i in ("toewijzingen", "toewijzingen_totaal", "toewijzingen_urgenten",
                                                      "uitstroom")]
        rows += [gap(code, "toewijzingen", year, source, group=group) for group in counts]
    else:
        rows.append(row(code, "toewijzingen_totaal", year, everyone, source, flag))
        rows.append(row(code, "toewijzingen", year, special, source, flag))
        rows += [row(code, "toewijzingen", year, count, source, flag, group) for group, count in counts.items()]
        rows.append(row(code, "toewijzingen_urgenten", year, counts["urgenten"], source, flag))
        if everyone == 0:
            rows.append(gap(code, "uitstroom", year, source, "impossible"))
        else:
            leavers = counts["uitstromers"]
            rows.append(share_row(code, "uitstroom", year, leavers, ratio(leavers, everyone, 100), flag))
    if year >= 2020:
        flag = flags(code, "dakloos", year)
        if absent(base, code, "dakloos", year):
            rows += [gap(code, i, year, source) for i in ("dakloze_mensen_gehuisvest", "dakloze_mensen_per_10000")]
        else:
            rows.append(row(code, "dakloze_mensen_gehuisvest", year, homeless, source, flag))
            rows.append(share_row(code, "dakloze_mensen_per_10000", year, homeless,
                                  ratio(homeless, base.people[code, year], 10000), flag))
    return rows


def care_vision(base):
    """Woonzorgvisie: een gemeente gaat alleen vooruit."""
    rows = []
    bounds = {2022: (150, 600), 2023: (330, 800), 2024: (600, 960)}
    for code in base.codes:
        u = draw(0, 999, code, "woonzorgvisie")
        for year, (done, busy) in bounds.items():
            if absent(base, code, "woonzorgvisie", year):
                rows.append(gap(code, "woonzorgvisie", year, GEMEENTEN))
                continue
            value = "vastgesteld" if u < done else "in_ontwikkeling" if u < busy else "niet_gestart"
            rows.append(row(code, "woonzorgvisie", year, value, GEMEENTEN, flags(code, "woonzorgvisie", year)))
    write("voorbeeld-woonzorgvisie.csv", LONG, rows)


def targets(base, share_2022, agreed, task, urgent_2024):
    """Streefwaarden: de feiten uit de bronnen, en per gemeente een afspraak als voorbeelddata."""
    rows = [
        ["aandeel_corporatie", "", "gemeente", "minimum", "30", "", "", "", "streefwaarde", "webinar-2022"],
        ["nl_flexwoningen", "NL00", "", "minimum", "37500", "2024", "2021", "0", "doel", "kst-32847-1044"],
        ["uitstroom", "KR01", "", "maximum", "10", "", "", "", "maximum", "platform31-haaglanden"],
    ]
    for level in ("arbeidsmarktregio", "koploperregio", "land", "provincie"):
        rows.append(["sociale_huur_nieuwbouw", "", level, "minimum", "30", "", "", "", "streefwaarde", "kst-32847-1044"])
    for level in ("arbeidsmarktregio", "land", "provincie"):
        rows.append(["uitstroom", "", level, "maximum", "10", "2024", "", "", "maximum", AFSPRAKEN])
    for code in base.codes:
        low = base.social[code] < 24
        share = (30, 30, 32, 33, 35, 35, 38, 40) if low else (25, 27, 28, 30, 30, 30, 30, 32, 33, 35)
        share = share[draw(0, len(share) - 1, code, "aandeel", "afspraak")]
        start = share_2022.get(code, "")
        rows.append(["sociale_huur_nieuwbouw", code, "", "minimum", str(share), "2030", "2022" if start else "", start,
                     "afspraak", AFSPRAKEN])
        if code in agreed:
            rows.append(["flexwoningen", code, "", "minimum", str(agreed[code]), "2024", "2020", "0", "afspraak", AFSPRAKEN])
        if task[code, 2024]:
            rows.append(["statushouders", code, "", "minimum", str(task[code, 2024]), "2024", "", "", "taakstelling",
                         AFSPRAKEN])
        urgent = max(1, urgent_2024[code] * 1000 // draw(740, 1160, code, "urgenten", "afspraak"))
        rows.append(["toewijzingen_urgenten", code, "", "minimum", str(urgent), "2024", "", "", "afspraak", AFSPRAKEN])
        if code in base.haaglanden:
            rows.append(["uitstroom", code, "", "maximum", "10", "", "", "", "maximum", "platform31-haaglanden"])
        else:
            rows.append(["uitstroom", code, "", "maximum", str(draw(8, 12, code, "uitstroom", "maximum")), "2024", "", "",
                         "maximum", AFSPRAKEN])
    write("targets.csv", ["indicator", "region", "level", "kind", "value", "year", "base_year", "base_value", "label",
                          "source"], rows)


def corrections():
    """Eén gecorrigeerd en één ingetrokken cijfer: wat er in de reeksen staat, is het nieuwe cijfer."""
    write("correcties.csv", ["date", "indicator", "region", "period", "group", "kind", "reason"], [
        ["2025-06-02", "dakloze_mensen_per_10000", "GM0637", "2024", "", "corrected",
         "Voorbeeld: de deling ging uit van een verouderd inwonertal."],
        ["2025-05-12", "statushouders", "GM0050", "2024", "", "withdrawn",
         "Voorbeeld: de gemeente controleert haar opgave. Een nieuw cijfer volgt."],
    ])


def main():
    base = Base()
    share_2022 = building(base)
    agreed = flex(base)
    task, housed = status_holders(base)
    urgent_2024 = lettings(base, housed)
    care_vision(base)
    targets(base, share_2022, agreed, task, urgent_2024)
    corrections()


if __name__ == "__main__":
    main()
