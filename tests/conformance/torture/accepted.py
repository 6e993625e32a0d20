"""Projects that must build and conform: what authors can write, at its longest, deepest, emptiest and most foreign."""
import random

from project import GROUPS, Project

WORDS = ("wonen huis thuis gemeente corporatie afspraak woningen sociale huur toewijzing doorstroming leefbaarheid "
         "voorraad betaalbaar aandachtsgroepen woonzorgvisie regio samen werken bouwen").split()


def words(seed, count):
    """A paragraph of `count` words with capitals and full stops."""
    pick = random.Random(seed)
    out = []
    for i in range(count):
        word = pick.choice(WORDS)
        out.append(word.capitalize() if i % 12 == 0 else word + "." if i % 12 == 11 else word)
    return " ".join(out).rstrip(".") + "."


def figure(kind, identity, **keys):
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"```{kind}\nid: {identity}\n{lines}```\n"


def table(identity, **keys):
    return figure("table", identity, indicators="[inwoners, aandeel, flex]", years="[2022, 2024]", **keys)


EVERY_FIGURE = "\n".join([
    "# Alle soorten figuren op één blad\n",
    "{% row 4 4 4 %}\n{% col %}", figure("tile", "tegel-a", indicator="aandeel"), "{% col %}",
    figure("tile", "tegel-b", indicator="flex", show="target"), "{% col %}", figure("tile", "tegel-c", indicator="visie"),
    "{% endrow %}\n", figure("key", "leeswijzer", variant="strip", items="[stand, afspraak, voorlopig]"),
    "{% row 7 5 %}\n{% col %}", figure("bars", "staven", indicator="dakloos", regions="members", references="[land]"),
    "{% col %}", figure("groups", "groepen", indicator="toewijzingen", share="true"), "{% endrow %}\n",
    "{% row 6 6 %}\n{% col %}", figure("trend", "lijn", indicator="aandeel", height=40), "{% col %}",
    figure("tally", "telling", indicators="[flex, aandeel]"),
    figure("key", "sleutel", variant="list", items="[secret, missing, provisional, status, example]"), "{% endrow %}\n",
    table("tabel", title="Alle cijfers", bars="true"),
])


def sixty_pages():
    parts = ["# Een blad van zestig bladzijden\n"]
    for i in range(1, 61):
        parts += [f"## Hoofdstuk {i}\n", words(f"een {i}", 150) + "\n", words(f"twee {i}", 120) + "\n"]
        parts += ["- " + words(f"punt {i} {k}", 12) for k in range(4)]
        parts += ["", "{% pagebreak %}" if i < 60 else ""]
    return "\n".join(parts)


