#!/bin/sh
# tests/bench/size.sh SITE: what the factsheets of a site weigh, and what the middle one is made of. Reads the dictionaries
# of streams as surface/pdf_file.c writes them: each on one line that ends with its length.
set -eu
list=$(mktemp)
trap 'rm -f "$list"' EXIT
find "$1" -name factsheet.pdf -printf '%s %p\n' | sort -n >"$list"
awk '{ size[NR] = $1 } END { printf "PDF: %d files, median %.1f KB, largest %.1f KB\n", NR, size[int((NR + 1) / 2)] / 1000, size[NR] / 1000 }' "$list"
middle=$(awk '{ path[NR] = $2 } END { print path[int((NR + 1) / 2)] }' "$list")
LC_ALL=C grep -a -o '^<<.*/Length [0-9]*>>$' "$middle" | awk -v path="$middle" -v total="$(wc -c <"$middle")" '
    function kind(entries) {
        if (entries ~ /Type1C|CIDFontType0C|OpenType|Length1|CMap/) return "fonts"
        if (entries ~ /EmbeddedFile/) return "attachments"
        if (entries ~ /ObjStm/) return "structure"
        if (entries ~ /Metadata|XRef|\/N 3/) return "rest"
        return "content"
    }
    { length_of = $0; sub(/.*\/Length /, "", length_of); sum[kind($0)] += length_of + 0; streams += length_of + 0 }
    END { sum["rest"] += total - streams
          printf "the middle one, %.1f KB: fonts %.1f, content %.1f, structure and small objects %.1f, attachments %.1f, metadata, colour profile and file %.1f\n",
                 total / 1000, sum["fonts"] / 1000, sum["content"] / 1000, sum["structure"] / 1000, sum["attachments"] / 1000, sum["rest"] / 1000 }'
