"""Projects that must be refused: what an author can do that would leave a reader without the words. Each line of `expected` is
a part of what the program says, with the file and the line of the template."""
from project import Project

# The body begins after the seven lines of front matter.
FIRST = 8


def at(line, *parts):
    """The place of line `line` of the body, then what else must be said."""
    return [f"templates/land.md:{FIRST + line - 1}", *parts]


def refused():
    return [
        Project("skipped-heading", "# Kop\n\n### Te diep\n", names=["Delft"], expected=at(3, "##")),
        Project("first-heading-too-deep", "Tekst.\n\n### Te diep\n", names=["Delft"], expected=at(3, "##")),
        Project("four-levels", "# a\n\n## b\n\n### c\n\n#### d\n", names=["Delft"], expected=at(7, "three levels")),
        Project("empty-heading", "# Kop\n\n## {% if false %}niets{% endif %}\n\nTekst.\n", names=["Delft"], expected=at(3, "heading", "empty")),
        Project("empty-link", "Zie [](https://voorbeeld.example/).\n", names=["Delft"], expected=at(1, "no words")),
        Project("empty-title", "Tekst.\n", names=["Delft"], front='title: "  "\n', expected=["templates/land.md:6", "this title is empty"]),
        Project("empty-figure-title", "```tile\nid: t\nindicator: aandeel\nlabel: \"\"\n```\n", names=["Delft"], expected=at(4, "this label is empty")),
        Project("unknown-anchor", "Zie [daar](#nergens).\n", names=["Delft"], expected=at(1, "nergens")),
        Project("javascript-link", "Zie [daar](javascript:alert(1)).\n\n[en](JavaScript:x) [b](data:text/html,x) [c](//elders.example/)\n", names=["Delft"],
                expected=at(1, "javascript:alert(1)", "JavaScript:x", "data:text/html,x", "//elders.example/")),
        Project("raw-html", "# Kop\n\n<b>vet</b> en\n\n<div>\nblok\n</div>\n", names=["Delft"],
                expected=at(3, "HTML cannot stand in a factsheet", "templates/land.md:12")),
        Project("image", "![foto](foto.png)\n", names=["Delft"], expected=at(1, "images")),
        Project("no-font-cjk", "# Kop\n\nHet woord 漢字 staat hier.\n", names=["Delft"],
                expected=at(3, "U+6F22", "漢", "fonts-noto-cjk", "fonts/fonts.conf")),
        Project("no-font-emoji", "# Kop\n\nTekst.\n\n- een punt met 😀 erin\n", names=["Delft"], expected=at(5, "U+1F600", "emoji")),
        Project("no-font-private", "Een teken uit \ue123 eigen gebruik.\n", names=["Delft"], expected=at(1, "U+E123", "private")),
        Project("no-font-figure", "# Kop\n\n```table\nid: t\ntitle: Tabel\ncsv: |\n  Plaats;Aantal\n  漢;1\n```\n", names=["Delft"],
                expected=at(3, "U+6F22")),
        Project("no-font-name", "Tekst.\n", names=["Delft 漢"], expected=["templates/gemeente.md", "U+6F22"]),
        Project("wide-word", "{% row 2 10 %}\n{% col %}\nNL28GM0503WK01BU0007ABCDEF0123456789XYZ\n{% col %}\nTekst.\n{% endrow %}\n",
                names=["Delft"], expected=at(3, "too wide", "NL28GM0503")),
        Project("high-row", "{% row 6 6 %}\n{% col %}\n" + "Een regel in een kolom die te hoog wordt.\n\n" * 60 + "{% col %}\nTekst.\n{% endrow %}\n",
                names=["Delft"], expected=at(1, "the row is higher than the page")),
        Project("pipe-table", "| a | b |\n| --- | --- |\n| 1 | 2 |\n", names=["Delft"], expected=at(1, "tables of pipes")),
        Project("language-tag", "Het {% lang engels! %}Housing First{% endlang %} hier.\n", names=["Delft"], expected=at(1, "engels!")),
        Project("language-unknown", "Het {% lang qq %}Housing First{% endlang %} hier.\n\n{% lang %}x{% endlang %}\n", names=["Delft"],
                expected=at(1, "qq", "templates/land.md:10")),
        Project("language-unclosed", "Het {% lang en %}Housing First hier.\n", names=["Delft"], expected=at(1, "{% lang %} is never closed")),
        Project("language-stray", "Het hier{% endlang %}.\n", names=["Delft"], expected=at(1, "{% endlang %}")),
        Project("language-crossing", "Het **{% lang en %}Housing** First{% endlang %} hier.\n\nEen {% lang en %}alinea\n\nen nog een{% endlang %}.\n", names=["Delft"],
                expected=at(1, "crosses", "templates/land.md:10")),
        Project("language-around-row", "{% lang en %}\n{% row 6 6 %}\n{% col %}\na\n{% col %}\nb\n{% endrow %}\n{% endlang %}\n", names=["Delft"],
                expected=at(2, "{% lang %}")),
    ]
