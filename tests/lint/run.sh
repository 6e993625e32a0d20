#!/bin/sh
# tests/lint/run.sh [ROOT]: the rules of the source tree that a compiler does not know. Prints file:line: what [rule].
#
#   include   folders include only what includes.txt allows      contract  exported functions stand in a header of their folder
#   print     nothing but cli/ prints                            opening   each .c opens with a comment
#   number    numbers and locales only in base/number.c          todo      a TODO names its issue
#   address   no URL in build scripts and lock files, no path of this machine anywhere
#   length    more than 700 lines: a warning
#
# Without ROOT it first runs its own test (selftest.sh). Fails on any finding that is not a warning.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ $# -eq 0 ]; then
    sh "$here/selftest.sh"
    root=$(cd "$here/../.." && pwd)
else
    root=$1
fi
cd "$root"
found=$(mktemp)
trap 'rm -f "$found"' EXIT

files() { find gen -mindepth 2 -maxdepth 2 -type f \( -name '*.c' -o -name '*.h' \) | LC_ALL=C sort; }

for folder in $(find gen -mindepth 1 -maxdepth 1 -type d ! -name decisions | LC_ALL=C sort); do
    name=${folder#gen/}
    if ! grep -q "^$name:" "$here/includes.txt"; then
        echo "$folder:1: folder is not in tests/lint/includes.txt [include]" >>"$found"
        continue
    fi
    allowed=$(sed -n "s/^$name: *//p" "$here/includes.txt")
    headers=$(cat "$folder"/*.h 2>/dev/null || true)
    export HEADERS_TEXT="$headers"
    for file in $(files | grep "^gen/$name/"); do
        awk -v F="$file" -v FOLDER="$name" -v ALLOWED="$allowed" 'BEGIN { HEADERS = ENVIRON["HEADERS_TEXT"] } '"$(cat "$here/code.awk")" "$file" >>"$found"
    done
done

# Files that say where things are fetched from: names of hosts belong to the machine's own configuration.
scripts=$(find . -path ./.git -prune -o -path ./build -prune -o -path ./public -prune -o -path ./.feitenblad -prune -o -type f \
    \( -name '*lock*.json' -o -name '*.lock' -o -name 'requirements*.txt' -o -name '*.sh' -o -name Makefile -o -path './.ci/*' -o -name .npmrc -o -name 'pip.conf' \) -print | LC_ALL=C sort)
for file in $scripts; do
    grep -nHE '[a-z]+://[A-Za-z0-9]' "$file" | grep -v 'file:///' | sed -n 's/^\.\/\([^:]*:[0-9]*\):.*/\1: an address in a script or lock file [address]/p' >>"$found" || true
done
# The path of this clone in a committed file would only work here (not asked of a root that is no clone).
if [ -e .git ] && command -v git >/dev/null; then
    git -c safe.directory='*' grep -nIF -e "$root/" -- . 2>/dev/null | sed 's/^\([^:]*:[0-9]*\):.*/\1: a path of this machine [address]/' >>"$found" || true
fi

count=$(grep -vc 'warning:' "$found" || true)
cat "$found"
if [ "$count" -gt 0 ]; then
    echo "lint: $count findings"
    exit 1
fi
echo "lint: $(files | wc -l) files, no findings"