def three_hundred_figures():
    kinds = [lambda i: figure("tile", f"f{i}", indicator="aandeel"), lambda i: figure("tile", f"f{i}", indicator="flex", show="target"),
             lambda i: figure("groups", f"f{i}", indicator="toewijzingen")]
    rows = []
    for i in range(0, 300, 3):
        cells = "\n".join("{% col %}\n" + kinds[(i // 3 + k) % 3](i + k) for k in range(3))
        rows.append("{% row 4 4 4 %}\n" + cells + "{% endrow %}\n")
    return "# Driehonderd figuren\n\n" + "\n".join(rows)


def many_links():
    out = ["# Koppelingen\n"]
    out.append(" ".join(f"Zie [bron {i}](https://voorbeeld.example/{i}?a=1&b={i})." for i in range(200)) + "\n")
    out.append("Een lange: [" + words("lang", 40)[:300].strip() + "](https://voorbeeld.example/lang).\n")
    out.append("Met haakjes: <https://voorbeeld.example/pad_(met_haakjes)/50%25/" + "/".join(["heel-lang-pad"] * 14) + "?vraag=%C3%A9%20en&b=(c)#plek>.\n")
    out.append("Ook [zo](https://voorbeeld.example/a_\\(b\\)) en [mail](mailto:iemand@voorbeeld.example?subject=Een%20(vraag)).\n")
    out.append("Naar [een figuur](#tabel), naar [Delft](/gemeente/plaats-0/) en met **[vet](https://v.example/vet)** en `code`.\n")
    # A link that begins at the foot of one page and ends at the head of the next, wherever lines fall.
    for i in range(6):
        out.append(words(f"vul {i}", 60) + " [" + words(f"brug {i}", 220) + f"](https://voorbeeld.example/brug/{i}) " + words(f"na {i}", 20) + "\n")
    return "\n".join(out) + "\n" + table("tabel", title="Doel van een koppeling")


LATIN1 = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
EXTENDED_A = "".join(map(chr, range(0x100, 0x180)))
EXTENDED_B = "".join(map(chr, range(0x180, 0x250)))
VIETNAMESE = "Ạ Ặ Ậ Ắ Ằ Ẳ Ẵ Ấ Ầ Ẩ Ẫ Ẽ Ẹ Ế Ề Ể Ễ Ệ Ỉ Ị Ỏ Ọ Ố Ồ Ổ Ỗ Ộ Ơ Ớ Ờ Ở Ỡ Ợ Ủ Ụ Ư Ứ Ừ Ử Ữ Ự Ỳ Ỵ Ỷ Ỹ ạặậắằẳẵấầẩẫẽẹếềểễệỉịỏọốồổỗộơớờởỡợủụưứừửữựỳỵỷỹ"
NAMES = ["Œuf-sur-Çérîñ ÀÉÎÕÜ", "Łódź Žižkov Ğőţ", "Ɓaƙin Ǧǿǻ", "Hà Nội Đường Phú Quốc", "Αθήνα Ἀθῆναι", "Київ Ђурђевац",
         "القدس", "ירושלים", "Combinerend: e\u0301 n\u0303 g\u030c x\u0304", "Súdwest-Fryslân"]
CHINESE = ["北京市", "東京都 新宿区", "서울특별시"]
def foreign(names):
    return ("# {{ region.name }} in elk schrift\n\n" + "Latijn: " + LATIN1 + " " +
            " ".join(EXTENDED_A[i:i + 16] for i in range(0, 128, 16)) + " " +
            " ".join(EXTENDED_B[i:i + 16] for i in range(0, 208, 16)) + " " + VIETNAMESE + ".\n\n"
            "{% for g in region.members %}\n- **{{ g.name }}** en nog eens {{ g.name }}, in een zin.\n{% endfor %}\n\n" +
            figure("bars", "staven", indicator="dakloos", regions="members") + "\n" +
            figure("table", "tabel", title='"Tabel met ' + " · ".join(names[4:8]) + '"', indicators="[inwoners, aandeel]", years="[2024]"))


def foreign_csv(names):
    rows = "".join(f"  {name};{i}\n" for i, name in enumerate(names, 1))
    return "```table\nid: lijst\ntitle: Plaatsen\ncsv: |\n  Plaats;Aantal\n" + rows + "```\n"


def with_cjk(conf):
    """The example's fonts, and one more fallback."""
    more = """  <!-- package: fonts-noto-cjk family: Noto Sans CJK JP weights: 400 700 fallback: yes -->
  <dir>/usr/share/fonts/opentype/noto</dir>
  <selectfont>
    <acceptfont>
      <glob>/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc</glob>
      <glob>/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc</glob>
    </acceptfont>
  </selectfont>

  <!-- Read only"""
    conf = conf.replace("  <!-- Read only", more, 1)
    return conf.replace("<string>Noto Sans Hebrew</string>", "<string>Noto Sans Hebrew</string><string>Noto Sans CJK JP</string>")


CHARACTERS = """# Tekens buiten WinAnsi

Min −3,1 en ≤ 5 of ≥ 6, pijl → en ←, smal\u202fvast\u202fwit, niet\u2011afbrekend, ½ en ¾, € 52, H₂O, x², ‰, …, “dubbel”, ‘enkel’, ▲▼, ≈, ×, ÷, №.

Lokaas voor ligaturen: fi fl ff ffi ffl, officieel, affiniteit, Effie, stijfjes, IJsselmeer, ijs, Ĳ en ĳ, fjord, Th, ft.

Zacht af­breek­baar: aller­verant­woordelijk­heids­gevoel met zachte koppel­tekens. Nul\u200bbreedte\u200bspatie, ver\u200cbin\u200dder, woord\u2060lijm.

Combinerend: e\u0301\u0301 a\u0308\u0304 q\u0303 i\u0307\u0323 Z\u030c\u0331 naast é ǟ.

| geen tabel maar een streep
"""

RTL = """# Van rechts naar links

يعيش في مدينة Delft نحو 104.000 نسمة، منهم 26,4% في السكن الاجتماعي (حسب CBS 2024)، وهذه جملة طويلة بما يكفي لتلتف على أكثر من سطر واحد داخل العمود حتى نرى أين ينكسر السطر وكيف تُصفّ الكلمات من اليمين.

בעיר Delft גרים כ־104.000 תושבים, מהם 26,4% בדיור חברתי (לפי CBS 2024), וזה משפט ארוך מספיק כדי לגלוש ליותר משורה אחת בתוך העמודה. **מודגש** ו־[קישור ארוך שנמשך על פני כמה מילים](https://voorbeeld.example/rtl) באמצע!

In een Nederlandse zin staat het woord القدس الشريف en ook ירושלים (met haakjes), gevolgd door **שלום** en 12 woorden.

- פריט ראשון ברשימה
- פריט שני עם Delft באמצע
  - פריט מקונן
- Een Nederlands punt met שלום

1. البند الأول
2. البند الثاني

> اقتباس باللغة العربية مع كلمة Delft في وسطه.

{% row 4 8 %}
{% col %}
## عنوان

نص في عمود ضيق يحتوي على رقم 2024 وكلمة housing في الوسط وبعض الكلمات.
{% col %}
## כותרת

טקסט בעמודה רחבה.
{% endrow %}
"""

LANGUAGES = """# Een andere taal

Het programma {% lang en %}Housing First{% endlang %} begint in {% lang fy %}Súdwest-Fryslân{% endlang %}, met **{% lang en %}intensive _case_ management{% endlang %}**.

{% lang en %}Housing First{% endlang %} staat hier aan het begin van een regel, en [{% lang de %}Wohnungslosigkeit{% endlang %} in een koppeling](https://voorbeeld.example/de).

{% lang en %}
## About this sheet

This whole block is in English, with {% lang nl %}een stukje Nederlands{% endlang %} and a [link](https://voorbeeld.example/en).

- one item
- another item

> And a quote.
{% endlang %}

{% lang ar %}
هذه فقرة باللغة العربية مع كلمة Delft.
{% endlang %}

In een zin: {% lang ar %}القدس{% endlang %} en {% lang he %}ירושלים{% endlang %}.

- {% lang en-GB %}social rent{% endlang %} in een lijst
- gewoon
"""

EMPTY = """# Lege blokken

{% if false %}- niets{% endif %}

{% row 4 4 4 %}
{% col %}
{% if false %}Links staat niets.{% endif %}
{% col %}
{% col %}
Alleen hier staat iets.
{% endrow %}

{% row 6 6 %}
{% col %}
{% col %}
{% endrow %}

{% columns 2 %}
{% if false %}Niets in kolommen.{% endif %}
{% endcolumns %}

{% columns 3 %}
Eén alinea in drie kolommen.
{% endcolumns %}

-
- punt
-

1.
2. twee

>

> {% if false %}leeg citaat{% endif %}

## Kop met niets erna

## Nog een kop

***

&nbsp;

&shy;

{% for g in region.members limit: 0 %}
- {{ g.name }}
{% endfor %}

""" + figure("bars", "staven", indicator="dakloos", regions="members") + figure("groups", "groepen", indicator="toewijzingen") + \
    figure("tile", "tegel", indicator="aandeel") + figure("trend", "lijn", indicator="aandeel") + \
    "```table\nid: leeg\ntitle: Een tabel zonder rijen\ncsv: |\n  Plaats;Aantal\n```\n" + \
    table("tabel", title="Niets bekend") + "\n## Laatste kop\n"


def all_missing(rows):
    for row in rows:
        if row[1] in ("aandeel", "dakloos", "flex"):
            row[4], row[7] = "", "missing" if row[0] != "GM9001" else "secret"
        elif row[1] == "toewijzingen":
            row[4] = 3
    return rows


DEEP = "# Diep\n\n" + "".join("  " * i + f"- niveau {i + 1}\n" for i in range(7)) + \
    "\n" + "".join("> " * (i + 1) + f"citaat {i + 1}\n" + "> " * (i + 1) + "\n" for i in range(6)) + \
    "\n> 1. in een citaat een lijst\n>    - met punten\n>      > en een citaat\n>      >\n>      > - en weer een punt, met **vet _en schuin_** en `code`\n" + \
    "\n```\ncode met   spaties\n\n  en inspringing\n```\n" + \
    "\nHotten­totten­tenten­tentoon­stellings­bouw­terrein­beheers­commissie­voor­zitters­verkiezings­uitslagen­avond in een zin.\n"

ROW_AS_HIGH_AS_A_PAGE = "# Hoog\n\n```table\nid: hoog\ntitle: Een rij als een bladzijde\ncsv: |\n  Plaats;Tekst\n  Delft;\"" + \
    words("hoog", 560) + "\"\n  Rijswijk;kort\n  Westland;\"" + words("hoog 2", 640) + "\"\n```\n"


def big_csv(project, path):
    """A resource of 20 MB without a role: only `attach:` speaks of it."""
    import json
    rows = project.random
    with open(path / "datasets/groot.csv", "w", encoding="utf-8", newline="\n") as out:
        out.write("nummer,plaats,waarde\n")
        size, i = 0, 0
        while size < 20 * 1000 * 1000:
            line = f"{i},plaats {rows.randrange(10 ** 6)},{rows.random():.12f}\n"
            out.write(line)
            size, i = size + len(line), i + 1
    package = path / "datasets/datapackage.json"
    content = json.loads(package.read_text("utf-8"))
    content["resources"].append({
        "name": "groot", "path": "groot.csv", "profile": "tabular-data-resource", "title": "Alles", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "schema": {"fields": [
            {"name": "nummer", "type": "integer"}, {"name": "plaats", "type": "string"}, {"name": "waarde", "type": "number"}]}})
    package.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def accepted():
    many = [f"Plaats {i:03d}" for i in range(130)]
    return [
        Project("one-paragraph", "Eén alinea.\n", names=["Delft"]),
        Project("sixty-pages", sixty_pages(), names=["Delft"]),
        Project("long-table", "# Een lange tabel\n\n" + figure("table", "lang", indicator="aandeel", regions="members", title="Alle plaatsen"),
                names=many, gemeente="Kort.\n"),
        Project("high-row", ROW_AS_HIGH_AS_A_PAGE, names=["Delft"]),
        Project("every-figure", EVERY_FIGURE),
        Project("three-hundred-figures", three_hundred_figures(), names=["Delft"]),
        Project("links", many_links()),
        Project("scripts", foreign(NAMES) + foreign_csv(NAMES), names=NAMES),
        Project("cjk", "# 漢字 en 한국어\n\n" + "住宅は人権である。誰もが安心して暮らせる家を持つべきだ。" * 8 + "\n\n" +
                figure("bars", "staven", indicator="dakloos", regions="members") + foreign_csv(CHINESE), names=CHINESE, fonts=with_cjk),
        Project("characters", CHARACTERS, names=["Delft"]),
        Project("right-to-left", RTL, names=["Delft"]),
        Project("languages", LANGUAGES, names=["Delft"]),
        Project("empty", EMPTY, change=all_missing),
        Project("deep", DEEP, names=["Delft"]),
        Project("two-thousand-words", "# Lang\n\n" + words("lang", 2000) + "\n\n{% columns 2 %}\n" + words("kolom", 2000) + "\n{% endcolumns %}\n",
                names=["Delft"]),
        Project("attachment", "# Een bijlage\n\nDe hele tabel zit in deze pdf.\n", names=["Delft"], front="attach: [groot]\n", extra=big_csv),
    ]
