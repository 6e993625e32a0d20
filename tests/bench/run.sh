#!/bin/sh
# make bench: what a page and a factsheet cost, step by step, and what their PDF is made of.
# Measures; never passes or fails on a number. ROUNDS=n repeats each run and shows the median of each number.
#
# Steps are processor time in the worker (milliseconds a page), so that a busy machine changes them little; seconds and
# factsheets/s are what the clock on the wall says, starting and loading the data included.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
FEITENBLAD="${FEITENBLAD:-build/feitenblad}"
ROUNDS="${ROUNDS:-3}"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# One build into an empty folder, so that nothing is taken over from an earlier one. The project's own state is untouched:
# it is kept by output folder.
build() {
    rm -rf "$out/site"
    start=$(date +%s%N)
    "$FEITENBLAD" build --project . --output "$out/site" --timings "$@" >"$out/log" 2>"$out/err" || { cat "$out/err" >&2; exit 1; }
    end=$(date +%s%N)
    sed -n 's/^timings: //p' "$out/log" | tr ' ' '\n'
    echo "wall_us=$(((end - start) / 1000))"
}

# measure LABEL ARGUMENT…: the median of each number over the rounds, on one line.
measure() {
    label=$1
    shift
    for round in $(seq "$ROUNDS"); do build "$@"; done | sort -t= -k1,1 -k2,2n | awk -F= -v label="$label" -v rounds="$ROUNDS" '
        { n[$1]++; if (n[$1] == int((rounds + 1) / 2)) v[$1] = $2 }
        END { split("bind layout draw finish svg html write", steps, " ")
              printf "%-14s", label
              for (i = 1; i <= 7; i++) { ms = v[steps[i] "_us"] / 1000 / v["pages"]; all += ms; printf " %7.2f", ms }
              printf " %7.2f %8.1f %7.1f %9.0f\n", all, v["wall_us"] / 1e6, v["regions"] / v["wall_us"] * 1e6, v["peak_kib"] / 1024 }'
}

processor=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)
echo "$processor, $(nproc) processors, load $(cut -d' ' -f1 /proc/loadavg); Debian $(cat /etc/debian_version)"
echo "Whole example, median of $ROUNDS rounds; draw and finish are the PDF's, html holds the figures of the web page"
echo
printf '%-14s %7s %7s %7s %7s %7s %7s %7s %7s %8s %7s %9s\n' 'ms a page' bind layout draw finish svg html write all seconds sheets/s peak-MiB
measure 'PDF alone -j1' -j 1 --format pdf
measure 'all -j1' -j 1
measure 'all -j2' -j 2
echo
sh "$here/size.sh" "$out/site"
