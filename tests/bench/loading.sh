#!/bin/sh
# make bench-loading: how fast a drop of 14,000 buurten, 100 indicators and 10 years becomes a Dataset, beside Python's csv
# module and libcsv with nothing behind it on the same files. Measures; never passes or fails on a number. ROUNDS=n: the median
# of so many rounds.
#
# Seconds are processor time, so that a busy machine changes them little. "Loading" is the thread that reads: opening the package to
# totals and disclosure control. Beside it threads make checksums, and read plain rows ahead where there is more than one processor:
# "all threads" is what that costs in sum, "on the clock" what is left of it on a machine with nothing else to do.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
BUILD="${BUILD:-build}"
ROUNDS="${ROUNDS:-5}"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

python3 "$here/loading.py" write "$out/drop"
bytes=$(cat "$out"/drop/datasets/drop-*.csv | wc -c)
cells=$(awk -F, 'FNR > 1 { n += NF - 1 } END { print n }' "$out"/drop/datasets/drop-*.csv)

for round in $(seq "$ROUNDS"); do
    echo "python=$(python3 "$here/loading.py" read "$out"/drop/datasets/drop-*.csv)"
    echo "libcsv=$("$BUILD/tests/bench/bare" "$out"/drop/datasets/drop-*.csv)"
    "$BUILD/tests/bench/loading" "$out/drop" | tr ' ' '\n'
done | sort -t= -k1,1 -k2,2n | awk -F= -v rounds="$ROUNDS" -v bytes="$bytes" -v cells="$cells" '
    { n[$1]++; if (n[$1] == int((rounds + 1) / 2)) v[$1] = $2 }
    function line(name, seconds) {
        printf "%-28s %8.3f %8.1f %8.1f %8.2f %8.2f\n", name, seconds, bytes / seconds / 1e6, cells / seconds / 1e6,
               v["python"] / seconds, v["libcsv"] / seconds
    }
    END { printf "%d cells, %.1f MB, median of %d rounds\n\n", cells, bytes / 1e6, rounds
          printf "%-28s %8s %8s %8s %8s %8s\n", "", "seconds", "MB/s", "Mcells/s", "x Python", "x libcsv"
          line("Python csv.reader", v["python"]); line("libcsv, empty callbacks", v["libcsv"])
          line("loading", v["loading"]); line("loading, all threads", v["threads"]); line("loading, on the clock", v["clock"])
          printf "\nresident bytes a cell: %.2f when loaded, %.2f at most\n", v["resident"] / cells, v["peak"] / cells }'
