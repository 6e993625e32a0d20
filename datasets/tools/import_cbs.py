#!/usr/bin/env python3
"""Leest open data van CBS uit een map en schrijft de echte tabellen van dit Data Package.

Gebruik:  python3 datasets/tools/import_cbs.py BRONMAP

BRONMAP bevat de mappen indeling/, herindelingen/, indicatoren/ en schaal/ (zie README.md). Het script rekent met gehele
getallen en Decimal, sorteert elke tabel en schrijft UTF-8; dezelfde bron geeft dus altijd dezelfde bytes. Wat de bron
niet heeft, wordt hier niet verzonnen: een regio die in een jaar niet bestond, heeft geen rij.
"""
import csv
import io
import re
import sys
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent

# Namen zoals een communicatiemedewerker ze drukt, waar die afwijken van de naam bij CBS.
EVERYDAY = {
    "GM0164": "Hengelo",
    "GM0417": "Laren",
    "GM0518": "Den Haag",
    "GM0603": "Rijswijk",
    "GM0687": "Middelburg",
    "GM0888": "Beek",
    "GM0971": "Stein",
    "AM36": "Zwolle",
}
# Platform31, "Maak kennis met regio Haaglanden": de acht gemeenten van de koploperregio.
HAAGLANDEN = ["Delft", "'s-Gravenhage", "Leidschendam-Voorburg", "Midden-Delfland", "Wassenaar", "Pijnacker-Nootdorp",
              "Voorschoten", "Zoetermeer"]

# Waar de bron het aandeel van een splitsing niet geeft: de wijken en buurten van 2024 die bij de oude gemeente hoorden. Een
# min ervoor: hoorde er niet bij. Naar inwoners van 2024, dus een schatting.
DIVIDED = {
    ("GM1671", "GM0796"): ["WK079613", "WK079614"],                           # Maasdonk: Nuland, Vinkel
    ("GM1671", "GM0828"): ["WK082822"],                                       # Geffen
    ("GM0140", "GM0080"): ["WK008081", "-BU00808101", "-BU00808102"],         # Littenseradiel: zuidwest zonder Wytgaard
    ("GM0140", "GM1900"): ["WK190020"],
    ("GM0140", "GM1949"): ["WK194917", "WK194947", "WK194953", "WK194954"],   # Baaium, Spannum, Winsum, Wjelsryp
    ("GM0053", "GM1966"): ["WK196605", "WK196606", "WK196607"],               # Winsum: Sauwerd, Winsum, Baflo
    ("GM0053", "GM1969"): ["WK196913"],                                       # Ezinge, Feerwerd, Garnwerd
}
KINDS = {"samenvoeging": "merged", "splitsing": "split", "naamswijziging": "renamed"}
# Delen van een provincie die naar een andere gingen: Leerdam en Zederik, met Vijfheerenlanden.
PROVINCES = [["2019-01-01", "PV28", "Zuid-Holland", "", "PV26", "Utrecht", "province", "", "", "herindelingen"]]

TENTH = Decimal("0.1")


def read(path, delimiter=";"):
    with open(path, encoding="utf-8-sig", newline="") as handle:
        return list(csv.reader(handle, delimiter=delimiter))


def read_dicts(path, delimiter=";"):
    rows = read(path, delimiter)
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def column(header, ending):
    """De ene kolom waarvan de kop zo eindigt; StatLine-koppen zijn soms 200 tekens lang."""
    found = [i for i, title in enumerate(header) if title.endswith(ending)]
    if len(found) != 1:
        sys.exit(f"kolom '{ending}' {len(found)} keer gevonden, verwacht 1")
    return found[0]


def number(text):
    return Decimal(text.strip().replace(",", "."))


def plain(value):
    """25.0 -> 25, 25.10 -> 25.1: geen schijnprecisie, geen exponent."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def write(name, header, rows, delimiter=",", bom=False, newline="\n"):
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=newline)
    writer.writerow(header)
    writer.writerows(rows)
    (OUT / name).write_bytes((b"\xef\xbb\xbf" if bom else b"") + buffer.getvalue().encode("utf-8"))
    print(f"{name}: {len(rows)} rijen")


def slug(name):
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")


def iso(day_month_year):
    day, month, year = day_month_year.split("-")
    return f"{year}-{month}-{day}"


class Sources:
    """De bronmap, met wat meer tabellen nodig hebben: codes bij namen, herindelingen en breuken."""

    def __init__(self, folder):
        self.folder = folder
        self.division = read_dicts(folder / "indeling/gemeente_2024_regios_afgeleid.csv")
        self.code = {row["gemeentenaam"]: row["gemeentecode"] for row in self.division}
        for row in read_dicts(folder / "indeling/naamvarianten_afgeleid.csv"):
            self.code.setdefault(row["variant"], row["gemeentecode"])
        self.codes = sorted(row["gemeentecode"] for row in self.division)
        self.mergers = read_dicts(folder / "herindelingen/herindelingen_2015-2023.csv")
        lists = read_dicts(folder / "herindelingen/gemeentelijsten_per_jaar.csv")
        # De naam van toen bij de code van toen, per jaar; daarna de varianten van nu.
        self.code_then = {}
        for row in lists:
            if row["gemeentenaam"]:
                self.code_then.setdefault(row["jaar"], {})[row["gemeentenaam"]] = row["gemeentecode"]
        self.described = {row["Key"].strip(): row["Description"]
                          for row in read_dicts(folder / "indeling/85067NED_Gebieden-in-Nederland-2022_RegioS.csv", ",")}

    def code_in(self, year, name):
        """De lijst van een jaar mist soms een naam: dan die van het jaar ervoor."""
        return (self.code_then.get(year, {}).get(name) or self.code.get(name)
                or self.code_then.get(str(int(year) - 1), {}).get(name))

    def valid_from(self, code):
        match = re.search(r"(?:Ontstaan per|Begindatum) (\d\d-\d\d-\d{4})", self.described.get(code, ""))
        if match:
            return iso(match.group(1))
        if code not in self.described:
            return min(row["datum"] for row in self.mergers if row["nieuwe_code"] == code)
        return ""

    def breaks(self, code):
        """Jaren waarin de cijfers (stand 1 januari) voor het eerst op andere grenzen staan."""
        described = re.findall(r"Gemeentelijke herindeling per (\d\d-\d\d-\d{4})", self.described.get(code, ""))
        dates = [iso(d) for d in described]
        dates += [row["datum"] for row in self.mergers if row["nieuwe_code"] == code and row["soort"] != "naamswijziging"]
        return {int(d[:4]) + (d[5:] > "01-01") for d in dates}

    def merged_in(self, code):
        """De jaren waarin het programma zelf de cijfers van oude codes bij deze telt: daar is geen breuk meer."""
        dates = [row["datum"] for row in self.mergers if row["nieuwe_code"] == code]
        return {int(d[:4]) + (d[5:] > "01-01") for d in dates}

    def renamed(self):
        """Oude naam -> (code van nu, eerste jaar op de grenzen van nu): een naamswijziging houdt de reeks heel."""
        result = {}
        for row in self.mergers:
            if row["soort"] == "naamswijziging":
                since = [int(m["datum"][:4]) for m in self.mergers
                         if m["nieuwe_code"] == row["oude_code"] and m["datum"] < row["datum"]]
                result[row["oude_naam"]] = (row["nieuwe_code"], max(since, default=0))
        return result

    def onto_today(self, year, counts):
        """Telt aantallen per code van 1 januari van dat jaar op tot de gemeenten van nu: {code: (aantal, geschat)}.

        Samenvoegingen tellen exact op. Bij een splitsing wordt naar het aandeel verdeeld: dan is het een schatting.
        """
        today = {code: [Decimal(value), False] for code, value in counts.items()}
        for row in sorted(self.mergers, key=lambda r: (r["datum"], r["oude_code"], r["nieuwe_code"])):
            old, new = row["oude_code"], row["nieuwe_code"]
            if row["datum"] <= f"{year}-01-01" or old not in counts:
                continue
            if not row["aandeel"]:
                sys.exit(f"{year}: aandeel van {row['oude_naam']} onbekend")
            into = today.setdefault(new, [Decimal(0), False])
            into[0] += counts[old] * Decimal(row["aandeel"])
            into[1] = into[1] or row["aandeel"] != "1"
            today.pop(old, None)
        return {code: (value, guess) for code, (value, guess) in today.items() if code in set(self.codes)}


def regions(src):
    rows = [["NL00", "Nederland", "Nederland", "nederland", "land", "", ""],
            ["KR01", "Haaglanden", "Koploperregio Haaglanden", "haaglanden", "koploperregio", "", ""]]
    for level, key in (("arbeidsmarktregio", "arbeidsmarktregio"), ("provincie", "provincie")):
        pairs = {(row[key + "_code"], row[key + "_naam"]) for row in src.division}
        rows += [[code, EVERYDAY.get(code, name), name, slug(name), level, "", ""] for code, name in pairs]
    for row in src.division:
        code, official = row["gemeentecode"], row["gemeentenaam"]
        name = EVERYDAY.get(code, official)
        rows.append([code, name, official, slug(name), "gemeente", src.valid_from(code), ""])
    seen = {(row[4], row[3]) for row in rows}
    if len(seen) != len(rows):
        sys.exit("slug niet uniek binnen een niveau")
    write("regions.csv", ["code", "name", "official_name", "slug", "level", "valid_from", "valid_to"], sorted(rows))


def memberships(src):
    rows = []
    for row in src.division:
        rows.append([row["gemeentecode"], "arbeidsmarktregio", row["arbeidsmarktregio_code"]])
        rows.append([row["gemeentecode"], "provincie", row["provincie_code"]])
    rows += [[src.code[name], "koploperregio", "KR01"] for name in HAAGLANDEN]
    write("memberships.csv", ["code", "division", "parent"], sorted(rows))


LONG = ["region", "indicator", "period", "group", "value", "low", "high", "state", "flags", "source"]


def long_row(region, indicator, period, value, source, flags="", state=""):
    return [region, indicator, str(period), "", value, "", "", state, flags, source]


def people_then(src):
    """Inwoners 2020-2023 per gemeente van toen: {jaar: {code: aantal}}."""
    lang = read(src.folder / "indicatoren/70072ned_2020-2023_bevolking-lang.csv")
    total = column(lang[0], "Totale bevolking (aantal)")
    found = {}
    for year in ("2020", "2021", "2022", "2023"):
        found[year] = {src.code_in(year, r[1].strip()): Decimal(r[total]) for r in lang[1:] if r[0] == year and r[total].strip()}
        if None in found[year]:
            sys.exit(f"{year}: gemeente zonder code")
    return found


def mergers(src):
    """Alle opgeheven codes 2015-2023: waar ze heen gingen, met welk deel, en of de nieuwe code er al was."""
    kwb = read(src.folder / "schaal/KWB2024_leeftijd-geslacht_met-codes.csv")
    code_column, all_column = column(kwb[0], "Codering (code)"), column(kwb[0], "Aantal inwoners (aantal)")
    people = {row[code_column].strip(): number(row[all_column]) for row in kwb[1:] if row[all_column].strip() not in ("", ".")}
    parts = {key: sum(-people[area[1:]] if area[0] == "-" else people[area] for area in areas) for key, areas in DIVIDED.items()}
    since = {row["nieuwe_code"]: row["datum"] for row in src.mergers if row["soort"] == "naamswijziging"}
    rows = list(PROVINCES)
    for row in src.mergers:
        old, new, kind = row["oude_code"], row["nieuwe_code"], KINDS[row["soort"]]
        born = max(src.valid_from(new) if new in src.codes else "", since.get(new, ""))
        share, source = (row["aandeel"] if kind == "split" else ""), "herindelingen"
        if kind == "split" and not share:
            whole = sum(value for (code, _), value in parts.items() if code == old)
            share, source = format((parts[old, new] / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP), "f"), "cbs-85984ned"
        rows.append([row["datum"], old, row["oude_naam"], slug(row["oude_naam"]), new, row["nieuwe_naam"], kind, share,
                     "false" if kind == "renamed" or born >= row["datum"] else "true", source])
    write("herindelingen.csv", ["date", "from_code", "from_name", "from_slug", "to_code", "to_name", "kind", "share",
                                "to_existed", "source"], sorted(rows))


def population(src):
    """Inwoners 2020-2025, tot en met 2023 op de codes van toen; huishoudens 2025, aandeel 65-plus 2024 en 2025."""
    rows = []
    for year, counts in people_then(src).items():
        rows += [long_row(code, "inwoners", year, plain(value), "cbs-70072ned") for code, value in counts.items()]
    kwb = read(src.folder / "schaal/KWB2024_leeftijd-geslacht_met-codes.csv")
    code_column, all_column = column(kwb[0], "Codering (code)"), column(kwb[0], "Aantal inwoners (aantal)")
    old_column = column(kwb[0], "65 jaar of ouder (aantal)")
    for row in kwb[1:]:
        code = row[code_column].strip()
        if code.startswith("GM"):
            share = (100 * number(row[old_column]) / number(row[all_column])).quantize(TENTH, ROUND_HALF_UP)
            rows.append(long_row(code, "inwoners", 2024, row[all_column].strip(), "cbs-85984ned"))
            rows.append(long_row(code, "aandeel_65plus", 2024, format(share, "f"), "cbs-85984ned"))
    now = read(src.folder / "indicatoren/70072ned_2025_bevolking-huishoudens.csv")
    total = column(now[0], "Totale bevolking (aantal)")
    old = [column(now[0], "65 tot 80 jaar (aantal)"), column(now[0], "80 jaar of ouder (aantal)")]
    homes = column(now[0], "Totaal particuliere huishoudens (aantal)")
    for row in now[1:]:
        code = src.code.get(row[1].strip())
        if code and row[total].strip():
            share = (100 * sum(number(row[i]) for i in old) / number(row[total])).quantize(TENTH, ROUND_HALF_UP)
            rows.append(long_row(code, "inwoners", 2025, row[total].strip(), "cbs-70072ned"))
            rows.append(long_row(code, "huishoudens", 2025, row[homes].strip(), "cbs-70072ned"))
            rows.append(long_row(code, "aandeel_65plus", 2025, format(share, "f"), "cbs-70072ned"))
    write("bevolking.csv", LONG, sorted(rows))


def series(src, table, columns, old_codes):
    """Reeksen uit 70072ned op de grenzen van elk jaar; de tabel heeft alleen namen.

    old_codes: opgeheven gemeenten staan er onder hun oude code in, het programma telt ze bij de nieuwe. Anders vallen ze weg.
    """
    renamed = {row["oude_naam"]: (row["oude_code"], 0) for row in src.mergers} if old_codes else src.renamed()
    found = {}
    for row in table[1:]:
        name, year = row[1].strip(), int(row[0])
        code, since = (src.code[name], 0) if name in src.code else renamed.get(name, (None, 0))
        if code is None or year < since:
            continue
        cells = [row[i].strip() for i, _ in columns]
        if not any(cells):
            continue  # de regio bestond dat jaar niet (of het jaar is nog niet gevuld)
        if (code, year) in found:
            sys.exit(f"{name} {year}: twee keer een waarde")
        found[code, year] = cells
    rows = []
    for (code, year), cells in found.items():
        breaks = src.breaks(code) - (src.merged_in(code) if old_codes else set())
        flags = "break" if year in breaks and (code, year - 1) in found else ""
        for (_, make), cell in zip(columns, cells):
            indicator, text = make(cell)
            rows.append(long_row(code, indicator, year, text, "cbs-70072ned", "" if text == "." else flags))
    return sorted(rows)


def density(src):
    table = read(src.folder / "indicatoren/70072ned_1995-2025_dichtheid_16062025.csv")
    rows = series(src, table, [(2, lambda cell: ("bevolkingsdichtheid", plain(number(cell))))], False)
    write("dichtheid.csv", LONG, rows)


def income(src):
    """Houdt de gewoonten van StatLine: BOM, CRLF en '.' voor wat ontbreekt (symbols cbs-2011 in datapackage.json)."""
    table = read(src.folder / "indicatoren/70072ned_1995-2025_inkomen_04062025.csv")
    homes = column(table[0], "Inkomen en vermogen/Particuliere huishoudens excl. studenten (x 1 000)")
    mean = column(table[0], "Gemiddeld besteedbaar inkomen/Particuliere huishoudens excl. studenten (1 000 euro)")
    rows = series(src, table, [
        (mean, lambda cell: ("besteedbaar_inkomen", cell)),
        (homes, lambda cell: ("huishoudens_excl_studenten", cell if cell == "." else plain(number(cell) * 1000))),
    ], True)
    write("inkomen.csv", LONG, rows, bom=True, newline="\r\n")


def read_kwb2021(src):
    """De Kerncijfers 2021 per gemeente van toen: {code: {kenmerk: getal of None}}."""
    table = read(src.folder / "indicatoren/85039NED_KWB2021_gemeenten_afgeleid.csv")
    column_of = {key: column(table[0], ending) for key, ending in {
        "people": "Inwoners", "area": "Environment/Land area (km²)", "own": "Housing/Owner-occupied (%)",
        "rent": "Housing/Rental homes (%)", "social": "Housing/Social housing (%)", "old": "Demographics/65+ years (%)",
        "wmo": "WelfareCare/Wmo care clients (per 1k)"}.items()}
    then = {row[0]: {key: number(row[i]) if row[i].strip() else None for key, i in column_of.items()} for row in table[1:]}
    for cells in then.values():
        cells["other"] = cells["rent"] - cells["social"]
    return then


def above(src):
    """Regio boven de gemeente -> haar gemeenten van nu."""
    members = {"NL00": set(src.codes), "KR01": {src.code[name] for name in HAAGLANDEN}}
    for row in src.division:
        for key in ("arbeidsmarktregio_code", "provincie_code"):
            members.setdefault(row[key], set()).add(row["gemeentecode"])
    return members


def regional(src):
    """Cijfers van regio's die niet uit de gemeenten van nu volgen.

    De aandelen van 2021 komen uit de gemeenten van 2021, ook die daarna zijn samengevoegd (elk binnen een regio), gewogen
    naar huishoudens (wonen) of inwoners (Wmo): een schatting. Dichtheid is inwoners gedeeld door de oppervlakte land van
    2021; voor andere jaren dan 2021 ook een schatting.
    """
    then = read_kwb2021(src)
    into = {row["oude_code"]: row["nieuwe_code"] for row in src.mergers if row["datum"] > "2021-01-01"}
    table = read(src.folder / "indicatoren/70072ned_1995-2025_inkomen_04062025.csv")
    homes = {src.code_in("2021", row[1].strip()): number(row[2]) for row in table[1:] if row[0] == "2021" and row[2].strip()}
    people = {(code, year): value for year, counts in people_then(src).items()
              for code, (value, _) in src.onto_today(year, counts).items()}
    with open(OUT / "bevolking.csv", encoding="utf-8", newline="") as handle:
        people.update({(row["region"], row["period"]): int(row["value"]) for row in csv.DictReader(handle)
                       if row["indicator"] == "inwoners" and row["period"] > "2023"})
    rows = []
    for region, members in above(src).items():
        parts = [code for code in then if into.get(code, code) in members]
        for indicator, key in (("aandeel_koop", "own"), ("aandeel_corporatie", "social"), ("aandeel_overige_huur", "other"),
                               ("wmo_clienten", "wmo")):
            weights = {c: then[c]["people"] if key == "wmo" else homes[c] for c in parts}
            known = [(then[c][key], weights[c]) for c in parts if then[c][key] is not None]
            mean = sum(value * weight for value, weight in known) / sum(weight for _, weight in known)
            rows.append(long_row(region, indicator, 2021, plain(mean.quantize(Decimal(1), ROUND_HALF_UP)), "cbs-85039ned",
                                 "estimated"))
        area = sum(then[code]["area"] for code in parts)
        for year in ("2020", "2021", "2022", "2023", "2024"):
            value = (sum(people[code, year] for code in members) / area).quantize(Decimal(1), ROUND_HALF_UP)
            rows.append(long_row(region, "bevolkingsdichtheid", year, plain(value), "cbs-70072ned",
                                 "" if year == "2021" else "estimated"))
    write("regio.csv", LONG, sorted(rows))


def kwb2021(src):
    """Kerncijfers wijken en buurten 2021, een rij per gemeente van nu; ';' en decimale komma.

    Zes gemeenten zijn sindsdien uit meer gemeenten ontstaan of gegroeid. Oppervlakte telt op; het aandeel 65-plus wordt
    met de inwonertallen herrekend (op 1 decimaal); de andere aandelen hebben hun noemer niet in de bron en blijven leeg.
    """
    then = read_kwb2021(src)
    area = src.onto_today("2021", {code: cells["area"] for code, cells in then.items()})
    people = src.onto_today("2021", {code: cells["people"] for code, cells in then.items()})
    old = src.onto_today("2021", {code: cells["people"] * cells["old"] for code, cells in then.items()})
    changed = {row["nieuwe_code"] for row in src.mergers if row["datum"] > "2021-01-01"}
    rows = []
    for code in src.codes:
        if code in changed:
            share = (old[code][0] / people[code][0]).quantize(TENTH, ROUND_HALF_UP)
            values = [None, None, None, format(share, "f"), None]
        else:
            cells = then[code]
            values = [cells["own"], cells["social"], cells["other"], cells["old"], cells["wmo"]]
            values = [None if value is None else plain(value) for value in values]
        values.insert(0, format(area[code][0], "f"))
        rows.append([code] + [(value or "").replace(".", ",") for value in values])
    write("kwb-2021.csv", ["code", "oppervlakte_land", "aandeel_koop", "aandeel_corporatie", "aandeel_overige_huur",
                           "aandeel_65plus", "wmo_clienten"], rows, delimiter=";")


def main():
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit(__doc__)
    src = Sources(Path(sys.argv[1]))
    regions(src)
    memberships(src)
    mergers(src)
    population(src)
    density(src)
    income(src)
    kwb2021(src)
    regional(src)


if __name__ == "__main__":
    main()
